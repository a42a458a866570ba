# SPDX-License-Identifier: MIT
"""What is told of a text at once must be what the slower looks say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.kit.describe import Field
from unionoffice.members.registers import MEMBERS
from unionoffice.sheets.import_traps import as_day, is_masked, says_nothing, trapless

_TEXTS = st.one_of(
    st.text(max_size=8), st.text(alphabet="0123456789*＊-无暂没有. ー_/年X", max_size=8), st.from_regex(r"\d{4,6}", fullmatch=True)
)


@given(st.sampled_from(MEMBERS.import_fields), _TEXTS)
def test_a_text_without_traps_is_read_as_it_is(one: Field, text: str) -> None:
    if trapless(one).fullmatch(text):
        assert not says_nothing(one, text) and not is_masked(one, text) and as_day(one, text) is text


@pytest.mark.parametrize("name, text", [
    ("id_number", "110000199003070281"), ("mobile", "13800000000"), ("birth_date", "1990-03-07"), ("hire_date", "2010-09"),
    ("full_name", "安建华"), ("dues_base", "5000.00"), ("staff_no", "10010236"), ("branch_id", "机械工程学院"),
])  # fmt: skip
def test_what_most_cells_hold_has_no_traps(name: str, text: str) -> None:
    assert trapless(MEMBERS.fields[name]).fullmatch(text)
