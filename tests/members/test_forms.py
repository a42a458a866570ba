# SPDX-License-Identifier: MIT
"""The printed list of members, and the roster of each branch."""

from datetime import date
from pathlib import Path

from pypdf import PdfReader

from tests.printing.reading import overflowing, texts
from unionoffice.members.forms import branch_rosters_pdf, roster_pdf
from unionoffice.members.records import Member
from unionoffice.members.registers import MEMBERS
from unionoffice.members.rosters import RosterQuery, by_branch, roster_on
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


def test_form_9_has_a_list_for_each_branch_with_its_counts_and_page_numbers(
    sample_office: Office, tmp_path: Path
) -> None:
    day = date(2020, 6, 30)
    with sample_office.read() as session:
        rosters = by_branch(roster_on(session, RosterQuery(day)))
    ordered = sorted(rosters, key=lambda one: one.count.total)
    chosen = [ordered[0], ordered[-1]]
    path = tmp_path / "form9.pdf"
    assert branch_rosters_pdf(path, chosen, sample_office.settings, day=day) == []
    assert overflowing(path) == []
    pages = texts(path)
    first, last = pages[0], pages[-1]
    assert f"分工会：{chosen[0].name}" in first and "截止日期：2020 年 6 月 30 日" in first and "第 1 页 共 1 页" in first
    assert chosen[0].count.text in first and chosen[1].count.text in last
    assert f"第 {len(pages) - 1} 页 共 {len(pages) - 1} 页" in last and chosen[1].name in last
    assert sum(chosen[1].count.text in page for page in pages) == 1
    everything = "".join(pages)
    assert all(one.staff_no in everything for roster in chosen for one in roster.people)
    assert not any(one.mobile in everything for roster in chosen for one in roster.people)


def test_form_9_shows_mobiles_in_full_when_asked(sample_office: Office, tmp_path: Path) -> None:
    with sample_office.read() as session:
        rosters = by_branch(roster_on(session, RosterQuery(date(2020, 6, 30))))[:1]
    branch_rosters_pdf(tmp_path / "full.pdf", rosters, sample_office.settings, day=date(2020, 6, 30), unmask=True)
    everything = "".join(texts(tmp_path / "full.pdf"))
    assert all(one.mobile in everything for one in rosters[0].people)
