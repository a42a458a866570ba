# SPDX-License-Identifier: MIT
"""What every test of the window gets: the theme, Chinese, a door that records, and jobs that run at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.recording_door import RecordingDoor
from ui import jobs, messages
from ui.app_state import AppState
from ui.run import make_application


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    """The application in our theme, as ``ui.run`` makes it."""
    return make_application()


@pytest.fixture(autouse=True)
def door() -> Iterator[RecordingDoor]:
    """Nothing opens a dialog; a bug or error nobody looked at fails the test."""
    recording = RecordingDoor()
    before = messages.install(recording)
    yield recording
    messages.install(before)
    assert recording.bugs == []


@pytest.fixture
def inline() -> Iterator[jobs.JobRunner]:
    with jobs.inline_jobs() as runner:
        yield runner


@pytest.fixture
def state(tmp_path: Path) -> AppState:
    return AppState(tmp_path / "window.ini")
