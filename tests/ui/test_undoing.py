# SPDX-License-Identifier: MIT
"""Ctrl+Z: a small step at once, a large one as a job; nothing to take back is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.recording_door import RecordingDoor
from ui import jobs
from ui.undoing import AT_ONCE, undo_last
from unionoffice.members.records import Branch
from unionoffice.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", doing="测试")
    yield opened
    opened.close()


def add_branches(office: Office, count: int) -> None:
    with office.work("新增分工会") as work:
        work.add_many(Branch, [Branch(name=f"第{number}分工会") for number in range(count)])


def branches(office: Office) -> int:
    with office.read() as session:
        return session.query(Branch).count()


def test_a_small_step_is_taken_back_at_once(office: Office, door: RecordingDoor) -> None:
    before = branches(office)
    add_branches(office, 2)
    assert undo_last(office)
    assert branches(office) == before and "已撤销：新增分工会" in door.infos


def test_a_large_step_is_taken_back_beside_the_window(office: Office, door: RecordingDoor, qtbot: QtBot) -> None:
    before = branches(office)
    add_branches(office, AT_ONCE + 1)
    runner = jobs.JobRunner()
    outside = jobs.install(runner)
    try:
        assert not undo_last(office)
        assert [job.title for job in runner.jobs()] == ["正在撤销新增分工会"]
        qtbot.waitUntil(lambda: runner.jobs() == [], timeout=20_000)
    finally:
        jobs.install(outside)
    assert branches(office) == before and "已撤销：新增分工会" in door.infos


def test_nothing_to_take_back_is_said(office: Office, door: RecordingDoor) -> None:
    assert not undo_last(office)
    assert any("没有可以撤销的修改" in one.sentence for one in door.errors)
