# SPDX-License-Identifier: MIT
"""Every part of the window with invented data, for looking at: ``python -m tests.ui.gallery FOLDER [--dark]``."""

import argparse
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.gallery_data import GREY, LEFT, Rows, ledger, member_rows
from ui import theme
from ui.charts import BarList, Budget, BudgetBars, MonthColumns, Share
from ui.chips import CountChip, FacetChip, FacetValue
from ui.dialogs import QuestionDialog
from ui.fields import CheckBox, ComboBox, FormRow, SearchBox, line_edit
from ui.job_bar import JobBar
from ui.jobs import Job
from ui.messages import Question
from ui.page import PageWidget
from ui.panels import (
    Banner,
    EmptyState,
    KeyValue,
    KeyValues,
    PageHeader,
    Way,
    close_button,
    form_footer,
    section,
)
from ui.run import make_application, make_window
from ui.start import rail_pages
from ui.steps import Crumbs, MonthFact, MonthStrip, Step, Stepper
from ui.table_paint import Look, Span, change
from ui.table_view import RecordTable, SumFooter, table_card
from ui.toast import Toast
from ui.widgets import (
    Part,
    button,
    card,
    column,
    frame,
    hairline,
    icon_button,
    kbd,
    label,
    link,
    restyle,
    row,
    scroll,
)


def facets() -> list[FacetChip]:
    values = [FacetValue("in", "在册", 2113), FacetValue("kept", "保留", 41), FacetValue("out", "转出", 37)]
    chips = [FacetChip(name, lambda: values) for name in ("分工会", "用工形式", "会籍", "性别", "入会年份")]
    chips[2].set_chosen({"in", "kept"})
    return chips


def details() -> QWidget:
    def money(day: str, what: str, amount: str, tone: str = "") -> Part:
        key = label(day, "key")
        key.setFixedWidth(72)
        return row(key, label(what, tone=tone), None, label(amount))

    words = column(label("蔡文静", "name"), label("10020417 · 数学与统计学院", "caption"), spacing=2)
    pairs = [
        KeyValue("性别、年龄", "女，41 岁（1979-06-18）"), KeyValue("用工形式", "在编 · 教学科研 · 副教授"),
        KeyValue("会籍", "在册，2006-09 入会"),
        KeyValue("证件号码", "110000********0628", reveal=lambda: "110000197906180628"),
        KeyValue("手机", "138****4821", reveal=lambda: "13800004821"), KeyValue("银行卡", "工商银行 尾号 6103"),
    ]  # fmt: skip
    inner = column(
        row(words, None, button("编辑", icon="edit", key="D"), close_button(lambda: None), spacing=4), hairline(),
        section("基本信息", KeyValues(pairs)), hairline(),
        section("近期慰问", money("2020-03-11", "住院慰问", "600.00"), money("2018-10-22", "直系亲属去世", "1,000.00"),
                money("2016-05-30", "生育慰问", "500.00"), action="全部 5 笔"), hairline(),
        section("2020 年福利", money("中秋国庆", "待领取，A 套餐", "300.00", "warn"), money("夏送清凉", "已签收 7-08", "150.00"),
                label("本年福利累计 350.00 元，年度上限 1,800.00 元", "caption")), None, margins=(16, 12, 16, 12),
    )  # fmt: skip
    return frame(column(scroll(frame(inner)), margins=(1, 1, 1, 1)), "card", width=theme.theme().size("detailsPanel"))


class MembersPage(PageWidget):
    """The page of look/01."""

    def __init__(self) -> None:
        super().__init__()
        header = PageHeader("会员名册", buttons=[
            button("导入", icon="arrow_import", key="I"), button("导出", icon="arrow_export", key="E"),
            button("打印", icon="print", key="P"), button("新增会员", "primary", "add", key="N"),
        ])  # fmt: skip
        header.set_figures([("2,191", "会员", "", print), ("897", "在编"), ("104", "博士后"), ("1,190", "劳务派遣")])
        self.table = RecordTable()
        self.table.setModel(member_rows())
        columns = icon_button("column_triple", "选择列")
        columns.clicked.connect(lambda: self.table.choose_columns(columns))
        search = SearchBox("姓名、拼音首字母、工号、证件或手机尾号", 368)
        bar = row(search, 8, *facets(), button("清除筛选", "quiet", key="C"), None,
                  label("共 2,191 人，按姓名拼音排序", "caption"), columns, margins=(24, 0, 24, 8))  # fmt: skip
        body = frame(row((table_card(self.table), 1), details(), margins=(24, 0, 24, 8), spacing=16))
        self.setLayout(column(header, frame(bar, height=48), (body, 1), spacing=0))
        self.show_status(["已选 3 人", "本年慰问合计 1,600.00 元", "本年福利合计 1,050.00 元"])
        self.table.set_order("name", sort=False)

    def take_focus(self) -> None:
        self.table.setFocus()
        self.table.select_row(2, "name")
        for down in (3, 4):
            self.table.selectionModel().select(
                self.table.model().index(down, 0),
                self.table.selectionModel().SelectionFlag.Select | self.table.selectionModel().SelectionFlag.Rows,
            )


