# SPDX-License-Identifier: MIT
"""The ToUnicode map: UTF-16, blocks of at most a hundred."""

import re

from hypothesis import given
from hypothesis import strategies as st

from unionoffice.printing.truetype import to_unicode_map


def read_map(text: str) -> dict[int, str]:
    pairs = re.findall(r"(?m)^<([0-9A-F]{2})> <([0-9A-F]+)>$", text.split("endcodespacerange")[1])
    return {int(code, 16): bytes.fromhex(target).decode("utf-16-be") for code, target in pairs}


@given(st.lists(st.characters(exclude_categories=["Cs"]), max_size=256))
def test_every_code_reads_back_as_its_character(characters: list[str]) -> None:
    made = to_unicode_map("AAAAAA+Font", [ord(c) for c in characters])
    assert read_map(made) == dict(enumerate(characters))


def test_blocks_hold_at_most_a_hundred_pairs() -> None:
    sizes = re.findall(r"(\d+) beginbfchar", to_unicode_map("F", range(0x4E00, 0x4E00 + 256)))
    assert sizes == ["100", "100", "56"]
