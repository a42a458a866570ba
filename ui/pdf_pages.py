# SPDX-License-Identifier: MIT
"""Pages of a PDF as images, drawn by PDFium; any thread may ask, one at a time is served."""

import threading
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
from PySide6.QtGui import QImage

from unionoffice.errors import OfficeError

POINTS_PER_INCH = 72.0
MM_PER_INCH = 25.4

# PDFium keeps global state and is not safe to enter twice, not even with two documents.
_lock = threading.Lock()


class PageSize(NamedTuple):
    """Width and height in points (1/72 inch), as the page is read."""

    width: float
    height: float

    @property
    def landscape(self) -> bool:
        return self.width > self.height


class PdfPages:
    """An open PDF. The bytes are read at once, so the file may be replaced or deleted meanwhile."""

    def __init__(self, path: Path) -> None:
        """Raises OfficeError when the file is gone or is no PDF."""
        try:
            data = path.read_bytes()
            with _lock:
                self._document = pdfium.PdfDocument(data)
                self.sizes = [PageSize(*self._document.get_page_size(n)) for n in range(len(self._document))]
        except OSError as problem:
            raise OfficeError(f"打不开 {path.name}：文件不在了或读不出来。请重新生成。") from problem
        except pdfium.PdfiumError as problem:
            raise OfficeError(f"打不开 {path.name}：不是完整的 PDF 文件。请重新生成。") from problem

    def __len__(self) -> int:
        return len(self.sizes)

    def render(self, number: int, scale: float) -> QImage:
        """Page ``number`` (from 0) on white, ``scale`` pixels per point."""
        return self.render_strip(number, scale, 0.0, self.sizes[number].height)

    def render_strip(self, number: int, scale: float, top: float, bottom: float) -> QImage:
        """The part of a page between two distances from its upper edge, in points: a whole page at 600 dpi is big."""
        height = self.sizes[number].height
        with _lock:
            page = self._document[number]
            crop = (0.0, max(0.0, height - bottom), 0.0, top)
            bitmap = page.render(scale=scale, crop=crop, prefer_bgrx=True)
            # copy(): the pixels belong to the bitmap, which is freed below
            image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
            kept = image.copy()
            bitmap.close()
            page.close()
        return kept

    def close(self) -> None:
        with _lock:
            self._document.close()
