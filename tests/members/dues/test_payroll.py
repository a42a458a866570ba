# SPDX-License-Identifier: MIT
"""A payroll sheet against what is owed: every fate is seen before anything is written, nothing is booked twice."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.members.dues.conftest import TODAY, Town
from unionoffice.errors import OfficeError
from unionoffice.members.dues import actions, payroll, queries
from unionoffice.members.dues.payroll import PayrollPlan
from unionoffice.members.dues.records import DuesRule
from unionoffice.progress import Silent

HEAD = ("序号", "工号", "姓名", "金额（元）", "月份")
PAID = date(2020, 12, 10)


def sheet(folder: Path, rows: Sequence[Sequence[object]], head: Sequence[object] = HEAD, name: str = "12月扣款.xlsx") -> Path:
    book = Workbook()
    book.active.append(["江陵大学 2020 年 12 月工会会费扣款表"])
    book.active.append(list(head))
    for row in rows:
        book.active.append(list(row))
    book.save(folder / name)
    return folder / name


def planned(town: Town, path: Path, period: str = "2020-12") -> PayrollPlan:
    read = payroll.read_payroll(path, Silent())
    with town.office.read() as session:
        return payroll.plan_payroll(session, read, period)


def generate(town: Town, *periods: str) -> None:
    with town.office.work("生成应缴") as work:
        for period in periods:
            actions.generate(work, period)


def write(town: Town, plan: PayrollPlan) -> None:
    with town.office.work("导入扣款表") as work:
        payroll.write_payroll(work, plan, PAID)


def test_every_row_has_its_fate(town: Town, tmp_path: Path) -> None:
    generate(town, "2020-11", "2020-12")
    rows = [
        (1, "001001", "赵一", 11.7, "2020-12"),
        (2, 1002, "钱二", 5, "2020年12月"),
        (3, "001003", "孙三", "18.00", None),
        (4, "009999", "郑七", 10, None),
        (5, "001004", "李四", 10, None),
        (6, "001005", "王五", 10, None),
        (7, "001005", "周五", "十元", None),
        (8, "001001", "赵一", 11.7, "2020-11"),
        (9, "001001", "赵一", 11.7, "2020-12"),
        (10, "001002", "钱二", -3, "2020-11"),
        ("合计", None, None, 100, None),
    ]
    plan = planned(town, sheet(tmp_path, rows))
    assert [(row.row_no, row.fate, row.difference) for row in plan.rows] == [
        (3, "full", Decimal("0.00")), (4, "short", Decimal("-4.00")), (5, "over", Decimal("3.00")), (6, "unknown", None),
        (7, "no_due", None), (8, "refused", None), (9, "refused", None), (10, "full", Decimal("0.00")),
        (11, "refused", Decimal("0.00")), (12, "refused", None), (0, "absent", Decimal("-10.00")),
    ]  # fmt: skip
    said = {row.row_no: row.why for row in plan.rows}
    assert said[6] == "名册里没有工号 009999。请核对，或先补进名册。"
    assert said[7].startswith("2020 年 12 月 没有这个人的应缴")
    assert said[8] == "工号 001005 是周五，表里写的是王五。请核对工号。"
    assert "不是金额" in said[9] and "同一个人、同一期" in said[11] and "不大于 0" in said[12]
    assert (len(plan.to_write), plan.total) == (4, Decimal("46.40"))


def test_what_was_seen_is_written_as_one_receipt(town: Town, tmp_path: Path) -> None:
    generate(town, "2020-12")
    rows = [(1, "001001", "赵一", 11.7, None), (2, "001002", "钱二", 5, None), (3, "001003", "孙三", 18, None)]
    path = sheet(tmp_path, rows)
    write(town, planned(town, path))
    assert [town.line(name, "2020-12").state_name for name in ("赵一", "钱二", "孙三", "周五")] == ["已缴", "部分", "多缴", "欠缴"]
    with town.office.read() as session:
        receipt = queries.receipts(session, 2020)[0]
    assert (receipt.method, receipt.source, receipt.count, receipt.total) == ("工资代扣", path.name, 3, Decimal("34.70"))
    assert receipt.paid_on == PAID
    again = planned(town, path)
    assert [row.fate for row in again.rows] == ["paid", "over", "paid", "absent"]
    assert "是不是同一张表" in again.rows[0].why


def test_a_preview_that_is_no_longer_true_is_not_written(town: Town, tmp_path: Path) -> None:
    generate(town, "2020-12")
    plan = planned(town, sheet(tmp_path, [(1, "001001", "赵一", 11.7, None), (2, "001002", "钱二", 9, None)]))
    with town.office.work("登记缴费") as work:
        actions.pay_in_full(work, [town.due("赵一", "2020-12")], paid_on=TODAY, method="cash")
    with pytest.raises(OfficeError, match="预览以后，赵一的会费又有变动，没有写入"):
        write(town, plan)
    assert town.line("钱二", "2020-12").paid == 0


def test_without_a_number_a_name_serves_that_only_one_has(town: Town, tmp_path: Path) -> None:
    from unionoffice.members.actions import save_member

    generate(town, "2020-12")
    with town.office.work("新增会员") as work:
        save_member(work, None, {"full_name": "钱二", "staff_no": "002002"})
    path = sheet(tmp_path, [("赵一", 11.7), ("钱二", 9), ("无名", 9)], head=("姓名", "会费"))
    plan = planned(town, path)
    assert [(row.fate, row.staff_no) for row in plan.rows[:3]] == [("full", "001001"), ("unknown", ""), ("unknown", "")]
    assert plan.rows[1].why == "名册里有 2 个钱二，请补上工号。"


def test_months_of_a_yearly_collection_are_its_year(town: Town, tmp_path: Path) -> None:
    with town.office.work("会费标准") as work:
        work.add(DuesRule(starts_on="2020-01", rate=Decimal("0.5"), step=Decimal("10.00"), collection="yearly"))
    generate(town, "2020")
    plan = planned(town, sheet(tmp_path, [(1, "001001", "赵一", 140.4, "2020-12")]), "2020")
    assert [(row.fate, row.period) for row in plan.to_write] == [("full", "2020")]


@pytest.mark.parametrize(("head", "sentence"), [(("工号", "姓名"), "没有找到“扣款金额”"), (("金额", "月份"), "没有找到“工号”或“姓名”")])
def test_a_sheet_that_says_too_little_is_refused(
    town: Town, tmp_path: Path, head: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(OfficeError, match=sentence):
        planned(town, sheet(tmp_path, [(1, 2)], head=head))
