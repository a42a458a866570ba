# SPDX-License-Identifier: MIT
"""The command line as a whole: help in Chinese, exit codes, UTF-8 wherever it goes, mistakes said and not hidden."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from unionoffice.cli import keeping
from unionoffice.cli.words import in_chinese
from unionoffice.errors import OfficeError

COMMANDS = (
    (), ("sample",), ("import",), ("export",), ("export", "members"), ("export", "aid"), ("export", "welfare"),
    ("export", "plan"), ("export", "month"), ("export", "real-name"), ("export", "roster"), ("export", "list"),
    ("export", "dues"), ("export", "arrears"), ("print", "roster"), ("print", "list"), ("print", "registration"),
    ("print", "reminders"), ("print",), ("print", "voucher"), ("print", "sign-off"),
    ("print", "plan"), ("backup",), ("restore",), ("check",),
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_in_chinese_and_complete(run: Run, command: tuple[str, ...]) -> None:
    told = run(*command, "--help")
    assert told.code == 0 and told.err == "" and told.out.startswith("用法：unionoffice")
    assert "显示这份帮助" in told.out
    for english in ("usage", "options", "show this", "positional", "arguments"):
        assert english not in told.out


def test_help_explains_exit_codes_and_the_task_scheduler(run: Run) -> None:
    said = run("--help").out
    assert "返回码：0" in said and "任务计划程序" in said and "--office DIR" in said


def test_version(run: Run) -> None:
    told = run("--version")
    assert told.code == 0 and told.out.startswith("UnionOffice 0.")


def test_no_command_shows_the_help(run: Run) -> None:
    told = run()
    assert told.code == 2 and told.out.startswith("用法：")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("frobnicate",), "命令 不能是“frobnicate”，可以是：sample、import"),
        (("import", "members"), "还缺：FILE"),
        (("import", "dogs", "a.xlsx"), "不能是“dogs”，可以是：members、aid"),
        (("sample", "d", "--members", "many"), "--members 要写整数，“many”不是"),
        (("backup", "--fast"), "认不出：--fast"),
        (("--office",), "--office 后面要写一个值"),
        (("print", "voucher", "--out", "a.pdf"), "还缺：NO"),
        (("print", "plan"), "还缺：--out"),
    ],
)
def test_a_mistyped_command_is_told_what_is_wrong(run: Run, words: tuple[str, ...], said: str) -> None:
    told = run(*words)
    assert told.code == 2 and said in told.err and "--help" in told.err


def test_what_argparse_may_say_besides_is_passed_on() -> None:
    assert in_chinese("something new") == "something new"


@pytest.mark.parametrize(
    "command",
    [("backup",), ("check",), ("restore",), ("export", "members", "a.xlsx"), ("import", "members", "a.xlsx"),
     ("export", "month", "2020-12"), ("print", "plan", "--out", "a.pdf")],
    ids=" ".join,
)  # fmt: skip
def test_a_mistyped_folder_does_not_become_an_office(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    told = run("--office", tmp_path / "打错了", *command)
    assert told.code == 3 and "打错了" in told.err and told.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_office_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "office.db").write_bytes(b"no database at all" * 100)
    told = run("--office", tmp_path, "check")
    assert told.code == 3 and told.err.strip().endswith("。") and "Traceback" not in told.err


def test_our_own_mistake_is_not_taken_for_success(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_arguments: object) -> int:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(keeping, "check", broken)
    told = run("check")
    assert told.code == 3 and "ZeroDivisionError" in told.err and "程序出错" in told.err


@pytest.mark.parametrize("stopped", [KeyboardInterrupt(), OfficeError("磁盘满了，没有写入。")])
def test_stopped_or_refused_is_not_done(
    run: Run, monkeypatch: pytest.MonkeyPatch, stopped: BaseException
) -> None:
    def refuse(_arguments: object) -> int:
        raise stopped

    monkeypatch.setattr(keeping, "check", refuse)
    told = run("check")
    assert told.code == 3 and "没有写入" in told.err and "Traceback" not in told.err


@pytest.mark.parametrize("module", ["unionoffice", "ui.main"])
def test_chinese_comes_through_a_pipe_in_any_locale(folder: Path, module: str) -> None:
    environment = {**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "latin-1"}
    command = [sys.executable, "-m", module, "--office", str(folder), "check"]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0 and done.stdout.decode("utf-8").startswith("数据完好")
