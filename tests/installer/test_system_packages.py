# SPDX-License-Identifier: MIT
"""The set-up asks for exactly what is missing, and leaves a person without root rights with one line to run."""

import os
import shutil
import sys

import pytest

from installer import system_packages
from installer.setup_stopped import SetupStopped

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt brings its libraries elsewhere")


@linux_only
def test_only_what_cannot_be_loaded_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "LIBRARIES", {"libc.so.6": "libc6", "libnowhere.so.9": "libnowhere9"})
    assert system_packages.missing_packages(for_tests=False) == ["libnowhere9"]


@linux_only
def test_the_tests_need_programs_that_the_window_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "LIBRARIES", {})
    monkeypatch.setattr(system_packages, "TEST_PROGRAMS", {"sh": "dash", "no-such-program": "nothing"})
    assert system_packages.missing_packages(for_tests=False) == []
    assert system_packages.missing_packages(for_tests=True) == ["nothing"]


@pytest.mark.skipif(shutil.which("apt-get") is None, reason="a Debian matter")
def test_without_root_rights_one_line_is_named_and_nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "LIBRARIES", {"libnowhere.so.9": "libnowhere9"})
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system_packages, "_install", lambda packages: pytest.fail("tried to install"))
    with pytest.raises(SetupStopped, match=r"sudo apt-get install .* libnowhere9"):
        system_packages.bring_packages(for_tests=False)


def test_on_windows_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert system_packages.missing_packages(for_tests=True) == []
