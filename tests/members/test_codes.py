# SPDX-License-Identifier: MIT
"""Family and posts are found by what clerks write."""

import pytest

from unionoffice.kit.codes import CodeList
from unionoffice.members.codes import OFFICER_POST, RELATION, SCHOOL_STAGE


@pytest.mark.parametrize(
    ("codes", "typed", "code"),
    [
        (RELATION, "妻子", "12"), (RELATION, "爱人", "10"), (RELATION, "10", "10"), (RELATION, "儿子", "20"),
        (RELATION, "母亲", "52"), (RELATION, "外婆", "64"), (RELATION, "同学", None),
        (SCHOOL_STAGE, "职高", "vocational"), (SCHOOL_STAGE, "幼儿园", "nursery"),
        (OFFICER_POST, "经审委员", "audit"), (OFFICER_POST, "分工会主席", "chair"), (OFFICER_POST, "女职工委员", "women"),
    ],
)  # fmt: skip
def test_words_in_use(codes: CodeList, typed: str, code: str | None) -> None:
    assert codes.find(typed) == code


def test_relatives_in_the_narrow_sense_come_first() -> None:
    assert [code.name for code in RELATION if code.common][:7] == ["配偶", "夫", "妻", "子", "女", "父", "母"]
