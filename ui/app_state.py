# SPDX-License-Identifier: MIT
"""What the window remembers for one office on this computer: sizes, columns, print positions, choices."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings


class AppState:
    """Small values under dotted keys in one ini file. Nothing in it is worth a backup; a damaged value reads as absent."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._folder = path.parent
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def get(self, key: str, default: Any = None) -> Any:
        """The JSON value stored under ``key``, e.g. ``table.members``; ``default`` when absent or unreadable."""
        text = self._settings.value(key.replace(".", "/"))
        if not isinstance(text, str):
            return default
        try:
            return json.loads(text)
        except ValueError:
            return default

    def put(self, key: str, value: Any) -> None:
        """Remember a JSON value; None forgets it. Where the folder is gone (a stick was pulled out) nothing is.

        Qt would make the folder anew, and an office that is not there must not seem to be.
        """
        if not self._folder.is_dir():
            return
        name = key.replace(".", "/")
        if value is None:
            self._settings.remove(name)
        else:
            self._settings.setValue(name, json.dumps(value, ensure_ascii=True))

    def get_bytes(self, key: str) -> QByteArray:
        text = self.get(key, "")
        return QByteArray.fromBase64(QByteArray(text.encode() if isinstance(text, str) else b""))

    def put_bytes(self, key: str, value: QByteArray) -> None:
        self.put(key, bytes(value.toBase64().data()).decode())

    def save(self) -> None:
        """Write to disk now; otherwise Qt does so soon and when the program ends."""
        self._settings.sync()
