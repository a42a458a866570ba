# SPDX-License-Identifier: MIT
"""困难教职工补助申请审批表 (form 1): one page, filled from the file, signed by hand from the applicant to the chair."""

from pathlib import Path

from unionoffice.aid import hardship_codes as codes
from unionoffice.aid.hardship_papers import CasePaper, blank_family
from unionoffice.kit.dates import show_day
from unionoffice.printing.document import Document
from unionoffice.printing.grid import Cell, Grid, label, signed, value
from unionoffice.printing.marks import head_line, ticks
from unionoffice.printing.page import Page
from unionoffice.printing.style import BODY, CENTER, MARGIN, SMALL, TITLE
from unionoffice.store.settings import Settings

FORM_TITLE = "困难教职工补助申请审批表"
_WIDTHS = (20.0, 25.0, 18.0, 20.0, 22.0, 24.0, 21.0, 24.0)
_LABEL = CENTER.but(size=9.5, squeeze=0.8)
_TEXT = BODY.but(size=9.5, squeeze=0.75)
_LOW, _LEAST, _FAMILY_ROWS = 7.6, 5.4, 5
_NOTE = "注：夫妻双方均在校的由一方申请；如实填写并附证明材料复印件。一式两份。"
_ROWS: tuple[tuple[tuple[str, str, int], ...], ...] = (
    (("姓名", "full_name", 1), ("性别", "sex_code", 1), ("民族", "ethnicity_code", 1), ("出生年月", "birth_date", 1)),
    (("工号", "staff_no", 1), ("政治面貌", "political_status_code", 1), ("职务（职称）", "post", 1),
     ("参加工作\n时间", "work_start_date", 1)),
    (("所在单位", "unit", 3), ("用工形式", "employment_type", 1), ("联系电话", "mobile", 1)),
    (("身份证号", "id_number", 3), ("银行卡号及\n开户行", "bank", 3)),
    (("家庭住址", "home_address", 3), ("婚姻状况", "marital_code", 1), ("健康状况", "health", 1)),
    (("本人月收入", "own_income", 1), ("家庭年\n总收入", "household_income", 1), ("家庭人口", "household_size", 1),
     ("人均月收入", "income_per_head", 1)),
)  # fmt: skip
_FAMILY = ("full_name", "relation", "birth_date", "unit", "health", "monthly_income")
_FAMILY_HEADS = ("姓名", "称谓", "出生年月", "工作单位或学校", "健康状况", "月收入（元）", "备注")


def application_form(path: Path, paper: CasePaper, settings: Settings) -> list[str]:
    """Draw form 1 to ``path`` (the caller moves it into place). Returns what the clerk should know about the paper."""
    with Document(path, title=f"{FORM_TITLE} {paper.title}", author=settings.union_name) as document:
        page = document.page()
        page.text(page.width / 2, 10.0, FORM_TITLE, TITLE.but(size=17.0))
        day = show_day(paper.applied_on) if paper.applied_on else "　　　　年　　月　　日"
        head_line(
            page, 19.5,
            [f"{settings.branch_label}（盖章）：{paper.texts['unit']}", f"编号：{paper.texts['case_no']}", f"填表日期：{day}"],
        )  # fmt: skip
        bottom = _person(page, 25.5, paper)
        bottom = _family(page, bottom, paper)
        bottom = _reasons(page, bottom, paper)
        bottom = _opinions(page, bottom, paper, settings)
        page.text(MARGIN, bottom + 2.0, _NOTE, SMALL)
    return document.warnings()


def _person(page: Page, top: float, paper: CasePaper) -> float:
    bank = "\n".join(part for part in (paper.texts["bank_account"], paper.texts["bank_branch"]) if part)
    texts = {**paper.texts, "bank": bank}
    grid = Grid(MARGIN, top, _WIDTHS)
    for row in _ROWS:
        grid.row(*(cell for text, name, span in row for cell in (_label(text), _value(texts[name], span))), height=9.4)
    grid.draw(page)
    return grid.bottom


def _label(text: str) -> Cell:
    return label(text, style=_LABEL)


def _value(text: str, span: int = 1) -> Cell:
    return value(text, span, style=_TEXT if span > 1 else _LABEL)


def _family(page: Page, top: float, paper: CasePaper) -> float:
    """Five lines; more people make lower ones."""
    people = [*paper.family, *[blank_family()] * (_FAMILY_ROWS - len(paper.family))]
    grid = Grid(MARGIN, top, (12.0, 24.0, 18.0, 22.0, 42.0, 20.0, 22.0, 14.0))
    side = label("家庭\n主要\n成员", rows=len(people) + 1, style=_LABEL)
    grid.row(side, *map(_label, _FAMILY_HEADS), height=_LOW)
    for one in people:
        grid.row(*(_value(one[name]) for name in _FAMILY), _value(""), height=_family_height(paper) / len(people))
    grid.draw(page)
    return grid.bottom


def _family_height(paper: CasePaper) -> float:
    """Five lines at their full height; more people take the room from the box below."""
    return max(_LOW * _FAMILY_ROWS, _LEAST * len(paper.family))


def _reasons(page: Page, top: float, paper: CasePaper) -> float:
    kinds = [code.name for code in codes.AID_KIND]
    said = f"主要原因：{paper.texts['main_cause']}　次要原因：{paper.texts['minor_causes']}\n{paper.texts['situation']}"
    grid = Grid(MARGIN, top, (24.0, 150.0))
    grid.row(_label("补助类别"), value(ticks(kinds, (paper.aid_kind,)), style=_TEXT), height=8.0)
    grid.row(
        _label("致困原因及\n费用情况"),
        Cell(said, 1, 1, _TEXT.but(valign="top"), "本人签名：　　　　　　　年　　月　　日"),
        height=45.0 + _LOW * _FAMILY_ROWS - _family_height(paper),
    )  # fmt: skip
    papers = [code.name for code in codes.EVIDENCE if code.code not in ("minutes", "other")]
    there = {kind for kind, _ in paper.evidence}
    lines = [ticks(papers[at : at + 4], there) for at in range(0, len(papers), 4)]
    grid.row(_label("证明材料"), value("\n".join(lines), style=_TEXT.but(size=9.0)), height=16.0)
    grid.draw(page)
    return grid.bottom


def _opinions(page: Page, top: float, paper: CasePaper, settings: Settings) -> float:
    own, union = paper.opinions.get("已评议", ""), paper.opinions.get("已审核", "")
    asked = f"建议补助 {paper.amount_said}" if paper.amount else "建议补助＿＿＿＿＿元"
    agreed = "　　　年　　月　　日　　　　　　　　会议\n同意补助（大写）\n¥"
    grid = Grid(MARGIN, top, (24.0, 63.0, 24.0, 63.0))
    foot = "签字（盖章）：　　　年　月　日"
    grid.row(
        _label(settings.say("工会小组、\n分工会意见")), signed(f"{own}\n{asked}".strip(), foot=foot),
        _label("单位党组织\n意见"), signed("", foot=foot), height=31.0,
    )  # fmt: skip
    grid.row(
        _label("校工会\n审核意见"), signed(union, foot="经办人：　　　负责人：　　　年　月　日"),
        _label("会议研究\n意见"), value(agreed, style=_TEXT.but(valign="top")), height=27.0,
    )  # fmt: skip
    grid.row(
        _label("公示情况"), value(paper.notice.replace("，结果", "\n结果") or "　　月　　日至　　月　　日\n结果：", style=_TEXT),
        _label("主席审批"), signed("", foot=foot), height=22.0,
    )  # fmt: skip
    grid.draw(page)
    return grid.bottom
