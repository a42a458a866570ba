# SPDX-License-Identifier: MIT
"""The larger pieces of a page: header, figures, sections, key-value grid, boxes that warn, the empty page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeAlias

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from ui import icons, standing
from ui.theme import theme
from ui.widgets import (
    Button,
    Part,
    button,
    clear_layout,
    column,
    frame,
    hairline,
    hidden_unless,
    kbd,
    label,
    link,
    restyle,
    row,
    set_tone,
)

if TYPE_CHECKING:
    from unionoffice.kit.register import Register

Action: TypeAlias = Callable[[], object]


class Clickable(QFrame):
    """A frame that a click, Enter or Space presses, as a button does."""

    pressed = Signal()

    def press(self) -> None:
        self.pressed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.press()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.press()
        else:
            super().keyPressEvent(event)


class Figure(NamedTuple):
    """One number that matters today; the caption holds the unit. Only a bad figure gets a tone."""

    value: str
    caption: str
    tone: str = ""
    on_click: Action | None = None


class Figures(QWidget):
    """At most five figures beside the title; each may filter the page when clicked."""

    def __init__(self, figures: Sequence[Figure] = ()) -> None:
        super().__init__()
        self._layout = row(spacing=16)
        self.setLayout(self._layout)
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._shape: list[tuple[str, bool]] = []
        self._actions: list[Action | None] = []
        self._blocks: list[list[QWidget]] = []
        self.set_figures(figures)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Of all figures, be they shown or not."""
        wide = sum(_width(part) for block in self._blocks for part in block)
        parts = sum(len(block) for block in self._blocks)
        return QSize(wide + max(0, parts - 1) * self._layout.spacing(), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Whole figures only: where the window is narrow the last ones stay away."""
        used = 0
        for place, block in enumerate(self._blocks):
            used += sum(_width(part) + self._layout.spacing() for part in block)
            for part in block:
                part.setVisible(place == 0 or used - self._layout.spacing() <= self.width())

    def set_figures(self, figures: Sequence[Figure | tuple[object, ...]]) -> None:
        """Tuples of (value, caption, tone, on_click); the widgets are kept while the captions stay the same."""
        wanted = [Figure(*figure) for figure in figures]
        shape = [(figure.caption, figure.on_click is not None) for figure in wanted]
        self._actions = [figure.on_click for figure in wanted]
        if shape != self._shape:
            self._build(wanted)
            self._shape = shape
        for figure, (value, _caption) in zip(wanted, self._labels, strict=True):
            value.setText(figure.value)
            set_tone(value, figure.tone)
        self.updateGeometry()
        if self.isVisible():
            self._fit()

    def values(self) -> list[tuple[str, str]]:
        return [(value.text(), caption.text()) for value, caption in self._labels]

    def _build(self, figures: list[Figure]) -> None:
        clear_layout(self._layout)
        self._labels, self._blocks = [], []
        for place, figure in enumerate(figures):
            block = [self._divider()] if place else []
            self._blocks.append([*block, self._one(place, figure)])
            for part in self._blocks[-1]:
                self._layout.addWidget(part)

    @staticmethod
    def _divider() -> QWidget:
        made = hairline(vertical=True)
        made.setFixedHeight(28)
        return made

    def _one(self, place: int, figure: Figure) -> QWidget:
        value, caption = label(figure.value, "figure"), label(figure.caption, "caption")
        self._labels.append((value, caption))
        block = Clickable()
        block.setLayout(column(None, value, caption, None, spacing=0))
        block.setAccessibleName(f"{figure.caption} {figure.value}")
        if figure.on_click is not None:
            block.setCursor(Qt.CursorShape.PointingHandCursor)
            block.setToolTip(f"只看{figure.caption}")
            block.pressed.connect(lambda: self._act(place))
        return block

    def _act(self, place: int) -> None:
        action = self._actions[place] if place < len(self._actions) else None
        if action is not None:
            action()


def _width(part: QWidget) -> int:
    """What it wants; a line has a fixed width and no hint."""
    return max(part.sizeHint().width(), part.minimumWidth())


class PageHeader(QWidget):
    """64 px: title (a caption under it on subpages), figures, free space, buttons with the solid one last.

    ``sub_pressed``: the caption was clicked; a subpage that leads back so calls ``lead_back``.
    """

    sub_pressed = Signal()

    def __init__(self, title: str, *, sub: str = "", buttons: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.setFixedHeight(theme().size("pageHeader"))
        self._title = label(title, "title")
        self._sub = hidden_unless(label(sub, "caption"), bool(sub))
        self.figures = Figures()
        self._buttons = row()
        left = column(None, self._title, self._sub, None, spacing=0)
        pad = theme().size("pagePadding")
        self.setLayout(row(left, 24, self.figures, None, self._buttons, margins=(pad, 0, pad, 0)))
        self.set_buttons(buttons)

    def set_title(self, title: str, sub: str = "") -> None:
        self._title.setText(title)
        self._sub.setText(sub)
        self._sub.setVisible(bool(sub))

    def lead_back(self, tip: str) -> None:
        """The caption under the title is the way back; ``tip`` says where to."""
        self._sub.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sub.setToolTip(tip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._sub.isVisible() and self._sub.geometry().contains(event.position().toPoint()):
            self.sub_pressed.emit()

    def title(self) -> str:
        return self._title.text()

    def set_figures(self, figures: Sequence[Figure | tuple[object, ...]]) -> None:
        self.figures.set_figures(figures)

    def set_buttons(self, buttons: Sequence[QWidget]) -> None:
        """Replace the buttons; the old ones are deleted."""
        clear_layout(self._buttons)
        for made in buttons:
            self._buttons.addWidget(made)


def section(title: str, *parts: Part, caption: str = "", action: str = "", on_action: Action | None = None) -> QWidget:
    """A titled part of a panel; ``action`` is a link at the right end of the title."""
    head: list[Part] = [label(title, "section")]
    if caption:
        head.append(label(caption, "caption"))
    head.append(None)
    if action:
        head.append(link(action, on_action))
    made = QWidget()
    made.setLayout(column(row(*head), 4, *parts, spacing=4))
    return made


@dataclass(frozen=True)
class KeyValue:
    """One line of a record's details. ``reveal`` fetches the unmasked value when 显示 is clicked.

    A ``kind`` of ``kit.roles.KINDS`` that is not for whoever sits at the desk has 显示 off, with who can in its tooltip.
    """

    key: str
    text: str
    tone: str = ""
    reveal: Callable[[], str] | None = None
    kind: str = ""


class KeyValues(QWidget):
    """Keys 72 px in text3, values beside them; a masked value has 显示, which turns into 隐去."""

    def __init__(self, pairs: Sequence[KeyValue] = (), key_width: int = 72) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, key_width)
        self._grid.setColumnStretch(1, 1)
        self.setLayout(self._grid)
        self.set_pairs(pairs)

    def set_pairs(self, pairs: Sequence[KeyValue]) -> None:
        clear_layout(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for line, pair in enumerate(pairs):
            key = label(pair.key, "key")
            key.setContentsMargins(0, 1, 0, 0)
            self._grid.addWidget(key, line, 0, top)
            value = label(pair.text, tone=pair.tone, wrap=True, selectable=True)
            self._grid.addWidget(value, line, 1)
            if pair.reveal is not None:
                self._grid.addWidget(self._revealer(pair, value), line, 2, top)

    @staticmethod
    def _revealer(pair: KeyValue, value: QLabel) -> Button:
        made = link("显示")
        made.setAccessibleName(f"显示{pair.key}")

        def toggle() -> None:
            masked = value.text() != pair.text
            value.setText(pair.text if masked or pair.reveal is None else pair.reveal())
            made.set_text("显示" if masked else "隐去")

        made.clicked.connect(toggle)
        closed = standing.unseen(pair.kind)
        if closed:
            made.forbid(closed)
        return made


class Banner(QFrame):
    """A box that says what happened, what was not lost and what to do: warn, danger or info."""

    ICONS: ClassVar = {"warn": ("warning", "warn"), "danger": ("error_circle", "danger"), "info": ("info", "accent")}

    def __init__(self, kind: str = "warn", title: str = "", text: str = "", buttons: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self._icon = icons.IconView("warning", 16, "warn")
        self._title = label("", "strong", wrap=True)
        self._text = label("", wrap=True)
        words = column(self._title, self._text, spacing=2)
        self.setLayout(
            row(column(self._icon, None, margins=(0, 2, 0, 0)), (words, 1), *buttons, margins=(12, 8, 12, 8))
        )
        self.say(kind, title, text)

    def say(self, kind: str, title: str, text: str = "") -> None:
        name, tone = self.ICONS[kind]
        self._icon.set_icon(name, tone)
        self._title.setText(title)
        set_tone(self._title, tone)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        if self.property("role") != kind:
            restyle(self, role=kind)

    def title(self) -> str:
        return self._title.text()


class Way(NamedTuple):
    """One way to begin on an empty page; ``key`` is shown, the page owns the shortcut; ``needs`` as of a button."""

    title: str
    text: str
    key: str
    on_click: Action
    needs: standing.Needs | None = None


def usual_ways(register: "Register", new: Action, take_in: Action, needs: standing.Needs) -> list[Way]:
    """How most lists begin: the first one by hand, or a whole table."""
    return [
        Way(f"新增第一{register.unit}{register.noun}", "填一张表，边填边核对", "Ctrl+N", new, needs),
        Way("从表格导入", "Excel、WPS 表格都可以，先预览再写入", "Ctrl+I", take_in, needs),
    ]


class EmptyState(QWidget):
    """What an empty page says: an icon, one sentence, what the page does, and two or three ways to begin."""

    def __init__(self, icon: str, title: str, text: str, ways: Sequence[Way] = ()) -> None:
        super().__init__()
        middle = Qt.AlignmentFlag.AlignCenter
        words = label(text, "dim", wrap=True, align=middle)
        words.setMinimumWidth(440)
        parts: list[Part] = [None, row(None, icons.IconView(icon, 48, "text3"), None), 16]
        parts += [label(title, "name", align=middle), row(None, words, None), 24]
        for way in ways:
            parts.append(row(None, self._card(way), None))
        self.setLayout(column(*parts, None, None))

    @staticmethod
    def _card(way: Way) -> QWidget:
        made = WayCard()
        words = column(None, label(way.title, "strong"), label(way.text, "caption"), None, spacing=2)
        made.setLayout(row(words, None, *([kbd(way.key)] if way.key else []), margins=(16, 0, 16, 0)))
        made.setFixedSize(440, 60)
        made.setAccessibleName(f"{way.title}，{way.text}")
        refused = standing.tip(way.needs or standing.needs_of(way.on_click))
        made.setEnabled(not refused)
        made.setToolTip(refused)
        made.pressed.connect(lambda: way.on_click())
        return made


class WayCard(Clickable):
    """A card that is itself the button; style.qss rings it when it has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "way")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


def form_footer(hint: str, *buttons: QWidget) -> QFrame:
    """The fixed 56 px foot of a form: a hint left, cancel, draft and the main button right."""
    return frame(row(label(hint, "caption"), None, *buttons, margins=(16, 0, 16, 0)), height=56)


def close_button(on_close: Action, tip: str = "关闭（Esc）") -> Button:
    return button("", "quiet", "dismiss", tip=tip, on_click=on_close)
