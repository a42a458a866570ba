# SPDX-License-Identifier: MIT
"""Header, figures, details and the empty page: what is shown, what a click does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.panels import (
    Banner,
    Clickable,
    EmptyState,
    Figure,
    Figures,
    KeyValue,
    KeyValues,
    PageHeader,
    Way,
    WayCard,
)
from ui.widgets import Button, button


def test_figures_keep_their_widgets_while_only_values_change(qtbot: QtBot) -> None:
    figures = Figures()
    qtbot.addWidget(figures)
    figures.set_figures([("2,191", "会员"), ("2", "逾期", "danger")])
    first = figures._labels[0][0]
    figures.set_figures([("2,192", "会员"), ("0", "逾期", "")])
    assert figures._labels[0][0] is first
    assert figures.values() == [("2,192", "会员"), ("0", "逾期")]


def test_a_figure_filters_when_clicked_with_the_latest_action(qtbot: QtBot) -> None:
    figures, done = Figures(), []
    qtbot.addWidget(figures)
    figures.set_figures([("5", "待签收", "", lambda: done.append("old"))])
    figures.set_figures([("6", "待签收", "", lambda: done.append("new"))])
    figures.show()
    qtbot.mouseClick(figures._labels[0][0], Qt.MouseButton.LeftButton)
    assert done == ["new"]


def test_the_header_takes_new_buttons(qtbot: QtBot) -> None:
    header = PageHeader("会员名册", buttons=[button("导入"), button("新增", "primary")])
    qtbot.addWidget(header)
    header.set_buttons([button("返回")])
    header.set_title("导入会员名册", "人事处名单 2020-09.xlsx")
    assert [one.text() for one in header.findChildren(Button)] == ["返回"]
    assert header.title() == "导入会员名册"


def test_a_masked_value_is_shown_on_demand_and_hidden_again(qtbot: QtBot) -> None:
    asked: list[int] = []

    def reveal() -> str:
        asked.append(1)
        return "110000197906180628"

    grid = KeyValues([KeyValue("证件号码", "110000********0628", reveal=reveal), KeyValue("性别", "女")])
    qtbot.addWidget(grid)
    grid.show()
    show = grid.findChild(Button)
    assert show is not None and asked == []
    show.click()
    texts = [child.text() for child in grid.findChildren(type(grid._grid.itemAtPosition(0, 1).widget()))]
    assert "110000197906180628" in texts and show.text() == "隐去"
    show.click()
    assert asked == [1] and show.text() == "显示"


def test_a_banner_changes_kind(qtbot: QtBot) -> None:
    box = Banner("warn", "超过上限", "可以继续")
    qtbot.addWidget(box)
    box.say("danger", "没有写成")
    assert (box.property("role"), box.title()) == ("danger", "没有写成")


def test_each_way_to_begin_can_be_clicked_and_reached_by_key(qtbot: QtBot) -> None:
    done: list[str] = []
    ways = [
        Way("新增第一笔慰问", "输入姓名就能找到人", "Ctrl+N", lambda: done.append("new")),
        Way("导入往年台账", "先预览再写入", "Ctrl+I", lambda: done.append("import")),
    ]
    empty = EmptyState("heart", "还没有慰问记录", "在这里登记慰问。", ways)
    qtbot.addWidget(empty)
    empty.show()
    cards = empty.findChildren(WayCard)
    qtbot.mouseClick(cards[0], Qt.MouseButton.LeftButton)
    qtbot.keyClick(cards[1], Qt.Key.Key_Return)
    assert done == ["new", "import"]


def test_a_narrow_header_shows_whole_figures_only(qtbot: QtBot) -> None:
    header = PageHeader("会员名册", buttons=[button("新增会员")])
    header.set_figures([Figure("2,191", "会员"), Figure("897", "在编"), Figure("1,190", "劳务派遣")])
    qtbot.addWidget(header)
    header.show()
    shown = []
    for width in (900, 420, 330):
        header.resize(width, 64)
        QApplication.sendPostedEvents()
        blocks = [one for one in header.figures.findChildren(Clickable) if one.isVisible()]
        assert all(one.width() >= one.sizeHint().width() for one in blocks)
        shown.append(len(blocks))
    assert shown[0] == 3 and shown[-1] < 3
    header.resize(900, 64)
    QApplication.sendPostedEvents()
    assert sum(one.isVisible() for one in header.figures.findChildren(Clickable)) == 3
