# SPDX-License-Identifier: MIT
"""What every printed form is drawn on: millimetres from the top left corner, texts that fit their boxes.

A complete small form::

    from unionoffice.printing.document import Document
    from unionoffice.printing.grid import Grid, label, signed, value
    from unionoffice.printing.marks import foot_line, head_line, ticks
    from unionoffice.printing.style import MARGIN, TITLE, Size

    with Document(path, title="困难补助审批表", author="某大学工会") as document:
        page = document.page(Size(210, 148.5))
        page.text(105, 16, "困难补助审批表", TITLE)
        head_line(page, 28, ["分工会（盖章）：教务处", "编号：2026-0012", "单位：元"])
        grid = Grid(MARGIN, 34, [24, 34, 20, 30, 26, 40])
        grid.row(label("姓名"), value("张三"), label("性别"), value("男"), label("工号"), value("1990012"))
        grid.row(label("补助类别"), value(ticks(["一般困难", "特困", "重大疾病"], ["特困"]), span=5))
        grid.row(label("金额"), value("人民币伍佰元整", span=3), label("（小写）"), value("¥500.00"))
        grid.row(label("分工会意见"), signed("同意申请。", span=5), height=24)
        grid.draw(page)
        foot_line(page, grid.bottom + 4, ["审批：", "审核：", "经办人：李四"])
        page.number()
    for sentence in document.warnings():
        ...  # shown to the clerk

For many papers of one kind draw what they share once, ``frame = document.frame(size, draw)``, with empty
cells that have a key, ``value(key="full_name")``. Then per page only ``page.place(frame)`` and
``grid.fill(page, {"full_name": "张三"})``.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol, Self

from unionoffice.errors import OfficeError
from unionoffice.printing import fonts
from unionoffice.printing.style import BODY, MM, Size, Style
from unionoffice.printing.wrap import fit

HAIRLINE = 0.5
"""Width of every grid line, in points."""
PADDING = 1.0
"""Millimetres between a box's left and right line and its text."""

AIR = 0.7
"""Millimetres kept free above and below the characters of a full box."""

_BOLD = 0.03  # stroke around a bold character, as a part of its size: Word's way with 宋体, which has no bold
_CENTRE = 0.38  # a Chinese character's middle above the baseline, as a part of its size
_ASCENT = 0.88

Line = tuple[float, float, float, float]


class Frame(NamedTuple):
    """A drawing stored once in the file and shown on many pages: made by ``Document.frame``."""

    name: str
    size: Size


class Owner(Protocol):
    """What a page needs from its document."""

    @property
    def page_count(self) -> int: ...

    def next_number(self, size: Size) -> str: ...

    def note(self, text: str, *, missing: str = "", cut: bool = False) -> None: ...


