# SPDX-License-Identifier: MIT
"""One window per office folder: a second start brings the first window to the front and ends.

A lock file decides who is first, because it costs nothing; the local socket, whose library takes longer to load than
the window to paint, is opened afterwards.
"""

import os
import time
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QDir, QLockFile, QObject, Signal

SHA256 = QCryptographicHash.Algorithm.Sha256  # Qt's own: hashlib would load a library before the first paint
WAIT_MS = 300
TRIES = 10


def server_name(folder: Path) -> str:
    """The same for every way of writing the folder's path, different for every user."""
    user = os.environ.get("USERNAME") or os.environ.get("USER") or ""
    text = os.path.normcase(str(folder.resolve())) + "\0" + user
    return "unionoffice-" + bytes(QCryptographicHash.hash(text.encode(), SHA256).toHex().data()).decode()[:24]


def raise_other(folder: Path, tries: int = TRIES) -> bool:
    """Ask the window that has this office open to come to the front; False when nobody answers for some seconds.

    The other may have started a moment ago and not listen yet, hence the tries.
    """
    from PySide6.QtNetwork import QLocalSocket

    for again in range(tries):
        socket = QLocalSocket()
        socket.connectToServer(server_name(folder))
        if socket.waitForConnected(WAIT_MS):
            socket.write(b"raise\n")
            socket.waitForBytesWritten(WAIT_MS)
            socket.disconnectFromServer()
            return True
        if again < tries - 1:
            time.sleep(WAIT_MS / 1000)
    return False


class SingleOffice(QObject):
    """Holds ``folder`` for this window; ``asked`` is emitted for each second start, once :meth:`listen` was called."""

    asked = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(folder)
        self._lock = QLockFile(QDir.temp().filePath(f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)  # only a lock whose process is gone is stale, however old it is
        self._server: QObject | None = None

    def claim(self) -> bool:
        """False when another process holds the folder; a lock that cannot be written counts as ours."""
        return self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError

    def listen(self) -> bool:
        """Answer second starts. A socket file left by a crash is removed: the lock says that it is nobody's."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._connected)
        self._server = server
        if server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)
        return server.listen(self._name)

    def close(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        if isinstance(self._server, QLocalServer):
            self._server.close()
        self._lock.unlock()

    def _connected(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        assert isinstance(self._server, QLocalServer)
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.asked.emit()
