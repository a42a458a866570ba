# SPDX-License-Identifier: MIT
"""For a role without the right no sensitive value leaves: not in lists, details, history, search, exports or papers."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.aid.offices import small_office
from tests.made_records import NOON, make_record
from tests.printing.reading import pdfium_texts
from unionoffice.aid import hardship_queries
from unionoffice.aid.actions import save_draft
from unionoffice.aid.finance_queries import round_list
from unionoffice.aid.hardship_papers import case_paper
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.aid.records import AidPayment
from unionoffice.aid.rounds_queries import round_view
from unionoffice.aid.types_records import AidType
from unionoffice.aid.vouchers import voucher_data
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.fields import Choice, Money
from unionoffice.kit.register import Register
from unionoffice.kit.roles import DUTIES, ENTER, KINDS, LOOK, MANAGE, REVIEW, Role, may_see
from unionoffice.members.family import Relative, relatives_of
from unionoffice.members.lists import Asked, list_lines
from unionoffice.members.queries import find_members
from unionoffice.members.records import Member
from unionoffice.members.registers import MEMBERS
from unionoffice.members.registration import registrations
from unionoffice.members.rosters import RosterQuery, roster_on
from unionoffice.members.sheets import export_real_name
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.registers import REGISTERS
from unionoffice.sheets.exporting import export_register
from unionoffice.store import edit, history, listing
from unionoffice.store.at_desk import save_operator
from unionoffice.store.listing import Query

SENSITIVE = [register for register in REGISTERS if any(one.sensitive for one in register.fields.values())]
LOOKS, NO_DUTY = Role("陈向东", LOOK), Role("李明远", ENTER)
OTHER_DUTY = Role("钱会计", REVIEW, frozenset({"finance"}))
blind = pytest.mark.parametrize("role", [LOOKS, OTHER_DUTY], ids=["looks", "finance"])
every = pytest.mark.parametrize("register", SENSITIVE, ids=lambda register: register.kind)


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


@pytest.fixture(scope="module")
def sample(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("sample") / "office"
    shutil.copytree(sample_folder, folder, ignore=shutil.ignore_patterns("locks"))
    opened = Office.open(folder)
    yield opened
    opened.close()


def seat(office: Office, role: Role) -> None:
    """Enter the operator if need be, and let them sit down."""
    if role.name not in [one.name for one in office.operators]:
        duties = {f"duty_{duty}": duty in role.duties for duty in DUTIES}
        first = office.operators[0].name
        if office.settings.operator != first:
            office.change_desk(first)
        with office.work("新增经办人") as work:
            save_operator(work, None, {"name": role.name, "role_code": role.code, **duties})
    office.change_desk(role.name)
    assert office.role == role


def hidden_values(register: Register, record: Any, role: Role) -> dict[str, str]:
    """What this role must nowhere read of the record, by field; short words would be found by chance."""
    fields = [one for one in register.fields.values() if one.sensitive and not may_see(one.sensitive, role)]
    shown = {one.name: one.show(record) for one in fields}
    open_texts = {one.show(record) for one in register.fields.values() if one not in fields}
    return {name: text for name, text in shown.items() if text not in open_texts and text != "0.00" and len(text) > 1}


def xlsx_text(path: Path) -> str:
    with ZipFile(path) as book:
        parts = [book.read(name).decode("utf-8", "replace") for name in book.namelist() if name.endswith(".xml")]
    return unescape("".join(parts))


# every register


@every
@blind
def test_lists_exports_and_history_tell_nothing(register: Register, role: Role, office: Office, tmp_path: Path) -> None:
    made = make_record(office, register, 1)
    seat(office, role)
    with office.read() as session:
        record = listing.rows(session, register.record, [made.id])[0]
        secrets = hidden_values(register, record, role)
        rows = [one.mask(record) for one in register.fields.values() if one.sensitive]
        told = [one.tell(record, role) for one in register.fields.values() if one.name in secrets]
        trail = json.dumps([entry.lines for entry in history.history(session, register.record, record.id)], ensure_ascii=False)
        exported = [
            export_register(
                session, register, Query(), tmp_path / f"{unmask}.xlsx", settings=office.settings, today=office.today(),
                progress=Silent(), columns=[one.name for one in register.fields.values() if not one.internal], unmask=unmask,
            ).path
            for unmask in (False, True)
        ]  # fmt: skip
    assert secrets or register.kind == "aid_payment" or role == OTHER_DUTY
    for name, text in secrets.items():
        plain = text.replace(",", "")
        assert not [row for row in rows if text in row], name
        assert not [word for word in told if text in word], name
        assert text not in trail, name
        field = register.fields[name]
        words = [text] if isinstance(field.type, Choice) else [text, plain]
        if isinstance(field.type, Money):
            words.append(f">{Decimal(plain).normalize():f}<")
            words = words[2:]
        for path in exported:
            assert not [word for word in words if word in xlsx_text(path)], f"{name} in {path.name}"


@every
def test_who_may_see_gets_the_full_export(register: Register, office: Office, tmp_path: Path) -> None:
    made = make_record(office, register, 1)
    role = Role("王审核", REVIEW, frozenset(DUTIES))
    seat(office, role)
    columns = [one.name for one in register.fields.values() if one.sensitive]
    with office.read() as session:
        record = listing.rows(session, register.record, [made.id])[0]
        path = export_register(
            session, register, Query(), tmp_path / "full.xlsx", settings=office.settings, today=office.today(),
            progress=Silent(), columns=columns, unmask=True,
        ).path  # fmt: skip
        texts = [one.show(record) for one in register.fields.values() if one.sensitive and not isinstance(one.type, Money)]
    assert not [text for text in texts if text and text not in xlsx_text(path)]


@every
@blind
def test_nothing_is_found_by_a_number_one_may_not_see(register: Register, role: Role, office: Office) -> None:
    made = make_record(office, register, 1)
    tails = [one for one in register.fields.values() if one.search == "tail"]
    for who, code in ((role, False), (Role("经办人", MANAGE), True)):
        seat(office, who)
        with office.read() as session:
            record = listing.rows(session, register.record, [made.id])[0]
            for one in tails:
                typed = one.show(record)[-6:]
                wanted = code or may_see(one.sensitive, who)
                assert (made.id in listing.ids(session, register, Query(typed))) == wanted, one.name
                assert (made.id in listing.first(session, register, Query(typed))) == wanted, one.name


@every
@blind
def test_a_hidden_value_is_not_written_over(register: Register, role: Role, office: Office) -> None:
    made = make_record(office, register, 1)
    if role == LOOKS or not register.editable:
        return  # who only looks writes nothing at all: tests/store/test_operators.py
    seat(office, role)
    with office.read() as session:
        record = listing.rows(session, register.record, [made.id])[0]
    hidden = [register.fields[name] for name in hidden_values(register, record, role) if not register.fields[name].derived]
    for one in hidden:
        with pytest.raises(FieldError, match="没有写入"), office.work(f"编辑{register.noun}") as work:
            edit.save(work, register.record, made.id, {one.name: None})
        with office.work(f"编辑{register.noun}") as work:
            edit.save(work, register.record, made.id, {one.name: getattr(record, one.name)})  # as it was


def test_a_draft_keeps_the_illness_that_its_clerk_may_not_read(tmp_path: Path) -> None:
    office = small_office(tmp_path / "aid")
    with office.read() as session:
        member = session.query(Member).order_by(Member.id).first()
        kind = session.query(AidType).filter(AidType.code == "hospital").one()
    assert member is not None
    values = {"member_id": member.id, "aid_type_id": kind.id, "amount": Decimal("500.00"), "pay_method": "cash", "illness": "肝病"}
    with office.work("新增慰问") as work:
        draft = save_draft(work, None, values).id
    seat(office, NO_DUTY)
    with pytest.raises(FieldError, match="没有写入"), office.work("编辑慰问草稿") as work:
        save_draft(work, draft, {**values, "illness": None})
    with office.work("编辑慰问草稿") as work:
        save_draft(work, draft, {"amount": Decimal("600.00"), "pay_method": "cash"})
    with office.read() as session:
        kept = session.get_one(AidPayment, draft)
        assert (kept.illness, kept.amount) == ("肝病", Decimal("600.00"))
    office.close()


# the office's papers and sheets, on the sample office


@pytest.fixture(scope="module")
def secrets(sample: Office) -> frozenset[str]:
    """Numbers and words of the sample's people that no paper may show to a role without the right."""
    seat(sample, Role(sample.operators[0].name, MANAGE))
    with sample.read() as session:
        people = session.query(Member).all()
        cases = session.query(HardshipCase).all()
        relatives = session.query(Relative).all()
        payments = session.query(AidPayment).all()
    numbers = {text for one in people for text in (one.id_number, one.mobile, one.bank_account, one.home_address, one.health_note)}
    numbers |= {one.phone for one in relatives} | {one.bank_account for one in payments} | {one.id_number for one in payments}
    numbers |= {one.situation for one in cases} | {one.other_contact for one in cases}
    return frozenset(text for text in numbers if text)


