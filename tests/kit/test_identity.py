# SPDX-License-Identifier: MIT
"""Identity numbers, mobiles, cards and credit codes. People are invented: area 110000 was never issued."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.errors import FieldError
from unionoffice.kit import identity
from unionoffice.kit.codelists import ID_TYPE

TODAY = date(2020, 9, 24)
LOST = "证件号码被存为数字，末位已丢失，请改为文本"


def number(birth: str = "19780203", sequence: str = "062", area: str = "110000") -> str:
    return (first := area + birth + sequence) + identity.check_digit(first)


def texts(found: list[identity.Finding], level: str) -> list[str]:
    assert {one.level for one in found} <= {level}
    return [one.text for one in found]


def errors(text: str) -> list[str]:
    return texts(identity.check_resident_id(text, TODAY), "error")


def warnings(text: str, birth: date | None = None, sex: str | None = None) -> list[str]:
    return texts(identity.check_resident_id(text, TODAY, birth=birth, sex=sex), "warn")


def test_reading_drops_blanks_hyphens_and_small_letters() -> None:
    assert identity.clean_id(" 110105 19491231－002ｘ ") == "11010519491231002X"
    assert identity.clean_id("'1100001978") == "1100001978"
    assert identity.clean_id(None) == ""
    assert identity.clean_id(10086) == "10086"
    assert identity.clean_id(110105491231002.0) == "110105491231002"
    assert identity.clean_card("6222 0200 1234 5678") == "6222020012345678"


@pytest.mark.parametrize(
    "raw", [110000197802030628, 1.1000019780203062e17, "1.10000197802031E+17", "1.1e17", 10**400]
)
def test_a_number_that_lost_its_last_digits_is_refused(raw: object) -> None:
    with pytest.raises(FieldError) as refused:
        identity.clean_id(raw)
    assert refused.value.sentence == LOST


def test_a_card_says_that_it_is_the_card() -> None:
    with pytest.raises(FieldError, match=r"^银行账号被存为数字，末位已丢失，请改为文本$"):
        identity.clean_card(6222020012345678)


def test_a_cell_without_a_number_is_left_to_the_check() -> None:
    assert errors(identity.clean_id(math.nan)) == ["少 15 位，应为 18 位。"]


@pytest.mark.parametrize(
    "raw", ["+86 138-0013-8000", "0086 13800138000", 13800138000, 13800138000.0, "１３８００１３８０００"]
)
def test_mobiles_lose_their_country_code(raw: object) -> None:
    assert identity.clean_mobile(raw) == "13800138000"


def test_the_standards_example_is_right() -> None:
    assert identity.check_digit("11010519491231002") == "X"
    assert identity.check_resident_id("11010519491231002X", date(2010, 1, 1)) == []
    assert identity.birth_of("11010519491231002X") == date(1949, 12, 31)
    assert identity.sex_of("11010519491231002X") == "2"


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999))
def test_a_number_says_birth_and_sex(birth: date, sequence: int) -> None:
    text = number(f"{birth:%Y%m%d}", f"{sequence:03}")
    assert identity.birth_of(text) == birth
    assert identity.sex_of(text) == ("1" if sequence % 2 else "2")
    assert identity.id_kind(text) == "resident_id"
    assert not [one for one in identity.check_resident_id(text, TODAY) if one.level == "error"]


@given(st.integers(0, 17), st.integers(1, 9))
def test_any_one_wrong_digit_is_found(place: int, shift: int) -> None:
    good = number(sequence="064")
    assert good[17] != "X"
    wrong = good[:place] + str((int(good[place]) + shift) % 10) + good[place + 1 :]
    assert len(errors(wrong)) == 1


@given(st.integers(0, 16))
def test_two_neighbours_swapped_are_found(place: int) -> None:
    good = number("19871204", "357", "130526")
    wrong = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
    assert (errors(wrong) != []) == (wrong != good)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (number()[:17], "少一位，应为 18 位。"),
        (number()[:16], "少 2 位，应为 18 位。"),
        (number() + "0", "多一位，应为 18 位。"),
        (number() + "012", "多 3 位，应为 18 位。"),
        ("11O000197802030628", "第 3 位是“O”，应为数字。"),
        ("1100001978020306²8", "第 17 位是“²”，应为数字。"),
        ("11000019780203062A", "末位是“A”，应为数字或 X。"),
        (number("19780230"), "其中的出生日期 1978-02-30 不存在。请对照证件核对。"),
        (number("20200925"), "其中的出生日期 2020-09-25 还没到。请对照证件核对。"),
        (number("17780203"), "其中的出生日期 1778-02-03 不存在。请对照证件核对。"),
        ("110000197802030629", "校验位不对，有一位抄错了。请对照证件核对。"),
        ("110000197802030000", "校验位不对。末三位是 000，像是被存为数字丢了末位，请对照证件核对。"),
        ("110000781302062", "其中的出生日期 1978-13-02 不存在。请对照证件核对。"),
    ],
)
def test_errors_in_the_offices_words(text: str, sentence: str) -> None:
    assert errors(text) == [sentence]


def test_born_today_is_not_in_the_future() -> None:
    assert warnings(number("20200924")) == ["按证件号码现年 0 岁。请核对。"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (number(), []),
        ("", []),
        (number("20040925"), ["按证件号码现年 15 岁。请核对。"]),
        (number("20040924"), []),
        (number("19490925"), []),
        (number("19490924"), ["按证件号码现年 71 岁。请核对。"]),
        (number(area="190000"), ["前两位 19 不是省份代码。请对照证件核对。"]),
        ("110000780203062", ["15 位旧证已停用。请更新证件。"]),
        # assigned at registration, not at birth: newer county codes are real
        (number("19900101", area="500101"), []),
        (number("19950101", area="110112"), []),
    ],
)
def test_doubts_only_warn(text: str, said: list[str]) -> None:
    assert warnings(text) == said


def test_what_the_form_says_otherwise_is_a_warning() -> None:
    text = number("19780203", "062")
    assert warnings(text, birth=date(1978, 2, 3), sex="2") == []
    assert warnings(text, birth=date(1978, 2, 4), sex="1") == [
        "证件号码中的出生日期是 1978-02-03，填写的是 1978-02-04。请核对。",
        "按证件号码是女，填写的是男。请核对。",
    ]
    assert warnings(text, sex="9") == []
    assert warnings("110000780203063", sex="2")[-1] == "按证件号码是男，填写的是女。请核对。"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("110000197802030628", "resident_id"),
        ("110000780203062", "resident_id"),
        ("810000199901010019", "hmt_residence"),
        ("830000199901010019", "hmt_residence"),
        ("911124199901010019", "foreign_pr"),
        ("CAN110080010106", "foreign_pr"),
        ("H12345678", "hk_macao_permit"),
        ("M1234567801", "hk_macao_permit"),
        ("12345678", "tw_permit"),
        ("E12345678", "passport"),
        ("EA1234567", "passport"),
        ("军字第12345号", "other"),
        ("1100001978", "other"),
        ("", "other"),
    ],
)
def test_the_shape_tells_the_kind(text: str, kind: str) -> None:
    assert identity.id_kind(text) == kind
    assert kind in ID_TYPE


@pytest.mark.parametrize("area", ["810000", "820000", "830000"])
def test_residence_permits_are_checked_like_resident_ids(area: str) -> None:
    text = number("19990101", "001", area)
    assert warnings(text, birth=date(1999, 1, 1), sex="1") == []
    assert identity.sex_of(text) == "1"
    wrong = text[:17] + ("1" if text[17] == "0" else "0")
    assert errors(wrong) == ["校验位不对，有一位抄错了。请对照证件核对。"]


def test_the_new_foreign_number_is_checked_but_its_birth_date_only_warns() -> None:
    text = number("19990101", "001", "911124")
    assert warnings(text) == []
    assert identity.birth_of(text) == date(1999, 1, 1)
    assert identity.sex_of(text) is None
    assert warnings(number("19991301", "001", "911124")) == [
        "其中的出生日期 1999-13-01 不存在。请对照证件核对。"
    ]
    assert errors(text[:17] + ("1" if text[17] == "0" else "0")) == [
        "校验位不对，有一位抄错了。请对照证件核对。"
    ]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("passport", "E12345678", "护照"),
        ("hk_macao_permit", "H12345678", "H1234"),
        ("tw_permit", "12345678", "1234567"),
        ("foreign_pr", "CAN110080010106", "CAN1100800"),
    ],
)
def test_other_documents_are_looked_at_loosely(kind: str, good: str, bad: str) -> None:
    assert identity.check_id(good, TODAY, kind=kind) == []
    assert identity.check_id(good, TODAY) == []
    assert identity.check_id("", TODAY, kind=kind) == []
    (said,) = identity.check_id(bad, TODAY, kind=kind)
    assert said.level == "warn"
    assert said.text.endswith("。请对照证件核对。")


def test_documents_without_a_rule_pass() -> None:
    assert identity.check_id("军字第12345号", TODAY, kind="officer") == []
    assert identity.check_id("X", TODAY, kind="other") == []


def test_without_a_kind_a_missing_digit_is_still_found() -> None:
    assert texts(identity.check_id(number()[:17], TODAY), "error") == ["少一位，应为 18 位。"]
    assert identity.check_id(number(), TODAY) == []
    assert texts(identity.check_id(number(), TODAY, kind="resident_id", sex="1"), "warn")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("13800138000", []),
        ("19912345678", []),
        ("", []),
        ("1380013800", ["手机号应为 11 位，现在是 10 位。"]),
        ("12800138000", ["不像手机号。请核对。"]),
        ("02787654321", ["不像手机号。请核对。"]),
    ],
)
def test_mobiles_only_warn(text: str, said: list[str]) -> None:
    assert texts(identity.check_mobile(text), "warn") == said


def test_bank_cards() -> None:
    assert identity.check_bank_card("") == []
    assert identity.check_bank_card("4111111111111111") == []
    assert texts(identity.check_bank_card("4111111111111112"), "warn") == [
        "银行卡号的校验位不对。存折账号除外，请对照卡片核对。"
    ]
    assert texts(identity.check_bank_card("123456"), "warn") == [
        "银行卡号一般是 16 到 19 位，现在是 6 位。请核对。"
    ]
    assert texts(identity.check_bank_card("6222O20012345678"), "error") == ["银行账号只能是数字。"]


@given(st.text("0123456789", min_size=15, max_size=18))
def test_just_one_last_digit_satisfies_luhn(body: str) -> None:
    assert sum(identity.check_bank_card(body + last) == [] for last in "0123456789") == 1


@pytest.mark.parametrize("text", ["81440000MCL468545M", "81210104550756080L", ""])
def test_real_union_codes_pass(text: str) -> None:
    assert identity.check_uscc(text) == []


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=16, max_size=16), st.sampled_from("19AN"))
def test_just_one_check_character_fits_a_credit_code(body: str, first: str) -> None:
    fits = [c for c in "0123456789ABCDEFGHJKLMNPQRTUWXY" if identity.check_uscc(first + body + c) == []]
    assert len(fits) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("81440000MCL468545", "统一社会信用代码应为 18 位，现在是 17 位。"),
        ("81440000MCL46854OM", "第 17 位是“O”，统一社会信用代码里没有这个字符。"),
        ("81440000MCL468546M", "统一社会信用代码的校验位不对，有一位抄错了。请对照证照核对。"),
    ],
)
def test_wrong_credit_codes(text: str, sentence: str) -> None:
    assert texts(identity.check_uscc(text), "error") == [sentence]


def test_masks() -> None:
    assert identity.mask_id("110000197802030628") == "110000********0628"
    assert identity.mask_id("E12345678") == "E******78"
    assert identity.mask_mobile("13800134821") == "138****4821"
    assert identity.mask_card("6222020012340128") == "************0128"


@given(st.text(max_size=30))
def test_masks_keep_the_length_and_never_show_a_short_number(text: str) -> None:
    for mask in (identity.mask_id, identity.mask_mobile, identity.mask_card):
        masked = mask(text)
        assert len(masked) == len(text)
        assert masked == "" or "*" in masked
