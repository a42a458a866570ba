# SPDX-License-Identifier: MIT
"""One unit of work: what it writes beside the record, what it refuses, what it leaves behind when it fails."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select, text

from tests.store.toys import NOON, ToyGroup, ToyPerson, ToySlip, add_person, open_toys
from unionoffice.errors import OfficeError, StaleEdit
from unionoffice.office import Office
from unionoffice.store.audit import audit_log, broken_rows
from unionoffice.store.work import Changes


def trail(office: Office) -> list[tuple[str, str, int | None, dict[str, Any]]]:
    """(action, op, record id, changes) of every audit row."""
    with office.read() as session:
        rows = session.execute(select(audit_log).order_by(audit_log.c.id)).mappings()
        return [(row["action"], row["op"], row["record_id"], json.loads(row["changes"])) for row in rows]


def test_add_change_and_delete_are_audited_with_old_and_new_values(office: Office) -> None:
    with office.work("新增人员") as work:
        group = work.add(ToyGroup(name="文学院"))
        person = work.add(ToyPerson(full_name="张三", dues=Decimal("12.50"), joined=date(2020, 9, 1), group=group))
    with office.work("编辑人员") as work:
        loaded = work.load(ToyPerson, person.id, 1)
        loaded.dues = Decimal("13.00")
        loaded.joined = None
    with office.work("删除人员") as work:
        work.session.delete(work.load(ToyPerson, person.id))
    created, updated, deleted = [row for row in trail(office) if row[3].get("dues") or row[1] == "delete"]
    assert created == (
        "新增人员", "create", person.id,
        {"full_name": [None, "张三"], "name_key": [None, "zhang1张san1三"], "state": [None, "active"],
         "joined": [None, "2020-09-01"], "dues": [None, 1250], "group_id": [None, group.id]},
    )  # fmt: skip
    assert updated == ("编辑人员", "update", person.id, {"joined": ["2020-09-01", None], "dues": [1250, 1300]})
    assert deleted[:3] == ("删除人员", "delete", person.id)
    assert deleted[3]["dues"] == [1300, None] and deleted[3]["full_name"] == ["张三", None]


def test_rows_of_one_work_share_a_step_and_name_actor_and_moment(office: Office) -> None:
    with office.work("新增人员", actor="李会计") as work:
        work.add(ToyGroup(name="甲"))
        work.flush()
        work.add(ToyGroup(name="乙"))
    with office.read() as session:
        rows = session.execute(select(audit_log)).mappings().all()
    assert {(row["step"], row["actor"], row["at"]) for row in rows} == {(1, "李会计", NOON.isoformat())}


def test_a_change_of_nothing_writes_nothing(office: Office) -> None:
    person_id = add_person(office, "张三")
    before = trail(office)
    with office.work("编辑人员") as work:
        work.load(ToyPerson, person_id).full_name = "张三"
    with office.read() as session:
        assert session.get_one(ToyPerson, person_id).version == 1
    assert trail(office) == before


def test_a_link_changed_through_its_relationship_is_audited(office: Office) -> None:
    with office.work("新增") as work:
        old, new = work.add(ToyGroup(name="旧组")), work.add(ToyGroup(name="新组"))
        person = work.add(ToyPerson(full_name="张三", group=old))
    with office.work("换组") as work:
        work.load(ToyPerson, person.id).group = work.load(ToyGroup, new.id)
    assert trail(office)[-1][3] == {"group_id": [old.id, new.id]}


def test_a_stale_edit_is_refused_with_who_and_when(office: Office) -> None:
    person_id = add_person(office, "张三")
    with office.work("编辑人员", actor="王干事") as work:
        work.load(ToyPerson, person_id, 1).staff_no = "001"
    with office.work("编辑人员") as work:
        with pytest.raises(StaleEdit) as refused:
            work.load(ToyPerson, person_id, 1)
        assert str(refused.value) == (
            "“张三”在 12 月 18 日 12:00 被王干事改过，没有写入。请重新打开再改，已填内容还在。"
        )
        assert work.load(ToyPerson, person_id, 2).staff_no == "001"


def test_a_deleted_record_is_refused_in_words(office: Office) -> None:
    with office.work("编辑人员") as work, pytest.raises(OfficeError, match="已经被删除"):
        work.load(ToyPerson, 77)


def test_an_error_leaves_nothing_behind(office: Office) -> None:
    with pytest.raises(OfficeError), office.work("新增人员") as work:
        work.add(ToyPerson(full_name="张三"))
        work.flush()
        raise OfficeError("停")
    with office.read() as session:
        assert session.scalar(select(func.count()).select_from(ToyPerson)) == 0
        assert session.execute(text("SELECT count(*) FROM search_toy_person")).scalar() == 0
    assert trail(office) == []


def test_numbers_have_no_gaps_after_a_rollback(office: Office) -> None:
    def issue(fail: bool = False) -> None:
        with office.work("签发") as work:
            work.add(ToySlip(year=2020, number=work.number("困", 2020), purpose="慰问"))
            work.flush()
            if fail:
                raise OfficeError("停")

    issue()
    with pytest.raises(OfficeError):
        issue(fail=True)
    issue()
    with office.read() as session:
        assert list(session.scalars(select(ToySlip.number).order_by(ToySlip.number))) == [1, 2]


def test_series_and_years_count_apart(office: Office) -> None:
    with office.work("签发") as work:
        taken = [work.number("困", 2020), work.number("困", 2021), work.number("丧", 2020), work.number("困", 2020)]
    assert taken == [1, 1, 1, 2]


def test_two_threads_queue_and_share_one_run_of_numbers(office: Office) -> None:
    def issue_many() -> None:
        for _ in range(15):
            with office.work("签发") as work:
                work.add(ToySlip(year=2020, number=work.number("困", 2020), purpose="慰问"))

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(issue_many) for _ in range(2)]:
            done.result()
    with office.read() as session:
        assert sorted(session.scalars(select(ToySlip.number))) == list(range(1, 31))
        assert list(broken_rows(session.connection())) == []


def test_an_id_is_never_given_twice(office: Office) -> None:
    """Or the history of a deleted record would go on under a stranger's name."""
    first = add_person(office, "张三")
    with office.work("删除人员") as work:
        work.session.delete(work.load(ToyPerson, first))
    assert add_person(office, "李四") == first + 1
    with office.work("导入") as work:
        assert work.add_many(ToyPerson, [ToyPerson(full_name="王五"), ToyPerson(full_name="赵六")]) == [first + 2, first + 3]


