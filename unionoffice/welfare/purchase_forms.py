# SPDX-License-Identifier: MIT
"""Forms 5 and 6: the enquiry of at least three suppliers, and the acceptance of what came."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.errors import OfficeError
from unionoffice.kit.money import amount_words, show_yuan
from unionoffice.printing.document import Document
from unionoffice.printing.grid import Cell, Grid, label, signed, value
from unionoffice.printing.marks import foot_line, head_line, stamp, ticks
from unionoffice.printing.page import Page
from unionoffice.printing.style import A4, BODY, CENTER, MARGIN, NUMBER, SMALL, TITLE
from unionoffice.store.settings import Settings
from unionoffice.welfare.purchase_records import CONCLUSIONS, Acceptance, AcceptanceLine
from unionoffice.welfare.quotes import Matrix, Quoter, matrix
from unionoffice.welfare.records import Supplier, WelfareCampaign

MOST_SUPPLIERS = 5  # side by side on one page; further ones go on a page of their own
_WAYS = ("现场", "电话", "网络", "书面")
_FIRST = (10.0, 46.0, 26.0, 12.0, 16.0)
_PLAIN = BODY.but(size=9.5)


@dataclass(frozen=True)
class Enquiry:
    """What form 5 shows. Money in yuan; ``suppliers`` are in the matrix' order."""

    title: str
    budget: Decimal | None
    matrix: Matrix
    suppliers: tuple[Supplier, ...]
    chosen: str
    price: Decimal | None
    reason: str
    decided_on: date | None


def read_enquiry(session: Session, campaign_id: int) -> Enquiry:
    """Raises OfficeError while nobody has quoted."""
    campaign = session.get_one(WelfareCampaign, campaign_id)
    quotes = matrix(session, campaign_id)
    if not quotes.quoters:
        raise OfficeError("还没有报价，没有可以打印的询价记录表。请先录入报价。")
    found = {one.id: one for one in session.scalars(select(Supplier))}
    return Enquiry(
        f"{campaign.year} 年{campaign.name}", campaign.budget, quotes,
        tuple(found[one.supplier_id] for one in quotes.quoters),
        campaign.supplier.name if campaign.supplier else "", campaign.price_per_head,
        campaign.decision_reason or "", campaign.decided_on,
    )  # fmt: skip


def enquiry_record(path: Path, data: Enquiry, settings: Settings) -> list[str]:
    """Draw 询价记录表: A4 landscape. Returns what the clerk should know about the paper."""
    with Document(path, title=f"{data.title}询价记录表", author=settings.union_name) as document:
        for start in range(0, len(data.matrix.quoters), MOST_SUPPLIERS):
            page = document.page(A4.landscape)
            _draw_enquiry(
                page, data, settings, range(start, min(start + MOST_SUPPLIERS, len(data.suppliers)))
            )
            page.number()
    return document.warnings()


def _draw_enquiry(page: Page, data: Enquiry, settings: Settings, places: range) -> None:
    page.text(page.width / 2, MARGIN - 4, f"{settings.union_name}询价记录表", TITLE)
    budget = f"{show_yuan(data.budget)} 元" if data.budget is not None else "　　　　"
    days = sorted({one.quoted_on for one in data.matrix.quoters})
    when = f"{days[0]}" + (f" 至 {days[-1]}" if len(days) > 1 else "")
    head_line(
        page, MARGIN + 8,
        [f"采购项目：{data.title}", f"预算金额：{budget}", f"询价方式：{ticks(_WAYS)}", f"询价日期：{when}"],
    )  # fmt: skip
    each = (page.width - 2 * MARGIN - sum(_FIRST)) / (2 * len(places))
    grid = Grid(MARGIN, MARGIN + 15, [*_FIRST, *[each] * (2 * len(places))])
    _suppliers(grid, data, places)
    _prices(grid, data, places)
    _opinion(grid, data, places)
    grid.draw(page)
    names = ["询价人：", "询价人：", "采购小组组长：", "监督人：", "审批人："]
    foot_line(page, grid.bottom + 4, names)
    page.text(MARGIN, grid.bottom + 11, f"附：报价单 {len(data.matrix.quoters)} 份", SMALL)


def _suppliers(grid: Grid, data: Enquiry, places: range) -> None:
    """Who quotes, above their prices."""
    heads = [
        label("序号", rows=7),
        label("品名", rows=7),
        label("规格", rows=7),
        label("单位", rows=7),
        label("数量", rows=7),
    ]
    lines = [_about(data.suppliers[place], data.matrix.quoters[place]) for place in places]
    for number in range(6):
        cells = [label(lines[at][number], 2, style=CENTER.but(size=9.0)) for at in range(len(lines))]
        grid.row(*(heads if number == 0 else []), *cells, height=7.5)
    grid.row(
        *[label(text, style=CENTER.but(size=9.5)) for _ in places for text in ("单价", "合计")], height=7
    )


def _about(supplier: Supplier, quoter: Quoter) -> tuple[str, ...]:
    valid = f"有效期至 {quoter.valid_until}" if quoter.valid_until else "报价有效期：　　　　"
    poor = "脱贫地区产品：是" if supplier.is_832 else "脱贫地区产品：否"
    person = f"{supplier.contact or ''} {supplier.phone or ''}".strip()
    return (
        supplier.name,
        supplier.uscc or "统一社会信用代码：",
        person,
        valid,
        quoter.delivery or "供货期、售后：",
        poor,
    )


