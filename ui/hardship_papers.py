# SPDX-License-Identifier: MIT
"""Hardship files on paper: the archive form, the application, the public notice, shown in the preview."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir

from ui import messages
from ui.desk import Desk
from ui.jobs import run_job
from unionoffice.aid import hardship_queries, hardship_rules
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.aid.hardship_settings import notice_days
from unionoffice.errors import OfficeError
from unionoffice.kit.files import safe_name
from unionoffice.progress import Progress

CANCEL = "取消后不出预览，数据不变。"
Draw = Callable[[Path, Progress], list[str]]


class HardshipPapers(QObject):
    """Draws off the GUI thread. Each paper with full numbers is noted before it is drawn."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._folder = QTemporaryDir()

    def print_case(self, case: HardshipCase) -> None:
        """Form 10, 困难职工档案表."""

        def draw(path: Path, progress: Progress) -> list[str]:
            from unionoffice.aid.hardship_forms import case_form
            from unionoffice.aid.hardship_papers import case_paper

            with self._desk.office.read() as session:
                paper = case_paper(session, case.id)
            return case_form(path, paper, self._desk.office.settings, progress)

        self._noted(case, "打印困难职工档案表", f"{case.title()} {case.full_name} 档案表", draw)

    def print_application(self, case: HardshipCase) -> None:
        """Form 1, 困难教职工补助申请审批表."""

        def draw(path: Path, _progress: Progress) -> list[str]:
            from unionoffice.aid.hardship_application import application_form
            from unionoffice.aid.hardship_papers import case_paper

            with self._desk.office.read() as session:
                paper = case_paper(session, case.id)
            return application_form(path, paper, self._desk.office.settings)

        self._noted(case, "打印补助申请审批表", f"{case.title()} {case.full_name} 申请审批表", draw)

    def print_notice(self, case_ids: Sequence[int]) -> None:
        """公示名单: name, unit, category, amount; no other field leaves the file, so nothing is noted."""
        office = self._desk.office

        def draw(path: Path, _progress: Progress) -> list[str]:
            from unionoffice.aid.hardship_notice import public_notice

            with office.read() as session:
                lines = hardship_queries.public_list(session, case_ids)
                cases = [session.get_one(HardshipCase, one) for one in case_ids]
                spans = [(one.notice_from, one.notice_to) for one in cases if one.notice_from and one.notice_to]
            today = office.today()
            first = min((one for one, _ in spans), default=today)
            last = max((one for _, one in spans), default=hardship_rules.notice_end(today, notice_days(office.settings)))
            return public_notice(path, lines, first, last, office.settings, day=first)

        self._draw("困难教职工名单公示", draw)

    def _noted(self, case: HardshipCase, what: str, title: str, draw: Draw) -> None:
        try:
            with self._desk.office.work("打印困难档案") as work:
                work.look(HardshipCase.kind(), case.id, what, "illness", "income")
        except OfficeError as problem:
            messages.error(problem)
            return
        self._draw(title, draw)

    def _draw(self, title: str, draw: Draw) -> None:
        path = Path(self._folder.filePath(safe_name(f"{title}.pdf")))

        def show(warnings: list[str]) -> None:
            self._desk.preview(path, title)
            if warnings:
                messages.warning(warnings[0] if len(warnings) == 1 else f"{warnings[0]}另有 {len(warnings) - 1} 处类似。")

        run_job(f"正在排版{title}", lambda progress: draw(path, progress), show, cancel_text=CANCEL, owner=self)
