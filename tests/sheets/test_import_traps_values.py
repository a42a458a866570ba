# SPDX-License-Identifier: MIT
"""Cells that are not what they seem, through the whole import of the member register."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.sheets.trapped import TODAY, an_office, book, id_number, import_and_undo, kept, preview
from unionoffice.members.actions import save_branch, save_member
from unionoffice.members.registers import BRANCHES
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.importing import plan_import

LOST = "被存为数字，末位已丢失，请改为文本"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path / "office") as opened:
        yield opened


@pytest.fixture
def known(office: Office) -> Office:
    """With one member whose numbers have leading zeros."""
    with office.work("准备") as work:
        save_member(work, None, {
            "full_name": "章山", "staff_no": "00123", "mobile": "13800004821", "bank_account": "6222000012345678",
            "id_number": id_number("11000019790618062"),
        })  # fmt: skip
    return office


# --- zeros -----------------------------------------------------------------------------------------------------


def test_leading_zeros_stay_where_the_sheet_has_them(office: Office, tmp_path: Path) -> None:
    rows = [["工号", "姓名", "会员证号"], ["00123", "章山", "000042"], ["0", "李四", "0007"]]
    made = import_and_undo(office, book(tmp_path / "册.xlsx", rows))
    assert {name: (one["staff_no"], one["member_no"]) for name, one in made.people.items()} == {
        "章山": ("00123", "000042"), "李四": ("0", "0007"),
    }  # fmt: skip


def test_zeros_that_only_a_format_shows_are_meant(office: Office, tmp_path: Path) -> None:
    def formats(made: Workbook) -> None:
        for place, shown in (("A2", "00000000"), ("A3", "00000000;-0"), ("C2", "000"), ("D2", "yyyy-mm"), ("E2", "0.00")):
            made.active[place].number_format = shown

    rows = [["工号", "姓名", "会员证号", "入会时间", "会费基数"], [123, "张三", 7, 37803, 2345.5], [12345678, "李四", 8, None, None]]
    made = import_and_undo(office, book(tmp_path / "册.xlsx", rows, more=formats))
    told = {name: (one["staff_no"], one["member_no"], one["join_date"]) for name, one in made.people.items()}
    assert told == {"张三": ("00000123", "007", "2003-07-01"), "李四": ("12345678", "8", None)}
    assert str(made.people["张三"]["dues_base"]) == "2345.50"


@pytest.mark.parametrize("number", [123, 123.0, "123", "0123"])
def test_a_number_that_lost_its_zeros_is_no_new_person(known: Office, tmp_path: Path, number: object) -> None:
    path = book(tmp_path / "册.xlsx", [["工号", "姓名", "学历"], [number, "章山", "博士"]])
    made = import_and_undo(known, path)
    assert made.fates == ["doubt"] and "00123" in made.told[2] and list(made.people) == ["章山"]
    _file, plan = preview(known, path)
    [row] = plan.rows
    plan.choose(row, row.doubts[0].record_id)
    assert [change.label for change in row.changes] == ["学历"], "the number keeps its zeros"


def test_nor_does_it_shorten_a_number_that_is_known_by_the_identity_number(known: Office, tmp_path: Path) -> None:
    rows = [["工号", "姓名", "身份证号", "学历"], [123, "章山", id_number("11000019790618062"), "博士"]]
    made = import_and_undo(known, book(tmp_path / "册.xlsx", rows))
    assert made.told == {2: "学历 空 → 博士研究生；工号：读到“123”，少了前面的 0，不改，仍是“00123”。"}
    assert made.people["章山"]["staff_no"] == "00123"


def test_another_person_s_number_that_looks_alike_is_a_doubt_and_zeros_may_be_put_right(
    known: Office, tmp_path: Path
) -> None:
    rows = [["工号", "姓名", "身份证号"], [123, "李四", None], ["000123", "章山", id_number("11000019790618062")]]
    made = import_and_undo(known, book(tmp_path / "册.xlsx", rows))
    assert made.fates == ["new", "update"]
    assert made.told[2].endswith("工号：读到“123”，“章山”的是“00123”，只差前面的 0。请核对是不是同一个。")
    assert made.people["章山"]["staff_no"] == "000123"


def test_a_unit_s_number_without_its_zeros_is_refused(office: Office) -> None:
    with office.work("准备") as work:
        save_branch(work, None, {"name": "物理学院", "code": "01"})
    with office.read() as session:
        rows = [(2, {"code": 1, "name": "物理学院", "campus_id": "本部"}), (3, {"code": 1, "name": "数学学院"})]
        plans = [plan_import(session, BRANCHES, [row], TODAY, Silent()) for row in rows]
    assert plans[0].rows[0].text == "校区 空 → 本部；编号：读到“1”，少了前面的 0，不改，仍是“01”。"
    assert plans[1].rows[0].text.endswith("编号：读到“1”，“物理学院”的是“01”，只差前面的 0。请核对是不是同一个。")


# --- numbers as text and the reverse ------------------------------------------------------------------------------


def test_numbers_as_text_and_text_as_numbers(office: Office, tmp_path: Path) -> None:
    made = import_and_undo(office, book(tmp_path / "册.xlsx", [
        ["工号", "姓名", "会费基数", "手机", "性别", "民族"],
        [10010236, "安建华", "2,345.67", 13911115969, 1, 1],
        [10010871.0, "白雪莹", "２３４５元", "13822227489", "2", "02"],
        ["10010872", "丁海燕", 2345.5, 13800000001.0, 2.0, "汉"],
    ]))  # fmt: skip
    assert made.fates == ["new"] * 3
    found = {n: (p["staff_no"], str(p["dues_base"]), p["mobile"], p["sex_code"], p["ethnicity_code"])
             for n, p in made.people.items()}  # fmt: skip
    assert found == {
        "安建华": ("10010236", "2345.67", "13911115969", "1", "01"),
        "白雪莹": ("10010871", "2345.00", "13822227489", "2", "02"),
        "丁海燕": ("10010872", "2345.50", "13800000001", "2", "01"),
    }


@pytest.mark.parametrize("cell", [110000197906180624, 1.10000197906181e17, "1.10000197906181E+17", "1.1E+17"])
def test_an_identity_number_kept_as_a_number_is_refused(office: Office, tmp_path: Path, cell: object) -> None:
    path = book(tmp_path / "册.xlsx", [["工号", "姓名", "证件号码"], ["1", "张三", cell], ["2", "李四", None]])
    made = import_and_undo(office, path)
    assert made.told[2] == f"证件号码{LOST}"
    assert list(made.people) == ["李四"]


@pytest.mark.parametrize("cell", [6217000010000000001, 6.217e18, "6.217E+18"])
def test_a_bank_card_kept_as_a_number_is_refused(office: Office, tmp_path: Path, cell: object) -> None:
    path = book(tmp_path / "册.xlsx", [["工号", "姓名", "银行卡号"], ["1", "张三", cell]])
    made = import_and_undo(office, path)
    assert made.told == {2: f"银行卡号：银行账号{LOST}"} and not made.people


def test_an_identity_number_whose_last_digits_were_saved_away_as_text(office: Office, tmp_path: Path) -> None:
    (tmp_path / "册.csv").write_text("工号,姓名,证件号码\n1,张三,110000197906180000\n", encoding="utf-8")
    made = import_and_undo(office, tmp_path / "册.csv")
    assert made.told[2] == "证件号码：校验位不对。末三位是 000，像是被存为数字丢了末位，请对照证件核对。"


# --- days ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cell", "read"), [
    ("2003.7", "2003-07"), ("2003年7月", "2003-07"), ("2003年7月份", "2003-07"), ("200307", "2003-07"),
    (200307, "2003-07"), (2003.7, "2003-07"), (2003.12, "2003-12"), ("2003-7", "2003-07"), ("2003/07", "2003-07"),
    ("２００３．７", "2003-07"), ("2003。7", "2003-07"),
    ("2003-07-01", "2003-07-01"), ("2003.7.1", "2003-07-01"), ("2003年7月1日", "2003-07-01"),
    ("2003/7/1 0:00:00", "2003-07-01"), ("2003-07-01T00:00:00", "2003-07-01"), (20030701, "2003-07-01"),
    ("20030701", "2003-07-01"), (37803, "2003-07-01"), ("37803", "2003-07-01"), (datetime(2003, 7, 1), "2003-07-01"),
    ("2003年7月1日 星期二", "2003-07-01"), ("2003-7-1（周二）", "2003-07-01"),
])  # fmt: skip
def test_days_in_every_spelling(office: Office, tmp_path: Path, cell: object, read: str) -> None:
    path = book(tmp_path / "册.xlsx", [["工号", "姓名", "入会时间"], ["1", "张三", cell]])
    made = import_and_undo(office, path)
    assert made.people["张三"]["join_date"] == read


@pytest.mark.parametrize(("cell", "why"), [
    (2003.1, "读到“2003.1”，分不清 1 月和 10 月。请写成 2003-01 或 2003-10。"),
    ("03.7.1", "读到“03.7.1”，年份要写满 4 位，例如 1978-02-03。"),
    ("2003年13月", "2003-13 不存在。"),
    ("2003", "读到“2003”，只有年份。请补上月份。"),
    ("待查", "读到“待查”，不是日期。请写成 2003-07-01。"),
])  # fmt: skip
def test_a_day_that_is_none_says_what_was_read(office: Office, tmp_path: Path, cell: object, why: str) -> None:
    made = import_and_undo(office, book(tmp_path / "册.xlsx", [["工号", "姓名", "入会时间"], ["1", "张三", cell]]))
    assert made.told == {2: f"入会时间：{why}"} and not made.people


def test_a_month_of_birth_is_enough_where_the_identity_number_knows_the_day(office: Office, tmp_path: Path) -> None:
    number = id_number("11000019790618062")
    made = import_and_undo(office, book(tmp_path / "册.xlsx", [
        ["姓名", "出生年月", "身份证号"], ["张三", "1979.06", number], ["李四", 1979.06, id_number("11000019790618064")],
        ["王五", "1979.07", id_number("11000019790618066")], ["赵六", "1979.06", None],
    ]))  # fmt: skip
    assert made.fates == ["new", "new", "refused", "refused"]
    assert made.people["张三"]["birth_date"] == date(1979, 6, 18)
    assert made.told[4] == "出生日期：读到“1979.07”，只有年月，缺日。请写成 2003-07-01。"


# --- signs nobody sees, placeholders, masks --------------------------------------------------------------------------


def test_full_width_digits_blanks_and_unseen_marks(office: Office, tmp_path: Path) -> None:
    number = id_number("11000019790618062")
    wide = number.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"})
    made = import_and_undo(office, book(tmp_path / "册.xlsx", [
        ["工　号", " 姓\n名", "身份证号（18位）", "手机号码*"],
        ["０１２３", "张　三", wide, "１３８　００００　４８２１"],
        ["'0124 ", "李\u200b四\ufeff", f" {id_number('11000019790618064')[:6]} {id_number('11000019790618064')[6:]}", "+86 138-0000-4822"],
        [" 01 25", "买买提．艾力", None, "0086 13800004823"],
    ]))  # fmt: skip
    assert {n: (p["staff_no"], p["id_number"], p["mobile"]) for n, p in made.people.items()} == {
        "张三": ("0123", number, "13800004821"),
        "李四": ("0124", id_number("11000019790618064"), "13800004822"),
        "买买提·艾力": ("0125", None, "13800004823"),
    }


def test_the_same_person_under_full_width_digits_is_found(known: Office, tmp_path: Path) -> None:
    made = import_and_undo(known, book(tmp_path / "册.xlsx", [["工号", "姓名"], ["００１２３", "章　山"]]))
    assert made.fates == ["unchanged"]


def test_placeholders_are_nothing(office: Office, tmp_path: Path) -> None:
    made = import_and_undo(office, book(tmp_path / "册.xlsx", [
        ["工号", "姓名", "身份证号", "手机", "入会时间", "学历", "健康状况"],
        ["1", "张三", "无", "—", "/", "－", "无"], ["2", "李四", "暂无", "--", "无", "/", None], ["无", "王五", "无", None, None, None, None],
    ]))  # fmt: skip
    assert made.fates == ["new", "new", "refused"]
    assert made.told[4] == "没有证件号码，也没有工号，认不出是谁。"
    first = made.people["张三"]
    assert (first["id_number"], first["mobile"], first["join_date"], first["education_code"]) == (None,) * 4
    assert first["health_note"] == "无"


def test_a_masked_number_never_takes_the_place_of_a_whole_one(known: Office, tmp_path: Path) -> None:
    heads = ["工号", "姓名", "手机", "证件号码", "银行卡号", "学历"]
    shown = ["138****4821", "110000********0624", "************5678"]
    same = import_and_undo(known, book(tmp_path / "一.xlsx", [heads, ["00123", "章山", *shown, "博士"]]))
    assert same.told == {2: "学历 空 → 博士研究生"}
    other = import_and_undo(known, book(tmp_path / "二.xlsx", [heads, ["00123", "章山", "139****4821", *shown[1:], None], ["9", "李四", *shown, None]]))
    assert other.fates == ["refused", "refused"]
    assert other.told[2] == "手机：读到“139****4821”，隐去了中间几位，不是完整的号码。请写完整号码，或删掉这一格。"
    assert other.people["章山"]["mobile"] == "13800004821"


# --- formulas ----------------------------------------------------------------------------------------------------------


def test_a_formula_that_was_never_worked_out_is_not_taken_for_blank(office: Office, tmp_path: Path) -> None:
    rows = [["工号", "姓名", "手机"], ["1", '="张"&"三"', "13800000001"], ["2", "李四", "=A3+1"], ["3", "王五", None]]
    made = import_and_undo(office, book(tmp_path / "册.xlsx", rows))
    assert made.fates == ["refused", "refused", "new"]
    assert made.told[3] == "手机：单元格里是公式，还没有算出值。请用 WPS 或 Excel 打开、保存一次，再导入。"


def test_an_error_cell_is_told(office: Office, tmp_path: Path) -> None:
    def more(made) -> None:  # type: ignore[no-untyped-def]
        made.active["C2"].data_type = "e"

    path = book(tmp_path / "册.xlsx", [["工号", "姓名", "手机"], ["1", "张三", "#N/A"]], more=more)
    before = kept(office)
    _file, plan = preview(office, path)
    assert plan.rows[0].text == "手机：单元格显示 #N/A，没有值。请在表里改好。"
    assert kept(office) == before
