# SPDX-License-Identifier: MIT
"""The photo on a form: shown small, chosen from a file, taken off; written together with the form."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImageReader, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ui import files, icons
from ui.charts import CENTER, write
from ui.theme import theme
from ui.widgets import button, column, label, link, row

SIZE = QSize(75, 105)  # 一寸: 5 to 7
KINDS = "照片 (*.jpg *.jpeg *.png)"


def load_photo(path: Path, size: QSize) -> QPixmap:
    """The picture, scaled to fill ``size`` as its camera held it; a null pixmap where it cannot be read."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.isValid() and max(whole.width(), whole.height()) > 4000:
        reader.setScaledSize(whole.scaled(2000, 2000, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return QPixmap()
    mode, smooth = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    filled = image.scaled(size, mode, smooth)
    left, top = (filled.width() - size.width()) // 2, (filled.height() - size.height()) // 2
    return QPixmap.fromImage(filled.copy(left, top, size.width(), size.height()))


class PhotoBox(QWidget):
    """The picture in its frame, or a person's outline."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(SIZE)
        self.pixmap = QPixmap()
        self.setAccessibleName("照片")

    def show_file(self, path: Path | None) -> bool:
        """False where there is a file that is no picture."""
        self.pixmap = load_photo(path, SIZE * self.devicePixelRatioF()) if path else QPixmap()
        self.pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.update()
        return path is None or not self.pixmap.isNull()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme().color("lineStrong"))
        if self.pixmap.isNull():
            painter.setBrush(theme().color("subtle"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.drawPixmap((self.width() - 20) // 2, 32, icons.pixmap("person", 20, "text3"))
            write(painter, self.rect().adjusted(0, 58, 0, -24).toRectF(), "一寸照片", "text3", "caption", CENTER)
            return
        painter.drawPixmap(0, 0, self.pixmap)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PhotoField(QWidget):
    """``stored`` is the kept file. ``chosen`` is what the form writes: a path, None to take it off, '' for no change."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.stored: Path | None = None
        self.chosen: Path | str | None = ""
        self.box = PhotoBox()
        self._said = label("", "caption", "danger", wrap=True)
        self.choose_button = button("选照片", icon="folder_open", on_click=self._ask)
        self._off = link("去掉照片", self.take_off)
        words = label("JPG 或 PNG，5 MB 以内，印在会员登记表上", "caption", wrap=True)
        side = column(words, row(self.choose_button, self._off, None), self._said, None, spacing=6)
        self.setLayout(row(self.box, (side, 1), spacing=12))
        self._show()

    def set_stored(self, path: Path | None) -> None:
        self.stored, self.chosen = path, ""
        self._show()

    def raw(self) -> str | None:
        """For the draft: the chosen file's path; '' = unchanged, None = taken off."""
        return None if self.chosen is None else str(self.chosen)

    def restore(self, raw: str | None) -> None:
        self.chosen = Path(raw) if raw else raw
        self._show()

    def choose(self, path: Path) -> None:
        """Take this file; one that is no picture is refused on the spot."""
        if not PhotoBox.show_file(self.box, path):
            self._show()
            self._said.setText(f"“{path.name}”打不开，不是照片或已损坏。请另选一张。")
            return
        self.chosen = path
        self._show()
        self.edited.emit()

    def take_off(self) -> None:
        self.chosen = None if self.stored else ""
        self._show()
        self.edited.emit()

    def _ask(self) -> None:
        path = files.ask_open(self, "选照片", KINDS)
        if path is not None:
            self.choose(path)

    def _show(self) -> None:
        path = self.stored if self.chosen == "" else self.chosen
        self._said.setText("")
        shown = Path(path) if path else None
        if not self.box.show_file(shown):
            self._said.setText("原来的照片打不开，可以另选一张。")
        self._off.setVisible(shown is not None)
