# SPDX-License-Identifier: MIT
"""The rules of a hardship file, without a database: category with its arithmetic, evidence, the path, its days."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from unionoffice.aid import hardship_codes as codes
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan

FEN = Decimal("0.01")
GRAVE_SHARE = Decimal("0.8")  # of a year's income: who loses or spends more is 意外致困 (DOMAIN §C1)
PATH = (
    codes.DRAFT, codes.SUBMITTED, codes.BRANCH_REVIEWED, codes.UNION_REVIEWED, codes.PUBLICISED, codes.ACTIVE,
)  # fmt: skip


@dataclass(frozen=True)
class Household:
    """What the category is worked out from. Yuan; ``own`` and ``others`` a month, the rest a year; ``size`` ≥ 1."""

    own: Decimal
    others: Decimal
    other: Decimal
    rigid: Decimal
    loss: Decimal
    size: int
    causes: frozenset[str] = frozenset()

    @property
    def income(self) -> Decimal:
        """家庭可支配年收入."""
        return (self.own + self.others) * 12 + self.other

    @property
    def per_head(self) -> Decimal:
        """人均月收入 after rigid expenses, to the 分, for showing; a comparison must not use the rounded figure."""
        exact = (self.income - self.rigid) / (12 * self.size)
        return exact.quantize(FEN, ROUND_HALF_UP)

    def below(self, line: Decimal) -> bool:
        """Whether the income per head and month is below ``line``, exactly: nothing is divided."""
        return self.income - self.rigid < line * 12 * self.size

    @property
    def grave(self) -> bool:
        """Whether the year's loss and cost are more than four fifths of the year's income."""
        return self.rigid + self.loss > self.income * GRAVE_SHARE and self.rigid + self.loss > 0


@dataclass(frozen=True)
class Line:
    """A 低保线: yuan for one person a month, from ``from_day`` on, inclusive."""

    amount: Decimal
    from_day: date


@dataclass(frozen=True)
class Assessment:
    """``suggested`` is a code of SUGGESTION, None while it cannot be worked out; ``steps`` say how, one a line."""

    suggested: str | None
    steps: tuple[str, ...]


def line_on(lines: Iterable[Line], day: date) -> Line | None:
    """The line in force on ``day``; None where none has begun yet."""
    begun = [line for line in lines if line.from_day <= day]
    return max(begun, key=lambda line: line.from_day, default=None)


def assess(home: Household | None, line: Line | None) -> Assessment:
    """The category that follows from income and expenses, with the arithmetic. A suggestion: the office decides."""
    if home is None:
        return Assessment(None, ("还没有填本人月平均收入，填好后自动测算。",))
    earned = f"（本人 {_said(home.own)} ＋ 家人 {_said(home.others)}）× 12 ＋ 其他 {_said(home.other)}"
    shared = f"（{_said(home.income)} − 刚性支出 {_said(home.rigid)}）÷ 12 个月 ÷ {home.size} 人"
    steps = [
        f"家庭可支配年收入：{earned} ＝ {_said(home.income)} 元",
        f"{shared} ＝ 每人每月 {_said(home.per_head)} 元",
    ]
    if line is None:
        return Assessment(None, (*steps, "还没有低保线，请在“设置”的“低保线”里填写，再测算。"))
    steps.append(
        f"低保线 {_said(line.amount)} 元（{show_day(line.from_day)} 起），两倍 {_said(line.amount * 2)} 元"
    )
    suggested, why = _judge(home, line)
    if suggested in (codes.ACCIDENT, codes.NONE):
        steps.append(_share(home))
    return Assessment(suggested, (*steps, f"所以：{why}。"))


def _judge(home: Household, line: Line) -> tuple[str, str]:
    """Of several that fit, the gravest: deep before relative before accident."""
    if home.below(line.amount):
        return codes.DEEP, "低于低保线，建议认定为深度困难"
    if home.below(line.amount * 2):
        return codes.RELATIVE, "不低于低保线、低于两倍，建议认定为相对困难"
    if home.causes & codes.SUDDEN:
        return codes.ACCIDENT, "收入不低于两倍低保线，因大病、灾害或事故致困，建议认定为意外致困"
    if home.grave:
        return codes.ACCIDENT, "当年支出和损失超过年收入的 80%，建议认定为意外致困"
    return codes.NONE, "三类都不符合，认定时请写明理由"


def _share(home: Household) -> str:
    compared = "超过" if home.grave else "没有超过"
    return (
        f"当年刚性支出与意外损失共 {_said(home.rigid + home.loss)} 元，"
        f"{compared}年收入的 80%（{_said((home.income * GRAVE_SHARE).quantize(FEN, ROUND_HALF_UP))} 元）"
    )


def _said(amount: Decimal) -> str:
    shown = show_yuan(abs(amount))
    return f"−{shown}" if amount < 0 else shown


# --- evidence --------------------------------------------------------------------------------------------------

# What files commonly hold, by cause; '' stands for every file. An office changes it in its settings.
EVIDENCE_BY_CAUSE: Mapping[str, tuple[str, ...]] = {
    "": ("identity", "income"), "1": ("disability",), "2": ("unemployed",), "3": ("unemployed",), "4": ("insurance",),
    "5": ("insurance",), codes.ILLNESS: ("diagnosis", "bill"), codes.DISASTER: ("accident", "loss"),
    codes.ACCIDENTS: ("accident", "loss"), codes.SCHOOLING: ("school", "fees"), "10": (),
}  # fmt: skip


def wanted_evidence(causes: Sequence[str], by_cause: Mapping[str, Sequence[str]] = EVIDENCE_BY_CAUSE) -> tuple[str, ...]:
    """Codes of EVIDENCE that a file with these causes should hold, each once, the general ones first."""
    wanted = (kind for cause in ("", *causes) for kind in by_cause.get(cause, ()))
    return tuple(dict.fromkeys(wanted))


def missing_evidence(
    causes: Sequence[str], there: Collection[str], by_cause: Mapping[str, Sequence[str]] = EVIDENCE_BY_CAUSE
) -> tuple[str, ...]:
    """What of the wanted evidence is not there yet."""
    return tuple(kind for kind in wanted_evidence(causes, by_cause) if kind not in there)



# --- the path --------------------------------------------------------------------------------------------------


def path_without(skipped: Collection[str]) -> tuple[str, ...]:
    """The statuses a file goes through in this office; the first, the second and the last cannot be skipped."""
    kept = (codes.DRAFT, codes.SUBMITTED, codes.ACTIVE)
    return tuple(status for status in PATH if status in kept or status not in skipped)


def next_status(status: str, skipped: Collection[str]) -> str | None:
    """Where a file goes from ``status``; None at the end of the path, and for a file that has ended.

    A file may stand on a step that has been switched off since: it goes on to the next one in use.
    """
    if status not in PATH:
        return None
    later = PATH[PATH.index(status) + 1 :]
    return next((one for one in path_without(skipped) if one in later), None)


def notice_end(first: date, days: int) -> date:
    """The last day of a notice of ``days`` working days from ``first`` on, both inclusive.

    Monday to Friday count; public holidays are not known here, the office moves the end by hand then.
    """
    day, left = first, days
    while True:
        left -= day.weekday() < 5
        if left <= 0 and day.weekday() < 5:
            return day
        day += timedelta(days=1)


def review_day(day: date, months: int) -> date:
    """The day ``months`` months later; the last of the month where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    first_after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_after - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


# --- households ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Person:
    """Somebody in a household, as far as known."""

    name: str
    id_number: str | None = None
    birth: date | None = None


def same_person(one: Person, other: Person) -> bool:
    """Whether both are certainly one: by ID number where both have one, else by name and day of birth."""
    if one.id_number and other.id_number:
        return one.id_number == other.id_number
    return one.name == other.name and one.birth is not None and one.birth == other.birth


def same_household(
    applicant: Person, family: Sequence[Person], spouses: Collection[str],
    other: Person, other_family: Sequence[Person], other_spouses: Collection[str],
) -> bool:  # fmt: skip
    """Whether two files are of one household: the same applicant, one is in the other's family, or each names
    the other as husband or wife. ``spouses`` are the names each gives for its own."""
    if same_person(applicant, other):
        return True
    if any(same_person(applicant, one) for one in other_family):
        return True
    if any(same_person(other, one) for one in family):
        return True
    return other.name in spouses and applicant.name in other_spouses
