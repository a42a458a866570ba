# SPDX-License-Identifier: MIT
"""Exports and prints of a shown list: masked by default, in full only for a purpose that is kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.recording_door import RecordingDoor
from tests.reports.small_office import NOW
from ui import exporting, files, jobs
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.messages import Answer
from unionoffice.aid.registers import AID_TYPES
from unionoffice.members import giving_out
from unionoffice.members.actions import save_member
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.store.audit import audit_log
from unionoffice.store.listing import Query

COLUMNS = ("staff_no", "full_name", "id_number", "mobile")
ID_NUMBER, MOBILE = "110000197906180624", "13800004821"


@pytest.fixture
def desk(tmp_path: Path, inline: jobs.JobRunner) -> Iterator[Desk]:
    office = Office.open(tmp_path / "office", clock=lambda: NOW)
    with office.work("建立") as work:
        for name, number in (("蔡文静", "10020417"), ("𬱟𠮷㛃", "10012208")):
            save_member(work, None, {"full_name": name, "staff_no": number, "mobile": MOBILE})
        save_member(work, 1, {"id_number": ID_NUMBER})
    made = Desk(office, AppState(tmp_path / "window.ini"), Announcer(office))
    yield made
    office.close()


def notes(desk: Desk) -> list[str]:
    with desk.office.read() as session:
        found = session.execute(select(audit_log.c.changes).where(audit_log.c.op == "note"))
        return [changes for (changes,) in found]


def cells(path: Path) -> list[object]:
    return [cell.value for row in load_workbook(path).active.iter_rows() for cell in row]


def test_an_export_masks_and_says_so(desk: Desk, door: RecordingDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(files, "open_folder", opened.append)
    exporting.export_shown(desk, MEMBERS, Query(order=("full_name",)), COLUMNS)
    assert door.infos == ["已导出 2 人，证件号码和手机已隐去中间几位"]
    assert door.questions == [] and notes(desk) == []
    [path] = desk.office.exports.iterdir()
    held = cells(path)
    assert "110000********0624" in held and ID_NUMBER not in held and MOBILE not in held
    assert "蔡文静" in held and "𬱟𠮷㛃" in held
    door.links["打开文件夹"]()
    assert opened == [path]


def test_full_numbers_want_a_purpose_that_is_audited(desk: Desk, door: RecordingDoor) -> None:
    door.answers = [Answer("报市总工会实名制采集")]
    exporting.export_full(desk, MEMBERS, Query(), COLUMNS)
    assert door.questions[0].reason == "用途" and door.questions[0].yes == "导出完整号码"
    assert door.infos == ["已导出 2 人，含完整号码"]
    [path] = desk.office.exports.iterdir()
    assert ID_NUMBER in cells(path)
    [note] = notes(desk)
    assert "报市总工会实名制采集" in note


def test_no_purpose_no_file(desk: Desk, door: RecordingDoor) -> None:
    exporting.export_full(desk, MEMBERS, Query(), COLUMNS)
    assert len(door.questions) == 1 and list(desk.office.exports.iterdir()) == []


def test_where_the_note_cannot_be_written_the_file_goes_again(
    desk: Desk, door: RecordingDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr(giving_out, "note_export", refuse)
    door.answers = [Answer("核对")]
    exporting.export_full(desk, MEMBERS, Query(), COLUMNS)
    assert [type(bug) for bug in door.bugs] == [OSError]
    assert list(desk.office.exports.iterdir()) == []
    door.bugs.clear()


def test_a_list_without_numbers_is_not_said_to_hide_any(desk: Desk, door: RecordingDoor) -> None:
    exporting.export_full(desk, AID_TYPES, Query(), AID_TYPES.columns)
    assert door.questions == [] and len(door.infos) == 1
    assert "隐去" not in door.infos[0] and door.infos[0].startswith("已导出 ")


def test_labels_are_joined_as_one_says_them() -> None:
    assert exporting.sensitive_labels(MEMBERS, ("full_name",)) == ""
    assert exporting.sensitive_labels(MEMBERS, ("mobile",)) == "手机"
    assert exporting.sensitive_labels(MEMBERS, ("id_number", "bank_account", "mobile")) == "证件号码、银行卡号和手机"


def test_a_printed_list_shows_what_is_shown_and_masks(desk: Desk) -> None:
    shown: list[tuple[Path, str]] = []
    desk.preview = lambda path, title: shown.append((path, title))
    exporting.print_shown(desk, MEMBERS, Query("蔡"), COLUMNS)
    [(path, title)] = shown
    text = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    assert title == "会员名册"
    assert "110000********0624" in text and "10020417" in text and ID_NUMBER not in text
    assert "搜索“蔡”" in text and f"{date(2020, 12, 18)}" in text and "10012208" not in text
