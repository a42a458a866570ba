# SPDX-License-Identifier: MIT
"""Two records of one person become one: what differs, what moves over, and the merge itself.

The dropped record stays, marked as merged into the other: its number is found again by an import, its own history can
be looked at, and nothing that was printed loses its origin.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.orm import Session

from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.describe import fields_of
from unionoffice.kit.record import Record
from unionoffice.kit.roles import Kind, Role, role_of
from unionoffice.members.membership import ENTRIES, Event, Standing, after, standing_of
from unionoffice.members.records import Member, MembershipEvent
from unionoffice.store import edit
from unionoffice.store.links import LinkTo, double_of, links_to, may_point, repeats
from unionoffice.store.work import Work

MERGED = "merged"
# They follow from events, from other fields, or from the merge itself.
_TELLING = ("full_name", "sex_code", "birth_date", "id_number", "employment_type", "branch_id", "mobile")
_NOT_CHOSEN = frozenset({"name_pinyin", "membership_status", "merged_into_id", "branch_id", "group_id"})

# Kinds where a person stands in a list once, and whether something hangs on such a record: money was paid on a due. Of
# two that are the same, one on which nothing hangs is withdrawn; the parts enter theirs.
WEIGHS: dict[type[Record], Callable[[Session, Any], bool]] = {}


@dataclass(frozen=True)
class Difference:
    """A field that the two records say differently. ``take`` is what the merge would do unasked: the kept record's own
    value, or the other's where the kept one has none. The texts are masked unless asked for in full."""

    name: str
    label: str
    kept: str
    dropped: str
    value: Any  # the dropped record's
    take: bool
    sensitive: Kind | Literal[""] = ""


@dataclass(frozen=True)
class Moved:
    """What goes over of one kind: how many, how many must stay with the dropped record and why, and how many doubles
    are withdrawn on either side."""

    called: str
    count: int
    stays: int = 0
    why: str = ""
    withdrawn: int = 0


@dataclass(frozen=True)
class MergePreview:
    """What merging ``drop_id`` into ``keep_id`` would do; nothing is written."""

    keep_id: int
    drop_id: int
    keep: str
    drop: str
    differences: tuple[Difference, ...]
    moves: tuple[Moved, ...]
    same: tuple[str, ...]  # what both say: 姓名 张三
    versions: tuple[int, int]  # of the kept and the dropped record as they were looked at


def preview_merge(session: Session, keep_id: int, drop_id: int, *, full: bool = False) -> MergePreview:
    """``full`` shows the sensitive values that the role may see; the caller notes that.

    Raises OfficeError where the two cannot be merged.
    """
    keep, drop = _two(session, keep_id, drop_id)
    moves = [_moved(session, link, keep, drop) for link in links_to(Member)]
    return MergePreview(
        keep_id, drop_id, who(keep), who(drop), tuple(_differences(keep, drop, role_of(session) if full else None)),
        tuple(one for one in moves if one.called and (one.count or one.stays or one.withdrawn)),
        tuple(_same(keep, drop)), (keep.version, drop.version),
    )  # fmt: skip


def who(member: Member) -> str:
    """张三（10010001，机械工程学院）."""
    known = [text for text in (member.staff_no, member.branch.name if member.branch else "") if text]
    return member.full_name + (f"（{'，'.join(known)}）" if known else "")


def merge_members(
    work: Work, keep_id: int, drop_id: int, values: Mapping[str, Any], versions: tuple[int, int] | None = None
) -> Member:
    """Merge ``drop_id`` into ``keep_id``; ``values`` are what of the dropped record's fields the kept one takes.

    Events, aid, welfare, dues and family go over as far as they may; issued vouchers keep their paper and change only
    whose they are. Raises FieldError where the merged record would be wrong, OfficeError where there is nothing to merge,
    StaleEdit where either was changed since ``versions`` were looked at.
    """
    keep, drop = _two(work.session, keep_id, drop_id)
    for one, version in zip((keep, drop), versions or (), strict=False):
        work.load(Member, one.id, version)
    _free(work, keep, drop, values)
    for link in links_to(Member):
        for double in _withdrawn(work.session, link, keep, drop):
            work.session.delete(double)
        work.flush()
        for record in _going(work.session, link, keep, drop):
            work.relink(record, link.field.name, keep.id)
    drop.membership_status, drop.merged_into_id = MERGED, keep.id
    work.flush()
    standing = standing_of(work.session, keep.id)
    moved = {"branch_id": standing.branch_id} if standing.branch_id != keep.branch_id else {}
    more = {"group_id": None} if moved else {}
    keep.membership_status = standing.status or keep.membership_status
    if keep.photo_path is None and drop.photo_path is not None:
        keep.photo_path = drop.photo_path
    return edit.save(work, Member, keep.id, {**values, **moved, **more})


