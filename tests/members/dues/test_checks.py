# SPDX-License-Identifier: MIT
"""``unionoffice check`` finds receipts, payments and counter-entries that were changed behind the program's back."""

import pytest
from sqlalchemy import text

from tests.members.dues.conftest import Town
from tests.members.dues.test_queries import paid_up
from unionoffice.members.dues import actions, queries
from unionoffice.members.dues.checks import check_dues


def sentences(town: Town) -> list[str]:
    with town.office.read() as session:
        return [problem.sentence for problem in check_dues(session)]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE dues_receipt SET total_fen = 4400 WHERE number = 1", "收款单 会-2020-0001 写的是 4 笔 44.00 元"),
        ("DELETE FROM dues_payment WHERE receipt_id = 2 AND reverses_id IS NULL AND id = 5", "收款单 会-2020-0002"),
        ("UPDATE dues_receipt SET number = 9 WHERE number = 2", "缺号：2"),
        ("UPDATE dues_payment SET amount_fen = -200 WHERE reverses_id IS NOT NULL", "金额或对象不同"),
        ("UPDATE dues_payment SET amount_fen = -5000 WHERE reverses_id IS NOT NULL", "冲正比缴的还多"),
    ],
)
def test_a_damaged_ledger_is_told(town: Town, damage: str, said: str) -> None:
    paid_up(town)
    assert sentences(town) == []
    if "reverses_id IS NOT NULL" in damage:
        with town.office.work("冲正缴费") as work:
            own = queries.payments_of(work.session, [town.due("赵一", "2020-12")])
            actions.reverse_payments(work, [own[0].payment_id], "记错")
        assert sentences(town) == []
    with town.office.engine.connect().execution_options(write=True) as connection:
        connection.execute(text(damage))
        connection.commit()
    assert any(said in sentence for sentence in sentences(town)), sentences(town)
