# SPDX-License-Identifier: MIT
"""Breaking Chinese text into lines (避头尾) and making it fit a box."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from unionoffice.printing import fonts
from unionoffice.printing.style import Style

Measure = Callable[[str], float]

NOT_FIRST = "，。、；：？！）》」』】〕〉”’…—·%‰℃″′,.;:?!)]}>～"
NOT_LAST = "（《「『【〔〈“‘¥￥([{<＄$№"
_WORD = r"[0-9A-Za-z\u00c0-\u024f][0-9A-Za-z\u00c0-\u024f.,:/@_+\-*#&'%]*"
_UNIT = re.compile(rf"\s|[{re.escape(NOT_LAST)}]*(?:{_WORD}|[^\s])[{re.escape(NOT_FIRST)}]*")
STEP = 0.5
"""Points by which a text is set smaller until it fits."""
ELLIPSIS = "…"


class Fitted(NamedTuple):
    """Lines that fit a box when set at ``size`` points; ``cut`` = some of the text is not among them."""

    lines: list[str]
    size: float
    cut: bool


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """Lines no wider than ``width``: broken between Chinese characters and at spaces, not inside words.

    No line begins with a closing mark or ends with an opening one, unless the text leaves no choice.
    A line feed always breaks; an empty text is one empty line.
    """
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, width, measure)]


def _paragraph(text: str, width: float, measure: Measure) -> Iterator[str]:
    line, used = "", 0.0
    for unit in _units(text, width, measure):
        step = measure(unit)
        if line and used + step > width + 0.01:
            yield line.rstrip(" ")
            line, used = "", 0.0
            if unit.isspace() and unit != "\u3000":
                continue
        line, used = line + unit, used + step
    yield line.rstrip(" ")


def _units(text: str, width: float, measure: Measure) -> Iterator[str]:
    """What must stay together; a unit wider than the line falls into its characters."""
    for unit in _UNIT.findall(text):
        if len(unit) > 1 and measure(unit) > width:
            yield from unit
        else:
            yield unit


def lines_of(text: str, style: Style, width: float, size: float) -> list[str]:
    """The lines of a text set at ``size`` in a column of ``width`` points, as the style says."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not style.wrap:
        return [text.replace("\n", " ")]
    return break_lines(text, width, lambda part: fonts.width(part, style.role, size))


def settle(text: str, style: Style, width: float) -> Fitted:
    """How a text is set in a column of ``width`` points with all the height it wants.

    What is hardly longer than one line (办公室 in a narrow column) is set smaller rather than broken.
    """
    lines = lines_of(text, style, width, style.size)
    if len(lines) == 2 and "\n" not in text:
        size = style.size * width / fonts.width(text, style.role, style.size)
        if size >= max(style.squeeze * style.size, style.floor):
            return Fitted([text], size, False)
    return Fitted(lines, style.size, False)


def height_of(text: str, style: Style, width: float) -> float:
    """The height in points that a text needs in a column of ``width`` points when it need not give way."""
    settled = settle(text, style, width)
    return len(settled.lines) * settled.size * style.leading


def fit(text: str, style: Style, width: float, height: float) -> Fitted:
    """The text at the largest size down to the style's floor that fits ``width`` × ``height`` points."""
    fitted = settle(text, style, width)
    while not _fits(fitted.lines, style, fitted.size, width, height):
        if fitted.size <= style.floor:
            return _cut(fitted.lines, style, fitted.size, width, height)
        size = max(style.floor, fitted.size - STEP)
        fitted = Fitted(lines_of(text, style, width, size), size, False)
    if style.align == "center" and len(fitted.lines) > 1:
        return fitted._replace(lines=_balanced(text, style, width, fitted))
    return fitted


def _balanced(text: str, style: Style, width: float, fitted: Fitted) -> list[str]:
    """As many lines, as equally long as they can be: 责任 / 领导 rather than 责任领 / 导."""
    lines = fitted.lines
    narrow = width - fitted.size / 2
    while narrow > fitted.size:
        tried = lines_of(text, style, narrow, fitted.size)
        if len(tried) > len(lines) or any(fonts.width(t, style.role, fitted.size) > width for t in tried):
            break
        lines, narrow = tried, narrow - fitted.size / 2
    return lines


def _fits(lines: list[str], style: Style, size: float, width: float, height: float) -> bool:
    # The leading between lines counts, the air above the first and below the last does not.
    tall = ((len(lines) - 1) * style.leading + 1) * size
    return tall <= height + 0.01 and all(
        fonts.width(line, style.role, size) <= width + 0.01 for line in lines
    )


def _cut(lines: list[str], style: Style, size: float, width: float, height: float) -> Fitted:
    room = max(1, int((height / size - 1) / style.leading + 1 + 0.001))
    kept, rest = lines[:room], lines[room:]
    last = kept[-1]
    if rest or fonts.width(last, style.role, size) > width + 0.01:
        while last and fonts.width(last + ELLIPSIS, style.role, size) > width:
            last = last[:-1]
        last += ELLIPSIS
    return Fitted([*kept[:-1], last], size, True)
