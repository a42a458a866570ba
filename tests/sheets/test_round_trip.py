# SPDX-License-Identifier: MIT
"""What goes out in full comes in again: into an empty office field by field, into its own as unchanged."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.made_records import NOON, made_id_number, make_record
from unionoffice.kit.describe import Field, fields_of
from unionoffice.kit.fields import (
    BankCard,
    Choice,
    Day,
    Link,
    Mobile,
    Money,
    PersonName,
    Text,
    Whole,
    YearMonth,
    YesNo,
)
from unionoffice.kit.register import Register
from unionoffice.members.actions import save_branch, save_member
from unionoffice.members.records import Branch, Campus, Member
from unionoffice.members.registers import BRANCHES, CAMPUSES, GROUPS, MEMBERS
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.exporting import export_register
from unionoffice.sheets.import_file import read_import
from unionoffice.sheets.import_write import write_import
from unionoffice.sheets.importing import ImportPlan, plan_import
from unionoffice.store import listing
from unionoffice.store.listing import Query
from unionoffice.welfare.registers import SUPPLIERS

HAN = st.sampled_from("安白蔡丁范高何李马钱孙田王吴许杨张赵文静海燕建国雪莹思远䶮㛃𠮷")
WORDS = st.text(st.sampled_from("安白蔡ABCabc019 ,，.。:：;；'\"=+@（）()%*#&<>/\\-、·０Ａ　\n"), min_size=1, max_size=20)
UNITS = ("机械工程学院", "外国语学院", "后勤服务集团（东区）", "No.1 食堂", "合作办")
ON = date(2020, 12, 18)


def text_of(kind: Text) -> st.SearchStrategy[str | None]:
    """What the field makes of what a person types; dashes alone are nothing to an import."""
    return WORDS.map(lambda typed: kind.parse(typed[: kind.max])).filter(lambda text: text is None or text.strip("-_/\\ ") != "")


def value_of(one: Field) -> st.SearchStrategy[Any]:
    """A valid value, as Python holds it; None often, since no roster is full."""
    kind = one.type
    made: st.SearchStrategy[Any]
    if isinstance(kind, PersonName):
        return st.one_of(st.text(HAN, min_size=2, max_size=4), st.sampled_from(("迪丽娜尔·艾山", "John Smith", "单于安")))
    if isinstance(kind, Mobile):
        made = st.integers(3 * 10**9, 10**10 - 1).map(lambda n: f"1{n}")
    elif isinstance(kind, BankCard):
        made = st.integers(0, 10**19 - 1).map(lambda n: f"{n:019d}"[-18:])
    elif isinstance(kind, Text):
        made = text_of(kind)
    elif isinstance(kind, Choice):
        made = st.sampled_from([code.code for code in kind.codes])
    elif isinstance(kind, YesNo):
        made = st.booleans()
    elif isinstance(kind, Money):
        made = st.integers(1, 10**9).map(lambda fen: Decimal(fen) / 100)
    elif isinstance(kind, Day):
        made = st.dates(date(1940, 1, 1), ON)
    elif isinstance(kind, YearMonth):
        made = st.dates(date(1960, 1, 1), ON).flatmap(lambda day: st.sampled_from((f"{day:%Y-%m}", f"{day:%Y-%m-%d}")))
    else:
        assert isinstance(kind, Whole), f"{one.name}: {type(kind).__name__}"
        made = st.integers(kind.low, kind.high)
    return st.one_of(st.none(), made)


KEYS = ("staff_no", "member_no", "id_number")
FREE = [one for one in MEMBERS.import_fields if not isinstance(one.type, Link) and one.name not in KEYS]


@st.composite
def people(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Members of every kind: each with a key at least, none sharing one."""
    found = []
    for n in range(draw(st.integers(1, 4))):
        values = {one.name: draw(value_of(one)) for one in FREE}
        zeros = "0" * draw(st.integers(0, 3))
        keys = {"staff_no": f"{zeros}{7000 + n}", "member_no": f"{zeros}{8000 + n}/甲", "id_number": made_id_number(n)}
        chosen = draw(st.sets(st.sampled_from(KEYS), min_size=1))
        values |= {name: value for name, value in keys.items() if name in chosen}
        values["id_verified_reason"] = "见原件" if values["id_verified"] else values["id_verified_reason"]
        values["branch"] = draw(st.one_of(st.none(), st.sampled_from(UNITS)))
        values["campus"] = draw(st.one_of(st.none(), st.sampled_from(("东湖校区", "本部"))))
        found.append(values)
    return found


@pytest.fixture(scope="module")
def nothing_yet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("round") / "office"
    Office.open(folder, clock=lambda: NOON).close()
    return folder


