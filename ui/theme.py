# SPDX-License-Identifier: MIT
"""Colours, measures and fonts from tokens.json, as a style sheet, a palette and look-ups for widgets that paint themselves."""

import json
import re
import sys
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui.fonts import ui_families
from unionoffice.resources import resource

MODES = ("system", "light", "dark")
ROW_SIZES = ("row", "rowCompact")


class Theme(QObject):
    """The look in force. Widgets that keep tinted pixmaps connect to ``changed``; those that paint need not."""

    changed = Signal()
    rows_changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._tokens: dict[str, Any] = json.loads(resource("tokens.json").read_text("utf-8"))
        self._template = resource("style.qss").read_text("utf-8")
        self._colors: dict[str, QColor] = {}
        self._mode = "system"
        self._row_size = "row"
        self._families = ui_families(self._tokens["type"]["family"], self._tokens["type"]["rareFallback"])
        self.dark = self._wants_dark()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    # looking up

    def hex(self, name: str) -> str:
        """The colour token as ``#RRGGBB``; an unknown name is a bug and raises KeyError."""
        value: str = self._tokens["dark" if self.dark else "light"][name]
        return value

    def color(self, name: str) -> QColor:
        """The colour of a token. Each is made once: a table asks for hundreds after every key; look, do not change it."""
        value = self.hex(name)
        if value not in self._colors:
            self._colors[value] = QColor(value)
        return self._colors[value]

    def size(self, name: str) -> int:
        """A measure of tokens.json ``size`` or ``space`` in device-independent pixels."""
        sizes = self._tokens["size"]
        value: int = sizes[name] if name in sizes else self._tokens["space"][name]
        return value

    def motion(self, name: str) -> int:
        value: int = self._tokens["motion"][name]
        return value

    def font(self, role: str = "body", *, bold: bool | None = None, strike: bool = False) -> QFont:
        """The font of a text role; ``bold`` overrides the role's weight."""
        kind = self._tokens["type"][role]
        weight = kind["weight"] if bold is None else (600 if bold else 400)
        return make_font(tuple(self._families), kind["px"], weight, strike)

    @property
    def row_height(self) -> int:
        return self.size(self._row_size)

    # choosing

    @property
    def mode(self) -> str:
        return self._mode

    def set_mode(self, mode: str) -> None:
        """``system`` follows the desktop; ``light`` and ``dark`` are the clerk's own choice."""
        if mode not in MODES:
            raise ValueError(mode)
        self._mode = mode
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(schemes.get(mode, Qt.ColorScheme.Unknown))
        self._follow_system()

    @property
    def row_size(self) -> str:
        return self._row_size

    def set_row_size(self, row_size: str) -> None:
        """``row`` (标准) or ``rowCompact`` (紧凑)."""
        if row_size not in ROW_SIZES:
            raise ValueError(row_size)
        if row_size != self._row_size:
            self._row_size = row_size
            self.rows_changed.emit()

    # applying

    def apply(self) -> None:
        """Give the application font, palette and style sheet, then tell the widgets."""
        self._app.setFont(self.font())
        self._app.setPalette(self._palette())
        self._app.setStyleSheet(self.sheet())
        self.changed.emit()

    def sheet(self) -> str:
        return re.sub(r"@(\w+)", lambda found: self.hex(found[1]), re.sub(r"/\*.*?\*/", "", self._template, flags=re.DOTALL))

    def _wants_dark(self) -> bool:
        if self._mode != "system":
            return self._mode == "dark"
        return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _follow_system(self) -> None:
        dark = self._wants_dark()
        if dark != self.dark:
            self.dark = dark
            self.apply()

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        names = {
            role.Window: "bg", role.WindowText: "text", role.Base: "surface", role.AlternateBase: "subtle",
            role.Text: "text", role.Button: "surface", role.ButtonText: "text", role.ToolTipBase: "raised",
            role.ToolTipText: "text", role.Highlight: "accent", role.HighlightedText: "onAccent",
            role.PlaceholderText: "text3", role.Link: "accent", role.LinkVisited: "accent", role.Mid: "lineStrong",
            role.Light: "surface", role.Midlight: "line", role.Dark: "control", role.Shadow: "control",
        }  # fmt: skip
        palette = QPalette()
        for which, name in names.items():
            palette.setColor(which, self.color(name))
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self.color("text3"))
        return palette


@lru_cache(maxsize=64)
def make_font(families: tuple[str, ...], pixels: int, weight: int, strike: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setStrikeOut(strike)
    if sys.platform != "win32":
        font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


_theme: Theme | None = None


def install(app: QApplication) -> Theme:
    """Dress the application; call once, before the first window. A second call re-uses what is there."""
    global _theme
    if _theme is None or _theme.parent() is not app:
        if app.style().objectName() != "fusion":
            app.setStyle("Fusion")
        _theme = Theme(app)
        _theme.apply()
    return _theme


def theme() -> Theme:
    """The theme in force; :func:`install` must have run."""
    if _theme is None:
        raise RuntimeError("ui.theme.install(app) has not run")
    return _theme
