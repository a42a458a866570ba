# SPDX-License-Identifier: MIT
"""The lists as the standards number them, and the words with which files fill them."""

import pytest

from unionoffice.kit import codelists
from unionoffice.kit.codes import CodeList

LISTS = {name: found for name, found in vars(codelists).items() if isinstance(found, CodeList)}


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_is_found_by_its_code_its_name_and_every_alias(name: str) -> None:
    codes = LISTS[name]
    assert len(codes) > 1
    assert any(code.common for code in codes)
    for code in codes:
        assert {codes.find(word) for word in (code.code, code.name, *code.aliases)} == {code.code}
        assert code in codes.search(code.name)
        assert len(code.code) <= 24


@pytest.mark.parametrize("name", LISTS)
def test_names_in_one_list_differ(name: str) -> None:
    names = [code.name for code in LISTS[name]]
    assert len(names) == len(set(names))


def test_fifty_six_peoples_with_and_without_their_last_character() -> None:
    standard = [code for code in codelists.ETHNICITY if code.common]
    assert [code.code for code in standard] == [f"{n:02}" for n in range(1, 57)]
    for code in standard:
        assert code.name.endswith("族")
        assert codelists.ETHNICITY.find(code.name[:-1]) == code.code


@pytest.mark.parametrize(
    ("codes", "text", "code"),
    [
        (codelists.SEX, "男", "1"),
        (codelists.ETHNICITY, "汉", "01"),
        (codelists.ETHNICITY, "土家 族", "15"),
        (codelists.ETHNICITY, "水", "25"),
        (codelists.POLITICAL_STATUS, "党员", "01"),
        (codelists.POLITICAL_STATUS, "预备党员", "02"),
        (codelists.POLITICAL_STATUS, "团员", "03"),
        (codelists.POLITICAL_STATUS, "群众", "13"),
        (codelists.EDUCATION, "本科", "21"),
        (codelists.EDUCATION, "大专", "31"),
        (codelists.EDUCATION, "博士", "11"),
        (codelists.EDUCATION, "研究生", "10"),
        (codelists.DEGREE, "博士", "1"),
        (codelists.MARITAL, "已婚", "20"),
        (codelists.FAMILY_RELATION, "妻子", "12"),
        (codelists.FAMILY_RELATION, "女儿", "30"),
        (codelists.FAMILY_RELATION, "1", "01"),
        (codelists.ID_TYPE, "身份证", "resident_id"),
        (codelists.EMPLOYMENT_TYPE, "事业编制", "permanent"),
        (codelists.EMPLOYMENT_TYPE, "博士后", "postdoc"),
        (codelists.EMPLOYMENT_TYPE, "劳务派遣", "agency"),
        (codelists.WORK_STATUS, "待（下）岗", "2"),
        (codelists.MEMBERSHIP_STATUS, "在册", "active"),
        (codelists.MEMBERSHIP_EVENT, "校内调动", "branch_move"),
        (codelists.MEMBERSHIP_REASON, "劳动（工作）关系发生变化", "1"),
        (codelists.TITLE_LEVEL, "副高", "associate_senior"),
        (codelists.POST_CATEGORY, "其他专技", "support"),
        (codelists.UNION_POST, "小组长", "group_leader"),
        (codelists.HOUSEHOLD_TYPE, "农业集体户口", "4"),
        (codelists.MODEL_WORKER_LEVEL, "省部级", "provincial"),
        (codelists.PAY_METHOD, "银行转账", "bank_transfer"),
    ],
)
def test_words_from_the_offices_files(codes: CodeList, text: str, code: str) -> None:
    assert codes.find(text) == code


def test_clerks_are_offered_the_common_degrees_first() -> None:
    first = [code.name for code in codelists.EDUCATION.search("")][:9]
    assert first == [
        "博士研究生",
        "硕士研究生",
        "大学本科",
        "大学专科",
        "中专",
        "高中",
        "初中",
        "小学",
        "其他",
    ]


def test_peoples_are_found_by_their_initials_in_the_right_reading() -> None:
    assert [code.name for code in codelists.ETHNICITY.search("zz")] == ["藏族", "壮族"]
    assert [code.name for code in codelists.ETHNICITY.search("cxz")] == ["朝鲜族"]
