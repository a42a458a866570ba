# SPDX-License-Identifier: MIT
"""Reads a page's rows: a small register's at once, of a large one the first screen at once and the rest in a job."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from ui.jobs import Job, run_job, show_problem
from unionoffice.errors import Cancelled
from unionoffice.kit.register import Register
from unionoffice.office import Office
from unionoffice.progress import Progress
from unionoffice.store import listing
from unionoffice.store.listing import Query

LARGE = 20_000  # records; reading so many ids takes a moment that is felt
AT_ONCE = 0.08  # seconds the window may stand still for it
REST_AFTER_MS = 60  # first the screen is painted, and perhaps the next key comes: both would be held up
Stop = Callable[[], bool]


@dataclass(frozen=True)
class Rows:
    """What was found for a query. ``whole`` is False for the first screen of a longer list; it has no sums yet."""

    query: Query
    ids: Sequence[int]
    whole: bool = True
    sums: dict[str, object] = field(default_factory=dict)
    none_at_all: bool = False  # the register holds nothing, whatever is asked


Read = Callable[[Query, Stop | None], Rows]


class RowsReader(QObject):
    """``found`` brings the rows of the newest query only: at once, and again when the rest has been read."""

    found = Signal(object)

    def __init__(self, office: Office, register: Register, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._register = office, register
        self._large = False  # a register that was large once is read as such: counting takes a moment at each key
        self._opened = False
        self._asked = 0
        self._job: Job | None = None
        self._waiting: tuple[Query, Read] | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_AFTER_MS)
        self._rest.timeout.connect(self._read_rest)

    @property
    def reading(self) -> bool:
        """Whether the rest of a long list is on its way."""
        return self._job is not None or self._waiting is not None

    def ask(self, query: Query) -> None:
        """Read the rows of ``query``; what is still being read for an older one is dropped."""
        self.drop()
        found = self._at_once(query) if self._is_large() else self._whole(query)
        if found is not None:
            self.found.emit(found)
        if found is None or not found.whole:
            self._later(query, self._whole if found else self._first)

    def _later(self, query: Query, read: Read) -> None:
        self._waiting = query, read
        self._rest.start()

    def _is_large(self) -> bool:
        if not self._large:
            with self._office.read() as session:
                self._large = listing.more_than(session, self._register, LARGE)
        return self._large

    def drop(self) -> None:
        """What is still being read is not wanted any more."""
        self._asked += 1
        self._rest.stop()
        self._waiting = None
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _at_once(self, query: Query) -> Rows | None:
        """The whole list where that is quick, else its first screen; None where neither is.

        A page that opens has no place to keep: its first screen is enough, and sooner there.
        """
        usual = self._opened and not query.text and query.order == self._register.order
        self._opened = True
        for read in (self._whole, self._first) if usual else (self._first,):
            with suppress(Cancelled):
                return read(query, _after(AT_ONCE))
        return None

    def _first(self, query: Query, stop: Stop | None = None) -> Rows:
        with self._office.read() as session:
            ids = listing.first(session, self._register, query, stop)
        return Rows(query, ids, whole=len(ids) < listing.FIRST and not self._register.sums)

    def _whole(self, query: Query, stop: Stop | None = None) -> Rows:
        with self._office.read() as session:
            ids = listing.ids(session, self._register, query, stop)
            sums = {name: listing.total(session, self._register, name, query) for name in self._register.sums}
            nothing = not ids and not listing.more_than(session, self._register, 0)
        return Rows(query, ids, sums=dict(sums), none_at_all=nothing)

    def _read_rest(self) -> None:
        """In a job: what is missing, the first screen before the rest where even that is."""
        assert self._waiting is not None
        (query, what), number = self._waiting, self._asked
        self._waiting = None

        def work(progress: Progress) -> Rows:
            return what(query, partial(_stopped, progress))

        def read(rows: Rows) -> None:
            if number == self._asked:
                self._job = None
                self.found.emit(rows)
                if not rows.whole and number == self._asked:
                    self._later(query, self._whole)

        def failed(problem: BaseException) -> None:
            if number == self._asked:
                self._job = None
            if not isinstance(problem, Cancelled):
                show_problem(problem)

        job = run_job(
            f"正在查找{self._register.noun}", work, read, failed,
            cancel_text="取消后只显示前面的，数据不变。", owner=self,
        )  # fmt: skip
        self._job = job if job.running and number == self._asked else None


def _after(seconds: float) -> Stop:
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until


def _stopped(progress: Progress) -> bool:
    try:
        progress.check_cancelled()
    except Cancelled:
        return True
    return False
