# SPDX-License-Identifier: MIT
"""Child side: error cells (and in .xlsb merged cells) in the binary formats, .xls ([MS-XLS]) and .xlsb ([MS-XLSB])."""

import struct
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from unionoffice.sheets.cells import Span
from unionoffice.sheets.ole import OleFile

# row number (from 1) -> (column index from 0, what the cell shows)
Found = dict[int, list[tuple[int, str]]]

_CODES = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_OTHER = "#ERROR"

_XLS_BOF, _XLS_EOF, _XLS_BOUNDSHEET, _XLS_FORMULA, _XLS_BOOL_OR_ERROR = 0x0809, 0x000A, 0x0085, 0x0006, 0x0205
_XLSB_ROW, _XLSB_CELL_ERROR, _XLSB_FORMULA_ERROR, _XLSB_SHEET, _XLSB_MERGED = 0, 3, 11, 156, 176


def of_xls(data: bytes) -> dict[str, Found]:
    """Sheet name -> its error cells; raises ValueError or struct.error when the file is damaged."""
    container = OleFile(data)
    entries = container.entries()
    entry = entries.get("Workbook")
    if entry is None:  # before Excel 97: names are in an unknown code page
        return {}
    stream = container.stream(entry)
    return {name: _xls_sheet(stream, at) for name, at in _xls_sheets(stream)}


def _xls_records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records up to the EOF that belongs to the BOF at ``at``; charts inside have their own pairs."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        depth += (kind == _XLS_BOF) - (kind == _XLS_EOF)
        if depth <= 0:
            return
        at += 4 + size


def _xls_sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for kind, body in _xls_records(stream, 0):
        if kind == _XLS_BOUNDSHEET:
            position, length, wide = struct.unpack_from("<I2xBB", body)
            name = body[8 : 8 + length * (2 if wide & 1 else 1)]
            yield name.decode("utf-16-le" if wide & 1 else "latin-1"), position


def _xls_sheet(stream: bytes, at: int) -> Found:
    found: Found = {}
    for kind, body in _xls_records(stream, at):
        if kind == _XLS_BOOL_OR_ERROR and body[7]:
            code = body[6]
        elif kind == _XLS_FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            code = body[8]
        else:
            continue
        row, col = struct.unpack_from("<HH", body)
        found.setdefault(row + 1, []).append((col, _CODES.get(code, _OTHER)))
    return found


def of_xlsb(archive: zipfile.ZipFile) -> tuple[dict[str, Found], dict[str, list[Span]]]:
    """Sheet name -> its error cells, and its merged cells."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    targets = {node.get("Id", ""): node.get("Target", "") for node in relations}
    found: dict[str, Found] = {}
    merged: dict[str, list[Span]] = {}
    for kind, body in _xlsb_records(archive.read("xl/workbook.bin")):
        if kind == _XLSB_SHEET:
            relation, at = _wide_text(body, 8)
            name, _ = _wide_text(body, at)
            found[name], merged[name] = _xlsb_sheet(archive.read("xl/" + targets[relation]))
    return found, merged


def _xlsb_sheet(part: bytes) -> tuple[Found, list[Span]]:
    found: Found = {}
    merged: list[Span] = []
    row = 0
    for kind, body in _xlsb_records(part):
        if kind == _XLSB_ROW:
            row = struct.unpack_from("<I", body)[0] + 1
        elif kind in (_XLSB_CELL_ERROR, _XLSB_FORMULA_ERROR):
            col = struct.unpack_from("<I", body)[0]
            found.setdefault(row, []).append((col, _CODES.get(body[8], _OTHER)))
        elif kind == _XLSB_MERGED:
            top, low, left, right = struct.unpack_from("<4I", body)
            merged.append(Span(top + 1, left, low + 1, right))
    return found, merged


def _xlsb_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """A record's id takes one or two bytes, its size up to four, seven bits in each."""
    at = 0
    while at < len(part):
        kind, at = part[at], at + 1
        if kind & 0x80:
            kind, at = (kind & 0x7F) | (part[at] & 0x7F) << 7, at + 1
        size = shift = 0
        while True:
            byte, at = part[at], at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift == 28:
                break
        yield kind, part[at : at + size]
        at += size


def _wide_text(body: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", body, at)
    end = at + 4 + 2 * length
    return body[at + 4 : end].decode("utf-16-le"), end
