# SPDX-License-Identifier: MIT
"""The monthly workbook: its headings, its formulas, and that they come to what the office's own queries say."""

import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.reports.formulas import column, value
from tests.reports.small_office import NOW
from unionoffice.errors import Cancelled, OfficeError
from unionoffice.members.actions import record_event, save_branch, save_member
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.reports.month import month_workbook
from unionoffice.reports.month_data import MonthReport, read_month

TODAY = date(2020, 12, 18)
FIRST, SINGLE = 5, 4  # first data row under a double and under a single header


def write(office: Office, folder: Path, month: int = 12, today: date = TODAY) -> tuple[Workbook, MonthReport]:
    with office.read() as session:
        path = month_workbook(session, office.settings, 2020, month, folder, today, Silent())
        return load_workbook(path), read_month(session, 2020, month, today)


@pytest.fixture(scope="module")
def december(small_office: Office, tmp_path_factory: pytest.TempPathFactory) -> tuple[Workbook, MonthReport]:
    return write(small_office, tmp_path_factory.mktemp("month"))


def headings(ws: Worksheet, row: int) -> list[str | None]:
    return [cell.value for cell in ws[row]]


def test_the_file_has_the_four_blocks_under_the_offices_name(small_office: Office, tmp_path: Path) -> None:
    with small_office.read() as session:
        path = month_workbook(session, small_office.settings, 2020, 12, tmp_path, TODAY, Silent())
        again = month_workbook(session, small_office.settings, 2020, 12, tmp_path, TODAY, Silent())
    assert path.name == "江陵大学工会_2020年12月_月度统计报表_20201218.xlsx"
    assert again.name == "江陵大学工会_2020年12月_月度统计报表_20201218（更正1）.xlsx"
    book = load_workbook(path)
    assert book.sheetnames == ["会员变动", "帮扶慰问", "福利发放", "工作计划"]
    for ws in book:
        assert ws["A1"].value == f"江陵大学工会 2020 年 12 月{ws.title}表"
        assert ws["A2"].value == "填报单位：江陵大学工会"
        assert "截止日期：2020-12-18" in headings(ws, 2)
        signed = [cell.value for row in ws.iter_rows(min_row=ws.max_row) for cell in row if cell.value]
        assert [word in signed[0] for word in ("填表人：", "审核人：", "负责人：", "2020年12月18日")] == [True] * 4
        assert ws.page_setup.orientation == "landscape" and ws.page_setup.fitToWidth == 1


def test_every_formula_shows_its_value_where_nothing_counts_it(small_office: Office, tmp_path: Path) -> None:
    with small_office.read() as session:
        path = month_workbook(session, small_office.settings, 2020, 12, tmp_path, TODAY, Silent())
    formulas, shown = load_workbook(path), load_workbook(path, data_only=True)
    counted = 0
    for ws in formulas:
        for cell in (cell for row in ws.iter_rows() for cell in row if cell.data_type == "f"):
            held, wanted = shown[ws.title][cell.coordinate].value, value(ws, cell.coordinate)
            assert held is not None and (held == wanted if isinstance(held, str) else held == pytest.approx(float(wanted)))
            counted += 1
    assert counted > 30


def test_each_branch_balances_and_the_sums_are_those_of_the_office(december: tuple[Workbook, MonthReport]) -> None:
    book, report = december
    ws, rows = book["会员变动"], report.members.rows
    assert headings(ws, 3)[:3] == ["分工会", "上月末", "增加"]
    assert headings(ws, 4)[2:13] == [
        "入会", "转入", "恢复会籍", "退休后保留", "校内调入", "转出", "退会", "退休", "去世", "除名", "校内调出",
    ]  # fmt: skip
    last = FIRST + len(rows) - 1
    assert column(ws, "A", FIRST, last) == [line.branch for line in rows]
    assert ws[f"N{FIRST}"].value == f"=B{FIRST}+SUM(C{FIRST}:G{FIRST})-SUM(H{FIRST}:M{FIRST})"
    assert column(ws, "N", FIRST, last) == [line.this for line in rows]
    total = last + 1
    assert ws[f"A{total}"].value == "合计" and ws[f"N{total}"].value == f"=SUM(N{FIRST}:N{last})"
    found = [value(ws, f"{letter}{total}") for letter in "BGMNOP"]
    sum_row = report.members.total
    assert found == [
        sum_row.last, sum_row.increases["moved_in"], sum_row.decreases["moved_out"], sum_row.this, sum_row.women,
        sum_row.agency,
    ]  # fmt: skip
    assert sum_row.this == 240


@pytest.mark.parametrize("month", range(1, 12))
def test_a_month_ends_where_the_next_begins(small_office: Office, month: int) -> None:
    with small_office.read() as session:
        before, after = (read_month(session, 2020, one, TODAY).members for one in (month, month + 1))
    assert before.total.this == after.total.last
    assert all(line.balanced for line in before.rows)


