# SPDX-License-Identifier: MIT
"""The cells an import reads, row by row for whoever looks at one, column by column for whoever reads thousands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from unionoffice.kit.identity import Finding
from unionoffice.kit.validate import Reading

BLOCK = 1000  # rows read at a time
RawRow = tuple[int, Mapping[str, object]]


@dataclass(frozen=True)
class CellBlock:
    """Some rows next to each other: their numbers in the file, and for each field its cell in every one of them."""

    numbers: Sequence[int]
    columns: Mapping[str, Sequence[object]]

    def row(self, place: int) -> dict[str, object]:
        """The cells of one of the rows by field name."""
        return {name: cells[place] for name, cells in self.columns.items()}


@dataclass(frozen=True)
class SheetRows:
    """Rows with their numbers in the file, and in which of their columns each field stands."""

    rows: Sequence[tuple[int, Sequence[object]]]
    places: Mapping[str, int]

    @classmethod
    def of(cls, rows: Iterable[RawRow]) -> Self:
        """The same from rows by field name."""
        held = list(rows)
        names = list(dict.fromkeys(name for _, cells in held for name in cells))
        listed = [(number, [cells.get(name) for name in names]) for number, cells in held]
        return cls(listed, {name: place for place, name in enumerate(names)})

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[RawRow]:
        for block in self.blocks():
            for place, number in enumerate(block.numbers):
                yield number, block.row(place)

    def blocks(self) -> Iterator[CellBlock]:
        """All rows, a block at a time. A row may be shorter than others: what it lacks is None."""
        for start in range(0, len(self.rows), BLOCK):
            some = self.rows[start : start + BLOCK]
            columns = {
                name: [row[at] if len(row) > at else None for _, row in some] for name, at in self.places.items()
            }
            yield CellBlock([number for number, _ in some], columns)


def findings_by_row(readings: Mapping[str, Sequence[Reading]]) -> dict[int, dict[str, tuple[Finding, ...]]]:
    """Place of a row -> field name -> what was found about it."""
    found: dict[int, dict[str, tuple[Finding, ...]]] = {}
    for name, column in readings.items():
        for place, read in enumerate(column):
            if read.findings:
                found.setdefault(place, {})[name] = read.findings
    return found
