# SPDX-License-Identifier: MIT
"""What every start-up figure is measured against: a bare PySide6 window with a table."""

import sys
import time

from PySide6.QtCore import QAbstractTableModel, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


class Numbers(QAbstractTableModel):
    def rowCount(self, parent=None):
        return 2191

    def columnCount(self, parent=None):
        return 8

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return f"{index.row()}-{index.column()}" if role == Qt.ItemDataRole.DisplayRole else None


class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, done)
        return False


def done():
    print(f"trace first-paint {time.monotonic():.6f}", file=sys.stderr, flush=True)
    app.quit()


app = QApplication(sys.argv)
window, table, model, painted = QMainWindow(), QTableView(), Numbers(), Painted()
table.setModel(model)
window.setCentralWidget(table)
window.resize(1366, 720)
table.viewport().installEventFilter(painted)
window.show()
app.exec()
