# SPDX-License-Identifier: MIT
"""Form 4 as the paper shows it: every group its own pages, sums and words, who signed at the counter, nothing cut."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.printing.reading import overflowing
from tests.welfare.conftest import member_ids, plan, prepared
from unionoffice.errors import Cancelled, OfficeError
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.store.settings import save_settings
from unionoffice.welfare import actions, forms, hand_out

GOLDEN = Path(__file__).parent / "golden" / "sign_off.txt"


def text_of(path: Path) -> str:
    pages = [page.extract_text() for page in PdfReader(path).pages]
    return (
        "\n--- page ---\n".join("\n".join(line.strip() for line in page.splitlines()) for page in pages)
        + "\n"
    )


@pytest.fixture
def campaign_id(office: Office) -> int:
    """Frozen and decided; 赵 signed, 钱 had theirs fetched; 10 rows a page, so that a group runs over a page."""
    made = prepared(office)
    people = member_ids(office, made)
    with office.work("发放") as work:
        save_settings(work, {"sign_sheet_rows": "10", "union_name": "江陵大学工会委员会"})
        actions.save_campaign(work, made, {"place": "南区工会活动室", "hand_out_from": date(2020, 9, 21)})
        hand_out.hand_out(work, made, people[0], at=datetime(2020, 9, 21, 8, 40))
        hand_out.hand_out(work, made, people[1], proxy_name="孙文静", at=datetime(2020, 9, 21, 9, 5))
    return made


def test_the_sheets_are_as_the_golden_text(office: Office, campaign_id: int, tmp_path: Path) -> None:
    with office.read() as session:
        data = forms.read_sign_off(session, campaign_id)
    assert forms.sign_off_sheets(tmp_path / "a.pdf", data, office.settings, Silent()) == []
    assert text_of(tmp_path / "a.pdf") == GOLDEN.read_text(encoding="utf-8")
    assert overflowing(tmp_path / "a.pdf") == []


def test_a_group_is_numbered_for_itself_and_its_sums_are_those_of_its_rows(
    office: Office, campaign_id: int, tmp_path: Path
) -> None:
    with office.read() as session:
        data = forms.read_sign_off(session, campaign_id)
    forms.sign_off_sheets(tmp_path / "a.pdf", data, office.settings)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    assert len(pages) == 4  # 12 people on two pages, then 3 and 5 on one each
    assert ["第 1 页 共 2 页" in pages[0], "第 2 页 共 2 页" in pages[1], "第 1 页 共 1 页" in pages[2]] == [
        True
    ] * 3
    assert "1,600.00" in pages[0] and "320.00" in pages[1] and "1,920.00" in pages[1]
    assert "壹仟玖佰贰拾元整" in pages[1] and "合计" not in pages[0]
    assert "已签收" in pages[0] and "孙文静代" in pages[0]


def test_one_unit_alone_and_an_office_of_other_words(
    office: Office, campaign_id: int, tmp_path: Path
) -> None:
    with office.work("设置") as work:
        save_settings(work, {"branch_label": "基层工会"})
    with office.read() as session:
        data = forms.read_sign_off(session, campaign_id, "图书馆")
    forms.sign_off_sheets(tmp_path / "a.pdf", data, office.settings)
    (page,) = PdfReader(tmp_path / "a.pdf").pages
    assert "基层工会主席：" in page.extract_text() and "应发：5 人" in page.extract_text()
    assert data.standard == Decimal("300.00")


def test_without_a_roster_there_is_nothing_to_print(office: Office) -> None:
    campaign_id = plan(office)
    with office.read() as session, pytest.raises(OfficeError, match="名单还没有冻结"):
        forms.read_sign_off(session, campaign_id)


def test_cancelling_leaves_no_paper(office: Office, campaign_id: int, tmp_path: Path) -> None:
    watched = Silent()
    watched.cancel()
    with office.read() as session:
        data = forms.read_sign_off(session, campaign_id)
    with pytest.raises(Cancelled):
        forms.sign_off_sheets(tmp_path / "a.pdf", data, office.settings, watched)
    assert not (tmp_path / "a.pdf").exists()
