# SPDX-License-Identifier: MIT
"""困难档案 through the window: a file from draft to closed, its household, evidence, papers, and one household twice."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.journeys.hands import (
    Alt,
    Ctrl,
    Key,
    choosing,
    click_button,
    press,
    says,
    type_in,
    type_into,
    wait_until,
)
from tests.journeys.journey import Journey
from tests.printing.reading import pdfium_texts
from ui import files
from ui.hardship import HardshipPage
from ui.hardship_form import HardshipForm
from ui.preview import PreviewPanel
from ui.side_form import SideForm
from unionoffice.aid.hardship_queries import household, steps_of
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.kit.pinyin import all_initials
from unionoffice.members.queries import find_members
from unionoffice.members.records import Member
from unionoffice.store.history import history


def at_the_desk(journey: Journey) -> HardshipPage:
    press(Key.Key_3, Alt)
    press(Key.Key_K, Alt)
    page = journey.front
    assert isinstance(page, HardshipPage)
    return page


def somebody(journey: Journey) -> tuple[str, str]:
    """The initials and the name of one member without a file whom nobody else answers to."""
    with journey.office.read() as session:
        taken = set(session.scalars(select(HardshipCase.member_id)))
        wanted = select(Member).where(Member.membership_status == "active", Member.id.not_in(taken))
        for member in session.scalars(wanted.order_by(Member.id)).unique():
            letters = all_initials(member.full_name)[0]
            if len(find_members(session, letters, 2)) == 1:
                return letters, member.full_name
    raise AssertionError("everybody in the sample shares initials")


def newest(journey: Journey) -> HardshipCase:
    with journey.office.read() as session:
        return session.scalars(select(HardshipCase).order_by(HardshipCase.id.desc())).all()[0]


def form_of(page: HardshipPage) -> HardshipForm:
    assert isinstance(page.form, HardshipForm)
    return page.form


def fill_in(page: HardshipPage, who: str) -> HardshipForm:
    """The applicant by initials, what they earn and spend, why, and a spouse."""
    press(Key.Key_N, Ctrl)
    type_in(who)
    press(Key.Key_Return)
    form = form_of(page)
    for name, text in (("own_income", "4200"), ("medical_expense", "38000"), ("situation", "本人患病，需长期服药。"), ("asked_amount", "5000")):
        type_into(form.editor(name).widget(), text)
    form.editor("main_cause").widget().setFocus()
    type_in("患")
    click_button(form, "添加家庭成员")
    for text in ("宋知远", "po", "1978-03-02"):
        type_in(text)
        press(Key.Key_Return)
    type_into(form.household.blocks[0].editors["monthly_income"].widget(), "800")
    return form


def take_step(page: HardshipPage, verb: str, said: dict[str, str], save: str) -> None:
    """Press the verb, fill in the small form, and its button."""
    click_button(page.details, verb)
    form = page.form
    assert isinstance(form, SideForm)
    for name, text in said.items():
        type_into(form.editor(name).widget(), text)
    click_button(form, save)
    wait_until(lambda: page.form is None, f"{save} was not done")


def printed(journey: Journey) -> PreviewPanel:
    wait_until(lambda: isinstance(journey.front, PreviewPanel), "no preview was opened")
    journey.idle()
    assert isinstance(journey.front, PreviewPanel)
    return journey.front


def test_from_draft_to_closed(journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_the_desk(journey)
    letters, name = somebody(journey)
    form = fill_in(page, letters)
    assert "（60,000.00 − 刚性支出 38,000.00）÷ 12 个月 ÷ 2 人 ＝ 每人每月 916.67 元" in form.sums.text()
    assert "建议认定为相对困难" in form.advice.title()
    press(Key.Key_S, Ctrl)
    wait_until(lambda: page.form is None, "the file was not saved")
    case = newest(journey)
    assert (case.full_name, case.status, case.category, case.household_size) == (name, "draft", "relative", 2)
    with journey.office.read() as session:
        (spouse,) = household(session, case.id)
    assert (spouse.full_name, spouse.relation, spouse.birth_date) == ("宋知远", "10", date(1978, 3, 2))

    scan = tmp_path / "诊断证明.pdf"
    scan.write_bytes(b"%PDF-1.4 invented")
    monkeypatch.setattr(files, "ask_open", lambda *_: scan)
    wait_until(lambda: says(page.details, "还缺：身份证、户口簿复印件"), "the details do not say what is missing")
    choosing("诊断证明")
    click_button(page.details, "添加材料")
    wait_until(lambda: says(page.details, "诊断证明.pdf"), "the paper is not in the file")

    click_button(page.details, "提交")
    take_step(page, "登记分工会评议", {"signed_by": "王建国", "opinion": "情况属实，同意上报。"}, "通过分工会评议")
    take_step(page, "登记校工会审核", {"signed_by": "李海燕"}, "通过校工会审核")
    take_step(page, "开始公示", {"on": "2020-12-01"}, "开始公示")
    assert newest(journey).notice_to == date(2020, 12, 7)
    take_step(page, "建档", {}, "建档")
    active = newest(journey)
    assert (active.status, active.review_due) == ("active", date(2021, 12, 18))

    choosing("困难职工档案表")
    click_button(page.details, "打印")
    paper = printed(journey)
    press(Key.Key_Escape)
    wait_until(lambda: journey.front is page, "the preview did not close")
    assert paper is not page
    take_step(page, "年度复核", {"opinion": "收入没有变化，继续在档"}, "登记复核")
    click_button(page.details, "销档")
    closing = page.form
    assert isinstance(closing, SideForm)
    closing.editor("closed_reason").widget().setFocus()
    type_in("脱")
    click_button(closing, "销档")
    wait_until(lambda: page.form is None, "the file was not closed")
    closed = newest(journey)
    assert (closed.status, closed.closed_reason, closed.review_due) == ("closed", "1", None)
    with journey.office.read() as session:
        steps = steps_of(session, closed.id)
        noted = [line for entry in history(session, HardshipCase, closed.id) if entry.op == "note" for line in entry.lines]
    assert [one.name for one in steps] == ["已提交", "已评议", "已审核", "公示中", "在档", "年度复核", "已销档"]
    assert ("字段", "", "打印困难职工档案表") in noted
    wait_until(lambda: says(page.details, "重新办理"), "an ended file can be taken up again")


def test_the_second_file_of_a_household_is_refused_in_its_field(journey: Journey) -> None:
    page = at_the_desk(journey)
    with journey.office.read() as session:
        there = session.scalars(select(HardshipCase).where(HardshipCase.status == "active")).all()[0]
    press(Key.Key_N, Ctrl)
    type_in(there.staff_no or "")
    press(Key.Key_Return)
    press(Key.Key_S, Ctrl)
    form = form_of(page)
    assert f"{there.full_name}（工号 {there.staff_no}，{there.case_no}，在档）" in form.row("member_id").message()
    press(Key.Key_Escape)
    assert page.form is None


def test_masked_until_asked_and_every_look_is_noted(journey: Journey) -> None:
    page = at_the_desk(journey)
    page.show_record(1)
    wait_until(page.details.isVisible)
    assert not says(page.details, "透析")
    click_button(page.details, "显示测算")
    assert says(page.details, "÷ 12 个月 ÷")
    with journey.office.read() as session:
        newest_entry = history(session, HardshipCase, 1)[0]
    assert newest_entry.lines == (("字段", "", "收入测算"),)


def test_the_public_notice_is_drawn_from_the_list(journey: Journey) -> None:
    page = at_the_desk(journey)
    press(Key.Key_O, Alt)
    printed(journey)
    path = Path(page.papers._folder.path()) / "困难教职工名单公示.pdf"
    text = "".join(pdfium_texts(path))
    assert "2 户列为困难教职工" in text and "拟补助金额" in text
