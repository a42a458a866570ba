# SPDX-License-Identifier: MIT
"""Form 8 as the paper shows it: one page each, everything in its box, the photo in its cell or a sentence about it."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.printing.reading import overflowing, texts
from unionoffice.members.actions import record_event, save_branch, save_member
from unionoffice.members.family import Child, FamilyRow, Relative, save_rows
from unionoffice.members.records import Member
from unionoffice.members.registration import Registration, registrations
from unionoffice.members.registration_form import registration_pdf
from unionoffice.office import Office
from unionoffice.store import attachments
from unionoffice.store.settings import save_settings

GOLDEN = Path(__file__).parent / "golden"
TODAY = date(2020, 12, 18)


@pytest.fixture
def member(office: Office, tmp_path: Path) -> int:
    Image.new("RGB", (295, 413), (120, 160, 210)).save(tmp_path / "照片.jpg")
    with office.work("准备") as work:
        save_settings(work, {"school_name": "江陵大学"})
        physics, maths = (save_branch(work, None, {"name": name}).id for name in ("物理学院", "数学学院"))
        member_id = save_member(work, None, {
            "full_name": "蔡文静", "id_number": "110000197906180624", "ethnicity_code": "15", "staff_no": "10020417",
            "political_status_code": "01", "education_code": "11", "native_place": "湖北江陵", "mobile": "13800004821",
            "employment_type": "permanent", "work_start_date": "2003-07", "hire_date": "2006-09", "join_date": "2006-09",
            "branch_id": physics, "post_title": "副院长", "professional_title": "教授", "member_no": "0002345",
            "remark": "2019 年优秀工会积极分子",
        }).id  # fmt: skip
        record_event(work, member_id, "branch_move", date(2015, 3, 1), to_branch_id=maths)
        save_rows(work, Relative, member_id, [
            FamilyRow(None, {"full_name": "李建国", "relation_code": "10", "birth": "1978-03", "work_unit": "江陵市医院",
                             "phone": "13900001111"}),
        ])  # fmt: skip
        save_rows(work, Child, member_id, [
            FamilyRow(None, {"full_name": "李子涵", "sex_code": "2", "birth_date": date(2012, 3, 5)}),
        ])  # fmt: skip
        work.load(Member, member_id).photo_path = attachments.keep(office.folder, tmp_path / "照片.jpg")
    return member_id


def _drawn(office: Office, path: Path, *ids: int) -> tuple[list[Registration], list[str]]:
    with office.read() as session:
        forms = registrations(session, ids, TODAY)
    return forms, registration_pdf(path, forms, office.settings, office.folder)


def test_the_whole_form(office: Office, member: int, tmp_path: Path) -> None:
    path = tmp_path / "form8.pdf"
    _, told = _drawn(office, path, member)
    assert told == [] and overflowing(path) == []
    (text,) = texts(path)
    golden = (GOLDEN / "form8.txt").read_text("utf-8")
    assert "\n".join(line.strip() for line in text.splitlines()) + "\n" == golden


def test_the_photo_stands_inside_its_cell(office: Office, member: int, tmp_path: Path) -> None:
    _drawn(office, tmp_path / "form8.pdf", member)
    with pypdfium2.PdfDocument(tmp_path / "form8.pdf") as document:
        (box,) = [one.get_bounds() for one in document[0].get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    left, bottom, right, top = (round(edge / 72 * 25.4, 1) for edge in box)
    assert 164 <= left < right <= 192 and 297 - 72 - 36 <= bottom < top <= 297 - 72
    assert (right - left) / (top - bottom) == pytest.approx(295 / 413, abs=0.01)


def test_a_photo_that_is_gone_or_no_picture_is_told_and_the_form_printed(office: Office, member: int, tmp_path: Path) -> None:
    with office.read() as session:
        (form,) = registrations(session, [member], TODAY)
    attachments.located(office.folder, form.photo).unlink()
    _, told = _drawn(office, tmp_path / "a.pdf", member)
    assert len(told) == 1 and told[0].startswith("蔡文静：附件不见了")
    (tmp_path / "文本.jpg").write_bytes(b"no picture")
    with office.work("换照片") as work:
        work.load(Member, member).photo_path = attachments.keep(office.folder, tmp_path / "文本.jpg")
    _, told = _drawn(office, tmp_path / "b.pdf", member)
    assert "打不开" in told[0] and "蔡文静" in texts(tmp_path / "b.pdf")[0]


def test_an_empty_member_and_a_large_family_each_have_one_page(office: Office, member: int, tmp_path: Path) -> None:
    with office.work("准备") as work:
        other = save_member(work, None, {"full_name": "白雪莹"}).id
        rows = [FamilyRow(None, {"full_name": f"亲{c}", "relation_code": "97"}) for c in "甲乙丙丁戊己庚辛壬癸"]
        save_rows(work, Relative, other, rows)
    path = tmp_path / "two.pdf"
    forms, told = _drawn(office, path, other, member, 999)
    assert told == [] and [form.member_id for form in forms] == [other, member]
    first, second = texts(path)
    assert "照片" in first and "亲癸" in first and "NO. ＿" in first and "照片" not in second
    assert overflowing(path) == []


def test_the_words_of_the_application_are_the_offices(office: Office, member: int, tmp_path: Path) -> None:
    with office.work("设置") as work:
        save_settings(work, {"application_text": "我志愿加入工会。", "form8_note": "一式两份。"})
    _drawn(office, tmp_path / "form8.pdf", member)
    (text,) = texts(tmp_path / "form8.pdf")
    assert "我志愿加入工会。" in text and "注：一式两份。" in text and "努力奋斗" not in text
