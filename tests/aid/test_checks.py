# SPDX-License-Identifier: MIT
"""The check finds what somebody did to the ledger behind the program's back, and nothing in a sound one."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from unionoffice.aid import actions
from unionoffice.aid.checks import check_payments
from unionoffice.aid.records import AidPayment
from unionoffice.office import Office
from unionoffice.store.settings import save_settings

Draft = Callable[..., AidPayment]


def found(office: Office) -> list[str]:
    with office.read() as session:
        return [problem.sentence for problem in check_payments(session)]


@pytest.fixture
def three(office: Office, issued: Draft, draft: Draft) -> None:
    """Two of one series, one of them voided, one of another series, and a draft."""
    issued()
    voided = issued()
    draft()
    with office.work("作废凭证") as work:
        actions.void(work, voided.id, "写错")
        save_settings(work, {"voucher_series": "帮"})
    issued()


def test_a_sound_ledger_has_no_problem(office: Office, three: None) -> None:
    assert found(office) == []


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DELETE FROM aid_payment WHERE number = 1 AND series = '慰'", "凭证 慰 2020 年缺号：1"),
        ("UPDATE number_series SET last = 4 WHERE series = 'voucher:慰'", "缺号：3、4"),
        ("UPDATE number_series SET last = 1 WHERE series = 'voucher:慰'", "号码没有登记：2"),
        ("UPDATE aid_payment SET voucher_no = '慰-2020-0077' WHERE id = 1", "慰-2020-0077 的编号与它的年度"),
        ("UPDATE aid_payment SET booked_on = '2019-09-24' WHERE id = 1", "不在 2020 年"),
        ("UPDATE aid_payment SET amount_fen = 99 WHERE id = 1", "计入合计的金额与票面不符"),
        ("UPDATE aid_payment SET amount_fen = 99 WHERE id = 1", "已签发凭证合计 600.99 元，台账合计 1,200.00 元"),
        ("UPDATE aid_payment SET status = 'gone' WHERE id = 1", "状态“gone”不认识"),
    ],
)
def test_what_was_done_behind_its_back(office: Office, three: None, sql: str, words: str) -> None:
    with office.engine.connect().execution_options(write=True) as connection:
        connection.execute(text(sql))
        connection.commit()
    assert any(words in sentence for sentence in found(office))
