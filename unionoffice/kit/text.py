# SPDX-License-Identifier: MIT
"""What every parser does first: full-width characters become half-width, blanks and invisible marks go."""

import re

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
# Zero-width and direction marks ride along when a cell is copied out of a chat window or a web page.
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_BLANK = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")


def half_width(text: str) -> str:
    """Full-width letters, digits, signs and blanks as their half-width twins; Chinese stays as it is."""
    return text.translate(_HALF)


def visible(text: str) -> str:
    """Without the marks that nobody sees and no search finds; blanks stay."""
    return _INVISIBLE.sub("", text)


def squeeze(text: str) -> str:
    """Half-width, with every blank and invisible mark removed, inner ones too."""
    return _BLANK.sub("", half_width(text))


def quote(raw: object, limit: int = 20) -> str:
    """What was read, for a sentence: “…”, cut after ``limit`` characters."""
    text = str(raw).strip()
    return f"“{text[:limit]}…”" if len(text) > limit else f"“{text}”"
