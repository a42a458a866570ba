# SPDX-License-Identifier: MIT
"""The dialogs behind the door: verbs, required reasons, retry, and details that can be copied."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs import BugDialog, ErrorDialog, QuestionDialog, headline
from ui.messages import Answer, Question
from ui.window_door import WindowDoor
from unionoffice.errors import OfficeError

VOID = Question(
    "作废凭证 慰-2020-0208？", "号码保留，不再使用。", "作废凭证", "不作废", danger=True, reason="作废原因"
)


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    yield made


def test_a_required_reason_has_to_be_typed(qtbot: QtBot) -> None:
    dialog = QuestionDialog(None, VOID)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.yes.click()
    assert dialog.answer is None and dialog._row.state() == "error" and "作废原因" in dialog._row.message()
    dialog.type_reason("  金额写错，重开 ")
    dialog.yes.click()
    assert dialog.answer == Answer("金额写错，重开")


def test_the_buttons_are_verbs_and_the_dangerous_one_is_not_solid(qtbot: QtBot) -> None:
    dialog = QuestionDialog(None, VOID)
    qtbot.addWidget(dialog)
    assert (dialog.yes.text(), dialog.no.text()) == ("作废凭证", "不作废")
    assert dialog.yes.property("kind") == "danger"
    assert not dialog.yes.isDefault() and not dialog.yes.autoDefault()


def test_esc_means_no(qtbot: QtBot) -> None:
    dialog = QuestionDialog(None, VOID)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.answer is None and dialog.result() == QDialog.DialogCode.Rejected


def test_the_first_of_several_sentences_is_the_headline() -> None:
    error = OfficeError("没有写成：文件正在 WPS 里打开。数据库没有改动。请先关闭，再点“重试”。")
    assert headline(error, "") == ("没有写成：文件正在 WPS 里打开", "数据库没有改动。请先关闭，再点“重试”。")
    assert headline(OfficeError("少一位，应为 18 位。"), "") == ("少一位，应为 18 位。", "")
    assert headline(error, "没有导出")[0] == "没有导出"


def test_an_error_offers_retry_only_when_there_is_one(qtbot: QtBot) -> None:
    plain = ErrorDialog(None, OfficeError("打不开。"), "", None)
    again = ErrorDialog(None, OfficeError("打不开。", detail="EACCES"), "", lambda: None)
    for dialog in (plain, again):
        qtbot.addWidget(dialog)
        dialog.show()
    assert not plain.retry_button.isVisible() and again.retry_button.isVisible()
    assert not again._detail.isVisible()  # the machine's words are there for who asks
    again._more.click()
    assert again._detail.isVisible() and not again._more.isVisible()
    again.retry_button.click()
    assert again.wants_retry


def test_the_details_of_a_bug_can_be_copied(qtbot: QtBot) -> None:
    try:
        raise ValueError("row 14")
    except ValueError as problem:
        dialog = BugDialog(None, problem)
    qtbot.addWidget(dialog)
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "ValueError: row 14" in copied and "test_dialogs.py" in copied and "Python" in copied


def answer_with(action: str) -> None:
    """Press a button of the dialog that is about to open."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        getattr(dialog, action).click()

    QTimer.singleShot(50, press)


def test_the_door_returns_what_was_answered(host: QWidget) -> None:
    door = WindowDoor(host)
    answer_with("yes")
    assert door.ask(Question("删除？", "这一行没有用过。", "删除")) == Answer("")
    answer_with("no")
    assert door.ask(VOID) is None


def test_the_door_retries_after_the_dialog_has_gone(host: QWidget) -> None:
    tries: list[bool] = []
    answer_with("retry_button")
    WindowDoor(host).error(OfficeError("没有写成。"), "", lambda: tries.append(QApplication.activeModalWidget() is None))
    assert tries == [True]


def test_a_second_bug_while_one_is_shown_opens_nothing(host: QWidget) -> None:
    door, shown = WindowDoor(host), []

    def second() -> None:
        door.bug(ValueError("second"))
        shown.append(len([one for one in QApplication.topLevelWidgets() if isinstance(one, BugDialog) and one.isVisible()]))

    QTimer.singleShot(30, second)
    answer_with("close_button")
    door.bug(ValueError("first"))
    assert shown == [1]


def test_a_toast_goes_by_itself_and_follows_its_link(qtbot: QtBot, host: QWidget) -> None:
    door, undone = WindowDoor(host), []
    door.info("已签发 慰-2020-0214", "撤销", lambda: undone.append(1))
    toast = door.toast
    assert toast.isVisible() and toast.height() == 44 and toast.text() == "已签发 慰-2020-0214"
    assert abs(toast.geometry().center().x() - host.rect().center().x()) <= 1
    toast._link.click()
    assert undone == [1] and not toast.isVisible()
    toast._clock.setInterval(20)
    door.warning("已导出，但有 3 人没有证件号码", "", None)
    assert not toast._link.isVisible()
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_a_long_toast_stays_inside_the_window(host: QWidget) -> None:
    door = WindowDoor(host)
    door.info("已导出 2,191 人" * 40, "打开文件夹", lambda: None)
    assert host.rect().contains(door.toast.geometry())
