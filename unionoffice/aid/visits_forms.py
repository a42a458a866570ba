# SPDX-License-Identifier: MIT
"""五必访（住院慰问）登记表 (form 13): A4 portrait, two visits to a page, cut apart at a dashed line."""

from collections.abc import Sequence
from pathlib import Path

from unionoffice.aid.visits_papers import VisitPaper
from unionoffice.printing.document import Document
from unionoffice.printing.grid import Grid, label, value
from unionoffice.printing.marks import cut_line, head_line, stamp
from unionoffice.printing.page import Page
from unionoffice.printing.style import A4, BODY, CENTER, HALF_A4, MARGIN, Style
from unionoffice.progress import Progress
from unionoffice.store.settings import Settings

FORM_TITLE = "五必访登记表"
PER_PAGE = 2
_WIDTHS = (22.0, 21.5) * 4
_ROW = 9.0
_TITLE = Style(size=16.0, bold=True, align="center", wrap=False)
_SMALL = BODY.but(size=10.0, squeeze=0.7)
_WORDS = BODY.but(size=10.0, valign="top", squeeze=0.8)
_NAME = CENTER.but(size=10.0, squeeze=0.7)
# Label, field and how many of the eight columns the value takes.
_ROWS: tuple[tuple[tuple[str, str, int], ...], ...] = (
    (("得知日期", "asked_on", 1), ("走访日期", "visited_on", 1), ("类别", "kind_name", 1), ("期限", "due_on", 1)),
    (("被访人", "who", 3), ("部门", "branch_name", 3)),
    (("工号", "staff_no", 1), ("事由", "reason", 5)),
    (("医院", "hospital", 3), ("科室", "department", 1), ("床位", "bed", 1)),
    (("病种", "illness", 3), ("入院日期", "admitted_on", 1), ("下次联系", "next_contact", 1)),
    (("慰问形式", "comfort", 1), ("金额（元）", "amount", 1), ("慰问品", "goods", 3)),
    (("凭证号", "voucher", 1), ("走访人员", "visitors", 5)),
)  # fmt: skip
_CENTRED = frozenset({
    "asked_on", "visited_on", "due_on", "kind_name", "staff_no", "bed", "admitted_on", "next_contact", "comfort", "amount",
})  # fmt: skip
_TALL = 17.0


def visits_pdf(
    path: Path, visits: Sequence[VisitPaper], settings: Settings, progress: Progress | None = None
) -> list[str]:
    """Draw the visits to ``path`` (the caller moves it into place), half a page each.

    Returns sentences for the clerk about what the paper does not show as it is in the records.
    """
    title = f"{FORM_TITLE} {visits[0].texts['visit_no']}" if len(visits) == 1 else FORM_TITLE
    with Document(path, title=title, author=settings.union_name) as document:
        for start in range(0, len(visits), PER_PAGE):
            if progress is not None:
                progress.check_cancelled()
                progress.report(start, len(visits), "正在排版走访登记表")
            page = document.page(A4)
            for number, visit in enumerate(visits[start : start + PER_PAGE]):
                _draw(page.part(0, number * HALF_A4.height, HALF_A4), visit, settings)
            cut_line(page, HALF_A4.height)
    return document.warnings()


def _draw(part: Page, visit: VisitPaper, settings: Settings) -> None:
    texts = {**visit.texts, "who": visit.who, "voucher": visit.voucher}
    part.text(part.width / 2, 9.0, FORM_TITLE, _TITLE)
    head_line(part, 19.5, [f"单位：{settings.union_name}", f"编号：{texts['visit_no']}"])
    grid = Grid(MARGIN, 25.5, _WIDTHS)
    for row in _ROWS:
        cells = [one for said, name, span in row for one in (label(said), value(texts[name], span, style=_style(name)))]
        grid.row(*cells, height=_ROW)
    for said, name in (("职工诉求", "requests"), ("反馈", "feedback")):
        grid.row(label(said), value(texts[name], 7, style=_WORDS), height=_TALL)
    grid.row(
        label("经办人"), value(texts["handler"], style=_NAME), label(settings.say("分工会\n主席")),
        value(texts["chair"], style=_NAME), label("被访人\n签字"), value(span=3), height=11.0,
    )  # fmt: skip
    grid.draw(part)
    if visit.voided:
        stamp(part, "已取消")


def _style(name: str) -> Style:
    return _NAME if name in _CENTRED else _SMALL
