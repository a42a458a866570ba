# SPDX-License-Identifier: MIT
"""What a clerk types into: line, search box, drop-down, tick box, and the form row that labels and judges a field."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QListView, QPlainTextEdit, QWidget

from ui import icons
from ui.theme import theme
from ui.widgets import ElidedLabel, column, hidden_unless, kbd, label, restyle, row, set_tone

SEARCH_WAIT_MS = 0  # keys that are already waiting are taken in first
SEARCH_LEAST = 160  # below this its words cannot be read


def line_edit(
    text: str = "", placeholder: str = "", *, width: int = 0, right: bool = False, read_only: bool = False
) -> QLineEdit:
    made = QLineEdit(text)
    made.setPlaceholderText(placeholder)
    made.setReadOnly(read_only)
    if right:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if width:
        made.setFixedWidth(width)
    return made


def text_area(text: str = "", placeholder: str = "", *, lines: int = 3) -> QPlainTextEdit:
    """Several lines of text; Tab leaves it as it leaves every field."""
    made = QPlainTextEdit(text)
    made.setPlaceholderText(placeholder)
    made.setTabChangesFocus(True)
    made.setFixedHeight(made.fontMetrics().lineSpacing() * lines + 18)
    return made


class SearchBox(QLineEdit):
    """Search as you type: ``searched`` comes once no more keys are waiting; Esc empties; Down asks for the table."""

    searched = Signal(str)
    down_pressed = Signal()

    def __init__(self, placeholder: str, width: int = 0, hint: str = "Ctrl+F") -> None:
        super().__init__()
        self.setProperty("kind", "search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._wanted = 0
        if width:
            self.set_width(width)
        self._hint = kbd(hint)
        self._hint.setParent(self)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._wait = QTimer(self, singleShot=True, interval=SEARCH_WAIT_MS)
        self._wait.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textChanged.connect(self._typed)

    def set_width(self, width: int) -> None:
        """So wide where there is room; in a narrow window it gives way to the chips beside it."""
        self._wanted = width
        self.setMaximumWidth(width)
        self.setMinimumWidth(min(width, SEARCH_LEAST))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self._wanted or hint.width(), hint.height())

    def focus_all(self) -> None:
        """What Ctrl+F does."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _typed(self, text: str) -> None:
        self._hint.setVisible(not text)
        self._wait.start()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z is the page's where there is nothing here to take back."""
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and event.text():
            event.ignore()  # a button's letter that this page does not have: Qt would type it
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.adjustSize()
        width = self._hint.width()
        self.setTextMargins(0, 0, width + 4, 0)
        self._hint.move(self.width() - width - 8, (self.height() - self._hint.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).drawPixmap(11, (self.height() - 16) // 2, icons.pixmap("search", 16, "text2"))


class ComboBox(QComboBox):
    """A drop-down with our arrow; the wheel does not change it while the clerk scrolls the form."""

    def __init__(self, choices: Sequence[tuple[object, str]] = ()) -> None:
        super().__init__()
        view = QListView()
        self.setView(view)
        view.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(12)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """(value, text) pairs; the chosen value stays chosen when it is still there."""
        chosen = self.currentData()
        self.blockSignals(True)
        self.clear()
        for value, text in choices:
            self.addItem(text, value)
        self.blockSignals(False)
        self.choose(chosen)

    def choose(self, value: object) -> None:
        for index in range(self.count()):
            if self.itemData(index) == value:
                self.setCurrentIndex(index)
                return

    def wheelEvent(self, event: QEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tone = "text2" if self.isEnabled() else "text3"
        QPainter(self).drawPixmap(self.width() - 25, (self.height() - 16) // 2, icons.pixmap("chevron_down", 16, tone))


class CheckBox(QCheckBox):
    """A tick box in the tokens' colours; the label is part of what can be clicked."""

    BOX = 16

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text().replace("&", "")) + 4
        return QSize(self.BOX + (8 + width if self.text() else 2), 24)

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tick(painter, QRectF(1, (self.height() - 16) / 2, 16, 16), self.checkState(), enabled=self.isEnabled())
        text = self.rect().adjusted(self.BOX + 9, 0, 0, 0)
        painter.setPen(theme().color("text" if self.isEnabled() else "text3"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(text, int(flags), self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.drawRoundedRect(QRectF(0, (self.height() - 16) / 2 - 1, 18, 18), 4, 4)


def paint_tick(painter: QPainter, box: QRectF, state: Qt.CheckState, *, enabled: bool = True) -> None:
    """The 16 px box: empty, ticked or a dash for partly."""
    on = state != Qt.CheckState.Unchecked
    fill = ("accent" if enabled else "track") if on else "surface"
    painter.setPen(QPen(theme().color(fill if on else "control"), 1))
    painter.setBrush(theme().color(fill))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state == Qt.CheckState.Checked:
        mark = icons.pixmap("checkmark", 12, "onAccent" if enabled else "text3")
        painter.drawPixmap(round(box.left()) + 2, round(box.top()) + 2, mark)
    elif on:
        painter.fillRect(QRectF(box.left() + 4, box.center().y() - 1, 8, 2), theme().color("onAccent"))


class FormRow(QWidget):
    """Caption above, 必填 and help at its ends, the field, and below it what is wrong or worth knowing.

    ``field`` may be any widget; its state (error, warn) is set on the widget itself, or on its focus proxy.
    """

    def __init__(self, caption: str, field: QWidget, *, required: bool = False, help: str = "") -> None:
        super().__init__()
        self.field = field
        self._caption = label(caption, "caption")
        self._caption.setBuddy(field)
        self._required = hidden_unless(label("必填", "caption", "accent"), required)
        self._help = ElidedLabel(help, "caption")
        self._icon = icons.IconView("error_circle", 16, "danger")
        self._message = label("", "caption", wrap=True)
        self._below = QWidget()
        self._below.setLayout(row(column(self._icon, None), (self._message, 1), spacing=4))
        self._below.hide()
        head = row(self._caption, self._required, None, self._help, spacing=6)
        self.setLayout(column(head, field, self._below, spacing=4))
        field.setAccessibleName(caption)

    def set_caption(self, text: str) -> None:
        self._caption.setText(text)
        self.field.setAccessibleName(text)

    def set_help(self, text: str) -> None:
        self._help.setText(text)

    def set_required(self, required: bool) -> None:
        self._required.setVisible(required)

    def set_message(self, text: str, state: str = "error") -> None:
        """``state``: error (may not be saved so) or warn (may go on). An empty text clears."""
        if not text:
            self.clear_message()
            return
        tone = "danger" if state == "error" else "warn"
        self._icon.set_icon("error_circle" if state == "error" else "warning", tone)
        set_tone(self._message, tone)
        self._message.setText(text)
        self.field.setAccessibleDescription(text)
        self._below.show()
        self.mark(state)

    def clear_message(self) -> None:
        self._below.hide()
        self._message.setText("")
        self.field.setAccessibleDescription("")
        self.mark("")

    def message(self) -> str:
        return self._message.text()

    def state(self) -> str:
        return str(self._target().property("state") or "")

    def _target(self) -> QWidget:
        return self.field.focusProxy() or self.field

    def mark(self, state: str) -> None:
        """Colour the field's border without a sentence: error, warn, or '' for none."""
        if self.state() != state:
            restyle(self._target(), state=state)


class EnterMoves(QObject):
    """Installed on a form's fields: Enter goes to the next field; Ctrl+Enter in a text area stays a new line."""

    last_passed = Signal()

    def __init__(self, fields: Sequence[QWidget]) -> None:
        super().__init__()
        self._fields = list(fields)
        for field in self._fields:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._is_enter(event):
            return self._go_on(watched)
        return False

    @staticmethod
    def _is_enter(event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def _go_on(self, watched: QObject) -> bool:
        at = next((n for n, field in enumerate(self._fields) if field is watched), -1)
        for field in self._fields[at + 1 :]:
            if field.isVisible() and field.isEnabled():
                field.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        self.last_passed.emit()
        return True
