# SPDX-License-Identifier: MIT
"""The plan on paper and in files: the two printed sheets in the preview, the workbook, the empty Word form."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir

from ui import files, messages
from ui.desk import Desk
from ui.jobs import run_job
from unionoffice.errors import OfficeError
from unionoffice.kit.files import free_name
from unionoffice.plan import forms, progress_queries, sheets
from unionoffice.plan.queries import PlanTree
from unionoffice.plan.sample import SAMPLE_FILE, write_plan_docx
from unionoffice.progress import Progress
from unionoffice.sheets.writing import report_file_name, write_workbook

Draw = Callable[[Path, Progress], list[str]]


class PlanPapers(QObject):
    """Draws off the GUI thread. What is previewed lies in a folder that goes away with the page."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._folder = QTemporaryDir()

    def print_plan(self, plan: PlanTree) -> None:
        """工作安排表 as issued."""
        settings = self._desk.office.settings
        self._draw(plan, "工作安排表", lambda path, progress: forms.plan_sheet(path, plan, settings, progress))

    def print_tracker(self, plan: PlanTree) -> None:
        """工作安排表 with 完成情况 and 未完成原因."""
        office = self._desk.office

        def draw(path: Path, progress: Progress) -> list[str]:
            with office.read() as session:
                notes = progress_queries.latest_progress(session, plan.year, plan.day)
            return forms.tracker_sheet(path, plan, notes, office.settings, progress)

        self._draw(plan, "工作安排完成情况表", draw)

    def _draw(self, plan: PlanTree, title: str, draw: Draw) -> None:
        path = Path(self._folder.filePath(f"{plan.year} 年{title}.pdf"))

        def shown(warnings: list[str]) -> None:
            self._desk.preview(path, path.stem)
            if warnings:
                messages.warning("；".join(warnings))

        run_job(f"正在排版{title}", lambda progress: draw(path, progress), shown, owner=self)

    def export(self, plan: PlanTree) -> None:
        """The plan with its progress as a workbook in the office's exports folder."""
        office = self._desk.office
        name = report_file_name(office.settings.union_name, f"{plan.year}年", "工作计划", office.today())

        def work(progress: Progress) -> Path:
            with office.read() as session:
                notes = progress_queries.latest_progress(session, plan.year, plan.day)
            return write_workbook(office.exports / name, sheets.plan_book(plan, notes, office.settings), progress)

        def done(path: Path) -> None:
            messages.info(f"已导出 {len(plan.tasks)} 项任务", "打开文件夹", lambda: files.open_folder(path))

        run_job("正在导出工作计划", work, done, owner=self, retry=lambda: self.export(plan))

    def save_template(self) -> None:
        """The sample plan as a Word file in the exports folder, to be overwritten with one's own words."""
        try:
            path = write_plan_docx(free_name(self._desk.office.exports / SAMPLE_FILE))
        except OfficeError as error:
            messages.error(error, retry=self.save_template)
        else:
            messages.info(f"已存为 {path.name}", "打开文件夹", lambda: files.open_folder(path))
