# SPDX-License-Identifier: MIT
"""The forms beside a round: people from a paste, from the roll, from an earlier round; amounts and tiers."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer

from ui.chips import FacetChip, FacetValue
from ui.editors import AreaEditor, ChoiceEditor, LineEditor
from ui.fields import FormRow
from ui.side_form import SideForm
from ui.widgets import Part, allow, clear_layout, column, label, row, set_tone
from unionoffice.aid import rounds_actions, rounds_queries
from unionoffice.aid.rounds_people import Pasted, PastedLine, read_pasted
from unionoffice.aid.rounds_queries import RoundView
from unionoffice.errors import FieldError
from unionoffice.kit.fields import Text
from unionoffice.kit.register import Facet
from unionoffice.members.queries import PersonOption
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.store import listing
from unionoffice.store.listing import Query
from unionoffice.store.work import Work

LOOK_WAIT_MS = 250
PASTE_HINT = "一行一人：姓名、工号，或两样都写；后面可以带金额和档次。可以从 Excel、WPS 整列复制。"
NAMED = 12
MODEL_WORKERS = Facet("model_worker_level", "劳模")


class PasteForm(SideForm):
    """粘贴名单: who was found, who has to be asked, who is on no roll. ``count`` people were added."""

    def __init__(self, office: Office, view: RoundView, text: str = "") -> None:
        super().__init__(office, "加入名单", f"round-paste-{view.id}")
        self._view, self.count = view, 0
        self.found = Pasted((), (), (), ())
        self.choices: list[tuple[PastedLine, ChoiceEditor]] = []
        self._look_wait = QTimer(self, singleShot=True, interval=LOOK_WAIT_MS)
        self._look_wait.timeout.connect(self._look)
        self._area = AreaEditor(9)
        self._area.setPlaceholderText("例：\n蔡文静\n10020417\n10020417\t蔡文静\t1,000")
        self.said, self.asked, self.unknown = label("", "strong", wrap=True), column(spacing=8), label("", "caption", wrap=True)
        parts: list[Part] = [label(PASTE_HINT, "dim", wrap=True), self.add("text", "名单", Text(max=200_000), editor=self._area)]
        self.build("粘贴名单", [*parts, self.said, self.asked, self.unknown], "加入名单")
        if text:
            self._area.show_value(text)
        self._look()

    def changed(self) -> None:
        self._look_wait.start()

    def _look(self) -> None:
        with self.office.read() as session:
            self.found = read_pasted(session, str(self._area.raw() or ""), per_child=self._view.per_child)
        self._show_asked()
        self.unknown.setText(_listed(self.found))
        self._show_count()

    def _show_asked(self) -> None:
        clear_layout(self.asked)
        self.choices = []
        for line in self.found.doubtful:
            choice = ChoiceEditor([(one.member_id, _said(one)) for one in line.people], required=False)
            choice.setItemText(0, "先不加入")
            choice.edited.connect(self._show_count)
            self.asked.addWidget(FormRow(f"第 {line.row_no} 行“{line.text}”是哪一位", choice))
            self.choices.append((line, choice))

    def chosen(self) -> list[tuple[int, PastedLine]]:
        """member id and its line, for everybody who will be added."""
        sure = [(line.member_id, line) for line in self.found.found if line.member_id is not None]
        asked = [(int(str(choice.raw())), line) for line, choice in self.choices if choice.raw()]
        return [*sure, *asked]

    def _show_count(self) -> None:
        there = {line.member_id for line in self._view.lines}
        number = sum(member not in there for member, _ in self.chosen())
        open_ones = sum(not choice.raw() for _, choice in self.choices)
        said = [f"认出 {len(self.found.found)} 人"] if self.found.found else []
        said += [f"{len(self.chosen()) - number} 人已在名单"] if number < len(self.chosen()) else []
        said += [f"{open_ones} 行有同名，请选"] if open_ones else []
        said += [f"{len(self.found.unknown)} 行不在名册"] if self.found.unknown else []
        self.said.setText("，".join(said))
        set_tone(self.said, "warn" if open_ones or self.found.unknown else "")
        self.save_button.set_text(f"加入 {number} 人" if number else "加入名单", "S")
        allow(self.save_button, bool(self.chosen()), "还没有认出的人")

    def values(self) -> dict[str, Any]:
        self._look_wait.stop()
        if str(self._area.raw() or "") and not self.chosen():
            self._look()
        if not self.chosen():
            raise FieldError("还没有认出的人。请粘贴姓名或工号，一行一人。", field="text")
        return {"chosen": self.chosen()}

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        chosen: list[tuple[int, PastedLine]] = values["chosen"]
        self.count = rounds_actions.add_people(work, self._view.id, [member for member, _ in chosen])
        lines = rounds_queries.round_view(work.session, self._view.id).lines
        for member, line in chosen:
            own: dict[str, Any] = {"amount": line.amount} if line.amount else {}
            own |= {"tier": line.tier} if line.tier else {}
            theirs = [one for one in lines if one.member_id == member]
            meant = [one for one in theirs if one.child_name and one.child_name in line.others] or theirs
            if own:
                rounds_actions.set_lines(work, self._view.id, [one.line_id for one in meant], **own)


def _said(person: PersonOption) -> str:
    state = "" if person.status == "active" else person.status_name
    return "　".join(text for text in (person.full_name, person.staff_no, person.branch, state) if text)


def _listed(found: Pasted) -> str:
    """Who is on no roll and who stood there twice, by the row of the paste."""
    texts = []
    for title, lines in (("不在名册", found.unknown), ("重复，只加一次", found.doubled)):
        if lines:
            named = "、".join(f"第 {line.row_no} 行 {line.text}" for line in lines[:NAMED])
            texts.append(f"{title}：{named}{f' 等 {len(lines)} 行' if len(lines) > NAMED else ''}")
    return "\n".join(texts)


class FilterForm(SideForm):
    """按条件选人: the registry's own filters; everybody they leave is added."""

    def __init__(self, office: Office, view: RoundView) -> None:
        super().__init__(office, "加入名单", f"round-filter-{view.id}")
        self._view, self.count = view, 0
        self._words = LineEditor(Text(max=60), "姓名、拼音首字母、工号")
        self.chips = {one.field: self._chip(one) for one in (*MEMBERS.facets, MODEL_WORKERS) if one.by == "value"}
        self.chips["membership_status"].set_chosen(("active",), announce=False)
        self.said = label("", "strong", wrap=True)
        chips = list(self.chips.values())
        lines = [row(*chips[at : at + 2], None) for at in range(0, len(chips), 2)]
        self.build("按条件选人", [self.add("words", "包含", Text(max=60), editor=self._words), *lines, self.said], "加入名单")
        self.changed()

    def _chip(self, facet: Any) -> FacetChip:
        title = self.office.settings.say(facet.label or MEMBERS.fields[facet.field].label)
        made = FacetChip(title, partial(self._values, facet))
        made.changed.connect(lambda _chosen: self.changed())
        return made

    def _values(self, facet: Any) -> list[FacetValue]:
        with self.office.read() as session:
            found = listing.facet_values(session, MEMBERS, facet, self.query())
        return [FacetValue(one.value, one.text, one.count) for one in found]

    def query(self) -> Query:
        chosen = {name: tuple(chip.chosen()) for name, chip in self.chips.items() if chip.chosen()}
        return Query(str(self._words.raw() or ""), chosen, MEMBERS.order)

    def ids(self) -> list[int]:
        with self.office.read() as session:
            return list(listing.ids(session, MEMBERS, self.query()))

    def changed(self) -> None:
        found, there = self.ids(), {line.member_id for line in self._view.lines}
        new = sum(one not in there for one in found)
        self.said.setText(f"符合 {len(found):,} 人，其中 {len(found) - new:,} 人已在名单" if new < len(found) else f"符合 {new:,} 人")
        self.save_button.set_text(f"加入 {new:,} 人", "S")
        allow(self.save_button, new > 0, "没有要加入的人")

    def values(self) -> dict[str, Any]:
        return {"ids": self.ids()}

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        self.count = rounds_actions.add_people(work, self._view.id, values["ids"])


class CopyForm(SideForm):
    """沿用往批: the people of an earlier round, with their amounts or without."""

    def __init__(self, office: Office, view: RoundView) -> None:
        super().__init__(office, "沿用往批名单", f"round-copy-{view.id}")
        self._view, self.count = view, 0
        with office.read() as session:
            earlier = rounds_queries.earlier_rounds(session, view.id)
        self._from = ChoiceEditor(earlier, required=True)
        self._amounts = ChoiceEditor([("yes", "连金额和档次一起"), ("no", "只要人，金额另定")], required=True)
        parts: list[Part] = [
            self.add("from", "哪一批", Text(), editor=self._from), self.add("amounts", "金额", Text(), editor=self._amounts),
            label("去世、调出和退会的不带过来，已在名单里的不变。", "dim", wrap=True),
        ]  # fmt: skip
        self.build("沿用往批名单", parts, "加入名单")
        allow(self.save_button, bool(earlier), "还没有往年的批次")

    def values(self) -> dict[str, Any]:
        return {"from": int(str(self._from.raw())), "amounts": self._amounts.raw() == "yes"}

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        self.count = rounds_actions.copy_people(
            work, self._view.id, values["from"], with_amounts=values["amounts"]
        )
