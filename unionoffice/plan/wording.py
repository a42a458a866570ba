# SPDX-License-Identifier: MIT
"""Words of a plan table made comparable and tidy: numbers before titles, names in a cell, lines within a cell."""

import re
from collections.abc import Sequence

from unionoffice.kit.text import half_width, squeeze

_CHINESE = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"\s*(?:[（(](?P<a>[{_CHINESE}]+|\d{{1,3}})[）)]|(?P<b>[{_CHINESE}]+)\s*(?P<c>[、.．])|(?P<d>\d{{1,3}})\s*(?P<e>[.．、])(?!\d))\s*"
)
_PADDING = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")
_APART = re.compile(r"[、，,；;/\n\r]+")
_STARTS_ITEM = re.compile(r"\s*(?:[（(]?\d{1,2}[.．、）)]|[（(]?[一二三四五六七八九十]+[、）)]|[①-⑳•·●■])")


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    tens, ten, units = numeral.rpartition("十")
    if not ten:
        return _CHINESE.index(numeral) + 1 if len(numeral) == 1 else 0
    return (_CHINESE.index(tens) + 1 if tens else 1) * 10 + (_CHINESE.index(units) + 1 if units else 0)


def _numeral(number: int) -> str:
    tens, units = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_CHINESE[tens - 1]}十"
    return head + (_CHINESE[units - 1] if units else "")


def split_number(title: str) -> tuple[int, str]:
    """The number a title begins with (一、, （二）, 3., 4、; 0 when none) and the title without it."""
    found = _NUMBER.match(title)
    if found is None:
        return 0, title.strip()
    return _value(found["a"] or found["b"] or found["d"]), title[found.end() :].strip()


def key_of(title: str) -> str:
    """By what two writings of one title are recognised: without its number, blanks and full-width differences."""
    return squeeze(split_number(title)[1]).rstrip("。.;；,，").casefold()


def tidy_title(text: str) -> str:
    """A title as screens show it: one line, a blank after ``1.``, none after ``一、``."""
    line = one_line(text)
    found = _NUMBER.match(line)
    if found is None or not found["d"]:
        return line
    sign = "、" if found["e"] == "、" else ". "
    return f"{int(found['d'])}{sign}{line[found.end() :]}"


def renumbered(title: str, number: int) -> str:
    """The title with another number in the same style; a title without a number stays."""
    found = _NUMBER.match(title)
    if found is None:
        return title
    old = found["a"] or found["b"] or found["d"]
    new = str(number) if old.isdigit() else _numeral(number)
    return title[: found.end()].replace(old, new, 1) + title[found.end() :]


def orders(titles: Sequence[str]) -> list[int]:
    """A place for each of some titles in reading order: their own numbers where all have rising ones, else 1, 2, …"""
    numbers = [split_number(title)[0] for title in titles]
    rising = all(low < high for low, high in zip([0, *numbers], numbers, strict=False))
    return numbers if rising else list(range(1, len(titles) + 1))


def one_line(text: str) -> str:
    """A cell's lines as one: Chinese runs on without blanks, a new item or a Latin word keeps one before it."""
    joined = ""
    for line in text.split("\n"):
        piece = re.sub(r"\s+", " ", line).strip()
        apart = (
            joined and piece and (_STARTS_ITEM.match(piece) or (joined[-1].isascii() and piece[0].isascii()))
        )
        joined += (" " if apart else "") + piece
    return _PADDING.sub("", joined)


def names(text: str | None) -> list[str]:
    """The names in a 责任 cell. A two-character name padded with blanks (何　频) is one name."""
    found: list[str] = []
    for piece in _APART.split(half_width(text or "").replace("\t", " ")):
        words = piece.split()
        found += ["".join(words)] if all(len(word) == 1 for word in words) else words
    return [name for name in found if name]


def tidy_names(text: str | None) -> str | None:
    """The names parted by 、, None when there is none."""
    return "、".join(names(text)) or None
