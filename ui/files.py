# SPDX-License-Identifier: MIT
"""Asking for a file's name, through functions that a test can replace; and opening a folder."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

SHEETS = "表格 (*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv *.et);;所有文件 (*)"
PLANS = "Word 或表格 (*.docx *.xlsx *.xls *.xlsb *.ods *.csv);;所有文件 (*)"


def ask_open(parent: QWidget, caption: str, kinds: str = SHEETS, folder: Path | None = None) -> Path | None:
    """The file the clerk chose, None when cancelled."""
    name, _kind = QFileDialog.getOpenFileName(parent, caption, str(folder or Path.home()), kinds)
    return Path(name) if name else None


def ask_save(parent: QWidget, caption: str, suggested: Path, kinds: str = SHEETS) -> Path | None:
    """Where to write; Qt has asked before an existing file is named."""
    name, _kind = QFileDialog.getSaveFileName(parent, caption, str(suggested), kinds)
    return Path(name) if name else None


def open_folder(path: Path) -> None:
    """Show a file's folder, or a folder, in the desktop's own file manager."""
    folder = path if path.is_dir() else path.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def open_file(path: Path) -> None:
    """Show a file in the program that the desktop opens it with."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
