# SPDX-License-Identifier: MIT
"""Hospital, relative, child, goods and proxy: kept where the kind asks, judged by the caps, worded for paper."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.aid.conftest import Draft
from tests.printing.reading import overflowing, pdfium_texts
from unionoffice.aid import actions, details
from unionoffice.aid.caps import cap_check
from unionoffice.aid.forms import vouchers_pdf
from unionoffice.aid.records import AidPayment
from unionoffice.aid.vouchers import voucher_data
from unionoffice.errors import FieldError
from unionoffice.members.family import Child, FamilyRow, save_rows
from unionoffice.office import Office

DAY = date(2020, 9, 21)
WARD = {"hospital": "市第二医院", "ward": "骨科 12 床", "illness": "骨折"}


def two_children(office: Office) -> None:
    born = (("蔡小满", date(2002, 5, 1)), ("蔡小雪", date(2016, 12, 7)))
    with office.work("子女") as work:
        rows = [FamilyRow(None, {"full_name": name, "birth_date": day}) for name, day in born]
        save_rows(work, Child, 1, rows)


def titles(office: Office, kind: int, amount: int, **more: str) -> list[str]:
    with office.read() as session:
        return [one.title for one in cap_check(session, 1, kind, Decimal(amount), DAY, **more).notices]  # type: ignore[arg-type]


def test_what_a_kind_does_not_ask_for_is_dropped(office: Office, draft: Draft) -> None:
    stay = draft("hospital", **WARD, relative_name="蔡国强", child_name="蔡小满", goods_name="水果")
    assert (stay.hospital, stay.ward, stay.illness) == ("市第二医院", "骨科 12 床", "骨折")
    assert (stay.relative_name, stay.child_name, stay.goods_name) == (None, None, None)
    other = draft("marriage", **WARD)
    assert (other.hospital, other.illness) == (None, None)


def test_the_same_illness_once_a_year_names_the_earlier_payment(
    office: Office, issued: Draft, type_ids: dict[str, int]
) -> None:
    first = issued("hospital", 300, event_date=date(2020, 3, 1), **WARD)
    with office.read() as session:
        check = cap_check(session, 1, type_ids["hospital"], Decimal(300), DAY, illness="骨折")
    (notice,) = check.notices
    assert notice.title == "同一病种本年已经发过住院慰问"
    assert "2020-03-01" in notice.text and str(first.voucher_no) in notice.text and "300.00" in notice.text
    assert titles(office, type_ids["hospital"], 300, illness="肺炎") == []
    assert titles(office, type_ids["hospital"], 300) == []


def test_an_earlier_stay_without_an_illness_is_asked_about(office: Office, issued: Draft, type_ids: dict[str, int]) -> None:
    issued("hospital", 300, event_date=date(2020, 3, 1))
    assert titles(office, type_ids["hospital"], 300, illness="骨折") == ["本年发过住院慰问，那一笔没有写病种"]
    issued("hospital", 300, event_date=date(2019, 3, 1), **WARD)
    assert len(titles(office, type_ids["hospital"], 300, illness="骨折")) == 1


def test_the_second_child_repeats_nothing(office: Office, issued: Draft, type_ids: dict[str, int]) -> None:
    two_children(office)
    first = issued("study_aid", 2000, child_name="蔡小满", event_date=DAY)
    assert first.school_stage == "university"
    assert titles(office, type_ids["study_aid"], 2000, child_name="蔡小雪") == []
    assert titles(office, type_ids["study_aid"], 2000, child_name="蔡小满") == ["蔡小满本年已经发过金秋助学"]
    assert titles(office, type_ids["study_aid"], 2000) == ["金秋助学按子女发，还没有填子女姓名", "同一天的金秋助学已经发过，可能是同一件事"][:1]


def test_words_on_paper_never_name_the_illness(office: Office, draft: Draft) -> None:
    stay = draft("hospital", **WARD)
    assert details.reason_words(stay) == "住院手术；市第二医院 骨科 12 床，2020-09-21 入院"
    death = draft("family_death", 500, reason="父亲去世", relation_code="51", relative_name="蔡国强")
    assert details.reason_words(death) == "父亲去世；父 蔡国强，2020-09-21 去世"
    two_children(office)
    child = draft("study_aid", 2000, child_name="蔡小满", reason="考入大学")
    assert details.reason_words(child) == "考入大学；子女 蔡小满（大学）"


def test_goods_have_a_value_that_is_quantity_times_price(office: Office, draft: Draft) -> None:
    given = {"pay_method": "goods", "goods_name": "大米", "goods_quantity": 2, "goods_unit": "袋", "goods_price": Decimal(75)}
    made = draft("frontline", 150, reason="防疫值班", **given)
    assert details.reason_words(made) == "防疫值班；大米 2 袋，单价 75.00 元"
    with pytest.raises(FieldError, match=r"数量乘单价是 150\.00 元"):
        draft("frontline", 140, **given)
    assert draft("frontline", 150, **given | {"pay_method": "cash"}).goods_name is None
    assert draft("birthday", 300, pay_method="cake_voucher", goods_name="蛋糕").goods_quantity == 1


def test_a_replacement_keeps_all_of_it(office: Office, issued: Draft) -> None:
    made = issued("frontline", 150, pay_method="goods", goods_name="大米", goods_quantity=2, goods_price=Decimal(75))
    with office.work("重开") as work:
        actions.void(work, made.id, "写错")
        again = actions.replace(work, made.id)
    assert (again.goods_name, again.goods_quantity, again.goods_price) == ("大米", 2, Decimal(75))


def page_of(office: Office, made: AidPayment, path: Path) -> str:
    with office.read() as session:
        data = voucher_data(session, [made.id])
    assert vouchers_pdf(path, data, office.settings) == [] and overflowing(path) == []
    return pdfium_texts(path)[0]


def test_a_goods_voucher_taken_by_a_proxy_says_so(office: Office, issued: Draft, tmp_path: Path) -> None:
    made = issued(
        "frontline", 1500, reason="抗击疫情一线值班慰问", pay_method="goods", goods_name="防护用品和生活物资慰问包", goods_quantity=10,
        goods_unit="份", goods_price=Decimal(150),
    )  # fmt: skip
    with office.work("签收") as work:
        actions.sign(work, made.id, proxy=actions.Proxy("李四", "同事", "110000197906180624"))
    page = page_of(office, made, tmp_path / "v.pdf")
    assert page.replace("\n", " ").count("防护用品和生活物资慰问包 10 份，单价 150.00 元") == 3
    assert page.count("☑实物") == 3 and page.count("代领人：李四（同事，110000********0624）签字：") == 3
    assert "110000197906180624" not in page


def test_a_stay_in_hospital_on_paper(office: Office, issued: Draft, tmp_path: Path) -> None:
    page = page_of(office, issued("hospital", **WARD), tmp_path / "v.pdf")
    assert page.count("市第二医院 骨科 12 床，2020-09-21 入院") == 3 and "骨折" not in page
