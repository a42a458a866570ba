# SPDX-License-Identifier: MIT
"""Child side: takes the tables out of a web page, which many systems hand out under the name of an .xls file."""

from html.parser import HTMLParser
from pathlib import Path

from unionoffice.sheets.cells import Cell, Span
from unionoffice.sheets.child import Send, Unreadable
from unionoffice.sheets.sniff import decode_text

_WIDEST = 1000  # columns or rows one cell may claim to cover
_SILENT = frozenset({"script", "style", "head", "title"})
_PORTION = 2000


class HtmlTable:
    """A table while it is read: rows of text, and the cells that reach down into rows still to come."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.merged: list[Span] = []
        self._reaching: dict[int, int] = {}  # column -> rows it is still covered

    def begin_row(self) -> None:
        self.rows.append([])
        self._covered = {col for col, left in self._reaching.items() if left > 0}
        self._reaching = {col: left - 1 for col, left in self._reaching.items() if left > 1}

    def add(self, text: str, down: int, across: int) -> None:
        row = self.rows[-1]
        while len(row) in self._covered:
            row.append(None)
        col, number = len(row), len(self.rows)
        row += [text or None] + [None] * (across - 1)
        if down > 1 or across > 1:
            self.merged.append(Span(number, col, number + down - 1, col + across - 1))
        if down > 1:
            self._reaching.update(dict.fromkeys(range(col, col + across), down - 1))


class _Reader(HTMLParser):
    """Collects the outermost tables; end tags of rows and cells may be missing, as they often are."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[HtmlTable] = []
        self._depth = 0
        self._silent = 0
        self._cell: list[str] | None = None
        self._spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(HtmlTable())
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.tables[-1].begin_row()
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            given = dict(attrs)
            self._cell, self._spans = [], (_count(given.get("rowspan")), _count(given.get("colspan")))
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if self._depth == 1 and tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table":
            self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        text = "\n".join(" ".join(line.split()) for line in "".join(self._cell).split("\n")).strip()
        self._cell = None
        table = self.tables[-1]
        if not table.rows:
            table.begin_row()
        table.add(text, *self._spans)


def _count(text: str | None) -> int:
    return min(max(int(text), 1), _WIDEST) if text and text.isascii() and text.isdigit() else 1


def tables(path: Path, send: Send) -> None:
    """Job: every outermost table of the page as a sheet; values stay the text they are."""
    text = decode_text(path.read_bytes())
    if text is None:
        raise Unreadable("not text")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    found = [table for table in reader.tables if any(cell is not None for row in table.rows for cell in row)]
    if not found:
        raise Unreadable("no sheets")
    for number, table in enumerate(found, 1):
        send("sheet", (path.stem if len(found) == 1 else f"表{number}", False, table.merged, len(table.rows)))
        for first in range(0, len(table.rows), _PORTION):
            send("rows", table.rows[first : first + _PORTION])
