# SPDX-License-Identifier: MIT
"""The page of a large register: the first screen at once, the rest from a job, only the newest query is heard."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.member_desk import names, open_page
from ui import jobs, rows_reader
from ui.app_state import AppState
from ui.jobs import Job, JobRunner
from ui.members import MembersPage
from unionoffice.office import Office
from unionoffice.store import listing
from unionoffice.store.listing import FIRST, Query


class HeldRunner(JobRunner):
    """Keeps every job until it is told to do it; the work is done on this thread."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[tuple[Job, Any, Callable[[Any, BaseException | None], None]]] = []

    def start(self, job: Job, work: Any, finish: Callable[[Any, BaseException | None], None]) -> None:
        self.held.append((job, work, finish))

    def do(self, which: int = 0) -> None:
        job, work, finish = self.held.pop(which)
        result, problem = jobs.call(work, job)
        job.running = False
        finish(result, problem)


@pytest.fixture
def held() -> Iterator[HeldRunner]:
    runner = HeldRunner()
    before = jobs.install(runner)
    yield runner
    jobs.install(before)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch, held: HeldRunner) -> None:
    """Five hundred members are many."""
    monkeypatch.setattr(rows_reader, "LARGE", 500)


@pytest.fixture(scope="module")
def office(sample_folder: Path) -> Iterator[Office]:
    opened = Office.open(sample_folder)
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, large: None, held: HeldRunner, office: Office, state: AppState) -> MembersPage:
    opened = open_page(qtbot, office, state)
    assert len(opened.model.ids()) == FIRST
    qtbot.waitUntil(lambda: bool(held.held))
    held.do()
    return opened


def whole(office: Office, page: MembersPage, query: Query | None = None) -> list[int]:
    with office.read() as session:
        return list(listing.ids(session, page.register, query or page.query()))


def by_number(page: MembersPage, qtbot: QtBot, held: HeldRunner, *, descending: bool = False) -> None:
    """Not the usual order, so the first screen comes alone; the job for the rest waits to be done."""
    before = len(held.held)
    page._reorder("staff_no", descending)
    qtbot.waitUntil(lambda: len(held.held) > before)


def test_opening_shows_the_first_screen_at_once(
    qtbot: QtBot, large: None, held: HeldRunner, office: Office, state: AppState
) -> None:
    opened = open_page(qtbot, office, state)
    expected = whole(office, opened)
    assert list(opened.model.ids()) == expected[:FIRST] and opened.reader.reading
    qtbot.waitUntil(lambda: bool(held.held))
    held.do()
    assert list(opened.model.ids()) == expected and not opened.reader.reading


def test_the_usual_list_is_read_anew_whole_where_that_is_quick(
    office: Office, page: MembersPage, held: HeldRunner
) -> None:
    page.reload()
    assert list(page.model.ids()) == whole(office, page) and held.held == [] and not page.reader.reading


def test_the_first_screen_comes_at_once_and_the_rest_later(
    office: Office, page: MembersPage, held: HeldRunner, qtbot: QtBot
) -> None:
    by_number(page, qtbot, held)
    expected = whole(office, page)
    assert list(page.model.ids()) == expected[:FIRST] and "正在数" in page.count_label.text()
    page.table.select_row(40)
    top = page.table.verticalScrollBar().value()
    held.do()
    assert list(page.model.ids()) == expected and f"{len(expected):,} 人" in page.count_label.text()
    assert page.table.selected_rows() == [40] and page.table.verticalScrollBar().value() == top
    assert not page.reader.reading and held.held == []


def test_an_older_query_never_overwrites_a_newer_one(
    page: MembersPage, held: HeldRunner, office: Office, qtbot: QtBot
) -> None:
    by_number(page, qtbot, held)
    by_number(page, qtbot, held, descending=True)
    older, newer = held.held[0][0], held.held[1][0]
    assert older.cancelling and not newer.cancelling
    expected = whole(office, page)
    held.do(1)
    held.do(0)  # it ends in Cancelled, without a word
    assert list(page.model.ids()) == expected


def test_a_search_with_few_results_needs_no_job(page: MembersPage, held: HeldRunner, qtbot: QtBot) -> None:
    page.search.setText("欧阳")
    qtbot.wait(2 * rows_reader.REST_AFTER_MS)
    assert held.held == [] and {name[:2] for name in names(page)} == {"欧阳"}
    assert f"共 {page.model.rowCount()} 人" in page.count_label.text()


def test_where_the_first_screen_takes_too_long_the_old_rows_stay(
    page: MembersPage, held: HeldRunner, office: Office, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    before = list(page.model.ids())
    monkeypatch.setattr(rows_reader, "AT_ONCE", -1.0)
    by_number(page, qtbot, held, descending=True)
    assert list(page.model.ids()) == before and page.count_label.text() == "正在查找"
    held.do()
    assert list(page.model.ids()) == whole(office, page)[:FIRST] != before and page.reader.reading
    qtbot.waitUntil(lambda: bool(held.held))
    held.do()
    assert list(page.model.ids()) == whole(office, page)


def test_a_record_far_down_is_shown_when_its_row_is_there(page: MembersPage, held: HeldRunner, qtbot: QtBot) -> None:
    wanted = page.model.record_id(1500)
    by_number(page, qtbot, held)
    page.show_record(wanted)
    assert page.table.selected_rows() == []
    qtbot.wait(2 * rows_reader.REST_AFTER_MS)
    held.do(-1)
    assert page.selected_ids() == [wanted]


def test_what_was_selected_far_down_stays_selected(page: MembersPage, held: HeldRunner, qtbot: QtBot) -> None:
    by_number(page, qtbot, held)
    held.do()
    page.show_record(page.model.record_id(1500))
    chosen = page.selected_ids()
    qtbot.wait(20)
    page.refresh()
    qtbot.wait(2 * rows_reader.REST_AFTER_MS)
    assert page.details.isVisible() and page.selected is not None
    held.do()
    assert page.selected_ids() == chosen
    qtbot.wait(20)
    assert page.selected.id == chosen[0]
