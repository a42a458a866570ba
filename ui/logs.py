# SPDX-License-Identifier: MIT
"""Where trouble is written down: the office's log file, fed by our loggers, Qt's messages and uncaught exceptions."""

import logging
import sys
import threading
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from ui import messages
from unionoffice.errors import OfficeError

LOG = logging.getLogger("unionoffice")
FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_to(folder: Path) -> logging.Handler:
    """Write to ``folder/unionoffice.log``, at most 5 files of 1 MB; a folder logged to before is let go.

    The file, and the folder if it is missing, are made when there is something to write.
    """
    from logging.handlers import RotatingFileHandler

    class OfficeLog(RotatingFileHandler):
        def _open(self) -> TextIOWrapper:
            folder.mkdir(parents=True, exist_ok=True)
            return super()._open()

    for old in list(LOG.handlers):
        LOG.removeHandler(old)
        old.close()
    path = folder / "unionoffice.log"
    handler = OfficeLog(path, maxBytes=1_000_000, backupCount=4, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(FORMAT))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    return handler


class Catcher(QObject):
    """Takes uncaught exceptions of any thread to the log and, on the GUI thread, through the one door."""

    caught = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self.catch
        threading.excepthook = lambda args: self.catch(args.exc_type, args.exc_value, args.exc_traceback)
        qInstallMessageHandler(_qt_message)

    def catch(
        self, kind: type[BaseException], problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if problem is None or issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, problem or kind(), trace)
            return
        if not isinstance(problem, OfficeError):
            LOG.error("uncaught", exc_info=(kind, problem, trace))
            sys.__excepthook__(kind, problem, trace)
        self.caught.emit(problem)

    @staticmethod
    def _show(problem: BaseException) -> None:
        messages.show(problem)


def _qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    LOG.log(QT_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)
