# SPDX-License-Identifier: MIT
"""What the office's papers have around the grid: head and foot lines, check boxes, cut lines, overprints."""

from collections.abc import Collection, Iterable, Sequence

from unionoffice.printing import fonts
from unionoffice.printing.page import Page
from unionoffice.printing.style import BODY, MARGIN, MM, SMALL, Style

LINE = 6.0
"""Height in millimetres of a head or foot line."""


def ticks(options: Iterable[str], chosen: Collection[str] = (), gap: str = "　") -> str:
    """“□一般困难　☑特困”: every option with its box, ticked if it is among ``chosen``."""
    return gap.join(("☑" if option in chosen else "□") + option for option in options)


def head_line(
    page: Page,
    y: float,
    items: Sequence[str],
    *,
    x: float = MARGIN,
    width: float | None = None,
    style: Style = BODY,
) -> None:
    """The line above a grid: the first item at its left end, the last at its right, the others between."""
    room = page.width - x - MARGIN if width is None else width
    style, natural = _fitting(items, style, room)
    gap = (room - sum(natural)) / max(1, len(items) - 1)
    for item, taken in zip(items, natural, strict=True):
        page.text(x, y, item, style)
        x += taken + gap


def foot_line(
    page: Page,
    y: float,
    items: Sequence[str],
    *,
    x: float = MARGIN,
    width: float | None = None,
    style: Style = BODY,
) -> None:
    """The line of signatures below a grid (审批： 审核： …): after each item the same room to sign."""
    room = page.width - x - MARGIN if width is None else width
    style, natural = _fitting(items, style, room)
    gap = (room - sum(natural)) / max(1, len(items))
    for item, taken in zip(items, natural, strict=True):
        page.text(x, y, item, style)
        x += taken + gap


def _fitting(items: Sequence[str], style: Style, room: float) -> tuple[Style, list[float]]:
    """The style, set smaller if the items need it, and the items' widths in millimetres."""
    natural = [fonts.width(item, style.role, style.size) / MM for item in items]
    if sum(natural) <= room:
        return style, natural
    scale = room / sum(natural)
    return style.but(size=style.size * scale), [width * scale for width in natural]


def cut_line(page: Page, y: float) -> None:
    """A dashed line across the whole page, where the copies are cut apart."""
    page.lines([(4, y, page.width - 4, y)], width=0.4, dash=(4, 3))


def stamp(page: Page, text: str = "作废") -> None:
    """Overprint the page or part with 60 pt hollow grey-red characters at 45°: a voided paper."""
    page.outline(page.width / 2, page.height / 2, text, Style(role="hei", size=60), angle=45, grey_red=True)


def reprint_mark(page: Page, count: int, *, y: float = 6.0) -> None:
    """“补打 n” at the top right: this paper was printed before."""
    page.text(page.width - MARGIN, y, f"补打 {count}", SMALL.but(align="right"))
