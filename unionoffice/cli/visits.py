# SPDX-License-Identifier: MIT
"""``export visits`` and ``print visit``: the year's ledger with illness masked, and form 13 by number."""

import argparse
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.cli import OK
from unionoffice.cli.opening import opened
from unionoffice.cli.printing import write
from unionoffice.cli.progress import Line
from unionoffice.errors import OfficeError


def export_visits(arguments: argparse.Namespace) -> int:
    from unionoffice.aid.visits_sheets import ledger_book
    from unionoffice.sheets.writing import write_workbook

    with opened(arguments) as office:
        year = arguments.year or office.working_year()
        with office.read() as session:
            book = ledger_book(session, year, office.settings, office.today(), full=False)
        path = write_workbook(arguments.file, book, Line())
    print(f"已导出 {year} 年走访台账：{path}")
    return OK


def print_visits(arguments: argparse.Namespace) -> int:
    """That illness and requests were printed is noted."""
    from unionoffice.aid import visits_papers
    from unionoffice.aid.visits_forms import visits_pdf

    with opened(arguments) as office:
        with office.read() as session:
            ids = _visits(session, arguments.number)
        with office.work("打印走访登记表") as work:
            visits_papers.look(work, ids, "打印走访登记表")
            papers = visits_papers.visit_papers(work.session, ids)
            return write(arguments.out, lambda path: visits_pdf(path, papers, office.settings))


def _visits(session: Session, numbers: Sequence[str]) -> list[int]:
    from unionoffice.aid.visits_records import HomeVisit

    found = select(HomeVisit.visit_no, HomeVisit.id).where(HomeVisit.visit_no.in_(numbers))
    known = {number: visit_id for number, visit_id in session.execute(found)}
    for number in numbers:
        if number not in known:
            raise OfficeError(f"没有走访 {number}，没有打印。请核对编号，例：访-2020-0012。")
    return [known[number] for number in numbers]
