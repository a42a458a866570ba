# SPDX-License-Identifier: MIT
"""The dues on paper and in files: the reminder sheets in the preview, the workbooks in the exports folder."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from ui import files, messages
from ui.desk import Desk
from ui.jobs import run_job
from unionoffice.kit.files import free_name, write_atomically
from unionoffice.members.dues import sheets
from unionoffice.members.dues.queries import ArrearsLine, DueLine
from unionoffice.members.dues.rule import say_period
from unionoffice.progress import Progress
from unionoffice.sheets.specs import SheetSpec
from unionoffice.sheets.writing import report_file_name, write_workbook

CANCEL = "取消后不留半截文件，数据不变。"


class DuesPapers(QObject):
    """Draws and writes off the GUI thread."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk

    def print_reminders(self, behind: Sequence[ArrearsLine], until: str) -> None:
        """One sheet for each unit, in one PDF that lies in the exports folder and is shown in the window."""
        office, rows = self._desk.office, list(behind)
        if not rows:
            messages.info("没有欠缴的会员，不用催缴")
            return
        name = report_file_name(office.settings.union_name, _named(until), "会费催缴单", office.today())
        target = (office.exports / name).with_suffix(".pdf")

        def draw(progress: Progress) -> tuple[Path, list[str]]:
            from unionoffice.members.dues.forms import reminders_pdf  # brings ReportLab

            said: list[str] = []

            def write(path: Path) -> None:
                said.extend(
                    reminders_pdf(path, rows, until, office.settings, day=office.today(), progress=progress)
                )

            return write_atomically(free_name(target), write), said

        def show(drawn: tuple[Path, list[str]]) -> None:
            path, said = drawn
            self._desk.preview(path, f"会费催缴单 {say_period(until)}")
            if said:
                messages.warning(said[0])

        run_job("正在排版催缴单", draw, show, cancel_text=CANCEL, owner=self)

    def export_lines(self, lines: Sequence[DueLine], period: str) -> None:
        """The shown lines of a period: what finance deducts by."""
        office = self._desk.office
        specs = sheets.dues_book(lines, period, office.settings, office.today())
        self._write(specs, period, "会费明细", f"已导出 {len(lines):,} 笔")

    def export_arrears(self, behind: Sequence[ArrearsLine], until: str) -> None:
        """The shown people who are behind, summed by unit."""
        office = self._desk.office
        specs = sheets.arrears_book(behind, until, office.settings, office.today())
        self._write(specs, until, "会费欠缴名单", f"已导出 {len(behind):,} 人")

    def _write(self, specs: list[SheetSpec], period: str, what: str, said: str) -> None:
        office = self._desk.office
        name = report_file_name(office.settings.union_name, _named(period), what, office.today())

        def done(path: Path) -> None:
            messages.info(said, "打开文件夹", lambda: files.open_folder(path))

        run_job(
            f"正在导出{what}", lambda progress: write_workbook(office.exports / name, specs, progress), done,
            cancel_text=CANCEL, owner=self,
        )  # fmt: skip


def _named(period: str) -> str:
    """2020年12月, as file names have it."""
    return say_period(period).replace(" ", "")
