# SPDX-License-Identifier: MIT
"""All parts together, light and dark: they are built without a warning and nothing flashes up as a window of its own."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import gallery
from ui import jobs
from ui.jobs import JobRunner
from ui.start import rail_pages
from ui.theme import theme
from ui.window import MainWindow


class Shown(QObject):
    """Notes every widget without a parent that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.widgets: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.parent() is None:
            self.widgets.append(watched)
        return False


@pytest.fixture(params=["light", "dark"])
def window(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[MainWindow]:
    theme().set_mode(request.param)
    runner = JobRunner()
    before = jobs.install(runner)
    made = MainWindow(rail_pages(), runner)
    qtbot.addWidget(made)
    made.resize(1366, 736)
    made.show()
    yield made
    jobs.install(before)
    theme().set_mode("light")


@pytest.mark.parametrize("key", list(gallery.PAGES))
def test_a_page_is_built_and_drawn(qapp: QApplication, window: MainWindow, key: str) -> None:
    shown = Shown()
    qapp.installEventFilter(shown)
    window.set_page(key, gallery.PAGES[key])
    page = window.show_page(key)
    qapp.removeEventFilter(shown)
    assert shown.widgets == []
    assert page is not None
    image = page.grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(0, 1290, 5) for y in range(0, 700, 40)}
    assert len(colors) > 3


def test_a_page_fits_the_smallest_room_it_is_made_for(window: MainWindow) -> None:
    """1366 × 768 with a taskbar leaves 1294 × 660 for a page."""
    for key in ("members", "aid", "home", "welfare"):
        window.set_page(key, gallery.PAGES[key])
        page = window.show_page(key)
        assert page is not None
        least = page.minimumSizeHint()
        assert least.width() <= 1294 and least.height() <= 660, key
