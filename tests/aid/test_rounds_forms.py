# SPDX-License-Identifier: MIT
"""Form 3 word for word, its subtotals against its total, masked and full copies."""

from pathlib import Path

import pytest

from tests.aid.rounds_desk import crowd, new_round
from tests.printing.reading import overflowing, pdfium_texts
from unionoffice.aid import rounds_actions
from unionoffice.aid.rounds_forms import FINANCE, OFFICE, Copy, sign_off_pdf
from unionoffice.aid.rounds_queries import round_view
from unionoffice.errors import OfficeError
from unionoffice.office import Office

GOLDEN = Path(__file__).with_name("golden")


def printed(office: Office, path: Path, round_id: int, copy: Copy) -> list[str]:
    with office.read() as session:
        view = round_view(session, round_id)
    assert sign_off_pdf(path, view, copy, office.settings) == []
    assert overflowing(path) == []
    return pdfium_texts(path)


def test_every_word_of_the_sheet(office: Office, tmp_path: Path) -> None:
    made = new_round(office, crowd(office, 14))
    with office.work("签发批次") as work:
        ids = rounds_actions.issue_round(work, made.id)
        rounds_actions.sign_many(work, ids[:1])
        rounds_actions.money_returned(work, ids[1], "本人不领")
    pages = printed(office, tmp_path / "s.pdf", made.id, FINANCE)
    assert "\f".join(pages) + "\n" == (GOLDEN / "sign_sheet.txt").read_text("utf-8")


def test_twelve_rows_a_page_with_subtotals_that_add_up(office: Office, tmp_path: Path) -> None:
    pages = printed(office, tmp_path / "s.pdf", new_round(office, crowd(office, 29)).id, FINANCE)
    assert len(pages) == 3
    assert [page.count("本页小计") for page in pages] == [1, 1, 1]
    assert ["12 人次" in page for page in pages] == [True, True, False]
    assert "29 人次" in pages[2] and "29,000.00" in pages[2] and "贰万玖仟元整" in pages[2]
    assert "合计人民币" not in pages[0] + pages[1]


def test_the_office_copy_hides_the_accounts(office: Office, tmp_path: Path) -> None:
    made = new_round(office, crowd(office, 2))
    full, masked = (printed(office, tmp_path / f"{copy.full}.pdf", made.id, copy)[0] for copy in (FINANCE, OFFICE))
    assert "6299990000000000001" in full and "财务联" in full
    assert "629999" not in masked and "0001" in masked and "留存联" in masked


def test_an_empty_round_has_no_sheet(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="名单是空的"):
        printed(office, tmp_path / "s.pdf", new_round(office, []).id, FINANCE)
