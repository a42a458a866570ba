# SPDX-License-Identifier: MIT
"""Importing a messy roster: every row's fate is known before anything is written, and one undo takes it all back."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import text

from unionoffice.errors import Cancelled, OfficeError
from unionoffice.members.actions import save_member
from unionoffice.members.records import Branch, Member
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.cells import CellError
from unionoffice.sheets.import_file import ImportFile, read_import, remember_columns
from unionoffice.sheets.import_write import ImportResult, write_import
from unionoffice.sheets.importing import ImportPlan, plan_import

TODAY = date(2020, 12, 18)
HEADINGS = [
    "序号",
    "职工号",
    "姓　名",
    "性别",
    "身份证号",
    "部门",
    "人员类别",
    "入会年月",
    "手机号码",
    "学历",
    "宿舍",
]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=lambda: datetime(2020, 12, 18, 9))
    yield opened
    opened.close()


def _roster(path: Path, rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS) -> Path:
    """A roster as an HR office sends it: titles, a note, the header in row 4, a total and a signature below."""
    book = Workbook()
    book.active.title = "说明"
    sheet = book.create_sheet("在册")
    sheet.append(["江陵大学教职工花名册"])
    sheet.merge_cells("A1:K1")
    sheet.append([])
    sheet.append(["填报单位：人事处", None, None, None, "截止日期：2020年12月"])
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    sheet.append(["合计", None, f"{len(rows)}人"])
    sheet.append(["制表人：某某"])
    book.save(path)
    return path


FIRST = [
    [1, "10010236", "安 建华", "男", "110000197503120018", "机械工程学院", "在编", "1998.9", "139 1111 5969", "博士", "3栋"],
    [2, "10010871", "白雪莹", "女", "110000198205060025", "外国语学院", "事业编制", "2009年7月", "+86 138-2222-7489", "硕士", None],
    [3, "30040918", "丁海燕", None, "11000019790618062４", "后勤服务集团", "派遣", datetime(2016, 5, 1), None, "大专", None],
]  # fmt: skip


def _check(head: str) -> str:
    from unionoffice.kit.identity import check_digit

    return head + check_digit(head)


for _row in FIRST[:2]:
    _row[4] = _check(str(_row[4])[:17])


def _read(office: Office, path: Path) -> ImportFile:
    with office.read() as session:
        return read_import(session, path, MEMBERS, Silent())


def _plan(office: Office, opened: ImportFile) -> ImportPlan:
    with office.read() as session:
        return plan_import(session, MEMBERS, opened.rows(), TODAY, Silent(), opened.path.name)


def _import(office: Office, path: Path) -> tuple[ImportPlan, ImportResult]:
    plan = _plan(office, _read(office, path))
    with office.work("导入会员名册") as work:
        return plan, write_import(work, plan, Silent())


def _all(office: Office) -> list[tuple[Any, ...]]:
    """Everything kept about members, branches and events."""
    with office.read() as session:
        return [
            tuple(row) for table in ("member", "branch", "membership_event")
            for row in session.execute(text(f"SELECT * FROM {table} ORDER BY id"))
        ]  # fmt: skip


def _member(office: Office, staff_no: str) -> Member:
    with office.read() as session:
        return session.query(Member).filter_by(staff_no=staff_no).one()


def test_the_table_is_found_among_titles_and_its_columns_by_their_aliases(
    office: Office, tmp_path: Path
) -> None:
    opened = _read(office, _roster(tmp_path / "花名册.xlsx", FIRST))
    assert (opened.sheet_name, opened.sheet_names) == ("在册", ["说明", "在册"])
    assert list(opened.mapped) == [
        "staff_no", "full_name", "sex_code", "id_number", "branch_id", "employment_type", "join_date", "mobile",
        "education_code",
    ]  # fmt: skip
    assert opened.unknown == ["序号", "宿舍"]
    assert [number for number, _ in opened.rows()] == [5, 6, 7]


def test_new_rows_are_shown_with_the_units_they_will_make(office: Office, tmp_path: Path) -> None:
    plan = _plan(office, _read(office, _roster(tmp_path / "花名册.xlsx", FIRST)))
    assert {fate: n for fate, n in plan.counts.items() if n} == {"new": 3}
    assert plan.label_fields == ("staff_no", "full_name", "branch_id")
    assert plan.rows[0].labels == ("10010236", "安建华", "机械工程学院")
    assert plan.rows[0].summary == "男，在编，入会时间 1998-09"
    assert plan.new_links == {"分工会": ["机械工程学院", "外国语学院", "后勤服务集团"]}
    assert _all(office) == []


def test_what_is_written_is_clean(office: Office, tmp_path: Path) -> None:
    _, result = _import(office, _roster(tmp_path / "花名册.xlsx", FIRST))
    assert (result.counts["new"], result.step) == (3, 1)
    first, third = _member(office, "10010236"), _member(office, "30040918")
    assert (first.full_name, first.mobile, first.join_date, first.education_code) == (
        "安建华",
        "13911115969",
        "1998-09",
        "11",
    )
    assert first.branch is not None and first.branch.name == "机械工程学院"
    assert (third.id_number, third.sex_code, third.birth_date) == (
        "110000197906180624",
        "2",
        date(1979, 6, 18),
    )
    assert (third.employment_type, third.join_date) == ("agency", "2016-05-01")
    assert [row[2:4] for row in _all(office)[-3:]] == [(1, "join"), (2, "join"), (3, "join")]


def test_the_same_file_again_changes_nothing(office: Office, tmp_path: Path) -> None:
    path = _roster(tmp_path / "花名册.xlsx", FIRST)
    _import(office, path)
    before = _all(office)
    plan, result = _import(office, path)
    assert {fate: n for fate, n in plan.counts.items() if n} == {"unchanged": 3}
    assert result.step == 0
    assert _all(office) == before


def test_updates_say_old_and_new_mask_numbers_and_never_erase(office: Office, tmp_path: Path) -> None:
    _import(office, _roster(tmp_path / "一.xlsx", FIRST))
    changed = [list(row) for row in FIRST]
    changed[0][5], changed[0][8] = "体育部", "13700007730"
    changed[1] = [2, "10010871", "白雪莹", *[None] * 8]
    plan, _ = _import(office, _roster(tmp_path / "二.xlsx", changed))
    assert [row.fate for row in plan.rows] == ["update", "unchanged", "unchanged"]
    assert plan.rows[0].text == "手机 139****5969 → 137****7730，分工会 机械工程学院 → 体育部"
    first, second = _member(office, "10010236"), _member(office, "10010871")
    assert first.branch is not None and (first.branch.name, first.mobile) == ("体育部", "13700007730")
    assert second.mobile == "13822227489"
    moved = [row for row in _all(office) if row[3] == "branch_move"]
    assert len(moved) == 1


def test_one_undo_restores_everything(office: Office, tmp_path: Path) -> None:
    _import(office, _roster(tmp_path / "一.xlsx", FIRST[:2]))
    before = _all(office)
    changed = [[*FIRST[0]], [*FIRST[1]], [*FIRST[2]]]
    changed[0][5], changed[1][9] = "体育部", "博士"
    _, result = _import(office, _roster(tmp_path / "二.xlsx", changed))
    assert (result.counts["new"], result.counts["update"]) == (1, 2)
    assert _all(office) != before
    assert office.undo_last() == "导入会员名册"

    def without_versions(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        return [(row[0], *row[2:]) for row in rows]

    assert without_versions(_all(office)) == without_versions(before)
    with office.read() as session:
        assert session.execute(text("SELECT count(*) FROM search_member")).scalar() == 2


def test_what_was_used_since_cannot_be_taken_back(office: Office, tmp_path: Path) -> None:
    _, result = _import(office, _roster(tmp_path / "一.xlsx", FIRST[:1]))
    with office.read() as session:
        branch = session.query(Branch).one().id
    with office.work("新增会员") as work:
        save_member(work, None, {"full_name": "某某", "branch_id": branch})
    before = _all(office)
    with pytest.raises(OfficeError, match="“机械工程学院”还被别的记录用着"):
        office.undo(result.step, "导入会员名册")
    assert _all(office) == before


def _refused(office: Office, tmp_path: Path, rows: Sequence[Sequence[object]], **more: Any) -> dict[int, str]:
    return _plan(office, _read(office, _roster(tmp_path / "错.xlsx", rows, **more))).refusals


def test_refusals_name_row_field_and_what_was_read(office: Office, tmp_path: Path) -> None:
    _import(office, _roster(tmp_path / "一.xlsx", FIRST))
    good = list(FIRST[0])

    def row(**cells: object) -> list[object]:
        made: list[object] = [9, "1", "某某人", *[None] * 8]
        for column, value in cells.items():
            made[
                HEADINGS.index({"工号": "职工号", "姓名": "姓　名", "证件": "身份证号"}.get(column, column))
            ] = value
        return made

    refused = _refused(office, tmp_path, [
        row(工号="a", 证件=110000197906180624),
        row(工号="b", 入会年月="2003年13月"),
        row(工号=None, 证件=None),
        row(工号="10010236", 证件=FIRST[1][4], 姓名="安建华"),
        row(工号="e", 姓名="甲"), row(工号="e", 姓名="乙"),
        row(工号="f", 姓名="丙丁"), row(工号="f", 姓名="丙丁"),
        row(工号="g", 学历="硕研"),
        row(工号="h", 姓名=None),
        row(工号="10010871", 姓名="张三", 证件=_check("11000019900101001")),
        good,
    ])  # fmt: skip
    assert refused[5] == "证件号码被存为数字，末位已丢失，请改为文本"
    assert refused[6] == "入会时间：2003-13 不存在。"
    assert refused[7] == "没有证件号码，也没有工号，认不出是谁。"
    assert refused[8] == "证件号码是“白雪莹”的，工号是“安建华”的，两边对不上。请核对。"
    assert refused[9] == "工号与第 10 行重复，两行姓名不同。"
    assert refused[10] == "工号与第 9 行重复，两行姓名不同。"
    assert 11 not in refused and refused[12] == "工号与第 11 行重复。"
    assert refused[13].startswith("学历：“硕研”不在学历里。可填：博士研究生、")
    assert refused[14] == "姓名：请填写姓名。"
    assert refused[15] == "工号是“白雪莹”的，这一行写的是“张三”，证件号码也不同。请核对。"
    assert 16 not in refused


def test_refused_rows_stay_out_and_the_others_go_in(office: Office, tmp_path: Path) -> None:
    bad = [list(FIRST[0]), list(FIRST[1])]
    bad[0][4] = 110000197503120018
    _, result = _import(office, _roster(tmp_path / "一.xlsx", bad))
    assert (result.counts["new"], result.counts["refused"]) == (1, 1)
    assert _member(office, "10010871").full_name == "白雪莹"


def test_error_cells_and_contradictions_are_told(office: Office) -> None:
    with office.read() as session:
        plan = plan_import(session, MEMBERS, [
            (7, {"staff_no": "1", "full_name": "甲乙", "mobile": CellError("#N/A")}),
            (8, {"staff_no": "2", "full_name": "丙丁", "id_number": "110000197906180624", "sex_code": "男"}),
        ], TODAY, Silent())  # fmt: skip
    assert plan.rows[0].text == "手机：单元格显示 #N/A，没有值。请在表里改好。"
    assert plan.rows[1].fate == "new" and plan.rows[1].warnings == [
        "证件号码：按证件号码是女，填写的是男。请核对。"
    ]


def test_another_name_under_the_same_staff_number_is_a_doubt(office: Office, tmp_path: Path) -> None:
    _import(office, _roster(tmp_path / "一.xlsx", FIRST))
    with office.read() as session:
        plan = plan_import(
            session, MEMBERS, [(2, {"staff_no": "10010871", "full_name": "白雪萤"})], TODAY, Silent()
        )
    assert plan.rows[0].fate == "update"
    assert plan.rows[0].warnings == ["工号是“白雪莹”的，这一行写的是“白雪萤”。写入会改名，请核对。"]


def test_a_known_whole_day_is_not_blunted_by_a_month(office: Office) -> None:
    with office.work("新增") as work:
        save_member(work, None, {"full_name": "甲乙", "staff_no": "1", "join_date": "2003-07-15"})
    with office.read() as session:
        rows = [(2, {"staff_no": "1", "join_date": "2003.7"}), (3, {"staff_no": "1", "join_date": "2003.8"})]
        plans = [plan_import(session, MEMBERS, [row], TODAY, Silent()) for row in rows]
    assert [plan.rows[0].fate for plan in plans] == ["unchanged", "update"]


def test_a_preview_that_is_out_of_date_is_not_written(office: Office, tmp_path: Path) -> None:
    plan = _plan(office, _read(office, _roster(tmp_path / "一.xlsx", FIRST)))
    with office.work("新增会员") as work:
        save_member(work, None, {"full_name": "某某", "staff_no": "10010236"})
    with pytest.raises(OfficeError, match="预览之后又改过"), office.work("导入") as work:
        write_import(work, plan, Silent())


def test_a_cancelled_import_writes_nothing(office: Office, tmp_path: Path) -> None:
    plan = _plan(office, _read(office, _roster(tmp_path / "一.xlsx", FIRST)))
    progress = Silent()
    progress.cancel()
    with pytest.raises(Cancelled), office.work("导入") as work:
        write_import(work, plan, progress)
    assert _all(office) == []


def test_what_the_clerk_says_about_columns_is_remembered_for_the_layout(
    office: Office, tmp_path: Path
) -> None:
    path = _roster(tmp_path / "一.xlsx", FIRST)
    opened = _read(office, path)
    opened.assign(10, "remark")
    opened.assign(9, "")
    assert "remark" in opened.mapped and "education_code" not in opened.mapped and opened.edited
    with office.work("记住列的对应") as work:
        remember_columns(work, opened)
    again = _read(office, _roster(tmp_path / "下月.xlsx", FIRST[:1]))
    assert again.mapped == opened.mapped
    other = _read(office, _roster(tmp_path / "别的.xlsx", FIRST, headings=[*HEADINGS[:10], "备注"]))
    assert "education_code" in other.mapped


def test_a_field_taken_by_another_column_leaves_the_first(office: Office, tmp_path: Path) -> None:
    opened = _read(office, _roster(tmp_path / "一.xlsx", FIRST))
    opened.assign(0, "staff_no")
    assert opened.mapped["staff_no"] == 0
    assert [heading.field for heading in opened.headings[:2]] == ["staff_no", ""]


def test_another_sheet_of_the_file_can_be_chosen(office: Office, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "一校区"
    book.active.append(["工号", "姓名", "手机"])
    book.active.append(["1", "甲乙", "13800000000"])
    book.create_sheet("二校区").append(["工号", "姓名"])
    book["二校区"].append(["2", "丙丁"])
    book.save(tmp_path / "两张.xlsx")
    opened = _read(office, tmp_path / "两张.xlsx")
    assert opened.sheet_name == "一校区"
    with office.read() as session:
        other = opened.choose_sheet(session, "二校区")
    assert [cells["full_name"] for _, cells in other.rows()] == ["丙丁"]


def test_the_import_is_noted_in_the_trail(office: Office, tmp_path: Path) -> None:
    _import(office, _roster(tmp_path / "花名册.xlsx", FIRST))
    with office.read() as session:
        row = session.execute(text("SELECT changes FROM audit_log WHERE op = 'note'")).scalar_one()
    noted = {name: new for name, (_, new) in json.loads(row).items()}
    assert noted == {"导入": "花名册.xlsx", "新增": 3, "更新": 0, "不变": 0, "拒绝": 0}
