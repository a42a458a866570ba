# SPDX-License-Identifier: MIT
"""Plans changes of many records that are there already: one field for all of a selection, or a pasted block.

The plan is an import's: previewed, written and taken back like one. Here an empty value erases.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from unionoffice.kit.describe import Field
from unionoffice.kit.fields import Link
from unionoffice.kit.register import Register
from unionoffice.progress import Progress
from unionoffice.sheets.import_known import LinkNames, NewLink
from unionoffice.sheets.import_labels import label_fields
from unionoffice.sheets.import_plan import ImportPlan, ImportRow
from unionoffice.sheets.import_traps import is_blank
from unionoffice.sheets.importing import Planner

Change = tuple[int, Mapping[str, object]]  # (record id, raw value by field name)


def plan_changes(
    session: Session,
    register: Register,
    changes: Sequence[Change],
    today: date,
    progress: Progress,
    *,
    way: str = "批量修改",
    looked_at: str = "",
) -> ImportPlan:
    """Work out what the changes would do, row by row in the order given; nothing is written.

    A link is given by the id of its target or by its name. A row that changes nothing says what it holds now, of the
    fields given and of the one ``looked_at``. Raises Cancelled.
    """
    planner = _Changes(session, register, changes, today, progress, looked_at)
    blocks = ([planner.row(place, cells)] for place, (_, cells) in enumerate(changes, 1))
    plan = planner.plan(blocks, len(changes), progress, "")
    plan.way, plan.source = way, "、".join(field.label for field in planner.fields)
    return plan


def changeable(register: Register) -> list[Field]:
    """The fields that may be changed for many: those of the form that an import may fill as well."""
    importable = {field.name for field in register.import_fields}
    return [field for field in register.form_fields if field.name in importable]


def changeable_alike(register: Register) -> list[Field]:
    """Those of ``changeable`` that many may share, listed ones and links first: no names, no numbers of one's own."""
    own = {name for group in register.identify for name in group} | {register.record.lookup[0]}
    shared = [field for field in changeable(register) if field.name not in own]
    return sorted(shared, key=lambda field: (field.name not in register.columns, not isinstance(field.type, Link)))


class _Changes(Planner):
    """The same run over records that are known."""

    def __init__(
        self,
        session: Session,
        register: Register,
        changes: Sequence[Change],
        today: date,
        progress: Progress,
        looked_at: str,
    ) -> None:
        present = {name for _, cells in changes for name in cells}
        super().__init__(session, register, present, today, progress, changeable(register))
        self._ids = {place: record_id for place, (record_id, _) in enumerate(changes, 1)}
        self.labels = label_fields(register, set(register.fields))
        self._looked_at = [looked_at] if looked_at else []
        told = {*self.labels, *self._looked_at} - self.links.keys()
        shown = ((name, register.fields[name].type) for name in told)
        self._named = self.links | {name: LinkNames(session, kind) for name, kind in shown if isinstance(kind, Link)}

    def row(self, number: int, cells: Mapping[str, object]) -> ImportRow:
        """What becomes of one change."""
        row = ImportRow(number, record_id=self._ids[number])
        assert row.record_id is not None
        if not self.known.has(row.record_id):
            row.problems.append("这条记录已经不在了。")
            return row
        self.parse(row, {name: cell for name, cell in cells.items() if not is_blank(cell)})
        row.values.update(dict.fromkeys(name for name, cell in cells.items() if is_blank(cell)))
        told = dict.fromkeys((*self._looked_at, *cells))
        row.summary = "，".join(f"{self.register.fields[n].label} {self._shown(row.record_id, n) or '空'}" for n in told)
        row.labels = tuple(self._shown(row.record_id, name) for name in self.labels)
        self.titles[number] = self.known.values(row.record_id)[self.title_field]
        self._refuse(row)
        if not row.problems:
            self.refuse_double(row, self.keys(row.values))
        if not row.problems:
            self.compare(row)
            self._refuse_closed(row)
        return row

    def linked(self, names: LinkNames, described: Field, cell: object) -> int | NewLink | None:
        return cell if isinstance(cell, int) and cell in names.titles else super().linked(names, described, cell)

    def _shown(self, record_id: int, name: str) -> str:
        value, described = self.known.values(record_id)[name], self.register.fields[name]
        if name in self._named:
            return self._named[name].show(value)
        return described.type.mask(value) if described.sensitive else described.type.show(value)

    def _refuse_closed(self, row: ImportRow) -> None:
        """Nobody is moved into a unit that is no more."""
        for name in self.links.keys() & row.values.keys():
            if row.values[name] in self.links[name].closed:
                title = self.links[name].show(row.values[name])
                row.problems.append(f"{self.register.fields[name].label}“{title}”已经撤并，请另选。")

    def _refuse(self, row: ImportRow) -> None:
        """What must be filled stays filled; what an import may not touch is not touched either."""
        assert row.record_id is not None
        row.problems += [f"{f.label}不能清空。" for f in self.fields if f.required and row.values.get(f.name, ...) is None]
        closed = self.register.record.not_importable(self.known.values(row.record_id))
        row.problems += [closed] if closed else []


def block_changes(
    register: Register, columns: Sequence[str], ids: Sequence[int], block: Sequence[Sequence[str]]
) -> tuple[list[Change], list[str]]:
    """A pasted block over the rows ``ids`` and the fields ``columns``, from the current cell on.

    Returns the changes, and the labels of columns that may not be pasted into; they are left out. What reaches beyond
    the last row or column is left out too.
    """
    allowed = {field.name for field in changeable(register)}
    width = max((len(line) for line in block), default=0)
    refused = [register.fields[name].label for name in columns[:width] if name not in allowed]
    changes: list[Change] = []
    for record_id, line in zip(ids, block, strict=False):
        cells: dict[str, Any] = {n: cell for n, cell in zip(columns, line, strict=False) if n in allowed}
        changes.append((record_id, cells))
    return changes, refused
