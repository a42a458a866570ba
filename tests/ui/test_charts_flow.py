# SPDX-License-Identifier: MIT
"""Columns up and down from one line: in one measure, said in words, each month by click and by key."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.charts_flow import Flow, FlowColumns
from ui.theme import theme


def painted(chart: QWidget, x: int, token: str) -> int:
    """Pixels of a colour on one upright line of the chart."""
    image = QImage(chart.size(), QImage.Format.Format_RGB32)
    image.fill(theme().color("surface"))
    chart.render(image, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    wanted = QColor(theme().hex(token)).rgb()
    return sum(image.pixel(x, y) == wanted for y in range(image.height()))


def test_both_sides_have_one_measure(qtbot: QtBot) -> None:
    chart = FlowColumns("人")
    qtbot.addWidget(chart)
    chart.resize(200, 160)
    chart.set_flows([Flow("1 月", 30, 10), Flow("2 月", 0, 20)], "增加", "减少")
    up, down, more = painted(chart, 44, "chart1"), painted(chart, 44, "chart2"), painted(chart, 144, "chart2")
    assert abs(up - 3 * down) <= 8 and abs(more - 2 * down) <= 6 and painted(chart, 144, "chart1") == 0
    assert chart.accessibleName() == "1 月：增加 30 人，减少 10 人；2 月：增加 0 人，减少 20 人"


def test_one_side_alone_and_nothing_at_all(qtbot: QtBot) -> None:
    chart = FlowColumns("元", "warn")
    qtbot.addWidget(chart)
    chart.resize(200, 160)
    chart.set_flows([Flow("1 月", 100), Flow("2 月", 0)], "欠缴")
    assert painted(chart, 44, "warn") > 100 and chart.accessibleName() == "1 月：欠缴 100 元；2 月：欠缴 0 元"
    chart.set_flows([], "欠缴")
    assert painted(chart, 44, "warn") == 0 and chart.accessibleName() == "没有数据"


def test_a_click_and_a_key_mean_the_month(qtbot: QtBot) -> None:
    chart = FlowColumns("人")
    qtbot.addWidget(chart)
    chart.resize(200, 160)
    chart.set_flows([Flow("1 月", 3, 1), Flow("2 月", 0, 2)], "增加", "减少")
    clicked: list[int] = []
    chart.clicked.connect(clicked.append)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(150, 80))
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert clicked == [1, 0, 1]
