# SPDX-License-Identifier: MIT
"""What a list costs with nothing of ours in it: a QTableView over a plain list, filled by a bare sqlite3 query."""

import gc
import sqlite3
import time
from array import array
from collections.abc import Callable
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView

SIZE = (1294, 620)
SCREEN = 32
COLUMNS = "staff_no, full_name, sex_code, branch.name, employment_type, membership_status, join_date, mobile"
ROWS = f"SELECT {COLUMNS} FROM member LEFT JOIN branch ON branch.id = branch_id"
IN_ORDER = "SELECT id FROM member ORDER BY name_pinyin, id"
SORTED = "SELECT id FROM member ORDER BY native_place, id LIMIT 128"  # a column without an index


class Cells(QAbstractTableModel):
    """Rows of texts, as bare as a model can be."""

    rows: list[tuple[object, ...]] = []  # noqa: RUF012

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 8

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        return str(self.rows[index.row()][index.column()]) if role == Qt.ItemDataRole.DisplayRole else None

    def show(self, rows: list[tuple[object, ...]]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class BareList:
    """The references. Each reads from the file what it paints, so that both sides do what cannot be left out."""

    def __init__(self, folder: Path) -> None:
        self.raw = sqlite3.connect(folder / "office.db")
        self.raw.execute("PRAGMA cache_size=-8000")
        self.table, self.model = self._table()
        self._at = 0

    def _table(self) -> tuple[QTableView, Cells]:
        table, model = QTableView(), Cells()
        table.setModel(model)
        table.resize(*SIZE)
        table.show()
        QApplication.processEvents()
        return table, model

    def _screen(self) -> list[tuple[object, ...]]:
        self._at += 997
        return self.raw.execute(f"{ROWS} WHERE member.id > {self._at} LIMIT {SCREEN}").fetchall()

    def look(self) -> None:
        """Another screen of rows, read and painted."""
        self.model.show(self._screen())
        self.table.viewport().repaint()

    def open(self) -> None:
        """A table made, shown and painted, and the ids of all members read in the order their index lies in."""
        table, model = self._table()
        array("q", chain.from_iterable(self.raw.execute(IN_ORDER)))
        model.show(self._screen())
        table.viewport().repaint()
        table.close()

    def sort(self) -> None:
        """The first ids by a column that has no index, and a screen of rows painted."""
        self.raw.execute(SORTED).fetchall()
        self.look()

    def close(self) -> None:
        self.table.close()
        self.raw.close()


def processor(run: Callable[[], object]) -> float:
    """Seconds of processor time, of all threads, that ``run`` takes."""
    begun = time.process_time()
    run()
    return time.process_time() - begun


def by_turns(times: int, *runs: Callable[[], float]) -> list[float]:
    """The best of so many goes of each, taken by turns, so that a busy machine slows all alike."""
    taken = [[run() for run in runs] for _ in range(times)]
    return [min(one) for one in zip(*taken, strict=True)]


def settle_garbage() -> None:
    """As the program does when it has started: what is there is not looked through again and again."""
    gc.collect()
    gc.freeze()
