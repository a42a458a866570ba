# SPDX-License-Identifier: MIT
"""The middle of the plan's page: months, search and chips, and the tree they filter. It asks the office nothing."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.app_state import AppState
from ui.chips import CountChip, FacetChip, FacetValue
from ui.fields import SearchBox
from ui.plan_tree import Line, PlanFilter, PlanModel
from ui.steps import MonthFact, MonthStrip
from ui.table_paint import Look, TreeCellDelegate
from ui.table_view import RecordTree, table_card
from ui.theme import theme
from ui.widgets import card, column, frame, label, row
from unionoffice.plan import queries
from unionoffice.plan.queries import PlanTree, TaskLine

VIEWS = (("all", "全部"), ("due", "本月到期"), ("late", "逾期"), ("standing", "常年工作"))
REMARK = "全年、适时任务不计逾期"


class _Delegate(TreeCellDelegate):
    """While the tree has the keyboard the ring is enough, so that a late row keeps its tint."""

    def _ground(self, painter: QPainter, area: QRect, look: Look, selected: bool, *, first: bool) -> None:
        super()._ground(painter, area, look, selected and not self._view.hasFocus(), first=first)


class PlanList(QWidget):
    """Shows one plan. ``opened`` and ``menu_wanted`` carry a theme, point or task line; ``moved`` the keyboard's step.

    ``year_chosen``: another year, 0 for the usual one.
    """

    opened = Signal(object)
    menu_wanted = Signal(object, QPoint)
    moved = Signal()
    year_chosen = Signal(int)

    def __init__(self, state: AppState) -> None:
        super().__init__()
        self.plan: PlanTree | None = None
        self._view, self._month = "all", 0
        self._years: Sequence[int] = ()
        self._closed: set[tuple[type, int]] = set()
        self._filtered = False
        self.strip = MonthStrip()
        self.strip.clicked.connect(self.choose_month)
        self._build_tree(state)
        self._body = row((table_card(self.tree), 1), margins=(24, 0, 24, 8), spacing=16)
        strip = frame(row((card(self.strip, margins=(8, 0, 8, 0)), 1), margins=(24, 0, 24, 8)))
        self.setLayout(column(strip, self._toolbar(), (frame(self._body), 1), spacing=0))

    def _build_tree(self, state: AppState) -> None:
        self.model = PlanModel()
        self.tree = RecordTree(state=state, name="plan")
        self.tree.setItemDelegate(_Delegate(self.tree))
        self.tree.setModel(self.model)
        self.tree.opened.connect(self._opened)
        self.tree.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._menu_asked)

    def _toolbar(self) -> QWidget:
        self.search = SearchBox("任务、责任人、科室", 280)
        self.search.searched.connect(lambda _text: self.refill())
        self.search.down_pressed.connect(self.focus_tree)
        self.views = {view: CountChip(name) for view, name in VIEWS}
        for view, chip in self.views.items():
            chip.clicked.connect(partial(self.choose_view, view))
        self.dept = FacetChip("责任科室", self._dept_values)
        self.dept.changed.connect(lambda _chosen: self.refill())
        self.years = FacetChip("年度", self._year_values, single=True)
        self.years.changed.connect(lambda chosen: self.year_chosen.emit(next(iter(chosen), 0)))
        self.remark = label(REMARK, "caption")
        bar = row(
            self.search, 8, *self.views.values(), self.dept, self.years, None, self.remark, margins=(24, 0, 24, 8)
        )  # fmt: skip
        return frame(bar, height=theme().size("toolbar"))

    def put_beside(self, widget: QWidget) -> None:
        """Lay a form or the details beside the tree; where room is short, the last columns give way."""
        self._body.addWidget(widget)
        self.tree.columns.squeeze(True)

    def take_away(self, widget: QWidget) -> None:
        self._body.removeWidget(widget)

    # showing

    def show_plan(self, plan: PlanTree | None, years: Sequence[int], chosen: int = 0) -> None:
        """Replace the plan; what is folded, chosen and current stays so. ``years`` have a plan, ``chosen`` was asked for."""
        self.plan, self._years = plan, years
        self.years.set_chosen((chosen,) if chosen else (), announce=False)
        self.years.setVisible(len(years) > 1)
        if plan is not None:
            self.views["late"].set_count(queries.counts(plan.tasks).overdue)
        self.refill()

    def filter(self) -> PlanFilter:
        """What is asked for just now."""
        month = self._month if self._view == "month" else 0
        depts = frozenset(str(one) for one in self.dept.chosen())
        return PlanFilter(self._view, month, depts, self.search.text().strip())

    def refill(self) -> None:
        """Fill the tree by the present filter, without asking the office."""
        current = self.current_line()
        self._remember_closed()
        chosen = self.filter()
        self._filtered = chosen.narrows
        self.model.show_plan(self.plan, chosen)
        self._unfold()
        for view, chip in self.views.items():
            chip.setChecked(view == self._view)
        self._show_months()
        self._say_remark(chosen)
        if current is not None:
            self._make_current(self.model.index_of(type(current), current.id))

    def _remember_closed(self) -> None:
        """Themes and points the clerk has closed; a filter opens everything for as long as it is on."""
        if not self._filtered:
            branches = [(index, self.model.line(index)) for index in self.model.branches()]
            self._closed = {
                (type(line), line.id) for index, line in branches if line and not self.tree.isExpanded(index)
            }

    def _unfold(self) -> None:
        self.tree.expandAll()
        if self._filtered:
            return
        for index in list(self.model.branches()):
            line = self.model.line(index)
            if line and (type(line), line.id) in self._closed:
                self.tree.collapse(index)

    def _show_months(self) -> None:
        facts, now = [MonthFact()] * 12, -1
        if self.plan is not None:
            facts = [MonthFact(m.done, m.due - m.done - m.overdue, m.overdue) for m in queries.months(self.plan)]
            now = self.plan.day.month - 1 if self.plan.day.year == self.plan.year else -1
        self.strip.set_months(facts, self._month - 1 if self._view == "month" else now)

    def _say_remark(self, chosen: PlanFilter) -> None:
        shown = len(self.model.tasks())
        if not chosen.narrows:
            self.remark.setText(REMARK)
        elif not shown:
            self.remark.setText("没有符合的任务")
        else:
            self.remark.setText(f"{self._month} 月到期 {shown} 项" if chosen.view == "month" else f"共 {shown} 项")

    def _dept_values(self) -> list[FacetValue]:
        tasks = self.plan.tasks if self.plan else []
        return [FacetValue(name, name, len(found)) for name, found in queries.by_name(tasks, "dept").items()]

    def _year_values(self) -> list[FacetValue]:
        return [FacetValue(year, f"{year} 年") for year in self._years]

    # choosing

    def choose_view(self, view: str, _checked: bool = False) -> None:
        """all, due (this month), late, standing, done, active or idle."""
        self._view = view
        self.refill()

    def choose_month(self, place: int) -> None:
        """Only what is due in a month (0-11); the same month again shows everything."""
        same = self._view == "month" and self._month == place + 1
        self._view, self._month = ("all", 0) if same else ("month", place + 1)
        self.refill()

    def show_task(self, task_id: int) -> None:
        """Bring one task into sight, whatever was filtered."""
        if not self.model.index_of(TaskLine, task_id).isValid():
            self._view = "all"
            self.search.clear()
            self.dept.set_chosen((), announce=False)
            self.refill()
        self._make_current(self.model.index_of(TaskLine, task_id))

    def current_line(self) -> Line | None:
        return self.model.line(self.tree.currentIndex())

    def current_task(self) -> TaskLine | None:
        """The current task; where a theme or point is current, its first shown task, made current."""
        index = self.tree.currentIndex().siblingAtColumn(0)
        while index.isValid() and not isinstance(self.model.line(index), TaskLine):
            index = self.model.index(0, 0, index)
        if not index.isValid():
            index = self.model.first_task()
        if index != self.tree.currentIndex().siblingAtColumn(0):
            self._make_current(index)
        line = self.model.line(index)
        return line if isinstance(line, TaskLine) else None

    def focus_tree(self) -> None:
        if not self.tree.currentIndex().isValid():
            self._make_current(self.model.first_task())
        self.tree.setFocus()

    def _make_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def _opened(self, index: QModelIndex) -> None:
        """Enter or a double click: a task opens, a theme or point folds."""
        line, first = self.model.line(index), index.siblingAtColumn(0)
        if isinstance(line, TaskLine):
            self.opened.emit(line)
        else:
            self.tree.setExpanded(first, not self.tree.isExpanded(first))

    def _menu_asked(self, place: QPoint) -> None:
        index = self.tree.indexAt(place)
        line = self.model.line(index)
        if line is not None:
            self.tree.setCurrentIndex(index)
            self.menu_wanted.emit(line, self.tree.viewport().mapToGlobal(place))
