# SPDX-License-Identifier: MIT
"""The organisation in 设置: units with their people and rates, officers of now and before, renaming and merging."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui import messages
from ui.desk import Desk
from ui.members_units_forms import AppointForm, EligibleForm, EndTermForm, MergeForm, RenameForm
from ui.panels import Figure, KeyValue, KeyValues, section
from ui.register_page import RegisterPage
from ui.standing import takes
from ui.widgets import Button, Part, button, label, link, row
from unionoffice.kit.dates import show_day
from unionoffice.kit.record import Record
from unionoffice.kit.roles import Right
from unionoffice.members.membership import ON_ROLL
from unionoffice.members.records import Branch
from unionoffice.members.registers import BRANCHES
from unionoffice.members.unit_queries import OfficerLine, UnitLine, officers, unit_lines
from unionoffice.store.listing import Query

FORM_WIDTH = 400
FORMER_SHOWN = 6
Maker = Callable[[], QWidget]


class UnitsPage(RegisterPage):
    """分工会 with everything that hangs on a unit; the forms stand beside the table."""

    def __init__(self, desk: Desk) -> None:
        self._maker: Maker | None = None
        super().__init__(desk, BRANCHES)

    def form_width(self) -> int:
        return FORM_WIDTH

    def make_buttons(self) -> list[Button]:
        tip = "按单位填今年应入会人数，入会率按它算"
        eligible = button("应入会人数", key="Y", tip=tip, on_click=lambda: self._open(lambda: EligibleForm(self.desk.office)))
        union = button("校工会任职", key="U", on_click=lambda: self.appoint(None))
        return [union, eligible, *super().make_buttons()]

    def make_form(self, record: Record | None) -> QWidget:
        maker, self._maker = self._maker, None
        return maker() if maker else super().make_form(record)

    @takes(Right.ENTER, "改单位和任职")
    def _open(self, maker: Maker) -> None:
        if self.form is None:
            self._maker = maker
            self._open_form(self.selected)

    @takes(Right.ENTER, "登记任职")
    def appoint(self, unit: Branch | None) -> None:
        """Somebody gets a post in the unit; None = of the whole union."""

        def make() -> QWidget:
            form = AppointForm(self.desk.office, unit)
            form.end_wanted.connect(lambda one: self.end_term(unit.id if unit else 0, one))
            return form

        self._open(make)

    @takes(Right.ENTER, "登记卸任")
    def end_term(self, unit_id: int, officer: OfficerLine) -> None:
        """The last day of a serving officer, instead of whatever form stands there."""
        if isinstance(self.form, AppointForm):
            self.form.cancel()
        self._open(lambda: EndTermForm(self.desk.office, unit_id, officer))

    def _saved(self, record_id: int) -> None:
        if record_id:
            super()._saved(record_id)
            return
        self._close_form()  # of no unit: head counts, the union's own officers
        self.refresh()
        messages.info("已保存", "撤销", self.undo)

    def figures(self) -> list[Figure]:
        lines = [one for one in self._lines() if one.closed_on is None]
        members = sum(one.members for one in lines)
        bare = sum(not one.chair for one in lines)
        found = [Figure(f"{len(lines):,}", "单位"), Figure(f"{members:,}", "在册会员")]
        return [*found, Figure(f"{bare:,}", "没有主席", "warn")] if bare else found

    def _lines(self) -> list[UnitLine]:
        with self.desk.office.read() as session:
            return unit_lines(session, self.desk.office.today())

    # details

    def details_caption(self, record: Record) -> str:
        assert isinstance(record, Branch)
        return "撤并" if record.closed_on else record.code or ""

    def details_parts(self, record: Record) -> list[QWidget]:
        assert isinstance(record, Branch)
        line = next(one for one in self._lines() if one.branch_id == record.id)
        with self.desk.office.read() as session:
            held = officers(session, record.id)
        parts = [self._facts(record, line), self._serving(record, [one for one in held if one.to_day is None])]
        former = [one for one in held if one.to_day is not None]
        if former:
            shown: list[Part] = [label(_term(one), wrap=True) for one in former[:FORMER_SHOWN]]
            parts.append(section("历任", *shown, caption=f"{len(former)} 人次" if len(former) > FORMER_SHOWN else ""))
        return parts

    def _facts(self, unit: Branch, line: UnitLine) -> QWidget:
        say = self.desk.office.settings.say
        pairs = [KeyValue("在册会员", f"{line.members:,} 人"), KeyValue(say("工会小组"), f"{line.groups} 个")]
        pairs += [KeyValue(say("校区"), line.campus)] if line.campus else []
        if line.eligible and line.rate is not None:
            pairs.append(KeyValue("入会率", f"{line.rate:.1%}，应入会 {line.eligible:,} 人"))
        pairs += [KeyValue("曾用名", "、".join(line.former))] if line.former else []
        if unit.closed_on is not None:
            into = f"，并入{line.merged_into}" if line.merged_into else ""
            pairs.append(KeyValue("撤并", f"{show_day(unit.closed_on)}{into}", "warn"))
            return section("单位", KeyValues(pairs))
        links = row(
            link("改名", lambda: self._open(lambda: RenameForm(self.desk.office, unit))), 12,
            link("并入别的单位", lambda: self._open(lambda: MergeForm(self.desk.office, unit))), None,
        )  # fmt: skip
        return section(
            "单位", KeyValues(pairs), links, action="会员", on_action=lambda: self.show_members(unit.id)
        )

    def _serving(self, unit: Branch, held: list[OfficerLine]) -> QWidget:
        lines: list[Part] = [self._officer(unit, one) for one in held] or [label("还没有记任职", "dim")]
        if unit.closed_on is not None:
            return section("现任", *lines)
        return section("现任", *lines, action="任职", on_action=lambda: self.appoint(unit))

    def _officer(self, unit: Branch, one: OfficerLine) -> QWidget:
        post = label(one.post_name, "key")
        post.setFixedWidth(72)
        group = one.unit.removeprefix(unit.name)
        who = f"{one.full_name}{f'（{group}）' if group else ''}"
        end = link("卸任", lambda: self.end_term(unit.id, one))
        end.setAccessibleName(f"{one.full_name}卸任{one.post_name}")
        made = QWidget()
        since = label(f"{one.from_day:%Y-%m} 起", "caption")
        made.setLayout(row(post, (label(who, wrap=True), 1), since, end, spacing=8))
        return made

    def show_members(self, unit_id: int) -> None:
        """The unit's members in the registry."""
        self.desk.go("members").show_query(Query(chosen={"branch_id": (unit_id,), "membership_status": ON_ROLL}))


def _term(one: OfficerLine) -> str:
    last = f"{one.to_day:%Y-%m}" if one.to_day else ""
    return f"{one.post_name}　{one.full_name}　{one.from_day:%Y-%m} 到 {last}" + (f"　{one.term}" if one.term else "")
