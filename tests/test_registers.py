# SPDX-License-Identifier: MIT
"""What every register promises, whatever it lists: a new one is held to it by its line in the list of registers."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.made_records import NOON, made_value, make_record
from unionoffice.errors import OfficeError
from unionoffice.kit.describe import Field, fields_of
from unionoffice.kit.fields import Choice, Day, Link, Money, Whole, YearMonth
from unionoffice.kit.record import Record
from unionoffice.kit.register import Register
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.registers import REGISTERS
from unionoffice.resources import resource
from unionoffice.sheets.exporting import export_register
from unionoffice.sheets.import_file import headings_of, read_import
from unionoffice.sheets.importing import plan_import
from unionoffice.store import history, listing
from unionoffice.store.listing import Query

EDITABLE = [register for register in REGISTERS if register.editable]
RECOGNISED = [register for register in EDITABLE if register.identify]


def kind_of(register: Register) -> str:
    return register.kind


every_register = pytest.mark.parametrize("register", REGISTERS, ids=kind_of)
every_editable = pytest.mark.parametrize("register", EDITABLE, ids=kind_of)


@pytest.fixture(scope="module")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "office"
    Office.open(folder).close()
    return folder


@pytest.fixture
def office(empty_office: Path, tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "office"
    shutil.copytree(empty_office, folder)
    opened = Office.open(folder, clock=lambda: NOON)
    yield opened
    opened.close()


# the description


@every_register
def test_every_name_is_a_field(register: Register) -> None:
    named = {
        *register.columns, *register.form, *register.imports, *register.exports, *register.sums,
        *(name.lstrip("-") for name in register.order), *(facet.field for facet in register.facets),
        *(name for group in register.identify for name in group), *register.record.lookup,
    }  # fmt: skip
    assert named - set(register.fields) == set()
    assert register.columns and register.order
    assert {register.title, register.noun, register.unit, register.search_hint}.isdisjoint({""})


@every_register
def test_every_label_is_there_and_says_one_thing(register: Register) -> None:
    labels = Counter(one.label for one in register.fields.values() if not one.internal)
    assert "" not in labels
    assert [label for label, times in labels.items() if times > 1] == []


@every_register
def test_a_heading_never_means_two_fields(register: Register) -> None:
    fields = Counter(heading for headings in headings_of(register).values() for heading in set(headings))
    assert [heading for heading, times in fields.items() if times > 1] == []


@every_register
def test_the_form_asks_for_nothing_the_program_works_out(register: Register) -> None:
    assert [one.name for one in (*register.form_fields, *register.import_fields) if one.derived] == []


@every_editable
def test_the_form_asks_for_everything_that_is_required(register: Register) -> None:
    asked = {one.name for one in register.form_fields}
    needed = [one for one in register.fields.values() if one.required and one.default is None and not one.derived]
    assert [one.name for one in needed if one.name not in asked] == []


@every_register
def test_sums_years_and_first_choices_are_of_fitting_fields(register: Register) -> None:
    fields = register.fields
    assert all(isinstance(fields[name].type, Money | Whole) for name in register.sums)
    years = [facet.field for facet in register.facets if facet.by == "year"]
    assert all(isinstance(fields[name].type, Day | YearMonth) for name in years)
    assert set(register.initial) <= {facet.field for facet in register.facets}
    for name, values in register.initial.items():
        kind = fields[name].type
        assert not isinstance(kind, Choice) or all(value in kind.codes for value in values)


@every_register
def test_choices_have_known_defaults_and_tones(register: Register) -> None:
    tokens = json.loads(resource("tokens.json").read_text("utf-8"))["light"]
    for one in register.fields.values():
        if isinstance(one.type, Choice):
            assert set(one.type.tones) <= {code.code for code in one.type.codes}, one.name
            assert set(one.type.tones.values()) <= set(tokens), one.name
            assert one.default is None or one.default in one.type.codes, one.name


@every_register
def test_personal_numbers_are_masked(register: Register) -> None:
    for one in register.fields.values():
        if type(one.type).__name__ in ("IdNumber", "BankCard", "Mobile"):
            assert one.sensitive, one.name


# values


def plain_fields() -> list[tuple[str, Field]]:
    return [
        (f"{register.kind}.{one.name}", one)
        for register in REGISTERS
        for one in register.fields.values()
        if not isinstance(one.type, Link)
    ]


@pytest.mark.parametrize("one", [field for _, field in plain_fields()], ids=[name for name, _ in plain_fields()])
def test_a_value_survives_json_the_eye_and_the_sheet(one: Field) -> None:
    for n in range(3):
        value = made_value(one, n)
        assert one.type.load(json.loads(json.dumps(one.type.dump(value)))) == value
        assert one.type.parse(one.type.show(value)) == value
        assert one.type.parse(one.type.to_sheet(value)) == value
        assert [found.text for found in one.type.check(value, NOON.date()) if found.level == "error"] == []
    assert one.type.parse("") is None and one.type.parse(None) is None and one.type.parse("　 ") is None
    assert one.type.show(None) == "" and one.type.dump(None) is None and one.type.load(None) is None


@pytest.mark.parametrize("one", [field for _, field in plain_fields()], ids=[name for name, _ in plain_fields()])
def test_odd_input_is_refused_in_a_sentence_or_kept_as_text(one: Field) -> None:
    from unionoffice.errors import FieldError

    for raw in ("甲乙", "12x", 3.75, -1, "2020-02-30", "1e5", "=1+1", "\n"):
        try:
            value = one.type.parse(raw)
        except FieldError as refused:
            assert refused.sentence.endswith("。")
        else:
            assert value is None or isinstance(one.type.show(value), str)


# records


def reload(office: Office, record: Record) -> Record:
    with office.read() as session:
        return listing.rows(session, type(record), [record.id])[0]


@every_register
def test_a_record_is_listed_found_and_counted(register: Register, office: Office) -> None:
    made = [make_record(office, register, n) for n in range(2)]
    with office.read() as session:
        ids = listing.ids(session, register, Query())
        assert {record.id for record in made} <= set(ids)
        rows = listing.rows(session, register.record, ids)
        for name in register.fields:
            for order in (name, f"-{name}"):
                assert sorted(listing.ids(session, register, Query(order=(order,)))) == sorted(ids), order
        for facet in register.facets:
            values = listing.facet_values(session, register, facet, Query())
            assert sum(value.count for value in values) == len(ids), facet.field
            for value in values:
                chosen = Query(chosen={facet.field: (value.value,)})
                assert len(listing.ids(session, register, chosen)) == value.count, facet.field
        for name in register.sums:
            shown = [getattr(row, name) for row in rows]
            assert listing.total(session, register, name, Query()) == sum(v for v in shown if v is not None)


@every_register
def test_a_record_is_found_by_every_field_that_is_searched(register: Register, office: Office) -> None:
    make_record(office, register, 0)
    record = reload(office, make_record(office, register, 1))
    with office.read() as session:
        record = listing.rows(session, register.record, [record.id])[0]
        for one in register.fields.values():
            text = one.show(record) if one.search else ""
            if text:
                typed = text[-4:] if one.search == "tail" else text
                assert record.id in listing.ids(session, register, Query(typed)), f"{one.name}: {typed}"


@every_register
def test_every_field_of_a_record_can_be_shown(register: Register, office: Office) -> None:
    made = make_record(office, register, 1)
    with office.read() as session:
        record = listing.rows(session, register.record, [made.id])[0]
        assert record.title().strip()
        for one in register.fields.values():
            shown, masked = one.show(record), one.mask(record)
            assert not one.sensitive or not shown or masked != shown, one.name


NUMBERED = {"home_visit"}  # a gap-free number from the first moment: cancelled with a reason, never taken back


@every_editable
def test_a_new_record_can_be_undone_and_its_history_is_readable(register: Register, office: Office) -> None:
    made = make_record(office, register, 1)
    with office.read() as session:
        entries = history.history(session, register.record, made.id)
    assert entries and entries[-1].op == "create" and entries[-1].lines
    if register.kind in NUMBERED:
        with pytest.raises(OfficeError, match="已经编号，不能撤销"):
            office.undo_last()
        return
    assert office.undo_last() == f"新增{register.noun}"
    with office.read() as session:
        assert made.id not in listing.ids(session, register, Query())


@every_editable
def test_an_edit_that_changes_nothing_writes_nothing(register: Register, office: Office) -> None:
    made = make_record(office, register, 1)
    values = {one.name: getattr(made, one.name) for one in register.form_fields}
    with office.work("编辑") as work:
        from unionoffice.store import edit

        save = register.save or (lambda w, i, v, ver: edit.save(w, register.record, i, v, ver))
        assert save(work, made.id, values, made.version).version == made.version


@every_register
def test_the_exported_list_holds_every_row_under_its_headings(
    register: Register, office: Office, tmp_path: Path
) -> None:
    for n in range(2):
        make_record(office, register, n)
    with office.read() as session:
        count = len(listing.ids(session, register, Query()))
        result = export_register(
            session, register, Query(), tmp_path / "out.xlsx",
            settings=office.settings, today=office.today(), progress=Silent(),
        )  # fmt: skip
    rows = list(load_workbook(result.path).active.iter_rows(values_only=True))
    headings = next(row for row in rows if row[0] == "序号")
    assert [text for text in headings[1:] if text] == [one.label for one in register.export_fields]
    assert result.rows == count and [row[0] for row in rows if isinstance(row[0], int)] == [*range(1, count + 1)]


@pytest.mark.parametrize("register", RECOGNISED, ids=kind_of)
def test_an_exported_list_comes_back_unchanged(register: Register, office: Office, tmp_path: Path) -> None:
    for n in range(2):
        make_record(office, register, n)
    with office.read() as session:
        exported = export_register(
            session, register, Query(), tmp_path / "out.xlsx", settings=office.settings, today=office.today(),
            progress=Silent(), columns=[one.name for one in register.import_fields], unmask=True,
        )  # fmt: skip
        opened = read_import(session, exported.path, register, Silent())
        plan = plan_import(session, register, opened.rows(), office.today(), Silent())
    assert opened.unknown in ([], ["序号"])
    assert [(row.row_no, row.text) for row in plan.rows if row.fate == "refused"] == []
    assert [row.fate for row in plan.rows] == ["unchanged"] * exported.rows, [row.text for row in plan.rows]


def test_the_list_names_each_kind_once() -> None:
    kinds = Counter(register.kind for register in REGISTERS)
    titles = Counter(register.title for register in REGISTERS)
    assert set(kinds.values()) == {1} and set(titles.values()) == {1}


def test_a_year_is_shown_without_a_separator() -> None:
    own = [one.class_ for one in Record.registry.mappers if one.class_.__module__.startswith("unionoffice.")]
    years = {cls.__name__: fields_of(cls).get("year") for cls in own}
    shown = {name: field.type.show(2020) for name, field in years.items() if field is not None}
    assert {"AidPayment", "Acceptance", "AidRound"} <= shown.keys() and set(shown.values()) == {"2020"}
