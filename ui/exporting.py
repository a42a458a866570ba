# SPDX-License-Identifier: MIT
"""The shown list as a workbook or on paper: rows and columns as on the screen, numbers masked unless asked for."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QTemporaryDir

from ui import files, messages
from ui.desk import Desk
from ui.jobs import run_job
from ui.standing import shows
from unionoffice.kit.register import Register
from unionoffice.kit.roles import EVERYTHING, Role, may_see
from unionoffice.members.giving_out import noted
from unionoffice.progress import Progress
from unionoffice.sheets.exporting import ExportResult, export_name, export_register, filter_text
from unionoffice.store import listing
from unionoffice.store.listing import Query

BLOCK = 400
Done = Callable[[ExportResult], object]
CANCEL_EXPORT = "取消后不留半截文件，数据不变。"
CANCEL_PAPER = "取消后不出预览，数据不变。"


def export_shown(desk: Desk, register: Register, query: Query, columns: Sequence[str]) -> None:
    """Write what the page shows into the office's exports folder; identity numbers, cards and mobiles are masked."""
    hidden = sensitive_labels(register, columns)

    def done(result: ExportResult) -> None:
        masked = f"，{hidden}已隐去中间几位" if hidden else ""
        _said(register, result, masked)

    _start(desk, register, query, columns, "", done)


def export_full(desk: Desk, register: Register, query: Query, columns: Sequence[str]) -> None:
    """The same with full numbers: asks what for, and audits purpose, rows, filter and the file's SHA-256."""
    hidden = sensitive_labels(register, columns, desk.office.role)
    if not hidden:
        kept = next((one.sensitive for one in register.pick(tuple(columns)) if one.sensitive), "")
        if shows(kept):  # masked columns, none of them for this role: it is told who sees them
            export_shown(desk, register, query, columns)
        return
    question = messages.Question(
        f"导出完整的{hidden}？",
        "表里会有完整号码，请只交给要用的人，用完删除。用途、行数和文件校验值会记入审计。",
        yes="导出完整号码", no="不导出", reason="用途",
    )  # fmt: skip
    answer = messages.ask(question)
    if answer is not None:
        _start(desk, register, query, columns, answer.reason, lambda result: _said(register, result, "，含完整号码"))


def sensitive_labels(register: Register, columns: Sequence[str], role: Role = EVERYTHING) -> str:
    """证件号码、银行卡号和手机: the shown columns that are masked and that a role may see; '' when there are none."""
    labels = [one.label for one in register.pick(tuple(columns)) if one.sensitive and may_see(one.sensitive, role)]
    return "和".join(["、".join(labels[:-1]), labels[-1]]) if len(labels) > 1 else "".join(labels)


def _start(
    desk: Desk, register: Register, query: Query, columns: Sequence[str], purpose: str, done: Done
) -> None:
    office = desk.office

    def write(progress: Progress) -> ExportResult:
        target = office.exports / export_name(register, office.settings, office.today())
        with office.read() as session:
            result = export_register(
                session, register, query, target, settings=office.settings, today=office.today(),
                progress=progress, columns=columns, unmask=bool(purpose),
            )  # fmt: skip
        return noted(office.work, register, result, purpose) if purpose else result

    run_job(
        f"正在导出{register.title}", write, done, cancel_text=CANCEL_EXPORT,
        retry=lambda: _start(desk, register, query, columns, purpose, done),
    )  # fmt: skip


def _said(register: Register, result: ExportResult, more: str) -> None:
    text = f"已导出 {result.rows:,} {register.unit}{more}"
    messages.info(text, "打开文件夹", lambda: files.open_folder(result.path))


@cache
def _paper() -> QTemporaryDir:
    """Where lists are drawn for the preview; Qt removes it when the program ends."""
    return QTemporaryDir()


def print_shown(desk: Desk, register: Register, query: Query, columns: Sequence[str]) -> None:
    """The shown list as a PDF in the preview, numbers masked; the clerk prints it from there."""
    office = desk.office
    path = Path(_paper().filePath(f"{register.kind}.pdf"))

    def draw(progress: Progress) -> list[str]:
        from unionoffice.printing.register_list import register_pdf

        with office.read() as session:
            ids = listing.ids(session, register, query)
            blocks = range(0, len(ids), BLOCK)
            records = [one for at in blocks for one in listing.rows(session, register.record, ids[at : at + BLOCK])]
            said = filter_text(session, register, query)
            return register_pdf(
                path, register, records, office.settings, day=office.today(), columns=columns, filter_text=said,
                progress=progress,
            )  # fmt: skip

    def show(warnings: list[str]) -> None:
        desk.preview(path, register.title)
        if warnings:
            messages.warning(warnings[0] if len(warnings) == 1 else f"{warnings[0]}另有 {len(warnings) - 1} 处类似。")

    run_job(f"正在排版{register.title}", draw, show, cancel_text=CANCEL_PAPER)
