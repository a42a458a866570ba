# SPDX-License-Identifier: MIT
"""What the sample's people have beside themselves: children, families, offices, head counts, and a few gaps."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from unionoffice.members.family import Child, Relative
from unionoffice.members.records import BranchName
from unionoffice.members.sample_names import name_of
from unionoffice.members.units import EligibleCount, Officer
from unionoffice.store.work import Work

_WORK_UNITS = (
    "江陵市第一人民医院", "江陵市实验中学", "江陵供电公司", "江陵市财政局", "江陵大学附属中学", "荆楚农商银行", "江陵日报社",
    "自由职业", "江陵市政务服务中心", "江陵机械厂",
)  # fmt: skip
_DISABLED = ("肢体残疾四级", "听力残疾三级", "视力残疾四级", "肢体残疾三级")
_COMPOUND = ("尉迟", "欧阳", "令狐", "上官", "诸葛")
_TERM = date(2016, 4, 1)
_RENAMED = {"信息化中心": ("网络中心", date(2018, 7, 1)), "管理学院": ("工商管理学院", date(2017, 9, 1))}


@dataclass(frozen=True)
class Entered:
    """One member as entered: id, values, the branch and group of today, and whether on the roll."""

    id: int
    values: Mapping[str, Any]
    branch_id: int
    group_led: int | None
    on_roll: bool


def blemish(rng: random.Random, people: Sequence[dict[str, Any]], today: date) -> None:
    """Before entering: registration forms that came, a few disabled people, and a few gaps as every roster has."""
    for values in people:
        joined = date.fromisoformat(f"{values['join_date']}-01")
        if joined.year < today.year or rng.random() < 0.85:
            values["form_filed_on"] = min(today, joined + timedelta(days=rng.randint(5, 25)))
    for values in rng.sample(people, min(12, len(people) // 20)):
        values["health_note"] = rng.choice(_DISABLED)
    for values in rng.sample(people, min(6, len(people) // 40)):
        values["political_status_code"] = None
    for values in rng.sample(people, min(4, len(people) // 40)):
        values["mobile"] = values["mobile"][:-1]


def fill_life(work: Work, rng: random.Random, people: Sequence[Entered], branches: Mapping[str, int]) -> None:
    """Enter families, officers, head counts and former names; ``branches`` are the units' ids by name."""
    families = [_family(rng, one, work.today) for one in people]
    work.add_many(Child, [child for children, _ in families for child in children])
    work.add_many(Relative, [relative for _, relatives in families for relative in relatives])
    work.add_many(Officer, list(_officers(rng, people)))
    work.add_many(EligibleCount, list(_eligible(rng, people, branches.values(), work.today.year)))
    work.add_many(BranchName, list(_former(branches)))


def _family(rng: random.Random, one: Entered, today: date) -> tuple[list[Child], list[Relative]]:
    values = one.values
    if not one.on_roll or values["marital_code"] == "10":
        return [], []
    born: date = values["birth_date"]
    children = [child for _ in range(rng.choice((0, 1, 1, 1, 2))) if (child := _child(rng, one, born, today))]
    if len(children) == 1 and children[0].birth_date and children[0].birth_date.year < 2010:
        children[0].only_child_no = f"JL{rng.randrange(10**6):06}" if rng.random() < 0.5 else None
    relatives = []
    if values["employment_type"] == "permanent" and values["marital_code"] == "20" and rng.random() < 0.7:
        relatives.append(_spouse(rng, one, born))
    return children, relatives


def _child(rng: random.Random, one: Entered, born: date, today: date) -> Child | None:
    day = date(born.year + rng.randint(24, 36), rng.randint(1, 12), rng.randint(1, 28))
    if day > today or born.year + 24 > today.year:
        return None
    sex = rng.choice("12")
    name = name_of(rng, sex, one.values["ethnicity_code"])
    surname = _surname(one.values["full_name"])
    if one.values["sex_code"] == "1" and "·" not in name:
        name = surname + name.removeprefix(_surname(name))
    return Child(member_id=one.id, full_name=name, sex_code=sex, birth_date=day)


def _surname(name: str) -> str:
    return name[:2] if name[:2] in _COMPOUND else name[:1]


def _spouse(rng: random.Random, one: Entered, born: date) -> Relative:
    sex = "2" if one.values["sex_code"] == "1" else "1"
    return Relative(
        member_id=one.id, full_name=name_of(rng, sex, "01"), relation_code="10",
        birth=f"{born.year + rng.randint(-3, 3)}-{rng.randint(1, 12):02}", work_unit=rng.choice(_WORK_UNITS),
        phone=f"13{rng.randrange(10):01}{rng.randrange(10**8):08}",
    )  # fmt: skip


def _officers(rng: random.Random, people: Sequence[Entered]) -> Iterator[Officer]:
    """Chairs and committees by 工会职务, group leaders, the union's own; some chairs followed others this year."""
    seated = [one for one in people if one.on_roll and one.values.get("union_post")]
    committee: Counter[int] = Counter()
    for one in seated:
        post = one.values["union_post"]
        if post == "committee":
            committee[one.branch_id] += 1
            post = "organisation" if committee[one.branch_id] == 1 else "women" if one.values["sex_code"] == "2" else "sports"
        if post != "group_leader":
            new = post == "chair" and rng.random() < 0.2
            yield _officer(one, post, date(2020, 9, 1) if new else _TERM)
            if new:
                yield from _predecessor(one, seated)
        if one.group_led is not None:
            yield Officer(
                member_id=one.id, post="group_leader", branch_id=one.branch_id, group_id=one.group_led,
                from_day=date(2019 + rng.randrange(2), rng.randint(1, 9), 1),
            )  # fmt: skip
    able = [one for one in seated if one.values["union_post"] == "chair"][:3]
    for one, post in zip(able, ("chair", "vice_chair", "audit"), strict=False):
        yield Officer(member_id=one.id, post=post, from_day=_TERM, term="第八届", doc_no="江陵大学〔2016〕12 号")


def _officer(one: Entered, post: str, from_day: date) -> Officer:
    term = "第五届" if from_day > _TERM else "第四届"
    return Officer(member_id=one.id, post=post, branch_id=one.branch_id, from_day=from_day, term=term)


def _predecessor(new: Entered, seated: Sequence[Entered]) -> Iterator[Officer]:
    """The chair before: somebody of the same unit's committee, whose term ended when the new one's began."""
    old = next((one for one in seated if one.branch_id == new.branch_id and one.id != new.id), None)
    if old is not None:
        yield Officer(
            member_id=old.id, post="chair", branch_id=new.branch_id, from_day=_TERM, to_day=date(2020, 8, 31), term="第四届"
        )


def _eligible(
    rng: random.Random, people: Sequence[Entered], branches: Iterable[int], year: int
) -> Iterator[EligibleCount]:
    members = Counter(one.branch_id for one in people if one.on_roll)
    for branch_id in branches:
        count = members[branch_id]
        if count:
            yield EligibleCount(branch_id=branch_id, year=year, count=count + rng.randrange(1 + count // 12))


def _former(branches: Mapping[str, int]) -> Iterator[BranchName]:
    for name, (before, since) in _RENAMED.items():
        yield BranchName(branch_id=branches[name], name=before)
        yield BranchName(branch_id=branches[name], name=name, from_day=since)
