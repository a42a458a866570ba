# SPDX-License-Identifier: MIT
"""The member registry: what this tab has beyond the generic page."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ui import messages
from ui.chips import FacetChip
from ui.desk import Desk
from ui.exporting import print_shown
from ui.members_dues_side import member_section
from ui.panels import Figure, KeyValue, KeyValues, section
from ui.record_model import RecordModel
from ui.register_page import RegisterPage
from ui.table_paint import Look
from ui.widgets import Button, Part, button, label, row
from unionoffice.aid import queries as aid
from unionoffice.kit.dates import show_day
from unionoffice.kit.describe import Field
from unionoffice.kit.record import Record
from unionoffice.members import queries
from unionoffice.members.queries import CardLine
from unionoffice.members.registers import MEMBERS
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


class MembersPage(RegisterPage):
    """会员名册: figures by employment type; details with aid, welfare and the membership's own history."""

    ICON = "people_team"
    EMPTY_TEXT = "名册是其他各页的底册：慰问、发放都从这里找人。"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, MEMBERS)

    def form_width(self) -> int:
        return FORM_WIDTH

    def make_buttons(self) -> list[Button]:
        import_, export, new = super().make_buttons()
        printing = button("打印", icon="print", key="P", on_click=self.print_list)
        dues = button("会费", icon="money", key="F", tip="应缴、缴费和欠缴", on_click=self.open_dues)
        return [dues, import_, export, printing, new]

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
        lines = [self._line(line) for line in card.lines]
        parts = [section("基本信息", KeyValues(lines)), self._aid(record), self._welfare(record)]
        parts.append(member_section(self.desk, record.id, partial(self.open_dues, getattr(record, "staff_no", ""))))
        events = [_three(day, text) for day, text in card.events]
        return [*parts, section("会籍经历", *events)]

    def _line(self, line: CardLine) -> KeyValue:
        if not line.field:
            return KeyValue(line.key, line.text)
        field = self.register.fields[line.field]
        return KeyValue(line.key, line.text, reveal=lambda: self.reveal(field))

    def _aid(self, record: Record) -> QWidget:
        with self.desk.office.read() as session:
            past = aid.member_history(session, record.id)
        rows: list[Part] = [
            _three(show_day(one.event_date), one.aid_type, f"{one.amount:,.2f}") for one in past[:AID_SHOWN]
        ]
        if not past:
            return section("近期慰问", label("还没有慰问记录", "dim"))
        action = f"全部 {len(past)} 笔"
        return section("近期慰问", *rows, action=action, on_action=lambda: self._all_aid(record))

    def _all_aid(self, record: Record) -> None:
        page = self.desk.go("aid")
        if isinstance(page, RegisterPage):
            page.clear_filters()
            page.search.setText(getattr(record, "staff_no", None) or record.title())

    def _welfare(self, record: Record) -> QWidget:
        year = self.desk.office.working_year()
        with self.desk.office.read() as session:
            had = welfare.member_year(session, record.id, year)
        rows: list[Part] = [_three(one.campaign, one.state, f"{one.amount:,.2f}", one.tone) for one in had.lines]
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


def _three(key: str, text: str, right: str = "", tone: str = "") -> QWidget:
    """Key, text and a figure at the right end: one line of a details section."""
    head = label(key, "key")
    head.setFixedWidth(72)
    made = QWidget()
    made.setLayout(row(head, (label(text, tone=tone, wrap=True), 1), label(right), spacing=8))
    return made
