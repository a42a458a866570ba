# SPDX-License-Identifier: MIT
"""A short list that is opened like a drop-down and narrowed by typing Chinese, pinyin or initials."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent

from ui import icons
from ui.picker import Option, Picker
from unionoffice.kit import pinyin


class TypePicker(Picker):
    """``options`` keep their order; with nothing typed all of them are offered."""

    def __init__(self, options: Sequence[Option], placeholder: str = "") -> None:
        super().__init__(self._matching, placeholder)
        self._all = [(option, keys(option.title)) for option in options]
        self.setTextMargins(0, 0, 24, 0)

    def _matching(self, typed: str) -> list[Option]:
        if self.chosen is not None and typed == self.chosen.title:
            return [option for option, _ in self._all]
        wanted = typed.lower()
        return [option for option, found in self._all if any(key.startswith(wanted) for key in found)]

    def hint(self, typed: str, found: Sequence[Option]) -> str:
        return f"{len(found)} 类" if found else f"没有“{typed[:12]}”这一类"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.selectAll()
        self._offer()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        place = QPoint(self.width() - 25, (self.height() - 16) // 2)
        QPainter(self).drawPixmap(place, icons.pixmap("chevron_down", 16, "text2"))


def keys(title: str) -> list[str]:
    """Everything a title answers to: from each of its characters on, in Chinese, pinyin and initials."""
    syllables = pinyin.spell(title)
    found = []
    for start in range(len(syllables)):
        rest = syllables[start:]
        found += ["".join(rest), "".join(one[0] for one in rest)]
    return [*(title[start:].lower() for start in range(len(title))), *found]
