# SPDX-License-Identifier: MIT
"""Invents one member: everything fits together (age, entry, post, pay), nothing is anybody's."""

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from unionoffice.kit import identity
from unionoffice.members.sample_names import name_of

_AREA = "110000"  # never issued to anybody (DOMAIN §B4)
_BIN = "629999"  # no bank's
_MOBILES = (
    "130",
    "131",
    "135",
    "136",
    "137",
    "138",
    "139",
    "150",
    "151",
    "158",
    "159",
    "177",
    "180",
    "186",
    "188",
    "189",
)
_BANKS = ("江陵银行大学路支行", "江陵银行东湖支行", "荆楚农商银行南山支行")
_PLACES = (
    "湖北江陵", "湖北荆州", "湖北黄冈", "湖北宜昌", "湖南常德", "河南南阳", "江西九江", "安徽安庆", "四川达州", "山东临沂",
    "河北保定", "广西桂林", "陕西汉中",
)  # fmt: skip
# The commonest of the small nationalities of the region; 05 and 04 have names with ·.
_MINORITIES = ("15", "06", "03", "11", "12", "08", "15", "05", "02", "04", "13")
_TITLES = {
    "senior": ("教授", "研究员"), "associate_senior": ("副教授", "副研究员", "高级实验师"),
    "intermediate": ("讲师", "讲师", "实验师"), "junior": ("助教", "助理实验师"),
}  # fmt: skip
_OTHER_TITLES = {
    "senior": ("研究馆员",), "associate_senior": ("副研究员", "副研究馆员"),
    "intermediate": ("助理研究员", "馆员"), "junior": ("研究实习员", "助理馆员"),
}  # fmt: skip
# employment type -> (youngest entry age, first entry year, oldest age)
_ENTRY = {"permanent": (23, 1985, 59), "postdoc": (27, 2018, 35), "agency": (19, 2006, 57)}


