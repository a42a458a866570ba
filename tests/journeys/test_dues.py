# SPDX-License-Identifier: MIT
"""The dues of a month in the real window: assess, take a batch, compare the payroll sheet, see who is behind, remind."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.journeys.hands import (
    Alt,
    Ctrl,
    Key,
    answers,
    button,
    click,
    click_button,
    press,
    says,
    texts,
    type_in,
    wait_until,
)
from tests.journeys.journey import Journey
from tests.printing.reading import texts as pdf_texts
from ui import files
from ui.members_dues import DuesPage
from ui.members_dues_forms import GenerateForm, PayForm
from ui.members_dues_import import PayrollPage
from ui.preview import PreviewPanel
from unionoffice.members.dues import queries
from unionoffice.members.dues.queries import DueLine
from unionoffice.office import Office
from unionoffice.store.settings import save_settings

MONTH = "2021-01"


@pytest.fixture
def january(start: Callable[[Path], Journey], folder: Path) -> Journey:
    """The sample office on the morning of 12 January 2021: nothing was assessed for this month yet."""
    office = Office.open(folder)
    with office.work("设置") as work:
        save_settings(work, {"demo_today": "2021-01-12", "working_year": "2021"})
    office.close()
    return start(folder)


def dues_page(journey: Journey) -> DuesPage:
    found = journey.page("dues")
    assert isinstance(found, DuesPage)
    return found


def lines(journey: Journey) -> list[DueLine]:
    with journey.office.read() as session:
        return queries.lines(session, MONTH)


def payroll_file(folder: Path, rows: list[DueLine]) -> Path:
    """What the payroll office sends back: the first was deducted two yuan short, one is nobody's, the last is left out."""
    book = Workbook()
    sheet = book.active
    sheet.append(["江陵大学 2021 年 1 月工会会费扣款表"])
    sheet.append(["序号", "工号", "姓名", "扣款金额（元）"])
    for number, line in enumerate(rows[:-1], 1):
        sheet.append([number, line.staff_no, line.full_name, float(line.payable) - (2 if number == 1 else 0)])
    sheet.append([len(rows), "99999999", "郑无名", 12])
    book.save(folder / "1月扣款结果.xlsx")
    return folder / "1月扣款结果.xlsx"


def test_the_dues_of_a_month(january: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, door = january.window, january.door
    press(Key.Key_2, Alt)
    press(Key.Key_F, Alt)
    page = dues_page(january)
    assert january.front is page and window.rail.item("members").isChecked()
    assert page.lists.period == MONTH and lines(january) == []

    # assess
    press(Key.Key_G, Alt)
    form = page.form
    assert isinstance(form, GenerateForm)
    wait_until(lambda: says(form, "0.5%，不足 10 元的零头不计，按月；在编缴纳"), "the assessment was not worked out")
    assert form.save_button.isEnabled()
    press(Key.Key_S, Ctrl)
    wait_until(lambda: page.form is None and lines(january), "nothing was assessed")
    assessed = lines(january)
    assert door.said[-1] == f"已生成 2021 年 1 月 应缴 {len(assessed)} 笔"
    assert len(assessed) > 850 and {line.state_name for line in assessed} == {"欠缴"}

    # a unit pays at the counter, all at once
    unit = "图书馆"
    press(Key.Key_F, Ctrl)
    type_in(unit)
    there = [line for line in assessed if line.branch == unit]
    wait_until(lambda: len(page.lists.models["period"].lines()) == len(there), "the unit was not found")
    press(Key.Key_Down)
    press(Key.Key_A, Ctrl)
    press(Key.Key_N, Ctrl)
    pay = page.form
    assert isinstance(pay, PayForm) and says(pay, f"{len(there)} 人，{len(there)} 笔应缴")
    click_button(pay, f"登记 {len(there)} 人缴费")
    wait_until(lambda: page.form is None, "the batch was not written")
    assert door.said[-1] == f"已登记 {len(there)} 人的缴费"
    assert {line.state_name for line in lines(january) if line.branch == unit} == {"已缴"}

    rest = compare_payroll(january, page, payroll_file(tmp_path, [line for line in lines(january) if line.owed]), monkeypatch)
    remind(january, page, rest[0], rest[-1])
    assert january.office.check() == []


def compare_payroll(january: Journey, page: DuesPage, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> list[DueLine]:
    """The payroll sheet for the others: one short, one unknown, one left out. Returns whom it was about."""
    before = lines(january)
    rest = [line for line in lines(january) if line.owed]
    monkeypatch.setattr(files, "ask_open", lambda *_: sheet)
    click(button(page, "导入扣款表"))
    january.idle()
    preview = january.front
    assert isinstance(preview, PayrollPage) and preview.plan is not None
    assert [len(preview.plan.of(fate)) for fate in ("full", "short", "unknown", "absent")] == [len(rest) - 2, 1, 1, 1]
    assert says(preview, "查无此人的 1 行不登记；表里没有的 1 人仍欠")
    assert lines(january) == before  # nothing is written yet
    click(preview.write_button)
    wait_until(lambda: january.front is page, "the sheet was not written")
    january.idle()
    assert f"已登记 {len(rest) - 1} 笔" in january.door.said[-1]
    states = {line.member_id: line.state_name for line in lines(january)}
    assert (states[rest[0].member_id], states[rest[-1].member_id]) == ("部分", "欠缴")
    assert sum(state == "已缴" for state in states.values()) == len(before) - 2
    return rest


def remind(january: Journey, page: DuesPage, short: DueLine, absent: DueLine) -> None:
    """Who is behind, and the paper for their units."""
    page.lists.bar.clear()
    click(page.lists.bar.views["arrears"])
    behind = page.lists.models["arrears"].lines()
    assert {short.member_id, absent.member_id} <= {line.member_id for line in behind}
    press(Key.Key_P, Ctrl)
    wait_until(lambda: isinstance(january.front, PreviewPanel), "no reminder was shown")
    paper = next(january.office.exports.glob("*会费催缴单*.pdf"))
    pages = pdf_texts(paper)
    assert len(pages) == len({line.branch for line in behind})
    assert any(absent.staff_no in text and absent.branch in text for text in pages)


def test_a_wrong_payment_is_put_right_with_a_reason(journey: Journey) -> None:
    press(Key.Key_2, Alt)
    press(Key.Key_F, Alt)
    page = dues_page(journey)
    paid = next(line for line in page.lists.models["period"].lines() if line.state_name == "已缴")
    press(Key.Key_F, Ctrl)
    type_in(f"{paid.full_name} {paid.staff_no}")
    wait_until(lambda: page.lists.models["period"].rowCount() == 1, "not only one was found")
    press(Key.Key_Down)
    wait_until(lambda: page.details.isVisible(), "no details")
    journey.door.hands.append(answers("冲正缴费", "代扣失败，银行退回"))
    click_button(page.details, "冲正")
    wait_until(lambda: says(page.details, "冲正，代扣失败，银行退回"), f"{texts(page.details)}")
    assert "原来的记录保留" in journey.door.shown[0]
    assert page.lists.models["period"].line(0).state_name == "欠缴"
    assert journey.door.said[-1] == "已冲正 1 笔缴费"
