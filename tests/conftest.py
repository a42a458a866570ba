# SPDX-License-Identifier: MIT
"""What every test stands on: no window on the screen, no touch of the user's own folders, an X server on demand."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.sample_offices"]

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The user's data, settings and caches are somebody's office: tests get empty ones.
_USER_FOLDERS = tempfile.TemporaryDirectory(prefix="unionoffice-tests-", ignore_cleanup_errors=True)
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
    _folder = Path(_USER_FOLDERS.name, _name.lower())
    _folder.mkdir(mode=0o700)
    os.environ[_name] = str(_folder)

# A slow machine is no broken rule; a failure in CI must be the same on the next machine.
settings.register_profile("unionoffice", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("unionoffice")


@pytest.fixture(scope="session")
def x_display() -> Iterator[str]:
    """The name (":7") of an X server that only this test run uses; for programs started as processes of their own."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    reading, writing = os.pipe()
    screen = ["-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), *screen], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    assert number, f"Xvfb did not start (exit code {server.wait(10)})"
    yield f":{number}"
    server.terminate()
    server.wait(10)


@pytest.fixture(autouse=True, scope="session")
def migrations_run_once() -> Iterator[None]:
    """Making a database takes all migrations about a second: they run once, further new offices get a copy.

    tests/store/test_migrate.py runs them itself, on folders of its own and on this one.
    """
    from unionoffice.store import migrate

    run, made = migrate._run, {}

    def quick(database: Path, versions: Path, *, make: bool = False) -> None:
        if make and versions in made:
            database.write_bytes(made[versions])
            return
        run(database, versions, make=make)
        if make:
            made[versions] = database.read_bytes()

    migrate._run = quick
    yield
    migrate._run = run
