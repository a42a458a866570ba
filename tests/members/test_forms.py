# SPDX-License-Identifier: MIT
"""The printed list of members."""

from pathlib import Path

from pypdf import PdfReader

from unionoffice.members.forms import roster_pdf
from unionoffice.members.records import Member
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.store import listing
from unionoffice.store.listing import Query


def test_the_list_repeats_its_header_counts_pages_and_masks(sample_office: Office, tmp_path: Path) -> None:
    with sample_office.read() as session:
        members = listing.rows(session, Member, listing.ids(session, MEMBERS, Query())[:70])
    path = tmp_path / "名册.pdf"
    warnings = roster_pdf(
        path, members, sample_office.settings, day=sample_office.today(), filter_text="会籍：在册"
    )
    assert warnings == []
    pages = [page.extract_text() for page in PdfReader(path).pages]
    assert len(pages) == 3
    for number, text in enumerate(pages, 1):
        assert "会员名册" in text and "工号" in text and "共 70 人" in text and "会籍：在册" in text
        assert f"第 {number} 页 共 3 页" in text
    everything = "".join(pages)
    assert all((one.staff_no or "") in everything for one in members)
    assert not any((one.mobile or "?") in everything for one in members)
