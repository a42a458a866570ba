# SPDX-License-Identifier: MIT
"""What the printing tests use to read a PDF back."""

from pathlib import Path

import pypdf
import pypdfium2


def texts(path: Path) -> list[str]:
    """Each page's text as pypdf reads it."""
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def pdfium_texts(path: Path) -> list[str]:
    """Each page's text as PDFium (Chrome) reads it, lines ended by a line feed."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def overflowing(path: Path) -> list[str]:
    """Characters and drawings that reach outside their page, as 'page: what'."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, 1):
            width, height = page.get_size()
            boxes = [(str(each.type), each.get_bounds()) for each in page.get_objects(max_depth=5)]
            text = page.get_textpage()
            boxes += [(text.get_text_range(n, 1), text.get_charbox(n)) for n in range(text.count_chars())]
            for what, (left, bottom, right, top) in boxes:
                if left < -0.5 or bottom < -0.5 or right > width + 0.5 or top > height + 0.5:
                    found.append(f"{number}: {what}")
    return found