def _two(session: Session, keep_id: int, drop_id: int) -> tuple[Member, Member]:
    if keep_id == drop_id:
        raise OfficeError("选中的是同一条记录，不用合并。请选两条。")
    keep, drop = session.get(Member, keep_id), session.get(Member, drop_id)
    if keep is None or drop is None:
        raise OfficeError("这条记录已经被删除，没有合并。请刷新后再看。")
    for one in (keep, drop):
        if one.merged_into_id is not None:
            raise OfficeError(f"“{who(one)}”已经并入另一条，不能再合并。数据没有改动。")
    return keep, drop


def _free(work: Work, keep: Member, drop: Member, values: Mapping[str, Any]) -> None:
    """Take from the dropped record what only one may have: a number that is taken over, and the same identity."""
    for name in ("staff_no", "member_no"):
        if values.get(name) is not None and values[name] == getattr(drop, name):
            setattr(drop, name, None)
    if drop.id_number is not None and drop.id_number == values.get("id_number", keep.id_number):
        drop.id_number = None
    work.flush()


# what differs


def _differences(keep: Member, drop: Member, role: Role | None) -> Iterator[Difference]:
    for field in fields_of(Member).values():
        if field.derived or field.name in _NOT_CHOSEN:
            continue
        mine, other = getattr(keep, field.name), getattr(drop, field.name)
        if other is not None and other != mine:
            kept, dropped = (field.tell(one, role) if role else field.mask(one) for one in (keep, drop))
            yield Difference(field.name, field.label, kept, dropped, other, mine is None, field.sensitive)


def _same(keep: Member, drop: Member) -> Iterator[str]:
    """What a clerk tells people by, where both records say the same."""
    for field in fields_of(Member).values():
        if field.name in _TELLING and getattr(keep, field.name) and getattr(keep, field.name) == getattr(drop, field.name):
            yield f"{field.label} {field.mask(keep)}"


# what goes over


def _moved(session: Session, link: LinkTo, keep: Member, drop: Member) -> Moved:
    all_of_them = link.pointing(session, drop.id)
    withdrawn = _withdrawn(session, link, keep, drop)
    theirs = sum(getattr(one, link.field.name) == drop.id for one in withdrawn)
    going = len(_going(session, link, keep, drop)) + len(withdrawn) - theirs
    stays = len(all_of_them) - going - theirs
    return Moved(link.record.called, going, stays, _why(link) if stays else "", len(withdrawn))


def _withdrawn(session: Session, link: LinkTo, keep: Member, drop: Member) -> list[Record]:
    """Of two records that are the same, the one on which nothing hangs, the dropped member's before the kept one's."""
    weighs = WEIGHS.get(link.record)
    found: list[Record] = []
    for theirs in link.pointing(session, drop.id) if weighs else ():
        mine = double_of(session, link, theirs, keep.id)
        if weighs and mine is not None and not (weighs(session, theirs) and weighs(session, mine)):
            found.append(mine if weighs(session, theirs) else theirs)
    return found


def _why(link: LinkTo) -> str:
    if link.record is MembershipEvent:
        return "保留的那条当时已有会籍"
    if link.record in WEIGHS:
        return "两条都登记过缴费，请核对后冲正一笔"
    return "保留的那条已有同样的"


def _going(session: Session, link: LinkTo, keep: Member, drop: Member) -> Sequence[Any]:
    pointing = link.pointing(session, drop.id)
    if link.record is MembershipEvent:
        return _fitting(link.pointing(session, keep.id), pointing)
    return [
        one
        for one in pointing
        if not _beside(link, one, keep)
        and may_point(session, link, one, keep.id)
        and not repeats(session, link, one, keep.id)
    ]


def _beside(link: LinkTo, record: Any, keep: Member) -> bool:
    """Whether the record names the kept member already by another of its links."""
    others = (one for one in links_to(Member) if one.record is link.record and one.field.name != link.field.name)
    return any(getattr(record, one.field.name) == keep.id for one in others)


def _fitting(kept: Sequence[Any], dropped: Sequence[Any]) -> list[MembershipEvent]:
    """The dropped record's events from times when the kept one had no membership of its own."""
    theirs = {event.id for event in dropped}
    standing, own, fitting = Standing(), True, []
    for event in sorted((*kept, *dropped), key=lambda one: (one.event_date, one.id in theirs, one.id)):
        enters, other = event.event_type in ENTRIES, event.id in theirs
        if other and (standing.on_roll if enters else own):
            continue
        if enters:
            own = not other
        if other:
            fitting.append(event)
        plain = Event(event.member_id, event.event_type, event.event_date, event.to_branch_id)
        standing = after(standing, plain)
    return fitting


def refuse_merged(member: Member) -> None:
    """Raise FieldError where a record was merged into another: what happens is recorded there."""
    if member.merged_into_id is not None:
        raise FieldError(f"“{member.full_name}”这一条已经并入另一条，请打开保留的那一条。", field="full_name")
