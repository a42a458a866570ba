# SPDX-License-Identifier: MIT
"""Drafts come back, damaged ones are set aside."""

from pathlib import Path

import pytest

from unionoffice.store.drafts import Drafts


def test_a_draft_comes_back_until_it_is_discarded(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save("member-7", {"full_name": "张𬱟", "dues": None})
    drafts.save("aid-new", {"amount": "1000"})
    drafts.save("aid-new", {"amount": "2000"})
    again = Drafts(tmp_path)
    assert again.keys() == ["aid-new", "member-7"]
    assert (again.load("member-7"), again.load("aid-new")) == ({"full_name": "张𬱟", "dues": None}, {"amount": "2000"})
    again.discard("aid-new")
    again.discard("aid-new")
    assert (again.keys(), again.load("aid-new")) == (["member-7"], None)


def test_a_key_of_any_characters_is_a_file_name(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save("a/b:c?", {"x": 1})
    assert drafts.load("a/b:c?") == {"x": 1}


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[1]", b'"text"'])
def test_a_damaged_draft_is_set_aside(tmp_path: Path, content: bytes) -> None:
    drafts = Drafts(tmp_path)
    (tmp_path / "member-7.json").write_bytes(content)
    assert drafts.load("member-7") is None
    assert drafts.keys() == []
    assert (tmp_path / "member-7.damaged").read_bytes() == content
    drafts.save("member-7", {"x": 1})
    assert drafts.load("member-7") == {"x": 1}


def test_what_a_killed_save_left_is_no_draft(tmp_path: Path) -> None:
    (tmp_path / "~0123456789ab.json").write_text('{"x":', "utf-8")
    assert Drafts(tmp_path).keys() == []


def test_a_folder_that_is_gone_stops_nobody(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "gone")
    assert drafts.save("member-7", {"x": 1}) is False
    drafts.discard("member-7")
    assert (drafts.load("member-7"), drafts.keys()) == (None, [])
