# SPDX-License-Identifier: MIT
"""A round on paper and in files: sign-off sheets, all its vouchers in one PDF, the finance list, the bank's list."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from ui import messages
from ui.aid_finance_papers import ask_purpose, export_list
from ui.desk import Desk
from ui.jobs import run_job
from ui.standing import shows
from unionoffice.aid import actions, finance_queries
from unionoffice.aid.finance_sheets import BANK, DETAIL
from unionoffice.aid.rounds_queries import RoundView, voucher_ids
from unionoffice.aid.vouchers import voucher_data
from unionoffice.errors import OfficeError
from unionoffice.kit.files import free_name, safe_name, write_atomically
from unionoffice.progress import Progress

CANCEL = "取消后不留半截文件，数据不变。"
Drawing = Callable[[Path, Progress], Sequence[str]]


class RoundPapers(QObject):
    """Draws and writes off the GUI thread, into the exports folder; full numbers leave only for a stated purpose."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk

    def print_sheet(self, view: RoundView, *, full: bool) -> None:
        """Form 3; the finance copy shows the accounts in full, so it is asked what for and noted."""
        office, name = self._desk.office, f"{view.title}签收表（{'财务联' if full else '留存联'}）"
        if full and not self._note("签收表财务联", view, ask_purpose(name)):
            return

        def draw(path: Path, progress: Progress) -> Sequence[str]:
            from unionoffice.aid.rounds_forms import FINANCE, OFFICE, sign_off_pdf  # brings ReportLab

            return sign_off_pdf(path, view, FINANCE if full else OFFICE, office.settings, progress)

        self._draw(name, draw)

    def print_vouchers(self, view: RoundView) -> None:
        """Every voucher of the round that is not void, in the order of the sheet; each print is counted."""
        if not shows("bank_card"):
            return
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
        self._export(DETAIL, view)

    def export_bank(self, view: RoundView) -> None:
        """银行转账信息表."""
        self._export(BANK, view)

    # what they share

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

    def _export(self, what: str, view: RoundView) -> None:
        try:
            with self._desk.office.read() as session:
                found = finance_queries.round_list(session, view.id, view.title)
        except OfficeError as problem:
            messages.error(problem)
            return
        export_list(self._desk, found, what, view.title, self)
