# SPDX-License-Identifier: MIT
"""The voucher a payee signs (慰问金领取凭证, form 2): several equal copies on one A4 page, cut apart at dashed lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from unionoffice.aid.settings import VoucherPaper, voucher_paper
from unionoffice.aid.vouchers import WAYS, VoucherData
from unionoffice.printing.document import Document
from unionoffice.printing.grid import Grid, label, value
from unionoffice.printing.marks import cut_line, foot_line, stamp, ticks
from unionoffice.printing.page import Frame, Page
from unionoffice.printing.style import A4, BODY, SMALL, Size, Style
from unionoffice.progress import Progress
from unionoffice.store.settings import Settings

LEFT, WIDTH = 16.0, 174.0
WIDTHS = (24.0, 34.0, 12.0, 6.0, 14.0, 24.0, 22.0, 38.0)
TITLE_STYLE = Style(size=16.0, bold=True, align="center", wrap=False, floor=11.0)
AMOUNT = Style(size=11.5, bold=True, wrap=False)
ROWS = 6


@dataclass(frozen=True)
class _Measures:
    """Where a copy's parts lie, in millimetres from its top."""

    title: float
    head: float
    grid: float
    row: float

    @property
    def foot(self) -> float:
        return self.grid + ROWS * self.row + 3.0


THIRD = _Measures(title=8.5, head=19.5, grid=25.5, row=9.0)
HALF = _Measures(title=16.0, head=30.0, grid=37.0, row=13.0)


def vouchers_pdf(
    path: Path, vouchers: Sequence[VoucherData], settings: Settings, progress: Progress | None = None
) -> list[str]:
    """Write the vouchers to ``path`` (the caller moves it into place), each with all its copies.

    Returns sentences for the clerk about what the paper does not show as it is in the records.
    """
    paper = voucher_paper(settings)
    title = vouchers[0].voucher_no if len(vouchers) == 1 else paper.title
    with Document(path, title=title, author=paper.union) as document:
        form = _Form(document, paper)
        for number, voucher in enumerate(vouchers, 1):
            if progress is not None:
                progress.check_cancelled()
                progress.report(number, len(vouchers), "正在排版凭证")
            form.draw(voucher)
    return document.warnings()


class _Form:
    """One office's voucher: what all have in common is a frame per page of copies, drawn once."""

    def __init__(self, document: Document, paper: VoucherPaper) -> None:
        self._document, self._paper = document, paper
        self._size = Size(A4.width, A4.height / paper.per_page)
        self._at = THIRD if paper.per_page == 3 else HALF
        self._grid = _grid(paper, self._at)
        starts = range(0, len(paper.copies), paper.per_page)
        pages = [paper.copies[start : start + paper.per_page] for start in starts]
        self._frames = [(len(copies), self._frame(copies)) for copies in pages]

    def _frame(self, copies: Sequence[str]) -> Frame:
        return self._document.frame(A4, lambda page: self._static(page, copies))

    def _static(self, page: Page, copies: Sequence[str]) -> None:
        for number, name in enumerate(copies):
            self._static_copy(page.part(0, number * self._size.height, self._size), name)
            if number + 1 < self._paper.per_page:
                cut_line(page, (number + 1) * self._size.height)

    def _static_copy(self, part: Page, name: str) -> None:
        at, middle = self._at, LEFT + WIDTH / 2
        part.text(middle, at.title, self._paper.title, TITLE_STYLE)
        part.lines([(middle - 42, at.title + 7.4, middle + 42, at.title + 7.4)], 0.8)
        part.text(LEFT, at.head, f"单位：{self._paper.union}", BODY)
        part.text(LEFT + WIDTH, at.head, "金额单位：元", BODY.but(align="right"))
        self._grid.draw(part)
        part.vertical(LEFT + WIDTH + 5.0, at.grid, name, SMALL)
        items = [f"{title}：" for title in self._paper.signatures]
        foot_line(part, at.foot, items, x=LEFT, width=WIDTH)

    def draw(self, voucher: VoucherData) -> None:
        """All pages of one voucher. What differs is drawn once and shown in each copy."""
        mine = self._document.frame(self._size, lambda part: self._variable(part, voucher))
        for copies, frame in self._frames:
            page = self._document.page(A4)
            page.place(frame)
            for number in range(copies):
                page.place(mine, 0, number * self._size.height)

    def _variable(self, part: Page, voucher: VoucherData) -> None:
        at = self._at
        right = LEFT + WIDTH
        part.text(right, at.title + 1.5, f"NO. {voucher.voucher_no}", AMOUNT.but(align="right"))
        if voucher.reprint:
            part.text(right, at.title - 3.5, f"补打 {voucher.reprint}", SMALL.but(align="right"))
        if voucher.replaces:
            part.text(LEFT, at.title + 2.0, f"替换 {voucher.replaces}", SMALL)
        day = voucher.booked_on
        part.text(LEFT + WIDTH / 2, at.head, _long_day(day), BODY.but(align="center"))
        self._grid.fill(part, _values(voucher))
        self._sign(part, voucher)
        if voucher.voided:
            stamp(part)

    def _sign(self, part: Page, voucher: VoucherData) -> None:
        """A proxy signs under the line of signatures."""
        if voucher.proxy:
            text = f"代领人：{voucher.proxy}签字：　　　　　　"
            part.text(LEFT + WIDTH, self._at.foot + 6.5, text, BODY.but(align="right"))


