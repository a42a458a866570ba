# SPDX-License-Identifier: MIT
"""The steps of a payment: off at first; where an office uses them, in their order, each once, never changed."""

from collections.abc import Callable
from datetime import date

import pytest

from unionoffice.aid import actions
from unionoffice.aid.records import AidPayment
from unionoffice.aid.steps_actions import record_step, step_lines, steps_of
from unionoffice.errors import FieldError, OfficeError
from unionoffice.office import Office
from unionoffice.store.settings import save_settings

Draft = Callable[..., AidPayment]


def use(office: Office, *steps: str) -> None:
    with office.work("设置") as work:
        save_settings(work, {f"aid_step_{step}": "是" for step in steps})


def do(office: Office, payment: AidPayment, step: str, by: str = "李主席") -> None:
    with office.work("登记环节") as work:
        record_step(work, payment.id, step, done_by=by, on=date(2020, 9, 22), opinion="同意")


def shown(office: Office, payment_id: int) -> list[tuple[str, str, bool]]:
    with office.read() as session:
        lines = step_lines(session, session.get_one(AidPayment, payment_id), office.settings)
    return [(one.name, one.done_by, one.can_do) for one in lines]


def test_the_quick_path_stays_where_no_step_is_used(office: Office, issued: Draft) -> None:
    assert shown(office, issued().id) == []


def test_all_steps_from_application_to_archive(office: Office, draft: Draft) -> None:
    use(office, "apply", "branch", "review", "approve", "pay", "archive")
    payment = draft()
    with pytest.raises(OfficeError, match="还没有登记本人申请、分工会意见、审核、审批，不能签发"), office.work("签发") as work:
        actions.issue(work, payment.id)
    assert shown(office, payment.id)[:2] == [("本人申请", "", True), ("分工会意见", "", False)]
    with pytest.raises(OfficeError, match="还没有登记本人申请，先登记它"):
        do(office, payment, "review")
    for step in ("apply", "branch", "review", "approve"):
        do(office, payment, step)
    with pytest.raises(OfficeError, match="付款要在签发后登记"):
        do(office, payment, "pay")
    with office.work("签发") as work:
        actions.issue(work, payment.id)
    do(office, payment, "pay", "出纳")
    with pytest.raises(OfficeError, match="还没有签收"):
        do(office, payment, "archive")
    with office.work("签收") as work:
        actions.sign(work, payment.id)
    do(office, payment, "archive", "周雨桐")
    assert [one[1] for one in shown(office, payment.id)] == ["李主席"] * 4 + ["出纳", "周雨桐"]
    assert office.check() == []


def test_a_step_is_done_once_by_somebody_and_not_changed(office: Office, draft: Draft) -> None:
    use(office, "approve")
    payment = draft()
    with pytest.raises(FieldError, match="经手人"):
        do(office, payment, "approve", " ")
    do(office, payment, "approve")
    with pytest.raises(OfficeError, match="已经登记过"):
        do(office, payment, "approve")
    with pytest.raises(OfficeError, match="只能登记，不能改"), office.work("改") as work:
        steps_of(work.session, payment.id)[0].done_by = "别人"
    office.undo_last()
    assert shown(office, payment.id) == [("审批", "", True)]


def test_what_was_written_down_stays_when_the_step_is_switched_off(office: Office, draft: Draft) -> None:
    use(office, "review")
    payment = draft()
    do(office, payment, "review")
    with office.work("设置") as work:
        save_settings(work, {"aid_step_review": "否"})
    assert shown(office, payment.id) == [("审核", "李主席", False)]
