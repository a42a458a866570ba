# SPDX-License-Identifier: MIT
"""Holds the pins in pyproject.toml and the hashed lock together, and both free of addresses."""

import re
import tomllib
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent.parent
LOCK = (CHECKOUT / "installer" / "requirements.lock").read_text("utf-8")
PROJECT: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))

AFTER_A_CHANGE = "run: sh installer/lock"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _pinned(requirements: list[str]) -> dict[str, str]:
    parts = [re.fullmatch(r"([A-Za-z0-9._-]+)==([^\s;]+).*", line) for line in requirements]
    assert all(parts), "every requirement names one exact version"
    return {_normal(part[1]): part[2] for part in parts if part}


def _locked() -> dict[str, str]:
    joined = LOCK.replace("\\\n", " ").splitlines()
    return _pinned([line.partition("--hash")[0].strip() for line in joined if line.strip()])


def test_the_lock_is_what_the_pins_say() -> None:
    assert _locked() == _pinned(PROJECT["tool"]["uv"]["constraint-dependencies"]), AFTER_A_CHANGE


def test_the_build_backend_is_pinned_to_the_same_versions() -> None:
    builders = _pinned(PROJECT["tool"]["uv"]["build-constraint-dependencies"])
    assert builders.items() <= _locked().items()


def test_every_package_asked_for_is_locked() -> None:
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    names = {_normal(re.split(r"[\[<>=!~ ;]", requirement)[0]) for requirement in asked}
    assert names <= _locked().keys(), AFTER_A_CHANGE


def test_every_locked_package_has_hashes_and_no_address() -> None:
    entries = [entry for entry in LOCK.replace("\\\n", " ").splitlines() if entry.strip()]
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in LOCK and "--index" not in LOCK and "--find" not in LOCK
