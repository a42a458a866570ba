# SPDX-License-Identifier: MIT
"""The home page: what stands on it, where each line and figure leads, and what an empty office is told."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.reports.small_office import NOW, fill_office
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.home import HomePage, said_birthdays, said_sum
from ui.home_board import HomeLine, allot
from unionoffice.aid import actions
from unionoffice.members.actions import save_member
from unionoffice.office import Office


class Other:
    """Any other page: writes down what it is asked to show."""

    def __init__(self, key: str, asked: list[tuple[Any, ...]]) -> None:
        self._key, self._asked = key, asked

    def __getattr__(self, name: str) -> Any:
        if name == "chips":
            return {field: ChipStub(field, self._asked) for field in ("status",)}
        return lambda *values: self._asked.append((self._key, name, *values))


class ChipStub:
    def __init__(self, field: str, asked: list[tuple[Any, ...]]) -> None:
        self._field, self._asked = field, asked

    def set_chosen(self, values: tuple[object, ...]) -> None:
        self._asked.append(("chip", self._field, *values))


Asked = list[tuple[Any, ...]]


@pytest.fixture
def asked() -> Asked:
    return []


def make_desk(office: Office, tmp_path: Path, asked: Asked) -> Desk:
    made = Desk(office, AppState(tmp_path / "window.ini"), Announcer(office))
    made.go = lambda key: Other(key, asked)
    made.open_sample = lambda: asked.append(("sample",))
    return made


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = fill_office(tmp_path_factory.mktemp("home") / "office")
    yield office
    office.close()


@pytest.fixture
def page(filled: Office, qtbot: QtBot, tmp_path: Path, asked: Asked) -> HomePage:
    return shown(HomePage(make_desk(filled, tmp_path, asked)), qtbot)


def shown(made: HomePage, qtbot: QtBot) -> HomePage:
    qtbot.addWidget(made)
    made.resize(1294, 708)
    with qtbot.waitActive(made):
        made.show()
    return made


def lines(page: HomePage) -> list[HomeLine]:
    return [one for one in page.board.findChildren(HomeLine) if one.isVisible()]


def line(page: HomePage, text: str) -> HomeLine:
    return next(one for one in lines(page) if one.line.text.startswith(text))


def test_the_day_its_figures_and_its_lines(page: HomePage) -> None:
    assert page.header.title() == "12 月 18 日，星期五"
    figures = page.header.figures.values()
    assert figures[:3] == [("8", "今天要办"), ("3", "逾期"), ("3", "待签收")]
    assert figures[3][1] == "福利未领"
    assert [one.line.right for one in lines(page)][:4] == ["逾期 171 天", "逾期 48 天", "逾期 18 天", "13 天后到期"]
    assert line(page, "慰-2020-0009").line.remark == "1,500.00 元，12-03 签发"
    assert line(page, "慰-2020-0009").line.right == "已过 15 天"
    assert line(page, "慰-2020-0011").line.right == "500.00 元"
    assert page.months.accessibleName().startswith("1 月 0.1，3 月 0.3")
    assert "夏送清凉 已发完" in page.bars.accessibleName()


def test_a_click_leads_to_the_record(page: HomePage, asked: Asked) -> None:
    QTest.mouseClick(line(page, "慰-2020-0010"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(line(page, "征集代表提案"), Qt.MouseButton.LeftButton)
    task = line(page, "征集代表提案").line.record_id
    assert asked == [("aid", "show_record", 10), ("plan", "show_task", task), ("plan", "show_details")]


def test_the_keyboard_goes_through_the_lines_and_enter_opens(page: HomePage, asked: Asked) -> None:
    page.take_focus()
    first, second = lines(page)[:2]
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert asked[0] == ("plan", "show_task", second.line.record_id)


@pytest.mark.parametrize(("key", "expected"), [
    (Qt.Key.Key_A, ("aid", "new")), (Qt.Key.Key_M, ("members", "new")), (Qt.Key.Key_F, ("welfare", "open_campaign", 3)),
])  # fmt: skip
def test_the_three_buttons_have_their_letters(
    page: HomePage, asked: Asked, qtbot: QtBot, key: Qt.Key, expected: Any
) -> None:
    QTest.keyClick(page, key, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: asked == [expected])


def test_figures_and_the_chart_lead_to_their_lists(page: HomePage, asked: Asked) -> None:
    page.header.figures._act(1)
    page.header.figures._act(2)
    page.months.clicked.emit(8)
    page.bars.clicked.emit(1)
    assert asked == [
        ("plan", "show_late"), ("aid", "clear_filters"), ("chip", "status", "issued"),
        ("reports", "show_month", 2020, 9), ("reports", "show_block", "aid"), ("welfare", "open_campaign", 2),
    ]  # fmt: skip


def test_a_lower_window_shows_fewer_lines_and_cuts_none(page: HomePage, qtbot: QtBot) -> None:
    before = len(lines(page))
    page.resize(1294, 520)
    qtbot.waitUntil(lambda: len(lines(page)) < before)
    assert all(one.geometry().bottom() < one.parentWidget().height() for one in lines(page))
    assert sum(section.isVisible() for section in page.board.sections) == 5
    assert page.board.sections[-1].geometry().bottom() <= page.board.height()


def test_an_empty_office_is_told_where_to_begin(qtbot: QtBot, tmp_path: Path, asked: Asked) -> None:
    office = Office.open(tmp_path / "office", clock=lambda: NOW)
    page = shown(HomePage(make_desk(office, tmp_path, asked)), qtbot)
    said = [one.text() for one in page.stack.currentWidget().findChildren(QLabel)]
    assert "这个办公室还没有数据" in said and "打开示例办公室" in said
    assert page.header.figures.values() == []
    assert not page.hand_out_button.isEnabled() and "没有正在发放的批次" in page.hand_out_button.toolTip()
    QTest.keyClick(page, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert asked == [("members", "open_import")]
    with office.work("新增会员") as work:
        save_member(work, None, {"full_name": "蔡文静", "birth_date": date(1979, 12, 18)})
    page.refresh(("member",))
    assert page.stack.currentIndex() == 0
    qtbot.waitUntil(lambda: len(lines(page)) == 5)
    assert line(page, "蔡文静").line.right == "今天"
    assert [one.line.remark for one in lines(page)][:4] == [
        "本月没有到期和逾期的任务", "7 天内没有要走访、要联系的人", "没有待签发的草稿", "签发的凭证都已签收",
    ]  # fmt: skip
    office.close()


def test_what_is_signed_leaves_the_page(qtbot: QtBot, tmp_path: Path, asked: Asked) -> None:
    office = fill_office(tmp_path / "office", members=40)
    page = shown(HomePage(make_desk(office, tmp_path, asked)), qtbot)
    assert len(page.unsigned.lines) == 3
    with office.work("签收") as work:
        actions.sign(work, 10)
    page.refresh(("aid_payment",))
    assert [one.text.partition("　")[0] for one in page.unsigned.lines] == ["慰-2020-0009", "慰-2020-0011"]
    office.close()


@given(wanted=st.lists(st.integers(1, 30), min_size=1, max_size=6), room=st.integers(0, 60))
def test_lines_are_shared_fairly(wanted: list[int], room: int) -> None:
    given_out = allot(wanted, room)
    assert all(1 <= have <= want for have, want in zip(given_out, wanted, strict=True))
    assert sum(given_out) == min(sum(wanted), max(room, len(wanted)))
    lacking = [have for have, want in zip(given_out, wanted, strict=True) if have < want]
    assert not lacking or max(given_out) - min(lacking) <= 1


def test_words() -> None:
    assert said_sum(Decimal("354000.00")) == "35.4 万元"
    assert said_sum(Decimal("9600.00")) == "9,600 元"
    assert said_birthdays(0, 3) == "今天没有，7 天内 3 人"
    assert said_birthdays(2, 3) == "今天 2 人，7 天内 3 人"
    assert said_birthdays(0, 0) == ""