def leaks(secrets: frozenset[str], text: object) -> list[str]:
    said = str(text)
    return sorted(one for one in secrets if one in said)[:3]


@pytest.mark.parametrize("role", [LOOKS, NO_DUTY], ids=["looks", "no-duty"])
def test_papers_and_sheets_of_the_office_tell_nothing(
    sample: Office, secrets: frozenset[str], role: Role, tmp_path: Path
) -> None:
    seat(sample, role)
    with sample.read() as session:
        cases = [one.id for one in session.query(HardshipCase).all()]
        payments = [one.id for one in session.query(AidPayment).all() if one.voucher_no]
        members = [one.id for one in session.query(Member).limit(60)]
        rounds = [one for (one,) in session.query(AidPayment.round_id).distinct() if one]
        told: dict[str, object] = {
            "困难档案的表": [case_paper(session, one) for one in cases],
            "凭证": voucher_data(session, payments),
            "花名册": roster_on(session, RosterQuery(sample.today())),
            "批次": [round_view(session, one) for one in rounds],
            "财务清单": [round_list(session, one, "") for one in rounds],
        }
        with pytest.raises(OfficeError, match="完整内容"):  # masked it would be of no use to anybody
            registrations(session, members, sample.today())
        with pytest.raises(OfficeError, match="完整内容"):
            export_real_name(
                session, Query(), tmp_path / "实名制.xlsx", settings=sample.settings, today=sample.today(), progress=Silent()
            )
        for case_id in cases:
            with pytest.raises(OfficeError, match="完整内容"):
                hardship_queries.arithmetic(session, case_id)
        with pytest.raises(OfficeError, match="病情"):
            list_lines(session, "disabled", Asked(sample.today(), 2020, 12, sample.settings))
    assert rounds and payments and cases
    assert {name: leaks(secrets, text) for name, text in told.items() if leaks(secrets, text)} == {}


