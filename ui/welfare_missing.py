# SPDX-License-Identifier: MIT
"""未领名单: who of a campaign has not signed; chosen people of a returned paper sheet are signed for at once."""

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import Signal

from ui import messages
from ui.desk import Desk
from ui.jobs import run_job
from ui.keys import bind
from ui.panels import Figure
from ui.register_page import RegisterPage
from ui.standing import takes
from ui.welfare_papers import WelfarePapers
from ui.widgets import Button, button
from unionoffice.kit.record import Record
from unionoffice.kit.register import Facet
from unionoffice.kit.roles import Right
from unionoffice.progress import Progress
from unionoffice.store import listing
from unionoffice.store.listing import Query
from unionoffice.welfare.hand_out import HandedOut, hand_out_many
from unionoffice.welfare.records import OPEN, SIGNED, Entitlement, WelfareCampaign
from unionoffice.welfare.registers import ENTITLEMENTS

PEOPLE = replace(
    ENTITLEMENTS,
    title="未领名单",
    columns=("staff_no", "full_name", "branch_name", "group_name", "package", "amount", "status", "signed_at", "proxy_name"),
    order=("row_no",),
    facets=(Facet("branch_name"), Facet("group_name"), Facet("status")),
    initial={"status": (OPEN,)},
)  # fmt: skip


class MissingPage(RegisterPage):
    """Everybody of one campaign, at first those who have not signed; ``closed`` goes back to the campaign."""

    closed = Signal()

    def __init__(self, desk: Desk, campaign: WelfareCampaign, branch: str = "") -> None:
        self.campaign = campaign
        super().__init__(desk, PEOPLE)
        self.papers = WelfarePapers(desk, self)
        self.header.set_title("未领名单", f"福利采购 › {campaign.title()}")
        self.header.lead_back("返回（Esc）")
        self.header.sub_pressed.connect(self.closed)
        self.table.set_empty_words("没有符合的人；全部领完时这里是空的")
        bind(self, {"Esc": self._escape})
        if branch:
            self.chips["branch_name"].set_chosen((branch,))

    def make_buttons(self) -> list[Button]:
        back = button("返回", icon="chevron_left", key="R", on_click=self.closed.emit)
        export = button("导出名单", icon="arrow_export", key="E", on_click=self.export)
        printing = button("打印签收表", icon="print", key="P", on_click=self.print_list)
        tip = "选中签收表上已签字的人（Ctrl 或 Shift 多选），一次登记"
        self.sign_button = button("登记已领", "primary", key="S", tip=tip, on_click=self.sign_selected)
        self.new_button = self.sign_button
        return [back, export, printing, self.sign_button]

    def figures(self) -> list[Figure]:
        with self.desk.office.read() as session:
            there = {"campaign_id": (self.campaign.id,)}
            missing = listing.ids(session, PEOPLE, Query(chosen={**there, "status": (OPEN,)}))
            signed = listing.ids(session, PEOPLE, Query(chosen={**there, "status": (SIGNED,)}))
        return [
            Figure(f"{len(missing):,}", "未领", on_click=lambda: self._only(OPEN)),
            Figure(f"{len(signed):,}", "已签收", on_click=lambda: self._only(SIGNED)),
        ]

    def _only(self, status: str) -> None:
        self.chips["status"].set_chosen((status,))

    def query(self) -> Query:
        asked = super().query()
        return replace(asked, chosen={**asked.chosen, "campaign_id": (self.campaign.id,)})

    def reload(self) -> None:
        super().reload()
        self.stack.setCurrentIndex(0)  # an empty list is good news here, not an empty office
        chosen = {name: chip.chosen() for name, chip in self.chips.items() if chip.chosen()}
        self.clear_button.setVisible(bool(chosen or self.search.text()))

    def standing_status(self) -> list[str]:
        return ["选中多人后按 Alt+S 登记已领", "Esc 返回"]

    def refresh(self, kinds: Collection[str] = ()) -> None:
        if not kinds or {"entitlement", "welfare_campaign", "*"} & set(kinds):
            super().refresh(kinds)

    def _escape(self) -> None:
        """Empty the search first, then go back."""
        if self.search.text():
            self.search.clear()
        else:
            self.closed.emit()

    @takes(Right.ENTER, "登记已领")
    def sign_selected(self) -> None:
        """登记已领 for the selected people: their paper sheet came back signed."""
        chosen = [self.model.record(one) for one in self.table.selected_rows()]
        ids = [one.member_id for one in chosen if isinstance(one, Entitlement)]
        if not ids:
            messages.info("还没有选人。请先在表里选中签过字的人")
            return
        office, campaign_id = self.desk.office, self.campaign.id

        def sign(_progress: Progress) -> HandedOut:
            with office.work("登记签收表") as work:
                return hand_out_many(work, campaign_id, ids)

        run_job(f"正在登记 {len(ids):,} 人", sign, self._signed, can_cancel=False, owner=self)

    def _signed(self, done: HandedOut) -> None:
        self.refresh()
        before = f"，{len(done.before):,} 人早已签收" if done.before else ""
        messages.info(f"已登记 {len(done.signed):,} 人{before}", "撤销", self.undo)

    def undo(self) -> None:
        super().undo()
        self.refresh()

    def export(self) -> None:
        """The shown people who have not signed, with a column for whom one has reached."""
        with self.desk.office.read() as session:
            ids = listing.ids(session, PEOPLE, self.query())
            shown = {one.member_id for start in range(0, len(ids), 400) for one in
                     listing.rows(session, Entitlement, ids[start : start + 400])}  # fmt: skip
        self.papers.export_missing(self.campaign.id, self.campaign.title(), shown)

    def print_list(self) -> None:
        """The sign-off sheets, of one unit where one is chosen."""
        units = [str(one) for one in self.chips["branch_name"].chosen()]
        self.papers.print_sheets(self.campaign.id, self.campaign.title(), units[0] if len(units) == 1 else "")

    def details_caption(self, record: Record) -> str:
        return f"{record.staff_no or ''} · {record.branch_name}" if isinstance(record, Entitlement) else ""
