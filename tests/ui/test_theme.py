# SPDX-License-Identifier: MIT
"""The theme: every token is there in both looks, texts can be read, and a switch reaches what is shown."""

import re
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui import icons
from ui.theme import Theme, theme
from ui.widgets import button
from unionoffice.resources import resource

TEXT_PAIRS = [
    ("text", "bg"), ("text", "surface"), ("text2", "surface"), ("text3", "surface"), ("text2", "bg"), ("text3", "subtle"),
    ("accent", "surface"), ("accent", "accentTint"), ("onAccent", "accent"), ("ok", "surface"), ("ok", "okTint"),
    ("warn", "surface"), ("warn", "warnTint"), ("danger", "surface"), ("danger", "dangerTint"), ("text", "selected"),
    ("text2", "selected"), ("text2", "rail"),
]  # fmt: skip


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def look(request: pytest.FixtureRequest) -> Iterator[Theme]:
    theme().set_mode("dark" if request.param else "light")
    yield theme()
    theme().set_mode("light")


def luminance(hex_color: str) -> float:
    def channel(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(int(hex_color[place : place + 2], 16)) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_texts_reach_four_and_a_half_to_one(look: Theme, text: str, ground: str) -> None:
    assert contrast(look.hex(text), look.hex(ground)) >= 4.5


def test_control_borders_reach_three_to_one(look: Theme) -> None:
    assert contrast(look.hex("control"), look.hex("surface")) >= 3


def test_the_sheet_has_no_colour_of_its_own_and_no_name_left(look: Theme) -> None:
    template = re.sub(r"/\*.*?\*/", "", resource("style.qss").read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=[^{]*})", template) == []
    assert "@" not in look.sheet()


def test_both_looks_have_the_same_names() -> None:
    tokens = theme()._tokens
    assert tokens["light"].keys() == tokens["dark"].keys()


def test_an_unknown_token_is_a_bug() -> None:
    with pytest.raises(KeyError):
        theme().color("pink")


def test_a_switch_tints_the_icons_anew(qtbot: QtBot) -> None:
    theme().set_mode("light")
    made = button("导入", icon="arrow_import")
    qtbot.addWidget(made)
    before = made.icon().pixmap(16, 16).toImage()
    theme().set_mode("dark")
    after = made.icon().pixmap(16, 16).toImage()
    theme().set_mode("light")
    assert before != after


def test_every_icon_named_in_the_code_is_shipped() -> None:
    """A missing one would only be noticed when its page is opened."""
    shipped = {path.name.rsplit("_", 2)[0] for path in resource("icons").glob("*.svg")}
    assert {"home", "people_team", "heart", "gift", "calendar_checkmark", "data_bar_vertical", "print", "save"} <= shipped
    for name in shipped:
        assert not icons.pixmap(name, 16).isNull()


def test_an_icon_is_drawn_for_the_screens_ratio() -> None:
    drawn = icons._pixmap("home", 20, theme().hex("text"), "regular", 2.0)
    assert (drawn.width(), drawn.devicePixelRatio()) == (40, 2.0)


def test_row_height_is_a_setting_that_is_announced(qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme().rows_changed):
        theme().set_row_size("rowCompact")
    assert theme().row_height == 28
    theme().set_row_size("row")
    assert theme().row_height == 32
