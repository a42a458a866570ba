# SPDX-License-Identifier: MIT
"""Import into any register: choose a file, see every row's fate, then write all of it in one step that can be undone."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import files, icons, messages
from ui.chips import CountChip
from ui.desk import Desk
from ui.fields import SearchBox
from ui.import_columns import ImportColumns
from ui.import_doubts import DoubtBar
from ui.import_model import ImportModel
from ui.jobs import run_job
from ui.keys import bind
from ui.page import PageWidget
from ui.panels import PageHeader, close_button
from ui.table_view import RecordTable, table_card
from ui.theme import theme
from ui.undoing import undo_step
from ui.widgets import ElidedLabel, allow, button, column, frame, label, restyle, row
from unionoffice.errors import Cancelled, OfficeError
from unionoffice.kit.register import Register
from unionoffice.progress import Progress
from unionoffice.sheets.error_copy import write_error_copy
from unionoffice.sheets.import_file import ImportFile, read_import, remember_columns
from unionoffice.sheets.import_plan import FATES, Fate, ImportPlan
from unionoffice.sheets.import_write import ImportResult, write_import
from unionoffice.sheets.importing import plan_import

STEPS = ("1 选文件", "2 对应列", "3 预览", "4 写入")
HIDDEN_AT_FIRST = ("unchanged",)
SELDOM = ("doubt", "left")  # their chips come with the first such row


class ImportPage(PageWidget):
    """Lies over the register's page until ``closed``. Nothing is written before the last button."""

    closed = Signal()
    planned = Signal()  # a preview stands

    def __init__(self, desk: Desk, register: Register) -> None:
        super().__init__()
        self._desk, self._register = desk, register
        self.file: ImportFile | None = None
        self.plan: ImportPlan | None = None
        self.model: ImportModel | None = None
        self._build()
        bind(self, {"Esc": self.closed.emit, "F8": self._next_refused}, whole_window=True)

    # building

    def _build(self) -> None:
        self.header = PageHeader(f"导入{self._register.title}", sub="还没有选文件")
        self._steps = [label(step, "dim") for step in STEPS]
        shown: list[QWidget] = [self._steps[0]]
        for step in self._steps[1:]:
            shown += [icons.IconView("chevron_right", 16, "text3"), step]
        self.header.set_buttons([*shown, close_button(self.closed.emit)])
        self.columns = ImportColumns()
        self.columns.agreed.connect(self._plan)
        self.columns.sheet_chosen.connect(self._choose_sheet)
        self.stack = QStackedWidget()
        self.stack.addWidget(QWidget())
        self.stack.addWidget(frame(row((self.columns, 1), margins=(24, 0, 24, 8))))
        self.stack.addWidget(self._preview())
        self.setLayout(column(self.header, (self.stack, 1), spacing=0))
        self._mark_step(0)

    def _preview(self) -> QWidget:
        self.chips = {fate: CountChip(name, on=fate not in HIDDEN_AT_FIRST) for fate, name in FATES.items()}
        for chip in self.chips.values():
            chip.toggled.connect(lambda _on: self._show_rows())
        self.all_chip = CountChip("全部")
        self.all_chip.clicked.connect(self._show_all)
        self.search = SearchBox("工号、姓名、原因", 260)
        self.search.searched.connect(lambda _text: self._show_rows())
        self.count = label("", "caption")
        bar = row(self.all_chip, *self.chips.values(), 8, self.search, None, self.count, margins=(24, 0, 24, 8))
        self.table = RecordTable()
        self.table.set_empty_words("没有这样的行")
        self.doubts = DoubtBar(self.table)
        self.doubts.decided.connect(self._say_counts)
        card = table_card(self.table, footer=self._footer())
        body = row((card, 1), margins=(24, 0, 24, 8))
        return frame(column(frame(bar, height=theme().size("toolbar")), self.doubts, (frame(body), 1), spacing=0))

    def _footer(self) -> QWidget:
        self.will_write = label("", "strong")
        self.will_leave = ElidedLabel("", "caption")
        self.write_button = button("写入", "primary", key="W", on_click=self.write)
        self.errors_button = button("导出拒绝的行", icon="arrow_export", key="R", on_click=self.export_refused)
        back = button("返回对应列", key="B", on_click=self._back_to_columns)
        words = column(None, self.will_write, self.will_leave, None, spacing=2)
        return frame(row(words, None, back, self.errors_button, self.write_button, margins=(16, 0, 16, 0)), height=64)

    def _mark_step(self, step: int) -> None:
        for place, one in enumerate(self._steps):
            restyle(one, role="strong" if place == step else "dim", tone="accent" if place == step else "")

    # 1: the file

    def start(self) -> None:
        """Ask for the file; cancelling closes the page."""
        path = files.ask_open(self, f"导入{self._register.title}")
        if path is None:
            self.closed.emit()
        else:
            self.load(path)

    def load(self, path: Path) -> None:
        """Read a file in the background and show what would become of its rows."""
        self.header.set_title(f"导入{self._register.title}", path.name)
        run_job(
            f"正在读取 {path.name}", lambda progress: self._read(path, progress), self._was_read, self._failed,
            cancel_text="取消后不导入，原来的数据不变。", owner=self,
        )  # fmt: skip

    def _read(self, path: Path, progress: Progress) -> ImportFile:
        with self._desk.office.read() as session:
            return read_import(session, path, self._register, progress, self._own_words())

    def _own_words(self) -> dict[str, tuple[str, ...]]:
        """The office's own name for its second level is a heading too."""
        say = self._desk.office.settings.say
        return {f.name: (say(f.label),) for f in self._register.import_fields if say(f.label) != f.label}

    def _was_read(self, file: ImportFile) -> None:
        self.file = file
        self.columns.show_file(file)
        self._plan()

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, Cancelled):
            messages.info(problem.sentence)
        else:
            messages.show(problem, title="没有导入")
        if self.plan is None:
            self.closed.emit()

    # 2: the columns

    def _back_to_columns(self) -> None:
        self.stack.setCurrentIndex(1)
        self._mark_step(1)
        self.columns.go_on.setFocus()

    def _choose_sheet(self, name: str) -> None:
        assert self.file is not None
        try:
            with self._desk.office.read() as session:
                self.file = self.file.choose_sheet(session, name)
        except OfficeError as error:
            messages.error(error)
        self.columns.show_file(self.file)

    # 3: the preview

    def _plan(self) -> None:
        assert self.file is not None
        file = self.file

        def work(progress: Progress) -> ImportPlan:
            with self._desk.office.read() as session:
                today = self._desk.office.today()
                return plan_import(session, self._register, file.rows(), today, progress, source=file.path.name)

        run_job(
            f"正在核对 {len(file.table):,} 行", work, self._was_planned, self._failed,
            cancel_text="取消后不导入，原来的数据不变。", owner=self,
        )  # fmt: skip

    def _was_planned(self, plan: ImportPlan) -> None:
        assert self.file is not None
        self.plan = plan
        self.model = ImportModel(plan)
        self.table.setModel(self.model)
        self.table.set_empty_words("没有这样的行" if plan.rows else "表里只有表头，没有数据行。请选有数据的工作表或另一个文件")
        unknown = self.file.unknown
        said = f"，{len(unknown)} 列不导入" if unknown else f"，{len(self.file.headings)} 列全部对应"
        self.header.set_title(
            f"导入{self._register.title}",
            f"{self.file.path.name}，工作表“{self.file.sheet_name}”，{len(plan.rows):,} 行{said}",
        )
        self.all_chip.set_count(len(plan.rows))
        self._say_counts()
        self._show_rows()
        self.stack.setCurrentIndex(2)
        self._mark_step(2)
        self.table.setFocus()
        self.doubts.show_plan(plan, self.model)
        self.show_status(["预览没有改动任何数据", *(["F8 跳到下一条拒绝"] if plan.counts["refused"] else [])])
        self.planned.emit()

    def _say_counts(self) -> None:
        assert self.plan is not None
        counts = self.plan.counts
        for fate, count in counts.items():
            self.chips[fate].set_count(count)
            self.chips[fate].setVisible(fate not in SELDOM or count > 0)
        self._say_what_will_be(counts, counts["new"] + counts["update"])

    def _say_what_will_be(self, counts: Mapping[Fate, int], total: int) -> None:
        assert self.plan is not None
        self.will_write.setText(f"将写入 {total:,} 行：新增 {counts['new']:,}，更新 {counts['update']:,}")
        left = [f"拒绝的 {counts['refused']:,} 行不写入"] if counts["refused"] else []
        left += [f"待定的 {counts['doubt']:,} 行先不写入"] if counts["doubt"] else []
        left += [f"不变的 {counts['unchanged']:,} 行不动"] if counts["unchanged"] else []
        left += self.file.left_out if self.file else []
        left += [f"新建{label} {'、'.join(names)}" for label, names in self.plan.new_links.items()]
        self.will_leave.setText("；".join([*left, "写入后可以整批撤销。"]))
        self.write_button.set_text(f"写入 {total:,} 行", "W")
        allow(self.write_button, total > 0, "没有要写入的行")
        allow(self.errors_button, bool(counts["refused"] or counts["doubt"]), "没有拒绝的行")

    def _show_rows(self) -> None:
        if self.model is None:
            return
        fates = [fate for fate, chip in self.chips.items() if chip.isChecked()]
        self.model.show_rows(fates, self.search.text())
        self.all_chip.setChecked(len(fates) == len(FATES))
        names = "、".join(FATES[fate] for fate in fates if not self.chips[fate].isHidden()) or "无"
        self.count.setText(f"显示 {names}，共 {len(self.model.shown()):,} 行")

    def _show_all(self, on: bool) -> None:
        """Every fate, or again only those that change something."""
        for fate, chip in self.chips.items():
            chip.setChecked(on or fate not in HIDDEN_AT_FIRST)
        self._show_rows()

    def _next_refused(self) -> None:
        if self.model is None:
            return
        self.chips["refused"].setChecked(True)
        place = self.model.next_of("refused", self.table.currentIndex().row())
        if place >= 0:
            self.table.select_row(place)

    def export_refused(self) -> None:
        """The sheet given back with a 错误原因 column, in the office's exports folder."""
        assert self.file is not None and self.plan is not None
        sheet, refusals, header_row = self.file.table.sheet, self.plan.refusals, self.file.table.header_row
        target = self._desk.office.exports / f"{self.file.path.stem}_错误原因.xlsx"
        run_job(
            "正在写错误原因",
            lambda progress: write_error_copy(sheet, refusals, target, progress, header_row=header_row),
            lambda path: messages.info(f"已写好 {path.name}", "打开文件夹", lambda: files.open_folder(path)),
            owner=self, retry=self.export_refused,
        )

    # 4: writing

    def write(self) -> None:
        """Everything in one transaction; cancelled or failed, nothing is written."""
        assert self.plan is not None and self.file is not None
        plan, file, office = self.plan, self.file, self._desk.office
        self._mark_step(3)

        def work(progress: Progress) -> ImportResult:
            if file.edited:
                with office.work("记住导入的列") as memory:
                    remember_columns(memory, file)
            with office.work(f"导入{self._register.noun}") as writing:
                return write_import(writing, plan, progress)

        run_job(f"正在写入 {plan.to_write:,} 行", work, self._written, self._write_failed, owner=self)

    def _written(self, result: ImportResult) -> None:
        office, action = self._desk.office, f"导入{self._register.noun}"
        written, waiting = result.counts["new"] + result.counts["update"], result.counts["doubt"]
        left = f"，待定的 {waiting:,} 行没有写入" if waiting else ""
        self.closed.emit()
        undo = undo_step(office, result.step, action, f"已撤销，{written:,} 行恢复原样")
        messages.info(f"已写入 {written:,} 行{left}", "撤销", undo)

    def _write_failed(self, problem: BaseException) -> None:
        self._mark_step(2)
        if isinstance(problem, Cancelled):
            messages.info(problem.sentence)
        else:
            messages.show(problem, title="没有写入")
