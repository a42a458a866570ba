# SPDX-License-Identifier: MIT
"""Vouchers against a bare canvas: a thousand in one file, and one from the key press to the finished file."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.aid.offices import small_office
from tests.aid.rounds_desk import crowd, new_round
from tests.aid.test_forms import voucher
from tests.benchmarks.bare_vouchers import bare_inserts, bare_pdf
from tests.benchmarks.conftest import Ratios, milliseconds
from unionoffice.aid import actions, queries, rounds_actions
from unionoffice.aid.forms import vouchers_pdf
from unionoffice.aid.vouchers import VoucherData, voucher_data
from unionoffice.office import Office

MANY = 1_000
pytestmark = [pytest.mark.benchmark, pytest.mark.slow]


def seconds(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def by_turns(ours: Callable[[], object], bare: Callable[[], object], times: int) -> tuple[list[float], list[float]]:
    """Both in turn, after one run of each that does not count; so that a busy moment meets both."""
    ours(), bare()
    both = [(seconds(ours), seconds(bare)) for _ in range(times)]
    return sorted(one for one, _ in both), sorted(one for _, one in both)


def test_a_thousand_vouchers_in_one_file(tmp_path: Path, ratios: Ratios) -> None:
    office = small_office(tmp_path / "office")
    many = [
        replace(voucher(), voucher_no=f"慰-2020-{n:04d}", full_name=("蔡文静", "𬱟𠮷㛃", "迪丽娜尔·艾山")[n % 3])
        for n in range(MANY)
    ]
    ours, bare = by_turns(
        lambda: vouchers_pdf(tmp_path / "ours.pdf", many, office.settings),
        lambda: bare_pdf(tmp_path / "bare.pdf", many), 3,
    )  # fmt: skip
    against = "bare ReportLab canvas, every page in full"
    ratios.hold("1,000 vouchers to one PDF", against, ours[0] / bare[0], 1.0, milliseconds(ours[0]))


def test_one_voucher_from_the_key_to_the_file(tmp_path: Path, ratios: Ratios) -> None:
    """All that stands between Ctrl+G and the file: two committed steps (issue; count the print), then the drawing."""
    office = small_office(tmp_path / "office")
    with office.read() as session:
        type_id = queries.types_in_use(session)[0].type_id
    ours, bare = by_turns(
        lambda: _issue_and_draw(office, type_id, tmp_path / "ours.pdf"),
        lambda: bare_pdf(tmp_path / "bare.pdf", [voucher()]), 60,
    )  # fmt: skip
    p95 = ours[int(len(ours) * 0.95)]
    what, measured = "one voucher, key to PDF, p95 (goal 50 ms)", p95 / bare[int(len(bare) * 0.95)]
    ratios.hold(what, "bare canvas, one page, p95", measured, 6.0, milliseconds(p95))


def test_a_round_of_a_thousand(tmp_path: Path, ratios: Ratios) -> None:
    """Numbered, checked, audited, indexed and committed, against the bare inserts of the same payments."""
    office = small_office(tmp_path / "office")
    people = crowd(office, MANY)
    ours = []
    for number in range(3):
        made = new_round(office, people, name=f"第 {number} 批")
        ours.append(seconds(lambda made=made: _issue_round(office, made.id)))  # type: ignore[misc]
    database = tmp_path / "office" / "office.db"
    bare = [seconds(lambda: bare_inserts(database, "aid_payment", MANY)) for _ in range(3)]
    ratios.hold("a round of 1,000 issued", "bare inserts of its payments", min(ours) / min(bare), 30.0, milliseconds(min(ours)))


def _issue_round(office: Office, round_id: int) -> None:
    with office.work("签发批次") as work:
        assert len(rounds_actions.issue_round(work, round_id)) == MANY


def _issue_and_draw(office: Office, type_id: int, path: Path) -> list[VoucherData]:
    values = {
        "member_id": 1, "aid_type_id": type_id, "amount": Decimal(600), "event_date": date(2020, 9, 21),
        "pay_method": "bank_transfer", "reason": "住院手术",
    }  # fmt: skip
    with office.work("签发凭证") as work:
        payment = actions.issue(work, actions.save_draft(work, None, values).id)
    with office.work("打印凭证") as work:
        actions.note_printed(work, payment.id)
    with office.read() as session:
        drawn = voucher_data(session, [payment.id])
    vouchers_pdf(path, drawn, office.settings)
    return drawn
