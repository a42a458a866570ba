# SPDX-License-Identifier: MIT
"""Plan tables from Word and Excel: merged cells, preview, one step, import again, undo."""

import pytest
from docx import Document
from openpyxl import Workbook

from unionoffice.errors import OfficeError, StaleEdit
from unionoffice.plan import actions, queries
from unionoffice.plan.importing import plan_import, write_import
from unionoffice.plan.reading import read_plan_file
from unionoffice.plan.sample import write_plan_docx
from unionoffice.progress import Silent

HEAD = ["事项", "要  点", "具 体 任 务", "完成\n时间", "责任领导", "责任科室"]


@pytest.fixture
def word_file(tmp_path):
    """A table as offices make it: merges down over theme and point, a name padded with blanks, a lost separator."""
    document = Document()
    document.add_paragraph("江陵大学工会2021年主要工作安排表")
    table = document.add_table(rows=7, cols=6)
    rows = [
        HEAD,
        ["一、思想引领", "1.理论学习", "每季度学习", "全年", "何  频", "全体"],
        ["", "", "编印手册", "6月底前", "刘  婕", "宣教科"],
        ["", "2.文体活动", "篮球赛（4月）、乒乓球赛（10月）气排球赛（11月）", "适时", "刘  婕", "宣教科"],
        ["二、服务保障", "3.送温暖", "走访困难职工", "春节前", "何频、刘婕", "综合科"],
        ["", "", "建档复核", "9月30日前", "何  频", "综合科"],
        ["", "", "", "", "", ""],
    ]
    for line, texts in enumerate(rows):
        for col, text in enumerate(texts):
            if text:
                table.cell(line, col).text = text
    table.cell(1, 0).merge(table.cell(3, 0))
    table.cell(1, 1).merge(table.cell(2, 1))
    table.cell(4, 0).merge(table.cell(5, 0))
    table.cell(4, 1).merge(table.cell(5, 1))
    path = tmp_path / "安排表.docx"
    document.save(str(path))
    return path


def bring_in(office, path, year=2021):
    table = read_plan_file(path, Silent())
    with office.work("导入工作计划") as work:
        write_import(work, plan_import(work.session, table, year))


def preview(office, path, year=2021):
    with office.read() as session:
        return plan_import(session, read_plan_file(path, Silent()), year)


def tree(office, year=2021):
    with office.read() as session:
        return queries.tree(session, year, office.today())


def test_merged_cells_of_a_word_table_are_resolved(word_file):
    table = read_plan_file(word_file, Silent())
    assert (table.title, table.year) == ("江陵大学工会2021年主要工作安排表", 2021)
    assert [(row.row_no, row.theme, row.point, row.task) for row in table.rows] == [
        (2, "一、思想引领", "1. 理论学习", "每季度学习"),
        (3, "一、思想引领", "1. 理论学习", "编印手册"),
        (4, "一、思想引领", "2. 文体活动", "篮球赛（4月）、乒乓球赛（10月）气排球赛（11月）"),
        (5, "二、服务保障", "3. 送温暖", "走访困难职工"),
        (6, "二、服务保障", "3. 送温暖", "建档复核"),
    ]
    assert table.rows[0].leader == "何频"
    assert table.rows[3].leader == "何频、刘婕"
    assert table.columns["due"] == "完成 时间"


def test_a_new_plan_is_previewed_and_written_in_one_step(office, word_file):
    plan = preview(office, word_file)
    assert (plan.count("new"), plan.to_write, plan.kept) == (5, 5, 0)
    assert tree(office) is None
    bring_in(office, word_file)
    written = tree(office)
    assert [theme.name for theme in written.themes] == ["一、思想引领", "二、服务保障"]
    assert [point.name for point in written.points] == ["1. 理论学习", "2. 文体活动", "3. 送温暖"]
    assert [str(task.due_to) for task in written.tasks] == [
        "2021-12-31",
        "2021-06-30",
        "None",
        "2021-02-11",
        "2021-09-30",
    ]
    assert office.undo_last() == "导入工作计划"
    assert tree(office) is None


def test_the_same_file_again_changes_nothing(office, word_file):
    bring_in(office, word_file)
    plan = preview(office, word_file)
    assert plan.count("unchanged") == 5
    with pytest.raises(OfficeError, match="没有写入"):
        bring_in(office, word_file)