def test_guards_are_asked(office: Office) -> None:
    person_id = add_person(office, "张三", state="left")
    with pytest.raises(OfficeError, match="留档"), office.work("删除人员") as work:
        work.session.delete(work.load(ToyPerson, person_id))
    with office.work("签发") as work:
        slip = work.add(ToySlip(year=2020, number=1, purpose="慰问"))
    with pytest.raises(OfficeError, match="不能修改"), office.work("改") as work:
        work.load(ToySlip, slip.id).purpose = "别的"


def test_a_record_still_in_use_is_kept(office: Office) -> None:
    with office.work("新增") as work:
        group = work.add(ToyGroup(name="文学院"))
        work.add(ToyPerson(full_name="张三", group=group))
    with pytest.raises(OfficeError, match="“文学院”还被别的记录用着，不能删除"), office.work("删除") as work:
        work.session.delete(work.load(ToyGroup, group.id))


def test_changes_are_announced_by_kind(office: Office) -> None:
    heard: list[Changes] = []
    stop = office.subscribe(heard.append)
    add_person(office, "张三")
    with office.work("查看"):
        assert heard[0].kinds == {"toy_person"}
    with office.work("打印") as work:
        work.note("toy_person", 1, 份数=2)
    stop()
    add_person(office, "李四")
    assert [(c.action, set(c.kinds)) for c in heard] == [("新增人员", {"toy_person"}), ("打印", set())]


def _sample() -> list[ToyPerson]:
    return [
        ToyPerson(full_name="张三", dues=Decimal("12.50"), staff_no="001", joined=date(2020, 9, 1), group_id=1),
        ToyPerson(full_name="仇𬱟", mobile="13800001234", state="left"),
    ]


def test_add_many_equals_add_in_audit_search_and_values(office: Office, tmp_path: Any) -> None:
    other = open_toys(tmp_path / "other")
    for one, many in ((office, False), (other, True)):
        with one.work("导入") as work:
            work.add(ToyGroup(name="文学院"))
            work.flush()
            if many:
                work.add_many(ToyPerson, _sample())
            else:
                for person in _sample():
                    work.add(person)
    seen = []
    for one in (office, other):
        with one.read() as session:
            people = session.scalars(select(ToyPerson).order_by(ToyPerson.id)).unique().all()
            index = session.execute(text("SELECT rowid, * FROM search_toy_person ORDER BY rowid")).all()
            values = [(p.id, p.version, p.full_name, p.state, p.dues, p.group and p.group.name) for p in people]
        seen.append((trail(one), [tuple(row) for row in index], values))
    other.engine.dispose()
    assert seen[0] == seen[1]
    assert seen[0][2][1] == (2, 1, "仇𬱟", "left", None, None)


def test_work_knows_the_offices_day(office: Office) -> None:
    with office.work("看") as work:
        assert (work.today, work.now) == (date(2020, 12, 18), datetime(2020, 12, 18, 12, 0))
