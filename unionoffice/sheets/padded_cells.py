# SPDX-License-Identifier: MIT
"""Child side: numbers that an .xlsx shows with leading zeros by their format (00000000), which calamine reads without."""

import re
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree

# row number (from 1) -> (column index from 0, the number as it is shown)
Padded = dict[int, list[tuple[int, str]]]

_ZEROS = re.compile(r"0{2,}(;.*)?")
_CELL = re.compile(rb'<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?v>(\d+)</(?:\w+:)?v>')
_STYLE = re.compile(rb'\bs="(\d+)"')
_KIND = re.compile(rb'\bt="(?!n")')
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


def padded_styles(archive: zipfile.ZipFile) -> dict[int, int]:
    """Style number -> how many digits it shows at least, of the styles whose format is zeros alone; seldom any."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    widths: dict[str | None, int] = {}
    for node in root.iter():
        code = node.get("formatCode", "") if node.tag.endswith("}numFmt") else ""
        if _ZEROS.fullmatch(code):
            widths[node.get("numFmtId")] = len(code.partition(";")[0])
    cells = next((node for node in root if node.tag.endswith("}cellXfs")), root)
    return {number: widths[xf.get("numFmtId")] for number, xf in enumerate(cells) if xf.get("numFmtId") in widths}


def collect_padded(xml: bytes, styles: Mapping[int, int], found: Padded) -> None:
    """Add the whole numbers in this piece of a sheet that have one of the styles and too few digits of their own."""
    for cell in _CELL.finditer(xml):
        style, place = _STYLE.search(cell[1]), _REFERENCE.search(b" " + cell[1])
        width = styles.get(int(style[1]), 0) if style else 0
        if place is None or len(cell[2]) >= width or _KIND.search(cell[1]):
            continue
        at = (column_index(place[1].decode()), cell[2].decode().zfill(width))
        row = found.setdefault(int(place[2]), [])
        if at not in row:
            row.append(at)


def column_index(letters: str) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