def test_a_changed_file_updates_and_keeps_progress(office, word_file):
    bring_in(office, word_file)
    task = tree(office).tasks[1]
    with office.work("登记进展") as work:
        actions.record_progress(work, task.id, office.today(), 30)
    document = Document(str(word_file))
    cells = document.tables[0]
    cells.cell(2, 3).text, cells.cell(5, 2).text, cells.cell(1, 1).text = "10月", "档案复核", "1.学习"
    document.save(str(word_file))
    plan = preview(office, word_file)
    fates = {row.task: (row.fate, row.changes) for row in plan.rows}
    assert fates["档案复核"][0] == "new"
    assert fates["编印手册"] == ("new", ())  # under another point it is another task
    assert plan.kept == 3
    cells.cell(1, 1).text = "１．理论 学习"
    document.save(str(word_file))
    changed = next(row for row in preview(office, word_file).rows if row.task == "编印手册")
    assert changed.fate == "update"
    assert changed.changes == (("完成时间", "6月底前", "10月"),)
    bring_in(office, word_file)
    after = next(one for one in tree(office).tasks if one.id == task.id)
    assert (after.due_text, after.percent) == ("10月", 30)


def test_an_edit_since_the_preview_is_not_overwritten(office, word_file):
    bring_in(office, word_file)
    document = Document(str(word_file))
    document.tables[0].cell(2, 3).text = "10月"
    document.save(str(word_file))
    plan = preview(office, word_file)
    with office.work("改任务") as work:
        actions.save_task(work, tree(office).tasks[1].id, {"leader": "吴敏"})
    with pytest.raises(StaleEdit), office.work("导入工作计划") as work:
        write_import(work, plan)


def book(tmp_path, rows, merges=()):
    made = Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    for span in merges:
        sheet.merge_cells(span)
    path = tmp_path / "安排表.xlsx"
    made.save(path)
    return path


def test_a_workbook_with_title_aliases_and_merged_cells(office, tmp_path):
    path = book(
        tmp_path,
        [
            ["2021年工作安排", None, None, None, None, None, None],
            ["序号", "重点工作", "工作要点", "工作任务", "完成时限", "责任人", "责任部门"],
            [1, "一、思想引领", "1.学习", "学习四次", "每季度", "吴敏", "综合科、宣教科"],
            [2, None, None, "编印手册", "上学期", "吴敏", "宣教科"],
            [3, "二、保障", None, "走访", "12月", "吴敏", "综合科"],
            [4, None, "2.福利", "学习四次", "12月", "吴敏", "综合科"],
            [5, None, "2.福利", "学习四次", "11月", "吴敏", "综合科"],
        ],
        ["A1:G1", "B3:B4", "C3:C4"],
    )
    plan = preview(office, path)
    assert [(row.row_no, row.fate) for row in plan.rows] == [
        (3, "new"), (4, "new"), (5, "refused"), (6, "new"), (7, "refused")
    ]  # fmt: skip
    assert plan.rows[2].reasons == ("没有写要点。请在表里补上，再导入一次。",)
    assert "第 6 行重复" in plan.rows[4].reasons[0]
    assert "看不出日期" in plan.rows[1].warnings[0]
    assert plan.unknown == ("序号",)


def test_themes_and_points_on_lines_of_their_own(office, tmp_path):
    path = book(
        tmp_path,
        [
            HEAD,
            ["一、思想引领"],
            [None, "1.学习"],
            [None, None, "学习四次", "全年", "吴敏", "全体"],
            [None, "2.宣传"],
            ["二、保障"],
            [None, "3.福利", "发放", "9月", "吴敏", "全体"],
        ],
    )
    plan = preview(office, path)
    assert [(row.row_no, row.fate, row.point) for row in plan.rows] == [
        (4, "new", "1. 学习"), (5, "refused", "2. 宣传"), (7, "new", "3. 福利")
    ]  # fmt: skip
    assert plan.rows[1].reasons == ("没有写具体任务。请在表里补上，再导入一次。",)


def test_a_file_without_a_plan_table_says_what_is_missing(tmp_path):
    path = book(tmp_path, [["事项", "完成时间"], ["学习", "3月"]])
    with pytest.raises(OfficeError, match="没有“具体任务”一列"):
        read_plan_file(path, Silent())
    document = Document()
    document.add_table(rows=2, cols=2)
    document.save(str(tmp_path / "空.docx"))
    with pytest.raises(OfficeError, match="没有找到工作安排表"):
        read_plan_file(tmp_path / "空.docx", Silent())


def test_a_table_that_goes_on_without_a_header_is_one_plan(tmp_path):
    document = Document()
    for rows in (
        [HEAD, ["一、甲", "1.乙", "丙", "3月", "吴敏", "全体"]],
        [["一、甲", "1.乙", "丁", "4月", "吴敏", "全体"]],
    ):
        table = document.add_table(rows=len(rows), cols=6)
        for line, texts in enumerate(rows):
            for col, text in enumerate(texts):
                table.cell(line, col).text = text
        document.add_paragraph("")
    document.save(str(tmp_path / "两段.docx"))
    assert [row.task for row in read_plan_file(tmp_path / "两段.docx", Silent()).rows] == ["丙", "丁"]


def test_the_samples_word_file_is_the_samples_plan(planned, tmp_path):
    path = write_plan_docx(tmp_path / "安排表.docx")
    plan = preview(planned, path, 2020)
    assert plan.count("unchanged") == 32
    assert plan.kept == 0
