# SPDX-License-Identifier: MIT
"""The member registry: what this tab has beyond the generic page."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import messages
from ui.changes_page import ChangesPage
from ui.chips import FacetChip
from ui.desk import Desk
from ui.export_menu import Ways
from ui.exporting import print_shown
from ui.held_query import HeldQueryPage, WayBack
from ui.keys import bind
from ui.members_dues_side import member_section
from ui.members_event import EventForm
from ui.members_form import MemberForm
from ui.members_merge import MergePage
from ui.members_papers import MemberPapers
from ui.members_side import line, member_parts
from ui.panels import Figure, KeyValue, KeyValues, section
from ui.record_model import RecordModel
from ui.standing import shows, takes
from ui.table_paint import Look
from ui.visits_side import visits_part
from ui.widgets import Button, Part, button, label
from unionoffice.aid import queries as aid
from unionoffice.kit.dates import show_day
from unionoffice.kit.describe import Field
from unionoffice.kit.record import Record
from unionoffice.kit.roles import Right
from unionoffice.members import queries
from unionoffice.members.queries import CardLine
from unionoffice.members.records import Member
from unionoffice.members.registers import MEMBERS
from unionoffice.sheets.changing import block_changes
from unionoffice.welfare import queries as welfare

FORM_WIDTH = 560
MOST_FIGURES = 4
AID_SHOWN = 3
QUIET = ("sex_code", "mobile")


class MemberModel(RecordModel):
    """Sex and mobile are read when looked for: grey, the mobile at the right end."""

    def look(self, record: Record, field: Field) -> Look | None:
        return Look(tone="text2") if field.name in QUIET else super().look(record, field)

    def alignment(self, field: Field) -> str:
        return "right" if field.name == "mobile" else super().alignment(field)


class MembersPage(HeldQueryPage):
    """会员名册: figures by employment type; details with aid, welfare and the membership's own history."""

    ICON = "people_team"
    EMPTY_TEXT = "名册是其他各页的底册：慰问、发放都从这里找人。"

    def __init__(self, desk: Desk) -> None:
        self._changing = False
        super().__init__(desk, MEMBERS)
        self.papers = MemberPapers(desk, self)
        bind(self, {
            "Ctrl+T": self.record_change, "Ctrl+L": self.open_lists, "Ctrl+M": self.merge_selected, "Ctrl+B": self.change_many,
            "Ctrl+Shift+R": self.export_real_name,
        })  # fmt: skip
        self.table.pasted.connect(self.paste_block)
        self.table.rows_changed.connect(self._offer_many)

    def form_width(self) -> int:
        return FORM_WIDTH

    def make_buttons(self) -> list[Button]:
        import_, export, new = super().make_buttons()
        printing = button("打印", icon="print", key="P", on_click=self.print_list)
        dues = button("会费", icon="money", key="F", tip="应缴、缴费和欠缴", on_click=self.open_dues)
        tip = "某日花名册、统计、生日、退休等名单，资料核对（Ctrl+L）"
        lists = button("名单", icon="document_table", key="L", tip=tip, on_click=self.open_lists)
        return [lists, dues, import_, export, printing, new]

    def more_exports(self) -> Ways:
        """What the export button has besides the shown list."""
        return [("实名制表，交上级工会，要写用途\tCtrl+Shift+R", self.export_real_name)]

    def export_real_name(self) -> None:
        """The shown members as the upper union's table (实名制)."""
        if self.model.ids():
            self.papers.export_real_name(self.query())
        else:
            messages.info("没有可以导出的会员")

    def open_lists(self) -> None:
        """The page of rosters, counts and named lists."""
        page = self.desk.go("lists")
        if page is not None:
            page.take_focus()

    def open_dues(self, staff_no: str = "") -> None:
        """The page of the dues; with a number, that member's."""
        page = self.desk.go("dues")
        if page is not None:
            page.take_focus()
            if staff_no:
                page.show_member(staff_no)

    def figures(self) -> list[Figure]:
        with self.desk.office.read() as session:
            found = queries.counts(session)
        shown = [Figure(f"{found.total:,}", "会员", on_click=self.clear_filters)]
        for kind in found.by_type[: MOST_FIGURES - 1]:
            shown.append(Figure(f"{kind.count:,}", kind.name, on_click=lambda code=kind.code: self._only(code)))
        return shown

    def _only(self, code: str) -> None:
        chip: FacetChip = self.chips["employment_type"]
        chip.set_chosen((code,))

    # several members

    def _toolbar(self) -> QWidget:
        bar = super()._toolbar()
        layout = bar.layout()
        assert isinstance(layout, QHBoxLayout)
        self.many_button = button("批量修改", "quiet", key="B", tip="把选中的人的一项改成同一个值（Ctrl+B）", on_click=self.change_many)
        self.merge_button = button("合并", "quiet", key="M", tip="选中的两条是同一个人（Ctrl+M）", on_click=self.merge_selected)
        for place, one in enumerate((self.many_button, self.merge_button), 1):
            one.hide()
            layout.insertWidget(layout.indexOf(self.clear_button) + place, one)
        return bar

    def _offer_many(self, rows: list[int]) -> None:
        """What can be done with several rows is offered while several are selected."""
        self.many_button.setVisible(len(rows) > 1)
        self.merge_button.setVisible(len(rows) == 2)

    # forms

    def mend(self, member_id: int, field: str) -> None:
        """Open one member's form on a field, for a doubt that was found."""
        self.show_record(member_id)
        with self.desk.office.read() as session:
            member = session.get(Member, member_id)
        if self.form is not None:
            messages.info("先保存或关闭正在填的表，再打开这一位")
        elif member is not None:
            self._open_form(member)
            if isinstance(self.form, MemberForm):
                self.form.point(field)

    def print_forms(self) -> None:
        """会员登记表 of the selected members."""
        if not (shows("id_number") and shows("contact")):
            return
        self.papers.print_forms(self.selected_ids())

    def make_form(self, record: Record | None) -> QWidget:
        changing, self._changing = self._changing, False
        if changing and isinstance(record, Member):
            return EventForm(self.desk.office, record)
        form = MemberForm(self.desk.office, record)
        form.open_wanted.connect(self._open_other)
        return form

    def _open_other(self, member_id: int) -> None:
        """The form says somebody is there already: what was typed stays as a draft, that one is opened."""
        form = self.form
        if isinstance(form, MemberForm):
            form.cancel()
        if self.form is None:
            self.show_record(member_id)
            self.edit()

    @takes(Right.ENTER, "修改会员")
    def change_many(self) -> None:
        """Ctrl+B: one field of all selected members, previewed."""
        ids = self.selected_ids()
        if not ids:
            messages.info("请先选中要修改的会员（Ctrl 或 Shift 点选，Ctrl+A 全选）")
            return
        self._open_changes(ChangesPage(self.desk, self.register, ids=ids))

    @takes(Right.ENTER, "修改会员")
    def paste_block(self, block: list[list[str]]) -> None:
        """Ctrl+V: a block from a sheet over the visible columns, from the current cell on, previewed.

        One line over several selected rows goes into each of them, as in Excel.
        """
        current, columns = self.table.currentIndex(), self.shown_columns()
        if not block or not current.isValid():
            return
        first = columns.index(self.table.columns.key(current.column()))
        ids = list(self.model.ids()[current.row() : current.row() + len(block)])
        selected = self.selected_ids()
        if len(block) == 1 and len(selected) > 1:
            ids, block = selected, block * len(selected)
        changes, refused = block_changes(self.register, columns[first:], ids, block)
        notes = [f"{'、'.join(refused)}不能粘贴，这几列没有用上。"] if refused else []
        notes += [f"表里往下只有 {len(ids)} 行，多出的 {len(block) - len(ids)} 行没有用上。"] if len(block) > len(ids) else []
        if not any(cells for _, cells in changes):
            messages.info("这几列不能粘贴，请换一列，或在登记表里改")
            return
        self._open_changes(ChangesPage(self.desk, self.register, changes=changes, note="".join(notes)))

    def _open_changes(self, page: ChangesPage) -> None:
        self.panel_opened.emit(page)
        page.closed.connect(self.table.setFocus)  # after the window's own: Ctrl+Z is the page's there
        page.take_focus()

    @takes(Right.ENTER, "合并会员")
    def merge_selected(self) -> None:
        """Ctrl+M: the two selected records side by side, the older one to stay."""
        ids = sorted(self.selected_ids())
        if len(ids) != 2:
            messages.info("请选中两条记录再合并（按住 Ctrl 点选）")
            return
        page = MergePage(self.desk, *ids)
        page.merged.connect(self.show_record)
        self.panel_opened.emit(page)
        page.closed.connect(self.table.setFocus)

    @takes(Right.ENTER, "登记会籍变动")
    def record_change(self) -> None:
        """Ctrl+T: a membership event of the selected member, beside the table."""
        if self.selected is not None and self.form is None:
            self._changing = True
            self._open_form(self.selected)

    def make_model(self) -> RecordModel:
        return MemberModel(self.register, self._read_rows, say=self.desk.office.settings.say)

    def selection_status(self) -> list[str]:
        ids, year = self.selected_ids(), self.desk.office.working_year()
        with self.desk.office.read() as session:
            helped, given = aid.members_amount(session, ids, year), welfare.members_amount(session, ids, year)
        return [f"{year} 年慰问合计 {helped:,.2f} 元", f"{year} 年福利合计 {given:,.2f} 元"]

    # details

    def details_caption(self, record: Record) -> str:
        card = self._card(record)
        return card.caption if card else ""

    def _card(self, record: Record) -> queries.MemberCard | None:
        with self.desk.office.read() as session:
            return queries.member_card(session, record.id, self.desk.office.today())

    def details_parts(self, record: Record) -> list[QWidget]:
        card = self._card(record)
        if card is None:
            return []
        lines = [self._line(one) for one in card.lines]
        basic = section("基本信息", KeyValues(lines), action="登记表", on_action=self.print_forms)
        own = member_parts(self.desk.office, record) if isinstance(record, Member) else []
        parts = [basic, *own, self._aid(record), visits_part(self.desk, record.id, getattr(record, "staff_no", "") or "")]
        parts.append(self._welfare(record))
        parts.append(member_section(self.desk, record.id, partial(self.open_dues, getattr(record, "staff_no", ""))))
        events = [line(day, text) for day, text in card.events]
        return [*parts, section("会籍经历", *events, action="记变化", on_action=self.record_change)]

    def _line(self, one: CardLine) -> KeyValue:
        if not one.field:
            return KeyValue(one.key, one.text)
        field = self.register.fields[one.field]
        return KeyValue(one.key, one.text, reveal=lambda: self.reveal(field), kind=field.sensitive)

    def _aid(self, record: Record) -> QWidget:
        with self.desk.office.read() as session:
            past = aid.member_history(session, record.id)
        rows: list[Part] = [
            line(show_day(one.event_date), one.aid_type, f"{one.amount:,.2f}") for one in past[:AID_SHOWN]
        ]
        if not past:
            return section("近期慰问", label("还没有慰问记录", "dim"), action="受助情况", on_action=lambda: self._all_aid(record))
        action = f"全部 {len(past)} 笔"
        return section("近期慰问", *rows, action=action, on_action=lambda: self._all_aid(record))

    def _all_aid(self, record: Record) -> None:
        page = self.desk.go("aid_person")
        if page is not None:
            page.show_member(record.id, WayBack("会员名册", partial(self.desk.go, "members")))

    def _welfare(self, record: Record) -> QWidget:
        year = self.desk.office.working_year()
        with self.desk.office.read() as session:
            had = welfare.member_year(session, record.id, year)
        rows: list[Part] = [line(one.campaign, one.state, f"{one.amount:,.2f}", one.tone) for one in had.lines]
        if not rows:
            return section(f"{year} 年福利", label("今年没有发放名单里的慰问品", "dim"))
        return section(f"{year} 年福利", *rows, label(had.summary, "caption", wrap=True))

    # printing

    def print_list(self) -> None:
        """The shown members with the shown columns, as a PDF in the preview."""
        if not self.model.ids():
            messages.info("没有可以打印的会员")
            return
        print_shown(self.desk, self.register, self.query(), self.shown_columns())

