# SPDX-License-Identifier: MIT
"""Form 4, the sign-off sheets of a campaign: one set of pages per group, all sets in one PDF."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from unionoffice.errors import OfficeError
from unionoffice.kit.money import amount_words, show_yuan
from unionoffice.printing.document import Document
from unionoffice.printing.grid import Cell, label, value
from unionoffice.printing.marks import foot_line, head_line
from unionoffice.printing.page import Page
from unionoffice.printing.style import BODY, CENTER, MARGIN, NUMBER, SMALL, TITLE
from unionoffice.printing.table import Column, Table, draw_table
from unionoffice.progress import Progress
from unionoffice.store.settings import Settings
from unionoffice.welfare.queries import Sheet, SignRow, sheets
from unionoffice.welfare.quotes import items
from unionoffice.welfare.records import WelfareCampaign

NOTE = "代领请在签字栏注明“×××代”。"
_FOOT = 14.0
_NAME = CENTER.but(wrap=False)


@dataclass(frozen=True)
class SignOff:
    """What the sheets of one campaign show. ``standard`` is in yuan."""

    year: int
    name: str
    goods: str  # 广式月饼礼盒 1 盒、东北大米 5 kg 2 袋
    standard: Decimal
    place: str
    day: date | None
    sheets: tuple[Sheet, ...]

    @property
    def title(self) -> str:
        name = self.name if self.name.startswith(str(self.year)) else f"{self.year} 年{self.name}"
        return f"{name}发放签收表"


def read_sign_off(session: Session, campaign_id: int, branch: str = "") -> SignOff:
    """The sheets of the whole campaign, or of one unit. Raises OfficeError while there is no roster."""
    campaign = session.get_one(WelfareCampaign, campaign_id)
    found = sheets(session, campaign_id, branch)
    if not found:
        raise OfficeError(f"“{campaign.name}”的名单还没有冻结，没有可以打印的签收表。请先冻结名单。")
    goods = "、".join(f"{one.name} {one.quantity} {one.unit}" for one in items(session, campaign_id))
    return SignOff(
        campaign.year, campaign.name, goods, campaign.standard, campaign.place or "", campaign.hand_out_from,
        tuple(found),
    )  # fmt: skip


def sign_off_sheets(
    path: Path, data: SignOff, settings: Settings, progress: Progress | None = None
) -> list[str]:
    """Draw every group's sheet to ``path`` (the caller moves it into place), each numbered from page 1.

    Returns sentences for the clerk about what the paper does not show as it is in the records.
    """
    with Document(path, title=data.title, author=settings.union_name) as document:
        for number, sheet in enumerate(data.sheets, 1):
            if progress is not None:
                progress.check_cancelled()
                progress.report(number, len(data.sheets), f"正在排版 {sheet.name}")
            document.restart_numbers()
            draw_table(document, _table(data, sheet, settings))
    return document.warnings()


def _table(data: SignOff, sheet: Sheet, settings: Settings) -> Table[SignRow]:
    return Table(
        _columns(), sheet.rows, _head(data, sheet, settings), foot=_foot(settings), foot_height=_FOOT,
        subtotal=lambda rows: _sums("本页小计", rows), total=_total, rows_per_page=settings.value("sign_sheet_rows"),
    )  # fmt: skip


def _columns() -> list[Column[SignRow]]:
    return [
        Column("序号", 10, None, CENTER),
        Column("工号", 20, lambda row: row.staff_no, _NAME),
        Column("姓名", 22, lambda row: row.full_name, CENTER.but(align="spread", spread_em=3.0)),
        Column("物品（套餐）", 38, lambda row: f"{row.package} 套餐", CENTER),
        Column("数量", 12, lambda row: f"{row.quantity} 份", CENTER),
        Column("金额（元）", 22, lambda row: show_yuan(row.amount), NUMBER),
        Column("领取人签字", 30, _signature, SMALL.but(align="center")),
        Column(
            "备注\n（代领）",
            20,
            lambda row: f"{row.proxy_name}代" if row.proxy_name else "",
            CENTER.but(size=9.0),
        ),
    ]


def _signature(row: SignRow) -> str:
    """Who signed at the counter needs no second signature; the paper says so."""
    return f"已签收 {row.signed_at:%m-%d %H:%M}" if row.signed_at else ""


def _sums(text: str, rows: Sequence[SignRow]) -> list[Cell]:
    count, amount = sum(row.quantity for row in rows), sum((row.amount for row in rows), Decimal("0.00"))
    return [
        label(text, 3), label(f"{len(rows)} 人"), label(f"{count} 份"),
        value(show_yuan(amount), style=NUMBER), Cell(span=2),
    ]  # fmt: skip


def _total(rows: Sequence[SignRow]) -> list[list[Cell]]:
    amount = sum((row.amount for row in rows), Decimal("0.00"))
    return [
        _sums("合计", rows),
        [label("合计人民币（大写）", 3), value(amount_words(amount).removeprefix("人民币"), 5)],
    ]


def _head(data: SignOff, sheet: Sheet, settings: Settings) -> Callable[[Page], float]:
    def draw(page: Page) -> float:
        page.text(page.width / 2, MARGIN - 2, data.title, TITLE)
        head_line(
            page, MARGIN + 9,
            [f"工会小组：{sheet.name}", f"应发：{len(sheet.rows)} 人", f"标准：{show_yuan(data.standard)} 元/人"],
        )  # fmt: skip
        day = f"{data.day.year} 年 {data.day.month} 月 {data.day.day} 日" if data.day else "　　年　月　日"
        head_line(page, MARGIN + 15, [f"发放地点：{data.place or '　　　　　　'}", f"发放日期：{day}"])
        goods = BODY.but(size=9.5, valign="top")
        page.box(MARGIN - 1, MARGIN + 20.5, page.width - 2 * MARGIN + 2, 9.5, f"物品：{data.goods}", goods)
        return MARGIN + 30.5

    return draw


def _foot(settings: Settings) -> Callable[[Page, float], None]:
    names = [settings.say("分工会主席："), "小组长：", "发放人：", "监督人：", "制表人："]

    def draw(page: Page, y: float) -> None:
        foot_line(page, y + 3, names)
        page.text(MARGIN, y + 9, f"注：{NOTE}", SMALL)

    return draw