class AidPage(PageWidget):
    """The page of look/02: ledger with a sum, form with history beside it."""

    def __init__(self) -> None:
        super().__init__()
        header = PageHeader("困难帮扶", buttons=[
            button("导出", icon="arrow_export", key="E"), button("打印", icon="print", key="P"),
            button("新增慰问", icon="add", key="N"),
        ])  # fmt: skip
        header.set_figures([("213", "本年人次"), ("182", "本年人数"), ("187,400.00", "本年金额（元）"), ("62.5%", "预算执行")])
        year = FacetChip("年度", lambda: [FacetValue(2020, "2020 年")])
        year.set_chosen({2020})
        bar = row(SearchBox("姓名、凭证号、事由", 232), 8, year, FacetChip("类型", list), FacetChip("状态", list), None,
                  margins=(0, 0, 0, 8))  # fmt: skip
        table = RecordTable(padding=8)
        table.setModel(ledger())
        table.select_row(0)
        foot = SumFooter(table, 8)
        foot.set_sums("213 笔，作废 4 笔不计", {"amount": "187,400.00"})
        left = column(frame(bar, height=48), (table_card(table, footer=foot), 1), spacing=0)
        form = frame(self.form(), "card", width=theme.theme().size("formPanel"))
        body = row((left, 1), form, margins=(24, 0, 24, 8), spacing=16)
        self.setLayout(column(header, (frame(body), 1), spacing=0))
        self.show_status(["草稿 1 笔", "待签收 2 笔，3,000.00 元"])

    def form(self) -> Any:
        self.amount = line_edit("1,000.00", right=True)
        kind = ComboBox([(1, "住院慰问"), (2, "生育慰问"), (3, "困难补助")])
        basis = FormRow("会议依据", line_edit("", "例：2020 年第 9 次主席办公会"), help="超过上限时填写，印在审批表上")
        restyle(basis.field, state="warn")
        words = row(label("大写", "key"), label("人民币壹仟元整", "strong"), None, label("工商银行 尾号 6103", "caption"))
        warn = Banner("warn", "超过住院慰问本年上限 600.00 元",
                      "上限 1,000.00 元，本年已发 600.00 元，加上本次共 1,600.00 元。可以继续，请写明会议依据。")  # fmt: skip
        fields = column(
            FormRow("慰问对象", line_edit("蔡文静"), required=True, help="10020417 · 数学与统计学院 · 在编"),
            row((FormRow("类型", kind, required=True), 1), (FormRow("发生日期", line_edit("2020-09-21")), 1), spacing=12),
            FormRow("事由", line_edit("住院手术，9 月 21 日入院，校医院转市二院")),
            row((FormRow("金额（元）", self.amount, required=True), 1),
                (FormRow("支付方式", ComboBox([(1, "银行转账"), (2, "现金")])), 1), spacing=12),
            words, warn, basis, None, margins=(16, 12, 16, 8),
        )  # fmt: skip
        side = column(section("本人慰问记录", label("2020-03-11　住院慰问　600.00")), hairline(),
                      section("签发后", label("取号 慰-2020-0214，打印领取凭证三联；签发后不能改，只能作废重开。", "caption", wrap=True)),
                      None, margins=(16, 16, 16, 16))  # fmt: skip
        head = row(label("新增慰问", "section"), label("草稿已自动保留 14:32", "caption"), None, close_button(lambda: None),
                   margins=(16, 0, 8, 0))  # fmt: skip
        foot = form_footer("回车到下一项", button("取消"), button("存草稿", key="S"), button("签发并打印", "primary", key="G"))
        middle = row((frame(fields), 1), hairline(vertical=True), frame(side, width=272), spacing=0)
        return column(frame(head, height=48), hairline(), (middle, 1), hairline(), foot, margins=(1, 1, 1, 1), spacing=0)

    def take_focus(self) -> None:
        self.amount.setFocus()


