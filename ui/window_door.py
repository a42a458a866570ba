# SPDX-License-Identifier: MIT
"""The door of the real window. The dialogs are imported when one is needed, not before the first paint."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.messages import Action, Answer, Question
from ui.toast import Toast
from unionoffice.errors import OfficeError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


class WindowDoor:
    """The door of the real window: toasts over ``host``, dialogs over its window."""

    def __init__(self, host: QWidget) -> None:
        self._host = host
        self._toast: Toast | None = None
        self._bug_open = False

    @property
    def toast(self) -> Toast:
        """Made when something is first said."""
        if self._toast is None:
            self._toast = Toast(self._host)
        return self._toast

    def info(self, text: str, link: str, on_link: Action | None) -> None:
        self.toast.say(text, link_text=link, on_link=on_link)

    def warning(self, text: str, link: str, on_link: Action | None) -> None:
        self.toast.say(text, link_text=link, on_link=on_link, tone="warn")

    def ask(self, question: Question) -> Answer | None:
        from ui.dialogs import QuestionDialog

        dialog = QuestionDialog(self._host.window(), question)
        self._run(dialog)
        return dialog.answer

    def error(self, error: OfficeError, title: str, retry: Action | None) -> None:
        from ui.dialogs import ErrorDialog

        dialog = ErrorDialog(self._host.window(), error, title, retry)
        self._run(dialog)
        if dialog.wants_retry and retry is not None:
            retry()

    def bug(self, error: BaseException) -> None:
        """One at a time: an error inside painting would otherwise open a dialog per frame."""
        from ui.dialogs import BugDialog

        if self._bug_open:
            return
        self._bug_open = True
        try:
            self._run(BugDialog(self._host.window(), error))
        finally:
            self._bug_open = False

    @staticmethod
    def _run(dialog: "QDialog") -> None:
        dialog.exec()
        dialog.deleteLater()
