# SPDX-License-Identifier: MIT
"""Saved views of a register's page: search words, filters, order and columns under a name, shared by the office."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from typing import Any

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session

from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.describe import field
from unionoffice.kit.fields import Choice, Link, Text
from unionoffice.kit.record import Record
from unionoffice.kit.register import Facet, Register
from unionoffice.store import edit, listing
from unionoffice.store.work import Work

LONGEST = 8000


class SavedView(Record):
    """One view; ``content`` is the JSON of a :class:`ViewState`, ``page`` the kind of the register it belongs to."""

    __tablename__ = "saved_view"
    __table_args__ = (Index("uq_saved_view_page_name", "page", "name", unique=True),)

    page: Mapped[str] = field(Text(max=40), "名册", required=True)
    name: Mapped[str] = field(Text(max=20), "视图名称", required=True)
    content: Mapped[str] = field(Text(max=LONGEST), "条件", required=True)


@dataclass(frozen=True)
class ViewState:
    """What a page shows: words, values by facet, order ("-x" descends), columns from left to right."""

    text: str = ""
    chosen: Mapping[str, tuple[Any, ...]] = attribute(default_factory=dict)
    order: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def same(self, other: "ViewState") -> bool:
        """Whether both show the same; in which order values were chosen says nothing."""
        return _plain(self) == _plain(other)


def views_of(session: Session, page: str) -> Sequence[SavedView]:
    """The page's views, the oldest first."""
    return session.scalars(select(SavedView).where(SavedView.page == page).order_by(SavedView.id)).all()


def save_view(work: Work, view_id: int | None, values: Mapping[str, Any], state: ViewState | None = None) -> SavedView:
    """Keep a new view (``page``, ``name`` and a state), rename one, or give it another state.

    Raises FieldError where the name is taken, OfficeError where the state is too long to be kept.
    """
    view = work.load(SavedView, view_id) if view_id is not None else None
    page = view.page if view else values["page"]
    name = str(values.get("name", view.name if view else "")).strip()
    taken = select(SavedView.id).where(SavedView.page == page, SavedView.name == name, SavedView.id != (view_id or 0))
    if name and work.session.scalars(taken).first() is not None:
        raise FieldError(f"已经有叫“{name}”的视图，请换个名字。", field="name")
    content = {"content": _written(state)} if state is not None else {}
    return edit.save(work, SavedView, view_id, {"page": page, "name": name or None, **content})


def _written(state: ViewState) -> str:
    text = json.dumps(_plain(state), ensure_ascii=False)
    if len(text) > LONGEST:
        raise OfficeError("选的条件太多，存不进一个视图。没有保存。请少选几项再存。")
    return text


def _plain(state: ViewState) -> dict[str, Any]:
    chosen = {name: sorted(values, key=repr) for name, values in sorted(state.chosen.items()) if values}
    return {"text": state.text, "chosen": chosen, "order": list(state.order), "columns": list(state.columns)}


def state_of(view: SavedView) -> ViewState:
    """What was saved. Raises OfficeError where it cannot be read."""
    try:
        found = json.loads(view.content)
        chosen = {str(name): tuple(values) for name, values in found["chosen"].items()}
        return ViewState(str(found["text"]), chosen, tuple(map(str, found["order"])), tuple(map(str, found["columns"])))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise OfficeError(f"视图“{view.name}”存的内容读不出来，没有打开。请删掉它，再存一个。", detail=repr(error)) from error


def still_meant(
    session: Session, register: Register, state: ViewState, facets: Collection[str], columns: Collection[str]
) -> tuple[ViewState, list[str]]:
    """The state without what is no more, and what that was, in words; ``facets`` and ``columns`` are the page's."""
    by_field = {facet.field: facet for facet in register.facets}
    gone: list[str] = []
    chosen = {}
    for name, values in state.chosen.items():
        if name not in facets:
            gone.append(f"筛选“{register.fields[name].label}”" if name in register.fields else "一个筛选")
            continue
        known = _known(session, register, by_field.get(name), values)
        if len(known) < len(values):
            gone.append(f"“{register.fields[name].label}”里的 {len(values) - len(known)} 项")
        chosen[name] = known
    order = tuple(one for one in state.order if hasattr(register.record, one.lstrip("-")))
    shown = tuple(one for one in state.columns if one in columns)
    gone += ["原来的排序"] if len(order) < len(state.order) else []
    gone += [f"{len(state.columns) - len(shown)} 列"] if len(shown) < len(state.columns) else []
    return replace(state, chosen=chosen, order=order, columns=shown), gone


def _known(session: Session, register: Register, facet: Facet | None, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values that still mean something: a unit may be gone, a code out of its list."""
    kind = register.fields[facet.field].type if facet and facet.by == "value" else None
    if facet is not None and isinstance(kind, Link):
        there = listing.value_texts(session, register, facet, values)
        return tuple(one for one in values if one is None or one in there)
    if isinstance(kind, Choice):
        return tuple(one for one in values if one is None or one in kind.codes)
    return values
