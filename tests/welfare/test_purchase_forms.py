# SPDX-License-Identifier: MIT
"""Forms 5 and 6 as the paper shows them."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.printing.reading import overflowing
from tests.welfare.conftest import plan, prepared, quote
from unionoffice.errors import OfficeError
from unionoffice.office import Office
from unionoffice.store.settings import save_settings
from unionoffice.welfare import actions, purchase, purchase_forms
from unionoffice.welfare.purchase import Arrived

GOLDEN = Path(__file__).parent / "golden"


def text_of(path: Path) -> str:
    pages = [page.extract_text() for page in PdfReader(path).pages]
    return (
        "\n--- page ---\n".join("\n".join(line.strip() for line in page.splitlines()) for page in pages)
        + "\n"
    )


def test_the_enquiry_names_who_asked_how_much_and_who_was_taken(office: Office, tmp_path: Path) -> None:
    campaign_id = prepared(office)
    with office.work("设置") as work:
        save_settings(work, {"union_name": "江陵大学工会委员会"})
    with office.read() as session:
        data = purchase_forms.read_enquiry(session, campaign_id)
    path = tmp_path / "a.pdf"
    assert purchase_forms.enquiry_record(path, data, office.settings) == []
    assert text_of(path) == (GOLDEN / "enquiry.txt").read_text(encoding="utf-8")
    assert overflowing(path) == []


def test_more_suppliers_than_fit_go_on_a_further_page(office: Office, tmp_path: Path) -> None:
    campaign_id = plan(office)
    quote(office, campaign_id, *[(f"第{number}家商贸", "80.00", "40.00") for number in "一二三四五六七"])
    with office.read() as session:
        data = purchase_forms.read_enquiry(session, campaign_id)
    purchase_forms.enquiry_record(tmp_path / "a.pdf", data, office.settings)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    assert len(pages) == 2 and "第五家商贸" in pages[0] and "第六家商贸" in pages[1]
    assert "附：报价单 7 份" in pages[0]


def test_without_quotations_there_is_nothing_to_print(office: Office) -> None:
    campaign_id = plan(office)
    with office.read() as session, pytest.raises(OfficeError, match="还没有报价"):
        purchase_forms.read_enquiry(session, campaign_id)


def test_an_acceptance_and_a_voided_one(office: Office, tmp_path: Path) -> None:
    campaign_id = prepared(office)
    with office.work("验收") as work:
        moon, rice = actions.items_of(work, campaign_id)
        wrong = purchase.record_acceptance(work, campaign_id, {moon.id: Arrived(2)})
        purchase.void_acceptance(work, wrong.id, "记错")
        right = purchase.record_acceptance(
            work, campaign_id, {moon.id: Arrived(20), rice.id: Arrived(38, ordered=40)},
            arrived_on=date(2020, 9, 18), invoice_no="55754605", contract_no="JLGH-2020-019",
            inspectors="何志远、陈一帆",
        )  # fmt: skip
    with office.read() as session:
        papers = [purchase_forms.read_acceptance(session, one) for one in (right.id, wrong.id)]
    path = tmp_path / "a.pdf"
    assert purchase_forms.acceptance_notes(path, papers, office.settings) == []
    assert text_of(path) == (GOLDEN / "acceptance.txt").read_text(encoding="utf-8")
    assert overflowing(path) == [] and "作废" in text_of(path).split("--- page ---")[1]
