# SPDX-License-Identifier: MIT
"""改方案: the form of a campaign with the items of its package."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.fields import CheckBox, line_edit
from ui.jobs import run_job, show_problem
from ui.record_form import RecordForm
from ui.widgets import allow, clear_layout, column, frame, icon_button, label, link, row
from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.fields import Text, Whole
from unionoffice.kit.record import Record
from unionoffice.office import Office
from unionoffice.welfare import actions
from unionoffice.welfare.quotes import items
from unionoffice.welfare.records import WelfareCampaign
from unionoffice.welfare.registers import CAMPAIGNS

PLAN = replace(
    CAMPAIGNS,
    form=(
        "name", "festival", "year", "roster_date", "standard", "budget", "fund_source", "account",
        "approved_on", "approval_ref", "place", "hand_out_from", "handler",
    ),
)  # fmt: skip
_NAME, _UNIT = Text(max=60), Text(max=6)


class ItemRow(QWidget):
    """One item: name, unit, pieces a head, 832."""

    edited = Signal()
    gone = Signal()

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__()
        self._id = values.get("id")
        self.name = line_edit(values.get("name") or "", "例：广式月饼礼盒")
        self.unit = line_edit(values.get("unit") or "", "盒", width=48)
        self.quantity = line_edit(str(values.get("quantity") or 1), width=44, right=True)
        self.is_832 = CheckBox("")
        self.is_832.setChecked(bool(values.get("is_832")))
        self.is_832.setFixedWidth(28)
        names = (
            (self.name, "物品"),
            (self.unit, "单位"),
            (self.quantity, "每人数量"),
            (self.is_832, "832 平台"),
        )
        for widget, said in names:
            widget.setAccessibleName(said)
        remove = icon_button("dismiss", "去掉这一样", self.gone.emit, small=True)
        self.setLayout(row((self.name, 1), self.unit, self.quantity, self.is_832, remove, spacing=6))
        for edit in (self.name, self.unit, self.quantity):
            edit.textEdited.connect(lambda _text: self.edited.emit())
        self.is_832.clicked.connect(lambda _on: self.edited.emit())

    def raw(self) -> dict[str, Any]:
        return {
            "id": self._id, "name": self.name.text().strip(), "unit": self.unit.text().strip(),
            "quantity": self.quantity.text().strip(), "is_832": self.is_832.isChecked(),
        }  # fmt: skip


class ItemsEditor(QWidget):
    """The package, one line per item; an empty line is left out."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[ItemRow] = []
        self._box = column(spacing=4)
        self.add_link = link("加一样物品", self.add_line)
        unit, count, poor = label("单位", "caption"), label("每人", "caption"), label("832", "caption")
        for made, width in ((unit, 48), (count, 44), (poor, 60)):
            made.setFixedWidth(width)
        head = row((label("物品", "caption"), 1), unit, count, poor, spacing=6)
        self.setLayout(
            column(label("套餐里的物品", "section"), head, self._box, row(self.add_link, None), spacing=4)
        )

    def show_items(self, values: Sequence[Mapping[str, Any]]) -> None:
        clear_layout(self._box)
        self._lines = []
        for one in values or [{}]:
            self._append(one)

    def add_line(self) -> None:
        self._append({}).name.setFocus()
        self.edited.emit()

    def _append(self, values: Mapping[str, Any]) -> ItemRow:
        made = ItemRow(values)
        made.edited.connect(self.edited)
        made.gone.connect(lambda: self._remove(made))
        self._lines.append(made)
        self._box.addWidget(made)
        return made

    def _remove(self, line: ItemRow) -> None:
        self._lines.remove(line)
        line.hide()
        line.deleteLater()
        self.edited.emit()

    def lines(self) -> list[ItemRow]:
        return self._lines

    def raw(self) -> list[dict[str, Any]]:
        return [line.raw() for line in self._lines if line.name.text().strip()]

    def values(self) -> list[dict[str, Any]]:
        """The items parsed; raises FieldError naming the item."""
        found = []
        for raw in self.raw():
            quantity = Whole(1, 1000).parse(raw["quantity"]) or 1
            if not raw["unit"]:
                raise FieldError(f"{raw['name']}：请填单位，例如盒、袋、桶。", field="items")
            found.append(
                {
                    **raw,
                    "name": _NAME.parse(raw["name"]),
                    "unit": _UNIT.parse(raw["unit"]),
                    "quantity": quantity,
                }
            )
        return found


class PlanForm(RecordForm):
    """Creates a campaign or changes its plan and package, in one transaction."""

    def __init__(self, office: Office, campaign: WelfareCampaign | None) -> None:
        self.items = ItemsEditor()
        super().__init__(office, PLAN, campaign)
        self.items.edited.connect(self._items_edited)

    def _fields(self) -> QWidget:
        return frame(column(super()._fields(), 8, self.items, spacing=8))

    def _show_record(self) -> None:
        known: list[Mapping[str, Any]] = []
        if self._record is not None:
            with self._office.read() as session:
                known = [
                    {
                        "id": one.id,
                        "name": one.name,
                        "unit": one.unit,
                        "quantity": one.quantity,
                        "is_832": one.is_832,
                    }
                    for one in items(session, self._record.id)
                ]
        self.items.show_items(known)
        super()._show_record()
        if self._record is None:
            self._editors["year"].show_value(self._office.working_year())
            self._editors["handler"].show_value(self._office.settings.operator)
            self._before = self.raw()

    def raw(self) -> dict[str, object]:
        return {**super().raw(), "items": self.items.raw()}

    def _restore_draft(self) -> None:
        draft = self._drafts.load(self._draft_key)
        if draft and draft["raw"].get("items"):
            self.items.show_items(draft["raw"]["items"])
        super()._restore_draft()

    def _items_edited(self) -> None:
        self.banner.hide()
        self._draft_wait.start()

    def _run(self, values: Mapping[str, Any]) -> None:
        """A frozen roster may be written anew with the plan: thousands of people, so it is a job."""
        try:
            packed = self.items.values()
        except FieldError as error:
            self._failed(error)
            return
        allow(self.save_button, False, "正在写入")
        run_job(
            "正在写入方案", lambda _progress: self._write_plan(values, packed), self._written, self._job_failed,
            can_cancel=False, owner=self,
        )  # fmt: skip

    def _job_failed(self, problem: BaseException) -> None:
        allow(self.save_button, True)
        if isinstance(problem, OfficeError):
            self._failed(problem)
        else:
            show_problem(problem)

    def _write_plan(self, values: Mapping[str, Any], packed: Sequence[Mapping[str, Any]]) -> Record:
        record_id = self._record.id if self._record else None
        with self._office.work("改方案" if self._record else "新增批次") as work:
            return actions.save_campaign(work, record_id, values, self._version, items=packed)
