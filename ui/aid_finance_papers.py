# SPDX-License-Identifier: MIT
"""The finance list and the bank's list as workbooks: what for is asked and noted before full numbers leave."""

from pathlib import Path

from PySide6.QtCore import QObject

from ui import files, messages
from ui.desk import Desk
from ui.jobs import run_job
from ui.messages import Question
from ui.standing import shows
from unionoffice.aid import finance_sheets
from unionoffice.aid.finance_queries import FinanceList
from unionoffice.errors import OfficeError
from unionoffice.sheets.writing import report_file_name, write_workbook

CANCEL = "取消后不留半截文件，数据不变。"


def ask_purpose(what: str) -> str:
    """What the full numbers are for; '' where the clerk does not go on, or does not see them."""
    if not (shows("bank_card") and shows("id_number")):
        return ""
    question = Question(
        f"导出{what}？", "里面有完整的账号或证件号码。用途会记在操作记录里。", yes="导出", no="不导出", reason="用途"
    )
    answer = messages.ask(question)
    return answer.reason if answer else ""


def export_list(desk: Desk, found: FinanceList, what: str, named: str, owner: QObject) -> None:
    """Write ``what`` (finance_sheets.DETAIL or BANK) into the exports folder; ``named`` goes into the file's name."""
    office = desk.office
    book = finance_sheets.bank_book if what == finance_sheets.BANK else finance_sheets.finance_book
    try:
        specs = book(found, office.settings, office.today())
    except OfficeError as problem:
        messages.error(problem)
        return
    purpose = ask_purpose(what)
    if not purpose:
        return
    with office.work(f"导出{what}") as work:
        finance_sheets.note_sent(work, what, found, purpose)
    name = report_file_name(office.settings.union_name, "", f"{named}{what}", office.today())
    run_job(
        f"正在导出{what}", lambda progress: write_workbook(office.exports / name, specs, progress), _said,
        cancel_text=CANCEL, owner=owner,
    )  # fmt: skip


def _said(path: Path) -> None:
    messages.info(f"已导出 {path.name}", "打开文件夹", lambda: files.open_folder(path))
