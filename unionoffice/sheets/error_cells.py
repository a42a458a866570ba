# SPDX-License-Identifier: MIT
"""Child side: finds cells that show an error (#DIV/0!, #N/A …), which calamine reads as blank."""

import io
import re
import threading
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

# row number (from 1) -> (column index from 0, what the cell shows)
Found = dict[int, list[tuple[int, str]]]

_CHUNK = 1 << 20
_ERROR_MARK = b't="e"'
_CELL = re.compile(rb'<(?:\w+:)?c\s([^>]*\bt="e"[^>/]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")


class ErrorCells:
    """The search, running in a thread beside calamine, because inflating a big sheet again takes a while."""

    def __init__(self, search: Callable[[], dict[str, Found]]) -> None:
        self._found: dict[str, Found] = {}
        self._search = search
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def of(self, sheet: str) -> Found:
        """The error cells of the sheet of that name; waits for the search to end."""
        self._thread.join()
        return self._found.get(sheet, {})

    def _run(self) -> None:
        try:
            self._found = self._search()
        except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, EOFError, OSError):
            # The file is damaged; calamine, which reads it at the same time, will say so.
            self._found = {}


def error_cells(data: bytes) -> ErrorCells:
    """Start looking for error cells in a workbook's bytes."""
    if data.startswith(b"PK"):
        return ErrorCells(lambda: _of_xlsx(data))
    return ErrorCells(dict)


def _of_xlsx(data: bytes) -> dict[str, Found]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        return {name: _of_part(archive, part) for name, part in _sheet_parts(archive).items()}


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> its part, through the relationships; namespaces differ between strict and usual files."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {node.get("Id"): node.get("Target", "") for node in relations}
    names = set(archive.namelist())
    parts = {}
    for node in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        key = next((value for name, value in node.attrib.items() if name.endswith("}id")), None)
        target = targets.get(key, "")
        part = target[1:] if target.startswith("/") else f"xl/{target}"
        if node.tag.endswith("}sheet") and part in names:
            parts[node.get("name", "")] = part
    return parts


def _of_part(archive: zipfile.ZipFile, part: str) -> Found:
    found: Found = {}
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            rest += chunk
            if _ERROR_MARK in rest:
                _collect(rest, found)
            rest = rest[max(rest.rfind(b"</row>"), rest.rfind(b":row>"), len(rest) - _CHUNK, 0) :]
    return found


def _collect(xml: bytes, found: Found) -> None:
    for cell in _CELL.finditer(xml):
        reference, value = _REFERENCE.search(cell[1]), _VALUE.search(cell[2])
        if reference and value:
            at = (column_index(reference[1].decode()), value[1].decode("utf-8", "replace"))
            row = found.setdefault(int(reference[2]), [])
            if at not in row:
                row.append(at)


def column_index(letters: str) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
