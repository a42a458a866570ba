# SPDX-License-Identifier: MIT
"""An ID number that fails its check stands once the original was looked at: with a reason, audited, form and import."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.errors import FieldError
from unionoffice.kit import identity
from unionoffice.kit.validate import check_record, check_values
from unionoffice.members.actions import save_member
from unionoffice.members.records import Member
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.importing import plan_import
from unionoffice.store.history import history

TODAY = date(2020, 12, 18)
WRONG = "110000197906180629"
CHECKED = {"id_verified": True, "id_verified_reason": "见身份证原件"}


def test_without_a_reason_the_number_is_refused_with_one_it_is_kept_and_warns(office: Office) -> None:
    values = {"full_name": "蔡文静", "id_number": WRONG}
    with pytest.raises(FieldError, match="校验位不对"), office.work("新增") as work:
        save_member(work, None, values)
    with pytest.raises(FieldError, match="核对说明"), office.work("新增") as work:
        save_member(work, None, {**values, "id_verified": True})
    with office.work("新增会员") as work:
        member = save_member(work, None, {**values, **CHECKED})
    assert ("id_number", "校验位不对，有一位抄错了。请对照证件核对。") in check_record(member, TODAY).warnings()
    with office.read() as session:
        (entry,) = history(session, Member, member.id)
    assert {("已核对原件", "", "是"), ("核对说明", "", "见身份证原件")} <= set(entry.lines)


def test_the_same_number_twice_stands_only_when_both_cards_were_seen(office: Office) -> None:
    with office.work("新增") as work:
        save_member(work, None, {"full_name": "蔡文静", "id_number": "110000197906180624"})
    with pytest.raises(FieldError, match="同一个人只建一条"), office.work("新增") as work:
        save_member(work, None, {"full_name": "白雪莹", "id_number": "110000197906180624"})
    with office.work("新增") as work:
        save_member(work, None, {"full_name": "白雪莹", "id_number": "110000197906180624", **CHECKED})


def _planned(office: Office, **cells: object) -> tuple[str, list[str], list[str]]:
    with office.read() as session:
        (row,) = plan_import(session, MEMBERS, [(5, {"full_name": "蔡文静", **cells})], TODAY, Silent()).rows
    return row.fate, row.problems, row.warnings


def test_an_import_may_say_so_in_the_sheet(office: Office) -> None:
    fate, problems, _ = _planned(office, id_number=WRONG)
    assert fate == "refused" and "校验位不对" in problems[0]
    fate, problems, _ = _planned(office, id_number=WRONG, id_verified="是")
    assert (fate, problems) == ("refused", ["核对说明：勾了“已核对原件”，请写明核对了什么。"])
    fate, problems, warnings = _planned(office, id_number=WRONG, id_verified="是", id_verified_reason="见原件")
    assert (fate, problems) == ("new", []) and "校验位不对" in warnings[0]


def test_an_import_does_not_refuse_what_the_office_has_checked_already(office: Office) -> None:
    with office.work("新增") as work:
        save_member(work, None, {"full_name": "蔡文静", "staff_no": "1001", "id_number": WRONG, **CHECKED})
    assert _planned(office, id_number=WRONG, mobile="13800004821")[:2] == ("update", [])
    # another wrong number is another matter, even in the row of somebody whose old one was checked
    assert _planned(office, staff_no="1001", id_number="110000197906180628")[0] == "refused"


numbers = st.text("0123456789X", min_size=0, max_size=20)


@given(numbers)
def test_checking_the_original_turns_errors_into_warnings_and_changes_nothing_else(number: str) -> None:
    fields = [MEMBERS.fields[name] for name in ("id_number", "id_verified", "id_verified_reason")]
    plain = check_values(fields, {"id_number": number}, TODAY, Member.overruled)
    seen = check_values(fields, {"id_number": number, **CHECKED}, TODAY, Member.overruled)
    assert seen.errors() == []
    told = [text for _, text in (*plain.errors(), *plain.warnings())]
    assert [text for _, text in seen.warnings()] == told
    assert seen.values["id_number"] == plain.values["id_number"] == (identity.clean_id(number) or None)


def test_what_a_cell_has_lost_no_original_brings_back(office: Office) -> None:
    cells = {"id_number": 1.1000019790618e17, "id_verified": "是", "id_verified_reason": "见原件"}
    assert _planned(office, **cells)[1] == ["证件号码被存为数字，末位已丢失，请改为文本"]
