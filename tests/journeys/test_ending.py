# SPDX-License-Identifier: MIT
"""The machine is shut down while the window is open: the program backs up and goes, as if it had been closed."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from unionoffice.office import Office
from unionoffice.store.backup import last_backup
from unionoffice.store.settings import save_settings

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows closes the window instead")
def test_sigterm_backs_up_and_closes(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    office = Office.open(folder, doing="测试")
    with office.work("设置") as work:
        save_settings(work, {"union_name": "示例大学工会", "set_up": "1"})
    office.close()
    shutil.rmtree(folder / "backups")  # a change that no backup holds
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "UNIONOFFICE_TRACE_START": "1"}
    command = [sys.executable, "-m", "ui.main", "--office", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as program:
        assert program.stderr is not None
        awaited = {"first-rows", "settled"}
        while awaited:
            line = program.stderr.readline()
            assert line, "the program ended before it stood"
            awaited -= set(line.split())
        assert last_backup(folder) is None
        program.send_signal(signal.SIGTERM)
        said = program.stderr.read()
        assert program.wait(60) == 0, said
    assert last_backup(folder) is not None
    office = Office.open(folder, doing="测试")
    assert not office.changed_since_backup and office.check() == []
    office.close()
