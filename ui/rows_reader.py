# SPDX-License-Identifier: MIT
"""Reads a page's rows: a small register's at once, of a large one the first screen at once and the rest in a job."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.jobs import Job, run_job, show_problem
from unionoffice.errors import Cancelled
from unionoffice.kit.register import Register
from unionoffice.office import Office
from unionoffice.progress import Progress
from unionoffice.store import listing
from unionoffice.store.listing import Query

LARGE = 20_000  # records; reading so many ids takes a moment that is felt
FIRST_WITHIN = 0.1  # seconds the window may stand still for the first screen


@dataclass(frozen=True)
class Rows:
    """What was found for a query. ``whole`` is False for the first screen of a longer list; it has no sums yet."""

    query: Query
    ids: Sequence[int]
    whole: bool = True
    sums: dict[str, object] = field(default_factory=dict)
    none_at_all: bool = False  # the register holds nothing, whatever is asked


class RowsReader(QObject):
    """``found`` brings the rows of the newest query only: at once, and again when the rest has been read."""

    found = Signal(object)

    def __init__(self, office: Office, register: Register, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._register = office, register
        self._asked = 0
        self._job: Job | None = None

    @property
    def reading(self) -> bool:
        """Whether the rest of a long list is on its way."""
        return self._job is not None

    def ask(self, query: Query) -> None:
        """Read the rows of ``query``; what is still being read for an older one is dropped."""
        self._asked += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None
        with self._office.read() as session:
            large = listing.more_than(session, self._register, LARGE)
            first = self._first(query) if large else None
        if first is None and not large:
            self.found.emit(self._whole(query))
            return
        if first is not None:
            self.found.emit(first)
        if first is None or not first.whole:
            self._read_rest(query)

    def _first(self, query: Query) -> Rows | None:
        """The first screen; None where it cannot be had without keeping the clerk waiting."""
        until = time.monotonic() + FIRST_WITHIN
        try:
            with self._office.read() as session:
                ids = listing.first(session, self._register, query, lambda: time.monotonic() > until)
        except Cancelled:
            return None
        return Rows(query, ids, whole=len(ids) < listing.FIRST and not self._register.sums)

    def _whole(self, query: Query, progress: Progress | None = None) -> Rows:
        stop = partial(_stopped, progress) if progress else None
        with self._office.read() as session:
            ids = listing.ids(session, self._register, query, stop)
            sums = {name: listing.total(session, self._register, name, query) for name in self._register.sums}
            nothing = not ids and not listing.more_than(session, self._register, 0)
        return Rows(query, ids, sums=dict(sums), none_at_all=nothing)

    def _read_rest(self, query: Query) -> None:
        number = self._asked

        def read(rows: Rows) -> None:
            if number == self._asked:
                self._job = None
                self.found.emit(rows)

        def failed(problem: BaseException) -> None:
            if number == self._asked:
                self._job = None
            if not isinstance(problem, Cancelled):
                show_problem(problem)

        job = run_job(
            f"正在查找{self._register.noun}", partial(self._whole, query), read, failed,
            cancel_text="取消后只显示前面的，数据不变。", owner=self,
        )  # fmt: skip
        self._job = job if job.running and number == self._asked else None


def _stopped(progress: Progress) -> bool:
    try:
        progress.check_cancelled()
    except Cancelled:
        return True
    return False
