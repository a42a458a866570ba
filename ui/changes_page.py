# SPDX-License-Identifier: MIT
"""批量修改: one field of many records, or a block pasted from a sheet, previewed old → new before anything is written."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import messages
from ui.chips import CountChip
from ui.desk import Desk
from ui.editors import Editor, link_editor, make_editor
from ui.import_model import ImportModel
from ui.jobs import run_job
from ui.keys import bind
from ui.page import PageWidget
from ui.panels import Banner, PageHeader
from ui.picker import Option
from ui.table_view import RecordTable, table_card
from ui.undoing import undo_step
from ui.widgets import allow, button, column, frame, label, row
from unionoffice.errors import Cancelled
from unionoffice.kit.fields import Link
from unionoffice.kit.register import Register
from unionoffice.progress import Progress
from unionoffice.sheets.changing import Change, changeable_alike, plan_changes
from unionoffice.sheets.import_plan import FATES, ImportPlan
from unionoffice.sheets.import_write import ImportResult, write_import
from unionoffice.store import listing

BULK, PASTE = "批量修改", "粘贴"
WAIT_MS = 200  # after the last key in the value
FIELD_WIDTH, VALUE_WIDTH = 200, 280
SHOWN = ("update", "unchanged", "refused")
NOT_YET = "还没有要写入的变化"


class ChangesPage(PageWidget):
    """Lies over the register's page until ``closed``; one step writes everything, one undo takes it back.

    With ``ids`` the clerk chooses field and value, and sees what is there now until a value is given; with ``changes``
    (a pasted block) both are there already.
    """

    closed = Signal()
    planned = Signal()

    def __init__(
        self, desk: Desk, register: Register, *, ids: Sequence[int] = (), changes: Sequence[Change] = (), note: str = ""
    ) -> None:
        super().__init__()
        self._desk, self._register = desk, register
        self._ids, self._changes = list(ids), list(changes)
        self._way = PASTE if changes else BULK
        self.plan: ImportPlan | None = None
        self.model: ImportModel | None = None
        self._asked = 0
        self._emptying = False
        self._writing = False
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._plan)
        self._build(note)
        bind(self, {"Esc": self.closed.emit, "Ctrl+S": self.write}, whole_window=True)
        self._plan()

    # building

    def _build(self, note: str) -> None:
        count = len(self._changes or self._ids)
        self.header = PageHeader(f"{self._way}{self._register.noun}", sub=f"{count:,} {self._register.unit}")
        self.header.set_buttons([button("关闭", "quiet", on_click=self.closed.emit)])
        self.banner = Banner("warn", note)
        self.banner.setVisible(bool(note))
        self.chips = {fate: CountChip(FATES[fate], on=True) for fate in SHOWN}
        for chip in self.chips.values():
            chip.toggled.connect(lambda _on: self._show_rows())
        self.table = RecordTable()
        self.table.setAccessibleName("预览")
        self.will_write, self.will_leave = label("", "strong"), label("", "caption")
        self.write_button = button("写入", "primary", key="W", tip="Ctrl+S", on_click=self.write)
        words = column(None, self.will_write, self.will_leave, None, spacing=2)
        foot = frame(row(words, None, self.write_button, margins=(16, 0, 16, 0)), height=64)
        bar = row(*([] if self._changes else [self._what()]), None, *self.chips.values(), margins=(24, 0, 24, 8))
        card = frame(row((table_card(self.table, footer=foot), 1), margins=(24, 0, 24, 8)))
        over = frame(column(self.banner, margins=(24, 0, 24, 8)))
        over.setVisible(bool(note))
        self.setLayout(column(self.header, over, frame(bar), (card, 1), spacing=0))
        allow(self.write_button, False, NOT_YET)

    def _what(self) -> QWidget:
        say = self._desk.office.settings.say
        self.fields = [replace(one, label=say(one.label)) for one in changeable_alike(self._register)]
        self.field = self.fields[0]
        self.field_box = link_editor([Option(one.name, one.label, place=one.section) for one in self.fields])
        self.field_box.setFixedWidth(FIELD_WIDTH)
        self.field_box.setAccessibleName("项目")
        self.field_box.setToolTip("打几个字或拼音首字母，按 ↓ 看全部")
        self.field_box.picked.connect(lambda option: option and self.choose_field(option.value))
        self._place: QHBoxLayout = row(margins=(0, 0, 0, 0))
        self.empty_button = button("清空", key="Q", tip="把选中的人的这一项都清空（Alt+Q）", on_click=self.empty)
        self.editor: Editor | None = None
        self._show_field()
        words = [label("把", "caption"), self.field_box, label("改成", "caption")]
        return frame(row(*words, frame(self._place), self.empty_button))

    def choose_field(self, name: str) -> None:
        """What picking it in the box does: the keyboard goes on to the new value."""
        self.field = next(one for one in self.fields if one.name == name)
        self._show_field()
        assert self.editor is not None
        self.editor.widget().setFocus()
        self._plan()

    def _show_field(self) -> None:
        self.field_box.show_value(self.field.name)
        self._emptying = False
        allow(self.empty_button, not self.field.required, f"{self.field.label}不能清空")
        if self.editor is not None:
            self.editor.widget().hide()
            self.editor.widget().deleteLater()
        self.editor = make_editor(self.field, self._link_options)
        self.editor.widget().setFixedWidth(VALUE_WIDTH)
        self.editor.widget().setAccessibleName("新的值")
        self.editor.edited.connect(self._edited)
        self._place.addWidget(self.editor.widget())

    def _edited(self) -> None:
        """What was previewed is not what would be written any more."""
        self._emptying = False
        self._forget()
        self._wait.start()

    def empty(self) -> None:
        """The field is emptied for all; an empty box alone only shows what is there."""
        assert self.editor is not None
        self.editor.show_value(None)
        self._emptying = True
        self._plan()

    def _link_options(self, kind: Link) -> Sequence[Option]:
        target = kind.to()
        with self._desk.office.read() as session:
            found = listing.rows(session, target, listing.all_ids(session, target))
        return [Option(one.id, one.title()) for one in found if getattr(one, "closed_on", None) is None]

    def take_focus(self) -> None:
        if self._changes:
            self.table.setFocus()
            return
        self.field_box.setFocus()
        self.field_box.selectAll()

    # the preview

    def _wanted(self) -> list[Change]:
        if self._changes or self.editor is None:
            return self._changes
        value = self.editor.raw()
        if isinstance(self.field.type, Link) and not isinstance(value, int):
            value = None  # half a name is nobody's unit, and none is made here
        given = {self.field.name: value} if self._emptying or value not in (None, "") else {}
        return [(record_id, given) for record_id in self._ids]

    def _forget(self) -> None:
        self._asked += 1
        self._wait.stop()
        self.plan = None
        self.write_button.set_text("写入", "W")
        allow(self.write_button, False, NOT_YET)

    def _plan(self) -> None:
        self._forget()
        asked, wanted, office = self._asked, self._wanted(), self._desk.office
        looked_at = "" if self._changes else self.field.name

        def work(progress: Progress) -> ImportPlan:
            with office.read() as session:
                return plan_changes(
                    session, self._register, wanted, office.today(), progress, way=self._way, looked_at=looked_at
                )

        def take(plan: ImportPlan) -> None:
            if asked == self._asked:
                self._show_plan(plan)

        text = "取消后不修改，数据不变。"
        run_job(f"正在核对 {len(wanted):,} 行", work, take, self._failed, cancel_text=text, owner=self)

    def _show_plan(self, plan: ImportPlan) -> None:
        self.plan, self.model = plan, ImportModel(plan)
        self.table.setModel(self.model)
        for fate, chip in self.chips.items():
            chip.set_count(plan.counts[fate])
        self._say_what_will_be(plan, plan.counts["update"])
        self._show_rows()
        self.planned.emit()

    def _say_what_will_be(self, plan: ImportPlan, count: int) -> None:
        given = any(cells for _, cells in self._wanted())
        if not given:
            self.will_write.setText(f"填上新的{self.field.label}，这里先给出每一行的变化")
            self.will_leave.setText("")
            return
        self.will_write.setText(f"将修改 {count:,} {self._register.unit}")
        left = [f"拒绝的 {plan.counts['refused']:,} 行不写入"] if plan.counts["refused"] else []
        left += [f"新建{name} {'、'.join(made)}" for name, made in plan.new_links.items()]
        self.will_leave.setText("；".join([*left, "写入后可以整批撤销。"]))
        self.write_button.set_text(f"写入 {count:,} 行", "W")
        allow(self.write_button, count > 0, "没有要写入的变化")

    def _show_rows(self) -> None:
        if self.model is not None:
            self.model.show_rows([fate for fate, chip in self.chips.items() if chip.isChecked()], "")

    # writing

    def write(self) -> None:
        plan, office = self.plan, self._desk.office
        if plan is None or not plan.to_write or self._writing:
            return
        self._writing = True
        action = f"{self._way}{self._register.noun}"

        def work(progress: Progress) -> ImportResult:
            with office.work(action) as writing:
                return write_import(writing, plan, progress)

        run_job(f"正在写入 {plan.to_write:,} 行", work, self._written, self._failed, owner=self)

    def _written(self, result: ImportResult) -> None:
        count, unit = result.counts["update"], self._register.unit
        self.closed.emit()
        action, done = f"{self._way}{self._register.noun}", f"已撤销，{count:,} {unit}恢复原样"
        messages.info(f"已修改 {count:,} {unit}", "撤销", undo_step(self._desk.office, result.step, action, done))

    def _failed(self, problem: BaseException) -> None:
        self._writing = False
        if isinstance(problem, Cancelled):
            messages.info(problem.sentence)
        else:
            messages.show(problem, title="没有修改")
