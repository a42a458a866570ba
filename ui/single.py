# SPDX-License-Identifier: MIT
"""One window per office folder: a second start brings the first window to the front and ends."""

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 300


def server_name(folder: Path) -> str:
    """The same for every way of writing the folder's path, different for every user."""
    user = os.environ.get("USERNAME") or os.environ.get("USER") or ""
    text = os.path.normcase(str(folder.resolve())) + "\0" + user
    return "unionoffice-" + hashlib.sha256(text.encode()).hexdigest()[:24]


def raise_other(folder: Path) -> bool:
    """True when another window has this office open; it has then been asked to come to the front."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(b"raise\n")
    socket.waitForBytesWritten(WAIT_MS)
    socket.disconnectFromServer()
    return True


class SingleOffice(QObject):
    """Listens for second starts on ``folder``; ``asked`` is emitted for each."""

    asked = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        self._listen(server_name(folder))

    def _listen(self, name: str) -> None:
        """A socket file left by a crash is removed: nobody answered on it a moment ago."""
        if not self._server.listen(name):
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def is_listening(self) -> bool:
        return self._server.isListening()

    def close(self) -> None:
        self._server.close()

    def _connected(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.asked.emit()
