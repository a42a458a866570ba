# SPDX-License-Identifier: MIT
"""What pages read of the sample's plan on 18 December 2020."""

from datetime import date

from unionoffice.plan import progress_queries, queries


def read(office, what, *args):
    with office.read() as session:
        return what(session, *args)


def plan_of(office, day=None):
    return read(office, queries.tree, 2020, day or office.today())


def test_no_plan_is_no_tree(office):
    assert plan_of(office) is None
    assert read(office, queries.plan_years) == []


def test_the_tree_has_means_of_tasks(planned):
    plan = plan_of(planned)
    assert (len(plan.themes), len(plan.points), len(plan.tasks)) == (4, 16, 32)
    for line in [*plan.themes, *plan.points]:
        percents = [task.percent for task in line.tasks]
        assert line.percent == int(sum(percents) / len(percents) + 0.5)


def test_the_figures_part_the_tasks_without_overlap(planned):
    counts = queries.counts(plan_of(planned).tasks)
    assert counts == queries.Counts(
        total=32,
        done=10,
        active=17,
        overdue=3,
        not_started=2,
        postponed=0,
        cancelled=0,
        due_now=3,
        standing=19,
    )


def test_cancelled_work_counts_in_no_mean_and_no_month(planned):
    from unionoffice.plan import actions

    late = read(planned, queries.overdue, planned.today())[0]
    with planned.work("取消") as work:
        actions.set_status(work, late.id, "cancelled", "并入下年")
    plan = plan_of(planned)
    point = next(point for point in plan.points if point.name == late.point)
    assert point.percent == 100
    assert queries.months(plan)[5].due == 0


def test_months_count_what_is_due_done_and_late(planned):
    lines = queries.months(plan_of(planned))
    assert [(line.month, line.due, line.done, line.overdue) for line in lines if line.due] == [
        (3, 2, 2, 0), (5, 2, 2, 0), (6, 1, 0, 1), (9, 2, 2, 0), (10, 2, 1, 1), (11, 1, 0, 1), (12, 3, 0, 0)
    ]  # fmt: skip


def test_overdue_counts_days_after_the_last_one(planned):
    late = read(planned, queries.overdue, planned.today())
    assert [(line.due_text, line.days_over) for line in late] == [
        ("6月底前", 171),
        ("10月", 48),
        ("11月30日前", 18),
    ]
    on_the_day = read(planned, queries.overdue, date(2020, 6, 30))
    assert on_the_day == []


def test_standing_work_is_never_late(planned):
    plan = plan_of(planned, date(2025, 1, 1))
    assert all(task.days_over == 0 for task in plan.tasks if task.standing)
    assert sum(task.standing for task in plan.tasks) == 19


def test_due_this_month_is_what_is_still_open(planned):
    names = [line.name for line in read(planned, queries.due_in_month, planned.today())]
    assert names == ["劳动争议调解员培训", "福利满意度调查", "修订经费管理办法和报销指南"]


def test_tasks_by_department(planned):
    by_dept = queries.by_name(plan_of(planned).tasks, "dept")
    assert {name: len(tasks) for name, tasks in by_dept.items()} == {"宣教科": 18, "综合科": 8, "全体": 6}


def test_the_last_note_until_a_day(planned):
    notes = read(planned, progress_queries.latest_progress, 2020, date(2020, 6, 30))
    assert {note.day.month for note in notes.values()} <= set(range(1, 7))
    task = next(task for task in plan_of(planned).tasks if task.due_text == "6月底前")
    assert notes[task.id].percent == 35
