# SPDX-License-Identifier: MIT
"""Every page of the window as a stranger meets it: nothing off the edge, no letter twice, no dead button without a reason."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from tests.journeys.hands import breathe, wait_until
from tests.journeys.journey import Journey

SIZES = ((1366, 736), (1024, 600))
LETTER = re.compile(r"&([A-Z])")
Look = Callable[[Journey], object]


def page(key: str) -> Look:
    return lambda journey: journey.window.show_page(key)


def with_form(key: str) -> Look:
    def look(journey: Journey) -> None:
        shown = journey.window.show_page(key)
        journey.idle()
        shown.new()  # type: ignore[union-attr]

    return look


def with_row(key: str) -> Look:
    def look(journey: Journey) -> None:
        shown = journey.window.show_page(key)
        journey.idle()
        shown.table.select_row(1)  # type: ignore[union-attr]

    return look


def campaign(journey: Journey) -> None:
    shown = journey.window.show_page("welfare")
    shown.list.cards[0].press()  # type: ignore[union-attr]


def counter(journey: Journey) -> None:
    campaign(journey)
    journey.page("welfare").open_counter()  # type: ignore[attr-defined]


def missing(journey: Journey) -> None:
    campaign(journey)
    journey.page("welfare").open_missing("")  # type: ignore[attr-defined]


def new_campaign(journey: Journey) -> None:
    journey.window.show_page("welfare").new_campaign()  # type: ignore[union-attr]


def progress(journey: Journey) -> None:
    journey.window.show_page("plan").note_progress()  # type: ignore[union-attr]


def subject(title: str) -> Look:
    """One of the small registers under 设置, its first row open and then its form."""

    def look(journey: Journey) -> None:
        settings = journey.window.show_page("settings")
        shown = settings.show_subject([one.text() for one in settings.subjects].index(title))  # type: ignore[union-attr]
        journey.idle()
        shown.new()

    return look


PAGES = (
    "home", "members", "lists", "dues", "aid", "hardship", "visits", "rounds", "funds", "finance", "aid_statistics",
    "aid_unhelped", "aid_person", "welfare", "plan", "reports", "settings",
    "help",
)  # fmt: skip
SUBJECTS = ("工会小组", "校区", "慰问类型", "走访类别", "供应商", "会费标准")
LOOKS: dict[str, Look] = {
    **{key: page(key) for key in PAGES},
    **{title: subject(title) for title in SUBJECTS},
    "member form": with_form("members"), "payment form": with_form("aid"), "member row": with_row("members"),
    "payment row": with_row("aid"), "hardship form": with_form("hardship"), "hardship row": with_row("hardship"),
    "visit form": with_form("visits"), "visit row": with_row("visits"),
    "round form": with_form("rounds"), "fund form": with_form("funds"), "campaign": campaign, "counter": counter, "missing": missing,
    "new campaign": new_campaign, "progress": progress,
}  # fmt: skip


def buttons(journey: Journey) -> Iterator[QAbstractButton]:
    for one in journey.window.findChildren(QAbstractButton):
        if one.isVisible() and not one.visibleRegion().isEmpty():
            yield one


def scrolled(one: QWidget) -> bool:
    """Inside something that scrolls, which may cut it."""
    above = one.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above is not None


def said(one: QAbstractButton) -> str:
    return one.text().strip() or one.accessibleName() or one.toolTip() or type(one).__name__


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_page_is_whole_at_every_size(journey: Journey, look: Look) -> None:
    window = journey.window
    look(journey)
    for size in SIZES:
        window.resize(*size)
        breathe(30)
        journey.idle()
        assert (window.width(), window.height()) == size, f"{window.size()} is the least"
        shown = list(buttons(journey))
        assert [said(one) for one in shown if not one.isEnabled() and not one.toolTip()] == [], "no reason given"
        assert [type(one) for one in shown if not (one.text().strip() or one.accessibleName())] == [], "no name"
        letters = Counter(letter for one in shown if one.isEnabled() for letter in LETTER.findall(one.text()))
        assert [letter for letter, count in letters.items() if count > 1] == [], "two buttons answer to one letter"
        wait_until(lambda: not cut_off(journey), f"{cut_off(journey)} cut at {size}")  # layouts settle in rounds


def cut_off(journey: Journey) -> list[str]:
    return [said(one) for one in buttons(journey) if not scrolled(one) and cut(one)]


def cut(one: QWidget) -> bool:
    """Something hides a part of it: the window's edge, or what it stands in."""
    return one.visibleRegion().boundingRect().size() != one.size()
