# SPDX-License-Identifier: MIT
"""Last years' ledgers: whose each row is, which kind it was; doubt is refused with the candidates named.

What comes in this way keeps the number it had then, is signed already, and takes none of this office's numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from unionoffice.aid.caps import Asked, Before, past_notices, people_before
from unionoffice.aid.records import COUNTED, SIGNED, AidPayment
from unionoffice.aid.types_records import AidType
from unionoffice.errors import FieldError
from unionoffice.members.records import Branch, Member, MembershipEvent
from unionoffice.store.work import Work

NAMED = 3
LEAVING = ("transfer_out", "withdraw", "expel", "death")
_Twin = tuple[int, date, int, Decimal]


class _Person(NamedTuple):
    id: int
    full_name: str
    staff_no: str
    id_number: str
    branch: str

    def __str__(self) -> str:
        return f"{self.full_name}（{'，'.join(text for text in (self.staff_no, self.branch) if text) or '没有工号'}）"


class PastRows:
    """Completes the rows of one file; called with a row's parsed values, it returns them with person and kind.

    Raises FieldError in the clerk's words for a row that names nobody for sure, an unknown kind, or a payment that
    is there already.
    """

    def __init__(self, session: Session) -> None:
        m = Member
        rows = session.execute(
            select(m.id, m.full_name, m.staff_no, m.id_number, Branch.name).outerjoin(Branch, Branch.id == m.branch_id)
        )
        self._people = [_Person(i, name, no or "", number or "", unit or "") for i, name, no, number, unit in rows]
        self._by_no = {one.staff_no: one for one in self._people if one.staff_no}
        self._by_id = {one.id_number: one for one in self._people if one.id_number}
        self._by_name: dict[str, list[_Person]] = {}
        for one in self._people:
            self._by_name.setdefault(one.full_name, []).append(one)
        self._kinds = list(session.scalars(select(AidType).order_by(AidType.sort_no)))
        p = AidPayment
        paid = session.execute(
            select(p.member_id, p.booked_on, p.aid_type_id, p.amount).where(p.status.in_(COUNTED))
        )
        self._there: set[_Twin] = {(i, day, kind, amount) for i, day, kind, amount in paid}
        self._seen: set[_Twin] = set()
        self._session = session
        self._here: dict[tuple[int, int], list[Before]] = {}  # (person, kind) -> what this file pays them
        self._left = _left_on(session)

    def __call__(self, values: Mapping[str, Any]) -> dict[str, Any]:
        person, kind = self._person(values), self._kind(values.get("aid_type_name"))
        day = values.get("booked_on")
        found = {
            "member_id": person.id, "full_name": person.full_name, "staff_no": person.staff_no or None,
            "branch_name": values.get("branch_name") or person.branch or None, "id_number": person.id_number or None,
            "aid_type_id": kind.id, "aid_type_name": kind.name, "event_date": values.get("event_date") or day,
            "pay_method": values.get("pay_method") or kind.pay_method or "bank_transfer",
            "fund_source": values.get("fund_source") or kind.fund_source, "account": values.get("account") or kind.account,
            "status": SIGNED, "signed_on": day, "imported": True, "print_count": 0,
        }  # fmt: skip
        if day is not None and values.get("amount") is not None:
            self._refuse_twin((person.id, day, kind.id, values["amount"]), person)
        return {**values, **found}

    def remarks(self, values: Mapping[str, Any]) -> list[str]:
        """What to look at in a row that is good: who was off the roll by then, and a couple paid twice."""
        member_id, kind = values["member_id"], self._session.get_one(AidType, values["aid_type_id"])
        day, amount = values.get("event_date"), values.get("amount")
        if day is None or amount is None:
            return []
        person = people_before(self._session, [member_id], kind.id)[member_id]
        left = self._left.get(member_id)
        if left is not None and left >= day:
            person = replace(person, status="active")  # still there on that day
        if person.spouse is not None:
            theirs = self._here.get((person.spouse.member_id, kind.id), [])
            person = replace(person, spouse_before=[*theirs, *person.spouse_before])
        child = values.get("child_name") or ""
        mine = Before(0, day, amount, values.get("old_voucher_no") or "", child)
        self._here.setdefault((member_id, kind.id), []).append(mine)
        return [f"{one.title}，请核对。" for one in past_notices(kind, person, Asked(amount, day, child))]

    def _person(self, values: Mapping[str, Any]) -> _Person:
        number, staff_no, name = values.get("id_number"), values.get("staff_no"), values.get("full_name")
        found = self._by_id.get(number or "") or self._by_no.get(staff_no or "")
        by_no = self._by_no.get(staff_no or "")
        if found is not None and by_no is not None and found.id != by_no.id:
            raise FieldError(f"证件号码是{found}的，工号是{by_no}的，两边对不上。请核对。")
        if found is not None:
            if name and name != found.full_name:
                by = "证件号码" if number and number == found.id_number else "工号"
                raise FieldError(f"{by}是{found}的，这一行写的是“{name}”。请核对。")
            return found
        return self._by_name_and_branch(name, staff_no, values.get("branch_name"))

    def _by_name_and_branch(self, name: str | None, staff_no: str | None, branch: str | None) -> _Person:
        if not name:
            raise FieldError("没有姓名、工号和证件号码能认出是谁。请补上工号，或姓名和单位。")
        same = self._by_name.get(name, [])
        fitting = [one for one in same if branch and _same_unit(branch, one.branch)]
        if len(fitting) == 1 and not (staff_no and fitting[0].staff_no):
            return fitting[0]
        if not same:
            raise FieldError(f"名册里没有“{name}”。请核对姓名，或先把这个人加进名册。")
        candidates = "、".join(map(str, same[:NAMED])) + (f"等 {len(same)} 人" if len(same) > NAMED else "")
        why = f"工号 {staff_no} 不在名册" if staff_no else f"“{branch}”和名册对不上" if branch else "只有姓名"
        if len(fitting) > 1:
            why = f"“{branch}”里叫“{name}”的有 {len(fitting)} 人"
        raise FieldError(f"{why}，不能确定是谁。名册里有{candidates}。请在表里填上工号。")

    def _kind(self, name: str | None) -> AidType:
        if not name:
            raise FieldError("类型：请填写类型。例：住院慰问。")
        exact = [kind for kind in self._kinds if name in (kind.name, kind.code)]
        like = exact or [kind for kind in self._kinds if len(name) > 1 and (name in kind.name or kind.name in name)]
        if len(like) == 1:
            return like[0]
        offered = "、".join(kind.name for kind in (like or self._kinds)[:8])
        what = f"“{name}”可能是几类" if like else f"没有“{name}”这一类"
        raise FieldError(f"{what}。请改成其中一类：{offered}，或先在设置的慰问类型里加上。")

    def _refuse_twin(self, twin: _Twin, person: _Person) -> None:
        if twin in self._there:
            raise FieldError(f"{person}同一天、同一类、同样金额的一笔已经在台账里。没有再加。")
        if twin in self._seen:
            raise FieldError(f"{person}同一天、同一类、同样金额的一笔在这张表里已经有了。请核对是不是重复。")
        self._seen.add(twin)


def _left_on(session: Session) -> dict[int, date]:
    """member id -> the last day they left the roll in whatever way."""
    e = MembershipEvent
    rows = session.execute(
        select(e.member_id, func.max(e.event_date)).where(e.event_type.in_(LEAVING)).group_by(e.member_id)
    )
    return {i: day for i, day in rows}


def _same_unit(one: str, other: str) -> bool:
    """数学学院工会 and 数学学院 are the same unit."""
    one, other = one.strip().removesuffix("分工会").removesuffix("工会"), other.strip()
    return bool(one) and bool(other) and (one == other or one in other or other in one)


def save_past(work: Work, rows: Sequence[tuple[int | None, Mapping[str, Any]]]) -> list[int]:
    """Write completed rows; each is a payment of its own, and none takes a number."""
    return work.add_many(AidPayment, [AidPayment(**values) for _, values in rows])
