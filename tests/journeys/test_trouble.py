# SPDX-License-Identifier: MIT
"""Bad input through the window: each trouble is one plain sentence with what to do, and nothing that was there is lost."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from tests.journeys.conftest import Start
from tests.journeys.hands import (
    Alt,
    Ctrl,
    Key,
    answers,
    breathe,
    click,
    clickable,
    press,
    retype,
    says,
    texts,
    wait_until,
)
from tests.journeys.journey import Journey
from tests.messy_roster import write_messy_roster
from tests.sheets.test_sniff import ole
from ui import files
from ui.home import HomePage
from ui.import_page import ImportPage
from ui.members import MembersPage
from ui.opening import OpeningTrouble
from ui.record_form import RecordForm
from unionoffice.members.records import Member
from unionoffice.office import Office
from unionoffice.store.audit import audit_log
from unionoffice.store.settings import save_settings

DATABASE = "office.db"


def members(journey: Journey) -> MembersPage:
    press(Key.Key_2, Alt)
    page = journey.front
    assert isinstance(page, MembersPage)
    return page


def steps(office: Office) -> int:
    """How many lines the trail of changes has."""
    with office.read() as session:
        return session.scalar(select(func.count()).select_from(audit_log)) or 0


def plain(words: str) -> bool:
    """No scolding, no numbers of errors, nothing in English but names of programs."""
    for name in ("Excel", "WPS", "Word", "PDF", "xlsx", "U 盘"):
        words = words.replace(name, "")
    return not any(bad in words for bad in ("！", "您", "系统", "请稍候", "Error", "错误代码", "Errno"))


# files


def test_a_workbook_that_excel_holds_open(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    page, real = members(journey), os.replace
    refused: list[str] = []

    def held(source: str | Path, target: str | Path) -> None:
        if str(target).endswith(".xlsx") and not refused:
            refused.append(str(target))
            Path(target).touch()  # it is there, and open
            raise PermissionError(13, "Permission denied", str(source), None, str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    journey.door.hands.append(answers("重试"))
    press(Key.Key_E, Ctrl)
    journey.idle()
    wait_until(lambda: journey.door.said)
    said = journey.door.shown[0]
    assert "可能正在 Excel 或 WPS 里打开" in said and "请先关闭它，再重试" in said and plain(said)
    assert journey.door.said[-1].startswith(f"已导出 {len(page.model.ids()):,} 人")
    assert [one for one in journey.office.exports.iterdir() if one.name.startswith("~")] == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ole("EncryptedPackage"), "这个文件加了密码，读不了"),
        (b"%PDF-1.7\n%\xe2\xe3\n", "这是 PDF 文件，里面的表格读不准"),
        (b"PK\x03\x04" + b"\0" * 300, "这个文件"),
        (b"", "这个文件是空的（0 字节）"),
    ],
    ids=["encrypted", "pdf", "cut off", "empty"],
)
def test_a_file_that_cannot_be_read(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, words: str
) -> None:
    page, before = members(journey), steps(journey.office)
    path = tmp_path / "人事处名单.xlsx"
    path.write_bytes(content)
    monkeypatch.setattr(files, "ask_open", lambda *_args, **_more: path)
    journey.door.hands.append(answers("知道了"))
    press(Key.Key_I, Ctrl)
    wait_until(lambda: journey.door.shown)
    assert journey.door.shown[0].startswith("没有导入") and words in journey.door.shown[0]
    assert "请" in journey.door.shown[0] and plain(journey.door.shown[0])
    wait_until(lambda: journey.front is page)
    assert steps(journey.office) == before and path.read_bytes() == content


# the disk


def fill_disk(office: Office) -> Callable[[], None]:
    """From now on the database may not grow by a page; returns how to make room again."""

    def no_room(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")

    def room(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA max_page_count=1073741823")

    event.listen(office.engine, "checkout", no_room)

    def make_room() -> None:
        event.remove(office.engine, "checkout", no_room)
        event.listen(office.engine, "checkout", room)

    return make_room


def test_a_disk_that_fills_up_during_an_import(
    journey: Journey, folder: Path, sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = write_messy_roster(tmp_path / "人事处名单.xlsx", folder)
    monkeypatch.setattr(files, "ask_open", lambda *_args, **_more: sheet)
    page = members(journey)
    people, before = len(page.model.ids()), steps(journey.office)
    press(Key.Key_I, Ctrl)
    importing = journey.front
    assert isinstance(importing, ImportPage)
    wait_until(lambda: importing.plan is not None and importing.stack.currentIndex() == 2)
    journey.idle()
    make_room = fill_disk(journey.office)
    journey.door.hands.append(answers("知道了"))
    click(importing.write_button)
    wait_until(lambda: journey.door.shown)
    journey.idle()
    assert "磁盘满了，这一步没有写入，原来的数据不变。请清理磁盘后再做一次。" in journey.door.shown[0]
    assert journey.front is importing and steps(journey.office) == before

    # the preview still stands: with room on the disk the same button writes it
    make_room()
    click(importing.write_button)
    journey.idle()
    assert journey.door.said[-1].startswith("已写入") and journey.front is page
    assert len(page.model.ids()) > people and journey.office.check() == []


@pytest.fixture
def pulled(journey: Journey, folder: Path) -> Iterator[Callable[[bool], None]]:
    """Takes the stick out (True) and puts it back."""
    away = folder.with_name("拔出")

    def move(out: bool) -> None:
        source, target = (folder, away) if out else (away, folder)
        source.rename(target)

    yield move
    if away.exists():
        move(False)


@pytest.mark.qt_no_exception_capture
def test_a_stick_that_is_pulled_out_while_the_window_is_open(
    journey: Journey, folder: Path, pulled: Callable[[bool], None]
) -> None:
    page, before = members(journey), steps(journey.office)
    page.table.setFocus()
    press(Key.Key_F2)
    form = page.form
    assert isinstance(form, RecordForm)
    name = form.editor("full_name").widget()
    name.setFocus()
    pulled(True)
    retype("欧阳晓")
    breathe(500)  # the draft wants to be kept meanwhile
    assert says(form, "草稿没有保留") and not journey.door.unexpected
    press(Key.Key_S, Ctrl)
    assert page.form is form and name.text() == "欧阳晓"  # type: ignore[attr-defined]
    said = form.banner.title()
    assert "U 盘" in said and "没有写入" in said and plain(said)
    press(Key.Key_Escape)
    assert page.form is form and says(form, "草稿没有保留，先没有关闭")

    # nothing was written, nothing typed was lost; back in its place, the same form saves
    pulled(False)
    assert steps(journey.office) == before
    press(Key.Key_S, Ctrl)
    assert page.form is None and steps(journey.office) > before
    with journey.office.read() as session:
        assert session.scalar(select(func.count()).where(Member.full_name == "欧阳晓")) == 1
    assert journey.office.check() == []


@pytest.mark.qt_no_exception_capture
def test_closing_the_window_without_the_stick(journey: Journey, pulled: Callable[[bool], None]) -> None:
    page = members(journey)
    page.table.setFocus()
    press(Key.Key_F2)
    assert isinstance(page.form, RecordForm)
    page.form.editor("full_name").widget().setFocus()
    retype("欧阳晓")
    press(Key.Key_S, Ctrl)
    assert page.form is None
    pulled(True)
    journey.door.hands.append(answers("知道了"))
    assert journey.window.close()
    assert plain(journey.door.shown[0]) and "备份" in journey.door.shown[0]


# opening


def trouble(journey: Journey) -> OpeningTrouble:
    page = journey.front
    assert isinstance(page, OpeningTrouble), texts(page)
    return page


def spoil(folder: Path) -> None:
    """As a stick does that was pulled out while it was written to."""
    with (folder / DATABASE).open("r+b") as stream:
        stream.write(os.urandom(8192))


def test_a_damaged_database_comes_back_from_the_newest_backup(start: Start, folder: Path) -> None:
    office = Office.open(folder)
    count = steps(office)
    office.backup()
    office.close()
    spoil(folder)
    damaged = (folder / DATABASE).read_bytes()
    journey = start(folder)
    page = trouble(journey)
    assert says(page, "数据文件已损坏") and says(page, "从最近的备份恢复") and plain("".join(texts(page)))
    assert (folder / DATABASE).read_bytes() == damaged
    click(clickable(page, "从最近的备份恢复"))
    wait_until(lambda: isinstance(journey.front, HomePage))
    journey.idle()
    assert "已从备份恢复" in journey.door.said[-1]
    assert steps(journey.office) > count and journey.office.check() == []
    assert any((one / DATABASE).read_bytes() == damaged for one in (folder / "backups").glob("damaged-*"))
    assert len(members(journey).model.ids()) > 2000


def test_data_of_a_newer_version_is_left_alone(start: Start, folder: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    before = (folder / DATABASE).read_bytes()
    journey = start(folder)
    page = trouble(journey)
    assert says(page, "这份数据是用更新版本的工会办公写的，这个版本打不开") and says(page, "请安装新版本")
    assert not says(page, "恢复")  # an older backup is no help here
    assert (folder / DATABASE).read_bytes() == before
    with closing(sqlite3.connect(folder / DATABASE)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = ?", (newest(),))
    press(Key.Key_F5)
    wait_until(lambda: isinstance(journey.front, HomePage))


def newest() -> str:
    from unionoffice.store import migrate

    return migrate.revisions()[-1]


def test_an_office_that_is_not_there_is_not_made_anew(start: Start, folder: Path) -> None:
    """The stick carries another letter today: a file stands where the folder was."""
    away = folder.with_name("别处")
    folder.rename(away)
    folder.write_text("")
    journey = start(folder)
    page = trouble(journey)
    assert says(page, "打不开数据文件夹") and plain("".join(texts(page)))
    folder.unlink()
    shutil.move(away, folder)
    click(clickable(page, "再打开一次"))
    wait_until(lambda: isinstance(journey.front, HomePage))


def test_a_clock_that_ran_backwards(start: Start, folder: Path) -> None:
    office = Office.open(folder)
    with office.work("改设置") as work:
        save_settings(work, {"demo_today": date(2020, 6, 1).isoformat()})
    office.close()
    journey = start(folder)
    wait_until(lambda: any("电脑时间" in one for one in journey.door.said), "the clock was not spoken of")
    (said,) = [one for one in journey.door.said if "电脑时间" in one]
    assert "早于最近一次修改 2020-12-18" in said and "请先校准电脑时间，再签发凭证。" in said and plain(said)
    assert journey.door.toast.isVisible()
