# SPDX-License-Identifier: MIT
"""Run long work off the GUI thread: a plain function with a Progress; its result arrives on the GUI thread.

``run_job`` uses the runner in force. Unit tests switch to :func:`inline_jobs`, which runs the work at once.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal

from ui import messages
from unionoffice.errors import Cancelled, OfficeError
from unionoffice.progress import Progress

T = TypeVar("T")
Work: TypeAlias = Callable[[Progress], T]

LOOK_EVERY_MS = 50
CANCEL_TEXT = "取消后全部不写入，原来的数据不变。"
LEFT_KNOWN_AFTER = 1.5


class Job(QObject):
    """One piece of work on its way. ``moved`` comes at most 20 times a second, ``ended`` once, both on the GUI thread."""

    moved = Signal()
    ended = Signal()
    _returned = Signal(object, object)

    def __init__(self, title: str, cancel_text: str, can_cancel: bool, *, quiet: bool = False) -> None:
        super().__init__()
        self.title, self.cancel_text, self.can_cancel, self.quiet = title, cancel_text, can_cancel, quiet
        self.done, self.total, self.text = 0, 0, ""
        self.started = time.monotonic()
        self.running = True
        self._cancelled = False
        self._dirty = False

    # the Progress protocol, called on the worker thread: plain assignments only

    def report(self, done: int, total: int, text: str = "") -> None:
        self.done, self.total, self.text, self._dirty = done, total, text, True

    def check_cancelled(self) -> None:
        if self._cancelled:
            raise Cancelled

    # the GUI thread's side

    def cancel(self) -> None:
        """Ask it to stop; it does so at its next ``check_cancelled``."""
        self._cancelled = True
        self.moved.emit()

    @property
    def cancelling(self) -> bool:
        return self._cancelled

    def elapsed(self) -> float:
        return time.monotonic() - self.started

    def seconds_left(self) -> float | None:
        """An estimate by what is done, None while there is nothing to go by."""
        spent = self.elapsed()
        if not self.total or not self.done or spent < LEFT_KNOWN_AFTER:
            return None
        return spent / self.done * max(0, self.total - self.done)

    def look(self) -> None:
        if self._dirty:
            self._dirty = False
            self.moved.emit()


class _Task(QRunnable):
    def __init__(self, job: Job, work: Work[Any]) -> None:
        super().__init__()
        self._job, self._work = job, work

    def run(self) -> None:
        result, problem = call(self._work, self._job)
        if shiboken6.isValid(self._job):
            self._job._returned.emit(result, problem)


def call(work: Work[Any], progress: Progress) -> tuple[Any, BaseException | None]:
    """The result, or what went wrong; parsers may raise BaseExceptions of their own (PLATFORM §7)."""
    try:
        return work(progress), None
    except BaseException as problem:  # noqa: BLE001 - whatever it is, the GUI thread has to hear of it
        return None, problem


class JobRunner(QObject):
    """Runs jobs on a thread pool and knows which are on their way. ``started`` announces each new one."""

    started = Signal(object)
    all_ended = Signal()

    def __init__(self, parent: QObject | None = None, threads: int = 3) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._jobs: list[Job] = []
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)
        self._clock.timeout.connect(self._look)

    def jobs(self) -> list[Job]:
        return list(self._jobs)

    def start(self, job: Job, work: Work[Any], finish: Callable[[Any, BaseException | None], None]) -> None:
        job._returned.connect(
            lambda result, problem: self._ended(job, result, problem, finish), Qt.ConnectionType.QueuedConnection
        )
        self._jobs.append(job)
        self._clock.start()
        self.started.emit(job)
        self._pool.start(_Task(job, work))

    def cancel_all(self) -> None:
        for job in self._jobs:
            job.cancel()

    def wait(self, milliseconds: int = -1) -> bool:
        """Block until the threads are idle; only for the end of the program and for tests."""
        return self._pool.waitForDone(milliseconds)

    def _look(self) -> None:
        for job in self._jobs:
            job.look()

    def _ended(
        self, job: Job, result: Any, problem: BaseException | None,
        finish: Callable[[Any, BaseException | None], None],
    ) -> None:  # fmt: skip
        job.running = False
        self._jobs.remove(job)
        job.ended.emit()
        job.deleteLater()
        if not self._jobs:
            self._clock.stop()
        finish(result, problem)
        if not self._jobs:
            self.all_ended.emit()


class InlineRunner(JobRunner):
    """For unit tests: the work is done before ``run_job`` returns."""

    def start(self, job: Job, work: Work[Any], finish: Callable[[Any, BaseException | None], None]) -> None:
        self.started.emit(job)
        result, problem = call(work, job)
        job.running = False
        job.ended.emit()
        finish(result, problem)


_runner: JobRunner | None = None


def install(runner: JobRunner | None) -> JobRunner | None:
    """Put a runner in force and return the one before."""
    global _runner
    before, _runner = _runner, runner
    return before


def runner() -> JobRunner:
    if _runner is None:
        raise RuntimeError("ui.jobs.install(runner) has not run")
    return _runner


@contextmanager
def inline_jobs() -> Iterator[JobRunner]:
    """Within this block every job runs at once, on the calling thread."""
    inline = InlineRunner()
    before = install(inline)
    try:
        yield inline
    finally:
        install(before)


def run_job(
    title: str, work: Work[T], on_done: Callable[[T], object], on_error: Callable[[BaseException], object] | None = None,
    *, cancel_text: str = CANCEL_TEXT, can_cancel: bool = True, owner: QObject | None = None,
    retry: Callable[[], object] | None = None, quiet: bool = False,
) -> Job:  # fmt: skip
    """Run ``work(progress)`` off the GUI thread and give its result to ``on_done`` on the GUI thread.

    Without ``on_error`` a cancelled job ends in a toast, an OfficeError in the error dialog, anything else as a bug.
    ``retry`` is what 重试 in that dialog does. ``title`` is what the job bar says (正在写入 2,203 行). When ``owner`` has been deleted meanwhile, nobody is called.
    A ``quiet`` job only reads ahead: the window closes over it without asking.
    """
    job = Job(title, cancel_text, can_cancel, quiet=quiet)

    def finish(result: Any, problem: BaseException | None) -> None:
        if owner is not None and not shiboken6.isValid(owner):
            return
        if problem is None:
            on_done(result)
        elif on_error is not None:
            on_error(problem)
        else:
            show_problem(problem, retry)

    runner().start(job, work, finish)
    return job


def show_problem(problem: BaseException, retry: Callable[[], object] | None = None) -> None:
    """Say what ended a job; ``retry`` is offered where the clerk can clear the way."""
    if isinstance(problem, Cancelled):
        messages.info(problem.sentence)
    elif isinstance(problem, OfficeError):
        messages.error(problem, retry=retry)
    else:
        messages.bug(problem)
