# SPDX-License-Identifier: MIT
"""工作计划 through the window: a Word table comes in, one task is noted by key, what is late is listed, form 11 is printed."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.journeys.hands import Alt, Ctrl, Key, choosing, click, press, retype, says, type_in, wait_until
from tests.journeys.journey import Journey
from tests.printing.reading import pdfium_texts
from ui import files
from ui.plan import PlanPage
from ui.plan_import import PlanImportPage
from ui.plan_progress import ProgressForm
from ui.preview import PreviewPanel
from unionoffice.plan import queries
from unionoffice.plan.queries import PlanTree
from unionoffice.plan.sample import sample_table, write_plan_docx

YEAR = 2019


def stored(journey: Journey, year: int = YEAR) -> PlanTree | None:
    with journey.office.read() as session:
        return queries.tree(session, year, journey.office.today())


@pytest.fixture
def word_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Last year's plan as the office has it in Word; it is what the desktop's file dialog answers."""
    table = sample_table()
    path = write_plan_docx(
        tmp_path / "2019 年安排表.docx", replace(table, title=table.title.replace("2020", "2019"), year=YEAR)
    )
    monkeypatch.setattr(files, "ask_open", lambda *_args, **_more: path)
    return path


def test_a_plan_from_word_to_paper(journey: Journey, word_table: Path) -> None:
    press(Key.Key_5, Alt)
    page = journey.front
    assert isinstance(page, PlanPage) and stored(journey) is None

    # the preview says every row's fate; nothing is written before the button
    press(Key.Key_I, Ctrl)
    wait_until(lambda: isinstance(journey.front, PlanImportPage) and journey.front.plan is not None)
    importing = journey.front
    assert isinstance(importing, PlanImportPage)
    journey.idle()
    assert importing.years.currentData() == YEAR
    rows = len(importing.model.shown())
    assert says(importing, f"将写入 {YEAR} 年 {rows} 项任务：新增 {rows}，更新 0") and stored(journey) is None
    click(importing.write_button)
    journey.idle()
    assert journey.door.said[-1] == f"已写入 {rows} 项任务" and journey.front is page

    # the tree has the merged cells' themes and points, and the page shows the year that came in
    plan, word = stored(journey), sample_table()
    assert plan is not None and len(plan.tasks) == len(word.rows) == rows
    assert [theme.name for theme in plan.themes] == list(dict.fromkeys(row.theme for row in word.rows))
    assert len(plan.points) == len({(row.theme, row.point) for row in word.rows})
    assert page.plan is not None and page.plan.year == YEAR
    assert page.header.figures.values()[0] == (str(rows), "任务")
    late = queries.counts(plan.tasks).overdue
    assert page.header.figures.values()[3] == (str(late), "逾期") and late > 3

    note_progress(journey, page)
    what_is_late(journey, page, late - 1)
    on_paper(journey, page, plan)
    assert journey.office.check() == []


def note_progress(journey: Journey, page: PlanPage) -> None:
    """F2 on the first late task: 100 %, two words, Ctrl+S."""
    click(page.list.views["late"])
    press(Key.Key_F, Ctrl)
    press(Key.Key_Down)
    press(Key.Key_F2)
    form = page.side
    assert isinstance(form, ProgressForm) and form.task.days_over > 0
    type_in("100")
    press(Key.Key_Return)
    type_in("已办结，材料归档")
    press(Key.Key_S, Ctrl)
    assert page.side is None and journey.door.said[-1] == f"已登记“{form.task.name}”，100%"
    after = stored(journey)
    assert after is not None
    done = next(task for task in after.tasks if task.id == form.task.id)
    assert (done.percent, done.status, done.days_over) == (100, "done", 0)
    click(page.list.views["all"])


def what_is_late(journey: Journey, page: PlanPage, late: int) -> None:
    """The chip lists the rest; a search narrows it; both are taken off again."""
    click(page.list.views["late"])
    assert len(page.list.model.tasks()) == late and page.list.remark.text() == f"共 {late} 项"
    assert all(task.days_over > 0 for task in page.list.model.tasks())
    press(Key.Key_F, Ctrl)
    retype("没有这样的事")
    wait_until(lambda: not page.list.model.tasks())
    assert page.list.remark.text() == "没有符合的任务"
    press(Key.Key_Escape)
    click(page.list.views["all"])
    wait_until(lambda: len(page.list.model.tasks()) > late)


def on_paper(journey: Journey, page: PlanPage, plan: PlanTree) -> None:
    """Both papers from the print menu; every task stands on the issued plan."""
    choosing("工作安排表（竖版")
    press(Key.Key_P, Ctrl)
    wait_until(lambda: isinstance(journey.front, PreviewPanel), "no preview was opened")
    panel = journey.front
    assert isinstance(panel, PreviewPanel)
    words = "".join(pdfium_texts(panel._path)).replace("\n", "")
    assert plan.name in words and "2019" in plan.name
    assert [task.name for task in plan.tasks if task.name.replace("\n", "") not in words] == []
    press(Key.Key_Escape)
    assert journey.front is page
    choosing("完成情况表（横版")
    QTest.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
    wait_until(lambda: isinstance(journey.front, PreviewPanel), "no preview was opened")
    assert isinstance(journey.front, PreviewPanel)
    assert "已办结，材料归档" in "".join(pdfium_texts(journey.front._path)).replace("\n", "")
    press(Key.Key_Escape)


def test_an_import_is_taken_back_whole(journey: Journey, word_table: Path) -> None:
    press(Key.Key_5, Alt)
    press(Key.Key_I, Ctrl)
    importing = journey.front
    wait_until(lambda: isinstance(importing, PlanImportPage) and importing.plan is not None)
    assert isinstance(importing, PlanImportPage)
    journey.idle()
    click(importing.write_button)
    journey.idle()
    assert stored(journey) is not None
    toast = journey.door.toast
    assert toast.isVisible()
    click(toast._link)
    assert stored(journey) is None or stored(journey).tasks == []  # type: ignore[union-attr]
    assert "已撤销" in journey.door.said[-1]
    page = journey.front
    assert isinstance(page, PlanPage) and page.plan is not None and page.plan.year == 2020
