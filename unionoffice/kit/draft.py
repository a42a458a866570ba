# SPDX-License-Identifier: MIT
"""Records without a session's book-keeping, for thousands at once: plain attributes, the class's own methods."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import inspect
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.attributes import InstrumentedAttribute

from unionoffice.kit.record import Record

R = TypeVar("R", bound=Record)


def draft(cls: type[R], values: Mapping[str, Any]) -> R:
    """A stand-in for ``cls(**values)`` that ``derive``, ``check_whole`` and ``Work.add_many`` take; never for a session.

    Links are given by id; the linked records are not there. Methods of the class must not call ``super()``.
    """
    made = _plain_class(cls)()
    vars(made).update(values)
    return cast(R, made)


@cache
def _plain_class(cls: type[Record]) -> type[Any]:
    """The class with plain attributes, all None, where the mapped ones are."""
    body: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        if issubclass(base, Record):
            own = vars(base).items()
            body.update((k, v) for k, v in own if not (_is_inner(k) or isinstance(v, InstrumentedAttribute)))
    mapper = cast(Mapper[Any], inspect(cls))
    return type(f"{cls.__name__}Draft", (), {**body, **dict.fromkeys(mapper.attrs.keys())})


def _is_inner(name: str) -> bool:
    return name.startswith("__") and name != "__tablename__"
