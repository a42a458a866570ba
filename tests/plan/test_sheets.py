# SPDX-License-Identifier: MIT
"""The plan as a workbook: every task with its progress, and readable as a plan table again."""

from openpyxl import load_workbook

from unionoffice.plan import progress_queries, queries, sheets
from unionoffice.plan.importing import plan_import
from unionoffice.plan.reading import read_plan_file
from unionoffice.progress import Silent
from unionoffice.sheets.writing import write_workbook


def exported(planned, tmp_path):
    with planned.read() as session:
        plan = queries.tree(session, 2020, planned.today())
        notes = progress_queries.latest_progress(session, 2020, planned.today())
    return write_workbook(tmp_path / "计划.xlsx", sheets.plan_book(plan, notes, planned.settings), Silent())


def test_every_task_has_its_row(planned, tmp_path):
    book = load_workbook(exported(planned, tmp_path))
    assert book.sheetnames == ["工作计划", "按科室"]
    rows = [[cell.value for cell in row] for row in book["工作计划"].iter_rows(min_row=4, max_row=35)]
    assert len(rows) == 32
    late = next(row for row in rows if row[2] == "抽查二级单位公开情况")
    assert late[3:9] == ["11月30日前", "吴敏", "综合科", 0.6, "逾期 18 天", None]
    assert late[11] == "期末各单位集中迎检"


def test_the_departments_add_up(planned, tmp_path):
    sheet = load_workbook(exported(planned, tmp_path))["按科室"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=6)]
    assert [row[:2] for row in rows] == [["宣教科", 18], ["综合科", 8], ["全体", 6]]
    assert all(row[1] == sum(row[2:]) for row in rows)


def test_the_export_comes_in_again_unchanged(planned, tmp_path):
    table = read_plan_file(exported(planned, tmp_path), Silent())
    with planned.read() as session:
        again = plan_import(session, table, 2020)
    assert again.count("unchanged") == 32
    assert again.title == "江陵大学工会 2020 年主要工作安排表"
