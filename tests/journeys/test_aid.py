# SPDX-License-Identifier: MIT
"""困难帮扶 through the window: a payment by keyboard, its voucher on paper, signed, voided and reopened, the ledger out."""

from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from tests.journeys.hands import (
    Alt,
    Ctrl,
    Key,
    answers,
    click_button,
    press,
    retype,
    says,
    type_in,
    wait_until,
)
from tests.journeys.journey import Journey
from ui.aid import AidPage
from ui.aid_form import AidForm
from ui.preview import PreviewPanel
from unionoffice.aid.records import DRAFT, ISSUED, SIGNED, VOIDED, AidPayment
from unionoffice.kit.money import show_yuan
from unionoffice.kit.pinyin import all_initials
from unionoffice.members.queries import find_members
from unionoffice.members.records import Member


def at_the_desk(journey: Journey) -> AidPage:
    press(Key.Key_3, Alt)
    page = journey.front
    assert isinstance(page, AidPage)
    return page


def stored(journey: Journey) -> list[AidPayment]:
    """Every payment as the database holds it, the newest last."""
    with journey.office.read() as session:
        return list(session.scalars(select(AidPayment).order_by(AidPayment.id)).unique())


def somebody(journey: Journey) -> tuple[str, str]:
    """The initials and the name of one member in service whom nobody else answers to."""
    with journey.office.read() as session:
        wanted = select(Member).where(Member.membership_status == "active", Member.bank_account.is_not(None))
        for member in session.scalars(wanted.order_by(Member.id)).unique():
            letters = all_initials(member.full_name)[0]
            if len(find_members(session, letters, 2)) == 1:
                return letters, member.full_name
    raise AssertionError("everybody in the sample shares initials")


def preview(journey: Journey) -> PreviewPanel:
    wait_until(lambda: isinstance(journey.front, PreviewPanel), "no preview was opened")
    assert isinstance(journey.front, PreviewPanel)
    return journey.front


def only_new(folder: Path, before: set[Path]) -> Path:
    (found,) = set(folder.iterdir()) - before
    return found


def fill_in(who: str, kind: str, amount: str) -> None:
    """From Ctrl+N to the last field, with Enter after each."""
    press(Key.Key_N, Ctrl)
    for text in (who, kind):
        type_in(text)
        press(Key.Key_Return)
    for text in ("12-16", "阑尾手术住院五天", amount):
        retype(text)
        press(Key.Key_Return)


def test_a_payment_from_the_name_to_the_ledger(journey: Journey, tmp_path: Path) -> None:
    page, before = at_the_desk(journey), stored(journey)
    letters, name = somebody(journey)
    counted = [one.amount for one in before if one.status in (ISSUED, SIGNED)]
    paid, number = sum(counted, Decimal(0)), max(one.number or 0 for one in before) + 1
    no, next_no = f"慰-2020-{number:04d}", f"慰-2020-{number + 1:04d}"

    by_keyboard(page, letters, name, no)
    assert len(stored(journey)) == len(before)
    press(Key.Key_G, Ctrl)
    on_paper(journey, name, no, tmp_path / "打印.pdf")
    assert journey.front is page

    # signed by the payee
    assert page.details.isVisible() and says(page.details, no)
    click_button(page.details, "签收")
    assert stored(journey)[-1].status == SIGNED and journey.door.said[-1] == f"已签收 {no}"
    assert page.header.figures.values()[0] == (f"{len(counted) + 1}", "本年人次")
    assert page.header.figures.values()[2] == (show_yuan(paid + 1880), "本年金额（元）")

    void_and_reopen(journey, page, no, next_no)
    assert page.header.figures.values()[2] == (show_yuan(paid + 1800), "本年金额（元）")
    assert len([one for one in stored(journey) if one.status == DRAFT]) == 1
    ledger_out(journey, page, paid + 1800)
    assert journey.office.check() == []


def by_keyboard(page: AidPage, letters: str, name: str, no: str) -> None:
    """From the name to the amount; what follows from it stands beside it, nothing is written yet."""
    fill_in(letters, "zyww", "1880")
    form = page.form
    assert isinstance(form, AidForm)
    assert form.fields.person.text() == name and form.fields.kind.text() == "住院慰问"
    assert form.fields.words.text() == "人民币壹仟捌佰捌拾元整" and form.fields.amount.text() == "1,880.00"
    assert says(form.history, f"取号 {no}")