class Page:
    """A page, a part of one, or a frame. All coordinates and sizes are millimetres, y grows downwards."""

    def __init__(self, document: Owner, canvas: Any, size: Size, root: "Page | None" = None) -> None:
        self.document = document
        self.size = size
        self._pdf = canvas
        self._root = root or self
        self._left = 0.0
        self._top = 0.0
        self._open = True

    @property
    def width(self) -> float:
        return self.size.width

    @property
    def height(self) -> float:
        return self.size.height

    def part(self, x: float, y: float, size: Size) -> Self:
        """A piece of this page with its own corner as (0, 0): the three copies of a voucher on one sheet."""
        piece = type(self)(self.document, self._pdf, size, self._root)
        piece._left, piece._top = self._left + x, self._top + y
        return piece

    def close(self) -> None:
        """For the document: from now on drawing here is a bug, since it would land on another page."""
        self._root._open = False

    def text(self, x: float, y: float, text: str, style: Style = BODY) -> None:
        """One line whose top is ``y``; ``x`` is its left end, middle or right end, as the style aligns."""
        size = style.size
        width = fonts.width(text, style.role, size) / MM
        left = x - width * {"left": 0.0, "center": 0.5, "right": 1.0, "spread": 0.5}[style.align]
        self._write(left * MM, y * MM + _ASCENT * size, text, style, size)
        self._note(text, style)

    def box(self, x: float, y: float, width: float, height: float, text: str, style: Style = BODY) -> None:
        """A text in a box: wrapped, set smaller if need be; what still does not fit is cut and warned of."""
        if not text:
            return
        inner = (width - 2 * PADDING) * MM
        fitted = fit(text, style, inner, (height - 2 * AIR) * MM)
        step = fitted.size * style.leading
        spare = height * MM - step * len(fitted.lines)
        top = y * MM + spare * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[style.valign]
        if style.valign == "top":
            top += min(PADDING * MM, max(spare, 0.0))
        elif style.valign == "bottom":
            top -= min(PADDING * MM, max(spare, 0.0))
        for number, line in enumerate(fitted.lines):
            baseline = top + step * (number + 0.5) + _CENTRE * fitted.size
            self._write_aligned((x + PADDING) * MM, inner, baseline, line, style, fitted.size)
        self._note(text, style, cut=fitted.cut)

    def vertical(self, x: float, y: float, text: str, style: Style = BODY) -> None:
        """Characters one below another, the column's middle at ``x``, its top at ``y`` (第一联 存根)."""
        size = style.size
        for number, character in enumerate(text):
            left = x * MM - fonts.width(character, style.role, size) / 2
            self._write(left, y * MM + (number * 1.15 + _ASCENT) * size, character, style, size)
        self._note(text, style)

    def lines(self, lines: Iterable[Line], width: float = HAIRLINE, dash: Sequence[float] = ()) -> None:
        """Straight lines (x1, y1, x2, y2), ``width`` and ``dash`` in points."""
        pdf = self._canvas()
        pdf.saveState()
        pdf.setLineWidth(width)
        pdf.setLineCap(0 if dash else 2)
        if dash:
            pdf.setDash(list(dash))
        pdf.lines([(self._x(x1), self._y(y1), self._x(x2), self._y(y2)) for x1, y1, x2, y2 in lines])
        pdf.restoreState()

    def rect(self, x: float, y: float, width: float, height: float, line: float = HAIRLINE) -> None:
        """An empty rectangle."""
        right, bottom = x + width, y + height
        self.lines(
            [(x, y, right, y), (x, bottom, right, bottom), (x, y, x, bottom), (right, y, right, bottom)], line
        )

    def picture(self, x: float, y: float, width: float, height: float, path: Path) -> None:
        """A JPEG or PNG file, as large as fits the box, in its middle. Raises OfficeError where it cannot be read."""
        try:
            self._canvas().drawImage(
                str(path), self._x(x), self._y(y + height), width * MM, height * MM,
                preserveAspectRatio=True, anchor="c", mask="auto",
            )  # fmt: skip
        except OSError as error:
            raise OfficeError(
                f"照片“{path.name[:12]}”打不开，纸上没有印。请重新选一张 JPG 或 PNG。", detail=repr(error)
            ) from error

    def place(self, frame: Frame, x: float = 0.0, y: float = 0.0) -> None:
        """Show a frame with its top left corner at (x, y)."""
        self._show(frame.name, x, y + frame.size.height)

    def number(self, y: float | None = None) -> None:
        """“第 x 页 共 y 页” in the middle of the line whose top is ``y`` (default: 12 mm above the edge)."""
        name = self.document.next_number(self.size)
        top = self.height - 12.0 if y is None else y
        self._show(name, 0.0, top + 6.0)

    def outline(self, x: float, y: float, text: str, style: Style, *, angle: float, grey_red: bool) -> None:
        """Big hollow characters around (x, y), turned left by ``angle`` degrees: see ``marks.stamp``."""
        pdf = self._canvas()
        pdf.saveState()
        pdf.translate(self._x(x), self._y(y))
        pdf.rotate(angle)
        pdf.setLineWidth(style.size / 50)
        pdf.setStrokeColorRGB(*((0.72, 0.42, 0.42) if grey_red else (0.0, 0.0, 0.0)))
        left = -fonts.width(text, style.role, style.size) / 2
        self._emit(left, -_CENTRE * style.size, text, style.role, style.size, 1, 0.0)
        pdf.restoreState()

    def _show(self, name: str, x: float, bottom: float) -> None:
        pdf = self._canvas()
        pdf.saveState()
        pdf.translate(self._x(x), self._y(bottom))
        pdf.doForm(name)
        pdf.restoreState()

    def _write_aligned(
        self, left: float, inner: float, baseline: float, text: str, style: Style, size: float
    ) -> None:
        spare = inner - fonts.width(text, style.role, size)
        gap = _spread(text, style, size, spare)
        spare -= gap * (len(text) - 1)
        left += spare * {"left": 0.0, "center": 0.5, "right": 1.0, "spread": 0.5}[style.align]
        self._write(left, baseline, text, style, size, gap)

    def _write(
        self, left: float, baseline: float, text: str, style: Style, size: float, gap: float = 0.0
    ) -> None:
        """Points from the part's corner; ``gap`` is added between characters."""
        pdf = self._canvas()
        x, y = self._left * MM + left, (self._root.height - self._top) * MM - baseline
        if not style.bold:
            self._emit(x, y, text, style.role, size, None, gap)
            return
        pdf.saveState()
        pdf.setLineWidth(size * _BOLD)
        self._emit(x, y, text, style.role, size, 2, gap)
        pdf.restoreState()

    def _emit(
        self, x: float, y: float, text: str, role: fonts.Role, size: float, mode: int | None, gap: float
    ) -> None:
        pdf = self._canvas()
        drawing = pdf.beginText(x, y)
        if mode is not None:
            drawing.setTextRenderMode(mode)
        if gap:
            drawing.setCharSpace(gap)
        for name, run in fonts.runs(text, role):
            drawing.setFont(name, size)
            drawing.textOut(run)
        if gap:
            drawing.setCharSpace(0)
        if mode is not None:
            drawing.setTextRenderMode(0)
        pdf.drawText(drawing)

    def _note(self, text: str, style: Style, cut: bool = False) -> None:
        missing = fonts.missing(text, style.role)
        if missing or cut:
            self.document.note(text, missing=missing, cut=cut)

    def _canvas(self) -> Any:
        if not self._root._open:
            raise RuntimeError("this page is finished: draw on the page the document gave last")
        return self._pdf

    def _x(self, x: float) -> float:
        return (self._left + x) * MM

    def _y(self, y: float) -> float:
        return (self._root.height - self._top - y) * MM


def _spread(text: str, style: Style, size: float, spare: float) -> float:
    if style.align != "spread" or len(text) < 2 or spare <= 0:
        return 0.0
    wanted = style.spread_em * size - fonts.width(text, style.role, size)
    return max(0.0, min(wanted, spare)) / (len(text) - 1)
