# SPDX-License-Identifier: MIT
"""``sample``, ``backup``, ``restore`` and ``check`` on a small office."""

import sqlite3
from pathlib import Path

from tests.cli.conftest import Run
from unionoffice.members.actions import save_member
from unionoffice.office import Office
from unionoffice.store.backup import list_backups


def add_somebody(folder: Path) -> None:
    office = Office.open(folder, doing="测试")
    with office.work("新增会员") as work:
        save_member(work, None, {"full_name": "后来的人", "staff_no": "39999999"})
    office.close()


def has_somebody(folder: Path) -> bool:
    with sqlite3.connect(folder / "office.db") as connection:
        return bool(connection.execute("SELECT 1 FROM member WHERE staff_no = '39999999'").fetchall())


def test_a_sample_is_made_once_and_never_over_an_office(run: Run, folder: Path, tmp_path: Path) -> None:
    told = run("sample", tmp_path / "示例", "--members", 40, "--seed", 7)
    assert told.code == 0 and "示例" in told.out and (tmp_path / "示例" / "office.db").exists()
    before = (folder / "office.db").read_bytes()
    refused = run("sample", folder)
    assert refused.code == 3 and "已经有一个办公室" in refused.err and (folder / "office.db").read_bytes() == before


def test_the_same_seed_makes_the_same_people(run: Run, tmp_path: Path) -> None:
    found = []
    for name in ("一", "二"):
        run("sample", tmp_path / name, "--members", 40, "--seed", 7)
        with sqlite3.connect(tmp_path / name / "office.db") as connection:
            found.append(connection.execute("SELECT full_name, id_number, branch_id FROM member ORDER BY id").fetchall())
    assert found[0] == found[1] and len(found[0]) >= 40


def test_a_backup_is_made_and_named(at: Run, folder: Path) -> None:
    before = len(list_backups(folder))
    told = at("backup")
    assert told.code == 0 and len(list_backups(folder)) == before + 1
    assert Path(told.out.strip().removeprefix("已备份：")).exists()


def test_a_named_backup_is_put_back_and_the_state_before_is_kept(at: Run, folder: Path) -> None:
    path = at("backup").out.strip().removeprefix("已备份：")
    add_somebody(folder)
    told = at("restore", path)
    assert told.code == 0 and "另存为" in told.out and not has_somebody(folder)
    assert any(one.kind == "before-restore" for one in list_backups(folder))


def test_without_a_name_the_newest_backup_is_put_back(at: Run, folder: Path) -> None:
    add_somebody(folder)  # backed up as the office closes
    newest = list_backups(folder)[0].path.name
    told = at("restore")
    assert told.code == 0 and newest in told.out and has_somebody(folder)


def test_a_backup_that_is_not_there_changes_nothing(at: Run, folder: Path) -> None:
    add_somebody(folder)
    told = at("restore", folder / "没有.db")
    assert told.code == 3 and "找不到备份" in told.err and has_somebody(folder)


def test_an_open_window_keeps_a_restore_out(at: Run, folder: Path) -> None:
    path = at("backup").out.strip().removeprefix("已备份：")
    office = Office.open(folder)
    told = at("restore", path)
    office.close()
    assert told.code == 3 and "要先关闭所有打开这个办公室的窗口" in told.err


def test_a_whole_office_passes_the_check(at: Run) -> None:
    told = at("check")
    assert told.code == 0 and told.out.startswith("数据完好") and told.err == ""


def test_tampering_is_found_and_is_exit_code_1(at: Run, folder: Path) -> None:
    with sqlite3.connect(folder / "office.db") as connection:
        connection.execute("DROP TRIGGER audit_log_no_update")
        connection.execute("UPDATE audit_log SET actor = '冒名' WHERE id = 5")
    told = at("check")
    assert told.code == 1 and "错误：" in told.err and "绕过程序" in told.err and told.out == ""
