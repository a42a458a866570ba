# SPDX-License-Identifier: MIT
"""The yearly ledger of visits (走访台账): the columns of form 13, and the year's counts on a second sheet."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.aid.visits_queries import CountLine, counts, payment_of
from unionoffice.aid.visits_records import DONE, VOIDED, HomeVisit
from unionoffice.errors import OfficeError
from unionoffice.kit.describe import fields_of
from unionoffice.kit.roles import role_of
from unionoffice.sheets.specs import AnySheet, BlockSheet, ColumnSpec, SheetSpec
from unionoffice.store.settings import Settings

_COLUMNS = (
    ColumnSpec("序号", 5, "int"),
    ColumnSpec("编号", 13),
    ColumnSpec("得知日期", 11, "day"),
    ColumnSpec("走访日期", 11, "day"),
    ColumnSpec("被访人", 13, wrap=True),
    ColumnSpec("工号", 10),
    ColumnSpec("部门", 15, wrap=True),
    ColumnSpec("类别", 10, wrap=True),
    ColumnSpec("事由", 16, wrap=True),
    ColumnSpec("医院", 14, wrap=True, group="住院"),
    ColumnSpec("科室", 10, wrap=True, group="住院"),
    ColumnSpec("床位", 7, group="住院"),
    ColumnSpec("病种", 12, wrap=True, group="住院"),
    ColumnSpec("入院日期", 11, "day", group="住院"),
    ColumnSpec("慰问形式", 10, wrap=True),
    ColumnSpec("金额", 11, "money", total=True),
    ColumnSpec("慰问品", 12, wrap=True),
    ColumnSpec("凭证号", 13),
    ColumnSpec("走访人员", 14, wrap=True),
    ColumnSpec("职工诉求", 16, wrap=True),
    ColumnSpec("反馈", 16, wrap=True),
    ColumnSpec("经办人", 8),
    ColumnSpec("分工会主席", 9, wrap=True),
)
_COUNTS = (
    ColumnSpec("", 24, wrap=True),
    ColumnSpec("人次", 10, "int", total=True),
    ColumnSpec("人数", 10, "int"),
    ColumnSpec("逾期走访", 12, "int", total=True),
    ColumnSpec("金额", 16, "money", total=True),
)
_BLOCKS = (("kind_name", "类别"), ("branch_name", "分工会"), ("month", "月份"))


def ledger_book(session: Session, year: int, settings: Settings, today: date, *, full: bool) -> list[AnySheet]:
    """The visits numbered in ``year``, and the counts of those made in it. OfficeError where there are none.

    Without ``full`` illness, ward and what was told are masked; with it note the export first
    (``visits_papers.note_ledger``).
    """
    v = HomeVisit
    visits = session.scalars(select(v).where(v.year == year).order_by(v.number)).all()
    if not visits:
        raise OfficeError(f"{year} 年还没有走访记录，没有导出。")
    unit = (f"填报单位：{settings.union_name}", f"{year} 年", "单位：元")
    rows = [_row(session, at, one, full) for at, one in enumerate(visits, 1)]
    columns = [ColumnSpec(settings.say(c.heading), c.width, c.kind, c.total, c.wrap, c.group) for c in _COLUMNS]
    cancelled = sum(one.status == VOIDED for one in visits)
    notes = (f"已取消 {cancelled} 条，编号保留，金额不计。",) if cancelled else ()
    ledger = SheetSpec(
        title=f"{year} 年五必访（住院慰问）台账", columns=columns, rows=rows, sheet_name="走访台账", unit_line=unit,
        notes=notes, signed_on=today, freeze_columns=5,
    )  # fmt: skip
    return [ledger, _summary(session, year, settings, today, unit)]


def _row(session: Session, at: int, one: HomeVisit, full: bool) -> tuple[object, ...]:
    def text(name: str) -> Any:
        field = fields_of(HomeVisit)[name]
        return field.tell(one, role_of(session)) if full else field.mask(one)

    payment = payment_of(session, one)
    state = f"已取消：{one.void_reason or ''}" if one.status == VOIDED else ""
    return (
        at, one.visit_no, one.asked_on, one.visited_on, one.who, one.staff_no, one.branch_name, one.kind_name,
        "；".join(part for part in (one.reason, state) if part), one.hospital, text("department"), one.bed,
        text("illness"), one.admitted_on, text("comfort"), one.amount if one.status == DONE else None, one.goods,
        payment.number if payment else "", one.visitors, text("requests"), text("feedback"), one.handler, one.chair,
    )  # fmt: skip


def _summary(
    session: Session, year: int, settings: Settings, today: date, unit: tuple[str, str, str]
) -> BlockSheet:
    blocks = []
    for by, heading in _BLOCKS:
        columns = [ColumnSpec(settings.say(heading), 24, wrap=True), *_COUNTS[1:]]
        last = by == _BLOCKS[-1][0]
        blocks.append(SheetSpec(
            title=f"{year} 年走访按{settings.say(heading)}", columns=columns, unit_line=unit, signed_on=today if last else None,
            rows=[_count(one) for one in counts(session, year, by)], signatures=SheetSpec.signatures if last else (),
        ))  # fmt: skip
    return BlockSheet("汇总", blocks, landscape=False)


def _count(one: CountLine) -> tuple[object, ...]:
    return (one.name, one.visits, one.people, one.late, one.amount)
