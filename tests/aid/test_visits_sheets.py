# SPDX-License-Identifier: MIT
"""The yearly ledger as a workbook: form 13's columns, cancelled visits kept, illness masked unless asked for, counts."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.aid.visit_cases import made, note
from unionoffice.aid import visits_actions
from unionoffice.aid.visits_sheets import ledger_book
from unionoffice.errors import OfficeError
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.writing import write_workbook


def written(office: Office, folder: Path, *, full: bool) -> list[list[list[object]]]:
    with office.read() as session:
        book = ledger_book(session, 2020, office.settings, office.today(), full=full)
    path = write_workbook(folder / f"{full}.xlsx", book, Silent())
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in load_workbook(path).worksheets]


def test_the_ledger_has_the_visits_and_a_sum_of_those_made(office: Office, tmp_path: Path) -> None:
    made(office, illness="肺炎", department="呼吸内科", requests="需要陪护", hospital="市第一人民医院")
    gone = note(office, code="accident", amount=Decimal(1000))
    with office.work("取消") as work:
        visits_actions.cancel(work, gone.id, "记重了")
    made(office, 2, visited_on=date(2020, 9, 22), amount=Decimal(200))
    ledger, summary = written(office, tmp_path, full=False)
    assert ledger[0][0] == "2020 年五必访（住院慰问）台账"
    rows = [row for row in ledger if str(row[1]).startswith("访-")]
    assert [row[1] for row in rows] == ["访-2020-0001", "访-2020-0002", "访-2020-0003"]
    heads = next(row for row in ledger if row[0] == "序号")
    at = {name: heads.index(name) for name in ("被访人", "类别", "事由", "金额", "走访人员", "分工会主席")}
    assert rows[0][at["被访人"]] == "蔡文静" and rows[0][at["金额"]] == 300 and rows[0][at["走访人员"]] == "王建国、周雨桐"
    assert rows[1][at["事由"]] == "已取消：记重了" and rows[1][at["金额"]] is None
    said = str(ledger) + str(summary)
    assert "肺炎" not in said and "呼吸内科" not in said and "需要陪护" not in said and "***" in said
    assert "市第一人民医院" in said and "已取消 1 条" in said
    hospital = next(row for row in summary if row[0] == "住院")
    assert hospital[1:5] == [2, 2, 0, 500]
    assert next(row for row in summary if row[0] == "9 月")[1] == 2


def test_the_full_ledger_says_what_was_told(office: Office, tmp_path: Path) -> None:
    made(office, illness="肺炎", requests="需要陪护")
    ledger, _summary = written(office, tmp_path, full=True)
    assert "肺炎" in str(ledger) and "需要陪护" in str(ledger)


def test_a_year_without_visits_is_said(office: Office) -> None:
    with office.read() as session, pytest.raises(OfficeError, match="2020 年还没有走访记录"):
        ledger_book(session, 2020, office.settings, office.today(), full=False)
