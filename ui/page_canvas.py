# SPDX-License-Identifier: MIT
"""The sheets of a PDF under one another, drawn off the GUI thread as they come into sight."""

from collections import OrderedDict

from PySide6.QtCore import QObject, QPoint, QRect, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from ui.icons import screen_ratio
from ui.pdf_pages import POINTS_PER_INCH, PdfPages
from ui.theme import theme

GAP = 16
SCREEN_DPI = 96.0
ZOOMS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
KEPT_IMAGES = 16
FIT_WIDTH_MOST = 1.4


class Drawer(QObject):
    """Draws pages one after another on a thread of its own; ``drawn(page, zoom, image)`` arrives on the GUI thread."""

    drawn = Signal(int, float, QImage)

    def __init__(self, pages: PdfPages) -> None:
        super().__init__()
        self.pages = pages
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._asked: set[tuple[int, float]] = set()

    def ask(self, number: int, zoom: float, ratio: float) -> None:
        if (number, zoom) not in self._asked:
            self._asked.add((number, zoom))
            self._pool.start(QRunnable.create(lambda: self._draw(number, zoom, ratio)))

    def forget_waiting(self) -> None:
        """Pages that were scrolled past or zoomed away need not be drawn."""
        self._pool.clear()
        self._asked.clear()

    def close(self) -> None:
        self.forget_waiting()
        self._pool.waitForDone()
        self.pages.close()

    def _draw(self, number: int, zoom: float, ratio: float) -> None:
        image = self.pages.render(number, zoom * SCREEN_DPI / POINTS_PER_INCH * ratio)
        image.setDevicePixelRatio(ratio)
        self._asked.discard((number, zoom))
        self.drawn.emit(number, zoom, image)


class PageCanvas(QAbstractScrollArea):
    """``page_changed(number)`` as the clerk scrolls, ``zoom_changed(factor)``; 1.0 is the size on paper at 96 dpi."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("previewDesk")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._drawer: Drawer | None = None
        self._places: list[QRect] = []
        self._images: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._fit = "width"
        self.zoom = 1.0
        self._page = 0
        self.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled())
        self.horizontalScrollBar().valueChanged.connect(lambda _: self.viewport().update())

    def show_pages(self, pages: PdfPages) -> None:
        self.close_pages()
        self._drawer = Drawer(pages)
        self._drawer.drawn.connect(self._take)
        self._images.clear()
        self._lay_out()
        self.go_to(0)

    def close_pages(self) -> None:
        """Wait for the page being drawn and let go of the file."""
        if self._drawer is not None:
            self._drawer.close()
            self._drawer = None

    def page(self) -> int:
        return self._page

    def image(self, number: int) -> QImage | None:
        """The page as drawn at the present zoom, None while it is not there yet."""
        return self._images.get((number, self.zoom))

    # zoom

    def fit(self, how: str) -> None:
        """``width``: as wide as the room; ``page``: the whole sheet."""
        self._fit = how
        self._lay_out()

    def set_zoom(self, zoom: float) -> None:
        self._fit = ""
        self.zoom = zoom
        self._lay_out()

    def step_zoom(self, larger: bool) -> None:
        steps = [zoom for zoom in ZOOMS if (zoom > self.zoom + 0.01 if larger else zoom < self.zoom - 0.01)]
        if steps:
            self.set_zoom(steps[0] if larger else steps[-1])

    def _fitted(self, pages: PdfPages) -> float:
        """For the page being looked at; a wider one further down can be scrolled sideways."""
        unit, size = SCREEN_DPI / POINTS_PER_INCH, pages.sizes[self._page]
        room = self.viewport().size() - QSize(2 * GAP, 2 * GAP)
        across = min(max(0.1, room.width() / (size.width * unit)), FIT_WIDTH_MOST)
        if self._fit == "width":
            return across
        return max(0.1, min(across, room.height() / (size.height * unit)))

    # laying out

    def _lay_out(self) -> None:
        if self._drawer is None:
            return
        pages, kept = self._drawer.pages, self._page
        if self._fit:
            self.zoom = self._fitted(pages)
        self._drawer.forget_waiting()
        self._place(pages)
        self._set_bars()
        self.go_to(kept)
        self.zoom_changed.emit(self.zoom)
        self.viewport().update()

    def _place(self, pages: PdfPages) -> None:
        unit, top = self.zoom * SCREEN_DPI / POINTS_PER_INCH, GAP
        widest = max(round(size.width * unit) for size in pages.sizes)
        across = max(self.viewport().width(), widest + 2 * GAP)
        self._places = []
        for size in pages.sizes:
            sheet = QSize(round(size.width * unit), round(size.height * unit))
            self._places.append(QRect(QPoint((across - sheet.width()) // 2, top), sheet))
            top += sheet.height() + GAP

    def _set_bars(self) -> None:
        room = self.viewport().size()
        bottom = self._places[-1].bottom() + GAP if self._places else 0
        right = max(place.right() for place in self._places) + GAP if self._places else 0
        self.verticalScrollBar().setRange(0, max(0, bottom - room.height()))
        self.verticalScrollBar().setPageStep(room.height())
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, right - room.width()))
        self.horizontalScrollBar().setPageStep(room.width())

    def go_to(self, number: int) -> None:
        if 0 <= number < len(self._places):
            self.verticalScrollBar().setValue(self._places[number].top() - GAP)
            self._scrolled()

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        at = [number for number, place in enumerate(self._places) if place.top() <= middle]
        page = at[-1] if at else 0
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()

    # drawing

    def _take(self, number: int, zoom: float, image: QImage) -> None:
        self._images[(number, zoom)] = image
        while len(self._images) > KEPT_IMAGES:
            self._images.popitem(last=False)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self.viewport()), theme()
        shift = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        seen = self.viewport().rect()
        painter.fillRect(seen, colors.color("neutralTint"))
        for number, place in enumerate(self._places):
            sheet = place.translated(shift)
            if sheet.intersects(seen):
                painter.fillRect(sheet, colors.color("paper"))
                self._paint_page(painter, number, sheet)
                painter.setPen(colors.color("lineStrong"))
                painter.drawRect(sheet.adjusted(-1, -1, 0, 0))

    def _paint_page(self, painter: QPainter, number: int, sheet: QRect) -> None:
        image = self._images.get((number, self.zoom))
        if image is not None:
            self._images.move_to_end((number, self.zoom))
            painter.drawImage(sheet.topLeft(), image)
        elif self._drawer is not None:
            self._drawer.ask(number, self.zoom, screen_ratio())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(event.angleDelta().y() > 0)
        else:
            super().wheelEvent(event)
