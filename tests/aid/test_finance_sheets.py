# SPDX-License-Identifier: MIT
"""The finance list read back: columns of finance's own, sums by account, voucher range, purpose in the trail."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from tests.aid.conftest import Draft
from tests.aid.rounds_desk import crowd, new_round
from unionoffice.aid import finance_queries, finance_sheets, rounds_actions
from unionoffice.aid.finance_queries import FinanceList
from unionoffice.errors import FieldError, OfficeError
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.writing import write_workbook
from unionoffice.store.audit import audit_log


def issued_list(office: Office, count: int = 5) -> tuple[FinanceList, list[int]]:
    made = new_round(office, crowd(office, count))
    with office.work("签发批次") as work:
        ids = rounds_actions.issue_round(work, made.id)
        rounds_actions.money_returned(work, ids[1], "退票")
    with office.read() as session:
        return finance_queries.round_list(session, made.id, made.title()), ids


def cells(path: Path, sheet: str) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


def test_the_list_and_its_sums_equal_the_vouchers(office: Office, tmp_path: Path) -> None:
    found, _ = issued_list(office)
    path = write_workbook(tmp_path / "f.xlsx", finance_sheets.finance_book(found, office.settings, office.today()), Silent())
    rows = cells(path, "发放明细")
    head = next(n for n, row in enumerate(rows) if row[0] == "序号")
    assert rows[head][:9] == ["序号", "姓名", "工号", "身份证号", "开户行", "银行账号", "金额", "摘要", "科目"]
    body = [row for row in rows[head + 1 :] if isinstance(row[0], int)]
    assert len(body) == 4 and sum(Decimal(row[6]) for row in body) == found.total == Decimal(4000)
    assert body[0][3].startswith("110000") and body[0][5] == "6299990000000000003"
    assert body[0][7:] == ["两节送温暖：2020 年春节送温暖", "送温暖费", "慰-2020-0001"]
    noted = "凭证号 慰-2020-0001 至 慰-2020-0005，共 4 张，合计 4,000.00 元；另有作废 1 张不计：慰-2020-0002。"
    assert any(noted in str(cell) for row in rows for cell in row)
    sums = [row for row in cells(path, "汇总") if row[0] == "送温暖费"]
    assert sums == [["送温暖费", "工会经费", 4, 4000, None, 4000, "慰-2020-0001 至 慰-2020-0005"]]
    checked = "已核对：清单 4 张、4,000.00 元，与凭证台账 4 张、4,000.00 元一致。"
    assert any(checked in str(cell) for row in rows for cell in row)


def test_a_month_holds_what_was_issued_in_it(office: Office) -> None:
    issued_list(office, 3)
    with office.read() as session:
        found = finance_queries.span_list(session, date(2020, 9, 1), date(2020, 9, 30))
        assert (found.title, len(found.lines)) == ("2020 年 9 月慰问金", 2)
        with pytest.raises(OfficeError, match="没有已签发的凭证"):
            finance_queries.span_list(session, date(2020, 8, 1), date(2020, 8, 31))


def test_a_span_says_itself() -> None:
    said = finance_queries.said_span
    assert said(date(2020, 9, 1), date(2020, 9, 30)) == "2020 年 9 月"
    assert said(date(2020, 1, 1), date(2020, 12, 31)) == "2020 年"
    assert said(date(2020, 12, 1), date(2020, 12, 31)) == "2020 年 12 月"
    assert said(date(2020, 9, 1), date(2020, 10, 31)) == "2020-09-01 至 2020-10-31"
    assert said(date(2020, 9, 24), date(2020, 9, 24)) == "2020-09-24"


def test_money_and_goods_stand_apart_and_other_numbers_are_told(office: Office, issued: Draft, tmp_path: Path) -> None:
    issued(on=date(2020, 8, 3))
    issued("birthday", 300, member_id=2, on=date(2020, 8, 4), pay_method="cake_voucher")
    issued("hospital", 500, member_id=3, on=date(2020, 7, 4), pay_method="cash")  # a number between, of another month
    issued("marriage", 400, member_id=3, on=date(2020, 8, 31), pay_method="cash")
    with office.read() as session:
        found = finance_queries.span_list(session, date(2020, 8, 1), date(2020, 8, 31))
        with pytest.raises(OfficeError, match="早于起日"):
            finance_queries.span_list(session, date(2020, 8, 2), date(2020, 8, 1))
    assert found.voucher_range.endswith("共 3 张，合计 1,300.00 元；其间 1 个号不在这份清单。")
    (one,) = found.by_account
    assert (one.cases, one.money, one.goods, one.total) == (3, Decimal(1000), Decimal(300), Decimal(1300))
    path = write_workbook(tmp_path / "g.xlsx", finance_sheets.finance_book(found, office.settings, office.today()), Silent())
    money = [row for row in cells(path, "发放明细") if isinstance(row[0], int)]
    goods = [row for row in cells(path, "实物明细") if isinstance(row[0], int)]
    assert [row[6] for row in money] == [600, 400]
    assert [[row[3], row[8]] for row in goods] == [["蛋糕券", 300]]


def test_a_list_that_is_not_the_ledger_does_not_leave(office: Office, issued: Draft) -> None:
    issued(on=date(2020, 8, 3))
    with office.read() as session:
        found = finance_queries.span_list(session, date(2020, 8, 1), date(2020, 8, 31))
    with pytest.raises(OfficeError, match=r"对不上：清单 1 张、600\.00 元，凭证台账 1 张、599\.00 元"):
        finance_sheets.finance_book(replace(found, ledger_total=Decimal(599)), office.settings, office.today())


def test_the_bank_list_wants_an_account_of_everybody(office: Office, tmp_path: Path) -> None:
    found, _ = issued_list(office)
    path = write_workbook(tmp_path / "b.xlsx", finance_sheets.bank_book(found, office.settings, office.today()), Silent())
    body = [row for row in cells(path, "转账信息") if isinstance(row[0], int)]
    assert [row[2] for row in body] == [line.bank_account for line in found.lines]
    bare = new_round(office, [2, 3], name="没有账号的一批")
    with office.work("签发批次") as work:
        rounds_actions.issue_round(work, bare.id)
    with office.read() as session:
        without = finance_queries.round_list(session, bare.id, bare.title())
    with pytest.raises(OfficeError, match="没有银行账号，没有导出"):
        finance_sheets.bank_book(without, office.settings, office.today())


def test_the_purpose_is_asked_and_kept(office: Office) -> None:
    found, _ = issued_list(office)
    with pytest.raises(FieldError, match="请写明用途"), office.work("导出") as work:
        finance_sheets.note_sent(work, "慰问金发放明细", found, " ")
    with office.work("导出发放明细") as work:
        finance_sheets.note_sent(work, "慰问金发放明细", found, "报销")
    with office.read() as session:
        (said,) = session.scalars(select(audit_log.c.changes).where(audit_log.c.op == "note"))
    assert "报销" in str(said) and "4,000.00" in str(said)
