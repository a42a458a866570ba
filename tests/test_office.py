# SPDX-License-Identifier: MIT
"""Opening, closing, backing up and watching one office."""

import threading
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text

from tests.store.toys import NOON, ToyPerson, add_person, open_toys
from unionoffice.errors import OfficeError
from unionoffice.office import Office
from unionoffice.store.backup import list_backups
from unionoffice.store.lock import holders
from unionoffice.store.settings import save_settings


def test_an_empty_folder_becomes_an_office(tmp_path: Path) -> None:
    office = Office.open(tmp_path / "学校 工会%20#?")
    office.close()
    assert sorted(path.name for path in office.folder.iterdir()) == [
        "attachments", "backups", "drafts", "exports", "locks", "office.db",
    ]  # fmt: skip
    assert list_backups(office.folder) == []


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    office = open_toys(tmp_path)
    person_id = add_person(office, "张三")
    office.close()
    again = open_toys(tmp_path)
    with again.read() as session:
        assert session.get_one(ToyPerson, person_id).full_name == "张三"
    again.close()


def test_closing_backs_up_what_changed_and_only_that(tmp_path: Path) -> None:
    office = open_toys(tmp_path)
    add_person(office, "张三")
    office.close()
    office.close()
    assert [backup.at for backup in list_backups(tmp_path)] == [NOON]
    assert holders(tmp_path) == []
    open_toys(tmp_path).close()
    assert len(list_backups(tmp_path)) == 1


def test_closing_lets_go_even_when_the_backup_fails(tmp_path: Path) -> None:
    office = open_toys(tmp_path)
    add_person(office, "张三")
    (tmp_path / "backups").rmdir()
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(OfficeError, match="备份没有做成"):
        office.close()
    assert holders(tmp_path) == []


def test_two_may_have_the_office_open(tmp_path: Path) -> None:
    window, command = open_toys(tmp_path), open_toys(tmp_path)
    person_id = add_person(command, "张三")
    with window.read() as session:
        assert session.get_one(ToyPerson, person_id).full_name == "张三"
    window.close()
    command.close()


def test_listeners_hear_of_every_commit_in_its_thread_until_they_stop(tmp_path: Path) -> None:
    office = open_toys(tmp_path)
    heard: list[tuple[str, str]] = []
    stop = office.subscribe(lambda changes: heard.append((changes.action, threading.current_thread().name)))
    worker = threading.Thread(target=add_person, args=(office, "张三"), name="job")
    worker.start()
    worker.join()
    with pytest.raises(OfficeError), office.work("新增人员") as work:
        work.add(ToyPerson(full_name="李四"))
        raise OfficeError("停")
    stop()
    add_person(office, "王五")
    assert heard == [("新增人员", "job")]
    office.close()


def test_settings_are_read_anew_after_a_change(tmp_path: Path) -> None:
    office = open_toys(tmp_path)
    with office.work("设置") as work:
        save_settings(work, {"school_name": "江陵大学", "operator": " 李会计 "})
    assert (office.settings.union_name, office.settings.operator) == ("江陵大学工会", "李会计")
    add_person(office, "张三")
    with office.read() as session:
        assert session.scalar(text("SELECT actor FROM audit_log ORDER BY id DESC LIMIT 1")) == "李会计"
    office.undo_last()
    assert office.last_undoable() == "设置"
    office.undo_last()
    assert office.settings.text("school_name") == ""
    office.close()


def test_a_sample_office_lives_on_its_fixed_day(tmp_path: Path) -> None:
    office = Office.open(tmp_path)
    with office.work("示例") as work:
        save_settings(work, {"demo_today": "2020-12-18"})
    assert office.today().isoformat() == "2020-12-18"
    assert office.now().replace(hour=0, minute=0, second=0) == datetime(2020, 12, 18)
    office.close()


def test_what_was_read_stays_usable(tmp_path: Path) -> None:
    office = open_toys(tmp_path)
    add_person(office, "张三")
    with office.read() as session:
        person = session.scalars(select(ToyPerson)).unique().one()
    assert (person.full_name, person.group) == ("张三", None)
    office.close()


def test_a_clock_behind_the_last_change_is_told(tmp_path: Path) -> None:
    office = open_toys(tmp_path)
    add_person(office, "张三")
    assert office.clock_warning() == ""
    office.close()
    earlier = open_toys(tmp_path, now=datetime(2020, 12, 1, 8, 0))
    assert earlier.clock_warning().startswith("电脑时间是 2020-12-01 08:00，早于最近一次修改 2020-12-18 12:00。")
    earlier.close()


def test_a_restored_office_says_so_in_its_trail(tmp_path: Path) -> None:
    office = open_toys(tmp_path)
    add_person(office, "张三")
    made = office.backup()
    add_person(office, "李四")
    office.close()
    restored, kept = Office.restore(tmp_path, made, clock=lambda: NOON)
    with restored.read() as session:
        last = session.execute(text("SELECT action, changes FROM audit_log ORDER BY id DESC LIMIT 1")).one()
        assert [person.full_name for person in session.scalars(select(ToyPerson)).unique()] == ["张三"]
    assert kept is not None and tuple(last) == (
        "从备份恢复", f'{{"备份":[null,"{made.name}"],"恢复前保存在":[null,"{kept.name}"]}}',
    )  # fmt: skip
    assert restored.check() == [] and restored.last_undoable() == ""
    restored.close()
