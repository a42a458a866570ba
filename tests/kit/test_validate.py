# SPDX-License-Identifier: MIT
"""Values are read and checked by their fields; a clerk may overrule a check, never a cell that cannot be read."""

from datetime import date

from unionoffice.kit.describe import Field
from unionoffice.kit.fields import IdNumber, Text, Uscc, Whole
from unionoffice.kit.validate import check_values

TODAY = date(2020, 12, 18)
FIELDS = [
    Field(Text(max=4), "姓名", name="full_name", required=True),
    Field(IdNumber(), "证件号码", name="id_number"),
    Field(Whole(), "排序号", name="sort_no"),
]
WRONG_DIGIT = "110000197906180629"


def test_only_what_was_given_is_checked_and_an_empty_required_field_is_an_error() -> None:
    checked = check_values(FIELDS, {"full_name": " ", "sort_no": "3"}, TODAY)
    assert checked.values == {"full_name": None, "sort_no": 3}
    assert checked.errors() == [("full_name", "请填写姓名。")]


def test_errors_stand_in_the_order_of_the_fields() -> None:
    raw = {"sort_no": "三", "id_number": WRONG_DIGIT, "full_name": "五个字的名"}
    assert [name for name, _ in check_values(FIELDS, raw, TODAY).errors()] == ["full_name", "id_number", "sort_no"]


def test_an_overruled_check_warns_and_says_the_same() -> None:
    raw = {"full_name": "张三", "id_number": WRONG_DIGIT}
    (error,) = check_values(FIELDS, raw, TODAY).errors()
    overruled = check_values(FIELDS, raw, TODAY, lambda values: {"id_number"} if values["full_name"] else set())
    assert overruled.errors() == [] and overruled.warnings() == [error]


def test_a_number_that_lost_its_digits_cannot_be_overruled() -> None:
    checked = check_values(FIELDS, {"id_number": 1.1e17}, TODAY, lambda values: {"id_number"})
    assert [name for name, _ in checked.errors()] == ["id_number"]
    assert "id_number" not in checked.values


def test_overruling_is_asked_only_where_a_check_fails() -> None:
    asked = []
    check_values(FIELDS, {"full_name": "张三"}, TODAY, lambda values: asked.append(values) or set())
    assert asked == []


def test_a_credit_code_is_read_as_printed_in_groups_and_checked() -> None:
    field = Field(Uscc(), "统一社会信用代码", name="uscc")
    checked = check_values([field], {"uscc": " 8144 0000 MCL4 6854 5m "}, TODAY)
    assert checked.values == {"uscc": "81440000MCL468545M"} and checked.errors() == []
    assert check_values([field], {"uscc": 8.1e17}, TODAY).errors()[0][1].startswith("统一社会信用代码被存为数字")