class HomePage(PageWidget):
    """The page of look/06."""

    def __init__(self) -> None:
        super().__init__()
        header = PageHeader("9 月 24 日，星期四", buttons=[
            button("新增慰问", icon="heart", key="A"), button("新增会员", icon="people_team", key="M"),
            button("打开当前发放", "primary", key="F"),
        ])  # fmt: skip
        header.set_figures([("12", "今天要办"), ("2", "逾期", "danger"), ("5", "待签收"), ("359", "福利未领")])
        months = MonthColumns()
        months.set_values([4.2, 1.1, 1.6, 1.4, 2.3, 1.8, 1.9, 2.0, 2.4, 0, 0, 0], 8)
        budget = BudgetBars()
        budget.set_lines([Budget("困难帮扶", 18.7, 30), Budget("节日慰问品", 139.2, 195), Budget("文体活动", 22.4, 40),
                          Budget("生日慰问", 51.6, 65), Budget("劳模慰问", 2.3, 2)], 0.73)  # fmt: skip
        strip = MonthStrip()
        strip.set_months([MonthFact(1), MonthFact(1), MonthFact(2), MonthFact(1), MonthFact(2), MonthFact(1, 0, 1),
                          MonthFact(1), MonthFact(0, 0, 1), MonthFact(1, 2), MonthFact(0, 2), MonthFact(0, 1),
                          MonthFact(0, 3)], 8)  # fmt: skip
        steps = Stepper([
            Step("方案", "8-21 主席办公会通过", "done"), Step("询价", "4 家报价，已比选", "done"),
            Step("合同", "缺盖章页扫描件", "warn"), Step("发放", "1,832 / 2,191，余 359", "now"),
            Step("报销", "未开始，缺 2 份材料", "todo"),
        ])  # fmt: skip
        bars = BarList()
        bars.set_lines([Share("机械工程学院", 128, 128), Share("电子信息学院", 96, 142), Share("图书馆", 54, 58)])
        chart = card(row(label("每月慰问金额", "section"), label("万元，2020 年", "caption"), None,
                         label("累计 18.7 万元，213 人次", "dim")), (months, 1), margins=(16, 12, 16, 12))  # fmt: skip
        money = card(row(label("预算执行", "section"), label("竖线为年度时间进度 73%", "caption"), None, link("统计报表")),
                     budget, margins=(16, 12, 16, 8), spacing=10)  # fmt: skip
        left = column(card(strip, margins=(8, 0, 8, 0)), card(steps, margins=(0, 0, 0, 0)), card(bars), None, spacing=16)
        right = frame(column((chart, 1), money, spacing=16), width=432)
        self.setLayout(column(header, (frame(row((left, 1), right, margins=(24, 0, 24, 8), spacing=16)), 1), spacing=0))
        self.show_status(["上次关闭时没有未保存的内容"])


class EmptyPage(PageWidget):
    """The page of look/07b."""

    def __init__(self) -> None:
        super().__init__()
        header = PageHeader("困难帮扶", buttons=[
            button("导入台账", icon="arrow_import", key="I"), button("新增慰问", "primary", "add", key="N")])  # fmt: skip
        header.set_figures([("0", "本年人次"), ("0.00", "本年金额（元）")])
        empty = EmptyState(
            "heart", "还没有慰问记录", "在这里登记住院、生育、困难补助等慰问，会核对上限、\n取凭证号、打印领取凭证和签收表。",
            [Way("新增第一笔慰问", "输入姓名或拼音首字母就能找到人", "Ctrl+N", lambda: None),
             Way("导入往年台账", "Excel、WPS 表格都可以，先预览再写入", "Ctrl+I", lambda: None),
             Way("先设置慰问类型和上限", "已按常见办法备好 21 类，可以改", "Ctrl+,", lambda: None)],
        )  # fmt: skip
        self.setLayout(column(header, (empty, 1), spacing=0))
        self.show_status(["会员名册已有 2,191 人"])


