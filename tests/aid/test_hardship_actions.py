# SPDX-License-Identifier: MIT
"""A hardship file is worked out, kept once per household, guarded while others review it, and every step is kept."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.aid.hardship_cases import FAMILY, VALUES, advance, make_case, set_line
from tests.aid.offices import small_office
from unionoffice.aid import hardship_actions, hardship_due, hardship_path, hardship_queries
from unionoffice.aid.hardship_actions import HouseholdRow, read_row
from unionoffice.aid.hardship_checks import check_hardship
from unionoffice.aid.hardship_fields import HIDDEN
from unionoffice.aid.hardship_parts import CaseEvidence, CaseStep, HouseholdMember
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.aid.hardship_register import HARDSHIP_CASES
from unionoffice.errors import FieldError, OfficeError
from unionoffice.members.family import FamilyRow, Relative, save_rows
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.exporting import export_register
from unionoffice.store import attachments, history
from unionoffice.store.listing import Query
from unionoffice.store.settings import save_settings
from unionoffice.store.work import Work

Clock = Callable[[datetime], None]


@pytest.fixture
def now() -> list[datetime]:
    return [datetime(2020, 9, 24, 12, 0)]


@pytest.fixture
def office(tmp_path: Path, now: list[datetime]) -> Iterator[Office]:
    small_office(tmp_path / "office").close()
    opened = Office.open(tmp_path / "office", clock=lambda: now[0])
    set_line(opened)
    yield opened
    opened.close()


def read(office: Office, case_id: int) -> HardshipCase:
    with office.read() as session:
        return session.get_one(HardshipCase, case_id)


def do(office: Office, verb: Callable[[Work], object]) -> None:
    with office.work("办理困难档案") as work:
        verb(work)


def problems(office: Office) -> list[str]:
    with office.read() as session:
        return [problem.sentence for problem in check_hardship(session)]


# working it out


def test_the_figures_and_the_category_follow_from_the_household(office: Office) -> None:
    case = make_case(office)
    assert (case.full_name, case.branch_name, case.status, case.case_no) == ("蔡文静", "数学与统计学院", "draft", None)
    assert (case.household_size, case.household_income) == (3, Decimal("60000.00"))
    assert (case.rigid_expense, case.income_per_head) == (Decimal("38000.00"), Decimal("611.11"))
    assert (case.suggested, case.category) == ("deep", "deep")
    with office.read() as session:
        assert "所以：低于低保线" in hardship_queries.arithmetic(session, case.id).steps[-1]
    assert problems(office) == []


def test_the_office_may_decide_otherwise_with_a_reason(office: Office) -> None:
    with pytest.raises(FieldError, match="与测算建议“深度困难”不同，请写明理由") as refused:
        make_case(office, category="relative")
    assert refused.value.field == "category_reason"
    case = make_case(office, category="relative", category_reason="有房出租，主席办公会议定")
    assert (case.suggested, case.category) == ("deep", "relative")


def test_the_line_is_that_of_the_day_of_application(office: Office) -> None:
    set_line(office, "600.00", date(2019, 7, 1))
    assert make_case(office, applied_on=date(2020, 6, 30)).suggested == "relative"


def test_causes_named_twice_count_once(office: Office) -> None:
    case = make_case(office, minor_cause_1="6", minor_cause_2="9", minor_cause_3="9")
    assert case.causes == ("6", "9")


def test_the_household_is_changed_and_taken_back_with_the_file(office: Office) -> None:
    case = make_case(office)
    with office.read() as session:
        people = hardship_queries.household(session, case.id)
    kept = HouseholdRow(people[1].id, {"full_name": "宋一诺", "relation": "30", "unit": "江陵大学"})
    with office.work("编辑困难档案") as work:
        hardship_actions.save_case(work, case.id, {"own_income": Decimal(9000)}, case.version, household=[kept])
    with office.read() as session:
        assert [(one.full_name, one.unit) for one in hardship_queries.household(session, case.id)] == [("宋一诺", "江陵大学")]
    assert read(office, case.id).household_size == 2
    office.undo_last()
    with office.read() as session:
        assert len(hardship_queries.household(session, case.id)) == 2
    assert read(office, case.id).household_size == 3 and problems(office) == []


def test_a_line_of_the_household_is_read_and_judged() -> None:
    row = read_row(None, {"full_name": "宋 知远", "relation": "爱人", "monthly_income": "1,200"}, date(2020, 9, 24))
    assert (row.values["full_name"], row.values["relation"], row.values["monthly_income"]) == ("宋知远", "10", Decimal("1200.00"))
    with pytest.raises(FieldError, match="月收入（元）：不能小于 0"):
        read_row(None, {"full_name": "宋知远", "relation": "10", "monthly_income": "-1"}, date(2020, 9, 24))
    with pytest.raises(FieldError, match="关系：请填写关系"):
        read_row(None, {"full_name": "宋知远", "relation": ""}, date(2020, 9, 24))


# one file a household


def test_a_second_file_of_a_household_is_refused_with_who_and_number(office: Office) -> None:
    first = make_case(office, member_id=1, family=())
    advance(office, first.id)
    with pytest.raises(FieldError, match=r"蔡文静（工号 10020417，困-2020-0001，已提交）。一户只建一份"):
        make_case(office, member_id=1, family=())
    wife = HouseholdRow(None, {"full_name": "蔡文静", "relation": "12", "id_number": "110000197906180624"})
    with pytest.raises(FieldError, match="同一户已有档案：蔡文静") as refused:
        make_case(office, member_id=2, family=(wife,))
    assert refused.value.field == "member_id"
    assert make_case(office, member_id=2, family=()).full_name == "𬱟𠮷㛃"


def test_two_who_name_each_other_are_one_household(office: Office) -> None:
    make_case(office, member_id=2, family=(HouseholdRow(None, {"full_name": "迪丽娜尔·艾山", "relation": "10"}),))
    with pytest.raises(FieldError, match=r"𬱟𠮷㛃（工号 10012208，草稿"):
        make_case(office, member_id=3, family=(HouseholdRow(None, {"full_name": "𬱟𠮷㛃", "relation": "11"}),))


def test_a_spouse_known_from_the_roll_is_one_household(office: Office) -> None:
    with office.work("登记家庭成员") as work:
        spouse = {"full_name": "𬱟𠮷㛃", "relation_code": "10"}
        back = {"full_name": "蔡文静", "relation_code": "10"}
        save_rows(work, Relative, 1, [FamilyRow(None, spouse)])
        save_rows(work, Relative, 2, [FamilyRow(None, back)])
    make_case(office, member_id=1, family=())
    with pytest.raises(FieldError, match=r"蔡文静（工号 10020417，草稿）"):
        make_case(office, member_id=2, family=())


def test_an_ended_file_lets_the_household_apply_again(office: Office) -> None:
    first = make_case(office)
    do(office, lambda work: hardship_path.reject(work, first.id, "收入证明不实"))
    again = make_case(office)
    with pytest.raises(FieldError, match="同一户已有档案"):
        do(office, lambda work: hardship_path.reopen(work, first.id, "补齐了证明"))
    assert read(office, again.id).status == "draft"


# the path


def test_from_draft_to_closed_with_every_step_kept(office: Office, now: list[datetime]) -> None:
    case = make_case(office)
    advance(office, case.id)
    advance(office, case.id, signed_by="王建国", opinion="情况属实，同意上报", on=date(2020, 9, 23))
    advance(office, case.id, signed_by="李红", opinion="同意公示")
    shown = advance(office, case.id)
    assert (shown.status, shown.notice_from, shown.notice_to) == ("publicised", date(2020, 9, 24), date(2020, 9, 30))
    with pytest.raises(OfficeError, match=r"公示到 9 月 30 日结束，还不能建档"):
        advance(office, case.id)
    now[0] = datetime(2020, 10, 9, 9, 0)
    with office.read() as session:
        assert [one.case_no for one in hardship_due.notices_ended(session, office.today())] == ["困-2020-0001"]
    active = advance(office, case.id)
    assert (active.status, active.filed_on, active.review_due) == ("active", date(2020, 10, 9), date(2021, 10, 9))
    now[0] = datetime(2021, 9, 20, 9, 0)
    with office.read() as session:
        due = hardship_due.reviews_due(session, office.today(), office.settings)
    assert [(one.full_name, one.days) for one in due] == [("蔡文静", -19)]
    do(office, lambda work: hardship_path.review(work, case.id, "收入没有变化，继续在档"))
    assert read(office, case.id).review_due == date(2022, 9, 20)
    do(office, lambda work: hardship_path.close(work, case.id, "1", "子女已就业"))
    closed = read(office, case.id)
    assert (closed.status, closed.closed_reason, closed.review_due) == ("closed", "1", None)
    with office.read() as session:
        steps = hardship_queries.steps_of(session, case.id)
    assert [one.name for one in steps] == [
        "已提交", "已评议", "已审核", "公示中", "在档", "年度复核", "已销档",
    ]  # fmt: skip
    assert (steps[1].day, steps[1].signed_by, steps[1].entered_by) == (date(2020, 9, 23), "王建国", "周雨桐")
    assert steps[-1].opinion == "脱困：子女已就业"
    assert problems(office) == []


def test_steps_not_used_are_left_out(office: Office) -> None:
    with office.work("修改设置") as work:
        save_settings(work, {"hardship_branch_review": "否", "hardship_notice": "否"})
    case = make_case(office)
    assert [advance(office, case.id).status for _ in range(3)] == ["submitted", "union_reviewed", "active"]
    with office.read() as session:
        names = [one.name for one in hardship_queries.path_of(session, read(office, case.id), office.settings, office.today())]
    assert names == ["填写", "提交", "校工会审核", "建档"]


def test_an_unfinished_file_is_not_submitted(office: Office) -> None:
    case = make_case(office, main_cause=None, situation=None)
    with pytest.raises(OfficeError, match="还没有填主要致困原因、困难情况及费用，没有提交"):
        advance(office, case.id)
    assert read(office, case.id).case_no is None


def test_an_objection_must_be_settled_before_the_file_becomes_active(office: Office, now: list[datetime]) -> None:
    case = make_case(office)
    advance(office, case.id, 4)
    do(office, lambda work: hardship_path.note_objection(work, case.id, "有人反映其有第二套房"))
    now[0] = datetime(2020, 10, 12, 9, 0)
    with pytest.raises(OfficeError, match="有异议，还没有写处理结果"):
        advance(office, case.id)
    do(office, lambda work: hardship_path.note_objection(work, case.id, "有人反映其有第二套房", "查无此房"))
    assert advance(office, case.id).status == "active"


def test_while_others_review_it_the_content_stands_still(office: Office) -> None:
    case = make_case(office)
    advance(office, case.id)
    with pytest.raises(OfficeError, match="现在是“已提交”，内容不能改"), office.work("编辑") as work:
        hardship_actions.save_case(work, case.id, {"own_income": Decimal(1)})
    with pytest.raises(OfficeError, match="内容不能改"), office.work("编辑") as work:
        work.load(HardshipCase, case.id).situation = "另一种情况"
        work.flush()
    do(office, lambda work: hardship_path.send_back(work, case.id, "缺收入证明"))
    with office.work("编辑") as work:
        assert hardship_actions.save_case(work, case.id, {"own_income": Decimal(1)}).own_income == Decimal("1.00")
    assert read(office, case.id).case_no == "困-2020-0001"


def test_steps_are_never_changed_deleted_or_taken_back(office: Office) -> None:
    case = make_case(office)
    advance(office, case.id)
    with pytest.raises(OfficeError, match="办理步骤已经记下，不能撤销"):
        office.undo_last()
    with pytest.raises(OfficeError, match="记下后不改"), office.work("改") as work:
        work.session.scalars(select(CaseStep)).one().opinion = "改过"
        work.flush()
    with pytest.raises(OfficeError, match="记下后不删"), office.work("删") as work:
        work.session.delete(work.session.scalars(select(CaseStep)).one())
        work.flush()
    assert read(office, case.id).status == "submitted"


def test_refusing_closing_and_going_back_want_a_reason(office: Office) -> None:
    case = make_case(office)
    advance(office, case.id)
    for verb in (hardship_path.reject, hardship_path.send_back):
        with pytest.raises(FieldError, match="请写明"), office.work("办理") as work:
            verb(work, case.id, "  ")
    with pytest.raises(OfficeError, match="只有在档的才销档"), office.work("办理") as work:
        hardship_path.close(work, case.id, "1")
    assert read(office, case.id).status == "submitted"


def test_a_draft_goes_with_all_it_holds_and_comes_back(office: Office) -> None:
    case = make_case(office)
    do(office, lambda work: hardship_actions.delete_draft(work, case.id))
    with office.read() as session:
        assert session.scalars(select(HouseholdMember)).all() == []
    office.undo_last()
    assert read(office, case.id).household_size == 3 and problems(office) == []
    advance(office, case.id)
    with pytest.raises(OfficeError, match="已经提交过，不能删除"):
        do(office, lambda work: hardship_actions.delete_draft(work, case.id))


# evidence


def test_a_paper_is_kept_by_its_checksum_and_damage_shows(office: Office, tmp_path: Path) -> None:
    case = make_case(office)
    scan = tmp_path / "诊断证明.pdf"
    scan.write_bytes(b"%PDF-1.4 invented")
    stored = attachments.keep(office.folder, scan)
    with office.work("存入材料") as work:
        hardship_actions.add_evidence(work, case.id, kind_code="diagnosis", stored=stored, file_name=scan.name)
    with pytest.raises(OfficeError, match="已经存在这份档案里，作为诊断证明"), office.work("存入材料") as work:
        hardship_actions.add_evidence(work, case.id, kind_code="bill", stored=stored, file_name="另一份.pdf")
    with office.read() as session:
        files = hardship_queries.files_of(session, session.get_one(HardshipCase, case.id))
    assert [one.file_name for one in files.there] == ["诊断证明.pdf"]
    assert files.missing == ("identity", "income", "bill")
    assert problems(office) == []
    attachments.located(office.folder, stored).write_bytes(b"other")
    assert "附件已损坏" in problems(office)[0]
    with office.work("移除材料") as work:
        hardship_actions.remove_evidence(work, files.there[0].evidence_id)
    with office.read() as session:
        assert session.scalars(select(CaseEvidence)).all() == []


# who may see


def test_illness_and_income_are_masked_in_lists_and_histories(office: Office) -> None:
    case = make_case(office)
    with office.work("编辑困难档案") as work:
        hardship_actions.save_case(work, case.id, {"health": "5", "own_income": Decimal("1.00")})
    for name in ("health", "own_income", "income_per_head", "main_cause", "situation", "medical_expense"):
        assert HARDSHIP_CASES.fields[name].mask(read(office, case.id)) == HIDDEN, name
    with office.read() as session:
        told = str(history.history(session, HardshipCase, case.id))
    assert "尿毒症" not in told and "4,200.00" not in told and "服药" not in told and HIDDEN in told


def test_every_look_is_noted(office: Office) -> None:
    case = make_case(office)
    do(office, lambda work: work.look("hardship_case", case.id, "收入测算", "income"))
    with office.read() as session:
        newest = history.history(session, HardshipCase, case.id)[0]
    assert (newest.op, newest.lines) == ("note", (("字段", "", "收入测算"),))


def test_the_check_finds_what_does_not_agree(office: Office) -> None:
    case = make_case(office)
    engine: Any = office.engine
    with engine.connect() as connection:
        connection.exec_driver_sql("UPDATE hardship_case SET status = 'active', household_size = 9")
        connection.commit()
    found = " ".join(problems(office))
    assert "办理步骤却到“草稿”" in found and "合计与明细不符" in found and "没有下次复核的日期" in found
    assert case.id and VALUES and FAMILY


def test_an_export_masks_unless_it_is_asked_for_in_full(office: Office, tmp_path: Path) -> None:
    make_case(office)
    told = []
    for unmask in (False, True):
        with office.read() as session:
            made = export_register(
                session, HARDSHIP_CASES, Query(), tmp_path / f"{unmask}.xlsx", settings=office.settings,
                today=office.today(), progress=Silent(), columns=["full_name", "income_per_head", "main_cause"], unmask=unmask,
            )  # fmt: skip
        cells = [cell for row in load_workbook(made.path).active.iter_rows(values_only=True) for cell in row]
        told.append([one in cells for one in ("蔡文静", "患重特大疾病", HIDDEN)])
    assert told == [[True, False, True], [True, True, False]]
