# SPDX-License-Identifier: MIT
"""Form 11 as the paper shows it: its words in reading order, merges again on every page, nothing cut."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from unionoffice.plan import forms, progress_queries, queries
from unionoffice.progress import Silent

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def plan(planned):
    with planned.read() as session:
        return queries.tree(session, 2020, planned.today()), progress_queries.latest_progress(
            session, 2020, planned.today()
        )


def text_of(path):
    pages = [page.extract_text() for page in PdfReader(path).pages]
    return (
        "\n--- page ---\n".join("\n".join(line.strip() for line in page.splitlines()) for page in pages)
        + "\n"
    )


def same_as_golden(path, name):
    golden = GOLDEN / name
    assert text_of(path) == golden.read_text(encoding="utf-8")


def test_the_plan_as_issued(planned, plan, tmp_path):
    path = tmp_path / "plan.pdf"
    assert forms.plan_sheet(path, plan[0], planned.settings, Silent()) == []
    same_as_golden(path, "plan.txt")


def test_the_plan_with_how_far_it_came(planned, plan, tmp_path):
    path = tmp_path / "tracker.pdf"
    assert forms.tracker_sheet(path, *plan, planned.settings, Silent()) == []
    same_as_golden(path, "tracker.txt")


def test_a_theme_that_runs_over_a_page_is_named_on_both(planned, plan, tmp_path):
    path = tmp_path / "tracker.pdf"
    forms.tracker_sheet(path, *plan, planned.settings)
    pages = ["".join(page.extract_text().split()) for page in PdfReader(path).pages]
    named = [
        [number for number, page in enumerate(pages, 1) if theme.name in page] for theme in plan[0].themes
    ]
    assert named == [[1], [1, 2], [2, 3], [3]]


def test_paper_sizes(planned, plan, tmp_path):
    forms.plan_sheet(tmp_path / "a.pdf", plan[0], planned.settings)
    forms.tracker_sheet(tmp_path / "b.pdf", *plan, planned.settings)
    sizes = [PdfReader(tmp_path / name).pages[0].mediabox for name in ("a.pdf", "b.pdf")]
    assert [round(float(box.width) / 72 * 25.4) for box in sizes] == [210, 297]


def test_what_is_said_of_a_task(plan):
    tree, notes = plan
    by_name = {task.name: task for task in tree.tasks}
    done, late = by_name["编印职工学习手册"], by_name["抽查二级单位公开情况"]
    assert forms.state_of(done, notes[done.id]) == "已完成（5 月 25 日）。印 2,300 册，已发到各分工会"
    assert forms.state_of(late, None) == "逾期 18 天，60%"
    assert forms.why_undone(late, notes[late.id]) == "期末各单位集中迎检"
    assert forms.why_undone(done, notes[done.id]) == ""
