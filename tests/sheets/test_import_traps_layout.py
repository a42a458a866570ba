# SPDX-License-Identifier: MIT
"""Sheets as people lay them out, through the whole import of the member register; what find_table alone does is in
test_tables.py."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.sheets.trapped import MEMBERS, an_office, book, id_number, import_and_undo, kept, preview
from unionoffice.errors import Cancelled, OfficeError
from unionoffice.members.actions import save_member
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.error_copy import REASON, write_error_copy
from unionoffice.sheets.import_file import read_import, remember_columns
from unionoffice.sheets.import_write import write_import


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path / "office") as opened:
        yield opened


TITLED = [
    ["江陵大学教职工花名册"],
    ["填报单位：人事处", None, None, "2020 年 12 月", None, "单位：人"],
    ["说明：劳务派遣人员另表报送，姓名以身份证为准"],
    [],
    ["序号", "教工号", "教职工姓名", "所在部门", "人员类别", "移动电话"],
    [1, "0001", "张三", "机械工程学院", "在编", "13800000001"],
    [2, "0002", "李四", "机械工程学院", "派遣", "13800000002"],
]


def test_a_header_among_titles_and_notes(office: Office, tmp_path: Path) -> None:
    made = import_and_undo(office, book(tmp_path / "册.xlsx", TITLED, merged=["A1:F1", "A3:F3"]))
    assert made.file.table.header_row == 5
    assert [row.row_no for row in made.plan.rows] == [6, 7]
    assert made.people["李四"]["employment_type"] == "agency" and made.people["李四"]["branch"] == "机械工程学院"


def test_two_header_rows_with_merged_groups(office: Office, tmp_path: Path) -> None:
    rows = [
        ["江陵大学工会会员花名册"],
        ["序号", "本人", None, None, "配偶", None, "入会时间"],
        [None, "姓名", "工号", "联系电话", "姓名", "联系电话", None],
        [1, "张三", "0001", "13800000001", "赵六", "13900000001", "2003.7"],
    ]
    made = import_and_undo(office, book(tmp_path / "册.xlsx", rows, merged=["A1:G1", "B2:D2", "E2:F2", "A2:A3", "G2:G3"]))
    assert made.fates == ["new"] and made.plan.rows[0].row_no == 4
    person = made.people["张三"]
    assert (person["staff_no"], person["mobile"], person["join_date"]) == ("0001", "13800000001", "2003-07")


@pytest.mark.parametrize("heading", ["身份证号", "身份证号码", "证件号", "有效证件号码", "公民身份号码", "身 份 证 号", "*身份证号（18位）", "３．身份证号码"])
def test_headings_by_their_aliases(office: Office, tmp_path: Path, heading: str) -> None:
    number = id_number("11000019790618062")
    made = import_and_undo(office, book(tmp_path / "册.xlsx", [["名字", heading], ["张三", number]]))
    assert made.people["张三"]["id_number"] == number


def test_what_was_said_about_a_layout_holds_for_the_next_file_of_it(office: Office, tmp_path: Path) -> None:
    heads = ["工号", "姓名", "小灵通", "备用"]
    with office.read() as session:
        file = read_import(session, book(tmp_path / "五月.xlsx", [heads, ["1", "张三", "13800000001", "x"]]), MEMBERS, Silent())
    assert file.unknown == ["小灵通", "备用"]
    file.assign(2, "mobile")
    with office.work("记住导入的列") as work:
        remember_columns(work, file)
    made = import_and_undo(office, book(tmp_path / "六月.xlsx", [["六月花名册"], heads, ["2", "李四", "13800000002", "y"]]))
    assert made.people["李四"]["mobile"] == "13800000002" and made.file.unknown == ["备用"]
    other = import_and_undo(office, book(tmp_path / "别的.xlsx", [heads[:3], ["3", "王五", "13800000003"]]))
    assert other.people["王五"]["mobile"] is None, "another layout, another memory"


def test_a_unit_merged_over_its_people_is_everyone_s(office: Office, tmp_path: Path) -> None:
    rows = [["部门", "工号", "姓名"], ["机械工程学院", "1", "张三"], [None, "2", "李四"], [None, "3", "王五"], ["外国语学院", "4", "赵六"]]
    made = import_and_undo(office, book(tmp_path / "册.xlsx", rows, merged=["A2:A4"]))
    assert [one["branch"] for one in made.people.values()] == ["机械工程学院"] * 3 + ["外国语学院"]


def test_a_person_merged_over_two_rows_is_one_person(office: Office, tmp_path: Path) -> None:
    rows = [["工号", "姓名", "手机"], ["1", "张三", "13800000001"], [None, None, "13800000002"]]
    made = import_and_undo(office, book(tmp_path / "册.xlsx", rows, merged=["A2:A3", "B2:B3"]))
    assert made.told[3] == "工号与第 2 行重复。"
    assert made.people["张三"]["mobile"] == "13800000001"


def test_blank_total_and_signature_rows_are_no_people_and_are_told(office: Office, tmp_path: Path) -> None:
    made = import_and_undo(office, book(tmp_path / "册.xlsx", [
        ["序号", "工号", "姓名", "部门"],
        ["机械工程学院（2 人）", None, None, None],
        [1, "1", "张三", "机械工程学院"], [], [2, "2", "李四", "机械工程学院"],
        ["小计", None, 2, None], ["序号", "工号", "姓名", "部门"], [3, "3", "王五", "外国语学院"],
        ["合　计", None, "3人", None], ["共 3 人"], ["注：含劳务派遣"], ["制表人：某某", None, "审核人："],
    ]))  # fmt: skip
    assert list(made.people) == ["张三", "李四", "王五"] and made.fates == ["new"] * 3
    assert [row.row_no for row in made.plan.rows] == [3, 5, 8]
    assert made.file.skipped == [
        (2, "要导入的各列都空着"), (6, "合计行"), (7, "重复的表头"), (9, "合计行"), (10, "合计行"), (11, "签字或说明行"), (12, "签字或说明行"),
    ]  # fmt: skip
    assert made.file.left_out == ["跳过不是记录的行（要导入的各列都空着 1，合计行 3，重复的表头 1，签字或说明行 2）"]


def test_rows_that_are_not_people_are_refused_not_guessed(office: Office, tmp_path: Path) -> None:
    made = import_and_undo(office, book(tmp_path / "册.xlsx", [
        ["工号", "姓名", "手机"], ["机械工程学院", None, None], ["1", "张三", None], [None, "工会办公室电话", "0716-8060000"], ["2", "13800000001", "李四"],
    ]))  # fmt: skip
    assert made.told == {
        2: "姓名：请填写姓名。", 3: "", 4: "没有工号，认不出是谁。", 5: "姓名里有数字：13800000001。请核对是否填错了列。",
    }  # fmt: skip
    assert list(made.people) == ["张三"]


# --- several sheets ------------------------------------------------------------------------------------------------------


def _second(name: str, *rows: list[str], hidden: bool = False):  # type: ignore[no-untyped-def]
    def add(made: Workbook) -> None:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if hidden else "visible"

    return add


def test_other_sheets_with_people_are_named(office: Office, tmp_path: Path) -> None:
    more = _second("二校区", ["工号", "姓名", "校区"], ["2", "李四", "二校区"])
    path = book(tmp_path / "册.xlsx", [["工号", "姓名", "手机", "部门"], ["1", "张三", None, "教务处"]], more=more)
    made = import_and_undo(office, path)
    assert list(made.people) == ["张三"] and made.file.left_out == ["工作表“二校区”没有导入"]


def test_a_hidden_sheet_is_not_taken_for_what_was_sent(office: Office, tmp_path: Path) -> None:
    old = _second("去年", ["工号", "姓名", "手机", "学历"], ["9", "旧人", "13800000009", "本科"], hidden=True)
    made = import_and_undo(office, book(tmp_path / "册.xlsx", [["工号", "姓名"], ["1", "张三"]], more=old))
    assert (made.file.sheet_name, list(made.people), made.file.left_out) == ("Sheet", ["张三"], [])
    assert made.file.sheet_names == ["Sheet", "去年"], "it can still be chosen"
    cover = import_and_undo(office, book(tmp_path / "封面.xlsx", [["花名册"], ["报送：人事处"]], more=old))
    assert cover.file.sheet_name == "去年"


# --- all or nothing, and the sheet given back --------------------------------------------------------------------------


class _StopsAt(Silent):
    """Cancelled by the clerk after so many looks."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._left = looks

    def check_cancelled(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Cancelled


def test_it_is_written_in_whole_or_not_at_all(office: Office, tmp_path: Path) -> None:
    rows = [["工号", "姓名", "部门"], *([f"{n:05}", f"会员{'甲乙丙丁'[n % 4]}", f"单位{'子丑寅'[n % 3]}"] for n in range(2500))]
    _file, plan = preview(office, book(tmp_path / "册.xlsx", rows))
    assert plan.to_write == 2500
    before = kept(office)
    with pytest.raises(Cancelled), office.work("导入会员") as work:
        write_import(work, plan, _StopsAt(2))
    assert kept(office) == before
    with office.work("新增会员") as work:
        save_member(work, None, {"full_name": "别的人", "staff_no": "x"})
    changed = kept(office)
    with pytest.raises(OfficeError, match="预览之后又改过，没有写入"), office.work("导入会员") as work:
        write_import(work, plan, Silent())
    assert kept(office) == changed


def test_the_sheet_goes_back_with_the_reasons_beside_its_own_rows(office: Office, tmp_path: Path) -> None:
    rows = [*TITLED, [3, "0003", "王五", None, "不知道", None], [4, None, "赵六", None, None, None]]
    file, plan = preview(office, book(tmp_path / "册.xlsx", rows, merged=["A1:F1"]))
    path = write_error_copy(file.table.sheet, plan.refusals, tmp_path / "退回.xlsx", Silent(), header_row=file.table.header_row)
    sheet = load_workbook(path).active
    reasons = {cell.row: cell.value for cell in sheet["G"] if cell.value}
    assert reasons[5] == REASON and reasons[8].startswith("用工形式：“不知道”不在用工形式里。可填：")
    assert reasons[9] == "没有工号，认不出是谁。" and len(reasons) == 3
    assert [cell.value for cell in sheet[7]][:6] == [2, "0002", "李四", "机械工程学院", "派遣", "13800000002"]
    again = import_and_undo(office, path)
    assert again.fates == ["new", "new", "refused", "refused"], "what was sent back can be read again"
