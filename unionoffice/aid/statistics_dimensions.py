# SPDX-License-Identifier: MIT
"""By what aid is counted: kind, month, branch, fund, account, cause, employment, year; each value's name and order."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import String, cast, func, literal, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from unionoffice.aid import hardship_codes
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.aid.household import households
from unionoffice.aid.records import AidPayment
from unionoffice.aid.types_records import AidType
from unionoffice.kit.codelists import EMPLOYMENT_TYPE
from unionoffice.kit.roles import refuse_seeing, role_of
from unionoffice.members.queries import branches
from unionoffice.members.records import Branch, Member

Value = int | str
Named = list[tuple[Value, str]]
NO_FILE = "-"  # of somebody without a hardship file


def _no_folding(_session: Session) -> Mapping[str, Value]:
    return {}


@dataclass(frozen=True)
class Dimension:
    """One way to count. A payment has exactly one value in each, '' where nothing was entered.

    ``field`` is one of AidPayment; ``days`` instead takes so many characters of the voucher's day (4 a year, 7 a month);
    with neither ``of_member`` says it of the person as known today. ``folds`` makes former names the present one.
    ``names`` puts values in the office's order and names them.
    """

    key: str
    title: str
    names: Callable[[Session, Collection[Value]], Named]
    field: str = ""
    days: int = 0
    of_member: Callable[[Session], Mapping[int, Value]] | None = None
    otherwise: Value = ""
    folds: Callable[[Session], Mapping[str, Value]] = _no_folding

    @property
    def column(self) -> ColumnElement[Value]:
        """What the payments are grouped by."""
        p = AidPayment
        if self.days:
            return func.substr(cast(p.booked_on, String), 1, self.days)
        if not self.field:
            return literal("")
        return func.coalesce(getattr(p, self.field), "")


def _kinds(session: Session, values: Collection[Value]) -> Named:
    found = session.execute(select(AidType.id, AidType.name).order_by(AidType.sort_no.nulls_last(), AidType.name))
    return [(i, name) for i, name in found if i in values]


def _months(_session: Session, values: Collection[Value]) -> Named:
    several = len({str(value)[:4] for value in values}) > 1
    return [(v, (f"{str(v)[:4]} 年 " if several else "") + f"{int(str(v)[5:])} 月") for v in sorted(map(str, values))]


def _years(_session: Session, values: Collection[Value]) -> Named:
    return [(value, f"{value} 年") for value in sorted(map(str, values))]


def _branches(session: Session, values: Collection[Value]) -> Named:
    known = [one.name for one in branches(session)]
    others = sorted(str(value) for value in values if value and value not in known)
    return [(name, name) for name in [*known, *others] if name in values] + _unknown(values, "未填单位")


def _texts(unknown: str) -> Callable[[Session, Collection[Value]], Named]:
    def names(_session: Session, values: Collection[Value]) -> Named:
        return [(text, text) for text in sorted(str(value) for value in values if value)] + _unknown(values, unknown)

    return names


def _causes(_session: Session, values: Collection[Value]) -> Named:
    known: Named = [(code.code, code.name) for code in hardship_codes.CAUSE if code.code in values]
    return [*known, *_unknown(values, "档案未填原因"), *([(NO_FILE, "没有困难档案")] if NO_FILE in values else [])]


def _employments(_session: Session, values: Collection[Value]) -> Named:
    return [(code.code, code.name) for code in EMPLOYMENT_TYPE if code.code in values] + _unknown(values, "未填")


def _unknown(values: Collection[Value], text: str) -> Named:
    return [("", text)] if "" in values else []


def present_branches(session: Session) -> Mapping[str, Value]:
    """A unit's former name -> its present one; a merged unit's -> that of the unit it went into."""
    names = {i: name for i, name in session.execute(select(Branch.id, Branch.name))}
    return {former: names[branch_id] for former, branch_id in Branch.other_names(session)}


def cause_of_members(session: Session) -> Mapping[int, Value]:
    """member id -> the main cause of the household's latest hardship file (not a draft, not refused); '' where it says none.

    OfficeError where the role of whoever reads does not see causes: a count of one is a person.
    """
    refuse_seeing("illness", role_of(session))
    c = HardshipCase
    without = (hardship_codes.DRAFT, hardship_codes.REJECTED)
    filed = session.execute(select(c.member_id, c.main_cause).where(c.status.not_in(without)).order_by(c.id))
    found: dict[int, Value] = {member_id: cause or "" for member_id, cause in filed}
    heads = households(session)
    by_household = {heads[i]: cause for i, cause in found.items() if i in heads}
    return {i: by_household[head] for i, head in heads.items() if head in by_household} | found


def _employment_of_members(session: Session) -> Mapping[int, Value]:
    return {i: kind or "" for i, kind in session.execute(select(Member.id, Member.employment_type))}


CAUSE = "cause"
DIMENSIONS: dict[str, Dimension] = {
    one.key: one
    for one in (
        Dimension("type", "慰问类型", _kinds, field="aid_type_id"),
        Dimension("month", "月份", _months, days=7),
        Dimension("branch", "分工会", _branches, field="branch_name", folds=present_branches),
        Dimension("fund", "经费来源", _texts("未填来源"), field="fund_source"),
        Dimension("account", "会计科目", _texts("未填科目"), field="account"),
        Dimension(CAUSE, "致困原因", _causes, of_member=cause_of_members, otherwise=NO_FILE),
        Dimension("employment", "用工形式", _employments, of_member=_employment_of_members),
        Dimension("year", "年份", _years, days=4),
    )
}
