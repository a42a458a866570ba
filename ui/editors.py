# SPDX-License-Identifier: MIT
"""Field type → widget: every editor gives what was typed as raw text and shows a value of its field."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.fields import ComboBox
from ui.picker import Option, Picker
from unionoffice.kit import pinyin
from unionoffice.kit.codes import CodeList
from unionoffice.kit.describe import Field
from unionoffice.kit.fields import Choice, Day, FieldType, Link, Money, Text, Whole, YearMonth, YesNo

LONG_LIST = 12  # more choices than this are picked by typing
LONGEST_LIST = 20  # with those seldom wanted

LinkOptions = Callable[[Link], Sequence[Option]]


class Editor(Protocol):
    """What a form needs of an editor. ``raw`` is JSON and what the field's type parses; drafts keep it."""

    edited: Signal

    def raw(self) -> object: ...
    def show_value(self, value: Any) -> None: ...
    def restore(self, raw: Any) -> None: ...
    def widget(self) -> QWidget: ...


class LineEditor(QLineEdit):
    edited = Signal()

    def __init__(self, kind: FieldType, placeholder: str = "") -> None:
        super().__init__()
        self._type = kind
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(lambda _text: self.edited.emit())

    def raw(self) -> object:
        return self.text()

    def show_value(self, value: Any) -> None:
        self.setText(self._type.show(value))

    def restore(self, raw: Any) -> None:
        self.setText(str(raw))

    def widget(self) -> QWidget:
        return self


class AreaEditor(QPlainTextEdit):
    edited = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 18)
        self.textChanged.connect(self.edited.emit)

    def raw(self) -> object:
        return self.toPlainText()

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self):
            self.setPlainText(value or "")

    def restore(self, raw: Any) -> None:
        self.show_value(raw)

    def widget(self) -> QWidget:
        return self


class ChoiceEditor(ComboBox):
    """A short code list; the first entry is empty unless the field must be filled."""

    edited = Signal()

    def __init__(self, choices: Sequence[tuple[object, str]], required: bool) -> None:
        super().__init__([] if required else [("", "")])
        for value, text in choices:
            self.addItem(text, value)
        self.activated.connect(lambda _index: self.edited.emit())

    def raw(self) -> object:
        return self.currentData()

    def show_value(self, value: Any) -> None:
        if isinstance(value, bool):
            value = "是" if value else "否"
        self.choose("" if value is None else value)

    def restore(self, raw: Any) -> None:
        self.choose(raw)

    def widget(self) -> QWidget:
        return self


class PickEditor(Picker):
    """Links and long code lists: type Chinese, pinyin initials or a code. Half-typed text is judged when it is left."""

    edited = Signal()

    def __init__(self, find: Callable[[str], Sequence[Option]], by_value: Callable[[Any], Option | None]) -> None:
        super().__init__(find)
        self._find_option, self._by_value = find, by_value
        self.picked.connect(lambda _option: self.edited.emit())
        self.textEdited.connect(self._emptied)

    def _emptied(self, text: str) -> None:
        if not text:
            self.edited.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.chosen is None and self.text():
            self.edited.emit()

    def raw(self) -> object:
        """The chosen value; for a name typed in full its value; else the text, which the form then refuses."""
        if self.chosen:
            return self.chosen.value
        typed = self.text().strip()
        exact = [option for option in self._find_option(typed) if option.title == typed] if typed else []
        return exact[0].value if len(exact) == 1 else typed or None

    def show_value(self, value: Any) -> None:
        self.choose(None if value is None else self._by_value(value))

    def restore(self, raw: Any) -> None:
        option = self._by_value(raw)
        if option:
            self.choose(option)
        else:
            self.choose(None)
            self.setText(str(raw or ""))

    def widget(self) -> QWidget:
        return self


def make_editor(field: Field, link_options: LinkOptions) -> Editor:
    """The widget for one field. ``link_options`` lists what a link may point at."""
    kind = field.type
    if isinstance(kind, YesNo):
        return ChoiceEditor([("是", "是"), ("否", "否")], field.required)
    if isinstance(kind, Choice):
        return _choice(kind.codes, field.required)
    if isinstance(kind, Link):
        return link_editor(list(link_options(kind)))
    if isinstance(kind, Text) and kind.lines > 1:
        return AreaEditor(kind.lines)
    editor = LineEditor(kind, _placeholder(kind))
    if isinstance(kind, (Money, Whole)):
        editor.setAlignment(editor.alignment().AlignRight | editor.alignment().AlignVCenter)
    return editor


def _placeholder(kind: FieldType) -> str:
    if isinstance(kind, Day):
        return "例：2020-09-21"
    return "例：2020-09" if isinstance(kind, YearMonth) else ""


def _choice(codes: CodeList, required: bool) -> Editor:
    """Every code can be shown and chosen, the seldom wanted ones last: a stored one must not vanish in an edit."""
    common_first = sorted(codes, key=lambda code: not code.common)
    if sum(code.common for code in common_first) <= LONG_LIST and len(common_first) <= LONGEST_LIST:
        return ChoiceEditor([(code.code, code.name) for code in common_first], required)
    options = {code.code: Option(code.code, code.name, code.code) for code in codes}

    def find(typed: str) -> list[Option]:
        return [options[code.code] for code in codes.search(typed)]

    return PickEditor(find, lambda value: options.get(value))


def link_editor(options: list[Option]) -> Editor:
    """Over a list that fits in memory (branches, types): by any part of the name, its pinyin or its number."""
    keys = {id(option): typed_words(option) for option in options}
    by_value = {option.value: option for option in options}

    def find(typed: str) -> list[Option]:
        return [option for option in options if typed.lower() in keys[id(option)]]

    return PickEditor(find, lambda value: by_value.get(value))


def typed_words(option: Option) -> str:
    """What an option is found by a part of: its name, number, pinyin and initials, in small letters."""
    title = option.title
    return " ".join((title, option.number, *pinyin.all_initials(title), *pinyin.readings(title))).lower()
