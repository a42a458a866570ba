# SPDX-License-Identifier: MIT
"""What the check finds when figures were changed behind the program's back."""

import pytest
from sqlalchemy import text

from tests.welfare.conftest import member_ids, prepared
from unionoffice.office import Office
from unionoffice.welfare import actions, hand_out, purchase
from unionoffice.welfare.checks import check_welfare
from unionoffice.welfare.purchase import Arrived


@pytest.fixture
def campaign_id(office: Office) -> int:
    made = prepared(office)
    with office.work("验收") as work:
        moon, rice = actions.items_of(work, made)
        purchase.record_acceptance(work, made, {moon.id: Arrived(15), rice.id: Arrived(40)})
        purchase.record_acceptance(work, made, {moon.id: Arrived(5)})
    return made


def found(office: Office) -> list[tuple[str, str]]:
    with office.read() as session:
        return [(one.level, one.sentence) for one in check_welfare(session)]


def test_all_is_well(office: Office, campaign_id: int) -> None:
    assert found(office) == []


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (
            "UPDATE acceptance SET amount_fen = amount_fen + 1 WHERE number = 1",
            "验收单 验-2020-0001 金额 2,798.01 元",
        ),
        ("UPDATE acceptance SET number = 3 WHERE number = 2", "缺号：2"),
        ("DELETE FROM entitlement WHERE row_no = 20", "应发 20 人，名单上有 19 人"),
        ("UPDATE entitlement SET amount_fen = 1 WHERE row_no = 20", "应为 3,200.00 元"),
    ],
)
def test_changed_figures_are_found(office: Office, campaign_id: int, sql: str, said: str) -> None:
    with office.engine.connect().execution_options(write=True) as connection:
        connection.execute(text(sql))
        connection.commit()
    assert any(level == "error" and said in sentence for level, sentence in found(office))


def test_more_handed_out_than_came_only_warns(office: Office) -> None:
    campaign_id = prepared(office)
    with office.work("签收") as work:
        hand_out.hand_out(work, campaign_id, member_ids(office, campaign_id)[0])
    assert [level for level, _ in found(office)] == ["warn", "warn"]
