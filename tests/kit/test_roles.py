# SPDX-License-Identifier: MIT
"""Roles and sensitive kinds: who may do and see what, and that every sensitive field has a kind."""

import pytest

import unionoffice.registers  # noqa: F401  # every part's records come with it
from unionoffice.errors import OfficeError
from unionoffice.kit.describe import Field, field, fields_of
from unionoffice.kit.fields import HIDDEN, BankCard, FieldType, IdNumber, Mobile, Text
from unionoffice.kit.record import Record
from unionoffice.kit.roles import (
    DUTIES,
    ENTER,
    EVERYTHING,
    KINDS,
    LOOK,
    MANAGE,
    REVIEW,
    Right,
    Role,
    hidden_from,
    may,
    may_see,
    refusal,
    refuse,
    refuse_seeing,
)

NUMBERS: dict[type[FieldType], str] = {IdNumber: "id_number", Mobile: "contact", BankCard: "bank_card"}
# Words in a label that speak of illness, income, accounts, numbers of persons and how to reach them.
TELLING = ("病", "残疾", "健康", "致困", "收入", "银行账号", "银行卡", "证件号", "身份证", "手机", "住址", "医院", "医疗费")
# Labels that hold such a word and say nothing of a person.
HARMLESS = {
    ("supplier", "bank_account"),  # a firm's
    ("aid_payment", "hospital"),  # where, and on the voucher anyway; what for is 病种, which is marked
    ("home_visit", "hospital"),  # the same
}


def every_field() -> list[tuple[str, Field]]:
    classes: list[type[Record]] = [mapper.class_ for mapper in Record.registry.mappers]
    return [(cls.kind(), one) for cls in classes if "unionoffice" in cls.__module__ for one in fields_of(cls).values()]


def test_each_role_has_the_rights_up_to_its_own() -> None:
    table = {code: [may(right, Role("", code)) for right in Right] for code in (LOOK, ENTER, REVIEW, MANAGE)}
    assert table == {
        LOOK: [True, False, False, False],
        ENTER: [True, True, False, False],
        REVIEW: [True, True, True, False],
        MANAGE: [True, True, True, True],
    }
    assert all(may(right, EVERYTHING) for right in Right)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_seen_with_a_duty_that_needs_it_and_never_by_who_only_looks(kind: str) -> None:
    assert may_see(kind, Role("", MANAGE)) and not may_see(kind, Role("", LOOK, frozenset(DUTIES)))
    for code in (ENTER, REVIEW):
        assert may_see(kind, Role("", code, frozenset(DUTIES)))
        assert not may_see(kind, Role("", code))


def test_duties_open_what_they_need_and_no_more() -> None:
    seen = {duty: {kind for kind in KINDS if may_see(kind, Role("", ENTER, frozenset({duty})))} for duty in DUTIES}
    assert seen == {
        "aid": set(KINDS),
        "members": {"id_number", "contact"},
        "finance": {"bank_card", "id_number"},
    }
    assert may_see("", Role("", LOOK))


def test_a_refusal_names_who_it_is_and_who_can() -> None:
    clerk = Role("李明", ENTER)
    assert refusal(Right.APPROVE, clerk, "签发凭证") == (
        "现在的经办人 李明 是“录入”，不能签发凭证。没有改动。要由审核或管理来做，在右下角换人。"
    )
    assert refusal(Right.ENTER, clerk, "登记") == "" and hidden_from("", clerk) == ""
    assert "困难帮扶" in hidden_from("illness", clerk) and "管理" in hidden_from("illness", clerk)
    with pytest.raises(OfficeError, match="不能改设置"):
        refuse(clerk, Right.MANAGE, "改设置")
    with pytest.raises(OfficeError, match="收入"):
        refuse_seeing("income", clerk)


def test_a_sensitive_field_names_a_known_kind() -> None:
    wrong = [f"{kind}.{one.name}" for kind, one in every_field() if one.sensitive and one.sensitive not in KINDS]
    assert wrong == []
    with pytest.raises(AssertionError, match="no sensitive kind"):
        field(Text(), "病情", sensitive=True)  # type: ignore[arg-type]


def test_numbers_of_persons_are_marked_with_their_own_kind() -> None:
    wrong = [
        f"{kind}.{one.name}: {one.sensitive!r}"
        for kind, one in every_field()
        if one.sensitive != NUMBERS.get(type(one.type), one.sensitive)
    ]
    assert wrong == []


def test_a_field_that_speaks_of_illness_or_income_has_a_kind() -> None:
    wrong = [
        f"{kind}.{one.name} {one.label}"
        for kind, one in every_field()
        if not one.sensitive and (kind, one.name) not in HARMLESS and any(word in one.label for word in TELLING)
    ]
    assert wrong == []


def test_what_has_no_mask_of_its_own_is_hidden_whole() -> None:
    assert Text().mask("尿毒症") == HIDDEN and Text().mask(None) == ""
