# SPDX-License-Identifier: MIT
"""Build the application: the shell is painted first, the office is opened afterwards."""

import builtins
import gc
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from ui import jobs, messages, theme
from ui.first_paint import FirstPaint
from ui.logs import Catcher, log_to
from ui.page import Page
from ui.single import SingleOffice, raise_other
from ui.trace import mark
from ui.window import MainWindow

COLLECTOR_RESTS_MS = 3000
SETTLED_MS = 700  # what nobody misses in the first moment is done after it


def make_application() -> QApplication:
    """The one QApplication, dressed, speaking Chinese in Qt's own dialogs too."""
    existing = QApplication.instance()
    if existing is None:
        QApplication.setStyle("Fusion")  # before there is an application: afterwards it would be made twice
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("UnionOffice")
    app.setApplicationDisplayName("")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Script.SimplifiedChineseScript, QLocale.Country.China))
    theme.install(app)
    return app


def translate_qt(app: QApplication) -> None:
    """Chinese for Qt's own words (printer dialog, text menus); done when the window has settled."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


def make_window(pages: list[Page]) -> MainWindow:
    runner = jobs.JobRunner()
    jobs.install(runner)
    window = MainWindow(pages, runner)
    runner.setParent(window)
    messages.install(window.door)
    return window


def plain_imports() -> None:
    """Put Python's own ``import`` back: PySide's reads the source of every module for a switch we never use.

    Without the wrapper's name there is nothing to put back, and start-up only takes a little longer.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def spare_collector() -> None:
    """Starting up makes hundreds of thousands of lasting objects; looking through them again and again costs a tenth.

    The garbage collector rests until the first rows stand, and never looks at what start-up made.
    """
    gc.disable()

    def wake() -> None:
        gc.freeze()
        gc.enable()

    QTimer.singleShot(COLLECTOR_RESTS_MS, wake)


def run(folder: Path) -> int:
    """The whole life of the window; returns the exit code."""
    mark("start")
    app = make_application()
    spare_collector()
    plain_imports()
    single = SingleOffice(folder, app)
    if not single.claim() and raise_other(folder):
        return 0
    catcher = Catcher()
    catcher.install()
    from ui.start import open_office, rail_pages

    window = make_window(rail_pages())
    window.rail.show_chosen("home")
    single.asked.connect(window.raise_to_front)

    def settle() -> None:
        from ui.ending import end_when_told

        translate_qt(app)
        end_when_told(window)
        mark("settled")

    def go_on() -> None:
        log_to(folder / "logs")
        single.listen()  # before there is a second thread: it loads a library of Qt's
        QTimer.singleShot(SETTLED_MS, settle)
        open_office(window, folder)

    FirstPaint(window.rail, "first-paint", go_on)
    window.show()
    code = app.exec()
    single.close()
    return code
