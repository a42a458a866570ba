# SPDX-License-Identifier: MIT
"""Form 8 on paper: the application to join and the registration form (会员登记表), one A4 page for each member."""

from collections.abc import Sequence
from pathlib import Path

from unionoffice.errors import OfficeError
from unionoffice.members.registration import FamilyLine, Registration
from unionoffice.printing.document import Document
from unionoffice.printing.grid import Grid, label, signed, value
from unionoffice.printing.page import Page
from unionoffice.printing.style import BODY, CENTER, MARGIN, SMALL, TITLE
from unionoffice.progress import Progress
from unionoffice.store import attachments
from unionoffice.store.settings import Settings

WIDTHS = (22.0, 28.0, 20.0, 26.0, 22.0, 28.0, 28.0)
FAMILY_ROWS = 6
_SEAL = "（公章）　　　　　　　年　　月　　日"
_LINE = BODY.but(wrap=False)


def registration_pdf(
    path: Path,
    forms: Sequence[Registration],
    settings: Settings,
    office_folder: Path,
    progress: Progress | None = None,
) -> list[str]:
    """Write one page for each member to ``path`` (the caller moves it into place); numbers stand in full.

    Returns sentences for the clerk: what the paper does not show as it is kept. Full numbers leave the office, so
    the caller notes the print. Raises Cancelled.
    """
    told: list[str] = []
    title = "工会会员登记表"
    with Document(path, title=title, author=settings.union_name) as document:
        for number, form in enumerate(forms, 1):
            if progress is not None:
                progress.check_cancelled()
                progress.report(number, len(forms), "正在排版登记表")
            told += _page(document.page(), form, settings, office_folder)
    return [*told, *document.warnings()]


def _page(page: Page, form: Registration, settings: Settings, office_folder: Path) -> list[str]:
    _application(page, settings)
    page.text(page.width / 2, 62.0, "工会会员登记表", TITLE)
    number = form.values["member_no"]
    page.text(page.width - MARGIN, 66.0, f"会员证号 NO. {number or '＿＿＿＿＿＿'}", BODY.but(align="right"))
    grid = _grid(form, settings)
    grid.draw(page)
    grid.fill(page, {**form.values, "history": form.history, "photo": "" if form.photo else "照片\n（一寸）"})
    page.text(MARGIN, grid.bottom + 3.0, f"注：{settings.text('form8_note')}", SMALL)
    return _photo(page, grid, form, office_folder)


def _application(page: Page, settings: Settings) -> None:
    page.text(page.width / 2, 14.0, "中华全国总工会入会申请书", TITLE.but(size=16.0))
    text = "　　" + settings.text("application_text")
    page.box(MARGIN, 24.0, page.width - 2 * MARGIN, 22.0, text, BODY.but(size=12.0, leading=1.6))
    signing = "申请人（签名）：　　　　　　　　　　　年　　月　　日"
    page.text(page.width - MARGIN - 4, 49.0, signing, BODY.but(size=12.0, align="right"))


def _grid(form: Registration, settings: Settings) -> Grid:
    grid = Grid(MARGIN, 72.0, WIDTHS)
    grid.row(
        label("姓名"), value(key="full_name", align="center"), label("性别"), value(key="sex_code", align="center"),
        label("出生日期"), value(key="birth_date", align="center"), value(key="photo", rows=4, style=CENTER), height=9.0,
    )  # fmt: skip
    for left, middle, right in (
        (("民族", "ethnicity_code"), ("学历", "education_code"), ("籍贯", "native_place")),
        (("政治面貌", "political_status_code"), ("工资（元）", "dues_base"), ("用工形式", "employment_type")),
        (("工号", "staff_no"), ("手机", "mobile"), ("参加工作", "work_start_date")),
    ):
        cells = [cell for name, key in (left, middle, right) for cell in (label(name), value(key=key, align="center"))]
        grid.row(*cells, height=9.0)
    grid.row(label("身份证号"), value(key="id_number", span=3, style=_LINE), label("入会时间"),
             value(key="join_date", span=2), height=9.0)  # fmt: skip
    grid.row(label("工作单位"), value(key="branch_id", span=3), label("职务、职称"), value(key="posts", span=2),
             height=9.0)  # fmt: skip
    _family(grid, form.family)
    grid.row(label("个人\n工作简历"), value(key="history", span=6, style=BODY.but(valign="top")), height=48.0)
    opinion = settings.say("基层工会\n组织审批\n意见")
    grid.row(label(opinion), signed("", span=6, foot=_SEAL), height=34.0)
    grid.row(label("备注"), value(key="remark", span=6), height=14.0)
    return grid


def _family(grid: Grid, family: Sequence[FamilyLine]) -> None:
    rows = max(FAMILY_ROWS, len(family))
    height = 7.5 if rows == FAMILY_ROWS else 7.5 * FAMILY_ROWS / rows
    title = label("家庭主要\n成员及其\n工作单位", rows=rows + 1)
    grid.row(title, label("姓名"), label("关系"), label("出生年月"), label("工作单位或学校", 2), label("电话"), height=7.5)
    for one in (*family, *[FamilyLine("", "", "", "", "")] * (rows - len(family))):
        grid.row(
            value(one.full_name), value(one.relation, align="center"), value(one.birth, align="center"),
            value(one.work_unit, span=2), value(one.phone, style=_LINE), height=height,
        )  # fmt: skip


def _photo(page: Page, grid: Grid, form: Registration, office_folder: Path) -> list[str]:
    """Draw the photo into its cell; where it cannot be had the paper is printed without, and the clerk told."""
    if not form.photo:
        return []
    box = grid.box("photo")
    try:
        path = attachments.located(office_folder, form.photo)
        page.picture(box.x + 1, box.y + 1, box.width - 2, box.height - 2, path)
    except OfficeError as trouble:
        return [f"{form.values['full_name']}：{trouble.sentence}"]
    return []
