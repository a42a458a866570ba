# SPDX-License-Identifier: MIT
"""A PDF being written: pages, reusable frames, page numbers, and what could not be printed as asked."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from reportlab.pdfgen.canvas import Canvas

from unionoffice.printing import fonts
from unionoffice.printing.page import Frame, Page
from unionoffice.printing.style import A4, MM, SMALL, Size

NUMBER_LINE = 6.0
"""Height in millimetres of the strip that holds the page number."""


class Document:
    """Writes one PDF. Use as a context manager: saved when the block ends well, nothing saved when it raises.

    ``target`` is a path (the caller moves it into place) or an open binary file. The same calls give the same
    bytes, whenever they are made. Only the page returned last can be drawn on.
    """

    def __init__(self, target: Path | BinaryIO, *, title: str, author: str = "", subject: str = "") -> None:
        self.missing: dict[str, None] = {}
        self.cut: dict[str, None] = {}
        self._canvas = Canvas(
            str(target) if isinstance(target, Path) else target,
            pagesize=_points(A4),
            pageCompression=1,
            invariant=1,
            initialFontName=fonts.font("song"),
            lang="zh-CN",
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setCreator("工会办公")
        self._canvas.setProducer("工会办公")
        self._canvas.setViewerPreference("PrintScaling", "None")
        self._page: Page | None = None
        self._pages = 0
        self._frames = 0
        self._groups: list[list[Size]] = [[]]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.save()

    def page(self, size: Size = A4) -> Page:
        """Begin a page; the one before is finished and can no longer be drawn on."""
        self._finish_page()
        self._canvas.setPageSize(_points(size))
        self._pages += 1
        self._page = Page(self, self._canvas, size)
        return self._page

    @property
    def page_count(self) -> int:
        """Pages begun so far."""
        return self._pages

    def frame(self, size: Size, draw: Callable[[Page], None]) -> Frame:
        """Draw something once, to be shown on many pages: what a thousand vouchers have in common."""
        self._frames += 1
        frame = Frame(f"frame-{self._frames}", size)
        self._draw_form(frame.name, size, draw)
        return frame

    def restart_numbers(self) -> None:
        """Count pages from 1 again, with a total of their own (one set per branch in a single file)."""
        self._groups.append([])

    def next_number(self, size: Size) -> str:
        """For ``Page.number``: the name of the strip that will say 第 x 页 共 y 页 once y is known."""
        group = self._groups[-1]
        group.append(size)
        return _number_name(len(self._groups), len(group))

    def note(self, text: str, *, missing: str = "", cut: bool = False) -> None:
        """For ``Page``: remember what could not be printed as it is."""
        self.missing.update(dict.fromkeys(missing))
        if cut:
            self.cut[text] = None

    def warnings(self) -> list[str]:
        """Sentences for the clerk: what the paper does not show as it is in the records; else empty."""
        sentences = []
        if self.missing:
            listed = "、".join(f"“{c}”（U+{ord(c):04X}）" for c in self.missing)
            sentences.append(f"字体里没有 {listed}，纸上印成了“{fonts.GETA}”，请打印后手写补上。")
        sentences += [
            f"“{_short(text)}”太长，格子里印不下，末尾印成省略号；记录里的内容没有变。" for text in self.cut
        ]
        return sentences

    def save(self) -> None:
        """Finish the last page and write the file. A document without pages gets one empty page."""
        if not self._pages:
            self.page()
        self._finish_page()
        for number, group in enumerate(self._groups, 1):
            self._draw_numbers(number, group)
        self._canvas.save()

    def _finish_page(self) -> None:
        if self._page is not None:
            self._page.close()
            self._canvas.showPage()
            self._page = None

    def _draw_numbers(self, group: int, sizes: list[Size]) -> None:
        for number, size in enumerate(sizes, 1):
            strip = Size(size.width, NUMBER_LINE)
            text = f"第 {number} 页 共 {len(sizes)} 页"
            self._draw_form(_number_name(group, number), strip, _number_strip(text))

    def _draw_form(self, name: str, size: Size, draw: Callable[[Page], None]) -> None:
        width, height = _points(size)
        page = Page(self, self._canvas, size)
        self._canvas.beginForm(name, 0, 0, width, height)
        draw(page)
        page.close()
        self._canvas.endForm()


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "……"


def _number_name(group: int, number: int) -> str:
    return f"number-{group}-{number}"


def _number_strip(text: str) -> Callable[[Page], None]:
    return lambda page: page.box(0, 0, page.width, page.height, text, SMALL.but(align="center", wrap=False))


def _points(size: Size) -> tuple[float, float]:
    return size.width * MM, size.height * MM
