# SPDX-License-Identifier: MIT
"""The papers of a hardship file: every word of forms 1 and 10 and of the notice against golden files; many, long, rare."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.aid.hardship_cases import advance, make_case, set_line
from tests.printing.reading import overflowing, pdfium_texts
from unionoffice.aid.hardship_application import application_form
from unionoffice.aid.hardship_forms import case_form
from unionoffice.aid.hardship_notice import public_notice
from unionoffice.aid.hardship_papers import CasePaper, blank_family, case_paper
from unionoffice.aid.hardship_queries import AidLine, PublicLine
from unionoffice.office import Office
from unionoffice.store.settings import Settings

GOLDEN = Path(__file__).with_name("golden")
SETTINGS = Settings({"school_name": "江陵大学", "union_name": "江陵大学工会委员会", "hardship_contact": "66771234"})
TEXTS = {
    "staff_no": "10020417", "full_name": "蔡文静", "sex_code": "女", "ethnicity_code": "汉族",
    "political_status_code": "群众", "id_number": "110000197906180624", "birth_date": "1979-06-18",
    "mobile": "13800001234", "work_start_date": "2002-07", "marital_code": "已婚", "home_address": "江陵市学府路 8 号 3 栋 402",
    "household_place": "江陵市东湖区", "model_worker_level": "非劳模", "employment_type": "在编",
    "bank_account": "6222021001116245702", "bank_branch": "工商银行江陵大学支行", "case_no": "困-2020-0001",
    "category": "深度困难", "work_state": "在岗", "hukou": "非农业", "insurance": "城镇职工医保", "other_contact": "",
    "postcode": "430000", "industry": "教育", "employer_kind": "事业单位", "employer_state": "不适用", "housing": "商品房",
    "housing_area": "50-70 平方米", "single_parent": "否", "zero_employment": "否", "self_help": "是", "health": "恶性肿瘤",
    "own_income": "4,200.00", "other_income": "0.00", "household_income": "60,000.00", "household_size": "3",
    "income_per_head": "611.11", "rigid_expense": "38,000.00", "situation": "本人患病，需长期服药，医保外自付较多。",
    "main_cause": "患重特大疾病", "unit": "数学与统计学院", "post": "教师，讲师", "disability": "无", "minor_causes": "子女上学",
}  # fmt: skip
SPOUSE = {
    **blank_family(), "full_name": "宋知远", "relation": "配偶", "sex_code": "男", "birth_date": "1978-03-02",
    "insurance": "城乡居民医保", "health": "良好", "monthly_income": "800.00", "work_state": "个体经营", "unit": "早餐店",
}  # fmt: skip


def paper() -> CasePaper:
    return CasePaper(
        texts=TEXTS, family=(SPOUSE,), evidence=(("诊断证明", "诊断证明.pdf"),),
        opinions={"已评议": "情况属实，同意上报。\n王建国　2020-09-23"}, aid_kind="重大疾病", amount=Decimal("5000.00"),
        notice="公示期 2020-09-24 至 2020-09-30，结果：无异议", applied_on=date(2020, 9, 1), filed_on=date(2020, 10, 9),
        filed_by="周雨桐",
        aid=(AidLine(date(2020, 10, 12), "困难补助", Decimal("5000.00"), "工会经费", "周雨桐"),),
    )  # fmt: skip


@pytest.mark.parametrize("name", ["hardship_case", "hardship_application", "hardship_notice"])
def test_every_word_of_the_papers(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.pdf"
    if name == "hardship_case":
        said = case_form(path, paper(), SETTINGS)
    elif name == "hardship_application":
        said = application_form(path, paper(), SETTINGS)
    else:
        lines = [PublicLine("蔡文静", "数学与统计学院", "深度困难", Decimal("5000.00")), PublicLine("𬱟𠮷㛃", "", "意外致困", None)]
        said = public_notice(path, lines, date(2020, 9, 24), date(2020, 9, 30), SETTINGS, day=date(2020, 9, 24))
    assert said == [] and overflowing(path) == []
    assert "\n\f\n".join(pdfium_texts(path)) + "\n" == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_the_archive_form_has_two_pages_and_one_for_the_aid(tmp_path: Path) -> None:
    case_form(tmp_path / "a.pdf", paper(), SETTINGS)
    case_form(tmp_path / "b.pdf", replace(paper(), aid=()), SETTINGS)
    assert len(pdfium_texts(tmp_path / "a.pdf")) == 3 and len(pdfium_texts(tmp_path / "b.pdf")) == 2


def test_a_large_family_and_long_texts_stay_on_their_pages(tmp_path: Path) -> None:
    long = {**TEXTS, "situation": "本人患病，需长期服药，医保外自付较多，家庭负担沉重。" * 12, "home_address": "江陵市东湖区学府路八号家属区" * 3}
    long["minor_causes"] = "有劳动能力而未就业；社会保险待遇落实不到位；遭受意外事故"
    many = replace(
        paper(), texts=long, family=(SPOUSE,) * 8, evidence=tuple((f"其他材料{n}", f"扫描件{n}.pdf") for n in range(14))
    )
    assert case_form(tmp_path / "a.pdf", many, SETTINGS) == [] and application_form(tmp_path / "b.pdf", many, SETTINGS) == []
    for name in ("a.pdf", "b.pdf"):
        assert overflowing(tmp_path / name) == []
    assert len(pdfium_texts(tmp_path / "b.pdf")) == 1


def test_the_notice_says_name_unit_category_amount_and_nothing_else(tmp_path: Path) -> None:
    lines = [PublicLine("蔡文静", "数学与统计学院", "深度困难", Decimal("5000.00"))] * 40
    public_notice(tmp_path / "n.pdf", lines, date(2020, 9, 24), date(2020, 9, 30), SETTINGS, day=date(2020, 9, 24))
    pages = pdfium_texts(tmp_path / "n.pdf")
    assert len(pages) == 2 and all("拟补助金额（元）" in page for page in pages)
    assert "1100" not in "".join(pages) and "恶性" not in "".join(pages)


def test_a_stored_file_becomes_its_papers(office: Office, tmp_path: Path) -> None:
    set_line(office)
    case = make_case(office, minor_cause_1="9", disability="5", disability_level="3")
    advance(office, case.id)
    advance(office, case.id, signed_by="王建国", opinion="情况属实，同意上报。")
    with office.read() as session:
        made = case_paper(session, case.id)
    assert (made.title, made.amount_said) == ("困-2020-0001 蔡文静", "人民币伍仟元整　¥5,000.00")
    assert made.texts["id_number"] == "110000197906180624" and made.texts["disability"] == "肢体三级"
    assert (made.texts["main_cause"], made.texts["minor_causes"]) == ("患重特大疾病", "子女上学")
    assert [one["full_name"] for one in made.family] == ["宋知远", "宋一诺"] and made.family[1]["sex_code"] == "女"
    assert made.opinions["已评议"] == "情况属实，同意上报。\n王建国　2020-09-24" and made.filed_by == "周雨桐"
    case_form(tmp_path / "a.pdf", made, office.settings)
    text = "".join(pdfium_texts(tmp_path / "a.pdf"))
    assert "6222021001116245702" in text and "同意上报" in text
