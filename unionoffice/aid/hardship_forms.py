# SPDX-License-Identifier: MIT
"""困难职工档案表 (form 10): two pages, and a continuation sheet with what the household has received."""

from collections.abc import Sequence
from pathlib import Path

from unionoffice.aid.hardship_papers import FAMILY, CasePaper, blank_family
from unionoffice.aid.hardship_queries import AidLine
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan
from unionoffice.printing.document import Document
from unionoffice.printing.grid import Cell, Grid, label, signed, value
from unionoffice.printing.marks import foot_line, head_line
from unionoffice.printing.page import Page
from unionoffice.printing.style import BODY, CENTER, MARGIN, NUMBER, TITLE
from unionoffice.printing.table import Column, Table, draw_table
from unionoffice.progress import Progress
from unionoffice.store.settings import Settings

FORM_TITLE = "困难职工档案表"
FAMILY_ROWS = 5
_WIDTHS = (22.0, 21.5) * 4
_ROW = 10.3
_TEXT = BODY.but(size=10.0, squeeze=0.75)
_SMALL = CENTER.but(size=9.0, squeeze=0.7)
_NAME = CENTER.but(size=10.0, squeeze=0.75)
# Label and what stands beside it, and how many columns it takes; eight columns a row.
_ROWS: tuple[tuple[tuple[str, str, int], ...], ...] = (
    (("职工编号", "staff_no", 3), ("困难类别", "category", 3)),
    (("姓名", "full_name", 1), ("民族", "ethnicity_code", 1), ("性别", "sex_code", 1),
     ("政治面貌", "political_status_code", 1)),
    (("身份证号", "id_number", 3), ("出生日期", "birth_date", 1), ("健康状况", "health", 1)),
    (("残疾类别", "disability", 1), ("工作状态", "work_state", 1), ("劳模类型", "model_worker_level", 1),
     ("住房类型", "housing", 1)),
    (("建筑面积", "housing_area", 1), ("手机", "mobile", 1), ("其他\n联系方式", "other_contact", 1), ("邮编", "postcode", 1)),
    (("参加\n工作时间", "work_start_date", 1), ("所属行业", "industry", 1), ("婚姻状况", "marital_code", 1),
     ("户口类型", "hukou", 1)),
    (("家庭住址", "home_address", 3), ("工作单位", "unit", 3)),
    (("单位性质", "employer_kind", 1), ("企业状况", "employer_state", 1), ("是否单亲", "single_parent", 1),
     ("医保状况", "insurance", 1)),
    (("本人月平均\n收入（元）", "own_income", 1), ("家庭其他非薪资\n年收入（元）", "other_income", 1),
     ("家庭年度\n总收入（元）", "household_income", 1), ("家庭人口", "household_size", 1)),
    (("家庭月人均\n收入（元）", "income_per_head", 1), ("户口所在地\n行政区划", "household_place", 3),
     ("有无\n自救能力", "self_help", 1)),
    (("是否零就业\n家庭", "zero_employment", 1), ("主要致困原因", "main_cause", 5)),
    (("次要致困原因", "minor_causes", 7),),
    (("开户行\n（到支行）", "bank_branch", 3), ("银行卡号", "bank_account", 3)),
)  # fmt: skip
_FAMILY_HEADS = ("姓名", "关系", "性别", "政治\n面貌", "身份证号", "出生日期", "医保", "健康", "月收入", "身份", "单位或学校")
_FAMILY_WIDTHS = (15.0, 12.0, 8.0, 15.0, 32.0, 18.0, 14.0, 14.0, 15.0, 12.0, 19.0)


def case_form(path: Path, paper: CasePaper, settings: Settings, progress: Progress | None = None) -> list[str]:
    """Draw form 10 to ``path`` (the caller moves it into place): two pages, a third where there are aid records.

    Returns sentences for the clerk about what the paper does not show as it is in the records.
    """
    with Document(path, title=f"{FORM_TITLE} {paper.title}", author=settings.union_name) as document:
        _first(document.page(), paper, settings)
        _second(document.page(), paper, settings)
        if paper.aid:
            draw_table(document, _continuation(paper, settings), progress)
    return document.warnings()


