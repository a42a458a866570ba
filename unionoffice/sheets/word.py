# SPDX-License-Identifier: MIT
"""Reads the tables of a Word document with their merged cells, each merged cell once."""

from dataclasses import dataclass, field
from pathlib import Path

from unionoffice.errors import OfficeError
from unionoffice.progress import Progress
from unionoffice.sheets.kinds import NOT_WORD_SENTENCE, TABLE_KINDS, UNREADABLE, FileKind
from unionoffice.sheets.sniff import sniff
from unionoffice.sheets.worker import run_child

_NO_TABLE = "这个 Word 文档里没有表格，没有导入任何内容。请确认选对了文件。原文件没有改动。"


@dataclass(frozen=True)
class WordCell:
    """A cell where it begins (row and column from 0) and how many rows and columns it covers."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str


@dataclass
class WordTable:
    """A grid of ``height`` × ``width``. ``cells`` are in reading order; ``before`` is the paragraph above it."""

    height: int
    width: int
    cells: list[WordCell] = field(default_factory=list)
    before: str = ""

    def filled(self) -> list[list[str]]:
        """The grid with a merged cell's text in every place it covers; blank places are ""."""
        grid = [[""] * self.width for _ in range(self.height)]
        for cell in self.cells:
            for row in grid[cell.row : cell.row + cell.row_span]:
                row[cell.col : cell.col + cell.col_span] = [cell.text] * cell.col_span
        return grid


def read_word_tables(path: Path, progress: Progress) -> list[WordTable]:
    """The document's own tables, top to bottom (not tables inside tables), at least one.

    Raises OfficeError for .doc, encrypted and other files, saying what they are; Cancelled.
    """
    kind = sniff(path)
    if kind is not FileKind.DOCX:
        sentence = NOT_WORD_SENTENCE if kind in TABLE_KINDS else UNREADABLE[kind]
        raise OfficeError(sentence, detail=f"{path.name}: {kind}")
    tables = [table for _, table in run_child("unionoffice.sheets.parse_word:tables", path, progress)]
    if not tables:
        raise OfficeError(_NO_TABLE, detail=path.name)
    return tables
