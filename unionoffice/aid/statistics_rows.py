# SPDX-License-Identifier: MIT
"""From a figure of the statistics to the ledger's rows behind it: the query that shows just these payments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.aid.records import COUNTED, AidPayment
from unionoffice.aid.statistics_dimensions import DIMENSIONS, Dimension, Value
from unionoffice.aid.statistics_queries import Asked, conditions, names_of, reader
from unionoffice.aid.statistics_span import Span
from unionoffice.store.listing import Query
from unionoffice.store.work import Work


@dataclass(frozen=True)
class Pick:
    """One or more values of a dimension, as the clerk reads them. Months and years are those of the span asked for."""

    dimension: str
    values: tuple[Value, ...]
    text: str


def rows_query(session: Session, asked: Asked, picks: Sequence[Pick] = (), *, last: bool = False) -> Query:
    """What the ledger has to show for a figure; ``last``: for that of the year before.

    As conditions where the ledger knows them, else as a list of payments, read now.
    """
    span = asked.span.year_before if last else asked.span
    chosen: dict[str, tuple[Any, ...]] = {"status": COUNTED}
    if asked.branches:
        chosen["branch_name"] = _texts(names_of(session, asked.branches))
    if asked.type_ids:
        chosen["aid_type_id"] = asked.type_ids
    beyond = [pick for pick in picks if not DIMENSIONS[pick.dimension].field]
    for pick in picks:
        dimension = DIMENSIONS[pick.dimension]
        if dimension.field:
            chosen[dimension.field] = _stored(session, dimension, pick.values)
    only = _ids(session, asked, span, beyond, last=last) if beyond else None
    said = "，".join([span.title, *(pick.text for pick in picks)])
    return Query(chosen=chosen, between={"booked_on": (span.first, span.last)}, only=only, named=said)


def note_causes(work: Work, picks: Sequence[Pick]) -> None:
    """Note that it was looked who was helped for which cause of hardship. OfficeError where the role does not see it."""
    work.look(HardshipCase.kind(), None, f"主要致困原因：{'，'.join(pick.text for pick in picks)}", "illness")


def _stored(session: Session, dimension: Dimension, values: tuple[Value, ...]) -> tuple[Any, ...]:
    """The values as the payments hold them; nothing entered may be stored in two ways."""
    if dimension.key == "branch":
        return _texts(names_of(session, values))
    return _texts(values) if "" in values else values


def _texts(values: Sequence[Value]) -> tuple[Any, ...]:
    return (*values, None) if "" in values else tuple(values)


def _ids(
    session: Session, asked: Asked, span: Span, picks: Sequence[Pick], *, last: bool
) -> frozenset[int]:
    p = AidPayment
    dimensions = [DIMENSIONS[pick.dimension] for pick in picks]
    wanted = [{_before(one, value) if last else value for value in pick.values} for one, pick in zip(dimensions, picks, strict=True)]
    columns = [one.column for one in dimensions]
    rows = session.execute(select(p.id, p.member_id, *columns).where(*conditions(session, asked, span)))
    values = [reader(session, one) for one in dimensions]
    return frozenset(
        i for i, member_id, *raw in rows
        if all(value(one, member_id) in known for value, one, known in zip(values, raw, wanted, strict=True))
    )  # fmt: skip


def _before(dimension: Dimension, value: Value) -> Value:
    return f"{int(str(value)[:4]) - 1}{str(value)[4:]}" if dimension.days else value
