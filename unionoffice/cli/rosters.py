# SPDX-License-Identifier: MIT
"""``export`` and ``print`` of members: rosters of any day, named lists, registration forms, the real-name table."""

import argparse
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.cli import OK
from unionoffice.cli.exporting import chosen
from unionoffice.cli.opening import opened
from unionoffice.cli.printing import write
from unionoffice.cli.progress import Line
from unionoffice.errors import OfficeError
from unionoffice.kit import dates
from unionoffice.members.giving_out import noted, require_purpose
from unionoffice.members.lists import Asked, find_list, list_lines
from unionoffice.members.registers import MEMBERS
from unionoffice.members.rosters import RosterQuery, by_branch, roster_on
from unionoffice.office import Office
from unionoffice.store.listing import Query


def export_real_name(arguments: argparse.Namespace) -> int:
    """The upper union's table has full numbers: it is noted what for."""
    from unionoffice.members.sheets import export_real_name as export

    purpose = require_purpose(arguments.purpose)
    with opened(arguments) as office:
        with office.read() as session:
            query = Query(arguments.search, chosen(session, office, MEMBERS, arguments.filter), MEMBERS.order)
            made = export(
                session, query, arguments.file, settings=office.settings, today=office.today(), progress=Line()
            )
        noted(office.work, MEMBERS, made, purpose)
    print(f"已导出 {made.rows:,} 人，含完整号码，用途已记入审计：{made.path}")
    return OK


def export_roster(arguments: argparse.Namespace) -> int:
    from unionoffice.members.report_sheets import export_roster as export

    purpose = None if arguments.purpose is None else require_purpose(arguments.purpose)
    with opened(arguments) as office:
        with office.read() as session:
            made = export(
                session, _roster_query(session, office, arguments), arguments.file, settings=office.settings,
                today=office.today(), progress=Line(), unmask=purpose is not None,
            )  # fmt: skip
        if purpose is not None:
            noted(office.work, MEMBERS, made, purpose)
    print(f"已导出 {made.rows:,} 人，{made.filter_text}：{made.path}")
    return OK


def print_roster(arguments: argparse.Namespace) -> int:
    from unionoffice.members.forms import branch_rosters_pdf

    with opened(arguments) as office:
        with office.read() as session:
            query = _roster_query(session, office, arguments)
            rosters = by_branch(roster_on(session, query))
        if not rosters:
            raise OfficeError(f"截至 {dates.show_day(query.day)} 没有这样的会员，没有打印。")
        return write(
            arguments.out, lambda path: branch_rosters_pdf(path, rosters, office.settings, day=query.day, progress=Line())
        )


def _roster_query(session: Session, office: Office, arguments: argparse.Namespace) -> RosterQuery:
    day = dates.parse_day(arguments.day) if arguments.day else office.today()
    words = [f"分工会={name}" for name in arguments.branch]
    branches = chosen(session, office, MEMBERS, words).get("branch_id", ())
    return RosterQuery(day, branches=tuple(branches))


def export_list(arguments: argparse.Namespace) -> int:
    from unionoffice.members.report_sheets import export_list as export

    with opened(arguments) as office, office.read() as session:
        made = export(session, arguments.key, _asked(office, arguments), arguments.file, progress=Line())
    print(f"已导出 {made.filter_text}名单 {made.rows:,} 行：{made.path}")
    return OK


def print_list(arguments: argparse.Namespace) -> int:
    from unionoffice.members.list_form import list_pdf
    from unionoffice.members.report_sheets import list_rows

    with opened(arguments) as office:
        asked = _asked(office, arguments)
        with office.read() as session:
            rows = list(list_rows(session, list_lines(session, arguments.key, asked)))
        return write(arguments.out, lambda path: list_pdf(path, find_list(arguments.key), asked, rows, Line()))


def _asked(office: Office, arguments: argparse.Namespace) -> Asked:
    """What the list is asked for; without words, the present month or year."""
    today: date = office.today()
    month = arguments.month or today.month
    if not 1 <= month <= 12:
        raise OfficeError(f"没有 {month} 月，没有写出名单。--month 请写 1 到 12。")
    return Asked(today, arguments.year or today.year, month, office.settings)


def print_registration(arguments: argparse.Namespace) -> int:
    """Form 8 has full numbers: that it was drawn is audited with each member, as in the window."""
    from unionoffice.members.records import Member
    from unionoffice.members.registration import registrations
    from unionoffice.members.registration_form import registration_pdf

    with opened(arguments) as office:
        with office.read() as session:
            ids = _members(session, arguments.number)
        with office.work("打印会员登记表") as work:  # a paper that cannot be written is not noted
            for member_id in ids:
                work.note(Member.kind(), member_id, 打印="会员登记表")
            forms = registrations(work.session, ids, office.today())
            return write(
                arguments.out, lambda path: registration_pdf(path, forms, office.settings, office.folder, Line())
            )


def _members(session: Session, numbers: Sequence[str]) -> list[int]:
    from unionoffice.members.records import Member

    rows = session.execute(select(Member.staff_no, Member.id).where(Member.staff_no.in_(numbers)))
    known = {number: member_id for number, member_id in rows}
    missing = [number for number in numbers if number not in known]
    if missing:
        raise OfficeError(f"没有工号是 {'、'.join(missing)} 的会员，没有打印。请核对工号。")
    return [known[number] for number in numbers]
