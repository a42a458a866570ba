# SPDX-License-Identifier: MIT
"""The few dialogs there are: a question about what cannot be undone, an error to act on, a bug to report."""

import platform
import traceback

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui import icons
from ui.fields import FormRow, line_edit
from ui.messages import Action, Answer, Question
from ui.widgets import Button, Part, button, column, hidden_unless, label, link, row
from unionoffice.errors import OfficeError

WIDTH = 440


class Sheet(QDialog):
    """A dialog of our own look: no icon strip, text wraps at 440 px, buttons at the lower right."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)

    def fill(self, *parts: Part) -> None:
        layout: QLayout = column(*parts, margins=(20, 16, 20, 16), spacing=12)
        self.setLayout(layout)
        self.setMinimumWidth(WIDTH)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        layout = self.layout()
        if isinstance(layout, QVBoxLayout) and layout.hasHeightForWidth():
            return QSize(WIDTH, layout.totalHeightForWidth(WIDTH))
        return QSize(max(WIDTH, hint.width()), hint.height())


class QuestionDialog(Sheet):
    """Answers with :attr:`answer`; the verb button stays off until a required reason is typed."""

    def __init__(self, parent: QWidget | None, question: Question) -> None:
        super().__init__(parent, question.title)
        self.answer: Answer | None = None
        self._reason = line_edit()
        self._row = hidden_unless(FormRow(question.reason, self._reason, required=True), bool(question.reason))
        self._asks_reason = bool(question.reason)
        self.no = button(question.no, on_click=self.reject)
        self.yes = button(question.yes, "danger" if question.danger else "primary", on_click=self._agree)
        self.fill(
            label(question.title, "section", wrap=True),
            label(question.text, wrap=True),
            self._row,
            row(None, self.no, self.yes),
        )
        self._reason.returnPressed.connect(self._agree)
        (self._reason if self._asks_reason else self.no).setFocus()

    def type_reason(self, text: str) -> None:
        self._reason.setText(text)

    def _agree(self) -> None:
        reason = self._reason.text().strip()
        if self._asks_reason and not reason:
            self._row.set_message(f"请写明{self._row.field.accessibleName()}，会留在记录里。")
            self._reason.setFocus()
            return
        self.answer = Answer(reason)
        self.accept()


def headline(error: OfficeError, title: str) -> tuple[str, str]:
    """The bold line and the rest: the caller's title, or the first sentence when there are several."""
    sentence = error.sentence.strip()
    if title:
        return title, sentence
    first, mark, rest = sentence.partition("。")
    return (first, rest) if mark and rest else (sentence, "")


class ErrorDialog(Sheet):
    """What happened in bold, what to do under it; 重试 when the caller can try again.

    The detail is for whoever looks after the program, in the machine's words: it is shown when asked for.
    """

    def __init__(self, parent: QWidget | None, error: OfficeError, title: str, retry: Action | None) -> None:
        super().__init__(parent, "没有做成")
        self.wants_retry = False
        bold, rest = headline(error, title)
        words: list[Part] = [label(bold, "strong", "danger", wrap=True)]
        if rest:
            words.append(label(rest, wrap=True, selectable=True))
        self._detail = hidden_unless(label(error.detail, "caption", wrap=True, selectable=True), False)
        words.append(self._detail)
        self._more = hidden_unless(link("查看细节", self._show_detail), bool(error.detail))
        body = row(column(icons.IconView("error_circle", 16, "danger"), None, margins=(0, 2, 0, 0)), (column(*words, spacing=4), 1))
        self.close_button = button("知道了", "plain" if retry else "primary", on_click=self.reject)
        self.retry_button = hidden_unless(button("重试", "primary", key="R", on_click=self._retry), retry is not None)
        self.fill(body, row(self._more, None, self.close_button, self.retry_button))
        (self.retry_button if retry else self.close_button).setFocus()

    def _show_detail(self) -> None:
        self._detail.show()
        self._more.hide()
        self.adjustSize()

    def _retry(self) -> None:
        self.wants_retry = True
        self.accept()


class BugDialog(Sheet):
    """Says that nothing written was lost and offers the details for whoever looks after the program."""

    def __init__(self, parent: QWidget | None, error: BaseException) -> None:
        super().__init__(parent, "程序出错")
        self.details = bug_details(error)
        self._text = QPlainTextEdit(self.details)
        self._text.setReadOnly(True)
        self._text.setFixedHeight(160)
        self._text.hide()
        self.copy_button: Button = button("复制详情", "plain", "copy", key="C", on_click=self.copy)
        self.close_button = button("关闭", "primary", on_click=self.reject)
        self._more = link("查看详情", self._show_details)
        self.fill(
            row(column(icons.IconView("error_circle", 16, "danger"), None, margins=(0, 2, 0, 0)), (self._words(), 1)),
            self._text,
            row(self._more, None, self.copy_button, self.close_button),
        )
        self.close_button.setFocus()

    @staticmethod
    def _words() -> QLayout:
        return column(
            label("程序出错，刚才的操作没有做完", "strong", "danger", wrap=True),
            label("已写入的数据没有丢，这次错误已记在日志里。请点“复制详情”，粘贴给维护程序的人，再重做一次。", wrap=True),
            spacing=4,
        )

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)
        self.copy_button.set_text("已复制")

    def _show_details(self) -> None:
        self._text.show()
        self._more.hide()
        self.adjustSize()


def bug_details(error: BaseException) -> str:
    """The traceback with what is needed to repeat it; no data of the office."""
    trace = "".join(traceback.format_exception(error))
    return f"UnionOffice, Python {platform.python_version()}, {platform.platform()}\n\n{trace}"
