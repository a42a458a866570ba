# SPDX-License-Identifier: MIT
"""Jobs: off the GUI thread, results on it, progress at a bearable pace, cancelled when asked, errors to the right place."""

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.recording_door import RecordingDoor
from ui import jobs
from ui.job_bar import JobTray, how_far, time_left
from ui.jobs import Job, JobRunner, run_job
from unionoffice.errors import OfficeError
from unionoffice.progress import Progress


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner()
    before = jobs.install(made)
    yield made
    made.cancel_all()
    made.wait(5000)
    jobs.install(before)


def test_work_runs_elsewhere_and_its_result_arrives_here(qtbot: QtBot, runner: JobRunner) -> None:
    seen: list[tuple[object, bool]] = []
    here = threading.get_ident()
    run_job("正在数", lambda progress: threading.get_ident(), lambda there: seen.append((there, _on_gui_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != here and seen[0][1]
    assert runner.jobs() == []


def _on_gui_thread() -> bool:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    return app is not None and QThread.currentThread() is app.thread()


def test_a_row_by_row_report_reaches_the_window_twenty_times_a_second(qtbot: QtBot, runner: JobRunner) -> None:
    done: list[int] = []
    moved: list[float] = []

    def work(progress: Progress) -> int:
        until, rows = time.monotonic() + 0.5, 0
        while time.monotonic() < until:
            rows += 1
            progress.report(rows, 0)
        return rows

    job = run_job("正在读", work, done.append)
    job.moved.connect(lambda: moved.append(time.monotonic()))
    qtbot.waitUntil(lambda: bool(done), timeout=5000)
    assert done[0] > 1000 and 2 <= len(moved) <= 14


def test_a_cancelled_job_stops_and_says_that_nothing_was_written(
    qtbot: QtBot, runner: JobRunner, door: RecordingDoor
) -> None:
    def work(progress: Progress) -> None:
        while True:
            progress.check_cancelled()
            time.sleep(0.005)

    job = run_job("正在写入 2,203 行", work, lambda _: pytest.fail("it was not done"))
    job.cancel()
    with qtbot.waitSignal(runner.all_ended):
        pass
    assert door.infos == ["已取消，没有写入任何内容。"]


def test_an_office_error_goes_to_the_clerk(qtbot: QtBot, runner: JobRunner, door: RecordingDoor) -> None:
    def work(progress: Progress) -> None:
        raise OfficeError("没有写成：文件正在 WPS 里打开。")

    run_job("正在导出", work, lambda _: None)
    qtbot.waitUntil(lambda: bool(door.errors))
    assert door.errors[0].sentence == "没有写成：文件正在 WPS 里打开。"


def test_even_an_exception_outside_the_family_is_reported(qtbot: QtBot, runner: JobRunner, door: RecordingDoor) -> None:
    class Panic(BaseException):
        pass

    def work(progress: Progress) -> None:
        raise Panic("parser")

    run_job("正在读", work, lambda _: None)
    qtbot.waitUntil(lambda: bool(door.bugs))
    assert isinstance(door.bugs.pop(), Panic)


def test_nobody_is_called_when_the_owner_has_gone(qtbot: QtBot, runner: JobRunner) -> None:
    owner, gate, called = QObject(), threading.Event(), []
    run_job("正在读", lambda progress: gate.wait(5), called.append, owner=owner)
    owner.deleteLater()
    qtbot.wait(10)
    with qtbot.waitSignal(runner.all_ended):
        gate.set()
    assert called == []


def test_inline_jobs_are_done_when_run_job_returns(inline: JobRunner) -> None:
    done: list[int] = []
    run_job("正在数", lambda progress: 7, done.append)
    assert done == [7]


def test_a_short_job_shows_no_bar_and_a_long_one_does(qtbot: QtBot, runner: JobRunner) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 600)
    host.show()
    tray, gate, done = JobTray(host, runner), threading.Event(), []
    run_job("短", lambda progress: None, done.append)
    qtbot.waitUntil(lambda: bool(done))

    def long_work(progress: Progress) -> None:
        progress.report(1204, 2203)
        gate.wait(5)

    run_job("正在写入 2,203 行", long_work, done.append)
    qtbot.wait(300)
    assert tray.bars() == []
    qtbot.waitUntil(lambda: len(tray.bars()) == 1, timeout=2000)
    assert "1,204 / 2,203" in tray.bars()[0]._far.text()
    assert tray.isVisible() and host.rect().contains(tray.geometry())
    gate.set()
    qtbot.waitUntil(lambda: len(done) == 2)
    assert tray.bars() == [] and not tray.isVisible()


def test_the_time_left_is_said_in_whole_units() -> None:
    assert [time_left(seconds) for seconds in (None, 0.2, 20.4, 59, 90, 600)] == [
        "", "约 1 秒", "约 20 秒", "约 59 秒", "约 2 分钟", "约 10 分钟",
    ]  # fmt: skip


def test_how_far_a_job_is_reads_as_in_the_pictures(qtbot: QtBot) -> None:
    job = Job("正在写入", "", True)
    job.started -= 24
    job.report(1204, 2203)
    assert how_far(job) == "1,204 / 2,203，约 20 秒"
    job.report(0, 0, "正在读工作表")
    assert how_far(job) == "正在读工作表"
    job.cancel()
    assert how_far(job) == "正在停下"
