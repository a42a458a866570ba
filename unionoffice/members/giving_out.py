# SPDX-License-Identifier: MIT
"""Files with full numbers: none leaves the office without a purpose and a trace."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from unionoffice.errors import FieldError
from unionoffice.kit.register import Register
from unionoffice.members.actions import note_export
from unionoffice.sheets.exporting import ExportResult
from unionoffice.store.work import Work

ACTION = "导出完整号码"
WorkOf = Callable[[str], AbstractContextManager[Work]]


def require_purpose(purpose: str) -> str:
    """The purpose without outer blanks. Raises FieldError when there is none; to be asked before the file is written."""
    if not purpose.strip():
        raise FieldError("请写明用途。完整号码只在写明用途后导出，并记入审计。没有导出。", field="purpose")
    return purpose.strip()


def noted(work_of: WorkOf, register: Register, made: ExportResult, purpose: str) -> ExportResult:
    """Audit a file that was written: who, filter, rows, SHA-256, purpose. Where that fails the file goes again.

    ``work_of`` is ``office.work``. Raises what it raises.
    """
    try:
        with work_of(ACTION) as work:
            note_export(work, register, made.rows, purpose, made.sha256, made.filter_text)
    except BaseException:
        made.path.unlink(missing_ok=True)
        raise
    return made
