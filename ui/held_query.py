# SPDX-License-Identifier: MIT
"""A register's page restricted by another page: to a list, a count or a figure, with the way back to where it came from."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.chips import FacetChip, FacetValue
from ui.keys import bind
from ui.register_page import RegisterPage
from ui.widgets import button
from unionoffice.store.listing import Query


@dataclass(frozen=True)
class WayBack:
    """Where the rows were asked for: what that page is called, and what brings it to the front again."""

    title: str
    go: Callable[[], object]


@dataclass(frozen=True)
class _Before:
    """What the page showed before: it is shown again on the way back."""

    text: str
    chosen: dict[str, frozenset[object]]


class HeldQueryPage(RegisterPage):
    """``show_query`` shows just what a query holds: what the facets can say they say, the rest is one chip."""

    HELD_BY = "名单"  # what the chip is called
    HELD_FIELDS: tuple[str, ...] = ()  # facets that a query says in that chip instead of in their own
    _held: Query | None = None
    _back: WayBack | None = None
    _before: _Before | None = None
    _back_key: QShortcut | None = None

    def _toolbar(self) -> QWidget:
        bar = super()._toolbar()
        self.named_chip = FacetChip(self.HELD_BY, self._named, texts=lambda _: {one.value: one.text for one in self._named()})
        self.named_chip.changed.connect(lambda _chosen: self._let_go())
        self.named_chip.hide()
        self.back_button = button("返回", icon="chevron_left", on_click=self.go_back)
        self.back_button.hide()
        layout = bar.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(0, self.back_button)
        layout.insertWidget(layout.indexOf(self.clear_button), self.named_chip)
        return bar

    def _bind_keys(self) -> None:
        super()._bind_keys()
        self._back_key = bind(self, {"Esc": self.go_back}, whole_window=True)["Esc"]
        self._back_key.setEnabled(False)

    def _named(self) -> list[FacetValue]:
        held = self._held
        return [FacetValue(1, held.named, None if held.only is None else len(held.only))] if held else []

    @property
    def held(self) -> Query | None:
        """What the page is restricted to; None when it shows its own list."""
        return self._held

    def show_query(self, query: Query, back: WayBack | None = None) -> None:
        """Show just these rows. With ``back`` a button and Esc lead there, and the page is as it was before."""
        if back is not None and self._before is None:
            self._before = _Before(self.search.text(), {name: chip.chosen() for name, chip in self.chips.items()})
        own = self.chips.keys() - set(self.HELD_FIELDS)
        rest = {name: values for name, values in query.chosen.items() if name not in own}
        held = bool(rest or query.between) or query.only is not None
        self._hold(replace(query, chosen=rest) if held else None, back)
        for name, chip in self.chips.items():
            chip.set_chosen(query.chosen.get(name, ()) if name in own else (), announce=False)
        self.search.clear()
        self.reload()
        self.table.setFocus()

    def _hold(self, query: Query | None, back: WayBack | None = None) -> None:
        self._held, self._back = query, back
        self.named_chip.set_chosen((), announce=False)
        self.named_chip.set_chosen((1,) if query else (), announce=False)
        self.named_chip.setVisible(query is not None)
        self.back_button.setVisible(back is not None)
        said = {*query.chosen, *query.between} if query else set()
        for name, chip in self.chips.items():  # what the chip of the query says already
            chip.setVisible(name not in said)
        if back is not None:
            self.back_button.set_text(f"返回{back.title}")
            self.back_button.setToolTip("Esc")
        self._allow_back()

    def _allow_back(self) -> None:
        """Esc is the form's while one is open."""
        if self._back_key is not None:
            self._back_key.setEnabled(self._back is not None and self.form is None)

    def back_words(self) -> list[str]:
        """What the status bar says of the way back; nothing where there is none."""
        return [f"Esc 返回{self._back.title}"] if self._back is not None else []

    def go_back(self) -> None:
        """To the page that asked for the rows."""
        back, before = self._back, self._before
        if back is None:
            return
        self._before = None
        self._hold(None)
        if before is not None:
            for name, chip in self.chips.items():
                chip.set_chosen(before.chosen.get(name, frozenset()), announce=False)
            self.search.setText(before.text)
        self.reload()
        back.go()

    def query(self) -> Query:
        asked = super().query()
        if self._held is None:
            return asked
        both = {name: tuple(v for v in asked.chosen[name] if v in held) for name, held in self._held.chosen.items() if name in asked.chosen}
        only = frozenset[int]() if any(not values for values in both.values()) else self._held.only
        chosen = {**self._held.chosen, **asked.chosen, **both}
        return replace(self._held, text=asked.text, order=asked.order, chosen=chosen, only=only)

    def _let_go(self) -> None:
        self._before = None
        self._hold(None)
        self.reload()

    def clear_filters(self) -> None:
        self._before = None
        self._hold(None)
        super().clear_filters()

    def _open_form(self, record: object) -> None:
        super()._open_form(record)  # type: ignore[arg-type]
        self._allow_back()

    def _close_form(self) -> None:
        super()._close_form()
        self._allow_back()
