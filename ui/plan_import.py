# SPDX-License-Identifier: MIT
"""Import of a plan table: a Word or Excel file, every row's fate, then one step that can be undone."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from ui import files, messages
from ui.desk import Desk
from ui.fate_page import CANCELLED, FatePage
from ui.fields import ComboBox
from ui.import_model import FATE_TONES
from ui.jobs import run_job
from ui.table_paint import Index, Look, Role, Span
from ui.widgets import Part, allow, label
from unionoffice.errors import OfficeError
from unionoffice.plan.due import show_due
from unionoffice.plan.importing import ImportRow, PlanImport, plan_import, write_import
from unionoffice.plan.reading import PlanTable, read_plan_file
from unionoffice.progress import Progress

ACTION = "导入工作计划"
STEPS = ("选文件", "预览", "写入")
FATES = {"new": "新增", "update": "更新", "unchanged": "不变", "refused": "拒绝"}
HEADINGS = ("行号", "结果", "要点", "具体任务", "完成时间", "责任科室", "变化或原因")
WIDTHS = (64, 64, 200, 300, 112, 96, 0)


class PlanImportModel(QAbstractTableModel):
    """The rows of a preview that are of the chosen fates and hold the searched words."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ImportRow] = []

    def show_rows(self, plan: PlanImport, fates: Collection[str], words: str) -> None:
        self.beginResetModel()
        wanted = words.lower().split()
        self._rows = [row for row in plan.rows if row.fate in fates and all(word in _said(row) for word in wanted)]
        self.endResetModel()

    def shown(self) -> Sequence[ImportRow]:
        return self._rows

    def next_refused(self, after: int) -> int:
        """The next refused row below ``after``, starting again from the top; -1 when there is none."""
        count = len(self._rows)
        order = [*range(after + 1, count), *range(min(after + 1, count))]
        return next((place for place in order if self._rows[place].fate == "refused"), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(HEADINGS):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Role.KEY):
            return HEADINGS[section]
        if role == Role.WIDTH:
            return WIDTHS[section]
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, section = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _texts(row)[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return _texts(row)[section] if section in (2, 3, 6) else None
        if role == Role.LOOK:
            return _look(row, section)
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _said(row: ImportRow) -> str:
    return " ".join((row.theme, *_texts(row)[2:])).lower()


def _texts(row: ImportRow) -> tuple[str, ...]:
    changes = [f"{name}：{old or '空'} → {new or '空'}" for name, old, new in row.changes]
    why = "；".join([*row.reasons, *changes, *row.warnings])
    return (str(row.row_no), FATES[row.fate], row.point or "空", row.task or "空", show_due(row.due_text), row.dept, why)


def _alignment(section: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if section == 0 else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _look(row: ImportRow, section: int) -> Look | None:
    if section == 1:
        return Look(tone=FATE_TONES[row.fate], bold=row.fate != "unchanged")
    if section == 6:
        return _why_look(row)
    if section == 3:
        return None if row.task else Look(tone="text3")
    return Look(tone="text2")


def _why_look(row: ImportRow) -> Look:
    if row.fate != "update":
        return Look(tone="danger" if row.reasons else "warn" if row.warnings else "text2")
    spans: list[Span] = []
    for name, old, new in row.changes:
        spans += [Span(f"{name}  "), Span(old or "空", "text3", strike=bool(old))]
        spans += [Span("  →  ", "text3"), Span(f"{new or '空'}    ", "text")]
    return Look(kind="change", spans=(*spans, *(Span(f"{one}  ", "warn") for one in row.warnings)))


class PlanImportPage(FatePage):
    """Lies over the plan; ``written`` carries the year that was written."""

    written = Signal(int)

    def __init__(self, desk: Desk) -> None:
        self.table_read: PlanTable | None = None
        self.plan: PlanImport | None = None
        self.model = PlanImportModel()
        super().__init__(
            desk, "导入计划表", self.model, FATES, STEPS, kinds=files.PLANS, hidden=("unchanged",),
            hint="任务、要点、科室、原因", hint_width=260,
        )  # fmt: skip

    def bar_parts(self) -> list[Part]:
        self.years = ComboBox()
        self.years.setFixedWidth(104)
        self.years.setAccessibleName("导入到哪一年")
        self.years.activated.connect(lambda _index: self._plan())
        return [8, label("导入到", "caption"), self.years]

    # 1: the file

    def load(self, path: Path) -> None:
        run_job(
            f"正在读取 {path.name}", lambda progress: read_plan_file(path, progress), self._was_read, self.failed,
            cancel_text=CANCELLED, owner=self,
        )  # fmt: skip

    def _was_read(self, table: PlanTable) -> None:
        self.table_read = table
        year = table.year or self._desk.office.working_year()
        self.years.set_choices([(one, f"{one} 年") for one in range(year - 2, year + 4)])
        self.years.choose(year)
        self._plan()

    # 2: the preview

    def _plan(self) -> None:
        table, year = self.table_read, int(self.years.currentData())
        assert table is not None

        def work(progress: Progress) -> PlanImport:
            with self._desk.office.read() as session:
                return plan_import(session, table, year)

        run_job(f"正在核对 {len(table.rows)} 行", work, self._was_planned, self.failed, owner=self)

    def _was_planned(self, plan: PlanImport) -> None:
        self.plan = plan
        self._say_what_will_be(plan)
        left = f"，{len(plan.unknown)} 列不导入" if plan.unknown else ""
        counts = {fate: plan.count(fate) for fate in FATES}
        self.show_preview(f"{plan.source}，{len(plan.rows)} 行，对上 {len(plan.columns)} 列{left}", counts)

    def _say_what_will_be(self, plan: PlanImport) -> None:
        new, update, unchanged, refused = (plan.count(f) for f in ("new", "update", "unchanged", "refused"))
        self.will_write.setText(f"将写入 {plan.year} 年 {plan.to_write} 项任务：新增 {new}，更新 {update}")
        left = [f"拒绝的 {refused} 行不写入"] if refused else []
        left += [f"不变的 {unchanged} 行不动"] if unchanged else []
        left += [f"表里没有的 {plan.kept} 项任务保留"] if plan.kept else []
        self.will_leave.setText("；".join([*left, "写入后可以整批撤销，登记过的进展不受影响。"]))
        self.write_button.set_text(f"写入 {plan.to_write} 项", "W")
        allow(self.write_button, plan.to_write > 0, "没有新的或有变化的任务")

    def show_rows(self) -> None:
        if self.plan is None:
            return
        fates = self.chosen()
        self.model.show_rows(self.plan, fates, self.search.text())
        names = "、".join(FATES[fate] for fate in fates) or "无"
        self.count.setText(f"显示 {names}，共 {len(self.model.shown())} 行")

    def next_odd(self) -> None:
        """F8: the next refused row."""
        self.select(self.model.next_refused(self.table.currentIndex().row()))

    # 3: writing

    def write(self) -> None:
        """Everything in one transaction; failed, nothing is written."""
        plan, office = self.plan, self._desk.office
        assert plan is not None
        self.crumbs.set_current(2)

        def work(progress: Progress) -> int:
            with office.work(ACTION) as writing:
                write_import(writing, plan)
                return writing.trail.step

        run_job(
            f"正在写入 {plan.to_write} 项", work, lambda step: self._written(step, plan.to_write), self.write_failed,
            can_cancel=False, owner=self,
        )  # fmt: skip

    def _written(self, step: int, written: int) -> None:
        office = self._desk.office

        def undo() -> None:
            try:
                office.undo(step, ACTION)
            except OfficeError as error:
                messages.error(error)
            else:
                messages.info(f"已撤销，{written} 项任务恢复原样")

        if self.plan is not None:
            self.written.emit(self.plan.year)
        self.closed.emit()
        messages.info(f"已写入 {written} 项任务", "撤销", undo)
