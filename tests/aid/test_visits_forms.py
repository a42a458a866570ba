# SPDX-License-Identifier: MIT
"""Form 13 against its golden file; two visits to a page, long texts and rare names on it, and who may print it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.aid.visit_cases import made, note
from tests.printing.reading import overflowing, pdfium_texts
from unionoffice.aid import visits_actions, visits_papers
from unionoffice.aid.visits_forms import visits_pdf
from unionoffice.aid.visits_papers import VisitPaper, visit_papers
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.roles import ENTER
from unionoffice.office import Office
from unionoffice.store.at_desk import save_operator
from unionoffice.store.history import history
from unionoffice.store.settings import Settings

GOLDEN = Path(__file__).with_name("golden") / "home_visit.txt"
SETTINGS = Settings({"school_name": "江陵大学", "union_name": "江陵大学工会委员会"})
TEXTS = {
    "visit_no": "访-2020-0012", "asked_on": "2020-09-21", "visited_on": "2020-09-23", "due_on": "2020-09-28",
    "full_name": "蔡文静", "staff_no": "10020417", "branch_name": "数学与统计学院", "kind_name": "住院", "reason": "手术住院",
    "hospital": "市第一人民医院", "department": "普外科", "bed": "12 床", "illness": "急性阑尾炎", "admitted_on": "2020-09-20",
    "comfort": "慰问金和慰问品", "amount": "1,300.00", "goods": "鲜花、水果", "visitors": "王建国、周雨桐",
    "requests": "希望协助办理医保报销。", "feedback": "病情平稳，感谢工会。", "next_contact": "2020-10-23", "handler": "周雨桐",
    "chair": "王建国",
}  # fmt: skip
PAPER = VisitPaper(TEXTS, "蔡文静", "慰-2020-0057", voided=False)
RELATIVE = replace(
    PAPER, texts={**dict.fromkeys(TEXTS, ""), "visit_no": "访-2020-0013", "full_name": "𬱟𠮷㛃"}, who="𬱟𠮷㛃的父亲 𬱟大", voided=True,
    voucher="",
)  # fmt: skip


def test_every_word_of_form_13(tmp_path: Path) -> None:
    path = tmp_path / "f13.pdf"
    assert visits_pdf(path, [PAPER, RELATIVE], SETTINGS) == [] and overflowing(path) == []
    assert "\n\f\n".join(pdfium_texts(path)) + "\n" == GOLDEN.read_text("utf-8")


def test_half_a_page_each_and_the_paper_is_upright(tmp_path: Path) -> None:
    visits_pdf(tmp_path / "a.pdf", [PAPER] * 5, SETTINGS)
    pages = PdfReader(tmp_path / "a.pdf").pages
    assert len(pages) == 3 and all(page.mediabox.width < page.mediabox.height for page in pages)
    texts = pdfium_texts(tmp_path / "a.pdf")
    assert [text.count("五必访登记表") for text in texts] == [2, 2, 1]


def test_the_longest_texts_stay_in_their_boxes(tmp_path: Path) -> None:
    long = {
        **TEXTS, "requests": "希望学校协调附近小学接送孩子，" * 20, "feedback": "病情平稳，家属陪护，" * 30, "reason": "住院治疗，" * 12,
        "visitors": "王建国、" * 15, "goods": "鲜花、水果、" * 8, "branch_name": "马克思主义学院与人文社会科学学院联合分工会",
    }  # fmt: skip
    said = visits_pdf(tmp_path / "a.pdf", [replace(PAPER, texts=long, who="迪丽娜尔·艾山的岳父 阿卜杜热依木·图尔荪")], SETTINGS)
    assert said == [] and overflowing(tmp_path / "a.pdf") == [] and len(pdfium_texts(tmp_path / "a.pdf")) == 1


def test_a_stored_visit_becomes_its_paper_and_the_look_is_noted(office: Office, tmp_path: Path) -> None:
    visit = made(office, illness="肺炎", department="呼吸内科", requests="需要陪护", relation="51", visited_name="蔡国栋")
    with office.work("打印走访登记表") as work:
        visits_papers.look(work, [visit.id], "打印走访登记表")
        papers = visit_papers(work.session, [visit.id, 99])
    (paper,) = papers
    assert (paper.texts["illness"], paper.texts["department"], paper.texts["requests"]) == ("肺炎", "呼吸内科", "需要陪护")
    assert (paper.who, paper.texts["amount"], paper.voided) == ("蔡文静的父亲 蔡国栋", "300.00", False)
    with office.read() as session:
        assert "打印走访登记表" in str(history(session, type(visit), visit.id)[0])
    visits_pdf(tmp_path / "a.pdf", papers, office.settings)
    assert "呼吸内科" in pdfium_texts(tmp_path / "a.pdf")[0]


def test_a_cancelled_visit_says_so_on_paper(office: Office) -> None:
    visit = note(office)
    with office.work("取消") as work:
        visits_actions.cancel(work, visit.id, "已出院")
    with office.read() as session:
        assert visit_papers(session, [visit.id])[0].voided


def test_illness_is_seen_printed_and_exported_only_by_those_who_may(office: Office) -> None:
    visit = note(office, illness="肺炎")
    with office.work("登记经办人") as work:
        save_operator(work, None, {"name": "李会计", "role_code": ENTER, "duty_finance": True})
    with pytest.raises(OfficeError, match="不看病情"), office.work("看", actor="李会计") as work:
        visits_papers.look(work, [visit.id], "病种")
    with pytest.raises(OfficeError, match="不看病情"), office.work("导出", actor="李会计") as work:
        visits_papers.note_ledger(work, 2020, 1, "核对")
    with office.work("看", actor="李会计") as work:
        assert visit_papers(work.session, [visit.id])[0].texts["illness"] == "***"
    with pytest.raises(FieldError, match="请写明用途"), office.work("导出") as work:
        visits_papers.note_ledger(work, 2020, 1, " ")


def test_days_and_money_are_written_as_the_office_writes_them(office: Office) -> None:
    visit = made(office, amount=Decimal("1234.5"), next_contact=date(2020, 10, 23))
    with office.read() as session:
        texts = visit_papers(session, [visit.id])[0].texts
    assert (texts["amount"], texts["next_contact"], texts["comfort"]) == ("1,234.50", "2020-10-23", "慰问品")
