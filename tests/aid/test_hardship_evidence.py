# SPDX-License-Identifier: MIT
"""Which papers a file wants is the office's to say; a household that changed makes an open editor stale."""

from datetime import date

import pytest

from tests.aid.hardship_cases import FAMILY, make_case, set_line
from unionoffice.aid import hardship_actions, hardship_queries
from unionoffice.aid.hardship_actions import HouseholdRow
from unionoffice.aid.hardship_codes import EVIDENCE
from unionoffice.aid.hardship_fields import SeveralPapers
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.aid.hardship_settings import evidence_by_cause
from unionoffice.errors import FieldError, StaleEdit
from unionoffice.office import Office
from unionoffice.store.settings import save_settings

PAPERS = SeveralPapers(EVIDENCE)


def missing(office: Office, case_id: int) -> list[str]:
    with office.read() as session:
        case = session.get_one(HardshipCase, case_id)
        return [EVIDENCE.name(one) for one in hardship_queries.files_of(session, case).missing]


def test_names_with_commas_and_blanks_are_read_and_shown() -> None:
    text = "身份证、户口簿复印件；全家 12 个月收入证明、诊断证明"
    assert PAPERS.parse(text) == "identity,income,diagnosis"
    assert PAPERS.parse(PAPERS.show("income,bill")) == "income,bill" == PAPERS.parse("income,bill")
    assert PAPERS.parse("") is None and PAPERS.show(None) == ""
    with pytest.raises(FieldError, match="“介绍信”不在证明材料里"):
        PAPERS.parse("诊断证明；介绍信")


def test_an_office_says_what_a_cause_wants(office: Office) -> None:
    set_line(office)
    case = make_case(office)
    assert missing(office, case.id) == ["身份证、户口簿复印件", "全家 12 个月收入证明", "诊断证明", "医疗发票或结算单（自付、自费）"]
    with office.work("设置") as work:
        save_settings(work, {"hardship_evidence_6": "诊断证明；残疾证或劳动能力鉴定", "hardship_evidence_all": ""})
    assert evidence_by_cause(office.settings)[""] == ()
    assert missing(office, case.id) == ["诊断证明", "残疾证或劳动能力鉴定"]


@pytest.mark.parametrize("change", ["changed", "added", "removed"])
def test_a_stale_edit_after_the_household_changed_is_refused(office: Office, change: str) -> None:
    set_line(office)
    case = make_case(office)
    with office.read() as session:
        people = hardship_queries.household(session, case.id)
    kept = [HouseholdRow(one.id, {}) for one in people]
    rows = {
        "changed": [HouseholdRow(people[0].id, {"unit": "超市"}), kept[1]],
        "added": [*kept, HouseholdRow(None, {"full_name": "宋小宝", "relation": "20", "birth_date": date(2019, 1, 1)})],
        "removed": kept[:1],
    }[change]
    full = [HouseholdRow(row.id, {**_values(people, row.id), **row.values}) for row in rows]
    with office.work("编辑困难档案") as work:
        saved = hardship_actions.save_case(work, case.id, {}, case.version, household=full)
    assert saved.version == case.version + 1
    with pytest.raises(StaleEdit), office.work("编辑困难档案") as work:
        hardship_actions.save_case(work, case.id, {"situation": "另一人写的"}, case.version)


def test_the_same_household_again_makes_nobody_stale(office: Office) -> None:
    set_line(office)
    case = make_case(office)
    with office.read() as session:
        people = hardship_queries.household(session, case.id)
    with office.work("编辑困难档案") as work:
        same = [HouseholdRow(one.id, _values(people, one.id)) for one in people]
        assert hardship_actions.save_case(work, case.id, {}, case.version, household=same).version == case.version
    assert len(people) == len(FAMILY)


def _values(people: list, row_id: int | None) -> dict[str, object]:  # type: ignore[type-arg]
    for one in people:
        if one.id == row_id:
            return {name: getattr(one, name) for name in hardship_actions.ROW_FIELDS}
    return {}
