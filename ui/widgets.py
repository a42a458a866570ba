# SPDX-License-Identifier: MIT
"""The smallest pieces of every page: labels, buttons, lines, cards and a short way to lay them out."""

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import icons, standing
from ui.theme import theme

Part: TypeAlias = QWidget | QLayout | int | tuple[QWidget | QLayout, int] | None
"""What a row or column holds: a widget, a layout, a gap in px, None = free space, (part, stretch)."""

Margins: TypeAlias = tuple[int, int, int, int]
W = TypeVar("W", bound=QWidget)
SOLID = ("primary", "large")


def row(*parts: Part, margins: Margins = (0, 0, 0, 0), spacing: int = 8) -> QHBoxLayout:
    return _fill(QHBoxLayout(), parts, margins, spacing)


def column(*parts: Part, margins: Margins = (0, 0, 0, 0), spacing: int = 8) -> QVBoxLayout:
    return _fill(QVBoxLayout(), parts, margins, spacing)


B = TypeVar("B", bound=QBoxLayout)


def _fill(layout: B, parts: tuple[Part, ...], margins: Margins, spacing: int) -> B:
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for part in parts:
        add_part(layout, part)
    return layout


def add_part(layout: QBoxLayout, part: Part) -> None:
    if part is None:
        layout.addStretch(1)
    elif isinstance(part, int):
        layout.addSpacing(part)
    else:
        item, stretch = part if isinstance(part, tuple) else (part, 0)
        if isinstance(item, QLayout):
            layout.addLayout(item, stretch)
        else:
            layout.addWidget(item, stretch)


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete the widgets, also those of nested layouts."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
            inner.deleteLater()


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that style.qss selects on, and let the style sheet look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def label(
    text: str = "", role: str = "body", tone: str = "", *, wrap: bool = False, selectable: bool = False,
    align: Qt.AlignmentFlag | None = None,
) -> QLabel:  # fmt: skip
    """Plain text in a role and a tone of style.qss; never rich text, so names with < or & stay as they are."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if align is not None:
        made.setAlignment(align)
    return made


def set_tone(target: QLabel, tone: str) -> None:
    if target.property("tone") != tone:
        restyle(target, tone=tone)


def kbd(text: str) -> QLabel:
    """A key as printed on its cap: Ctrl+F."""
    made = label(text, "kbd")
    made.setFixedHeight(20)
    return made


class ElidedLabel(QLabel):
    """One line that ends in … when the room is short, with the whole text as its tooltip."""

    def __init__(self, text: str = "", role: str = "body", tone: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self._whole = ""
        self.setText(text)

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._elide()
        self.updateGeometry()

    def whole_text(self) -> str:
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 24))
        QLabel.setText(self, shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class Button(QPushButton):
    """A push button whose icon follows the theme. A mouse click leaves the keyboard where it was."""

    def __init__(self, text: str = "", kind: str = "plain", icon: str = "", *, key: str = "") -> None:
        super().__init__(alt_text(text, key, spaced=bool(icon)))
        self._icon_name = icon
        self._forbidden = ""
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        if kind == "large":
            self.setFixedHeight(56)
        if icon:
            self.setIconSize(QSize(16, 16))
            self._tint()
            theme().changed.connect(self._tint)
        if icon and not text:
            self.setProperty("shape", "icon")

    def forbid(self, reason: str) -> None:
        """Off for good, whatever the page makes of its state: the role at the desk does not do this."""
        self._forbidden = reason
        self.setEnabled(False)
        self.setToolTip(reason)

    def setEnabled(self, enabled: bool) -> None:
        super().setEnabled(enabled and not self._forbidden)

    def setToolTip(self, text: str) -> None:
        super().setToolTip(self._forbidden or text)

    def set_icon(self, name: str) -> None:
        self._icon_name = name
        self._tint()

    def set_kind(self, kind: str) -> None:
        restyle(self, kind=kind)
        self._tint()

    def set_text(self, text: str, key: str = "") -> None:
        self.setText(alt_text(text, key, spaced=bool(self._icon_name)))

    def _tint(self) -> None:
        if self._icon_name:
            tone = "onAccent" if self.property("kind") in SOLID else "text2"
            self.setIcon(icons.icon(self._icon_name, 16, tone))


def alt_text(text: str, key: str, *, spaced: bool = False) -> str:
    """``新增`` and ``N`` become ``新增(&N)``; text that already holds & is left alone."""
    shown = f"{text}(&{key.upper()})" if key and "&" not in text else text
    return f" {shown}" if spaced and shown else shown


def button(
    text: str = "", kind: str = "plain", icon: str = "", *, key: str = "", tip: str = "",
    on_click: Callable[[], object] | None = None, needs: standing.Needs | None = None,
) -> Button:  # fmt: skip
    """``kind``: plain, primary (one per page), quiet, danger, large, link. ``key`` is the Alt letter.

    Where the role at the desk does not do what ``on_click`` is marked with (``standing.takes``), or ``needs``, the
    button is off and its tooltip says who can.
    """
    made = Button(text, kind, icon, key=key)
    if tip:
        made.setToolTip(tip)
        made.setAccessibleName(text or tip)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    refused = standing.tip(needs or standing.needs_of(on_click))
    if refused:
        made.forbid(refused)
    return made


def link(text: str, on_click: Callable[[], object] | None = None, *, needs: standing.Needs | None = None) -> Button:
    return button(text, "link", on_click=on_click, needs=needs)


def icon_button(icon: str, tip: str, on_click: Callable[[], object] | None = None, *, small: bool = False) -> Button:
    """A square button without words; ``tip`` names it for the mouse and for screen readers."""
    made = button("", "quiet", icon, tip=tip, on_click=on_click)
    made.setProperty("small", small)
    return made


def hidden_unless(widget: W, shown: bool) -> W:
    """For widgets without a parent yet: ``setVisible(True)`` would flash them up as windows of their own."""
    if not shown:
        widget.hide()
    return widget


def allow(widget: QWidget, allowed: bool, reason: str = "") -> None:
    """Enable or disable; a disabled widget says why in its tooltip."""
    widget.setEnabled(allowed)
    widget.setToolTip("" if allowed else reason)


def hairline(*, vertical: bool = False, strong: bool = False) -> QFrame:
    made = QFrame()
    made.setProperty("role", "line")
    made.setProperty("strong", strong)
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def frame(layout: QLayout, role: str = "", *, width: int = 0, height: int = 0, name: str = "") -> QFrame:
    made = QFrame()
    made.setLayout(layout)
    made.setProperty("role", role)
    made.setObjectName(name)
    if width:
        made.setFixedWidth(width)
    if height:
        made.setFixedHeight(height)
    return made


def card(*parts: Part, margins: Margins = (16, 12, 16, 12), spacing: int = 8) -> QFrame:
    """The one level of surface on the page; no card goes into a card."""
    return frame(column(*parts, margins=margins, spacing=spacing), "card")


class UprightScroll(QScrollArea):
    """Gives its widget the height that its wrapped texts need at this width; QScrollArea alone would squeeze them."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setWidget(inner)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.widget().layout()
        if layout is not None and layout.hasHeightForWidth():
            self.widget().setMinimumHeight(layout.totalHeightForWidth(self.viewport().width()))


def scroll(inner: QWidget) -> UprightScroll:
    """Only upright scrolling, no frame; the keyboard goes to what is inside."""
    return UprightScroll(inner)
