# SPDX-License-Identifier: MIT
"""What a register's page says of its filters: the chips' titles, values with counts and names; the order in words."""

from collections.abc import Callable, Collection, Mapping
from functools import partial

from ui.chips import FacetChip, FacetValue
from unionoffice.kit.fields import Money
from unionoffice.kit.register import Facet, Register
from unionoffice.office import Office
from unionoffice.store import listing
from unionoffice.store.listing import Query


class Facets:
    """Makes the chips of a register; ``query`` tells what the page asks for at the moment a chip is opened."""

    def __init__(self, office: Office, register: Register, query: Callable[[], Query]) -> None:
        self._office, self._register, self._query = office, register, query

    def chip(self, facet: Facet) -> FacetChip:
        return FacetChip(self.label(facet), partial(self.values, facet), texts=partial(self.texts, facet))

    def label(self, facet: Facet) -> str:
        """The facet's name in the office's own words."""
        return self._office.settings.say(facet.label or self._register.fields[facet.field].label)

    def values(self, facet: Facet) -> list[FacetValue]:
        """Every value with its count, and those set when the page opens even where nobody has them."""
        with self._office.read() as session:
            found = listing.facet_values(session, self._register, facet, self._query())
        values = [FacetValue(one.value, one.text, one.count) for one in found]
        there = {one.value for one in found}
        lacking = [value for value in self._register.initial.get(facet.field, ()) if value not in there]
        return [*values, *(FacetValue(value, text, 0) for value, text in self.texts(facet, lacking).items())]

    def texts(self, facet: Facet, values: Collection[object]) -> dict[object, str]:
        """The names of these values."""
        with self._office.read() as session:
            known = listing.value_texts(session, self._register, facet, list(values))
        return {value: known[value] for value in values if value in known} | ({None: "（空）"} if None in values else {})


def sum_texts(register: Register, sums: Mapping[str, object]) -> dict[str, str]:
    """The sums of money as the footer shows them; of other fields there is none to show."""
    money = {name: value for name, value in sums.items() if isinstance(register.fields[name].type, Money)}
    return {name: register.fields[name].type.show(value) for name, value in money.items()}


def order_words(register: Register, order: tuple[str, ...]) -> str:
    """，按姓名拼音排序: the order as the page says it after the count."""
    name = order[0].lstrip("-") if order else ""
    field = register.fields.get(name)
    if field is None:
        return ""
    by = f"{field.label}拼音" if field.search == "name" else field.label.removesuffix("（元）")
    return f"，按{by}{'倒序' if order[0].startswith('-') else '排序'}"