def on_paper(journey: Journey, name: str, no: str, printed: Path) -> None:
    """Issued: the voucher lies in the window, and goes through Qt to a printer; without one the button says why."""
    panel, payment = preview(journey), stored(journey)[-1]
    assert (payment.voucher_no, payment.status, payment.amount) == (no, ISSUED, Decimal("1880.00"))
    assert payment.full_name == name and payment.print_count == 1
    paper = journey.office.exports / f"{no} {name}.pdf"
    words = PdfReader(paper).pages[0].extract_text()
    assert no in words and "壹仟捌佰捌拾元整" in words and "1,880.00" in words
    seen = panel.canvas.grab().toImage()
    assert seen.pixelColor(5, 5) != seen.pixelColor(400, 300)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(printed))
    panel.send(printer)
    journey.idle()
    assert journey.door.said[-1].endswith(f"，{len(PdfReader(paper).pages)} 页")
    assert len(PdfReader(printed).pages) == len(PdfReader(paper).pages)
    assert panel.print_button.isEnabled() or "没有装打印机" in panel.print_button.toolTip()
    press(Key.Key_Escape)


def void_and_reopen(journey: Journey, page: AidPage, no: str, next_no: str) -> None:
    """The number is kept with its reason; the new voucher has the next one and says which it replaces."""
    journey.door.hands.append(answers("作废凭证", reason="金额写错，应为 1,800 元"))
    click_button(page.details, "作废")
    assert "号码保留，不再使用" in journey.door.shown[-1]
    gone = stored(journey)[-1]
    assert (gone.status, gone.voucher_no, gone.void_reason) == (VOIDED, no, "金额写错，应为 1,800 元")

    click_button(page.details, "重开")
    again = page.form
    assert isinstance(again, AidForm) and again.fields.reason.text() == "阑尾手术住院五天"
    again.fields.amount.setFocus()
    retype("1800")
    press(Key.Key_G, Ctrl)
    preview(journey)
    newest = stored(journey)[-1]
    assert (newest.voucher_no, newest.status, newest.replaces_id) == (next_no, ISSUED, gone.id)
    assert stored(journey)[-2].status == VOIDED
    paper = journey.office.exports / f"{next_no} {newest.full_name}.pdf"
    assert no in PdfReader(paper).pages[0].extract_text()
    press(Key.Key_Escape)
    assert page.form is None


def ledger_out(journey: Journey, page: AidPage, total: Decimal) -> None:
    """The sum of the workbook is the sum of the page."""
    already = set(journey.office.exports.iterdir())
    page.table.setFocus()
    wait_until(lambda: not page.reader.reading)
    press(Key.Key_E, Ctrl)
    journey.idle()
    assert journey.door.said[-1].startswith(f"已导出 {len(page.model.ids())} 笔")
    check_ledger(only_new(journey.office.exports, already), total, len(page.model.ids()))
    assert page.footer is not None and page.footer.accessibleName().endswith(f"合计 {show_yuan(total)}")


def check_ledger(path: Path, total: Decimal, rows: int) -> None:
    """The rows, and a native sum over those that count."""
    sheet = load_workbook(path).worksheets[0]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    head = next(n for n, line in enumerate(lines) if "凭证号" in line)
    at = lines[head].index("计入金额（元）")
    amounts = [Decimal(str(line[at])) for line in lines[head + 1 : head + 1 + rows] if line[at] is not None]
    assert sum(amounts) == total
    foot = lines[head + 1 + rows]
    column = get_column_letter(at + 1)
    assert foot[at] == f"=SUM({column}{head + 2}:{column}{head + 1 + rows})"


def test_what_was_typed_survives_a_closed_form(journey: Journey) -> None:
    page, before = at_the_desk(journey), len(stored(journey))
    fill_in(somebody(journey)[0], "zyww", "999")
    press(Key.Key_Escape)
    assert page.form is None
    press(Key.Key_N, Ctrl)
    form = page.form
    assert isinstance(form, AidForm) and form.fields.amount.text() == "999.00"
    assert says(form, "上次没有存的内容还在，可以接着填")
    press(Key.Key_S, Ctrl)
    assert journey.door.said[-1] == "已存草稿，签发时取号"
    assert len(stored(journey)) == before + 1 and stored(journey)[-1].status == DRAFT
    press(Key.Key_Z, Ctrl)
    assert len(stored(journey)) == before
    assert QApplication.activeModalWidget() is None
