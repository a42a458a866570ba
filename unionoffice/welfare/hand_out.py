# SPDX-License-Identifier: MIT
"""What happens at the counter: a package is handed out against a signature, for one person or a whole sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.dates import say_day
from unionoffice.members.records import Member
from unionoffice.store.work import Work
from unionoffice.welfare.records import OPEN, SIGNED, Entitlement, WelfareCampaign


@dataclass(frozen=True)
class HandedOut:
    """What a returned sheet came to: member ids signed for now, and those who had signed before."""

    signed: tuple[int, ...]
    before: tuple[int, ...]


class AlreadySigned(OfficeError):
    """This person has had the package; the sentence says when and through whom."""


class NotEntitled(OfficeError):
    """This person is not on the frozen roster; the sentence says which day's."""


def hand_out(
    work: Work,
    campaign_id: int,
    member_id: int,
    *,
    proxy_name: str = "",
    handler: str = "",
    at: datetime | None = None,
) -> Entitlement:
    """Sign for one person's package; ``proxy_name`` fetched it for them. ``handler`` and ``at`` default to the work's.

    Raises AlreadySigned, NotEntitled, or OfficeError while the roster is not frozen.
    """
    row = _row(work, campaign_id, member_id)
    if row.status == SIGNED:
        raise AlreadySigned(f"{row.full_name}已于 {said_signed(row)}。没有重复发放。")
    _sign(row, work, proxy_name, handler, at)
    work.flush()
    return row


@dataclass(frozen=True)
class Signing:
    """One line of a paper list: whose package, who fetched it for them, and when (the work's own time when None)."""

    member_id: int
    proxy_name: str = ""
    at: datetime | None = None


def hand_out_many(
    work: Work, campaign_id: int, member_ids: Iterable[int], *, handler: str = "", at: datetime | None = None
) -> HandedOut:
    """``sign_many`` for people who all fetched their own package at one time."""
    return sign_many(work, campaign_id, [Signing(one, at=at) for one in member_ids], handler=handler)


def sign_many(work: Work, campaign_id: int, signings: Iterable[Signing], *, handler: str = "") -> HandedOut:
    """Sign for everybody on a paper list that came back; who had signed before is left as it is.

    Raises NotEntitled for a member outside the roster, and then nobody is signed for.
    """
    wanted = {one.member_id: one for one in signings}
    found = select(Entitlement).where(Entitlement.campaign_id == campaign_id).order_by(Entitlement.row_no)
    rows = [row for row in work.session.scalars(found) if row.member_id in wanted]
    strangers = wanted.keys() - {row.member_id for row in rows}
    if strangers:
        raise _not_entitled(work, campaign_id, min(strangers))
    signed, before = [], []
    for row in rows:
        if row.status == SIGNED:
            before.append(row.member_id)
        else:
            one = wanted[row.member_id]
            _sign(row, work, one.proxy_name, handler, one.at)
            signed.append(row.member_id)
    work.flush()
    return HandedOut(tuple(signed), tuple(before))


def hand_out_sheet(
    work: Work,
    campaign_id: int,
    branch_name: str,
    group_name: str = "",
    *,
    but_not: Sequence[int] = (),
    handler: str = "",
    at: datetime | None = None,
) -> HandedOut:
    """Sign for a whole group's returned sheet, but not for the members whose line was empty."""
    row = Entitlement
    wanted = select(row.member_id).where(
        row.campaign_id == campaign_id, row.branch_name == branch_name, row.group_name == group_name
    )
    ids = [member for member in work.session.scalars(wanted) if member not in but_not]
    return hand_out_many(work, campaign_id, ids, handler=handler, at=at)


def take_back(work: Work, campaign_id: int, member_id: int) -> Entitlement:
    """The signature was a mistake: the person has not had the package. The audit trail keeps both."""
    row = _row(work, campaign_id, member_id)
    if row.status == OPEN:
        raise OfficeError(f"{row.full_name}还没有签收，没有可以撤销的。")
    row.signed_at = row.signed_by = row.proxy_name = None
    work.flush()
    return row


def said_signed(row: Entitlement) -> str:
    """When it was signed for, by whom, and who handed it out: 9 月 24 日 12:07 签收，发放人周雨桐."""
    if row.signed_at is None:
        return ""
    when = f"{say_day(row.signed_at.date())} {row.signed_at:%H:%M}"
    who = f"由{row.proxy_name}代领" if row.proxy_name else "签收"
    by = f"，发放人{row.signed_by}" if row.signed_by else ""
    return f"{when} {who}{by}"


def _sign(row: Entitlement, work: Work, proxy_name: str, handler: str, at: datetime | None) -> None:
    proxy = proxy_name.strip() or None
    if proxy and proxy == row.full_name:
        raise FieldError("代领人和本人同名。本人来领的，直接签收。", field="proxy_name")
    row.signed_at, row.signed_by, row.proxy_name = at or work.now, handler or work.actor, proxy


def _row(work: Work, campaign_id: int, member_id: int) -> Entitlement:
    row = Entitlement
    wanted = select(row).where(row.campaign_id == campaign_id, row.member_id == member_id)
    found = work.session.scalars(wanted).first()
    if found is None:
        raise _not_entitled(work, campaign_id, member_id)
    return found


def _not_entitled(work: Work, campaign_id: int, member_id: int) -> OfficeError:
    campaign = work.load(WelfareCampaign, campaign_id)
    member = work.session.get(Member, member_id)
    if campaign.frozen_at is None:
        return OfficeError(f"“{campaign.name}”的名单还没有冻结，不能发放。请先冻结名单。")
    who = member.full_name if member else "这个人"
    return NotEntitled(f"{who}不在 {say_day(campaign.roster_date)}冻结的名单里，没有发放。")
