# SPDX-License-Identifier: MIT
"""Tables are found in sheets as offices really lay them out, and only real records come out of them."""

from pathlib import Path

import pytest

from unionoffice.errors import OfficeError
from unionoffice.sheets.cells import Book, Cell, Sheet, Span
from unionoffice.sheets.kinds import FileKind
from unionoffice.sheets.tables import best_sheet, find_table

HEADINGS = {
    "full_name": ("姓名", "会员姓名", "职工姓名"),
    "staff_number": ("工号", "职工号"),
    "branch": ("所在部门", "部门", "单位"),
    "amount": ("金额", "补助金额"),
    "joined_in": ("入会",),
}


def sheet(
    *rows: list[Cell], merged: list[Span] | None = None, hidden: bool = False, name: str = "表1"
) -> Sheet:
    return Sheet(name, hidden, [list(row) for row in rows], merged=merged or [])


def records(found: Sheet) -> list[tuple[int, dict[str, Cell]]]:
    return list(find_table(found, HEADINGS).rows)


def test_header_under_title_and_unit_line() -> None:
    found = find_table(
        sheet(
            ["×××大学工会会员花名册"],
            ["填报单位：机关工会", None, None, "单位：元"],
            [],
            ["序号", "姓 名", "职工号*", "所在\n部门", "金额（元）", "身高"],
            [1, "赵一", "0012", "教务处", 300],
        ),
        HEADINGS,
    )
    assert found.header_row == 4
    assert found.columns == {"full_name": 1, "staff_number": 2, "branch": 3, "amount": 4}
    assert found.unknown == [(0, "序号"), (5, "身高")]
    assert list(found.rows) == [
        (5, {"full_name": "赵一", "staff_number": "0012", "branch": "教务处", "amount": 300})
    ]
    assert found.headings["staff_number"] == "职工号*"


def test_rows_can_be_walked_twice_and_counted() -> None:
    found = find_table(sheet(["姓名"], ["赵一"], ["钱二"]), HEADINGS)
    assert len(found) == 2 and list(found.rows) == list(found.rows)


@pytest.mark.parametrize(
    "heading",
    [
        "姓名",
        "　姓　名　",
        "*姓名",
        "姓名：",
        "姓名（必填）",
        "【姓名】",
        "1.姓名",
        "姓\n名",
        "会员姓名",
        "姓名(与身份证一致)",
    ],
)
def test_headings_are_recognised_as_people_write_them(heading: str) -> None:
    assert find_table(sheet(["序号", heading], [1, "赵一"]), HEADINGS).columns == {"full_name": 1}


def test_a_name_that_only_contains_a_heading_is_not_it() -> None:
    with pytest.raises(OfficeError):
        find_table(sheet(["配偶姓名", "部门领导"], ["赵一", "钱二"]), HEADINGS)


def test_two_header_rows_with_groups() -> None:
    headings = {
        "branch": ("分工会",),
        "joined": ("增加入会", "入会"),
        "moved_in": ("转入",),
        "moved_out": ("转出",),
    }
    found = find_table(
        sheet(
            ["会员变动表"],
            ["分工会", "增加", None, "减少", None],
            [None, "入会", "转入", "转出", "退休"],
            ["机关", 1, 2, 3, 4],
        ),
        headings,
    )
    assert found.header_row == 3
    assert found.columns == {"branch": 0, "joined": 1, "moved_in": 2, "moved_out": 3}
    assert found.unknown == [(4, "减少退休")]
    assert [number for number, _ in found.rows] == [4]


def test_person_is_not_mistaken_for_the_family_member_in_a_group() -> None:
    found = find_table(
        sheet(
            ["家庭成员", None, "姓名", "工号"], ["姓名", "称谓", None, None], ["钱二", "配偶", "赵一", "7"]
        ),
        HEADINGS,
    )
    assert found.columns == {"full_name": 2, "staff_number": 3}