def test_moves_inside_the_school_cancel_out_in_the_sum_row(tmp_path: Path) -> None:
    office = Office.open(tmp_path / "office", clock=lambda: NOW)
    with office.work("建立") as work:
        first = save_member(work, None, {"full_name": "蔡文静", "join_date": "2015-09"})
        there = save_branch(work, None, {"name": "图书馆"})
        record_event(work, first.id, "branch_move", date(2020, 12, 8), to_branch_id=there.id)
    book, report = write(office, tmp_path)
    ws = book["会员变动"]
    assert [value(ws, f"{letter}7") for letter in "BGMN"] == [1, 1, 1, 1]
    assert column(ws, "N", FIRST, 6) == [line.this for line in report.members.rows] == [1, 0]
    office.close()


def test_aid_comes_to_the_vouchers_and_counts_a_person_once(december: tuple[Workbook, MonthReport]) -> None:
    book, report = december
    ws, lines = book["帮扶慰问"], report.aid.lines
    assert headings(ws, 4)[1:6] == ["人次", "金额（元）", "人次", "人数", "金额（元）"]
    last = FIRST + len(lines) - 1
    assert column(ws, "F", FIRST, last) == [line.year.amount for line in lines]
    total = last + 1
    assert [value(ws, f"{letter}{total}") for letter in "BCDEF"] == [
        3, Decimal(3000), 11, report.aid.total.year.person_count, Decimal(20500),
    ]  # fmt: skip
    assert report.aid.total.year.person_count < sum(line.year.case_count for line in lines)
    assert ws[f"C{total}"].value == f"=SUM(C{FIRST}:C{last})"


def test_welfare_works_out_the_share_of_832_and_the_mean_in_the_sheet(december: tuple[Workbook, MonthReport]) -> None:
    book, report = december
    ws, campaigns = book["福利发放"], report.campaigns
    last = SINGLE + len(campaigns) - 1
    assert column(ws, "A", SINGLE, last) == ["夏送清凉", "中秋国庆慰问品", "元旦春节慰问品"]
    assert column(ws, "E", SINGLE, last) == [one.per_head for one in campaigns]
    for row, one in enumerate(campaigns, SINGLE):
        assert value(ws, f"G{row}") == pytest.approx(one.share_832)
    total = last + 1
    amount = sum((one.amount for one in campaigns), Decimal(0))
    amount_832 = sum((one.amount_832 for one in campaigns), Decimal(0))
    assert [value(ws, f"{letter}{total}") for letter in "BCDF"] == [
        sum(one.entitled for one in campaigns), sum(one.handed for one in campaigns), amount, amount_832,
    ]  # fmt: skip
    assert value(ws, f"G{total}") == pytest.approx(amount_832 / amount)


def test_the_plan_says_what_is_late_and_counts_it(december: tuple[Workbook, MonthReport]) -> None:
    book, report = december
    ws = book["工作计划"]
    last = SINGLE + len(report.tasks) - 1
    assert column(ws, "G", SINGLE, last) == [one.word for one in report.tasks]
    assert value(ws, f"B{last + 1}") == f"{len(report.tasks)} 项"
    assert value(ws, f"G{last + 1}") == f"完成 {sum(one.finished for one in report.tasks)} 项"


def test_an_empty_office_gets_a_workbook_without_rows(tmp_path: Path) -> None:
    office = Office.open(tmp_path / "office", clock=None)
    with office.read() as session:
        path = month_workbook(session, office.settings, 2020, 3, tmp_path, TODAY, Silent())
    book = load_workbook(path)
    assert book["工作计划"]["A4"].value == "本月没有到期、完成和逾期的任务。"
    assert book["会员变动"]["A5"].value == "合计"
    office.close()


def test_a_month_to_come_is_refused(small_office: Office, tmp_path: Path) -> None:
    with small_office.read() as session, pytest.raises(OfficeError, match="2021 年 1 月还没有到"):
        month_workbook(session, small_office.settings, 2021, 1, tmp_path, TODAY, Silent())
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_workbook_leaves_nothing(small_office: Office, tmp_path: Path) -> None:
    progress = Silent()
    progress.cancel()
    with small_office.read() as session, pytest.raises(Cancelled):
        month_workbook(session, small_office.settings, 2020, 12, tmp_path, TODAY, progress)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_program_works_out_the_same(small_office: Office, tmp_path: Path) -> None:
    """Every formula of the workbook, by a program that is not ours."""
    with small_office.read() as session:
        path = month_workbook(session, small_office.settings, 2020, 12, tmp_path, TODAY, Silent())
    profile = (tmp_path / "profile").as_uri()
    told = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run([*told, str(tmp_path / "out"), str(path)], check=True, capture_output=True, timeout=120)
    ours, theirs = load_workbook(path), load_workbook(tmp_path / "out" / path.name, data_only=True)
    for ws in ours:
        for cell in (cell for row in ws.iter_rows() for cell in row):
            if isinstance(cell.value, str) and cell.value.startswith("="):
                worked_out = value(ws, cell.coordinate)
                shown = theirs[ws.title][cell.coordinate].value
                same = pytest.approx(float(worked_out)) if isinstance(worked_out, Decimal) else worked_out
                assert shown == same, (ws.title, cell.coordinate, cell.value)
