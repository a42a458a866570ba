# SPDX-License-Identifier: MIT
"""Assessing, adjusting, receiving and putting right: what was due or paid before never changes."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from tests.members.dues.conftest import TODAY, Town
from unionoffice.errors import FieldError, OfficeError
from unionoffice.members import actions as members
from unionoffice.members.dues import actions, queries
from unionoffice.members.dues.assessing import assessment, period_in, rule_for
from unionoffice.members.dues.records import DuesDue, DuesPayment, DuesReceipt, DuesRule

YUAN = Decimal


def generate(town: Town, period: str) -> int:
    with town.office.work("生成应缴") as work:
        return len(actions.generate(work, period).new)


def pay(town: Town, *dues: int, on: date = TODAY, method: str = "cash") -> DuesReceipt:
    with town.office.work("登记缴费") as work:
        return actions.pay_in_full(work, list(dues), paid_on=on, method=method)


def save_rule(town: Town, rule_id: int | None = None, **values: object) -> DuesRule:
    with town.office.work("会费标准") as work:
        return actions.save_rule(work, rule_id, values)


def count(town: Town, kind: type) -> int:
    with town.office.read() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


# assessing


def test_a_month_is_assessed_for_who_was_active_at_its_end(town: Town) -> None:
    assert generate(town, "2020-12") == 4
    assert town.names("2020-12") == ["赵一", "孙三", "钱二", "周五"]
    line = town.line("赵一", "2020-12")
    assert (line.base, line.rate, line.months, line.amount) == (YUAN("2345.00"), YUAN("0.5"), 1, YUAN("11.70"))
    assert (line.branch, line.staff_no, line.state_name) == ("机械学院", "001001", "欠缴")
    assert town.line("钱二", "2020-12").amount == YUAN("9.00")
    assert generate(town, "2020-04") == 4
    assert "吴六" in town.names("2020-04") and "周五" not in town.names("2020-04")


def test_who_has_no_base_is_named_and_not_assessed(town: Town) -> None:
    with town.office.read() as session:
        found = assessment(session, "2020-12", TODAY)
    assert [one.full_name for one in found.without_base] == ["李四"]
    assert found.total == YUAN("45.70")


def test_nobody_is_assessed_twice_but_who_came_later_is_added(town: Town) -> None:
    generate(town, "2020-12")
    with pytest.raises(OfficeError, match="已经生成，没有要补的人。没有会费基数的 1 人"):
        generate(town, "2020-12")
    with town.office.work("填基数") as work:
        members.save_member(work, town.people["李四"], {"dues_base": YUAN("1500.00")})
    assert generate(town, "2020-12") == 1
    assert town.line("李四", "2020-12").amount == YUAN("7.50")


def test_one_step_takes_a_whole_month_back(town: Town) -> None:
    generate(town, "2020-12")
    assert town.office.undo_last() == "生成应缴"
    assert town.names("2020-12") == []
    assert generate(town, "2020-12") == 4


def test_a_month_that_was_paid_on_cannot_be_taken_back(town: Town) -> None:
    generate(town, "2020-12")
    pay(town, town.due("赵一", "2020-12"))
    with pytest.raises(OfficeError, match="不能撤销，只能冲正"):
        town.office.undo_last()
    assert len(town.names("2020-12")) == 4


def test_a_period_to_come_and_one_without_a_rule_are_refused(town: Town) -> None:
    with pytest.raises(OfficeError, match="2021 年 1 月 还没有到"):
        generate(town, "2021-01")
    with pytest.raises(OfficeError, match="按月收缴，请按月生成"):
        generate(town, "2020")
    save_rule(town, starts_on="2020-06", rate=YUAN("0.5"), step=YUAN("10.00"))
    with pytest.raises(OfficeError, match="2020-06 起才有，2020 年 5 月 没有标准"):
        generate(town, "2020-05")


def test_what_was_due_is_frozen_whatever_happens_to_the_member(town: Town) -> None:
    generate(town, "2020-12")
    before = town.line("钱二", "2020-12")
    with town.office.work("编辑会员") as work:
        values = {"dues_base": YUAN("9000.00"), "full_name": "钱贰", "branch_id": 1}
        members.save_member(work, town.people["钱二"], values)
    assert town.line("钱二", "2020-12") == before
    with town.office.read() as session:
        due = session.get_one(DuesDue, before.due_id)
    with pytest.raises(OfficeError, match="已经核定"), town.office.work("改") as work:
        work.load(DuesDue, due.id).amount = YUAN("99.00")
        work.flush()


# the rule over time


def test_a_new_rule_holds_from_its_month_and_changes_nothing_before(town: Town) -> None:
    generate(town, "2020-10")
    before = town.line("赵一", "2020-10")
    with pytest.raises(FieldError, match="要从它之后的月份起执行"):
        save_rule(town, starts_on="2020-10", rate=YUAN("1"), step=YUAN(0))
    save_rule(town, starts_on="2020-12", rate=YUAN("1"), step=YUAN(0))
    generate(town, "2020-11")
    generate(town, "2020-12")
    assert town.line("赵一", "2020-10") == before
    assert town.line("赵一", "2020-11").amount == YUAN("11.70")
    assert town.line("赵一", "2020-12").amount == YUAN("23.45")


def test_a_rule_in_use_is_followed_by_another_not_changed(town: Town) -> None:
    rule = save_rule(town, starts_on="2020-01", rate=YUAN("0.5"), step=YUAN("10.00"))
    assert save_rule(town, rule.id, rate=YUAN("0.4")).rate == YUAN("0.4")
    generate(town, "2020-12")
    with pytest.raises(FieldError, match="不能改。请新增一条"):
        save_rule(town, rule.id, rate=YUAN("0.5"))
    assert save_rule(town, rule.id, remark="2020 年第 1 次会议").remark == "2020 年第 1 次会议"


def test_only_these_employment_types_and_a_flat_amount(town: Town) -> None:
    save_rule(town, starts_on="2020-01", types="permanent,agency", flat=YUAN("3.00"))
    generate(town, "2020-12")
    assert town.names("2020-12") == ["赵一", "钱二", "李四", "周五"]
    line = town.line("李四", "2020-12")
    assert (line.amount, line.base, line.rate) == (YUAN("3.00"), None, None)


def test_a_year_is_paid_by_the_months_of_membership(town: Town) -> None:
    save_rule(town, starts_on="2020-01", collection="yearly")
    with town.office.read() as session:
        assert period_in(session, 2020, 7) == "2020" and period_in(session, 2019, 7) == "2019-07"
    generate(town, "2020")
    assert (town.line("赵一", "2020").months, town.line("赵一", "2020").amount) == (12, YUAN("140.40"))
    assert (town.line("周五", "2020").months, town.line("周五", "2020").amount) == (4, YUAN("40.00"))
    assert (town.line("吴六", "2020").months, town.line("吴六", "2020").amount) == (4, YUAN("50.00"))
    with pytest.raises(OfficeError, match="按年收缴，请按年生成"):
        generate(town, "2020-12")


def test_the_way_of_collecting_changes_with_a_year(town: Town) -> None:
    save_rule(town, starts_on="2020-01")
    with pytest.raises(FieldError, match="要从 1 月起"):
        save_rule(town, starts_on="2020-07", collection="yearly")
    save_rule(town, starts_on="2021-01", collection="yearly")
    with town.office.read() as session:
        assert not rule_for(session, "2020-12").yearly and rule_for(session, "2021-05").yearly


def test_the_usual_rule_is_written_down_with_the_first_month(town: Town) -> None:
    generate(town, "2020-12")
    with town.office.read() as session:
        rule = session.scalars(select(DuesRule)).one()
    assert (rule.title(), rule.rate, rule.step) == ("2000-01 起的会费标准", YUAN("0.5"), YUAN("10.00"))


# adjusting


def test_adjusting_and_waiving_need_a_reason_and_keep_what_the_rule_made(town: Town) -> None:
    generate(town, "2020-12")
    due = town.due("赵一", "2020-12")
    with town.office.work("调整应缴") as work:
        actions.adjust(work, due, YUAN("8.00"), " 病假半月 ")
    line = town.line("赵一", "2020-12")
    assert (line.amount, line.payable, line.owed, line.reason) == (YUAN("11.70"), YUAN("8.00"), YUAN("8.00"), "病假半月")
    for values in ((YUAN("7.00"), " "), (YUAN("8.00"), "同样"), (YUAN("-1.00"), "负数")):
        with pytest.raises(FieldError), town.office.work("调整应缴") as work:
            actions.adjust(work, due, *values)
    with town.office.work("免缴") as work:
        assert actions.waive(work, [due, town.due("孙三", "2020-12")], "困难职工") == 2
    assert town.line("孙三", "2020-12").state_name == "免缴"
    town.office.undo_last()
    assert town.line("孙三", "2020-12").state_name == "欠缴"


def test_waiving_the_rest_keeps_what_was_paid(town: Town) -> None:
    generate(town, "2020-12")
    due = town.due("赵一", "2020-12")
    with town.office.work("登记缴费") as work:
        actions.pay_amount(work, [due], YUAN("5.00"), paid_on=TODAY, method="cash")
    assert town.line("赵一", "2020-12").state_name == "部分"
    with town.office.work("免缴") as work:
        actions.waive(work, [due], "困难职工")
    line = town.line("赵一", "2020-12")
    assert (line.payable, line.paid, line.state_name) == (YUAN("5.00"), YUAN("5.00"), "已缴")
    with pytest.raises(OfficeError, match="不用免缴"), town.office.work("免缴") as work:
        actions.waive(work, [due], "困难职工")


def test_a_wrong_due_is_withdrawn_and_assessed_anew_unless_money_came(town: Town) -> None:
    generate(town, "2020-12")
    wrong, paid = town.due("赵一", "2020-12"), town.due("钱二", "2020-12")
    pay(town, paid)
    with town.office.work("编辑会员") as work:
        members.save_member(work, town.people["赵一"], {"dues_base": YUAN("4000.00")})
    with pytest.raises(OfficeError, match="登记过缴费"), town.office.work("撤回应缴") as work:
        actions.withdraw(work, [wrong, paid])
    with town.office.work("撤回应缴") as work:
        assert actions.withdraw(work, [wrong]) == 1
    assert generate(town, "2020-12") == 1
    assert town.line("赵一", "2020-12").amount == YUAN("20.00")


# receiving


def test_a_batch_is_one_receipt_with_a_number(town: Town) -> None:
    generate(town, "2020-12")
    dues = [town.due(name, "2020-12") for name in ("赵一", "钱二")]
    receipt = pay(town, *dues, on=date(2020, 12, 10))
    assert (receipt.receipt_no, receipt.count, receipt.total) == ("会-2020-0001", 2, YUAN("20.70"))
    assert town.line("赵一", "2020-12").state_name == "已缴"
    with pytest.raises(OfficeError, match="都已缴清"):
        pay(town, *dues)
    again = pay(town, *dues, town.due("周五", "2020-12"))
    assert (again.receipt_no, again.count) == ("会-2020-0002", 1)


def test_an_amount_pays_the_oldest_first_and_too_much_stays_with_it(town: Town) -> None:
    for period in ("2020-10", "2020-11"):
        generate(town, period)
    dues = [town.due("周五", period) for period in ("2020-10", "2020-11")]
    with town.office.work("登记缴费") as work:
        actions.pay_amount(work, dues, YUAN("15.00"), paid_on=TODAY, method="cash", source=" 票 12 ")
    assert [town.line("周五", p).paid for p in ("2020-10", "2020-11")] == [YUAN("10.00"), YUAN("5.00")]
    with town.office.work("登记缴费") as work:
        actions.pay_amount(work, dues, YUAN("7.00"), paid_on=TODAY, method="cash")
    line = town.line("周五", "2020-11")
    assert (line.over, line.owed, line.state_name) == (YUAN("2.00"), YUAN("0.00"), "多缴")
    with pytest.raises(OfficeError, match="一次只登记一个人"), town.office.work("登记缴费") as work:
        actions.pay_amount(work, [*dues, town.due("赵一", "2020-11")], YUAN("1.00"), paid_on=TODAY, method="cash")


def test_what_cannot_be_money_received_is_refused(town: Town) -> None:
    generate(town, "2020-12")
    due = town.due("赵一", "2020-12")
    for values, name in (
        ({"paid_on": date(2020, 12, 19)}, "paid_on"), ({"method": "barter"}, "method"), ({"amounts": {due: YUAN(0)}}, "amount"),
        ({"amounts": {}}, "amount"),
    ):  # fmt: skip
        given = {"amounts": {due: YUAN("1.00")}, "paid_on": TODAY, "method": "cash"} | values
        with pytest.raises(FieldError) as refused, town.office.work("登记缴费") as work:
            actions.receive(work, given.pop("amounts"), **given)
        assert refused.value.field == name
    assert count(town, DuesReceipt) == 0


def test_a_wrong_payment_gets_a_counter_entry(town: Town) -> None:
    generate(town, "2020-12")
    due = town.due("赵一", "2020-12")
    receipt = pay(town, due)
    with town.office.read() as session:
        payment = queries.payments_of(session, [due])[0]
    with pytest.raises(FieldError, match="写明原因"), town.office.work("冲正") as work:
        actions.reverse_payments(work, [payment.payment_id], "  ")
    with town.office.work("冲正缴费") as work:
        counter = actions.reverse_payments(work, [payment.payment_id], "记错了人")
    assert (counter.total, counter.reason, counter.source) == (YUAN("-11.70"), "记错了人", f"冲正 {receipt.receipt_no}")
    assert town.line("赵一", "2020-12").state_name == "欠缴"
    with town.office.read() as session:
        lines = queries.payments_of(session, [due])
    assert [(one.amount, one.reversed) for one in lines] == [(YUAN("-11.70"), False), (YUAN("11.70"), True)]
    for again in (lines[0].payment_id, lines[1].payment_id):
        with pytest.raises(OfficeError, match="已经冲正过"), town.office.work("冲正") as work:
            actions.reverse_payments(work, [again], "再冲一次")
    assert pay(town, due).count == 1
    assert town.office.check() == []


def test_a_whole_receipt_is_reversed_but_not_what_was_reversed_before(town: Town) -> None:
    generate(town, "2020-12")
    dues = [town.due(name, "2020-12") for name in ("赵一", "钱二", "孙三")]
    receipt = pay(town, *dues, method="payroll")
    with town.office.read() as session:
        first = queries.payments_of(session, dues[:1])[0]
    with town.office.work("冲正缴费") as work:
        actions.reverse_payments(work, [first.payment_id], "没有扣成")
    with town.office.work("冲正缴费") as work:
        counter = actions.reverse_receipt(work, receipt.id, "整张表导错")
    assert (counter.count, counter.total) == (2, YUAN("-24.00"))
    with pytest.raises(OfficeError, match="没有可以冲正"), town.office.work("冲正缴费") as work:
        actions.reverse_receipt(work, receipt.id, "再来")
    with town.office.read() as session:
        assert queries.year_figures(session, 2020).paid == 0
        assert [one.open_count for one in queries.receipts(session, 2020)] == [0, 0, 0]
    assert town.office.check() == []


def test_received_money_is_neither_edited_nor_deleted(town: Town) -> None:
    generate(town, "2020-12")
    pay(town, town.due("赵一", "2020-12"))
    with pytest.raises(OfficeError, match="登记后不改"), town.office.work("改") as work:
        work.load(DuesReceipt, 1).total = YUAN("1.00")
        work.flush()
    with pytest.raises(OfficeError, match="登记的缴费不改"), town.office.work("改") as work:
        work.load(DuesPayment, 1).amount = YUAN("1.00")
        work.flush()
    for kind in (DuesPayment, DuesReceipt):
        with pytest.raises(OfficeError, match="不删"), town.office.work("删") as work:
            work.session.delete(work.load(kind, 1))
            work.flush()


def test_the_receipts_of_a_year_are_numbered_by_the_day_of_payment(town: Town) -> None:
    town.clock.now = datetime(2021, 1, 8, 9, 0)
    generate(town, "2020-12")
    old = pay(town, town.due("赵一", "2020-12"), on=date(2020, 12, 31))
    new = pay(town, town.due("钱二", "2020-12"), on=date(2021, 1, 8))
    assert [old.receipt_no, new.receipt_no] == ["会-2020-0001", "会-2021-0001"]
