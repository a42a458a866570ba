# SPDX-License-Identifier: MIT
"""Visits on paper and in files: form 13 in the preview, the year's ledger in the exports folder."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir

from ui import files, messages
from ui.desk import Desk
from ui.jobs import run_job
from ui.messages import Question
from unionoffice.aid import visits_papers, visits_queries
from unionoffice.errors import OfficeError
from unionoffice.kit.files import free_name, safe_name
from unionoffice.progress import Progress

CANCEL_PAPER = "取消后不出预览，数据不变。"
CANCEL_FILE = "取消后不留半截文件，数据不变。"


class VisitPapers(QObject):
    """Draws and writes off the GUI thread. What leaves in full is noted first."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._folder = QTemporaryDir()

    def print_visits(self, visit_ids: Sequence[int]) -> None:
        """Form 13 of these visits, two to a page."""
        office, ids = self._desk.office, list(visit_ids)
        try:
            with office.work("打印走访登记表") as work:
                visits_papers.look(work, ids, "打印走访登记表")
                papers = visits_papers.visit_papers(work.session, ids)
        except OfficeError as problem:
            messages.error(problem)
            return
        title = f"走访登记表 {papers[0].texts['visit_no']}" if len(papers) == 1 else f"走访登记表 {len(papers)} 次"
        path = Path(self._folder.filePath(safe_name(f"{title}.pdf")))

        def draw(progress: Progress) -> list[str]:
            from unionoffice.aid.visits_forms import visits_pdf  # brings ReportLab

            return visits_pdf(path, papers, office.settings, progress)

        def show(warnings: list[str]) -> None:
            self._desk.preview(path, title)
            if warnings:
                messages.warning(warnings[0])

        run_job(f"正在排版{title}", draw, show, cancel_text=CANCEL_PAPER, owner=self)

    def export_ledger(self, year: int, *, full: bool = False) -> None:
        """The year's ledger with its counts; in full only for a purpose that is asked for and noted."""
        office = self._desk.office
        if full and not self._noted(year):
            return

        def write(progress: Progress) -> Path:
            from unionoffice.aid.visits_sheets import ledger_book
            from unionoffice.sheets.writing import report_file_name, write_workbook

            name = report_file_name(office.settings.union_name, str(year), "走访台账", office.today())
            with office.read() as session:
                book = ledger_book(session, year, office.settings, office.today(), full=full)
            return write_workbook(free_name(office.exports / name), book, progress)

        def done(path: Path) -> None:
            said = "含病种和诉求" if full else "病种、科室和诉求已隐去"
            messages.info(f"已导出 {year} 年走访台账，{said}", "打开文件夹", lambda: files.open_folder(path))

        run_job("正在导出走访台账", write, done, cancel_text=CANCEL_FILE, owner=self)

    def _noted(self, year: int) -> bool:
        question = Question(
            f"导出完整的 {year} 年走访台账？",
            "表里会有病种、科室和诉求，请只交给要用的人，用完删除。用途和行数会记入审计。",
            yes="导出完整台账", no="不导出", reason="用途",
        )  # fmt: skip
        answer = messages.ask(question)
        if answer is None:
            return False
        office = self._desk.office
        try:
            with office.work("导出走访台账") as work:
                rows = len(visits_queries.year_ids(work.session, year))
                visits_papers.note_ledger(work, year, rows, answer.reason)
        except OfficeError as problem:
            messages.error(problem)
            return False
        return True
