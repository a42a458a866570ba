# SPDX-License-Identifier: MIT
"""Which font the window takes: the desktop's own Chinese one first, the bundled one where there is none."""

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from ui import fonts

RARE = "㛃䶮𬱟𠮷鿍㙍堃喆工会办公·￥"


def test_the_first_family_that_is_here_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "hasFamily", lambda name: name in ("B", "C", "Rare"))
    loaded: list[str] = []
    monkeypatch.setattr(fonts, "load", lambda name: loaded.append(name) or ["Bundled rare"])
    assert fonts.ui_families(["A", "B", "C"], ["Rare", "B"]) == ["B", "Rare", "Bundled rare"]
    assert loaded == [fonts.BUNDLED_RARE]


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.DemiBold])
def test_the_bundled_families_draw_every_character_of_a_name(weight: QFont.Weight) -> None:
    families = fonts.ui_families(["no such family"], [])
    assert families[0] == "Noto Sans SC"
    drawn = set()
    for family in families:
        font = QFont(family)
        font.setWeight(weight)
        raw = QRawFont.fromFont(font)
        drawn |= {character for character in RARE if raw.supportsCharacter(ord(character))}
    assert drawn == set(RARE)
