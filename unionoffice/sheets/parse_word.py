# SPDX-License-Identifier: MIT
"""Child side: takes a Word document's tables apart with python-docx, without repeating merged cells."""

from pathlib import Path
from typing import Any

from unionoffice.sheets.child import Send, Unreadable
from unionoffice.sheets.word import WordCell, WordTable

_MOST_COLUMNS = 1000
_BREAKS = ("br", "cr")


def tables(path: Path, send: Send) -> None:
    """Job: one frame ("table", WordTable) for each table that stands in the text itself."""
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        body = Document(str(path)).element.body
    except (OpcError, LxmlError, KeyError, ValueError) as trouble:
        raise Unreadable("damaged", repr(trouble)) from trouble
    before = ""
    for node in body.iter(_w("p"), _w("tbl")):
        if any(_is(above, "tbl") for above in node.iterancestors()):
            continue
        if _is(node, "tbl"):
            table = _table(node)
            table.before = before
            send("table", table)
        else:
            before = _paragraph(node).strip() or before


def _table(tbl: Any) -> WordTable:
    """The grid; ``w:vMerge`` without "restart" continues the cell above, ``w:gridSpan`` widens a cell."""
    anchors: list[WordCell] = []
    above: dict[int, int] = {}  # column -> index of the anchor that covers it in the row above
    width = height = 0
    for row, tr in enumerate(tbl.tr_lst):
        col, here = tr.grid_before, {}
        for tc in tr.tc_lst:
            span = max(1, min(tc.grid_span, _MOST_COLUMNS - col))
            at = above.get(col)
            if tc.vMerge == "continue" and at is not None and anchors[at].col == col:
                anchors[at] = _taller(anchors[at], row)
            else:
                anchors.append(WordCell(row, col, 1, span, _text(tc)))
                at = len(anchors) - 1
            here.update(dict.fromkeys(range(col, col + span), at))
            col += span
        above, width, height = here, max(width, col), row + 1
    return WordTable(height, width, anchors)


def _taller(cell: WordCell, row: int) -> WordCell:
    return WordCell(cell.row, cell.col, row - cell.row + 1, cell.col_span, cell.text)


def _text(tc: Any) -> str:
    return "\n".join(_paragraph(p) for p in tc.iter(_w("p"))).strip()


def _paragraph(p: Any) -> str:
    """The text as shown: deleted revisions (``w:delText``) are left out, line breaks kept."""
    parts = []
    for node in p.iter():
        if _is(node, "t"):
            parts.append(node.text or "")
        elif _is(node, "tab"):
            parts.append("\t" if _is(node.getparent(), "r") else "")
        elif any(_is(node, name) for name in _BREAKS):
            parts.append("\n")
    return "".join(parts)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _is(node: Any, name: str) -> bool:
    return isinstance(node.tag, str) and node.tag.rpartition("}")[2] == name