@contextmanager
def an_office(nothing_yet: Path, folder: Path) -> Iterator[Office]:
    shutil.copytree(nothing_yet, folder)
    office = Office.open(folder, clock=lambda: NOON)
    try:
        yield office
    finally:
        office.close()


def enter(office: Office, everyone: list[dict[str, Any]]) -> None:
    with office.work("登记") as work:
        units = {name: save_branch(work, None, {"name": name}).id for name in UNITS}
        places = {}
        for values in everyone:
            branch, campus = values["branch"], values["campus"]
            if campus and campus not in places:
                places[campus] = work.add(Campus(name=campus))
                work.flush()
            rest = {name: value for name, value in values.items() if name not in ("branch", "campus")}
            links = {"branch_id": units.get(branch), "campus_id": places[campus].id if campus else None}
            save_member(work, None, {**rest, **links})


def export(office: Office, register: Register, path: Path) -> Path:
    """The full list with every importable column, unmasked."""
    with office.read() as session:
        return export_register(
            session, register, Query(), path, settings=office.settings, today=office.today(), progress=Silent(),
            columns=[one.name for one in register.import_fields], unmask=True,
        ).path  # fmt: skip


def bring_in(office: Office, register: Register, path: Path) -> ImportPlan:
    with office.read() as session:
        file = read_import(session, path, register, Silent())
        plan = plan_import(session, register, file.rows(), office.today(), Silent(), path.name)
    with office.work("导入") as work:
        write_import(work, plan, Silent())
    return plan


def records(office: Office, register: Register) -> list[dict[str, object]]:
    """Every record's importable values, a linked record by its title; in an order of their own."""
    with office.read() as session:
        found = [
            {one.name: one.show(record) if isinstance(one.type, Link) else getattr(record, one.name) for one in register.import_fields}
            for record in listing.rows(session, register.record, listing.ids(session, register, Query()))
        ]
    return sorted(found, key=repr)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(people())
def test_members_go_out_and_come_in_field_by_field(nothing_yet: Path, everyone: list[dict[str, Any]]) -> None:
    with TemporaryDirectory() as place:
        with an_office(nothing_yet, Path(place, "old")) as old:
            enter(old, everyone)
            path = export(old, MEMBERS, Path(place, "全.xlsx"))
            again = bring_in(old, MEMBERS, path)
            assert again.counts["unchanged"] == len(everyone) == len(again.rows), [row.text for row in again.rows]
            before = records(old, MEMBERS)
        with an_office(nothing_yet, Path(place, "new")) as new:
            first = bring_in(new, MEMBERS, path)
            assert first.counts["new"] == len(everyone), [row.text for row in first.rows]
            assert records(new, MEMBERS) == before
            assert bring_in(new, MEMBERS, path).counts["unchanged"] == len(everyone)


ALONE = [BRANCHES, CAMPUSES, SUPPLIERS]


@pytest.mark.parametrize("register", ALONE, ids=lambda register: register.kind)
def test_a_register_that_leans_on_no_other_moves_whole(register: Register, nothing_yet: Path, tmp_path: Path) -> None:
    with an_office(nothing_yet, tmp_path / "old") as old, an_office(nothing_yet, tmp_path / "new") as new:
        for n in range(4):
            make_record(old, register, n)
        path = export(old, register, tmp_path / "全.xlsx")
        plan = bring_in(new, register, path)
        assert (plan.counts["new"], plan.counts["refused"]) == (len(plan.rows), 0) and len(plan.rows) >= 4
        assert records(new, register) == records(old, register)
        assert bring_in(new, register, path).counts["unchanged"] == len(plan.rows)


def test_groups_come_in_under_their_branches_by_name(nothing_yet: Path, tmp_path: Path) -> None:
    with an_office(nothing_yet, tmp_path / "old") as old, an_office(nothing_yet, tmp_path / "new") as new:
        for n in range(3):
            make_record(old, GROUPS, n)
        path = export(old, GROUPS, tmp_path / "小组.xlsx")
        refused = bring_in(new, GROUPS, path)
        assert refused.counts["refused"] == 3 and "请先建好，或核对名称" in refused.rows[0].text
        bring_in(new, BRANCHES, export(old, BRANCHES, tmp_path / "分工会.xlsx"))
        assert bring_in(new, GROUPS, path).counts["new"] == 3
        assert records(new, GROUPS) == records(old, GROUPS)
        assert bring_in(new, GROUPS, path).counts["unchanged"] == 3


def test_every_field_of_a_member_takes_part() -> None:
    made = {one.name for one in FREE} | set(KEYS) | {"branch_id", "campus_id"}
    left = {name for name in fields_of(Member) if name not in made}
    assert left == {"name_pinyin", "membership_status", "photo_path", "group_id", "merged_into_id"}
    assert {one.name for one in BRANCHES.import_fields} <= set(fields_of(Branch))