def test_header_merged_over_two_rows() -> None:
    merged = [Span(2, 0, 3, 0), Span(2, 1, 3, 1), Span(2, 2, 2, 3)]
    found = find_table(
        sheet(
            ["名册"],
            ["姓名", "工号", "学历", None],
            [None, None, "全日制", "在职"],
            ["赵一", "7", "本科"],
            merged=merged,
        ),
        HEADINGS,
    )
    assert found.header_row == 3
    assert [row["full_name"] for _, row in found.rows] == ["赵一"]


def test_rows_that_are_no_records_are_skipped_with_the_reason() -> None:
    found = find_table(
        sheet(
            ["序号", "姓名", "工号", "部门", "金额", "备注"],
            ["机械学院", None, None, None, None],
            [1, "赵一", "1", "教务处", 300],
            [],
            ["小计", None, None, None, 300],
            ["序号", "姓 名", "工号", "部门", "金额"],
            ["2", "钱二", "2", "会计学院", 200],
            [None, None, None, None, None, "只有备注"],
            [None, "合计", None, None, 500],
            ["合计（大写）：伍佰元整"],
            ["制表人：孙三", None, "审核人："],
            ["注：本表一式两份"],
            [" "],
            [],
            merged=[Span(2, 0, 2, 4)],
        ),
        HEADINGS,
    )
    assert [number for number, _ in found.rows] == [3, 7]
    assert found.skipped == [
        (2, "分段标题"),
        (4, "空行"),
        (5, "合计行"),
        (6, "重复的表头"),
        (8, "要导入的各列都空着"),
        (9, "合计行"),
        (10, "合计行"),
        (11, "签字或说明行"),
        (12, "签字或说明行"),
    ]


@pytest.mark.parametrize(
    "branch", ["审计处", "会计学院", "设计学院", "统计学院", "合作处", "计财处", "共青团", "附属小学"]
)
def test_branches_that_sound_like_totals_are_records(branch: str) -> None:
    assert len(find_table(sheet(["部门", "姓名"], [branch, "赵一"]), HEADINGS)) == 1


def test_value_merged_downwards_is_given_to_every_record_under_it() -> None:
    found = sheet(
        ["部门", "姓名"],
        ["教务处", "赵一"],
        [None, "钱二"],
        [None, "孙三"],
        ["人事处", "李四"],
        merged=[Span(2, 0, 4, 0)],
    )
    assert [row["branch"] for _, row in records(found)] == ["教务处", "教务处", "教务处", "人事处"]


def test_blank_leading_columns_and_file_row_numbers() -> None:
    found = find_table(
        Sheet("表", False, [[None, None, "姓名"], [None, None, "赵一"]], first_row=21), HEADINGS
    )
    assert (found.header_row, found.columns, [number for number, _ in found.rows]) == (
        21,
        {"full_name": 2},
        [22],
    )


def test_the_label_wins_over_an_alias_in_another_column() -> None:
    found = find_table(sheet(["单位", "所在部门", "姓名"], ["大学", "教务处", "赵一"]), HEADINGS)
    assert found.columns["branch"] == 1


def test_no_header_names_what_was_looked_for() -> None:
    with pytest.raises(OfficeError, match="姓名、工号、所在部门、金额、入会") as caught:
        find_table(sheet(["甲", "乙"], [1, 2]), HEADINGS)
    assert "表1" in str(caught.value)


def test_header_below_the_searched_rows_is_not_found() -> None:
    notes: list[list[Cell]] = [[f"说明{number}"] for number in range(11)]
    with pytest.raises(OfficeError):
        find_table(sheet(*notes, ["姓名"], ["赵一"]), HEADINGS)


def test_best_sheet_has_most_matches_and_is_visible() -> None:
    few = sheet(["姓名"], ["赵一"], name="封面")
    hidden = sheet(["姓名", "工号"], ["赵一", 1], name="旧", hidden=True)
    shown = sheet(["姓名", "工号"], ["赵一", 1], name="名册")
    book = Book(Path("册.xlsx"), FileKind.XLSX, [few, hidden, shown])
    assert best_sheet(book, HEADINGS).name == "名册"
    with pytest.raises(OfficeError, match=r"册\.xlsx"):
        best_sheet(Book(Path("册.xlsx"), FileKind.XLSX, []), HEADINGS)
