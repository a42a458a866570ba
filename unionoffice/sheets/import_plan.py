# SPDX-License-Identifier: MIT
"""The preview of an import: every row's fate, what it changes or why it is refused, and what the clerk decides."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from unionoffice.errors import OfficeError
from unionoffice.kit.fields import Link
from unionoffice.kit.register import Lookalike, Register
from unionoffice.sheets.import_known import NewLink

Fate = Literal["new", "update", "doubt", "unchanged", "left", "refused"]
FATES: dict[Fate, str] = {
    "new": "新增", "update": "更新", "doubt": "待定", "unchanged": "不变", "left": "不导入", "refused": "拒绝",
}  # fmt: skip
ANOTHER, LEAVE = 0, -1
Choice = int  # the id of the record that a doubtful row means, ANOTHER for a new one, LEAVE to leave it out


@dataclass(frozen=True)
class FieldChange:
    """One field of an update as texts, masked where the field is sensitive; ``old`` is '' where it was empty."""

    name: str
    label: str
    old: str
    new: str


@dataclass(slots=True)
class ImportRow:
    """One row of the sheet and what will become of it. ``row_no`` is the file's own.

    ``values`` are parsed, by field name, only of filled cells; an unknown linked record is a NewLink in them.
    ``summary`` says what a new record will be; ``problems`` are sentences, why a row is refused. A row with
    ``doubts`` waits for the clerk's choice; ``options`` holds what it is by each.
    """

    row_no: int
    fate: Fate = "new"
    labels: tuple[str, ...] = ()
    record_id: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    changes: tuple[FieldChange, ...] = ()
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    summary: str = ""
    doubts: tuple[Lookalike, ...] = ()
    options: dict[Choice, "ImportRow"] = field(default_factory=dict)
    chosen: Choice | None = None

    @property
    def text(self) -> str:
        """The last column of the preview as one text."""
        if self.fate == "refused":
            return "；".join(self.problems)
        if self.fate == "doubt":
            numbered = len(self.doubts) > 1
            told = (f"{place if numbered else ''}{one.who}：{one.reason}" for place, one in enumerate(self.doubts, 1))
            return "可能是 " + "；".join(told)
        changed = "，".join(f"{c.label} {c.old or '空'} → {c.new or '空'}" for c in self.changes)
        return "；".join(text for text in (changed or self.summary, *self.warnings) if text)

    def take(self, choice: Choice) -> None:
        """Become what the choice makes of it."""
        option = self.options[choice]
        self.chosen = choice
        self.fate, self.record_id, self.values, self.changes = option.fate, option.record_id, option.values, option.changes
        self.problems, self.warnings, self.summary = option.problems, option.warnings, option.summary


@dataclass
class ImportPlan:
    """The preview of an import. ``label_fields`` head the columns that tell whose row it is."""

    register: Register
    label_fields: tuple[str, ...]
    rows: list[ImportRow]
    last_change: int
    source: str = ""  # what the sheet is called, for the audit trail
    way: str = "导入"  # how the rows came, for the audit trail

    def __post_init__(self) -> None:
        self._links = [name for name, one in self.register.fields.items() if isinstance(one.type, Link)]
        self._linking = [row for row in self.rows if row.doubts or self._new_links(row)]

    @property
    def counts(self) -> dict[Fate, int]:
        """Rows by fate; all are there."""
        found = Counter(row.fate for row in self.rows)
        return {fate: found[fate] for fate in FATES}

    @property
    def to_write(self) -> int:
        return self.counts["new"] + self.counts["update"]

    @property
    def new_links(self) -> dict[str, list[str]]:
        """The linked records that will be made: the field's label -> names (新分工会)."""
        made: dict[str, dict[str, None]] = {}
        for row in self._linking:
            for name, link in self._new_links(row) if row.fate in ("new", "update") else ():
                made.setdefault(self.register.fields[name].label, {})[link.name] = None
        return {label: list(names) for label, names in made.items()}

    @property
    def refusals(self) -> dict[int, str]:
        """Row number -> why it is not written, for the error copy; what nobody decided is among them."""
        return {row.row_no: row.text for row in self.rows if row.fate in ("refused", "doubt")}

    def choose(self, row: ImportRow, choice: Choice) -> None:
        """Decide a doubtful row, or decide it otherwise. Raises OfficeError where another row has that record already."""
        if choice > 0:
            for other in self.rows:
                if other is not row and other.record_id == choice and other.fate in ("update", "unchanged"):
                    who = next(one.who for one in row.doubts if one.record_id == choice)
                    raise OfficeError(f"第 {other.row_no} 行已经认作{who}，一个人不能由两行来改。请先看那一行。")
        row.take(choice)

    def _new_links(self, row: ImportRow) -> list[tuple[str, NewLink]]:
        values = row.values
        return [(name, values[name]) for name in self._links if isinstance(values.get(name), NewLink)]
