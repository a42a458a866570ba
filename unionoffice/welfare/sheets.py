# SPDX-License-Identifier: MIT
"""The workbooks of a campaign: 福利发放汇总 for finance with everybody's line, and the 未领名单."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from unionoffice.sheets.specs import ColumnSpec, SheetSpec
from unionoffice.store.settings import Settings
from unionoffice.welfare.overview import acceptances
from unionoffice.welfare.queries import SignRow, roster_rows, sheets
from unionoffice.welfare.records import WelfareCampaign

_SUMMARY = (
    ColumnSpec("分工会", 24),
    ColumnSpec("应发（人）", 11, "int", total=True),
    ColumnSpec("实发（人）", 11, "int", total=True),
    ColumnSpec("未领（人）", 11, "int", total=True),
    ColumnSpec("标准（元/人）", 14, "money"),
    ColumnSpec("实发金额（元）", 18, "money", total=True),
    ColumnSpec("签收表页数", 12, "int", total=True),
)
_LIST = (
    ColumnSpec("工号", 12),
    ColumnSpec("姓名", 14),
    ColumnSpec("分工会", 22),
    ColumnSpec("工会小组", 14),
    ColumnSpec("套餐", 8),
    ColumnSpec("数量", 8, "int", total=True),
    ColumnSpec("金额（元）", 14, "money", total=True),
    ColumnSpec("签收时间", 18),
    ColumnSpec("代领人", 10),
    ColumnSpec("发放人", 10),
)
_MISSING = (
    ColumnSpec("分工会", 24),
    ColumnSpec("工会小组", 16),
    ColumnSpec("工号", 12),
    ColumnSpec("姓名", 14),
    ColumnSpec("套餐", 8),
    ColumnSpec("数量", 8, "int", total=True),
    ColumnSpec("联系情况", 24),
)


@dataclass(frozen=True)
class UnitLine:
    """One unit of the summary; ``amount`` is what was signed for, in yuan."""

    branch: str
    total: int
    signed: int
    amount: Decimal
    pages: int


@dataclass(frozen=True)
class HandOutReport:
    """A campaign as finance wants it: who should get, who got, what it cost, and whose papers belong to it."""

    title: str
    standard: Decimal
    units: tuple[UnitLine, ...]
    rows: tuple[SignRow, ...]
    papers: tuple[str, ...]


def read_hand_out(session: Session, campaign_id: int, settings: Settings) -> HandOutReport:
    """Read once, for the workbook."""
    campaign = session.get_one(WelfareCampaign, campaign_id)
    per_page = settings.value("sign_sheet_rows")
    units: dict[str, UnitLine] = {}
    for sheet in sheets(session, campaign_id):
        known = units.get(sheet.branch, UnitLine(sheet.branch, 0, 0, Decimal("0.00"), 0))
        signed = [row for row in sheet.rows if row.signed]
        units[sheet.branch] = UnitLine(
            sheet.branch, known.total + len(sheet.rows), known.signed + len(signed),
            known.amount + sum((row.amount for row in signed), Decimal("0.00")), known.pages + sheet.pages(per_page),
        )  # fmt: skip
    return HandOutReport(
        f"{campaign.year} 年{campaign.name}", campaign.standard, tuple(units.values()),
        tuple(roster_rows(session, campaign_id)), tuple(_papers(session, campaign)),
    )  # fmt: skip


def _papers(session: Session, campaign: WelfareCampaign) -> list[str]:
    found = []
    if campaign.supplier is not None:
        contract = f"，合同 {campaign.contract_no}" if campaign.contract_no else ""
        found.append(f"供应商：{campaign.supplier.name}{contract}。")
    for one in acceptances(session, campaign.id):
        invoice = f"，发票 {one.invoice_no}" if one.invoice_no else "，发票未收"
        found.append(f"{one.acceptance_no}：{one.arrived_on} 到货，{one.amount:,.2f} 元{invoice}。")
    return found


def hand_out_book(report: HandOutReport, settings: Settings, day: date) -> list[SheetSpec]:
    """福利发放汇总 and its 明细, as of ``day``."""
    unit_line = (f"填报单位：{settings.union_name}", f"截止日期：{day}", "单位：元")
    summary = SheetSpec(
        f"{report.title}发放汇总", _columns(_SUMMARY, settings), [_unit(one, report.standard) for one in report.units],
        sheet_name="汇总", unit_line=unit_line, signed_on=day, notes=report.papers, landscape=False,
    )  # fmt: skip
    details = SheetSpec(
        f"{report.title}发放明细", _columns(_LIST, settings), [_line(row) for row in report.rows],
        sheet_name="明细", unit_line=unit_line, signed_on=day, freeze_columns=2,
    )  # fmt: skip
    return [summary, details]


def _columns(columns: tuple[ColumnSpec, ...], settings: Settings) -> list[ColumnSpec]:
    """The columns with the second level called as this office calls it."""
    return [
        ColumnSpec(settings.say(one.heading), one.width, one.kind, one.total, one.wrap, one.group)
        for one in columns
    ]


def _unit(one: UnitLine, standard: Decimal) -> list[object]:
    return [one.branch, one.total, one.signed, one.total - one.signed, standard, one.amount, one.pages]


def _line(row: SignRow) -> list[object]:
    return [
        row.staff_no or None, row.full_name, row.branch, row.group or None, row.package, row.quantity, row.amount,
        f"{row.signed_at:%Y-%m-%d %H:%M}" if row.signed_at else None, row.proxy_name or None, row.signed_by or None,
    ]  # fmt: skip


def missing_book(title: str, rows: list[SignRow], settings: Settings, day: date) -> list[SheetSpec]:
    """未领名单 in the roster's order, with an empty column to note who was reached."""
    return [
        SheetSpec(
            f"{title}未领名单", _columns(_MISSING, settings),
            [[r.branch, r.group or None, r.staff_no or None, r.full_name, r.package, r.quantity, None] for r in rows],
            sheet_name="未领名单", unit_line=(f"填报单位：{settings.union_name}", f"截止日期：{day}", ""),
            signed_on=day, landscape=False,
        )
    ]  # fmt: skip
