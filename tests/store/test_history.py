# SPDX-License-Identifier: MIT
"""What a record's history says, and what may be taken back."""

from datetime import date
from decimal import Decimal

import pytest

from tests.store.toys import NOON, ToyGroup, ToyPerson, ToySlip, add_person
from unionoffice.errors import OfficeError
from unionoffice.office import Office
from unionoffice.store.history import history
from unionoffice.store.work import Changes


def last_step(office: Office) -> int:
    return office._undoable[-1][0]


def test_a_history_is_told_in_labels_with_masked_values(office: Office) -> None:
    with office.work("新增") as work:
        group = work.add(ToyGroup(name="文学院"))
        person = work.add(ToyPerson(full_name="张三", mobile="13800001234", group=group, dues=Decimal("5.00")))
    with office.work("退会", actor="李会计") as work:
        changed = work.load(ToyPerson, person.id)
        changed.state, changed.group_id, changed.dues = "left", None, Decimal("1234.50")
    with office.work("打印") as work:
        work.note("toy_person", person.id, 份数=2)
    with office.read() as session:
        noted, updated, created = history(session, ToyPerson, person.id)
    assert (updated.actor, updated.at, updated.action) == ("李会计", NOON, "退会")
    assert set(updated.lines) == {
        ("状态", "在会", "退会"), ("分组", "文学院", ""), ("会费（元）", "5.00", "1,234.50"),
    }  # fmt: skip
    assert noted.lines == (("份数", "", "2"),)
    shown = {label: new for label, _, new in created.lines}
    assert "13800001234" not in shown.values() and shown["手机号"].startswith("138")
    assert "姓名拼音" not in shown


def test_undo_of_a_create_an_update_and_a_delete(office: Office) -> None:
    person_id = add_person(office, "张三", joined=date(2020, 9, 1))
    with office.work("编辑人员") as work:
        work.load(ToyPerson, person_id).full_name = "张四"
    with office.work("删除人员") as work:
        work.session.delete(work.load(ToyPerson, person_id))
    assert office.undo_last() == "删除人员"
    with office.read() as session:
        back = session.get_one(ToyPerson, person_id)
        assert (back.full_name, back.joined, back.state) == ("张四", date(2020, 9, 1), "active")
    assert office.undo_last() == "编辑人员"
    with office.read() as session:
        assert session.get_one(ToyPerson, person_id).full_name == "张三"
    assert office.undo_last() == "新增人员"
    with office.read() as session:
        assert session.get(ToyPerson, person_id) is None
        assert [entry.action for entry in history(session, ToyPerson, person_id)] == [
            "撤销：新增人员", "撤销：编辑人员", "撤销：删除人员", "删除人员", "编辑人员", "新增人员",
        ]  # fmt: skip
    assert office.last_undoable() == ""
    with pytest.raises(OfficeError, match="没有可以撤销的修改"):
        office.undo_last()


def test_undo_takes_back_a_whole_step_and_announces_it(office: Office) -> None:
    with office.work("导入") as work:
        group = work.add(ToyGroup(name="文学院"))
        work.flush()
        work.add_many(ToyPerson, [ToyPerson(full_name=name, group_id=group.id) for name in ("张三", "李四")])
    heard: list[Changes] = []
    office.subscribe(heard.append)
    office.undo_last()
    assert heard[0].kinds == {"toy_group", "toy_person"}
    with office.read() as session:
        assert session.get(ToyGroup, group.id) is None


def test_undo_is_refused_when_the_record_changed_since(office: Office) -> None:
    person_id = add_person(office, "张三")
    step = last_step(office)
    with office.work("编辑人员") as work:
        work.load(ToyPerson, person_id).staff_no = "001"
    with pytest.raises(OfficeError, match="“张三”后来又改过，不能撤销这一步"):
        office.undo(step, "新增人员")
    with office.read() as session:
        assert session.get_one(ToyPerson, person_id).staff_no == "001"


def test_undo_of_a_change_leaves_later_changes_of_other_fields(office: Office) -> None:
    person_id = add_person(office, "张三")
    with office.work("编辑人员") as work:
        work.load(ToyPerson, person_id).staff_no = "001"
    step = last_step(office)
    with office.work("编辑人员") as work:
        work.load(ToyPerson, person_id).mobile = "13800001234"
    office.undo(step, "编辑人员")
    with office.read() as session:
        person = session.get_one(ToyPerson, person_id)
        assert (person.staff_no, person.mobile) == (None, "13800001234")


def test_undo_is_refused_when_the_record_is_gone_or_in_use(office: Office) -> None:
    with office.work("新增分组") as work:
        group = work.add(ToyGroup(name="文学院"))
    step = last_step(office)
    person_id = add_person(office, "张三", group_id=group.id)
    with pytest.raises(OfficeError, match="“文学院”还被别的记录用着"):
        office.undo(step, "新增分组")
    created = last_step(office)
    with office.work("删除人员") as work:
        work.session.delete(work.load(ToyPerson, person_id))
    with pytest.raises(OfficeError, match="已经被删除"):
        office.undo(created, "新增人员")


def test_what_was_issued_is_not_taken_back(office: Office) -> None:
    with office.work("签发") as work:
        work.add(ToySlip(year=2020, number=work.number("困", 2020), purpose="慰问"))
    with pytest.raises(OfficeError, match="已签发的凭证不能撤销"):
        office.undo_last()
