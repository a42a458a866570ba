# SPDX-License-Identifier: MIT
"""The plan's page as a clerk uses it: figures, filters, progress by keyboard, import with preview, paper."""

import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.plan import PlanPage
from ui.plan_import import PlanImportModel, PlanImportPage
from ui.plan_tree import PlanFilter, PlanModel
from ui.record_form import RecordForm
from unionoffice.office import Office
from unionoffice.plan import actions, queries, sample
from unionoffice.plan.queries import PointLine, TaskLine, ThemeLine
from unionoffice.progress import Silent

LATE = "抽查二级单位公开情况"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=lambda: datetime(2020, 12, 18, 9, 30))
    yield opened
    opened.close()


@pytest.fixture
def papers() -> list[tuple[Path, str]]:
    return []


@pytest.fixture
def desk(office, state: AppState, papers) -> Desk:
    return Desk(office, state, Announcer(office), preview=lambda path, title: papers.append((path, title)))


@pytest.fixture
def page(desk, inline, qtbot) -> PlanPage:
    sample.fill(desk.office, random.Random(1), Silent())
    return opened(desk, qtbot)


def opened(desk, qtbot) -> PlanPage:
    made = PlanPage(desk)
    qtbot.addWidget(made)
    made.resize(1294, 708)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


def go_to(page, name):
    task = next(task for task in page.plan.tasks if task.name == name)
    page.show_task(task.id)
    page.list.tree.setFocus()
    return task


def task_of(page, name):
    return next(task for task in page.plan.tasks if task.name == name)


def shown(page):
    return [task.name for task in page.list.model.tasks()]


def test_figures_and_status_say_how_the_year_stands(page):
    assert page.header.figures.values() == [
        ("32", "任务"), ("10", "已完成"), ("17", "推进中"), ("3", "逾期"), ("2", "未启动")
    ]  # fmt: skip
    assert page.status_texts()[0] == "32 项任务，4 个事项，16 个要点"
    assert page.list.views["late"].text() == "逾期 3"


def test_the_model_keeps_qts_rules(page):
    model = PlanModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_plan(page.plan, PlanFilter())
    model.show_plan(page.plan, PlanFilter("late"))
    model.show_plan(None, PlanFilter())
    assert model.rowCount() == 0
    tester.deleteLater()


def test_rows_read_as_in_the_plan(page):
    model, index = page.list.model, page.list.model.index_of(TaskLine, task_of(page, LATE).id)
    assert [index.siblingAtColumn(column).data() for column in range(6)] == [
        LATE, "11 月 30 日前", "综合科", "吴敏", "60%", "逾期 18 天"
    ]  # fmt: skip
    assert index.parent().data() == "6. 推进校务公开"
    assert index.parent().parent().data() == "二、完善民主管理，维护职工权益"
    assert index.siblingAtColumn(1).data(Qt.ItemDataRole.ToolTipRole) == "11月30日前，最后一天是 2020-11-30"
    assert model.parent(model.index(0, 0)) == QModelIndex()


@pytest.mark.parametrize(("view", "count"), [("due", 3), ("late", 3), ("standing", 19), ("all", 32)])
def test_chips_filter_the_tree(page, qtbot, view, count):
    page.list.choose_view("standing" if view == "all" else "all")
    qtbot.mouseClick(page.list.views[view], Qt.MouseButton.LeftButton)
    assert len(shown(page)) == count
    assert [name for name, chip in page.list.views.items() if chip.isChecked()] == [view]


def test_a_month_filters_and_the_same_month_again_shows_all(page):
    page.list.strip.clicked.emit(9)
    assert shown(page) == ["走访退休劳动模范，整理影像资料", "青年教师教学技能竞赛"]
    assert page.list.remark.text() == "10 月到期 2 项"
    page.list.strip.clicked.emit(9)
    assert len(shown(page)) == 32
    assert page.list.remark.text() == "全年、适时任务不计逾期"


def test_search_takes_words_and_initials_and_departments_narrow(page, qtbot):
    for words, count in (("wm", 15), ("吴敏 综合", 8), ("体检", 1), ("没有这个", 0)):
        page.list.search.setText(words)
        qtbot.waitUntil(lambda count=count: len(shown(page)) == count)
    assert page.list.remark.text() == "没有符合的任务"
    page.list.search.clear()
    page.list.dept.set_chosen(("全体",))
    qtbot.waitUntil(lambda: len(shown(page)) == 6)


def test_a_figure_filters_when_clicked(page):
    page.header.figures._act(3)
    assert len(shown(page)) == 3


