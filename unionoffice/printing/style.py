# SPDX-License-Identifier: MIT
"""Paper sizes and text styles of the office's printed forms."""

from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, Self

from unionoffice.printing.fonts import Role

MM = 72 / 25.4
"""Points in a millimetre."""

MARGIN = 18.0
"""The forms' margin in millimetres on every side."""

Align = Literal["left", "center", "right", "spread"]
VAlign = Literal["top", "middle", "bottom"]


class Size(NamedTuple):
    """A width and a height in millimetres."""

    width: float
    height: float

    @property
    def landscape(self) -> "Size":
        return Size(self.height, self.width)


A4 = Size(210, 297)
HALF_A4 = Size(210, 148.5)
THIRD_A4 = Size(210, 99)
VOUCHER_PAPER = Size(240, 140)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set. Sizes are points; 10.5 is 五号, 18 is 小二, 22 is 二号.

    ``align="spread"`` is the label custom: the characters of a short text (姓名, 张三) are spread over
    ``spread_em`` ems, so that two, three and four characters are equally wide; a longer text is centred.
    A text that does not fit its box is set smaller, down to ``floor``; what still does not fit is cut and the
    document warns. ``wrap=False`` keeps it on one line (names, numbers, amounts). A text that would go on one
    line at ``squeeze`` of its size is set smaller rather than broken; 1.0 turns that off.
    """

    role: Role = "song"
    size: float = 10.5
    bold: bool = False
    align: Align = "left"
    valign: VAlign = "middle"
    wrap: bool = True
    floor: float = 6.5
    leading: float = 1.3
    squeeze: float = 0.85
    spread_em: float = 4.0

    def but(self, **changes: Any) -> Self:
        """The same style with some attributes changed, e.g. ``BODY.but(align="right", wrap=False)``."""
        return replace(self, **changes)


BODY = Style()
CENTER = Style(align="center")
LABEL = Style(align="center")
NUMBER = Style(align="right", wrap=False)
SMALL = Style(size=9.0)
TITLE = Style(size=18.0, bold=True, align="center", wrap=False, floor=12.0)
