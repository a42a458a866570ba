# SPDX-License-Identifier: MIT
"""Two records of one person side by side: which value stays is chosen row by row, what moves over is said, then merged."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import messages
from ui.desk import Desk
from ui.keys import bind
from ui.members_dues_model import GREY, Column, LinesModel
from ui.panels import Banner, PageHeader
from ui.table_paint import Look
from ui.table_view import RecordTable, table_card
from ui.undoing import undo_step
from ui.widgets import allow, button, column, frame, label
from unionoffice.errors import OfficeError, StaleEdit
from unionoffice.kit.roles import may_see
from unionoffice.members.duplicates import mark_different
from unionoffice.members.merging import Difference, MergePreview, merge_members, preview_merge

CHOSEN = Look(tone="accent", bold=True)
MERGE, APART = "合并重复会员", "记为不是同一人"


class MergePage(QWidget):
    """Lies over the page in front until ``closed``; ``merged`` carries the id of the record that stayed."""

    closed = Signal()
    merged = Signal(int)

    def __init__(self, desk: Desk, keep_id: int, drop_id: int) -> None:
        super().__init__()
        self._desk = desk
        self.keep_id, self.drop_id = keep_id, drop_id
        self.preview: MergePreview | None = None
        self.taken: set[str] = set()  # fields whose value comes from the dropped record
        self._full = False
        self._build()
        bind(self, {"Esc": self.closed.emit, "Ctrl+S": self.merge, "Alt+X": self.swap}, whole_window=True)
        self.read()

    def _build(self) -> None:
        self.header = PageHeader(MERGE, sub=" ")
        apart = button("不是同一人", key="N", tip="记下来，以后不再提示", on_click=self.mark_apart)
        swap = button("对调", key="X", tip="保留另一条（Alt+X）", on_click=self.swap)
        self.merge_button = button("合并", "primary", key="M", tip="Ctrl+S", on_click=self.merge)
        self.full_button = button("显示完整号码", key="O", tip="会记下来（Alt+O）", on_click=self.show_full)
        self.header.set_buttons(
            [button("关闭", "quiet", on_click=self.closed.emit), self.full_button, apart, swap, self.merge_button]
        )
        self.banner = Banner("danger")
        self.banner.hide()
        self.model: LinesModel[Difference] = LinesModel([])
        self.table = RecordTable()
        self.table.setAccessibleName(MERGE)
        self.table.opened.connect(self.toggle)
        self.table.clicked.connect(lambda index: self._pick(index.row(), index.column()))
        bind(self.table, {"Space": self._toggle_current})
        self.moves = label("", wrap=True)
        self.hint = label("蓝色的值留下；点另一边的值，或按空格换一边。", "caption")
        foot = frame(column(self.moves, self.hint, margins=(16, 8, 16, 8), spacing=4))
        body = column(self.banner, (table_card(self.table, footer=foot), 1), margins=(24, 0, 24, 8))
        self.setLayout(column(self.header, (frame(body), 1), spacing=0))

    # reading

    def read(self) -> None:
        """What the merge would do, as things stand."""
        with self._desk.office.read() as session:
            try:
                self.preview = preview_merge(session, self.keep_id, self.drop_id, full=self._full)
            except OfficeError as error:
                self._refused(error)
                allow(self.merge_button, False, error.sentence)
                return
        self.taken = {one.name for one in self.preview.differences if one.take}
        self._show()

    def show_full(self) -> None:
        """Numbers that look alike while masked; that they were shown is audited for both records."""
        if self.preview is None:
            return
        hidden = [one for one in self.preview.differences if one.sensitive]
        seen = [one for one in hidden if may_see(one.sensitive, self._desk.office.role)] or hidden
        try:
            with self._desk.office.work("显示完整号码") as work:
                for member_id in (self.keep_id, self.drop_id):
                    work.look("member", member_id, "、".join(one.label for one in seen), *(one.sensitive for one in seen))
        except OfficeError as error:
            self._refused(error)
            return
        self._full, taken = True, set(self.taken)
        self.read()
        self.taken = taken
        self.table.setFocus()

    def _refused(self, error: OfficeError) -> None:
        self.banner.say("danger", error.sentence)
        self.banner.show()

    def _show(self) -> None:
        found = self.preview
        assert found is not None
        self.header.set_title(MERGE, f"保留 {found.keep}，并掉 {found.drop}")
        self.model = LinesModel(self._columns(found))
        self.model.show_lines(found.differences)
        self.table.setModel(self.model)
        self.moves.setText(_moves(found))
        self.full_button.setVisible(not self._full and any(one.sensitive for one in found.differences))
        self.table.set_empty_words("两条填的都一样，直接合并就行")
        if found.differences:
            self.table.select_row(0)

    def _columns(self, found: MergePreview) -> list[Column[Difference]]:
        return [
            Column("label", "项目", 160, lambda one: one.label, look=lambda _one: GREY),
            Column("kept", f"保留：{found.keep}", 440, lambda one: one.kept or "空", look=self._side(False)),
            Column("dropped", f"并掉：{found.drop}", 0, lambda one: one.dropped, look=self._side(True)),
        ]

    def _side(self, dropped: bool) -> Callable[[Difference], Look]:
        return lambda one: CHOSEN if (one.name in self.taken) == dropped else GREY

    # choosing

    def toggle(self, place: int) -> None:
        """The other side's value for this field."""
        self.taken ^= {self.model.line(place).name}
        self.table.viewport().update()

    def _pick(self, place: int, section: int) -> None:
        """A click on a value chooses it."""
        name = self.model.line(place).name
        if section == 1:
            self.taken.discard(name)
        elif section == 2:
            self.taken.add(name)
        self.table.viewport().update()

    def _toggle_current(self) -> None:
        if self.table.currentIndex().isValid():
            self.toggle(self.table.currentIndex().row())

    def swap(self) -> None:
        """The other record stays."""
        self.keep_id, self.drop_id = self.drop_id, self.keep_id
        self.read()

    # ending

    def merge(self) -> None:
        found = self.preview
        if found is None or not self.merge_button.isEnabled():
            return
        values = {one.name: one.value for one in found.differences if one.name in self.taken}
        try:
            with self._desk.office.work(MERGE) as work:
                merge_members(work, self.keep_id, self.drop_id, values, found.versions)
        except StaleEdit as error:
            self.read()  # what was chosen is gone with what was changed; the sentence says by whom
            self._refused(error)
        except OfficeError as error:
            self._refused(error)
        else:
            self._ended(f"已合并，保留 {found.keep}", work.trail.step, MERGE)
            self.merged.emit(self.keep_id)

    def _ended(self, said: str, step: int, action: str) -> None:
        self.closed.emit()
        messages.info(said, "撤销", undo_step(self._desk.office, step, action, f"已撤销：{action}"))

    def mark_apart(self) -> None:
        """They only look alike."""
        try:
            with self._desk.office.work(APART) as work:
                mark_different(work, self.keep_id, self.drop_id)
        except OfficeError as error:
            self._refused(error)
        else:
            self._ended("已记下，以后不再提示这两条", work.trail.step, APART)


def _moves(found: MergePreview) -> str:
    """一起并过来：慰问 2，子女 1。"""
    going = [f"{one.called} {one.count:,}" for one in found.moves if one.count]
    said = [f"两条相同：{'，'.join(found.same)}。\n"] if found.same else []
    said += [f"一起并过来：{'，'.join(going)}。" if going else "没有要并过来的记录。"]
    said += [f"{one.called} {one.stays:,} 笔留在并掉的那条：{one.why}。" for one in found.moves if one.stays]
    said += [f"{one.called} {one.withdrawn:,} 笔两条重复，没有缴过的那笔撤回。" for one in found.moves if one.withdrawn]
    return "".join(said)
