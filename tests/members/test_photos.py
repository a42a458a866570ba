# SPDX-License-Identifier: MIT
"""A photo is kept with the member's record, looked at before it is kept, and comes back with an undo."""

from pathlib import Path

import pytest
from PIL import Image

from unionoffice.errors import OfficeError
from unionoffice.members.actions import save_member
from unionoffice.members.photos import set_photo
from unionoffice.members.records import Member
from unionoffice.office import Office
from unionoffice.store.attachments import located
from unionoffice.store.history import history


@pytest.fixture
def member(office: Office) -> int:
    with office.work("新增会员") as work:
        return save_member(work, None, {"full_name": "蔡文静"}).id


def _picture(path: Path, colour: int) -> Path:
    Image.new("RGB", (30, 42), (colour, 100, 100)).save(path)
    return path


def _photo(office: Office, member_id: int) -> str | None:
    with office.read() as session:
        return session.get_one(Member, member_id).photo_path


def test_a_photo_is_kept_changed_and_brought_back(office: Office, member: int, tmp_path: Path) -> None:
    first, second = _picture(tmp_path / "一.jpg", 10), _picture(tmp_path / "二.png", 200)
    for path in (first, second):
        with office.work("换照片") as work:
            set_photo(work, office.folder, member, path)
    name = _photo(office, member)
    assert name is not None and located(office.folder, name).read_bytes() == second.read_bytes()
    office.undo_last()
    before = _photo(office, member)
    assert before is not None and located(office.folder, before).read_bytes() == first.read_bytes()
    with office.work("去掉照片") as work:
        set_photo(work, office.folder, member, None)
    assert _photo(office, member) is None
    with office.read() as session:
        assert ("照片", "", "去掉了") in history(session, Member, member)[0].lines


def test_what_is_no_photo_is_refused_whatever_its_suffix(office: Office, member: int, tmp_path: Path) -> None:
    (tmp_path / "假的.jpg").write_bytes(b"PK\x03\x04 a workbook")
    for path, said in ((tmp_path / "假的.jpg", "不是 JPG 或 PNG"), (tmp_path / "没有.jpg", "读不到照片")):
        with pytest.raises(OfficeError, match=said), office.work("换照片") as work:
            set_photo(work, office.folder, member, path)
    assert _photo(office, member) is None
