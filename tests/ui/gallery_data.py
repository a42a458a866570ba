# SPDX-License-Identifier: MIT
"""Invented people and payments for the gallery and for tests of the table."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.table_paint import Look, Role

GREY = Look(tone="text2")
RIGHT, LEFT = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
Cell = str | tuple[str, Look]


class Rows(QAbstractTableModel):
    """Columns of (key, heading, width, alignment), cells of text or (text, look)."""

    def __init__(
        self, columns: Sequence[tuple[str, str, int, Qt.AlignmentFlag]], rows: Sequence[Sequence[Cell]]
    ) -> None:
        super().__init__()
        self.columns, self.rows = columns, [list(line) for line in rows]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.rows[index.row()][index.column()]
        text, look = cell if isinstance(cell, tuple) else (cell, None)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Role.LOOK:
            return look
        if role == Role.SORT:
            digits = text.replace(",", "").replace(".", "")
            return int(digits) if digits.isdigit() and "." in text else text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[index.column()][3] | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        key, heading, width, align = self.columns[section]
        answers: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: heading, Qt.ItemDataRole.TextAlignmentRole: align,
            Role.KEY: key, Role.WIDTH: width,
        }  # fmt: skip
        return answers.get(role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self.rows.sort(key=lambda line: str(line[column]), reverse=order == Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()


NAMES = "安建华 白雪莹 蔡文静 陈思远 程㛃 丁海燕 迪丽娜尔·艾山 方国强 高志明 郭佳宁 韩立新 何桂芳 黄晓东 贾春梅 李䶮 梁玉珍 刘淑英 马俊杰 孟繁星 潘丽君"
BRANCHES = (
    "机械工程学院", "外国语学院", "数学与统计学院", "化学与材料学院", "图书馆", "后勤服务集团", "民族教育学院", "保卫处",
    "土木工程学院", "生命科学学院",
)  # fmt: skip


def member_rows(count: int = 60) -> Rows:
    states: dict[int, Cell] = {16: ("保留会籍", Look("warn")), 11: ("待转出", Look("accent"))}
    names, rows = NAMES.split(), []
    for n in range(count):
        kind = ("在编", "劳务派遣", "博士后")[n % 3]
        line: list[Cell] = [
            f"100{10236 + n * 617:05}", (names[n % 20], Look(bold=n == 2)), ("男" if n % 2 else "女", GREY),
            BRANCHES[n % 10], kind, states.get(n, ("在册", GREY)), f"{1998 + n % 22}-0{n % 9 + 1}",
            (f"138****{4821 + n * 37 % 5000}", GREY),
        ]  # fmt: skip
        rows.append(line)
    columns = [
        ("staff", "工号", 92, LEFT), ("name", "姓名", 128, LEFT), ("sex", "性别", 56, LEFT),
        ("branch", "分工会", 0, LEFT), ("kind", "用工形式", 96, LEFT), ("state", "会籍", 92, LEFT),
        ("joined", "入会时间", 96, RIGHT), ("mobile", "手机", 128, RIGHT),
    ]  # fmt: skip
    return Rows(columns, rows)


def ledger() -> Rows:
    tones = {"已签收": "text2", "待审批": "accent", "待签收": "warn", "已作废": "danger"}
    states = ["待审批", "待签收", "已签收", "待签收", "已签收", "已作废"]
    rows: list[list[Cell]] = [
        [("签发时取号", Look("text3")), ("09-24", GREY), ("蔡文静", Look(bold=True)), "住院慰问", "1,000.00",
         ("草稿", Look("accent"))],
    ]  # fmt: skip
    for n in range(40):
        state = states[n] if n < 6 else "已签收"
        void = Look("text3", strike=True) if state == "已作废" else Look()
        rows.append([f"慰-{213 - n:04}", (f"09-{24 - n % 20:02}", GREY), NAMES.split()[n % 20], "直系亲属去世",
                     (f"{(n % 4 + 1) * 500:,}.00", void), (state, Look(tones[state]))])  # fmt: skip
    return Rows(
        [("no", "凭证号", 88, LEFT), ("day", "日期", 60, LEFT), ("name", "姓名", 0, LEFT), ("kind", "类型", 100, LEFT),
         ("amount", "金额（元）", 92, RIGHT), ("state", "状态", 68, LEFT)], rows,
    )  # fmt: skip