def test_the_same_papers_are_full_for_who_may_see(sample: Office, secrets: frozenset[str]) -> None:
    seat(sample, Role("王审核", REVIEW, frozenset(DUTIES)))
    with sample.read() as session:
        case = session.query(HardshipCase).filter(HardshipCase.situation.is_not(None)).first()
        assert case is not None and leaks(secrets, case_paper(session, case.id)) != []
        relative = session.query(Relative).filter(Relative.phone.is_not(None)).first()
        assert relative is None or leaks(secrets, registrations(session, [relative.member_id], sample.today())) != []
        assert hardship_queries.arithmetic(session, case.id).steps
        assert relatives_of(session, 1) is not None


def test_a_person_is_picked_by_name_and_not_by_a_hidden_number(sample: Office, secrets: frozenset[str]) -> None:
    with sample.read() as session:
        person = session.query(Member).filter(Member.id_number.is_not(None), Member.membership_status == "active").first()
    assert person is not None and person.id_number and secrets
    for role, found in ((LOOKS, False), (Role("刘会员", ENTER, frozenset({"members"})), True)):
        seat(sample, role)
        with sample.read() as session:
            ids = [one.member_id for one in find_members(session, person.id_number[-8:], 20)]
            assert (person.id in ids) == found
            assert person.id in [one.member_id for one in find_members(session, person.staff_no or person.full_name, 20)]


# what the public reads


def test_the_public_notice_says_name_unit_category_and_amount_and_nothing_else(
    sample: Office, secrets: frozenset[str], tmp_path: Path
) -> None:
    from unionoffice.aid.hardship_notice import public_notice

    seat(sample, Role(sample.operators[0].name, MANAGE))  # even for who may see everything
    with sample.read() as session:
        cases = session.query(HardshipCase).all()
        lines = hardship_queries.public_list(session, [one.id for one in cases])
        hidden = {
            one.show(case)
            for case in cases
            for one in HARDSHIP_FIELDS
            if one.sensitive and one.show(case) and one.show(case) != "0.00"
        }
    amounts = {f"{line.amount:,.2f}" for line in lines if line.amount}
    public_notice(tmp_path / "公示.pdf", lines, date(2020, 12, 1), date(2020, 12, 9), sample.settings, day=date(2020, 12, 1))
    text = "".join(pdfium_texts(tmp_path / "公示.pdf"))
    assert all(line.full_name in text and line.branch in text for line in lines if len(line.full_name) > 2)
    assert leaks(secrets, text) == []
    assert sorted(one for one in hidden - amounts if one in text) == []
    assert {one.name for one in vars(type(lines[0]))["__dataclass_fields__"].values()} == {
        "full_name", "branch", "category", "amount",
    }  # fmt: skip


HARDSHIP_FIELDS = tuple(next(one for one in REGISTERS if one.kind == "hardship_case").fields.values())


def test_every_kind_has_a_field(office: Office) -> None:
    used = {one.sensitive for register in REGISTERS for one in register.fields.values()} - {""}
    assert used == set(KINDS) and MEMBERS in SENSITIVE
