# SPDX-License-Identifier: MIT
"""What a clerk does with a plan, through the unit of work, as the window does it."""

from datetime import date

import pytest
from sqlalchemy import select

from unionoffice.errors import FieldError, OfficeError, StaleEdit
from unionoffice.plan import actions, progress_queries, queries
from unionoffice.plan.progress_records import PlanProgress
from unionoffice.plan.records import PlanPoint, PlanTask, PlanTheme


@pytest.fixture
def point_id(office):
    with office.work("建计划") as work:
        year = actions.open_year(work, 2020)
        theme = actions.save_theme(work, None, {"plan_year_id": year.id, "name": "一、思想引领"})
        return actions.save_point(work, None, {"theme_id": theme.id, "name": "1. 理论学习"}).id


def add_task(office, point_id, **values):
    with office.work("新增任务") as work:
        return actions.save_task(work, None, {"point_id": point_id, "name": "办讲座", **values}).id


def line(office, task_id):
    with office.read() as session:
        return queries.task_line(session, task_id, office.today())


def test_a_years_plan_is_opened_once(office):
    with office.work("建计划") as work:
        first = actions.open_year(work, 2020)
        assert actions.open_year(work, 2020) is first
    assert first.name == "2020 年主要工作安排"


def test_a_due_phrase_becomes_days_and_follows_its_change(office, point_id):
    task_id = add_task(office, point_id, due_text="6月底前", leader="何  频")
    assert (line(office, task_id).due_to, line(office, task_id).leader) == (date(2020, 6, 30), "何频")
    with office.work("改任务") as work:
        actions.save_task(work, task_id, {"due_text": "全年"})
    assert line(office, task_id).due_kind == "whole_year"
    assert line(office, task_id).days_over == 0


def test_a_task_needs_its_point(office):
    with pytest.raises(FieldError, match="要点"), office.work("新增任务") as work:
        actions.save_task(work, None, {"name": "办讲座"})


def test_progress_sets_percent_status_and_finishing_day(office, point_id):
    task_id = add_task(office, point_id, due_text="10月")
    with office.work("登记进展") as work:
        actions.record_progress(work, task_id, date(2020, 9, 1), 40, "方案已定")
    assert (line(office, task_id).percent, line(office, task_id).status) == (40, "active")
    assert line(office, task_id).days_over == 48
    with office.work("登记进展") as work:
        actions.record_progress(work, task_id, date(2020, 11, 6), 100, "已办")
    done = line(office, task_id)
    assert (done.status, done.finished_on, done.days_over) == ("done", date(2020, 11, 6), 0)


def test_a_note_entered_late_does_not_turn_the_task_back(office, point_id):
    task_id = add_task(office, point_id, due_text="10月")
    for day, percent in ((date(2020, 11, 6), 70), (date(2020, 9, 1), 30)):
        with office.work("登记进展") as work:
            actions.record_progress(work, task_id, day, percent)
    assert line(office, task_id).percent == 70
    with office.read() as session:
        assert [note.percent for note in progress_queries.progress_of(session, task_id)] == [70, 30]


def test_progress_of_a_day_to_come_and_of_cancelled_work_is_refused(office, point_id):
    task_id = add_task(office, point_id)
    with pytest.raises(FieldError, match="还没到"), office.work("登记进展") as work:
        actions.record_progress(work, task_id, date(2020, 12, 19), 50)
    with office.work("取消") as work:
        actions.set_status(work, task_id, "cancelled", "场地停用")
    with pytest.raises(OfficeError, match="已取消"), office.work("登记进展") as work:
        actions.record_progress(work, task_id, date(2020, 12, 1), 50)


def test_noted_progress_is_never_changed_but_the_step_can_be_taken_back(office, point_id):
    task_id = add_task(office, point_id)
    with office.work("登记进展") as work:
        note_id = actions.record_progress(work, task_id, date(2020, 12, 1), 50).id
    with pytest.raises(OfficeError, match="不再修改"), office.work("改进展") as work:
        work.load(PlanProgress, note_id).percent = 60
    assert office.undo_last() == "登记进展"
    assert (line(office, task_id).percent, line(office, task_id).status) == (0, "not_started")


def test_postponing_and_cancelling_need_a_reason(office, point_id):
    task_id = add_task(office, point_id, due_text="3月")
    with pytest.raises(FieldError, match="写明原因"), office.work("延期") as work:
        actions.set_status(work, task_id, "postponed")
    with office.work("延期") as work:
        actions.set_status(work, task_id, "postponed", "会期推迟")
    assert line(office, task_id).days_over == 0


def test_status_and_percent_keep_in_step(office, point_id):
    task_id = add_task(office, point_id)
    with office.work("完成") as work:
        actions.set_status(work, task_id, "done")
    assert (line(office, task_id).percent, line(office, task_id).finished_on) == (100, date(2020, 12, 18))
    with pytest.raises(FieldError, match="100%"), office.work("改状态") as work:
        actions.set_status(work, task_id, "active")
    with office.work("改进度") as work:
        actions.save_task(work, task_id, {"percent": 80})
    assert (line(office, task_id).status, line(office, task_id).finished_on) == ("active", None)


def test_a_stale_edit_is_refused(office, point_id):
    task_id = add_task(office, point_id)
    version = line(office, task_id).version
    with office.work("改任务") as work:
        actions.save_task(work, task_id, {"leader": "吴敏"}, version)
    with pytest.raises(StaleEdit), office.work("登记进展") as work:
        actions.record_progress(work, task_id, date(2020, 12, 1), 50, version=version)


def test_only_what_is_empty_is_deleted(planned):
    with planned.read() as session:
        theme, point, task = (
            session.scalars(select(cls)).first() for cls in (PlanTheme, PlanPoint, PlanTask)
        )
    for delete, record in (
        (actions.delete_theme, theme),
        (actions.delete_point, point),
        (actions.delete_task, task),
    ):
        with pytest.raises(OfficeError), planned.work("删除") as work:
            delete(work, record.id)


def names_of(office):
    with office.read() as session:
        plan = queries.tree(session, 2020, office.today())
    return [theme.name for theme in plan.themes], [point.name for point in plan.points]


def test_a_moved_theme_and_its_points_are_numbered_anew(planned):
    with planned.read() as session:
        last = queries.tree(session, 2020, planned.today()).themes[-1].id
    with planned.work("移动事项") as work:
        actions.move_theme(work, last, -3)
    themes, points = names_of(planned)
    assert themes[0] == "一、夯实自身建设，提升工会效能"
    assert themes[1] == "二、加强思想引领，凝聚职工队伍"
    assert points[0] == "1. 提高干部能力"
    assert points[4] == "5. 抓好理论学习"


def test_a_point_moves_within_its_theme_and_to_another(planned):
    with planned.read() as session:
        plan = queries.tree(session, 2020, planned.today())
    with planned.work("移动要点") as work:
        actions.move_point(work, plan.points[0].id, 1)
    assert names_of(planned)[1][:2] == ["1. 讲好身边人的故事", "2. 抓好理论学习"]
    with planned.work("移动要点") as work:
        actions.move_point(work, plan.points[0].id, theme_id=plan.themes[3].id)
    assert names_of(planned)[1][-1] == "16. 抓好理论学习"
