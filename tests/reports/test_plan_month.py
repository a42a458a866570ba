# SPDX-License-Identifier: MIT
"""The plan in a month: as it stood at the month's end, whatever happened since."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from unionoffice.office import Office
from unionoffice.plan import actions
from unionoffice.plan.records import PlanPoint, PlanTheme
from unionoffice.reports.plan_month import MonthTask, counts, month_tasks

NOW = datetime(2020, 12, 18, 9, 30)
Task = Callable[..., int]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=lambda: NOW)
    with opened.work("建立计划") as work:
        year = actions.open_year(work, 2020, "2020 年主要工作安排")
        theme = work.add(PlanTheme(plan_year_id=year.id, name="一、维权", sort_no=1))
        work.flush()
        work.add(PlanPoint(theme_id=theme.id, name="1. 民主管理", sort_no=1))
    yield opened
    opened.close()


@pytest.fixture
def task(office: Office) -> Task:
    """Add a task to the only point; notes are (day, percent) in order."""

    def make(name: str, due: str, *notes: tuple[date, int], **more: object) -> int:
        with office.work("新增任务") as work:
            made = actions.save_task(work, None, {"point_id": 1, "name": name, "due_text": due, **more})
            for day, percent in notes:
                actions.record_progress(work, made.id, day, percent, f"到 {percent}%")
            return made.id

    return make


def listed(office: Office, month: int, day: date) -> list[MonthTask]:
    with office.read() as session:
        return month_tasks(session, 2020, month, day)


def said(found: list[MonthTask]) -> list[tuple[str, str, int, str]]:
    return [(one.task.name, one.why, one.percent, one.word) for one in found]


def test_late_due_and_done_tasks_are_listed_in_that_order(office: Office, task: Task) -> None:
    task("晚会", "12月")
    task("检查", "11月底前", (date(2020, 11, 3), 40))
    task("展览", "12月", (date(2020, 12, 9), 100))
    task("日常", "全年")
    task("下年的事", "10月", status="cancelled", undone_reason="不再开展")
    found = listed(office, 12, date(2020, 12, 18))
    assert said(found) == [
        ("检查", "late", 40, "逾期 18 天"), ("晚会", "due", 0, "未启动"), ("展览", "done", 100, "已完成 12-09"),
    ]  # fmt: skip
    assert counts(found) == {"late": 1, "due": 1, "done": 1}
    assert found[0].note == "到 40%"


def test_a_past_month_is_told_as_it_stood_then(office: Office, task: Task) -> None:
    task("检查", "6月底前", (date(2020, 6, 10), 30), (date(2020, 9, 2), 100))
    assert said(listed(office, 6, date(2020, 6, 30))) == [("检查", "due", 30, "推进中")]
    assert said(listed(office, 8, date(2020, 8, 31))) == [("检查", "late", 30, "逾期 62 天")]
    assert said(listed(office, 9, date(2020, 9, 30))) == [("检查", "done", 100, "已完成 09-02")]
    assert listed(office, 10, date(2020, 10, 31)) == []


def test_nothing_noted_by_then_is_nothing_done(office: Office, task: Task) -> None:
    task("座谈", "5月", (date(2020, 7, 1), 60))
    assert said(listed(office, 5, date(2020, 5, 31))) == [("座谈", "due", 0, "未启动")]
    assert said(listed(office, 6, date(2020, 6, 30))) == [("座谈", "late", 0, "逾期 30 天")]


def test_a_postponed_task_is_due_but_never_late(office: Office, task: Task) -> None:
    task("运动会", "10月", status="postponed", undone_reason="场地维修")
    assert said(listed(office, 10, date(2020, 10, 31))) == [("运动会", "due", 0, "延期")]
    assert listed(office, 11, date(2020, 11, 30)) == []


def test_what_an_earlier_year_left_behind_stays_on_the_list(office: Office, task: Task) -> None:
    task("检查", "11月底前")
    with office.read() as session:
        found = month_tasks(session, 2021, 1, date(2021, 1, 15))
    assert said(found) == [("检查", "late", 0, "逾期 46 天")]