def _first(page: Page, paper: CasePaper, settings: Settings) -> None:
    page.text(page.width / 2, 13.0, FORM_TITLE, TITLE)
    filed = show_day(paper.filed_on) if paper.filed_on else "　　　　年　　月　　日"
    head_line(
        page, 25.0,
        [f"单位：{settings.union_name}", f"档案号：{paper.texts['case_no'] or '（草稿）'}", f"建档日期：{filed}"],
    )  # fmt: skip
    grid = Grid(MARGIN, 31.5, _WIDTHS)
    for row in _ROWS:
        cells = [cell for text, name, span in row for cell in (_label(text), _value(paper.texts[name], span))]
        grid.row(*cells, height=_ROW)
    grid.draw(page)
    _family(page, grid.bottom, paper)
    page.number()


def _label(text: str) -> Cell:
    return label(text, style=CENTER.but(size=9.5, squeeze=0.8))


def _value(text: str, span: int) -> Cell:
    return value(text, span, style=_TEXT if span > 1 else _NAME)


def _family(page: Page, top: float, paper: CasePaper) -> None:
    """Who lives in the household: at least five lines; more people make lower lines, all on this page."""
    grid = Grid(MARGIN, top, _FAMILY_WIDTHS)
    grid.row(label("家 庭 成 员", len(_FAMILY_WIDTHS), style=CENTER.but(size=10.0, bold=True)), height=7.5)
    grid.row(*(label(head, style=_SMALL) for head in _FAMILY_HEADS), height=_ROW)
    people = [*paper.family, *[blank_family()] * (FAMILY_ROWS - len(paper.family))]
    room = page.height - 20.0 - grid.bottom
    for one in people:
        grid.row(*(value(one[name], style=_SMALL) for name in FAMILY), height=min(13.0, room / len(people)))
    grid.draw(page)


def _second(page: Page, paper: CasePaper, settings: Settings) -> None:
    head_line(page, 14.0, [f"{FORM_TITLE}（续）", f"{paper.title}"])
    grid = Grid(MARGIN, 21.0, (14.0, 66.0, 94.0))
    grid.row(label("附 件", 3, style=CENTER.but(size=10.0, bold=True)), height=7.5)
    grid.row(label("序号"), label("附件类型"), label("名称"), height=8.0)
    lines = [*paper.evidence, *[("", "")] * (6 - len(paper.evidence))]
    for number, (kind, name) in enumerate(lines, 1):
        grid.row(label(str(number)), value(kind, style=_TEXT), value(name, style=_TEXT), height=min(8.0, 72 / len(lines)))
    grid.draw(page)
    people = Grid(MARGIN, grid.bottom, (20.0, 38.0) * 3)
    people.row(label("建档人"), value(paper.filed_by), label("审核人"), value(), label("录入人"), value(paper.filed_by))
    people.draw(page)
    opinions = Grid(MARGIN, people.bottom, (24.0, 150.0))
    for title, text in _opinions(paper, settings):
        opinions.row(label(title), signed(text), height=54.0)
    opinions.draw(page)
    page.number()


def _opinions(paper: CasePaper, settings: Settings) -> list[tuple[str, str]]:
    """The three boxes of opinions; what was entered is printed, the rest is signed by hand."""
    own = paper.opinions.get("已评议", "")
    union = paper.opinions.get("已审核", "")
    return [
        ("基层党组织\n或行政意见", ""), (settings.say("分工会\n意见"), own), ("校工会\n（上级工会）\n意见", union),
    ]  # fmt: skip


def _continuation(paper: CasePaper, settings: Settings) -> Table[AidLine]:
    columns: Sequence[Column[AidLine]] = [
        Column("序号", 12.0, style=CENTER),
        Column("日期", 26.0, lambda line: show_day(line.day), CENTER),
        Column("帮扶类别", 44.0, lambda line: line.kind),
        Column("金额（元）", 30.0, lambda line: show_yuan(line.amount), NUMBER),
        Column("资金来源", 36.0, lambda line: line.source),
        Column("经办人", 26.0, lambda line: line.handler, CENTER),
    ]

    def head(page: Page) -> float:
        page.text(page.width / 2, 13.0, "困难职工帮扶记录", TITLE)
        head_line(page, 25.0, [f"单位：{settings.union_name}", paper.title, "单位：元"])
        return 31.5

    def total(lines: Sequence[AidLine]) -> list[list[Cell]]:
        amount = show_yuan(sum((line.amount for line in lines), start=lines[0].amount * 0))
        return [[label("合计", 3), value(amount, style=NUMBER), value(f"共 {len(lines)} 次", 2)]]

    def foot(page: Page, y: float) -> None:
        foot_line(page, y + 4, ["经办人：", "审核人：", "负责人："])

    return Table(columns, paper.aid, head, foot=foot, foot_height=12.0, total=total, row_height=8.5)
