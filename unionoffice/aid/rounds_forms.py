# SPDX-License-Identifier: MIT
"""Form 3, the sign-off sheet of a round (慰问金发放签收表): twelve rows a page, subtotals, the total in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from unionoffice.aid.rounds_queries import RoundLine, RoundView
from unionoffice.errors import OfficeError
from unionoffice.kit import codelists, identity
from unionoffice.kit.money import amount_words, show_yuan
from unionoffice.printing.document import Document
from unionoffice.printing.grid import Cell, label, value
from unionoffice.printing.marks import foot_line, head_line
from unionoffice.printing.page import Page
from unionoffice.printing.style import A4, BODY, CENTER, MARGIN, NUMBER, SMALL, TITLE
from unionoffice.printing.table import Column, Table, draw_table
from unionoffice.progress import Progress
from unionoffice.store.settings import Settings

ROWS = 12
_ROW = 9.2  # twelve rows with subtotal, total and words still leave room for the signatures
_NAME = CENTER.but(wrap=False)
_SIGNED = SMALL.but(align="center")


@dataclass(frozen=True)
class Copy:
    """Which copy: finance sees account numbers in full, the office's and the units' are masked."""

    full: bool

    @property
    def name(self) -> str:
        return "财务联" if self.full else "留存联"


FINANCE, OFFICE = Copy(True), Copy(False)


def sheet_title(view: RoundView, settings: Settings) -> str:
    """江陵大学工会委员会 2020 年春节送温暖慰问金发放签收表; goods are 慰问品, and 一线慰问 says 慰问 once."""
    noun = "慰问品" if view.is_goods else "慰问金"
    what = view.title if noun in view.title else f"{view.title.removesuffix('慰问')}{noun}"
    gap = " " if what[0].isdigit() else ""
    return f"{settings.union_name}{gap}{what}发放签收表"


def sign_off_pdf(
    path: Path, view: RoundView, copy: Copy, settings: Settings, progress: Progress | None = None
) -> list[str]:
    """Draw the sheet to ``path`` (the caller moves it into place); void vouchers are left out.

    Returns sentences for the clerk about what the paper does not show. OfficeError for an empty round or a line
    without an amount.
    """
    rows = view.counted
    if not rows:
        raise OfficeError(f"“{view.title}”的名单是空的，没有可以打印的签收表。请先选人。")
    bare = [row for row in rows if row.amount is None]
    if bare:
        raise OfficeError(f"{bare[0].full_name}还没有金额，没有打印签收表。请先补上金额。")
    with Document(path, title=sheet_title(view, settings), author=settings.union_name) as document:
        table = Table(
            _columns(view, copy, settings), rows, _head(view, copy, settings), foot=_foot, foot_height=12.0,
            subtotal=lambda shown: _sums("本页小计", shown), total=_total, rows_per_page=ROWS, row_height=_ROW,
            size=A4.landscape,
        )  # fmt: skip
        draw_table(document, table, progress)
    return document.warnings()


def _columns(view: RoundView, copy: Copy, settings: Settings) -> list[Column[RoundLine]]:
    return [
        Column("序号", 12, None, CENTER),
        Column("工号", 22, lambda row: row.staff_no, _NAME),
        Column("姓名", 22, lambda row: row.full_name, CENTER.but(align="spread", spread_em=3.0)),
        Column(settings.say("所在部门"), 45, lambda row: row.branch, CENTER),
        Column("慰问事由", 40, lambda row: row.said, BODY),
        Column("价值（元）" if view.is_goods else "金额（元）", 25, lambda row: show_yuan(row.amount or Decimal(0)), NUMBER),
        Column("银行卡号", 45, lambda row: _card(row, copy), _NAME),
        Column("领款人签字", 30, _signature, _SIGNED),
        Column("备注", 20, lambda row: row.voucher_no, _SIGNED.but(wrap=False)),
    ]


def _card(row: RoundLine, copy: Copy) -> str:
    if not row.bank_account:
        return "现金" if row.pay_method in ("cash", "bank_transfer", "") else codelists.PAY_METHOD.name(row.pay_method)
    return row.bank_account if copy.full else identity.mask_card(row.bank_account)


def _signature(row: RoundLine) -> str:
    """What was signed in the program already needs no second signature."""
    if row.signed_on is None:
        return ""
    return f"{row.proxy}代 {row.signed_on:%m-%d}" if row.proxy else f"已签收 {row.signed_on:%m-%d}"


def _sum(rows: Sequence[RoundLine]) -> Decimal:
    return sum((row.amount or Decimal(0) for row in rows), Decimal("0.00"))


def _sums(text: str, rows: Sequence[RoundLine]) -> list[Cell]:
    return [label(text, 4), label(f"{len(rows)} 人次"), value(show_yuan(_sum(rows)), style=NUMBER), Cell(span=3)]


def _total(rows: Sequence[RoundLine]) -> list[list[Cell]]:
    words = amount_words(_sum(rows)).removeprefix("人民币")
    return [_sums("合计", rows), [label("合计人民币（大写）", 4), value(words, 5)]]


def _head(view: RoundView, copy: Copy, settings: Settings) -> Callable[[Page], float]:
    day = view.paid_on
    paid = f"{day.year} 年 {day.month} 月 {day.day} 日" if day else "　　　年　　月　　日"
    items = [
        settings.say("分工会（盖章）：　　　　　　　"), f"发放日期：{paid}", f"批准依据：{view.meeting or '　　　　　　　　　'}", "单位：元",
    ]  # fmt: skip

    def draw(page: Page) -> float:
        page.box(MARGIN, MARGIN - 5, page.width - 2 * MARGIN, 10, sheet_title(view, settings), TITLE)
        page.text(page.width - MARGIN, MARGIN - 7, copy.name, SMALL.but(align="right"))
        head_line(page, MARGIN + 7, items)
        return MARGIN + 13

    return draw


def _foot(page: Page, y: float) -> None:
    foot_line(page, y + 3, ["主席：", "审核人：", "会计：", "出纳：", "经办人：", "制表人：", "制表日期："])
