# SPDX-License-Identifier: MIT
"""Puts a voucher on paper: the PDF goes into the office's exports folder and is shown in the window."""

from pathlib import Path

from PySide6.QtCore import QObject

from ui import messages
from ui.desk import Desk
from ui.jobs import run_job
from ui.standing import shows
from unionoffice.aid import actions
from unionoffice.aid.vouchers import VoucherData, voucher_data
from unionoffice.errors import OfficeError
from unionoffice.kit.files import safe_name, write_atomically
from unionoffice.progress import Progress


def print_voucher(desk: Desk, payment_id: int, owner: QObject) -> None:
    """Count the print, draw the voucher as a job and show it; what goes wrong is said and can be tried again."""
    if not shows("bank_card"):
        return
    try:
        with desk.office.work("打印凭证") as work:
            actions.note_printed(work, payment_id)
    except OfficeError as problem:
        messages.error(problem)
        return
    show_voucher(desk, payment_id, owner)


def show_voucher(desk: Desk, payment_id: int, owner: QObject) -> None:
    """Draw and show a voucher whose print has been counted."""

    def draw(progress: Progress) -> tuple[Path, VoucherData, list[str]]:
        # Here, because it brings ReportLab, which nothing else on the page needs.
        from unionoffice.aid.forms import vouchers_pdf

        with desk.office.read() as session:
            voucher = voucher_data(session, [payment_id])[0]
        sentences: list[str] = []

        def write(path: Path) -> None:
            sentences.extend(vouchers_pdf(path, [voucher], desk.office.settings))

        return write_atomically(desk.office.exports / file_name(voucher), write), voucher, sentences

    def show(drawn: tuple[Path, VoucherData, list[str]]) -> None:
        path, voucher, sentences = drawn
        desk.preview(path, f"凭证 {voucher.voucher_no}")
        for sentence in sentences:
            messages.warning(sentence)

    def failed(problem: BaseException) -> None:
        messages.show(problem, title="凭证没有印成，凭证号和记录没有丢", retry=lambda: show_voucher(desk, payment_id, owner))

    run_job("正在排版凭证", draw, show, failed, can_cancel=False, owner=owner)


def file_name(voucher: VoucherData) -> str:
    """慰-2020-0214 蔡文静.pdf; reprints and voided ones have names of their own."""
    marks = "作废" if voucher.voided else ""
    marks += f"补打{voucher.reprint}" if voucher.reprint else ""
    return safe_name(f"{voucher.voucher_no} {voucher.full_name}{f'（{marks}）' if marks else ''}.pdf")