def test_left_folds_and_a_refresh_keeps_it_folded(page):
    tree, model = page.list.tree, page.list.model
    theme = model.index_of(ThemeLine, page.plan.themes[0].id)
    tree.setCurrentIndex(theme)
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert not tree.isExpanded(theme)
    page.list.choose_view("late")
    assert tree.isExpanded(model.index_of(ThemeLine, page.plan.themes[0].id))
    page.list.choose_view("all")
    page.refresh()
    assert not tree.isExpanded(model.index_of(ThemeLine, page.plan.themes[0].id))
    assert tree.isExpanded(model.index_of(ThemeLine, page.plan.themes[1].id))


def test_progress_is_noted_by_keyboard_and_can_be_taken_back(page, door):
    task = go_to(page, LATE)
    QTest.keyClick(page.list.tree, Qt.Key.Key_F2)
    form = page.side
    assert page.progress_button.property("kind") == "plain"
    percent = form.editor("percent").widget()
    assert percent.hasFocus()
    QTest.keyClicks(percent, "100")
    QTest.keyClick(percent, Qt.Key.Key_Return)
    note = form.editor("note").widget()
    assert note.hasFocus()
    note.setPlainText("20 个单位全部抽查完")
    QTest.keyClick(note, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    after = task_of(page, LATE)
    assert (after.percent, after.status, page.side) == (100, "done", None)
    assert door.infos == [f"已登记“{LATE}”，100%"]
    assert page.header.figures.values()[3] == ("2", "逾期")
    assert page.list.current_line().id == task.id
    door.links["撤销"]()
    assert task_of(page, LATE).percent == 60


def test_a_wrong_percentage_is_said_at_the_field_and_nothing_is_lost(page):
    go_to(page, LATE)
    page.note_progress()
    form = page.side
    form.editor("percent").show_value(120)
    form.editor("note").restore("写了一半")
    form.save()
    assert "0 到 100" in form.row("percent").message()
    assert form.editor("note").raw() == "写了一半"
    assert page.side is form


def test_a_lower_percentage_only_warns(page):
    go_to(page, LATE)
    page.note_progress()
    form = page.side
    form.editor("percent").show_value(50)
    form.save()
    assert task_of(page, LATE).percent == 50


def test_typed_progress_survives_closing(page):
    go_to(page, LATE)
    page.note_progress()
    page.side.editor("note").restore("写了一半")
    page.side.cancel()
    assert page.side is None
    page.note_progress()
    assert page.side.editor("note").raw() == "写了一半"
    page.side.save()
    page.note_progress()
    assert page.side.editor("note").raw() == ""


def test_details_follow_the_keyboard(page):
    go_to(page, LATE)
    QTest.keyClick(page.list.tree, Qt.Key.Key_Return)
    assert page.details.isVisible()
    texts = [label.text() for label in page.details.findChildren(type(page.list.remark))]
    assert "期末各单位集中迎检" in "".join(texts)
    assert "逾期 18 天" in texts
    QTest.keyClick(page.list.tree, Qt.Key.Key_Down)
    texts = [label.text() for label in page.details.findChildren(type(page.list.remark))]
    assert page.list.current_line().name in texts or not page.details.isVisible()


def test_a_task_is_added_under_the_point_and_edited(page):
    point = page.plan.points[2]
    page.list.tree.setCurrentIndex(page.list.model.index_of(PointLine, point.id))
    page.new_task()
    form = page.side
    assert isinstance(form, RecordForm)
    form.editor("name").restore("女职工维权讲座")
    form.editor("due_text").restore("11月")
    form.save()
    added = task_of(page, "女职工维权讲座")
    assert (added.point, added.days_over) == (point.name, 18)
    page.show_task(added.id)
    page.edit()
    page.side.editor("due_text").restore("12月底前")
    page.side.save()
    assert task_of(page, "女职工维权讲座").days_over == 0


def test_moving_and_deleting_from_the_menu(page, door):
    words = [entry.split("\t")[0] for entry, _ in page.row_actions(page.plan.points[0])]
    assert words == ["改要点", "新增任务", "上移", "下移", "删除要点"]
    page.move_line(page.plan.points[0], 1)
    assert page.plan.points[0].name == "1. 讲好身边人的故事"
    page.delete(page.plan.themes[0])
    assert "还有要点" in door.errors[0].sentence
    page.delete(task_of(page, "分工会主席培训班"))
    assert len(page.plan.tasks) == 31
    page.undo()
    assert len(page.plan.tasks) == 32


def test_paper_and_workbook(page, papers, door):
    page.print_plan()
    page.print_tracker()
    assert [title for _, title in papers] == ["2020 年工作安排表", "2020 年工作安排完成情况表"]
    assert all(path.read_bytes().startswith(b"%PDF") for path, _ in papers)
    page.export()
    assert door.infos == ["已导出 32 项任务"]
    assert [path.suffix for path in page.desk.office.exports.iterdir()] == [".xlsx"]


def test_an_empty_office_says_how_to_begin(desk, inline, qtbot, door):
    page = opened(desk, qtbot)
    assert page.stack.currentIndex() == 1
    assert not page.progress_button.isEnabled()
    assert "先导入" in page.progress_button.toolTip()
    page.papers.save_template()
    assert door.infos == ["已存为 2020年主要工作安排表.docx"]
    page.note_progress()
    page.new_task()
    assert page.side is None


def test_a_plan_can_be_written_by_hand(desk, inline, qtbot):
    page = opened(desk, qtbot)
    page.begin()
    page.side.editor("name").restore("一、送温暖")
    page.side.save()
    page.new_point(page.plan.themes[0])
    page.side.editor("name").restore("1. 走访")
    page.side.save()
    page.list.tree.setCurrentIndex(page.list.model.index_of(PointLine, page.plan.points[0].id))
    page.new_task()
    page.side.editor("name").restore("走访困难职工")
    page.side.save()
    assert [(task.theme, task.point, task.name) for task in page.plan.tasks] == [
        ("一、送温暖", "1. 走访", "走访困难职工")
    ]


def test_another_years_plan_can_be_chosen(page):
    with page.desk.office.work("建计划") as work:
        year = actions.open_year(work, 2021)
        actions.save_theme(work, None, {"plan_year_id": year.id, "name": "一、新的一年"})
    page.refresh({"plan_year"})
    assert page.plan.year == 2020
    assert page.list.years.isVisible()
    page.list.years.set_chosen((2021,))
    assert [theme.name for theme in page.plan.themes] == ["一、新的一年"]
    page.list.years.clear()
    assert page.plan.year == 2020


def test_other_kinds_do_not_read_the_plan_again(page):
    before = page.plan
    page.refresh({"member"})
    assert page.plan is before


# import


@pytest.fixture
def changed_file(tmp_path: Path) -> Path:
    path = sample.write_plan_docx(tmp_path / "2020年主要工作安排表.docx")
    document = Document(str(path))
    table = document.tables[0]
    table.cell(4, 3).text, table.cell(6, 2).text, table.cell(12, 2).text = "11月", "", "抽查公开落实"
    document.save(str(path))
    return path


def test_a_file_is_previewed_then_written_then_taken_back(page, qtbot, door, changed_file):
    importing = PlanImportPage(page.desk)
    qtbot.addWidget(importing)
    importing.closed.connect(page.refresh)
    importing.load(changed_file)
    assert {fate: chip.text() for fate, chip in importing.chips.items()} == {
        "new": "新增 1", "update": "更新 1", "unchanged": "不变 29", "refused": "拒绝 1"
    }  # fmt: skip
    assert importing.will_write.text() == "将写入 2020 年 2 项任务：新增 1，更新 1"
    assert "表里没有的 2 项任务保留" in importing.will_leave.text()
    assert [row.fate for row in importing.model.shown()] == ["update", "refused", "new"]
    importing.write()
    assert door.infos == ["已写入 2 项任务"]
    assert len(page.plan.tasks) == 33
    assert task_of(page, "走访退休劳动模范，整理影像资料").due_text == "11月"
    door.links["撤销"]()
    page.refresh()
    assert len(page.plan.tasks) == 32


def test_the_preview_of_another_year_is_all_new(page, qtbot, changed_file):
    importing = PlanImportPage(page.desk)
    qtbot.addWidget(importing)
    importing.load(changed_file)
    importing.years.choose(2021)
    importing._plan()
    assert importing.plan.count("new") == 31
    with page.desk.office.read() as session:
        assert queries.plan_years(session) == [2020]


def test_a_file_that_is_no_plan_says_so_and_closes(page, qtbot, door, tmp_path):
    path = tmp_path / "照片.docx"
    path.write_bytes(b"\x89PNG not a document")
    importing = PlanImportPage(page.desk)
    qtbot.addWidget(importing)
    with qtbot.waitSignal(importing.closed):
        importing.load(path)
    assert len(door.errors) == 1


def test_the_previews_model_keeps_qts_rules(page, qtbot, changed_file):
    importing = PlanImportPage(page.desk)
    qtbot.addWidget(importing)
    importing.load(changed_file)
    model = PlanImportModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(importing.plan, ("new", "update", "refused"), "")
    assert model.rowCount() == 3
    assert model.next_refused(-1) == 1
    model.show_rows(importing.plan, ("new",), "落实")
    assert model.rowCount() == 1
    tester.deleteLater()
