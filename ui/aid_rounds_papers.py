# SPDX-License-Identifier: MIT
"""A round on paper and in files: sign-off sheets, all its vouchers in one PDF, the finance list, the bank's list."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from ui import files, messages
from ui.desk import Desk
from ui.jobs import run_job
from ui.messages import Question
from unionoffice.aid import actions, finance_sheets
from unionoffice.aid.finance_sheets import FinanceList
from unionoffice.aid.rounds_queries import RoundView, voucher_ids
from unionoffice.aid.vouchers import voucher_data
from unionoffice.errors import OfficeError
from unionoffice.kit.files import free_name, safe_name, write_atomically
from unionoffice.progress import Progress
from unionoffice.sheets.specs import SheetSpec
from unionoffice.sheets.writing import report_file_name, write_workbook

CANCEL = "取消后不留半截文件，数据不变。"
Drawing = Callable[[Path, Progress], Sequence[str]]
Book = Callable[[FinanceList], list[SheetSpec]]


class RoundPapers(QObject):
    """Draws and writes off the GUI thread, into the exports folder; full numbers leave only for a stated purpose."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk

    def print_sheet(self, view: RoundView, *, full: bool) -> None:
        """Form 3; the finance copy shows the accounts in full, so it is asked what for and noted."""
        office, name = self._desk.office, f"{view.title}签收表（{'财务联' if full else '留存联'}）"
        if full and not self._note("签收表财务联", view, self._purpose(name)):
            return

        def draw(path: Path, progress: Progress) -> Sequence[str]:
            from unionoffice.aid.rounds_forms import FINANCE, OFFICE, sign_off_pdf  # brings ReportLab

            return sign_off_pdf(path, view, FINANCE if full else OFFICE, office.settings, progress)

        self._draw(name, draw)

    def print_vouchers(self, view: RoundView) -> None:
        """Every voucher of the round that is not void, in the order of the sheet; each print is counted."""
        office, ids = self._desk.office, voucher_ids(view)

        def draw(path: Path, progress: Progress) -> Sequence[str]:
            from unionoffice.aid.forms import vouchers_pdf

            with office.work("打印批次凭证") as work:
                for one in ids:
                    actions.note_printed(work, one)
            with office.read() as session:
                data = voucher_data(session, ids)
            return vouchers_pdf(path, data, office.settings, progress)

        self._draw(f"{view.title}凭证", draw)

    def export_finance(self, view: RoundView) -> None:
        """慰问金发放明细 with its sums by account."""
        office = self._desk.office
        self._export("慰问金发放明细", view, lambda found: finance_sheets.finance_book(found, office.settings, office.today()))

    def export_bank(self, view: RoundView) -> None:
        """银行转账信息表."""
        office = self._desk.office
        self._export("银行转账信息表", view, lambda found: finance_sheets.bank_book(found, office.settings, office.today()))

    # what they share

    def _purpose(self, what: str) -> str:
        """'' where the clerk does not go on."""
        question = Question(
            f"导出{what}？", "里面有完整的账号或证件号码。用途会记在操作记录里。", yes="导出", no="不导出", reason="用途"
        )
        answer = messages.ask(question)
        return answer.reason if answer else ""

    def _note(self, what: str, view: RoundView, purpose: str) -> bool:
        if not purpose:
            return False
        with self._desk.office.work(f"导出{what}") as work:
            work.note("aid_round", view.id, 导出=what, 用途=purpose, 行数=len(view.counted))
        return True

    def _draw(self, name: str, draw: Drawing) -> None:
        target = self._desk.office.exports / safe_name(f"{name}.pdf")

        def write(progress: Progress) -> tuple[Path, list[str]]:
            said: list[str] = []
            return write_atomically(free_name(target), lambda path: said.extend(draw(path, progress))), said

        def show(drawn: tuple[Path, list[str]]) -> None:
            path, said = drawn
            self._desk.preview(path, name)
            if said:
                messages.warning(said[0])

        run_job(f"正在排版{name}", write, show, cancel_text=CANCEL, owner=self)

    def _export(self, what: str, view: RoundView, book: Book) -> None:
        office = self._desk.office
        try:
            with office.read() as session:
                found = finance_sheets.round_list(session, view.id, view.title)
            specs = book(found)
        except OfficeError as problem:
            messages.error(problem)
            return
        purpose = self._purpose(what)
        if not purpose:
            return
        with office.work(f"导出{what}") as work:
            finance_sheets.note_sent(work, what, found, purpose)
        name = report_file_name(office.settings.union_name, "", f"{view.title}{what}", office.today())
        run_job(
            f"正在导出{what}", lambda progress: write_workbook(office.exports / name, specs, progress), self._said,
            cancel_text=CANCEL, owner=self,
        )  # fmt: skip

    @staticmethod
    def _said(path: Path) -> None:
        messages.info(f"已导出 {path.name}", "打开文件夹", lambda: files.open_folder(path))
