# SPDX-License-Identifier: MIT
"""工作计划: figures over the year's tree, progress and forms beside it, import, print and export."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from ui import messages
from ui.desk import Desk
from ui.details import DetailsPanel, history_section
from ui.keys import bind
from ui.page import PageWidget
from ui.panels import Action, EmptyState, Figure, KeyValue, KeyValues, PageHeader, Way, section
from ui.plan_list import PlanList
from ui.plan_papers import PlanPapers
from ui.plan_progress import ProgressForm, progress_section
from ui.plan_tree import Line, state_look
from ui.record_form import RecordForm
from ui.standing import takes
from ui.undoing import undo_last
from ui.widgets import allow, button, column
from unionoffice.errors import OfficeError
from unionoffice.kit.dates import show_day
from unionoffice.kit.record import Record
from unionoffice.kit.register import Register
from unionoffice.kit.roles import Right
from unionoffice.plan import actions, progress_queries, queries
from unionoffice.plan.due import show_due
from unionoffice.plan.queries import PlanTree, PointLine, TaskLine, ThemeLine
from unionoffice.plan.records import PlanPoint, PlanTask, PlanTheme
from unionoffice.plan.registers import PLAN_POINTS, PLAN_TASKS, PLAN_THEMES
from unionoffice.store import history

SIDE_WIDTH = 384
NO_PLAN = "还没有计划，请先导入计划表"
KINDS = frozenset({"plan_year", "plan_theme", "plan_point", "plan_task", "plan_progress", "setting", "*"})
REGISTERS: dict[type, tuple[Register, type[Record]]] = {
    ThemeLine: (PLAN_THEMES, PlanTheme),
    PointLine: (PLAN_POINTS, PlanPoint),
    TaskLine: (PLAN_TASKS, PlanTask),
}


class PlanPage(PageWidget):
    """The plan of the working year, or of another one that has a plan."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.plan: PlanTree | None = None
        self._year = 0
        self._side: ProgressForm | RecordForm | None = None
        self.papers = PlanPapers(desk, self)
        self._build()
        self._bind_keys()
        self.refresh()

    # building

    def _build(self) -> None:
        self.import_button = button("导入计划表", icon="arrow_import", key="I", on_click=self.open_import)
        self.print_button = button("打印", icon="print", key="P", on_click=self.open_print_menu)
        self.progress_button = button("登记进展", "primary", key="G", on_click=self.note_progress)
        self.header = PageHeader("工作计划", buttons=[self.import_button, self.print_button, self.progress_button])
        self.list = PlanList(self.desk.state)
        self.list.opened.connect(lambda _line: self.show_details())
        self.list.moved.connect(self._moved)
        self.list.menu_wanted.connect(self._show_menu)
        self.list.year_chosen.connect(self.choose_year)
        self.details = DetailsPanel()
        self.details.edit_wanted.connect(self.edit)
        self.details.closed.connect(self._close_side)
        self.details.hide()
        self.list.put_beside(self.details)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self._empty())
        self.setLayout(column(self.header, (self.stack, 1), spacing=0))

    def _empty(self) -> EmptyState:
        ways = [
            Way("导入计划表", "Word 或 Excel，合并的单元格也能读，先预览再写入", "Ctrl+I", self.open_import),
            Way("存一份表样", "六列的 Word 表，照着改好再导入", "", self.papers.save_template),
            Way("自己写", "先写事项，再写要点和任务", "", self.begin),
        ]
        text = "导入年初印发的安排表，按月看到期和逾期，随时登记进展。"
        return EmptyState("calendar_checkmark", "还没有工作计划", text, ways)

    def _bind_keys(self) -> None:
        keys = {
            "Ctrl+F": self.list.search.focus_all, "Ctrl+I": self.open_import, "Ctrl+P": self.open_print_menu,
            "Ctrl+E": self.export, "Ctrl+N": self.new_task, "Ctrl+Z": self.undo, "F2": self.note_progress,
            "F5": self.refresh,
        }  # fmt: skip
        bind(self, keys, whole_window=True)

    # reading

    def refresh(self, kinds: Collection[str] = ("*",)) -> None:
        """Read the plan anew; what is folded, chosen and current stays so."""
        if KINDS.isdisjoint(kinds):
            return
        office = self.desk.office
        with office.read() as session:
            years = queries.plan_years(session)
            wanted = self._year or office.working_year()
            shown = wanted if wanted in years or not years else years[0]
            self.plan = queries.tree(session, shown, office.today())
        self.stack.setCurrentIndex(0 if self.plan else 1)
        self.header.set_title("工作计划", f"{shown} 年工作安排" if self.plan else "")
        allow(self.progress_button, self.plan is not None, NO_PLAN)
        allow(self.print_button, self.plan is not None, NO_PLAN)
        self._show_figures()
        self.list.show_plan(self.plan, years, chosen=shown if shown == self._year else 0)

    def _show_figures(self) -> None:
        if self.plan is None:
            self.header.set_figures([])
            self.show_status([])
            return
        found = queries.counts(self.plan.tasks)
        shown = (
            (found.total, "任务", "all"), (found.done, "已完成", "done"), (found.active, "推进中", "active"),
            (found.overdue, "逾期", "late"), (found.not_started, "未启动", "idle"),
        )  # fmt: skip
        self.header.set_figures([self._figure(*one) for one in shown])
        size = f"{found.total} 项任务，{len(self.plan.themes)} 个事项，{len(self.plan.points)} 个要点"
        self.show_status([size, "F2 登记进展", "←→ 收起、展开"])

    def _figure(self, count: int, caption: str, view: str) -> Figure:
        tone = "danger" if view == "late" and count else ""
        return Figure(str(count), caption, tone, lambda: self.list.choose_view(view))

    def choose_year(self, year: int = 0) -> None:
        """Show another year's plan; 0 is the working year again."""
        self._year = year
        self.refresh()

    def show_late(self) -> None:
        """For the home page: only what is overdue."""
        self.list.choose_view("late")

    def show_task(self, task_id: int) -> None:
        """Bring one task into sight, whatever was filtered."""
        self.list.show_task(task_id)

    def take_focus(self) -> None:
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # beside the tree

    @property
    def side(self) -> ProgressForm | RecordForm | None:
        """The form beside the tree, if one is open."""
        return self._side

    def _moved(self) -> None:
        if self._side is None and self.details.isVisible():
            self.show_details()

    def show_details(self) -> None:
        """The current task with its notes and its history; nothing for a theme or point."""
        task = self.list.current_line()
        shown = isinstance(task, TaskLine) and self._side is None
        self.details.setVisible(shown)
        if not isinstance(task, TaskLine) or not shown:
            return
        with self.desk.office.read() as session:
            notes = progress_queries.progress_of(session, task.id)
            entries = history.history(session, PlanTask, task.id)
        parts = [_facts(task), progress_section(notes), history_section(entries)]
        self.details.show_parts(task.name, f"{task.theme} › {task.point}", parts)

    @takes(Right.ENTER, "登记进展")
    def note_progress(self) -> None:
        """登记进展 for the current task; where a theme or point is current, for its first one."""
        if self.plan is None or self._side is not None:
            return
        task = self.list.current_task()
        if task is None:
            messages.info("没有可以登记的任务")
            return
        with self.desk.office.read() as session:
            notes = progress_queries.progress_of(session, task.id)
        form = ProgressForm(self.desk.office, task, notes[0] if notes else None)
        form.saved.connect(self._progress_saved)
        self._open_side(form)

    def _progress_saved(self, task_id: int) -> None:
        self._after_saving()
        task = next((task for task in self.plan.tasks if task.id == task_id), None) if self.plan else None
        if task is not None:
            messages.info(f"已登记“{task.name}”，{task.percent}%", "撤销", self.undo)

    @takes(Right.ENTER, "改计划")
    def edit(self) -> None:
        """The form of the current task, point or theme."""
        line = self.list.current_line()
        if line is None or self._side is not None:
            return
        register, cls = REGISTERS[type(line)]
        with self.desk.office.read() as session:
            record = session.get(cls, line.id)
        self._open_form(register, record)

    def new_task(self) -> None:
        """A task under the point that is current, or that the current task stands under."""
        line = self.list.current_line()
        points = self.plan.points if self.plan else []
        point = next((point for point in points if line == point or line in point.tasks), None)
        self._new(PLAN_TASKS, "point_id", point.id if point else None)

    def new_point(self, theme: ThemeLine) -> None:
        self._new(PLAN_POINTS, "theme_id", theme.id)

    def new_theme(self) -> None:
        self._new(PLAN_THEMES, "plan_year_id", self.plan.id if self.plan else None)

    @takes(Right.ENTER, "写计划")
    def begin(self) -> None:
        """An office without a plan writes its own: the year is opened, then its first theme."""
        office = self.desk.office
        with office.work("新建工作计划") as work:
            actions.open_year(work, office.working_year())
        self.refresh()
        self.new_theme()

    @takes(Right.ENTER, "新增计划内容")
    def _new(self, register: Register, link: str, above: int | None) -> None:
        if self.plan is None or self._side is not None:
            return
        form = self._open_form(register, None)
        if above is not None:
            form.editor(link).show_value(above)
            form.focus_first("name")

    def _open_form(self, register: Register, record: Record | None) -> RecordForm:
        form = RecordForm(self.desk.office, register, record)
        form.saved.connect(lambda _id: self._after_saving())
        self._open_side(form)
        return form

    def _open_side(self, form: ProgressForm | RecordForm) -> None:
        form.setFixedWidth(SIDE_WIDTH)
        form.closed.connect(self._close_side)
        self._side = form
        self.details.hide()
        self.list.put_beside(form)
        form.show()  # now: a hidden form cannot take the keyboard
        self.progress_button.set_kind("plain")
        form.focus_first()

    def _after_saving(self) -> None:
        self._close_side()
        self.refresh()

    def _close_side(self) -> None:
        self.details.hide()
        if self._side is not None:
            side, self._side = self._side, None
            self.list.take_away(side)
            side.hide()
            side.deleteLater()
            self.progress_button.set_kind("primary")
        self.list.tree.setFocus()

    # the menu of a row

    def row_actions(self, line: Line) -> list[tuple[str, Action]]:
        """What can be done with a row, as (words, what to call)."""
        if isinstance(line, TaskLine):
            return [
                ("登记进展\tF2", self.note_progress), ("查看详情\t回车", self.show_details), ("编辑任务", self.edit),
                ("新增任务\tCtrl+N", self.new_task), ("删除任务", lambda: self.delete(line)),
            ]  # fmt: skip
        if isinstance(line, PointLine):
            noun, adding = "要点", [("新增任务\tCtrl+N", self.new_task)]
        else:
            noun, adding = "事项", [("新增要点", lambda: self.new_point(line)), ("新增事项", self.new_theme)]
        return [
            (f"改{noun}", self.edit), *adding,
            ("上移", lambda: self.move_line(line, -1)), ("下移", lambda: self.move_line(line, 1)),
            (f"删除{noun}", lambda: self.delete(line)),
        ]  # fmt: skip

    def _show_menu(self, line: Line, place: QPoint) -> None:
        self._open_menu(self.row_actions(line), place)

    def _open_menu(self, entries: Sequence[tuple[str, Action]], place: QPoint) -> None:
        menu = QMenu(self)
        for words, action in entries:
            menu.addAction(words, action)
        menu.exec(place)
        menu.deleteLater()

    @takes(Right.ENTER, "移动")
    def move_line(self, line: ThemeLine | PointLine, places: int) -> None:
        """Move a theme or point up (negative) or down; numbers in the titles follow."""
        try:
            if isinstance(line, PointLine):
                with self.desk.office.work("移动要点") as work:
                    actions.move_point(work, line.id, places)
            else:
                with self.desk.office.work("移动事项") as work:
                    actions.move_theme(work, line.id, places)
        except OfficeError as error:
            messages.error(error)
        self.refresh()

    @takes(Right.ENTER, "删除计划内容")
    def delete(self, line: Line) -> None:
        """Delete what has nothing below it; Ctrl+Z brings it back."""
        delete = {ThemeLine: actions.delete_theme, PointLine: actions.delete_point, TaskLine: actions.delete_task}
        try:
            with self.desk.office.work("删除计划内容") as work:
                delete[type(line)](work, line.id, line.version)
        except OfficeError as error:
            messages.error(error)
        else:
            self.refresh()
            messages.info(f"已删除“{line.name}”", "撤销", self.undo)

    # other actions

    def undo(self) -> None:
        """Ctrl+Z: take back this window's last step."""
        if undo_last(self.desk.office):
            self.refresh()

    @takes(Right.ENTER, "导入计划表")
    def open_import(self) -> None:
        from ui.plan_import import PlanImportPage

        page = PlanImportPage(self.desk)
        page.written.connect(self.choose_year)  # what came in is what the clerk wants to see now
        page.closed.connect(self.refresh)
        self.panel_opened.emit(page)
        page.start()

    def open_print_menu(self) -> None:
        """Which of the two papers, or the workbook."""
        if self.plan is None:
            return
        entries: list[tuple[str, Action]] = [
            ("工作安排表（竖版，六列）", self.print_plan),
            ("完成情况表（横版，带进展和未完成原因）", self.print_tracker),
            ("导出为表格\tCtrl+E", self.export),
        ]
        self._open_menu(entries, self.print_button.mapToGlobal(QPoint(0, self.print_button.height() + 4)))

    def print_plan(self) -> None:
        if self.plan is not None:
            self.papers.print_plan(self.plan)

    def print_tracker(self) -> None:
        if self.plan is not None:
            self.papers.print_tracker(self.plan)

    def export(self) -> None:
        if self.plan is not None:
            self.papers.export(self.plan)


def _facts(task: TaskLine) -> QWidget:
    word, tone = state_look(task)
    due = show_due(task.due_text) or "没有写"
    if task.due_to and not task.standing:
        due += f"（到 {show_day(task.due_to)}）"
    pairs = [
        KeyValue("完成时间", due),
        KeyValue("责任领导", task.leader or "没有写"),
        KeyValue("责任科室", task.dept or "没有写"),
        KeyValue("进度", f"{task.percent}%"),
        KeyValue("状态", word, tone if tone in ("danger", "warn") else ""),
    ]
    if task.finished_on:
        pairs.append(KeyValue("完成日期", show_day(task.finished_on)))
    if task.undone_reason:
        pairs.append(KeyValue("未完成原因", task.undone_reason))
    return section("任务", KeyValues(pairs))
