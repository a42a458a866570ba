# SPDX-License-Identifier: MIT
"""A round from its people to the last signature: one step, consecutive numbers, locked afterwards."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from tests.aid.rounds_desk import MEETING, crowd, new_round
from unionoffice.aid import actions, rounds_actions
from unionoffice.aid.records import AidPayment
from unionoffice.aid.rounds_notices import round_notices
from unionoffice.aid.rounds_queries import RoundView, round_view, rounds
from unionoffice.aid.steps_actions import steps_of
from unionoffice.errors import Cancelled, FieldError, OfficeError
from unionoffice.office import Office
from unionoffice.store.settings import save_settings


def view(office: Office, round_id: int) -> RoundView:
    with office.read() as session:
        return round_view(session, round_id)


def issue(office: Office, round_id: int, on: date | None = None) -> list[int]:
    with office.work("签发批次") as work:
        return rounds_actions.issue_round(work, round_id, on=on)


def test_a_round_is_issued_in_one_step_by_branch_and_staff_number(office: Office) -> None:
    made = new_round(office, crowd(office))
    issue(office, made.id)
    found = view(office, made.id)
    assert [line.voucher_no for line in found.lines] == [f"慰-2020-{n:04d}" for n in range(1, 30)]
    order = [(("第一学院", "第二学院", "第三学院").index(line.branch), line.staff_no) for line in found.lines]
    assert order == sorted(order)
    assert (found.issued, found.total, len(found.unsigned)) == (True, Decimal(29_000), 29)
    first = found.lines[0]
    assert (first.reason, first.approval_ref) == ("2020 年春节送温暖", f"{MEETING}（2020-09-20）")
    assert office.check() == []
    with pytest.raises(OfficeError, match="已经签发，不能撤销"):
        office.undo_last()
    with pytest.raises(OfficeError, match="已经签发，名单和金额不能再改"), office.work("移出") as work:
        rounds_actions.remove_people(work, made.id, [first.line_id])
    with pytest.raises(OfficeError, match="已经签发，不能再改"), office.work("改名") as work:
        rounds_actions.save_round(work, made.id, {"name": "另一批"})


def test_what_is_not_ready_takes_no_numbers(office: Office) -> None:
    people = crowd(office, 3)
    made = new_round(office, [], meeting=None)
    for add, sentence in (([], "名单还是空的"), (people, "先填研究决定")):
        with office.work("加人") as work:
            rounds_actions.add_people(work, made.id, add)
        with pytest.raises(OfficeError, match=sentence):
            issue(office, made.id)
    with office.work("改批次") as work:
        rounds_actions.save_round(work, made.id, {"meeting": MEETING})
        line = view_in(work, made.id).lines[0]
        rounds_actions.set_lines(work, made.id, [line.line_id], amount=None)
    with pytest.raises(OfficeError, match=f"{line.full_name}还没有金额"):
        issue(office, made.id)
    assert all(line.voucher_no == "" for line in view(office, made.id).lines)


def view_in(work: object, round_id: int) -> RoundView:
    return round_view(work.session, round_id)  # type: ignore[attr-defined]


@dataclass
class Impatient:
    """Cancels after so many lines."""

    lines: int

    def report(self, done: int, total: int, text: str = "") -> None:
        self.lines -= 1

    def check_cancelled(self) -> None:
        if self.lines < 0:
            raise Cancelled


def test_a_cancel_gives_every_number_back(office: Office) -> None:
    made = new_round(office, crowd(office, 10))
    with pytest.raises(Cancelled), office.work("签发批次") as work:
        rounds_actions.issue_round(work, made.id, Impatient(4))
    assert not view(office, made.id).issued
    issue(office, made.id)
    assert view(office, made.id).lines[0].voucher_no == "慰-2020-0001"
    assert office.check() == []


def test_equal_by_row_and_by_tier(office: Office) -> None:
    made = new_round(office, crowd(office, 6), None)
    lines = view(office, made.id).lines
    assert {line.amount for line in lines} == {Decimal(800)}  # the kind's own
    with office.work("定金额") as work:
        rounds_actions.set_lines(work, made.id, [li.line_id for li in lines[:2]], tier="一档")
        rounds_actions.set_lines(work, made.id, [lines[2].line_id], tier="二档", reason="重病")
        rounds_actions.set_lines(work, made.id, [lines[3].line_id], amount=Decimal("12.34"))
        assert rounds_actions.set_tiers(work, made.id, {"一档": Decimal(3000), "二档": Decimal(1500)}) == 3
    found = view(office, made.id).lines
    assert [line.amount for line in found] == [3000, 3000, 1500, Decimal("12.34"), 800, 800]
    assert found[2].reason == "重病"
    with pytest.raises(FieldError, match="金额要大于 0"), office.work("定金额") as work:
        rounds_actions.set_lines(work, made.id, [lines[0].line_id], amount=Decimal(0))


def test_nobody_is_twice_in_a_round_and_last_years_people_come_along(office: Office) -> None:
    people = crowd(office, 5)
    old = new_round(office, people, 700, year=2019)
    made = new_round(office, people[:2], 900)
    with office.work("沿用") as work:
        assert rounds_actions.add_people(work, made.id, [people[0], people[0]]) == 0
        assert rounds_actions.copy_people(work, made.id, old.id) == 3
    assert sorted(line.amount or 0 for line in view(office, made.id).lines) == [700, 700, 700, 900, 900]
    with pytest.raises(FieldError, match="已经有“春节送温暖”这个批次"):
        new_round(office, [], year=2019)


def test_many_sign_at_once_and_money_comes_back(office: Office) -> None:
    made = new_round(office, crowd(office, 4))
    ids = issue(office, made.id)
    with office.work("登记签收") as work:
        assert rounds_actions.sign_many(work, ids[:3]) == 3
        assert rounds_actions.sign_many(work, ids[:3]) == 0
        rounds_actions.money_returned(work, ids[3], "账号有误，银行退票")
    found = view(office, made.id)
    assert (len(found.signed), len(found.unsigned), found.total) == (3, 0, Decimal(3000))
    assert [line.status for line in found.returned] == ["voided"]
    with office.work("重开") as work:
        again = actions.replace(work, ids[3])
        actions.issue(work, again.id)
    found = view(office, made.id)
    assert (found.total, found.lines[-1].voucher_no, len(found.unsigned)) == (Decimal(4000), "慰-2020-0005", 1)
    with office.read() as session:
        stored = session.get_one(AidPayment, ids[3])
        assert stored.void_reason == "退回：账号有误，银行退票"
        (listed,) = rounds(session, 2020)
    assert (listed.people, listed.amount, listed.unsigned, listed.returned) == (4, Decimal(4000), 1, 1)
    with pytest.raises(FieldError, match="为什么退回"), office.work("退回") as work:
        rounds_actions.money_returned(work, ids[0], " ")


def test_a_round_says_before_the_issue_what_the_caps_say(office: Office) -> None:
    people = crowd(office, 3)
    first = new_round(office, people[:1], 800, name="第一批")
    issue(office, first.id)
    second = new_round(office, people, 800)
    with office.read() as session:
        found = round_notices(session, round_view(session, second.id))
    (notices,) = found.values()
    assert [one.title for one in notices] == ["两节送温暖每年一次，已经发过"]


def test_the_meeting_stands_for_the_steps_an_office_writes_down(office: Office) -> None:
    with office.work("设置") as work:
        save_settings(work, {"aid_step_review": "是", "aid_step_approve": "是"})
    made = new_round(office, crowd(office, 2))
    ids = issue(office, made.id)
    with office.read() as session:
        steps = [(one.step, one.opinion, one.done_on) for one in steps_of(session, ids[0])]
    assert steps == [("review", MEETING, date(2020, 9, 20)), ("approve", MEETING, date(2020, 9, 20))]


def test_a_planned_round_may_go_an_issued_one_stays(office: Office) -> None:
    people = crowd(office, 2)
    gone, stays = new_round(office, people), new_round(office, people, name="第二批")
    with office.work("删除批次") as work:
        rounds_actions.delete_round(work, gone.id)
    issue(office, stays.id)
    with pytest.raises(OfficeError, match="已经签发"), office.work("删除批次") as work:
        rounds_actions.delete_round(work, stays.id)
    with office.read() as session:
        assert [one.name for one in rounds(session)] == ["第二批"]
