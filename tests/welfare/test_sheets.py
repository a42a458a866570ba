# SPDX-License-Identifier: MIT
"""The workbooks of a campaign as Excel reads them."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from tests.welfare.conftest import member_ids, prepared
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.writing import write_workbook
from unionoffice.welfare import actions, hand_out, purchase, queries, sheets
from unionoffice.welfare.purchase import Arrived


def test_the_summary_per_unit_with_its_papers(office: Office, tmp_path: Path) -> None:
    campaign_id = prepared(office)
    with office.work("发放") as work:
        moon, rice = actions.items_of(work, campaign_id)
        purchase.record_acceptance(
            work, campaign_id, {moon.id: Arrived(20), rice.id: Arrived(40)}, invoice_no="8812"
        )
        hand_out.hand_out_many(
            work, campaign_id, member_ids(office, campaign_id)[:4], at=datetime(2020, 9, 24, 9)
        )
    with office.read() as session:
        report = sheets.read_hand_out(session, campaign_id, office.settings)
    assert [(u.branch, u.total, u.signed, u.amount, u.pages) for u in report.units] == [
        ("文学院", 15, 4, Decimal("640.00"), 2), ("图书馆", 5, 0, Decimal("0.00"), 1),
    ]  # fmt: skip
    path = write_workbook(
        tmp_path / "a.xlsx", sheets.hand_out_book(report, office.settings, date(2020, 9, 25)), Silent()
    )
    book = load_workbook(path)
    assert book.sheetnames == ["汇总", "明细"]
    rows = [[cell.value for cell in row] for row in book["汇总"].iter_rows()]
    assert rows[0][0] == "2020 年中秋国庆慰问品发放汇总"
    assert rows[2][:4] == ["分工会", "应发（人）", "实发（人）", "未领（人）"]
    assert rows[3][:7] == ["文学院", 15, 4, 11, 300, 640, 2]
    assert rows[5][1] == "=SUM(B4:B5)"
    assert any("发票 8812" in str(row[0]) for row in rows)
    assert book["明细"]["H4"].value == "2020-09-24 09:00" and book["明细"]["H8"].value is None


def test_the_missing_list_holds_who_has_not_come(office: Office, tmp_path: Path) -> None:
    campaign_id = prepared(office)
    with office.work("发放") as work:
        hand_out.hand_out_many(work, campaign_id, member_ids(office, campaign_id)[:18])
    with office.read() as session:
        rows = queries.roster_rows(session, campaign_id, only_missing=True)
    spec = sheets.missing_book("2020 年中秋国庆慰问品", rows, office.settings, date(2020, 9, 25))
    path = write_workbook(tmp_path / "a.xlsx", spec, Silent())
    sheet = load_workbook(path)["未领名单"]
    assert [sheet["D4"].value, sheet["D5"].value] == ["尤文静", "许𬱟"]
    assert sheet["F6"].value == "=SUM(F4:F5)"
