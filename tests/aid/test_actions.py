# SPDX-License-Identifier: MIT
"""Every verb of aid against a real database: what it fills in, what it locks, what it refuses."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select, update

from tests.aid.offices import CARD
from unionoffice.aid import actions
from unionoffice.aid.records import DRAFT, ISSUED, SIGNED, VOIDED, AidPayment, AidType
from unionoffice.errors import FieldError, OfficeError, StaleEdit
from unionoffice.members.actions import save_member
from unionoffice.office import Office
from unionoffice.store.settings import save_settings

Draft = Callable[..., AidPayment]


def stored(office: Office, payment: AidPayment) -> AidPayment:
    with office.read() as session:
        return session.get_one(AidPayment, payment.id)


def test_types_are_seeded_once_and_kept_as_edited(office: Office, type_ids: dict[str, int]) -> None:
    assert len(type_ids) == 21
    with office.work("改类型") as work:
        actions.save_type(work, type_ids["hospital"], {"cap_per_year": Decimal(1500)})
        assert actions.seed_types(work) == 0
    with office.read() as session:
        assert session.scalar(select(func.count()).select_from(AidType)) == 21
        assert session.get_one(AidType, type_ids["hospital"]).cap_per_year == Decimal("1500.00")


def test_an_own_type_comes_last_and_gets_a_code(office: Office) -> None:
    with office.work("新增类型") as work:
        kind = actions.save_type(work, None, {"name": "援鄂医护慰问"})
        other = actions.save_type(work, None, {"name": "教龄纪念"})
    assert (kind.sort_no, other.sort_no) == (22, 23)
    assert kind.code != other.code and kind.code.startswith("own_")


def test_a_type_cannot_be_deleted(office: Office, type_ids: dict[str, int]) -> None:
    with pytest.raises(OfficeError, match="使用中"), office.work("删除类型") as work:
        work.session.delete(work.load(AidType, type_ids["hospital"]))
        work.flush()


def test_a_draft_takes_over_what_the_person_and_the_type_know(draft: Draft) -> None:
    made = draft()
    assert (made.full_name, made.staff_no, made.branch_name) == ("蔡文静", "10020417", "数学与统计学院")
    assert (made.bank_account, made.bank_branch) == (CARD, "工商银行江陵大学支行")
    assert (made.aid_type_name, made.fund_source, made.account) == ("住院慰问", "工会经费", "职工集体福利")
    assert (made.status, made.handler, made.booked_on) == (DRAFT, "周雨桐", date(2020, 9, 24))
    assert made.voucher_no is None and made.counted_amount is None


def test_a_draft_moved_to_another_person_does_not_keep_the_first_ones_account(office: Office, draft: Draft) -> None:
    made = draft()
    with office.work("改草稿") as work:
        changed = actions.save_draft(work, made.id, {"member_id": 2}, made.version)
    assert (changed.full_name, changed.bank_account, changed.id_number) == ("𬱟𠮷㛃", None, None)


def test_cash_carries_no_account(draft: Draft) -> None:
    assert draft(pay_method="cash").bank_account is None


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_up_to_zero_is_refused(draft: Draft, amount: int) -> None:
    with pytest.raises(FieldError, match="大于 0") as refused:
        draft(amount=amount)
    assert refused.value.field == "amount"


@pytest.mark.parametrize(("values", "field"), [({"member_id": None}, "member_id"), ({"aid_type_id": None}, "aid_type_id")])
def test_a_draft_needs_a_person_and_a_type(draft: Draft, values: dict[str, None], field: str) -> None:
    with pytest.raises(FieldError) as refused:
        draft(**values)
    assert refused.value.field == field


def test_issuing_gives_the_next_number_of_the_year_and_counts_the_money(office: Office, issued: Draft) -> None:
    first, second, next_year = issued(), issued(), issued(on=date(2021, 1, 4))
    assert [p.voucher_no for p in (first, second, next_year)] == ["慰-2020-0001", "慰-2020-0002", "慰-2021-0001"]
    assert (first.status, first.counted_amount, first.issued_by) == (ISSUED, Decimal("600.00"), "周雨桐")
    assert next_year.booked_on == date(2021, 1, 4)
    assert next_year.ledger_order > second.ledger_order > first.ledger_order


def test_the_series_is_a_setting(office: Office, issued: Draft) -> None:
    with office.work("设置") as work:
        save_settings(work, {"voucher_series": "帮"})
    assert issued().voucher_no == "帮-2020-0001"


def test_a_number_that_was_not_committed_is_given_again(office: Office, draft: Draft) -> None:
    made = draft()
    with pytest.raises(ZeroDivisionError), office.work("签发凭证") as work:
        assert actions.issue(work, made.id).number == 1
        raise ZeroDivisionError
    with office.work("签发凭证") as work:
        assert actions.issue(work, made.id).number == 1


def test_nothing_is_issued_twice(office: Office, issued: Draft) -> None:
    made = issued()
    with pytest.raises(OfficeError, match="已经签发过"), office.work("签发凭证") as work:
        actions.issue(work, made.id)


def test_a_stale_draft_is_not_issued(office: Office, draft: Draft) -> None:
    made = draft()
    with office.work("改草稿") as work:
        actions.save_draft(work, made.id, {"reason": "另一处改过"})
    with pytest.raises(StaleEdit), office.work("签发凭证") as work:
        actions.issue(work, made.id, version=1)


@pytest.mark.parametrize(
    ("name", "value"),
    [("amount", Decimal(1)), ("member_id", 2), ("reason", "改"), ("bank_account", "1"), ("approval_ref", "改"),
     ("voucher_no", "慰-2020-0009"), ("booked_on", date(2020, 1, 1))],
)  # fmt: skip
def test_an_issued_voucher_is_locked(office: Office, issued: Draft, name: str, value: object) -> None:
    made = issued()
    with pytest.raises(OfficeError, match="作废重开"), office.work("改") as work:
        setattr(work.load(AidPayment, made.id), name, value)
        work.flush()
    assert getattr(stored(office, made), name) == getattr(made, name)


def test_an_issued_voucher_is_no_draft_again_and_not_saved_as_one(office: Office, issued: Draft) -> None:
    made = issued()
    with pytest.raises(OfficeError, match="作废重开"), office.work("改") as work:
        actions.save_draft(work, made.id, {"reason": "改"})
    with pytest.raises(OfficeError, match="作废重开"), office.work("改") as work:
        row = work.load(AidPayment, made.id)
        row.status = DRAFT
        work.flush()


def test_an_issued_voucher_cannot_be_deleted_a_draft_can(office: Office, draft: Draft, issued: Draft) -> None:
    kept, thrown = issued(), draft()
    with pytest.raises(OfficeError, match="不能删除"), office.work("删除草稿") as work:
        actions.delete_draft(work, kept.id)
    with office.work("删除草稿") as work:
        actions.delete_draft(work, thrown.id)
    with office.read() as session:
        assert session.scalars(select(AidPayment.id)).all() == [kept.id]


def test_the_database_itself_refuses_a_number_without_issue(office: Office, draft: Draft) -> None:
    from sqlalchemy.exc import IntegrityError

    made = draft()
    with pytest.raises(IntegrityError), office.work("改") as work:
        work.session.execute(update(AidPayment).where(AidPayment.id == made.id).values(number=7))


def test_signing_by_the_payee_or_a_proxy(office: Office, issued: Draft) -> None:
    own, by_proxy = issued(on=date(2020, 9, 20)), issued()
    with office.work("签收") as work:
        assert actions.sign(work, own.id, on=date(2020, 9, 22)).signed_on == date(2020, 9, 22)
        signed = actions.sign(work, by_proxy.id, proxy=actions.Proxy(" 李 四 ", "配偶", "110000197906180624"))
    assert (signed.status, signed.signed_on, signed.proxy_name) == (SIGNED, date(2020, 9, 24), "李四")
    with pytest.raises(OfficeError, match="已签收"), office.work("签收") as work:
        actions.sign(work, own.id)


@pytest.mark.parametrize("day", [date(2020, 9, 23), date(2020, 9, 25)])
def test_a_signature_lies_between_the_voucher_and_today(office: Office, issued: Draft, day: date) -> None:
    made = issued()
    with pytest.raises(FieldError, match="签发日期"), office.work("签收") as work:
        actions.sign(work, made.id, on=day)


def test_a_draft_cannot_be_signed_voided_printed_or_replaced(office: Office, draft: Draft) -> None:
    made = draft()
    with office.work("试") as work:
        for refused in (
            lambda: actions.sign(work, made.id),
            lambda: actions.void(work, made.id, "写错"),
            lambda: actions.note_printed(work, made.id),
            lambda: actions.replace(work, made.id),
        ):
            with pytest.raises(OfficeError):
                refused()


def test_voiding_keeps_the_number_and_wants_a_reason(office: Office, issued: Draft) -> None:
    made = issued()
    with pytest.raises(FieldError, match="作废原因"), office.work("作废凭证") as work:
        actions.void(work, made.id, "  ")
    with office.work("作废凭证") as work:
        voided = actions.void(work, made.id, "金额写错，重开")
    assert (voided.status, voided.voucher_no, voided.counted_amount) == (VOIDED, "慰-2020-0001", None)
    assert (voided.void_reason, voided.voided_by) == ("金额写错，重开", "周雨桐")
    assert issued().voucher_no == "慰-2020-0002"
    with pytest.raises(OfficeError, match="已作废"), office.work("改") as work:
        work.load(AidPayment, made.id).status = ISSUED
        work.flush()


def test_a_replacement_names_the_voided_one_and_there_is_only_one(office: Office, issued: Draft) -> None:
    made = issued()
    with pytest.raises(OfficeError, match="还没有作废"), office.work("重开") as work:
        actions.replace(work, made.id)
    with office.work("作废凭证") as work:
        actions.void(work, made.id, "金额写错")
    with office.work("重开") as work:
        anew = actions.replace(work, made.id)
    assert (anew.status, anew.replaces_id, anew.amount, anew.reason) == (DRAFT, made.id, made.amount, made.reason)
    with pytest.raises(OfficeError, match="已经由"), office.work("重开") as work:
        actions.replace(work, made.id)


def test_prints_are_counted(office: Office, issued: Draft) -> None:
    made = issued()
    with office.work("打印凭证") as work:
        assert [actions.note_printed(work, made.id) for _ in range(3)] == [0, 1, 2]
    assert stored(office, made).print_count == 3


def test_undo_takes_back_a_draft_and_a_signature_but_no_number_and_no_void(office: Office, draft: Draft) -> None:
    draft()
    assert office.undo_last() == "新增慰问"
    made = draft()
    with office.work("签发凭证") as work:
        actions.issue(work, made.id)
    with pytest.raises(OfficeError, match="只能作废重开"):
        office.undo_last()
    with office.work("签收") as work:
        actions.sign(work, made.id)
    assert office.undo_last() == "签收"
    assert stored(office, made).status == ISSUED
    with office.work("作废凭证") as work:
        actions.void(work, made.id, "写错")
    with pytest.raises(OfficeError, match="只能作废重开"):
        office.undo_last()
    assert stored(office, made).status == VOIDED


def test_undo_does_not_take_back_the_draft_under_an_issued_voucher(office: Office, draft: Draft) -> None:
    made = draft()
    step = office.last_undoable()
    assert step == "新增慰问"
    with office.work("签发凭证") as work:
        actions.issue(work, made.id)
    with office.read() as session:
        from unionoffice.store.history import history

        first = history(session, AidPayment, made.id)[-1].step
    with pytest.raises(OfficeError, match="只能作废重开"):
        office.undo(first, "新增慰问")


def test_a_later_change_of_the_member_leaves_the_voucher_as_it_was(office: Office, issued: Draft) -> None:
    made = issued()
    with office.work("编辑会员") as work:
        save_member(work, 1, {"full_name": "蔡文婧"})
    assert stored(office, made).full_name == "蔡文静"