def parts_page() -> PageWidget:
    """The page of look/09: everything small."""
    page = PageWidget()

    def block(title: str, *parts: Part) -> QWidget:
        return card(label(title, "section"), *parts, margins=(16, 12, 16, 16), spacing=12)

    off = button("打印")
    off.setEnabled(False)
    rings = [button("焦点", "primary"), button("焦点")]
    for ring in rings:
        restyle(ring, ring="true")
    focused, wrong, much = line_edit("13800004821"), line_edit("11000019790618062"), line_edit("1,000.00", right=True)
    restyle(focused, ring="true")
    error, warn = FormRow("证件号码（错误）", wrong), FormRow("金额（提醒）", much)
    error.set_message("少一位，应为 18 位。已填内容没有丢。")
    warn.set_message("超过上限 600.00 元，可以继续。", "warn")
    ticked = CheckBox("只看在册")
    ticked.setChecked(True)
    buttons = block("按钮", row(button("写入 159 行", "primary"), button("导出"), button("清除筛选", "quiet"),
                              button("作废", "danger"), off, None),
                    row(*rings, ticked, CheckBox("含转出"), None))  # fmt: skip
    fields = block("字段", FormRow("姓名", line_edit("蔡文静"), required=True), FormRow("手机（焦点）", focused), error, warn,
                   FormRow("会员证号（只读）", line_edit("签发时取号", read_only=True)))  # fmt: skip
    job = Job("正在写入 2,203 行", "取消后全部不写入，原来的数据不变。", True)
    job.report(1204, 2203)
    bar = JobBar(job)
    toast = Toast(page)
    shown = block("提示条、进度、错误", bar,
                  Banner("danger", "没有写成：文件正在 WPS 里打开", "数据库没有改动。请先在 WPS 里关闭 会员名册.xlsx，再点“重试”。",
                         [button("重试", key="R")]),
                  Banner("info", "上次没有正常关闭", "没保存的 1 张表单还在，可以接着填。"))  # fmt: skip
    question = QuestionDialog(None, Question("作废凭证 慰-2020-0208？", "白雪莹，住院慰问，1,000.00 元。号码保留，不再使用，作废后不能恢复。",
                                             "作废凭证", "不作废", danger=True, reason="作废原因"))  # fmt: skip
    question.type_reason("金额写错，重开")
    question.setWindowFlags(Qt.WindowType.Widget)
    states = RecordTable()
    states.setModel(Rows([("s", "状态", 120, LEFT), ("w", "何时用", 0, LEFT)], [
        [("在册", GREY), ("平常状态，用次要文字色", GREY)], [("推进中", Look("accent")), ("正在进行，等待本人", GREY)],
        [("待签收", Look("warn")), ("需要留意，不紧急", GREY)], [("逾期 24 天", Look("danger", bold=True)), ("已出问题，写明多少", GREY)],
        [("60%", Look(kind="bar", share=0.6)), ("", change("职称", "讲师", "副教授"))],
        [("79.50", Look("ok", kind="low", tint="okTint")), ("", Look(kind="change", spans=(Span("直接写"),)))]]))  # fmt: skip
    states.setFixedHeight(32 * 7)
    chips = facets()
    right = [block("状态用词，单元格", states),
             block("筛选、快捷键", row(chips[1], CountChip("拒绝", 12), CountChip("新增", 38, on=True), None), row(chips[2], None),
                   row(kbd("Ctrl+N"), label("新增"), 16, kbd("F2"), label("编辑"), None),
                   Crumbs(["选文件", "对应列", "预览", "写入"], 2))]  # fmt: skip
    body = row((column(buttons, fields, None, spacing=16), 1), (column(shown, block("确认", question), None, spacing=16), 1),
               (column(*right, None, spacing=16), 1), margins=(24, 0, 24, 8), spacing=16)  # fmt: skip
    page.setLayout(column(PageHeader("部件", sub="按钮、字段、状态、提示、进度、错误、确认"), (frame(body), 1), spacing=0))
    toast.say("已签发 慰-2020-0214", link_text="撤销")
    return page


PAGES = {"members": MembersPage, "aid": AidPage, "home": HomePage, "welfare": EmptyPage, "reports": parts_page}


def settle(app: QApplication) -> None:
    for _ in range(8):
        app.processEvents()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--compact", action="store_true")
    parser.add_argument("--height", type=int, default=736)
    parser.add_argument("--pages", nargs="*", default=list(PAGES))
    wanted = parser.parse_args()
    app = make_application()
    if wanted.dark:
        theme.theme().set_mode("dark")
    if wanted.compact:
        theme.theme().set_row_size("rowCompact")
    window = make_window(rail_pages())
    window.status.set_facts([("数据库 正常", ""), ("备份 今天 08:30", ""), ("经办人 周雨桐", "")])
    window.resize(1366, wanted.height)
    for key, make in PAGES.items():
        window.set_page(key, make)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    for key in wanted.pages:
        page = window.show_page(key)
        settle(app)
        if page is not None:
            page.take_focus()
        settle(app)
        window.grab().save(str(wanted.folder / f"{key}{'-dark' if wanted.dark else ''}.png"))


if __name__ == "__main__":
    main()
