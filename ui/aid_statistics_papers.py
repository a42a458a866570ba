# SPDX-License-Identifier: MIT
"""The aid statistics as a workbook and on paper, drawn off the GUI thread."""

from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir

from ui import files, messages
from ui.desk import Desk
from ui.exporting import CANCEL_EXPORT, CANCEL_PAPER
from ui.jobs import run_job
from unionoffice.aid.statistics_dimensions import DIMENSIONS
from unionoffice.aid.statistics_queries import Asked, StatTable
from unionoffice.progress import Progress
from unionoffice.sheets.exporting import ExportResult
from unionoffice.sheets.writing import report_file_name


class StatisticsPapers(QObject):
    """What is previewed lies in a folder that goes away with its owner."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._folder = QTemporaryDir()

    def _title(self, key: str) -> str:
        return self._desk.office.settings.say(DIMENSIONS[key].title)

    def export(self, asked: Asked, key: str, second: str) -> None:
        """The table by ``key``, by ``second`` as well where they are crossed, with formulas."""
        office, title = self._desk.office, self._title(key)

        def write(progress: Progress) -> ExportResult:
            from unionoffice.aid.statistics_sheets import export_statistics, statistics_name

            name = report_file_name(office.settings.union_name, office.today(), statistics_name(asked, title), office.today())
            with office.read() as session:
                return export_statistics(
                    session, key, asked, Path(office.exports, name), settings=office.settings, today=office.today(),
                    progress=progress, column_key=second,
                )  # fmt: skip

        def done(made: ExportResult) -> None:
            messages.info(f"已导出 {made.rows:,} 人次的统计", "打开文件夹", lambda: files.open_folder(made.path))

        run_job(
            "正在导出帮扶统计", write, done, cancel_text=CANCEL_EXPORT, owner=self,
            retry=lambda: self.export(asked, key, second),
        )  # fmt: skip

    def print_table(self, table: StatTable) -> None:
        """The table by one dimension as a PDF in the preview, on one page where it has room."""
        office, title = self._desk.office, self._title(table.dimension.key)
        path = Path(self._folder.filePath("statistics.pdf"))

        def draw(progress: Progress) -> list[str]:
            from unionoffice.aid.statistics_form import statistics_pdf

            return statistics_pdf(path, table, title, office.settings, office.today(), progress)

        def shown(warnings: list[str]) -> None:
            self._desk.preview(path, f"帮扶统计（按{title}）")
            if warnings:
                messages.warning(warnings[0])

        run_job("正在排版帮扶统计", draw, shown, cancel_text=CANCEL_PAPER, owner=self)