class Inventor:
    """Draws people one after another; numbers never repeat within one inventor."""

    def __init__(self, rng: random.Random, today: date) -> None:
        self.rng = rng
        self.today = today
        self._ids: set[str] = set()
        self._numbers = {"permanent": self._run(10010000, 12), "agency": self._run(30040000, 7)}
        self._postdocs: dict[int, int] = {}

    def _run(self, first: int, step: int) -> Iterator[str]:
        number = first
        while True:
            number += self.rng.randint(1, step)
            yield str(number)

    def person(self, kind: str, joined: date | None = None, birth: date | None = None) -> dict[str, Any]:
        """A member's values by field name, without a branch; ``joined`` and ``birth`` where they are settled."""
        rng = self.rng
        sex = "1" if rng.random() < (0.45 if kind == "agency" else 0.54) else "2"
        born, entered = self._life(kind, sex, joined, birth)
        ethnicity = rng.choice(_MINORITIES) if rng.random() < 0.07 else "01"
        values: dict[str, Any] = {
            "full_name": name_of(rng, sex, ethnicity),
            "sex_code": sex,
            "birth_date": born,
            "ethnicity_code": ethnicity,
            "id_type": "resident_id",
            "id_number": self._id_number(born, sex),
            "employment_type": kind,
            "work_status": "1",
            "staff_no": self._staff_no(kind, entered),
            "hire_date": f"{entered:%Y-%m}",
            "join_date": f"{entered:%Y-%m}",
            "work_start_date": f"{entered:%Y-%m}",
            "mobile": rng.choice(_MOBILES) + f"{rng.randrange(10**8):08}",
            "bank_account": self._card(),
            "bank_branch": rng.choice(_BANKS),
            "native_place": rng.choice(_PLACES),
            "model_worker_level": "municipal" if rng.random() < 0.004 else "none",
        }
        age = self.today.year - born.year
        values["marital_code"] = (
            "10" if age < 27 or rng.random() < 0.08 else "40" if rng.random() < 0.04 else "20"
        )
        values.update(self._post(kind, age))
        return values

    def _life(self, kind: str, sex: str, joined: date | None, birth: date | None) -> tuple[date, date]:
        youngest, first_year, oldest = _ENTRY[kind]
        if kind == "permanent" and sex == "2":
            oldest = 57
        if birth is None:
            latest = (joined.year if joined else self.today.year) - youngest - 1
            earliest = max(self.today.year - oldest, 1985 - youngest)
            birth = self._day(self.rng.randint(min(earliest, latest), latest))
        if joined is None:
            low = max(first_year, birth.year + youngest)
            high = max(
                low, min(self.today.year - 1, birth.year + youngest + (14 if kind == "permanent" else 30))
            )
            joined = self._entry_day(kind, self.rng.randint(low, high))
        return birth, joined

    def _day(self, year: int) -> date:
        return date(year, self.rng.randint(1, 12), self.rng.randint(1, 28))

    def _entry_day(self, kind: str, year: int) -> date:
        """Teachers come in summer, agency staff all the year round."""
        months = range(1, 13) if kind == "agency" else (1, 3, 6, 7, 7, 8, 9, 9, 9, 12)
        return date(year, self.rng.choice(list(months)), 1)

    def _id_number(self, born: date, sex: str) -> str:
        while True:
            sequence = self.rng.randrange(0, 999, 2) + (1 if sex == "1" else 0)
            head = f"{_AREA}{born:%Y%m%d}{sequence:03}"
            if head not in self._ids:
                self._ids.add(head)
                return head + identity.check_digit(head)

    def _staff_no(self, kind: str, entered: date) -> str:
        if kind != "postdoc":
            return next(self._numbers[kind])
        number = self._postdocs[entered.year] = self._postdocs.get(entered.year, 0) + self.rng.randint(1, 3)
        return f"{entered.year}{number:04}"

    def _card(self) -> str:
        body = _BIN + f"{self.rng.randrange(10**12):012}"
        doubled = (sum(divmod(2 * int(digit), 10)) for digit in body[::-2])
        return body + str(-(sum(doubled) + sum(int(digit) for digit in body[-2::-2])) % 10)

    def _post(self, kind: str, age: int) -> dict[str, Any]:
        rng = self.rng
        if kind == "postdoc":
            return {"education_code": "11", "degree_code": "1", "post_category": "teaching",
                    "political_status_code": rng.choice(("01", "01", "03", "13")),
                    "title_level": "intermediate", "professional_title": "助理研究员"}  # fmt: skip
        if kind == "agency":
            return {"education_code": rng.choice(("21", "31", "31", "41", "61", "71", "71")),
                    "post_category": rng.choice(("worker", "worker", "worker", "management")),
                    "political_status_code": rng.choice(("13", "13", "13", "13", "01", "03" if age <= 28 else "13")),
                    "household_type": rng.choice(("1", "2", "2")),
                    "is_rural_worker": rng.random() < 0.4}  # fmt: skip
        return self._established(age)

    def _established(self, age: int) -> dict[str, Any]:
        """A permanent member: title and pay rise with age."""
        rng = self.rng
        teaching = rng.random() < 0.68
        rank = min(3, max(0, int(rng.gauss((age - 25) / 9, 0.8))))
        level = ("junior", "intermediate", "associate_senior", "senior")[rank]
        doctor = teaching and (age < 48 or rng.random() < 0.4)
        values: dict[str, Any] = {
            "education_code": "11" if doctor else rng.choice(("14", "14", "21")),
            "degree_code": "1" if doctor else rng.choice(("2", "3")),
            "political_status_code": rng.choice(("01", "01", "01", "13", "13", "05", "12")),
            "post_category": "teaching" if teaching else rng.choice(("management", "management", "support")),
            "title_level": level,
            "professional_title": rng.choice((_TITLES if teaching else _OTHER_TITLES)[level]),
            "household_type": "1",
            "dues_base": Decimal(rng.randrange(1800 + 900 * rank, 2900 + 1100 * rank)) + Decimal("0.50"),
        }
        if not teaching and rng.random() < 0.25:
            values["post_title"] = rng.choice(("科长", "副科长", "副处长"))
        if age >= 45:
            values["mutual_aid_plan"] = "重大疾病"
        return values
