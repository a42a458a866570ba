# SPDX-License-Identifier: MIT
"""Send PDF pages to a printer at their true size, at the printer's resolution, moved by some millimetres if wanted."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from ui.pdf_pages import MM_PER_INCH, POINTS_PER_INCH, PageSize, PdfPages
from unionoffice.errors import OfficeError
from unionoffice.progress import Progress

MOST_DPI = 600
STRIP_POINTS = 100.0


def page_layout(size: PageSize) -> QPageLayout:
    """The sheet a page needs: its paper upright, turned when the page lies on its side, no margins."""
    short, long = sorted((size.width, size.height))
    paper = QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Landscape if size.landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(paper, turned, QMarginsF(0, 0, 0, 0))


def print_pages(
    pages: PdfPages, numbers: Sequence[int], printer: QPrinter, offset_mm: tuple[float, float], progress: Progress
) -> int:
    """Print the pages ``numbers`` (from 0) and return how many; may run off the GUI thread.

    ``offset_mm`` moves everything right and down, for pre-printed sheets. Raises OfficeError when the printer
    does not take the job.
    """
    printer.setFullPage(True)
    printer.setPageLayout(page_layout(pages.sizes[numbers[0]]))
    painter = QPainter()
    if not painter.begin(printer):
        raise OfficeError("打印机没有接受这次打印，一页也没有印出。请看打印机是否开机、连线，再打印一次。")
    try:
        for done, number in enumerate(numbers):
            progress.check_cancelled()
            if done:
                printer.setPageLayout(page_layout(pages.sizes[number]))
                printer.newPage()
            _print_page(pages, number, painter, printer.resolution(), offset_mm)
            progress.report(done + 1, len(numbers))
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(numbers)


def _print_page(
    pages: PdfPages, number: int, painter: QPainter, resolution: int, offset_mm: tuple[float, float]
) -> None:
    """In strips, so that a page at 600 dpi does not need 140 MB."""
    unit = resolution / POINTS_PER_INCH
    scale = min(resolution, MOST_DPI) / POINTS_PER_INCH
    shift = QPointF(*(mm / MM_PER_INCH * resolution for mm in offset_mm))
    size, top = pages.sizes[number], 0.0
    while top < size.height:
        bottom = min(top + STRIP_POINTS, size.height)
        target = QRectF(0, top * unit, size.width * unit, (bottom - top) * unit).translated(shift)
        painter.drawImage(target, pages.render_strip(number, scale, top, bottom))
        top = bottom
