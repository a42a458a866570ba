# SPDX-License-Identifier: MIT
"""Killed while issuing, and two issuing at once: no voucher that was said is lost, no number missing or given twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.aid.offices import NOON, small_office
from unionoffice.aid.records import ISSUED, AidPayment
from unionoffice.office import Office

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("UNIONOFFICE_KILLS", "200"))
SEED = os.environ.get("UNIONOFFICE_KILL_SEED", "4")


def started(*arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.aid.issuing", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def said_by(process: "subprocess.Popen[str]") -> list[str]:
    answer, _ = process.communicate(timeout=240)
    assert process.returncode == 0
    return list(json.loads(answer))


def ledger(folder: Path) -> list[AidPayment]:
    """The payments after the office was opened anew and found whole."""
    office = Office.open(folder, clock=lambda: NOON)
    assert office.check() == []  # numbers, sums, the chain of the audit trail, the search index, the database itself
    with office.read() as session:
        rows = list(session.scalars(select(AidPayment).order_by(AidPayment.id)).unique())
    office.engine.dispose()
    return rows


def assert_consecutive(rows: list[AidPayment]) -> None:
    assert sorted(row.number or 0 for row in rows) == list(range(1, len(rows) + 1))
    assert {row.status for row in rows} <= {ISSUED}  # never a draft left half-way


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
def test_no_kill_loses_a_said_voucher_or_leaves_a_gap(tmp_path: Path) -> None:
    small_office(tmp_path / "office").engine.dispose()
    said = said_by(started("kill", tmp_path / "office", KILLS, SEED))
    rows = ledger(tmp_path / "office")
    assert_consecutive(rows)
    stored = {row.voucher_no for row in rows}
    assert len(said) == len(set(said)) >= KILLS / 3  # the kills did fall among issuing
    assert set(said) <= stored
    assert len(stored) - len(said) <= KILLS  # at most the one being issued when the kill came


def test_two_windows_that_issue_at_once_share_one_run_of_numbers(tmp_path: Path) -> None:
    small_office(tmp_path / "office").engine.dispose()
    both = [started("issue", tmp_path / "office", 40) for _ in range(2)]
    first, second = (said_by(one) for one in both)
    rows = ledger(tmp_path / "office")
    assert_consecutive(rows)
    assert sorted(first + second) == sorted(row.voucher_no or "" for row in rows)
    assert len(rows) == 80
