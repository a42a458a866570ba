# SPDX-License-Identifier: MIT
"""The table model of every register: true to Qt's rules, lazy, masked, sorted by asking the office."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.made_records import NOON, make_record
from ui.record_model import PAGE, PAGES_KEPT, RecordModel
from ui.table_paint import Role
from unionoffice.kit.record import Record
from unionoffice.kit.register import Register
from unionoffice.office import Office
from unionoffice.registers import REGISTERS
from unionoffice.store import listing
from unionoffice.store.listing import Query


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=lambda: NOON)
    yield opened
    opened.close()


def model_of(office: Office, register: Register) -> RecordModel:
    def read(ids: Sequence[int]) -> list[Record]:
        with office.read() as session:
            return listing.rows(session, register.record, ids)

    return RecordModel(register, read, say=office.settings.say)


def ids_of(office: Office, register: Register) -> list[int]:
    with office.read() as session:
        return listing.ids(session, register, Query())


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.kind)
def test_the_model_keeps_qt_s_rules(register: Register, office: Office) -> None:
    model = model_of(office, register)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for n in range(2):
        make_record(office, register, n)
    model.set_ids(ids_of(office, register))
    assert model.rowCount() >= 2 and model.columnCount() == len([f for f in register.fields.values() if not f.internal])
    model.forget_rows()
    model.set_ids([])
    assert model.rowCount() == 0


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.kind)
def test_every_cell_reads_as_its_field_does(register: Register, office: Office) -> None:
    make_record(office, register, 1)
    model = model_of(office, register)
    model.set_ids(ids_of(office, register))
    with office.read() as session:
        records = listing.rows(session, register.record, ids_of(office, register))
        for row, record in enumerate(records):
            for section, field in enumerate(model.fields):
                index = model.index(row, section)
                assert index.data() == field.mask(record), field.name
                assert index.data(Role.SORT) == getattr(record, field.name), field.name
                assert index.data(Qt.ItemDataRole.TextAlignmentRole) == model.headerData(
                    section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
                )


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.kind)
def test_listed_columns_are_shown_and_one_of_them_stretches(register: Register, office: Office) -> None:
    model, across = model_of(office, register), Qt.Orientation.Horizontal
    sections = range(model.columnCount())
    shown = [s for s in sections if not model.headerData(s, across, Role.HIDDEN)]
    assert [model.headerData(s, across, Role.KEY) for s in shown] == list(register.columns)
    assert len([s for s in shown if model.headerData(s, across, Role.WIDTH) == 0]) == 1
    assert all(model.headerData(s, across) for s in sections)


def test_rows_are_read_by_pages_and_forgotten_again(office: Office) -> None:
    asked: list[Sequence[int]] = []
    register = REGISTERS[0]

    def read(ids: Sequence[int]) -> list[Record]:
        asked.append(ids)
        return [register.record(id=one, full_name=f"第{one}人") for one in ids]

    model = RecordModel(register, read)
    model.set_ids(range(1, 2192))
    assert asked == [] and model.record_id(2190) == 2191 and model.row_of(2191) == 2190 and model.row_of(0) == -1
    for row in (0, PAGE - 1, PAGE, 2190, 0):
        assert model.record(row) is not None
    assert [(ids[0], len(ids)) for ids in asked] == [(1, PAGE), (PAGE + 1, PAGE), (2177, 15)]
    for page in range(PAGES_KEPT + 2):
        model.record(page * PAGE)
    asked.clear()
    model.record(0)
    assert len(asked) == 1


def test_a_row_deleted_meanwhile_is_blank_and_not_an_error(office: Office) -> None:
    register = REGISTERS[0]
    model = RecordModel(register, lambda ids: [register.record(id=one, full_name="张三") for one in ids if one != 2])
    model.set_ids([1, 2, 3])
    texts = [model.index(row, model.fields.index(register.fields["full_name"])).data() for row in range(3)]
    assert texts == ["张三", None, "张三"]


def test_a_heading_asks_for_another_order(office: Office) -> None:
    model, asked = model_of(office, REGISTERS[0]), []
    model.order_wanted.connect(lambda name, descending: asked.append((name, descending)))
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert asked == [("staff_no", True)]


def test_headings_speak_the_office_s_own_words(office: Office) -> None:
    from unionoffice.store.settings import save_settings

    with office.work("修改设置") as work:
        save_settings(work, {"branch_label": "基层工会"})
    model = model_of(office, REGISTERS[0])
    headings = [model.headerData(s, Qt.Orientation.Horizontal) for s in range(model.columnCount())]
    assert "基层工会" in headings and "分工会" not in headings
