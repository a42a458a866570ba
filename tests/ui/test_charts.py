# SPDX-License-Identifier: MIT
"""Charts and steps: the words they say, the part a click means, and bars in proportion."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.charts import BarList, Budget, BudgetBars, MonthColumns, ProgressLine, Share
from ui.steps import Crumbs, MonthFact, MonthStrip, Step, Stepper
from ui.theme import theme


def drawn(widget: QWidget) -> QImage:
    """On the surface of a card, at one pixel per pixel."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(theme().color("surface"))
    widget.render(image, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    return image


def run_of(image: QImage, y: int, token: str) -> int:
    wanted = QColor(theme().hex(token)).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()))


def test_a_bar_is_as_long_as_its_share(qtbot: QtBot) -> None:
    line = ProgressLine(0.25)
    qtbot.addWidget(line)
    line.resize(400, 8)
    assert abs(run_of(drawn(line), 4, "accent") - 100) <= 4
    line.set_share(1.7)
    assert run_of(drawn(line), 4, "track") <= 2


def test_full_lines_are_green_and_say_so(qtbot: QtBot) -> None:
    bars = BarList()
    qtbot.addWidget(bars)
    bars.set_lines([Share("机械工程学院", 128, 128), Share("图书馆", 0, 0), Share("电子信息学院", 1096, 1142)])
    assert bars.accessibleName() == "机械工程学院 已发完，图书馆 已发完，电子信息学院 1,096 / 1,142"
    bars.resize(400, bars.sizeHint().height())
    image = drawn(bars)
    assert run_of(image, 14, "ok") > 150 and run_of(image, 2 * 29 + 14, "accent") > 150
    with qtbot.waitSignal(bars.clicked) as said:
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(20, 35))
    assert said.args == [1]


def test_over_budget_is_red_and_says_by_how_much(qtbot: QtBot) -> None:
    bars = BudgetBars()
    qtbot.addWidget(bars)
    bars.set_lines([Budget("困难帮扶", 18.7, 30), Budget("劳模慰问", 2.3, 2), Budget("无预算", 1, 0)], 0.73)
    said = bars.accessibleName()
    assert "18.7 / 30.0 万元　62%" in said and "超 0.3 万元" in said and "1.0 / 0.0 万元" in said
    bars.resize(400, bars.sizeHint().height())
    image = drawn(bars)
    assert run_of(image, 26, "chart1") > 200 and run_of(image, 66, "danger") > 380


def test_columns_start_from_zero_and_the_current_month_is_strong(qtbot: QtBot) -> None:
    chart = MonthColumns()
    qtbot.addWidget(chart)
    chart.resize(480, 240)
    chart.set_values([4.0, 2.0] + [0.0] * 10, 1)
    image = drawn(chart)
    heights = [sum(image.pixelColor(x, y) == theme().color(tone) for y in range(220)) for x, tone in ((20, "chart2"), (60, "chart1"))]
    assert abs(heights[0] - 2 * heights[1]) <= 3
    with qtbot.waitSignal(chart.clicked) as said:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(470, 100))
    assert said.args == [11]


def test_a_year_without_values_is_drawn(qtbot: QtBot) -> None:
    chart = MonthColumns()
    qtbot.addWidget(chart)
    chart.resize(480, 240)
    assert not drawn(chart).isNull()


def test_steps_say_where_things_stand(qtbot: QtBot) -> None:
    steps = Stepper([Step("方案", "已通过", "done"), Step("合同", "缺盖章页", "warn"), Step("发放", "余 359", "now"),
                     Step("报销", "未开始", "todo")])  # fmt: skip
    qtbot.addWidget(steps)
    steps.resize(800, 76)
    assert steps.accessibleName() == "方案 已通过，合同 缺盖章页，发放 余 359，报销 未开始"
    with qtbot.waitSignal(steps.clicked) as said:
        qtbot.mouseClick(steps, Qt.MouseButton.LeftButton, pos=QPoint(430, 30))
    assert said.args == [2]
    assert run_of(drawn(steps), 26, "accent") > 100


def test_the_month_strip_names_what_is_late(qtbot: QtBot) -> None:
    strip = MonthStrip()
    qtbot.addWidget(strip)
    strip.resize(1200, 72)
    strip.set_months([MonthFact(1, 2, 0), MonthFact(0, 0, 3)] + [MonthFact()] * 10, 0)
    assert strip.accessibleName().startswith("1 月1/3 完成，2 月逾期 3，3 月无任务")
    strip.set_months([MonthFact(200, 0, 0)] + [MonthFact()] * 11, -1)
    assert run_of(drawn(strip), 56, "ok") <= 80


def test_the_crumbs_mark_the_present_step(qtbot: QtBot) -> None:
    crumbs = Crumbs(["选文件", "对应列", "预览", "写入"])
    qtbot.addWidget(crumbs)
    crumbs.set_current(2)
    assert crumbs.accessibleName() == "第 3 步，预览"
    assert not drawn(crumbs).isNull()
