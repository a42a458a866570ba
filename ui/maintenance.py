# SPDX-License-Identifier: MIT
"""备份与检查: back up now, put a backup back, and check that the data is whole."""

from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui import files, messages
from ui.desk import Desk
from ui.jobs import run_job
from ui.panels import PageHeader, section
from ui.standing import takes
from ui.widgets import button, clear_layout, column, frame, label, row, scroll
from unionoffice.kit.roles import Right
from unionoffice.store.backup import Backup, list_backups
from unionoffice.store.check import Problem

MOST_SHOWN = 12


class Maintenance(QWidget):
    """Backups with their ages, and the result of the last check."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.backup_button = button("立即备份", "primary", key="B", on_click=self.back_up)
        folder = button("打开备份文件夹", key="O", on_click=lambda: files.open_folder(desk.office.folder / "backups"))
        check = button("检查数据", key="K", on_click=self.check)
        header = PageHeader("备份与检查", buttons=[check, folder, self.backup_button])
        self._list: QVBoxLayout = column(spacing=4)
        self._found: QVBoxLayout = column(spacing=4)
        listed, found = frame(self._list), frame(self._found)
        card = frame(
            column(section("备份", listed), 8, section("检查结果", found), None, margins=(16, 12, 16, 12)), "card"
        )
        self.setLayout(column(header, (scroll(frame(row((card, 1), margins=(24, 0, 24, 8)))), 1), spacing=0))
        self._found.addWidget(label("还没有检查。检查只读，不改动数据。", "dim"))
        self._show_backups()

    def _show_backups(self) -> None:
        clear_layout(self._list)
        found = list_backups(self._desk.office.folder)
        if not found:
            self._list.addWidget(label("还没有备份。关闭窗口时，有改动就自动备份一次。", "dim"))
        for one in found[:MOST_SHOWN]:
            self._list.addLayout(self._line(one))
        if len(found) > MOST_SHOWN:
            self._list.addWidget(label(f"还有更早的 {len(found) - MOST_SHOWN} 份", "caption"))

    def _line(self, one: Backup) -> QVBoxLayout:
        restore = button("恢复", "quiet", on_click=partial(self.restore, one))
        restore.setAccessibleName(f"恢复 {one.at:%Y-%m-%d %H:%M} 的备份")
        size = one.path.stat().st_size / 1_000_000
        made = column(row(label(f"{one.at:%Y-%m-%d %H:%M}"), 16, label(f"{size:.1f} MB", "dim"), None, restore))
        return made

    def back_up(self) -> None:
        """Make a verified backup now."""

        def done(_path: object) -> None:
            self._show_backups()
            messages.info("已备份，并核对过可以打开")

        run_job("正在备份", lambda _progress: self._desk.office.backup(), done, can_cancel=False, owner=self)

    @takes(Right.MANAGE, "恢复备份")
    def restore(self, one: Backup) -> None:
        """Ask once, then put the backup back through the window, which reopens the office."""
        answer = messages.ask(messages.Question(
            f"恢复到 {one.at:%Y-%m-%d %H:%M} 的备份？",
            "这个时间之后的登记会从名册和台账里消失。现在的数据会先另存一份，放在备份文件夹里。",
            yes="恢复备份", no="不恢复", danger=True,
        ))  # fmt: skip
        if answer is not None:
            self._desk.restore(one.path)

    def check(self) -> None:
        """Check integrity, audit trail, numbers and sums; nothing is changed."""
        run_job("正在检查数据", lambda _progress: self._desk.office.check(), self._show_problems, can_cancel=False, owner=self)

    def _show_problems(self, problems: list[Problem]) -> None:
        clear_layout(self._found)
        if not problems:
            self._found.addWidget(label("数据完好：记录、修改记录、凭证号和金额都核对过。", tone="ok"))
        for one in problems:
            self._found.addWidget(self._problem(one))

    @staticmethod
    def _problem(one: Problem) -> QLabel:
        return label(one.sentence, tone="danger" if one.level == "error" else "warn", wrap=True, selectable=True)