def _prices(grid: Grid, data: Enquiry, places: range) -> None:
    heads = data.matrix.heads
    for number, row in enumerate(data.matrix.rows, 1):
        cells: list[Cell] = []
        for place in places:
            price = row.prices[place]
            whole = price * row.quantity * heads if price is not None and heads else None
            cells += [_number(_shown(price)), _number(_shown(whole))]
        pieces = f"{row.quantity * heads:,}" if heads else ""
        grid.row(
            label(str(number)), value(row.name, style=_PLAIN), value(row.spec, style=_PLAIN), label(row.unit),
            _number(pieces), *cells, height=8,
        )  # fmt: skip
    sums: list[Cell] = []
    for place in places:
        per_head, whole = data.matrix.per_head[place], data.matrix.totals[place]
        sums += [_number(_shown(per_head)), _number(_shown(whole) if heads else "")]
    grid.row(label("合计（单价列为每人合计）", 5), *sums, height=8)


def _shown(amount: Decimal | None) -> str:
    return "" if amount is None else show_yuan(amount)


def _opinion(grid: Grid, data: Enquiry, places: range) -> None:
    columns = 3 + 2 * len(places)
    if not data.chosen:
        grid.row(label("比选意见", 2), signed("拟成交供应商：", columns), height=24)
        return
    price = f"成交价 {show_yuan(data.price)} 元/人" if data.price is not None else ""
    total = (
        f"，{data.matrix.heads:,} 份共 {show_yuan(data.price * data.matrix.heads)} 元" if data.price else ""
    )
    text = f"拟成交供应商：{data.chosen}。{price}{total}。理由：{data.reason}。"
    grid.row(label("比选意见", 2), signed(text, columns), height=24)


def _number(text: str) -> Cell:
    return value(text, style=NUMBER.but(size=9.5))


# --- form 6 ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AcceptancePaper:
    """What form 6 shows."""

    acceptance: Acceptance
    title: str
    supplier: str
    lines: tuple[AcceptanceLine, ...]


def read_acceptance(session: Session, acceptance_id: int) -> AcceptancePaper:
    """Raises NoResultFound when it is gone."""
    one = session.get_one(Acceptance, acceptance_id)
    campaign = session.get_one(WelfareCampaign, one.campaign_id)
    wanted = select(AcceptanceLine).where(AcceptanceLine.acceptance_id == acceptance_id)
    lines = sorted(session.scalars(wanted).unique(), key=lambda line: line.item.sort_no)
    return AcceptancePaper(one, f"{campaign.year} 年{campaign.name}", one.supplier.name, tuple(lines))


def acceptance_notes(path: Path, papers: list[AcceptancePaper], settings: Settings) -> list[str]:
    """Draw a 验收（入库）单 for each: A4 portrait; a voided one is stamped. Returns what to know about the paper."""
    with Document(path, title="验收（入库）单", author=settings.union_name) as document:
        for paper in papers:
            document.restart_numbers()
            page = document.page()
            _draw_acceptance(page, paper, settings)
            if paper.acceptance.voided_at is not None:
                stamp(page)
            page.number()
    return document.warnings()


def _draw_acceptance(page: Page, paper: AcceptancePaper, settings: Settings) -> None:
    one = paper.acceptance
    page.text(page.width / 2, MARGIN - 2, f"{settings.union_name}验收（入库）单", TITLE)
    page.text(page.width - MARGIN, MARGIN + 8, f"编号：{one.acceptance_no}", BODY.but(align="right"))
    page.text(MARGIN, MARGIN + 8, f"采购项目：{paper.title}")
    grid = Grid(MARGIN, MARGIN + 15, [10, 40, 28, 12, 14, 14, 20, 24, 12])
    grid.row(
        label("供应商", 2), value(paper.supplier, 3), label("到货日期", 2), value(f"{one.arrived_on}", 2)
    )
    grid.row(
        label("合同/订单号", 2),
        value(one.contract_no or "", 3),
        label("发票号", 2),
        value(one.invoice_no or "", 2),
    )
    grid.row(
        *(
            label(text)
            for text in ("序号", "品名", "规格型号", "单位", "应收", "实收", "单价", "金额（元）", "质量")
        )
    )
    for number, line in enumerate(paper.lines, 1):
        item = line.item
        grid.row(
            label(str(number)), value(item.name, style=_PLAIN), value(item.spec or "", style=_PLAIN), label(item.unit),
            _number(f"{line.ordered:,}"), _number(f"{line.received:,}"), _number(show_yuan(line.unit_price)),
            _number(show_yuan(line.amount)), label(line.quality or "合格", style=CENTER.but(size=9.0)),
        )  # fmt: skip
    grid.row(label("合计", 4), _number(f"{sum(line.ordered for line in paper.lines):,}"),
             _number(f"{sum(line.received for line in paper.lines):,}"), Cell(), _number(show_yuan(one.amount)), Cell())  # fmt: skip
    words = amount_words(one.amount).removeprefix("人民币") if one.amount > 0 else ""
    grid.row(label("合计人民币（大写）", 2), value(words, 7))
    names = [code.name for code in CONCLUSIONS]
    said = f"{ticks(names, [CONCLUSIONS.name(one.conclusion)])}（处理意见：　　　　　　　　　）"
    grid.row(label("验收结论", 2), value(said, 7), height=12)
    grid.row(label("生产日期、保质期", 2), value(one.note or "", 7), height=12)
    grid.draw(page)
    foot_line(
        page,
        grid.bottom + 4,
        [f"验收人：{one.inspectors or ''}", "保管人：", "供应商代表：", "经办人：", "负责人："],
    )
    page.text(MARGIN, grid.bottom + 11, "一式三联：工会、财务、供应商各一联。", SMALL)
