# SPDX-License-Identifier: MIT
"""Child side: what calamine does not tell: cells that show an error (#DIV/0!, #N/A …) or a formula that was never
worked out, both blank to it, the merged cells of .ods and .xlsb, and the zeros that a format shows before a number."""

import io
import re
import struct
import threading
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from unionoffice.sheets.cells import UNCOUNTED, Span
from unionoffice.sheets.error_records import Found, of_xls, of_xlsb
from unionoffice.sheets.ole import SIGNATURE
from unionoffice.sheets.padded_cells import Padded, collect_padded, column_index, padded_styles


@dataclass
class Told:
    """By sheet what calamine does not tell."""

    errors: dict[str, Found] = field(default_factory=dict)
    merged: dict[str, list[Span]] = field(default_factory=dict)
    padded: dict[str, Padded] = field(default_factory=dict)



_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ElementTree.ParseError,
    LookupError,
    ValueError,
    EOFError,
    OSError,
    NotImplementedError,
)
_CHUNK = 1 << 20
_ERROR_MARK = b't="e"'
_CELL = re.compile(rb'<(?:\w+:)?c\s([^>]*\bt="e"[^>/]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_FORMULA_MARK = b"</f>"
_UNCOUNTED = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")


class ErrorCells:
    """The search, running in a thread beside calamine, because inflating a big sheet again takes a while."""

    def __init__(self, search: Callable[[], Told]) -> None:
        self._found = Told()
        self._search = search
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def of(self, sheet: str) -> Found:
        """The error cells of the sheet of that name; waits for the search to end."""
        self._thread.join()
        return self._found.errors.get(sheet, {})

    def merged(self, sheet: str) -> list[Span]:
        """The merged cells of that sheet, of the formats in which calamine knows none."""
        self._thread.join()
        return self._found.merged.get(sheet, [])

    def padded(self, sheet: str) -> Padded:
        """The numbers of that sheet that are shown with leading zeros."""
        self._thread.join()
        return self._found.padded.get(sheet, {})

    def _run(self) -> None:
        try:
            self._found = self._search()
        except _DAMAGE:
            # The file is damaged; calamine, which reads it at the same time, will say so.
            self._found = Told()


def error_cells(data: bytes) -> ErrorCells:
    """Start looking for error cells in a workbook's bytes."""
    if data.startswith(b"PK"):
        return ErrorCells(lambda: _of_zip(data))
    if data.startswith(SIGNATURE):
        return ErrorCells(lambda: Told(of_xls(data)))
    return ErrorCells(Told)


def _of_zip(data: bytes) -> Told:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return _of_parts(archive)
        if "xl/workbook.bin" in names:
            return Told(*of_xlsb(archive))
        return _of_ods(archive) if "content.xml" in names else Told()


def _of_ods(archive: zipfile.ZipFile) -> Told:
    """LibreOffice marks error cells in its own name space; other programs do not, and their errors stay blank."""
    found: dict[str, Found] = {}
    merged: dict[str, list[Span]] = {}
    sheet, row, col = "", 0, 0
    with archive.open("content.xml") as stream:
        for event, node in ElementTree.iterparse(stream, ("start", "end")):
            name = node.tag.rpartition("}")[2]
            if event == "start":
                if name == "table":
                    sheet, row = _attribute(node, "name"), 0
                elif name == "table-row":
                    row, col = row + 1, 0
            elif name in ("table-cell", "covered-table-cell"):
                if _attribute(node, "value-type", "calcext:1.0") == "error":
                    at = (col, "".join(node.itertext()) or "#ERROR")
                    found.setdefault(sheet, {}).setdefault(row, []).append(at)
                down, across = (int(_attribute(node, f"number-{way}-spanned") or 1) for way in ("rows", "columns"))
                if (down, across) != (1, 1):
                    merged.setdefault(sheet, []).append(Span(row, col, row + down - 1, col + across - 1))
                col += int(_attribute(node, "number-columns-repeated") or 1)
            elif name == "table-row":
                row += int(_attribute(node, "number-rows-repeated") or 1) - 1
                node.clear()
    return Told(found, merged)


def _attribute(node: ElementTree.Element, name: str, namespace: str = "") -> str:
    end = f"{namespace}}}{name}" if namespace else f"}}{name}"
    return next((value for key, value in node.attrib.items() if key.endswith(end)), "")


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


def _of_parts(archive: zipfile.ZipFile) -> Told:
    told, styles = Told(), padded_styles(archive)
    for name, part in _sheet_parts(archive).items():
        told.errors[name], told.padded[name] = _of_part(archive, part, styles)
    return told


def _of_part(archive: zipfile.ZipFile, part: str, styles: Mapping[int, int]) -> tuple[Found, Padded]:
    found: Found = {}
    padded: Padded = {}
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            rest += chunk
            if _ERROR_MARK in rest:
                _collect(rest, found)
            if _FORMULA_MARK in rest:
                _collect_uncounted(rest, found)
            if styles:
                collect_padded(rest, styles, padded)
            rest = rest[max(rest.rfind(b"</row>"), rest.rfind(b":row>"), len(rest) - _CHUNK, 0) :]
    return found, padded


def _collect(xml: bytes, found: Found) -> None:
    for cell in _CELL.finditer(xml):
        reference, value = _REFERENCE.search(cell[1]), _VALUE.search(cell[2])
        if reference and value:
            at = (column_index(reference[1].decode()), value[1].decode("utf-8", "replace"))
            row = found.setdefault(int(reference[2]), [])
            if at not in row:
                row.append(at)


def _collect_uncounted(xml: bytes, found: Found) -> None:
    """Programs write formulas without results; Excel and WPS always keep one, if only an empty text."""
    for cell in _UNCOUNTED.finditer(xml):
        reference = _REFERENCE.search(b" " + cell[1])
        if reference and b't="str"' not in cell[1]:
            at = (column_index(reference[1].decode()), UNCOUNTED)
            row = found.setdefault(int(reference[2]), [])
            if at not in row:
                row.append(at)
