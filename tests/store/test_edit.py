# SPDX-License-Identifier: MIT
"""Save and delete as any register has them."""

from decimal import Decimal

import pytest

from tests.store.toys import ToyGroup, ToyPerson, add_person
from unionoffice.errors import FieldError, OfficeError, StaleEdit
from unionoffice.office import Office
from unionoffice.store.edit import delete, save


def test_save_creates_and_changes_only_what_is_given(office: Office) -> None:
    with office.work("新增人员") as work:
        made = save(work, ToyPerson, None, {"full_name": "张三", "dues": Decimal("3.00")})
    with office.work("编辑人员") as work:
        save(work, ToyPerson, made.id, {"staff_no": "001"}, version=1)
    with office.read() as session:
        person = session.get_one(ToyPerson, made.id)
        assert (person.full_name, person.staff_no, person.dues, person.state) == (
            "张三", "001", Decimal("3.00"), "active",
        )  # fmt: skip


def test_save_refuses_naming_the_field(office: Office) -> None:
    with pytest.raises(FieldError) as refused, office.work("新增人员") as work:
        save(work, ToyPerson, None, {"full_name": "张三", "dues": Decimal("-1.00")})
    assert (refused.value.field, str(refused.value)) == ("dues", "会费（元）：金额要大于 0。")


def test_save_refuses_a_stale_edit(office: Office) -> None:
    person_id = add_person(office, "张三")
    with office.work("编辑人员") as work:
        save(work, ToyPerson, person_id, {"staff_no": "001"}, version=1)
    with pytest.raises(StaleEdit), office.work("编辑人员") as work:
        save(work, ToyPerson, person_id, {"staff_no": "002"}, version=1)


def test_save_refuses_a_double_of_what_must_be_unique(office: Office) -> None:
    with office.work("新增分组") as work:
        made = save(work, ToyGroup, None, {"name": "文学院"})
        save(work, ToyGroup, made.id, {"name": "文学院"})
    with pytest.raises(FieldError) as refused, office.work("新增分组") as work:
        save(work, ToyGroup, None, {"name": "文学院"})
    assert (refused.value.field, str(refused.value)) == ("name", "名称 文学院 已经是“文学院”的，请核对。已填内容没有丢。")


def test_delete_asks_the_record(office: Office) -> None:
    staying, leaving = add_person(office, "张三", state="left"), add_person(office, "李四")
    with office.work("删除人员") as work:
        delete(work, ToyPerson, leaving)
    with pytest.raises(OfficeError, match="留档"), office.work("删除人员") as work:
        delete(work, ToyPerson, staying)
    with office.read() as session:
        assert [session.get(ToyPerson, i) is None for i in (staying, leaving)] == [False, True]
