# SPDX-License-Identifier: MIT
"""``print``: vouchers by number, sign-off sheets by campaign, the plan; never over an existing file."""

import sqlite3
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Run


def text(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def first_numbers(folder: Path, count: int) -> list[str]:
    with sqlite3.connect(folder / "office.db") as connection:
        rows = connection.execute(
            "SELECT voucher_no FROM aid_payment WHERE status = 'signed' ORDER BY year, number LIMIT ?", (count,)
        )
        return [row[0] for row in rows]


def printed(folder: Path, number: str) -> int:
    with sqlite3.connect(folder / "office.db") as connection:
        [[times]] = connection.execute("SELECT print_count FROM aid_payment WHERE voucher_no = ?", (number,)).fetchall()
    return int(times)


def test_vouchers_are_printed_and_counted(at: Run, folder: Path, tmp_path: Path) -> None:
    one, two = first_numbers(folder, 2)
    before = printed(folder, one)
    told = at("print", "voucher", one, two, "--out", tmp_path / "凭证.pdf")
    assert told.code == 0 and "已写好" in told.out
    assert one in text(tmp_path / "凭证.pdf") and two in text(tmp_path / "凭证.pdf")
    assert printed(folder, one) == before + 1
    at("print", "voucher", one, "--out", tmp_path / "凭证.pdf")
    assert len(list(tmp_path.glob("凭证*.pdf"))) == 2


def test_a_number_nobody_has_prints_and_counts_nothing(at: Run, folder: Path, tmp_path: Path) -> None:
    [one] = first_numbers(folder, 1)
    before = printed(folder, one)
    told = at("print", "voucher", one, "慰-2020-9999", "--out", tmp_path / "x.pdf")
    assert told.code == 3 and "没有凭证 慰-2020-9999" in told.err
    assert not (tmp_path / "x.pdf").exists() and printed(folder, one) == before


def test_a_paper_that_cannot_be_written_is_not_counted(at: Run, folder: Path, tmp_path: Path) -> None:
    [one] = first_numbers(folder, 1)
    before = printed(folder, one)
    told = at("print", "voucher", one, "--out", tmp_path / "没有" / "x.pdf")
    assert told.code == 3 and "没有写成" in told.err and printed(folder, one) == before


def test_a_campaign_is_named_by_a_part_of_its_name(at: Run, tmp_path: Path) -> None:
    told = at("print", "sign-off", "中秋", "--out", tmp_path / "签收.pdf")
    assert told.code == 0 and len(PdfReader(tmp_path / "签收.pdf").pages) > 1


@pytest.mark.parametrize("said", ["没有的批次", "慰问"])
def test_a_name_that_fits_none_or_several_lists_what_there_is(at: Run, tmp_path: Path, said: str) -> None:
    told = at("print", "sign-off", said, "--out", tmp_path / "x.pdf")
    assert told.code == 3 and "对不上唯一的一个批次" in told.err and "中秋" in told.err


def test_the_plan_is_printed(at: Run, tmp_path: Path) -> None:
    told = at("print", "plan", "--out", tmp_path / "计划.pdf")
    assert told.code == 0 and "主要工作安排" in text(tmp_path / "计划.pdf").replace(" ", "")
    none = at("print", "plan", "--year", "2031", "--out", tmp_path / "无.pdf")
    assert none.code == 3 and "2031" in none.err


def test_visits_are_printed_two_to_a_page(at: Run, tmp_path: Path) -> None:
    told = at("print", "visit", "访-2020-0001", "访-2020-0002", "--out", tmp_path / "走访.pdf")
    assert told.code == 0 and len(PdfReader(tmp_path / "走访.pdf").pages) == 1
    assert "访-2020-0002" in text(tmp_path / "走访.pdf")
    wrong = at("print", "visit", "访-2020-9999", "--out", tmp_path / "x.pdf")
    assert wrong.code == 3 and "没有走访 访-2020-9999" in wrong.err and not (tmp_path / "x.pdf").exists()
