# SPDX-License-Identifier: MIT
"""Importing knows no register by name, and has a fate for every row, whatever its cells hold."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.members.actions import save_branch
from unionoffice.members.records import Branch
from unionoffice.members.registers import BRANCHES, GROUPS, MEMBERS
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.cells import CellError
from unionoffice.sheets.import_write import write_import
from unionoffice.sheets.importing import ImportRow, plan_import

TODAY = date(2020, 12, 18)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=lambda: datetime(2020, 12, 18, 9))
    yield opened
    opened.close()


def test_any_register_is_imported_the_same_way(office: Office) -> None:
    with office.work("建立") as work:
        save_branch(work, None, {"name": "物理学院", "code": "01"})
    with office.read() as session:
        plan = plan_import(session, BRANCHES, [
            (2, {"code": "01", "name": "物理学院", "campus_id": "东湖校区"}),
            (3, {"code": "02", "name": "数学学院", "campus_id": "东 湖校区"}),
            (4, {"code": "03", "name": "物理学院"}),
        ], TODAY, Silent())  # fmt: skip
    assert [row.fate for row in plan.rows] == ["update", "new", "refused"]
    assert plan.rows[2].text == "名称与第 2 行重复。"
    assert plan.new_links == {"校区": ["东湖校区"]}
    with office.read() as session:
        groups = plan_import(session, GROUPS, [
            (2, {"name": "第一小组", "branch_id": "物理 学院"}), (3, {"name": "第一小组", "branch_id": "没有的"}),
        ], TODAY, Silent())  # fmt: skip
    assert groups.rows[0].fate == "new"
    assert groups.rows[1].text == "没有叫“没有的”的分工会。请先建好，或核对名称。"
    with office.work("导入小组") as work:
        write_import(work, groups, Silent())
    with office.read() as session:
        assert session.query(Branch).count() == 1


_CELLS = st.one_of(
    st.none(), st.text(max_size=12), st.integers(), st.floats(allow_nan=False), st.booleans(), st.datetimes(),
    st.just(CellError("#REF!")),
)  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    opened = Office.open(tmp_path_factory.mktemp("shared"), clock=lambda: datetime(2020, 12, 18, 9))
    yield opened
    opened.close()


@given(
    st.lists(
        st.fixed_dictionaries({f.name: _CELLS for f in MEMBERS.import_fields if f.name != "email"}),
        max_size=4,
    )
)
def test_whatever_the_cells_hold_every_row_gets_a_fate(shared: Office, rows: list[dict[str, object]]) -> None:
    with shared.read() as session:
        plan = plan_import(session, MEMBERS, list(enumerate(rows, 2)), TODAY, Silent())
    assert [row.row_no for row in plan.rows] == list(range(2, len(rows) + 2))

    def told(row: ImportRow) -> bool:
        return bool(row.problems) == (row.fate == "refused")

    assert all(told(row) for row in plan.rows)