def _grid(paper: VoucherPaper, at: _Measures) -> Grid:
    grid = Grid(LEFT, at.grid, WIDTHS)
    line = BODY.but(wrap=False)
    grid.row(
        label("领款日期"), value(key="received", style=line), label("支付方式", 2), value(key="way", span=4),
        height=at.row,
    )  # fmt: skip
    grid.row(
        label("领款人姓名"), value(key="full_name"), label("工号", 2),
        value(key="staff_no", span=2, style=line), label(paper.branch_label), value(key="branch_name"), height=at.row,
    )  # fmt: skip
    grid.row(
        label("慰问（补助）\n类别"), value(key="type_name"), label("事由", 2), value(key="reason", span=4),
        height=at.row,
    )  # fmt: skip
    grid.row(
        label("金额（大写）"), value(key="words", span=5, style=AMOUNT), label("（小写）"),
        value(key="figures", style=AMOUNT.but(align="right")), height=at.row,
    )  # fmt: skip
    grid.row(
        label("银行账号"), value(key="bank_account", style=line), label("开户行", 2), value(key="bank_branch", span=2),
        label("身份证号"), value(key="id_number", style=line), height=at.row,
    )  # fmt: skip
    grid.row(
        label("经费来源/科目"), value(key="fund", span=2), label("附件", 2), value(key="attachments"),
        label("批准文号/会议"), value(key="approval_ref", style=BODY.but(squeeze=0.72)), height=at.row,
    )  # fmt: skip
    return grid


def _long_day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _values(voucher: VoucherData) -> dict[str, str]:
    day = voucher.received_on
    ways = WAYS if voucher.pay_way in WAYS else (*WAYS, voucher.pay_way)
    return {
        "received": _long_day(day) if day else "　　　年　　月　　日",
        "way": ticks(ways, (voucher.pay_way,)),
        "full_name": voucher.full_name,
        "staff_no": voucher.staff_no,
        "branch_name": voucher.branch_name,
        "type_name": voucher.type_name,
        "reason": voucher.reason,
        "words": voucher.amount_words,
        "figures": voucher.amount_figures,
        "bank_account": voucher.bank_account,
        "bank_branch": voucher.bank_branch,
        "id_number": voucher.id_number,
        "fund": voucher.fund,
        "attachments": f"{voucher.attachments or '　　'} 张",
        "approval_ref": voucher.approval_ref,
    }
