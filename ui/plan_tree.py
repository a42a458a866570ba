# SPDX-License-Identifier: MIT
"""The tree of a year's plan for the view: themes, points and tasks, filtered without asking the office again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt

from ui.table_paint import Index, Look, Role
from unionoffice.kit import pinyin
from unionoffice.kit.dates import show_day
from unionoffice.plan.due import show_due
from unionoffice.plan.queries import PlanTree, PointLine, TaskLine, ThemeLine
from unionoffice.plan.records import STATUSES
from unionoffice.plan.wording import names

Line = ThemeLine | PointLine | TaskLine
HEADINGS = ("事项、要点、任务", "完成时间", "责任科室", "责任领导", "进度", "状态")
KEYS = ("name", "due", "dept", "leader", "percent", "state")
WIDTHS = (0, 108, 92, 92, 180, 113)
TONES = {"done": "text2", "active": "accent", "not_started": "text2", "postponed": "warn", "cancelled": "text3"}


@dataclass(frozen=True)
class PlanFilter:
    """Which tasks are shown. ``view``: all, due, late, standing, done, active, idle or month (of ``month``, 1-12)."""

    view: str = "all"
    month: int = 0
    depts: frozenset[str] = frozenset()
    words: str = ""

    @property
    def narrows(self) -> bool:
        return self != PlanFilter()

    def takes(self, task: TaskLine) -> bool:
        return self._view_takes(task) and self._dept_takes(task) and all(map(_Finder(task), self.words.lower().split()))

    def _view_takes(self, task: TaskLine) -> bool:
        due = task.due_to
        in_month = due is not None and due.month == self.month and not task.standing and task.status != "cancelled"
        return {
            "all": True, "due": task.due_now, "late": task.days_over > 0, "standing": task.standing,
            "month": in_month, "done": task.status == "done",
            "active": task.status == "active" and not task.days_over,
            "idle": task.status == "not_started" and not task.days_over,
        }[self.view]  # fmt: skip

    def _dept_takes(self, task: TaskLine) -> bool:
        return not self.depts or not self.depts.isdisjoint(names(task.dept))


class _Finder:
    """Whether a typed word is in a task: in its texts, or as initials of who is in charge."""

    def __init__(self, task: TaskLine) -> None:
        self._text = f"{task.name} {task.point} {task.theme} {task.leader} {task.dept} {task.due_text}".lower()
        self._who = names(task.leader) + names(task.dept)

    def __call__(self, word: str) -> bool:
        if word in self._text:
            return True
        return word.isascii() and any(i.startswith(word) for name in self._who for i in pinyin.all_initials(name))


def state_look(task: TaskLine) -> tuple[str, str]:
    """The state word of a task and its tone: what is late or due this month comes before the status itself."""
    if task.days_over:
        return f"逾期 {task.days_over} 天", "danger"
    if task.due_now and task.status in ("active", "not_started"):
        return "本月到期", "warn"
    return STATUSES.name(task.status), TONES[task.status]


@dataclass
class _Node:
    number: int
    line: Line
    parent: "_Node | None"
    row: int
    children: list["_Node"] = field(default_factory=list)


class PlanModel(QAbstractItemModel):
    """Themes at the top, points below them, tasks below those; only branches that hold a shown task."""

    def __init__(self) -> None:
        super().__init__()
        self._nodes: list[_Node] = []
        self._roots: list[_Node] = []

    def show_plan(self, plan: PlanTree | None, chosen: PlanFilter) -> None:
        """Replace everything; without a filter, points and themes without tasks are there too."""
        self.beginResetModel()
        self._nodes, self._roots = [], []
        for theme in plan.themes if plan else ():
            self._add_theme(theme, chosen)
        self.endResetModel()

    def _add_theme(self, theme: ThemeLine, chosen: PlanFilter) -> None:
        kept = [(point, [task for task in point.tasks if chosen.takes(task)]) for point in theme.points]
        if chosen.narrows:
            kept = [(point, tasks) for point, tasks in kept if tasks]
            if not kept:
                return
        root = self._add(theme, None, self._roots)
        for point, tasks in kept:
            node = self._add(point, root, root.children)
            for task in tasks:
                self._add(task, node, node.children)

    def _add(self, line: Line, parent: _Node | None, siblings: list[_Node]) -> _Node:
        node = _Node(len(self._nodes), line, parent, len(siblings))
        siblings.append(node)
        self._nodes.append(node)
        return node

    # what the page asks

    def line(self, index: Index) -> Line | None:
        return self._nodes[index.internalId()].line if index.isValid() else None

    def tasks(self) -> list[TaskLine]:
        """The shown tasks, from top to bottom."""
        return [node.line for node in self._nodes if isinstance(node.line, TaskLine)]

    def branches(self) -> Iterator[QModelIndex]:
        """Every theme and point."""
        return (self._index_of(node) for node in self._nodes if not isinstance(node.line, TaskLine))

    def index_of(self, kind: type, line_id: int) -> QModelIndex:
        """Where a theme, point or task stands; an invalid index when it is not shown."""
        for node in self._nodes:
            if isinstance(node.line, kind) and node.line.id == line_id:
                return self._index_of(node)
        return QModelIndex()

    def first_task(self) -> QModelIndex:
        """The first shown task, late ones before others; an invalid index when none is shown."""
        nodes = [node for node in self._nodes if isinstance(node.line, TaskLine)]
        late = [node for node in nodes if isinstance(node.line, TaskLine) and node.line.days_over]
        return self._index_of((late or nodes)[0]) if nodes else QModelIndex()

    def _index_of(self, node: _Node, column: int = 0) -> QModelIndex:
        return self.createIndex(node.row, column, node.number)

    # what Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        siblings = self._nodes[parent.internalId()].children if parent.isValid() else self._roots
        return self._index_of(siblings[row], column)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        above = self._nodes[index.internalId()].parent if index.isValid() else None
        return self._index_of(above) if above else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._roots)
        return len(self._nodes[parent.internalId()].children) if parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(HEADINGS):
            return None
        answers: dict[int, tuple[object, ...]] = {Qt.ItemDataRole.DisplayRole: HEADINGS, Role.KEY: KEYS, Role.WIDTH: WIDTHS}
        return answers[role][section] if role in answers else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(line, index.column())
        if role == Role.LOOK:
            return _look(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(line, index.column())
        return None


def _text(line: Line, column: int) -> str:
    if column == 0:
        return line.name
    if column == 4:
        return "" if line.percent is None else f"{line.percent}%"
    if not isinstance(line, TaskLine):
        return ""
    return {1: show_due(line.due_text), 2: line.dept, 3: line.leader, 5: state_look(line)[0]}[column]


def _look(line: Line, column: int) -> Look:
    late = isinstance(line, TaskLine) and line.days_over > 0
    tint = "dangerTint" if late else "subtle" if isinstance(line, ThemeLine) else ""
    if column == 0:
        return Look(bold=isinstance(line, ThemeLine), tint=tint)
    if column == 4:
        return Look(tint=tint) if line.percent is None else _bar(line, line.percent, tint)
    if column == 5 and isinstance(line, TaskLine):
        tone = state_look(line)[1]
        return Look(tone=tone, bold=tone == "danger", tint=tint)
    return Look(tone="danger" if late and column == 1 else "text2", tint=tint)


def _bar(line: Line, percent: int, tint: str) -> Look:
    tone = "accent"
    if isinstance(line, TaskLine):
        tone = "danger" if line.days_over else "ok" if line.status == "done" else "text3" if line.status == "cancelled" else tone
    return Look(kind="bar", share=percent / 100, tone=tone, tint=tint)


def _tip(line: Line, column: int) -> str:
    if column == 0:
        return line.name
    if column == 1 and isinstance(line, TaskLine) and line.due_to and not line.standing:
        return f"{line.due_text}，最后一天是 {show_day(line.due_to)}"
    return ""
