# SPDX-License-Identifier: MIT
"""Typed text that is not saved yet, kept in small files so that a crash or a closed form loses nothing."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from unionoffice.errors import OfficeError
from unionoffice.kit.files import safe_name, write_atomically


class Drafts:
    """One JSON file per draft in ``folder``. A damaged one is set aside, never raised: typing must go on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, key: str) -> Path:
        return self._folder / f"{safe_name(key)}.json"

    def save(self, key: str, values: dict[str, Any]) -> bool:
        """Keep ``values`` (JSON) under ``key``, replacing what was there; False where the disk took nothing."""
        text = json.dumps(values, ensure_ascii=False)
        try:
            write_atomically(self._path(key), lambda path: _write(path, text))
        except OfficeError:  # the stick is out, the disk is full: the form says so and typing goes on
            return False
        return True

    def load(self, key: str) -> dict[str, Any] | None:
        """What was kept, or None."""
        path = self._path(key)
        if not path.exists():
            return None
        try:
            found = json.loads(path.read_text("utf-8"))
        except (ValueError, OSError):
            found = None
        if isinstance(found, dict):
            return found
        with suppress(OSError):  # a disk that takes no writing must not stop the typing either
            path.replace(path.with_suffix(".damaged"))
        return None

    def discard(self, key: str) -> None:
        with suppress(OSError):
            self._path(key).unlink(missing_ok=True)

    def keys(self) -> list[str]:
        """The keys of every draft kept, sorted."""
        return sorted(path.stem for path in self._folder.glob("[!~]*.json"))


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
