# SPDX-License-Identifier: MIT
"""Print preview inside the window: the pages, the printer, how far to move the print, and saving as PDF."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QFileDialog, QFrame, QListWidget, QWidget

from ui import jobs, messages
from ui.app_state import AppState
from ui.fields import ComboBox, FormRow
from ui.keys import bind
from ui.page_canvas import PageCanvas
from ui.panels import PageHeader
from ui.pdf_pages import PdfPages
from ui.print_pdf import page_layout, print_pages
from ui.widgets import allow, button, column, frame, hairline, icon_button, label, row
from unionoffice.errors import OfficeError
from unionoffice.kit.files import write_atomically
from unionoffice.progress import Progress

SIDE = 248
LIST = 96
MOST_MM = 30.0
NO_PRINTER = "这台电脑没有装打印机，可以先另存为 PDF"


class PreviewPanel(QWidget):
    """``show_pdf`` fills it; ``closed`` when the clerk is done. The PDF on disk stays whose it was."""

    closed = Signal()

    def __init__(self, state: AppState | None = None) -> None:
        super().__init__()
        self._state = state
        self._pages: PdfPages | None = None
        self._path = Path()
        self.canvas = PageCanvas()
        self._header = PageHeader("", sub="打印预览")
        self._list = QListWidget()
        self._list.setFixedWidth(LIST)
        self._list.setAccessibleName("页")
        self._make_side()
        self._build()
        self._list.currentRowChanged.connect(self.canvas.go_to)
        self.canvas.page_changed.connect(self._mark_page)
        self.canvas.zoom_changed.connect(lambda zoom: self._zoom.setText(f"{zoom * 100:.0f}%"))
        self._bind_keys()

    def _build(self) -> None:
        self.print_button = button("打印", "primary", "print", key="P", on_click=self.print)
        self.save_button = button("另存为 PDF", icon="save", key="S", on_click=self.save_as)
        close = icon_button("dismiss", "关闭预览（Esc）", self.close_panel)
        self._header.set_buttons([self.save_button, self.print_button, close])
        pages = column(label("页", "caption"), (self._list, 1), margins=(16, 12, 8, 12))
        left = frame(pages, width=LIST + 24)
        desk = frame(
            row(left, hairline(vertical=True), (self.canvas, 1), hairline(vertical=True), self._side,
                margins=(1, 1, 1, 1), spacing=0), "card",
        )  # fmt: skip
        self.setLayout(column(self._header, (frame(row((desk, 1), margins=(24, 0, 24, 8))), 1), spacing=0))
        self._left = left

    def _make_side(self) -> None:
        self._zoom = label("100%", align=Qt.AlignmentFlag.AlignCenter)
        self._zoom.setFixedWidth(48)
        self.printer = ComboBox()
        self.right, self.down = millimetres(), millimetres()
        self.right.valueChanged.connect(lambda _: self._keep_offset())
        self.down.valueChanged.connect(lambda _: self._keep_offset())
        self.printer.currentIndexChanged.connect(lambda _: self._show_offset())
        zoom = row(
            icon_button("zoom_out", "缩小（Ctrl+-）", lambda: self.canvas.step_zoom(False)), self._zoom,
            icon_button("zoom_in", "放大（Ctrl++）", lambda: self.canvas.step_zoom(True)), None, spacing=0,
        )  # fmt: skip
        fits = row(
            button("页宽", "quiet", on_click=lambda: self.canvas.fit("width")),
            button("整页", "quiet", on_click=lambda: self.canvas.fit("page")), None, spacing=4,
        )  # fmt: skip
        moved = row((FormRow("向右（毫米）", self.right), 1), (FormRow("向下（毫米）", self.down), 1), spacing=12)
        note = label("套打对不准时，把整页挪几毫米。每台打印机分别记住。", "caption", wrap=True)
        self._size = label("", "caption", wrap=True)
        self._side: QFrame = frame(
            column(
                label("显示", "section"), zoom, fits, hairline(), label("打印", "section"),
                FormRow("打印机", self.printer), moved, note, self._size, None,
                margins=(16, 12, 16, 12), spacing=8,
            ),
            width=SIDE,
        )  # fmt: skip

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Esc": self.close_panel, "Ctrl+P": self.print, "Ctrl+S": self.save_as,
            "Ctrl++": lambda: self.canvas.step_zoom(True), "Ctrl+=": lambda: self.canvas.step_zoom(True),
            "Ctrl+-": lambda: self.canvas.step_zoom(False), "Ctrl+0": lambda: self.canvas.set_zoom(1.0),
        }  # fmt: skip
        bind(self, keys)

    # showing

    def show_pdf(self, path: Path, title: str) -> None:
        """Read ``path`` and show it; what is no readable PDF is said through the door and closes the panel."""
        try:
            pages = PdfPages(path)
        except OfficeError as problem:
            messages.error(problem)
            self.closed.emit()
            return
        self._pages, self._path = pages, path
        self._header.set_title(title, f"打印预览，共 {len(pages)} 页")
        self._list.clear()
        self._list.addItems([f"第 {number} 页" for number in range(1, len(pages) + 1)])
        self._left.setVisible(len(pages) > 1)
        self.canvas.show_pages(pages)
        self._size.setText(paper_words(pages))
        self._fill_printers()
        self._mark_page(0)
        self.canvas.setFocus()

    def _mark_page(self, number: int) -> None:
        self._list.blockSignals(True)
        self._list.setCurrentRow(number)
        self._list.blockSignals(False)

    def close_panel(self) -> None:
        self.canvas.close_pages()
        self._pages = None
        self.closed.emit()

    # printer and position

    def _fill_printers(self) -> None:
        names = QPrinterInfo.availablePrinterNames()
        self.printer.set_choices([(name, name) for name in names] or [("", "没有装打印机")])
        last = self._state.get("print.printer") if self._state is not None else None
        self.printer.choose(last if last in names else QPrinterInfo.defaultPrinterName())
        allow(self.printer, bool(names), NO_PRINTER)
        allow(self.print_button, bool(names), NO_PRINTER)
        self._show_offset()

    def _offset_key(self) -> str:
        name = str(self.printer.currentData() or "")
        return f"print.offset.{name.encode().hex()}"

    def _show_offset(self) -> None:
        kept = self._state.get(self._offset_key(), [0.0, 0.0]) if self._state is not None else [0.0, 0.0]
        for box, value in zip((self.right, self.down), kept, strict=True):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)

    def _keep_offset(self) -> None:
        if self._state is not None:
            self._state.put(self._offset_key(), [self.right.value(), self.down.value()])

    def offset(self) -> tuple[float, float]:
        """Millimetres right and down for the chosen printer."""
        return (self.right.value(), self.down.value())

    # doing

    def print(self) -> None:
        """Ask Qt's printer dialog for copies and pages, then print as a job."""
        if self._pages is None or not self.printer.currentData():
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(str(self.printer.currentData()))
        printer.setDocName(self._header.title())
        printer.setPageLayout(page_layout(self._pages.sizes[0]))
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self._pages))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.printer.choose(printer.printerName())
            self.send(printer)
        dialog.deleteLater()

    def send(self, printer: QPrinter) -> None:
        """Print the pages the printer was set up for, without asking."""
        pages, offset = self._pages, self.offset()
        if pages is None:
            return
        if self._state is not None:
            self._state.put("print.printer", printer.printerName())
        numbers = wanted_pages(printer, len(pages))
        name = printer.printerName() or Path(printer.outputFileName()).name

        def work(progress: Progress) -> int:
            return print_pages(pages, numbers, printer, offset, progress)

        jobs.run_job(
            f"正在打印 {len(numbers)} 页", work, lambda count: messages.info(f"已送到 {name}，{count} 页"),
            cancel_text="取消后不再往打印机送，已印出的收不回。", owner=self,
        )  # fmt: skip

    def save_as(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, "另存为 PDF", self._path.name, "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, target: Path) -> None:
        """Write a copy; the file is whole or not there."""
        source = self._path

        def copy(temporary: Path) -> None:
            shutil.copyfile(source, temporary)

        try:
            write_atomically(target.with_suffix(".pdf"), copy)
        except OfficeError as problem:
            messages.error(problem, retry=lambda: self.save_to(target))
            return
        messages.info(f"已另存为 {target.with_suffix('.pdf').name}")


def millimetres() -> QDoubleSpinBox:
    """Tenths of a millimetre, right and down positive."""
    made = QDoubleSpinBox()
    made.setRange(-MOST_MM, MOST_MM)
    made.setDecimals(1)
    made.setSingleStep(0.5)
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made


def wanted_pages(printer: QPrinter, count: int) -> list[int]:
    """Page numbers from 0, as chosen in the printer dialog."""
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        return list(range(printer.fromPage() - 1, min(printer.toPage() or count, count)))
    return list(range(count))


def paper_words(pages: PdfPages) -> str:
    """纸张 210 × 297 毫米, several sizes one after another."""
    sizes = {(round(size.width / 72 * 25.4), round(size.height / 72 * 25.4)) for size in pages.sizes}
    return "纸张 " + "、".join(f"{width} × {height} 毫米" for width, height in sorted(sizes)) + "，按原大打印，不缩放"
