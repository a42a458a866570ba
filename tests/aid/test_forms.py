# SPDX-License-Identifier: MIT
"""The voucher on paper: every word of it against a golden file, copies, overprints, rare names, many at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest

from tests.printing.reading import overflowing, pdfium_texts
from unionoffice.aid import actions
from unionoffice.aid.forms import vouchers_pdf
from unionoffice.aid.records import AidPayment
from unionoffice.aid.vouchers import VoucherData, voucher_data
from unionoffice.errors import Cancelled, OfficeError
from unionoffice.office import Office
from unionoffice.store.settings import Settings

GOLDEN = Path(__file__).with_name("golden")
SETTINGS = Settings({"school_name": "江陵大学", "union_name": "江陵大学工会委员会"})
Draft = Callable[..., AidPayment]


def voucher() -> VoucherData:
    return VoucherData(
        voucher_no="慰-2020-0214", booked_on=date(2020, 9, 24), received_on=None, pay_way="转账", full_name="蔡文静",
        staff_no="10020417", branch_name="数学与统计学院", type_name="住院慰问",
        reason="住院手术，9 月 21 日入院，校医院转市二院", amount_words="人民币壹仟元整", amount_figures="¥1,000.00",
        bank_account="6222021001116245702", bank_branch="工商银行江陵大学支行", id_number="110000********0624",
        fund="工会经费 / 职工集体福利", attachments="2", approval_ref="2020 年第 9 次主席办公会", handler="周雨桐",
        proxy="", replaces="", voided=False, reprint=0,
    )  # fmt: skip


def printed(path: Path, *vouchers: VoucherData, settings: Settings = SETTINGS) -> list[str]:
    assert vouchers_pdf(path, vouchers, settings) == []
    assert overflowing(path) == []
    return pdfium_texts(path)


def test_every_word_of_the_voucher(tmp_path: Path) -> None:
    pages = printed(tmp_path / "v.pdf", voucher())
    assert len(pages) == 1
    assert pages[0] + "\n" == (GOLDEN / "voucher.txt").read_text("utf-8")


def test_voided_replaced_reprinted_and_taken_by_a_proxy(tmp_path: Path) -> None:
    marked = replace(
        voucher(), voided=True, reprint=2, replaces="慰-2020-0208", proxy="李四（配偶，110000********1234）", received_on=date(2020, 9, 25),
        pay_way="实物",
    )  # fmt: skip
    plain, page = printed(tmp_path / "v.pdf", voucher(), marked)
    for words in ("作废", "补打 2", "替换 慰-2020-0208", "代领人：李四（配偶，110000********1234）签字：", "2020 年 9 月 25 日", "☑实物"):
        assert page.count(words) == 3, words
        assert words not in plain


def test_every_word_of_a_goods_voucher_taken_by_a_proxy(tmp_path: Path) -> None:
    goods = replace(
        voucher(), type_name="一线慰问", reason="疫情防控值班；慰问包 3 箱，单价 80.50 元", pay_way="实物", bank_account="", bank_branch="",
        amount_words="人民币贰佰肆拾壹元伍角整", amount_figures="¥241.50", fund="工会经费 / 送温暖费",
        proxy="李四（配偶，110000********1234）", received_on=date(2020, 9, 25),
    )  # fmt: skip
    (page,) = printed(tmp_path / "v.pdf", goods)
    assert page + "\n" == (GOLDEN / "voucher_goods.txt").read_text("utf-8")


def test_a_rare_name_is_on_the_paper_and_in_its_text(tmp_path: Path) -> None:
    page = printed(tmp_path / "v.pdf", replace(voucher(), full_name="𬱟𠮷㛃·䶮"))[0]
    assert page.count("𬱟𠮷㛃·䶮") == 3


def test_two_copies_a_page_make_two_pages_of_three_copies(tmp_path: Path) -> None:
    office = {"voucher_layout": "two", "branch_label": "基层工会", "voucher_signatures": "主席、经手人"}
    pages = printed(tmp_path / "v.pdf", voucher(), settings=Settings(office))
    assert [page.count("NO. 慰-2020-0214") for page in pages] == [2, 1]
    assert pages[0].count("基层工会") == 2 and "分工会" not in "".join(pages)
    assert pages[1].count("经手人：") == 1


def test_the_copies_are_a_setting(tmp_path: Path) -> None:
    pages = printed(tmp_path / "v.pdf", voucher(), settings=Settings({"voucher_copies": "存根"}))
    assert [page.count("慰-2020-0214") for page in pages] == [1]


def test_long_texts_stay_in_their_boxes(tmp_path: Path) -> None:
    long = replace(
        voucher(), full_name="阿卜杜热合曼·麦麦提吐尔逊·买买提", branch_name="马克思主义学院与人文社会科学联合分工会",
        type_name="少数民族教职工特殊困难专项补助", reason="住院手术，" * 12, fund="上级工会专项拨款 / 困难职工帮扶费支出",
        amount_words="人民币壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分", amount_figures="¥123,456,789,012.34",
        approval_ref="2020 年第 9 次主席办公会暨困难帮扶工作委员会会议",
    )  # fmt: skip
    assert vouchers_pdf(tmp_path / "v.pdf", [long], SETTINGS) == []
    assert overflowing(tmp_path / "v.pdf") == []


def test_a_thousand_vouchers_share_one_static_frame(tmp_path: Path) -> None:
    many = [replace(voucher(), voucher_no=f"慰-2020-{n:04d}") for n in range(1, 1001)]
    vouchers_pdf(tmp_path / "v.pdf", many, SETTINGS)
    book = pypdf.PdfReader(tmp_path / "v.pdf")
    assert len(book.pages) == 1000
    assert "慰-2020-1000" in book.pages[999].extract_text()
    assert (tmp_path / "v.pdf").stat().st_size < 4_000_000


def test_a_long_run_can_be_cancelled(tmp_path: Path) -> None:
    class Stop:
        def report(self, done: int, total: int, text: str = "") -> None:
            assert (done, total) == (1, 2)

        def check_cancelled(self) -> None:
            if self.seen:
                raise Cancelled
            self.seen = True

        seen = False

    with pytest.raises(Cancelled):
        vouchers_pdf(tmp_path / "v.pdf", [voucher()] * 2, SETTINGS, Stop())
    assert not (tmp_path / "v.pdf").exists()


def test_a_payment_becomes_a_voucher(office: Office, issued: Draft, draft: Draft) -> None:
    made, plain = issued(attachments=2, approval_ref="主席办公会"), draft()
    with office.work("打印凭证") as work:
        actions.note_printed(work, made.id)
        actions.note_printed(work, made.id)
    with office.read() as session:
        found = voucher_data(session, [made.id])[0]
        with pytest.raises(OfficeError, match="草稿"):
            voucher_data(session, [plain.id])
    assert (found.voucher_no, found.full_name, found.reprint) == ("慰-2020-0001", "蔡文静", 1)
    assert (found.amount_words, found.amount_figures) == ("人民币陆佰元整", "¥600.00")
    assert (found.id_number, found.pay_way, found.attachments) == ("110000********0624", "转账", "2")
    assert found.fund == "工会经费 / 职工集体福利"
