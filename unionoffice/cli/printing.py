# SPDX-License-Identifier: MIT
"""``print``: the office's papers as PDF files."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from unionoffice.cli import FOUND, OK
from unionoffice.cli.opening import opened
from unionoffice.errors import OfficeError
from unionoffice.kit.files import free_name, write_atomically


def voucher(arguments: argparse.Namespace) -> int:
    """Print vouchers by number; the print is counted, so that the next one says 补打."""
    from unionoffice.aid import actions
    from unionoffice.aid.forms import vouchers_pdf
    from unionoffice.aid.vouchers import voucher_data

    with opened(arguments) as office:
        with office.read() as session:
            ids = _vouchers(session, arguments.number)
        with office.work("打印凭证") as work:  # a paper that cannot be written is not counted
            for payment_id in ids:
                actions.note_printed(work, payment_id)
            work.flush()
            vouchers = voucher_data(work.session, ids)
            return write(arguments.out, lambda path: vouchers_pdf(path, vouchers, office.settings))


def _vouchers(session: Session, numbers: Sequence[str]) -> list[int]:
    from unionoffice.aid.records import AidPayment

    rows = session.execute(select(AidPayment.voucher_no, AidPayment.id).where(AidPayment.voucher_no.in_(numbers)))
    known = {number: payment_id for number, payment_id in rows}
    for number in numbers:
        if number not in known:
            raise OfficeError(f"没有凭证 {number}，没有打印。请核对凭证号，例：慰-2020-0012。")
    return [known[number] for number in numbers]


def sign_off(arguments: argparse.Namespace) -> int:
    from unionoffice.welfare.forms import read_sign_off, sign_off_sheets

    with opened(arguments) as office:
        with office.read() as session:
            data = read_sign_off(session, _campaign(session, arguments.campaign))
        return write(arguments.out, lambda path: sign_off_sheets(path, data, office.settings))


def _campaign(session: Session, said: str) -> int:
    from unionoffice.welfare.records import WelfareCampaign

    rows = [(row.id, row.name) for row in session.scalars(select(WelfareCampaign)).unique()]
    found = [number for number, name in rows if said in (str(number), name)]
    found = found or [number for number, name in rows if said in name]
    if len(found) != 1:
        names = "、".join(f"{number} {name}" for number, name in rows)
        raise OfficeError(f"“{said}”对不上唯一的一个批次，没有打印。现有：{names or '还没有批次'}。")
    return found[0]


def plan(arguments: argparse.Namespace) -> int:
    from unionoffice.plan import queries
    from unionoffice.plan.forms import plan_sheet

    with opened(arguments) as office:
        year = arguments.year or office.working_year()
        with office.read() as session:
            found = queries.tree(session, year, office.today())
        if found is None:
            raise OfficeError(f"还没有 {year} 年的工作计划，没有打印。")
        return write(arguments.out, lambda path: plan_sheet(path, found, office.settings))


def write(out: Path, draw: Callable[[Path], list[str]]) -> int:
    """Draw under a temporary name, move into place; what the paper does not show right is said."""
    warnings: list[str] = []
    path = write_atomically(free_name(out), lambda temp: warnings.extend(draw(temp)))
    for sentence in warnings:
        print(f"留意：{sentence}", file=sys.stderr)
    print(f"已写好：{path}")
    return FOUND if warnings else OK
