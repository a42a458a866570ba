# SPDX-License-Identifier: MIT
"""``export``: the same workbooks as the window writes; numbers are masked where no purpose is given."""

import argparse
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from unionoffice.cli import OK
from unionoffice.cli.opening import opened
from unionoffice.cli.parser import EXPORTS
from unionoffice.cli.progress import Line
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.dates import parse_day
from unionoffice.kit.fields import Link
from unionoffice.kit.register import Register
from unionoffice.office import Office
from unionoffice.store.listing import Query

if TYPE_CHECKING:
    from unionoffice.aid.statistics_span import Span


def export_register(arguments: argparse.Namespace) -> int:
    from unionoffice.members.giving_out import noted, require_purpose
    from unionoffice.sheets import exporting

    said = getattr(arguments, "purpose", None)
    purpose = None if said is None else require_purpose(said)
    with opened(arguments) as office:
        register = office.registers[EXPORTS[arguments.what]]
        with office.read() as session:
            query = Query(arguments.search, chosen(session, office, register, arguments.filter))
            result = exporting.export_register(
                session, register, query, arguments.file,
                settings=office.settings, today=office.today(), progress=Line(), unmask=purpose is not None,
            )  # fmt: skip
        if purpose is not None:
            noted(office.work, register, result, purpose)
    full = "" if purpose is None else "，含完整号码，用途已记入审计"
    print(f"已导出 {result.rows:,} {register.unit}{full}：{result.path}")
    return OK


def chosen(session: Session, office: Office, register: Register, filters: list[str]) -> Mapping[str, tuple[Any, ...]]:
    """``列=值`` words as the query's choices; the same column twice means either. Raises OfficeError."""
    found: dict[str, tuple[Any, ...]] = {}
    for one in filters:
        label, _equals, text = one.partition("=")
        name = _field_named(office, register, label.strip())
        found[name] = (*found.get(name, ()), _value(session, register, name, text.strip()))
    return found


def _field_named(office: Office, register: Register, label: str) -> str:
    facets = {facet.label or register.fields[facet.field].label: facet.field for facet in register.facets}
    names = {**{f.label: name for name, f in register.fields.items() if f.label}, **facets}
    own_words = {office.settings.say(known): name for known, name in names.items()}
    name = own_words.get(label, names.get(label))
    if name is None:
        raise OfficeError(f"{register.title}没有“{label}”一列，没有导出。可以筛选的有：{'、'.join(own_words)}。")
    return name


def _value(session: Session, register: Register, name: str, text: str) -> Any:
    years = {facet.field for facet in register.facets if facet.by == "year"}
    if name in years:
        return text.removesuffix("年").strip()
    field = register.fields[name]
    if isinstance(field.type, Link):
        from unionoffice.sheets.import_known import LinkNames, NewLink

        found = LinkNames(session, field.type).find(field, text)
        if isinstance(found, NewLink):
            raise OfficeError(f"没有叫“{text}”的{field.label}，没有导出。")
        return found
    try:
        return field.type.parse(text)
    except FieldError as error:
        raise OfficeError(f"{field.label}：{error.sentence}") from error


def export_plan(arguments: argparse.Namespace) -> int:
    from unionoffice.plan import progress_queries, queries
    from unionoffice.plan.sheets import plan_book
    from unionoffice.sheets.writing import write_workbook

    with opened(arguments) as office:
        year, today = arguments.year or office.working_year(), office.today()
        with office.read() as session:
            plan = queries.tree(session, year, today)
            notes = progress_queries.latest_progress(session, year, today)
        if plan is None:
            raise OfficeError(f"还没有 {year} 年的工作计划，没有导出。")
        path = write_workbook(arguments.file, plan_book(plan, notes, office.settings), Line())
    print(f"已导出 {year} 年工作计划：{path}")
    return OK


def export_aid_statistics(arguments: argparse.Namespace) -> int:
    from unionoffice.aid.statistics_queries import Asked, find_dimension
    from unionoffice.aid.statistics_sheets import export_statistics

    for key in (arguments.by, arguments.cross or arguments.by):
        find_dimension(key)
    if arguments.cross == arguments.by:
        raise OfficeError("--by 和 --cross 是同一项，没有导出。请换一项交叉。")
    with opened(arguments) as office:
        asked = Asked(_span(arguments, office))
        with office.read() as session:
            made = export_statistics(
                session, arguments.by, asked, arguments.file, settings=office.settings, today=office.today(),
                progress=Line(), column_key=arguments.cross,
            )  # fmt: skip
    print(f"已导出 {asked.span.title}帮扶统计，共 {made.rows:,} 人次：{made.path}")
    return OK


def _span(arguments: argparse.Namespace, office: Office) -> "Span":
    from unionoffice.aid.statistics_span import Span, span_of

    if not (arguments.first or arguments.last):
        return span_of(arguments.year or office.working_year())
    if not (arguments.first and arguments.last):
        raise OfficeError("--from 和 --to 要一起写，没有导出。例：--from 2020-03-01 --to 2020-06-30")
    span = Span(parse_day(arguments.first), parse_day(arguments.last))
    if span.last < span.first:
        raise OfficeError("--to 早于 --from，没有导出。请核对。")
    return span


def make_folder(folder: Path) -> None:
    """The folder and those above it; OfficeError where it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OfficeError(f"建不了文件夹 {folder}，没有导出。请检查权限，或换一个位置。") from error


def read_month(text: str) -> tuple[int, int]:
    """Year and month of ``2020-12``; OfficeError for anything else."""
    said = re.fullmatch(r"(20\d\d)-(0?[1-9]|1[0-2])", text)
    if said is None:
        raise OfficeError(f"“{text}”不是年月，没有导出。请写成 2020-12。")
    return int(said[1]), int(said[2])


def export_month(arguments: argparse.Namespace) -> int:
    from unionoffice.reports.month import month_workbook

    year, month = read_month(arguments.month)
    with opened(arguments) as office:
        folder: Path = arguments.out or office.exports
        make_folder(folder)
        with office.read() as session:
            path = month_workbook(
                session, office.settings, year, month, folder, office.today(), Line()
            )
    print(f"已导出月报：{path}")
    return OK
