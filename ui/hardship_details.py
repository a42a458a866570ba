# SPDX-License-Identifier: MIT
"""One hardship file in the details panel: what comes next, the path, the arithmetic, the household, papers, steps."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QWidget

from ui import icons, messages
from ui.charts import CENTER, Chart, write
from ui.desk import Desk
from ui.hardship_papers import HardshipPapers
from ui.panels import KeyValue, KeyValues, section
from ui.standing import Needs, unseen
from ui.theme import theme
from ui.widgets import ElidedLabel, Part, button, clear_layout, column, frame, icon_button, label, link, row
from unionoffice.aid import hardship_codes as codes
from unionoffice.aid import hardship_queries as queries
from unionoffice.aid import hardship_rules
from unionoffice.aid.hardship_papers import relation_said
from unionoffice.aid.hardship_queries import PathStep
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.aid.hardship_settings import skipped_steps
from unionoffice.errors import OfficeError
from unionoffice.kit.dates import show_day
from unionoffice.kit.describe import Field
from unionoffice.kit.money import show_yuan
from unionoffice.kit.register import Register

AID_SHOWN = 3
STATION = 34
VERBS = {
    codes.DRAFT: "提交", codes.BRANCH_REVIEWED: "登记{0}", codes.UNION_REVIEWED: "登记{0}", codes.PUBLICISED: "开始公示",
    codes.ACTIVE: "建档",
}  # fmt: skip


class PageLike(Protocol):
    """What the sections ask of their page; ``ui.hardship.HardshipPage`` is one."""

    desk: Desk
    register: Register
    papers: HardshipPapers

    def reveal(self, field: Field) -> str: ...
    def look(self, what: str) -> None: ...
    def submit(self, record: HardshipCase) -> None: ...
    def delete_draft(self, record: HardshipCase) -> None: ...
    def open_step(self, record: HardshipCase, kind: str) -> None: ...
    def step_needs(self, kind: str) -> Needs: ...
    def going_together(self, record: HardshipCase) -> list[HardshipCase]: ...
    def add_evidence(self, record: HardshipCase, kind_code: str) -> None: ...
    def open_evidence(self, stored: str, name: str) -> None: ...
    def remove_evidence(self, evidence_id: int, name: str) -> None: ...


class PathSteps(Chart):
    """The stations of the path, one below another: done is a filled tick, the present one a ring with its number."""

    def __init__(self, steps: list[PathStep]) -> None:
        super().__init__()
        self._steps = steps
        self.setFixedHeight(len(steps) * STATION)
        said = {"done": "已办", "now": "正在办", "todo": "未办"}
        self.setAccessibleName("，".join(f"{one.name} {one.fact or said[one.state]}" for one in steps))

    def part_at(self, x: float, y: float) -> int:
        return int(y / STATION)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        for number, step in enumerate(self._steps):
            top = number * STATION + 3.0
            if number < len(self._steps) - 1:
                done = self._steps[number + 1].state in ("done", "now")
                painter.setPen(QPen(theme().color("accent" if done else "lineStrong"), 2))
                painter.drawLine(QPointF(11, top + 22), QPointF(11, top + STATION))
            self._circle(painter, QRectF(1, top + 1, 20, 20), number, step.state)
            tone = {"now": "accent", "todo": "text2"}.get(step.state, "text")
            write(painter, QRectF(32, top, 100, 22), step.name, tone, bold=step.state == "now")
            write(painter, QRectF(136, top, self.width() - 136, 22), step.fact, "text2", "caption")

    @staticmethod
    def _circle(painter: QPainter, room: QRectF, number: int, state: str) -> None:
        if state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("accent"))
            painter.drawEllipse(room)
            painter.drawPixmap(room.topLeft() + QPointF(4, 4), icons.pixmap("checkmark", 12, "onAccent"))
            return
        tone = "accent" if state == "now" else "lineStrong"
        painter.setPen(QPen(theme().color(tone), 2))
        painter.setBrush(theme().color("surface"))
        painter.drawEllipse(room.adjusted(1, 1, -1, -1))
        write(painter, room, str(number + 1), "accent" if state == "now" else "text2", "caption", CENTER, bold=True)


class CaseParts:
    """Builds the sections for one file; what its buttons do is the page's."""

    def __init__(self, page: PageLike, case: HardshipCase) -> None:
        self._page, self._case = page, case
        self._office = page.desk.office
        with self._office.read() as session:
            stored = session.get_one(HardshipCase, case.id)
            self.path = queries.path_of(session, stored, self._office.settings, self._office.today())
            self.files = queries.files_of(session, stored)
            self.people = queries.household(session, case.id)
            self.steps = queries.steps_of(session, case.id)
            self.aid = queries.aid_records(session, case.member_id)

    def parts(self) -> list[QWidget]:
        return [
            self._verbs(), self._progress(), self._category(), self._facts(), self._family(), self._papers(),
            *([self._helped()] if self.aid else []), self._records(),
        ]  # fmt: skip

    # what can be done now

    def _verbs(self) -> QWidget:
        """The next step first; beside it only what fits the file's state. Letters are unique on the page."""
        case, page = self._case, self._page
        prints = self._print_button()
        first: list[Part]
        if case.status == codes.DRAFT:
            first = [button("提交", icon="checkmark", key="G", on_click=partial(page.submit, case))]
            if not case.case_no:
                first.append(button("删除草稿", "danger", key="X", on_click=partial(page.delete_draft, case)))
        elif case.status == codes.ACTIVE:
            first = [self._step("年度复核", "review", "V"), self._step("销档", "close", "X")]
        elif case.status in codes.ENDED:
            first = [self._step("重新办理", "reopen", "G")]
        else:
            return self._under_review(prints)
        made = QWidget()
        made.setLayout(row(*first, prints, None))
        return made

    def _under_review(self, prints: QWidget) -> QWidget:
        following = hardship_rules.next_status(self._case.status, skipped_steps(self._office.settings)) or codes.ACTIVE
        verb = VERBS[following].format(self._office.settings.say(queries.STEP_NAMES[following]))
        many = len(self._page.going_together(self._case))
        verb += f" {many} 户" if many > 1 else ""
        upper: list[Part] = [self._step(verb, "next", "G", "checkmark")]
        if self._case.status == codes.PUBLICISED:
            upper.append(self._step("登记异议", "objection", "Y"))
        lower = [self._step("退回修改", "send_back", "B"), self._step("不通过", "reject", "X", kind="danger")]
        made = QWidget()
        made.setLayout(column(row(*upper, None), row(*lower, prints, None), spacing=8))
        return made

    def _step(self, text: str, kind_of_step: str, key: str, icon: str = "", kind: str = "plain") -> QWidget:
        page = self._page
        needs = page.step_needs(kind_of_step)
        return button(text, kind, icon, key=key, on_click=lambda: page.open_step(self._case, kind_of_step), needs=needs)

    def _print_button(self) -> QWidget:
        made = button("打印", icon="print", key="P", tip="困难职工档案表（Ctrl+P）、补助申请审批表")
        menu = QMenu(made)
        menu.addAction("困难职工档案表", lambda: self._page.papers.print_case(self._case))
        menu.addAction("补助申请审批表", lambda: self._page.papers.print_application(self._case))
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(QPoint(0, made.height() + 2))))
        return made

    # what is so

    def _progress(self) -> QWidget:
        parts: list[Part] = [PathSteps(self.path)]
        if self._case.status in codes.ENDED:
            why = codes.CLOSE_REASON.name(self._case.closed_reason)
            said = "，".join(part for part in (why, self._case.end_note or "") if part)
            parts.append(label(f"{codes.STATUS.name(self._case.status)}：{said}", wrap=True))
        if self._case.objection:
            tone = "" if self._case.objection_result else "warn"
            parts.append(label(f"公示异议：{self._case.objection}", tone=tone, wrap=True))
            parts.append(label(f"处理：{self._case.objection_result or '还没有写'}", tone=tone, wrap=True))
        due = self._case.review_due
        caption = f"下次复核 {show_day(due)}" if due else ""
        return section("办理进度", *parts, caption=caption)

    def _category(self) -> QWidget:
        case = self._case
        chosen, suggested = codes.CATEGORY.name(case.category), codes.SUGGESTION.name(case.suggested)
        pairs = [KeyValue("困难类别", chosen or "还没有定"), KeyValue("测算建议", suggested or "还不能测算")]
        if case.category_reason:
            pairs.append(KeyValue("不同的理由", case.category_reason))
        if case.asked_amount:
            pairs.append(KeyValue("建议补助", f"{show_yuan(case.asked_amount)} 元"))
        lines = column(spacing=4)
        told = frame(lines)
        told.hide()
        show = link("显示测算")

        def toggle() -> None:
            if told.isVisible():
                told.hide()
                show.set_text("显示测算")
                return
            try:
                self._page.look("收入测算")
            except OfficeError as problem:
                messages.error(problem)
                return
            with self._office.read() as session:
                steps = queries.arithmetic(session, case.id).steps
            clear_layout(lines)
            for step in steps:
                lines.addWidget(label(step, wrap=True, selectable=True))
            told.show()
            show.set_text("隐去测算")

        show.clicked.connect(toggle)
        closed = unseen("income") or unseen("illness")
        if closed:
            show.forbid(closed)
        return section("类别与测算", KeyValues(pairs), row(show, None), told)

    def _facts(self) -> QWidget:
        fields = self._page.register.fields
        names = ("applied_on", "household_size", "income_per_head", "rigid_expense", "aid_kind", "main_cause", "situation", "health", "housing", "insurance")
        pairs = []
        for name in names:
            shown = fields[name].mask(self._case)
            if shown:
                kind = fields[name].sensitive
                reveal = partial(self._page.reveal, fields[name]) if kind else None
                pairs.append(KeyValue(fields[name].label.removesuffix("（元）"), shown, reveal=reveal, kind=kind))
        return section("档案内容", KeyValues(pairs, key_width=88))

    def _family(self) -> QWidget:
        if not self.people:
            return section("家庭成员", label("只有本人", "dim"))
        lines: list[Part] = [
            label("，".join(part for part in (relation_said(one), one.unit or "") if part), wrap=True) for one in self.people
        ]
        return section("家庭成员", *lines, caption=f"连本人 {len(self.people) + 1} 人")

    # papers and history

    def _papers(self) -> QWidget:
        if unseen("illness"):  # a diagnosis is told by the names of its papers
            return section("证明材料", label(f"{len(self.files.there)} 份，要能看病情的经办人来看", "dim", wrap=True))
        lines: list[Part] = [self._paper(one) for one in self.files.there]
        if self.files.missing and self._case.status not in codes.ENDED:
            names = "、".join(codes.EVIDENCE.name(one) for one in self.files.missing)
            lines.append(label(f"还缺：{names}", tone="warn", wrap=True))
        if self._case.status not in codes.ENDED:
            lines.append(row(self._add_button(), None))
        return section("证明材料", *lines, caption=f"{len(self.files.there)} 份" if self.files.there else "")

    def _paper(self, one: queries.EvidenceLine) -> QWidget:
        made = QWidget()
        words = column(label(one.kind, wrap=True), ElidedLabel(one.file_name, "caption"), spacing=0)
        parts: list[Part] = [(words, 1), link("打开", partial(self._page.open_evidence, one.stored, one.file_name))]
        if self._case.status not in codes.ENDED:
            remove = partial(self._page.remove_evidence, one.evidence_id, one.file_name)
            parts.append(icon_button("delete", f"移除材料 {one.file_name}", remove, small=True))
        made.setLayout(row(*parts, spacing=4))
        return made

    def _add_button(self) -> QWidget:
        made = button("添加材料", icon="attach", key="A")
        menu = QMenu(made)
        missing = list(self.files.missing)
        for code in [*missing, *(one.code for one in codes.EVIDENCE if one.code not in missing)]:
            menu.addAction(codes.EVIDENCE.name(code), partial(self._page.add_evidence, self._case, code))
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(QPoint(0, made.height() + 2))))
        return made

    def _helped(self) -> QWidget:
        newest = self.aid[::-1][:AID_SHOWN]
        lines: list[Part] = [_line(show_day(one.day), one.kind, show_yuan(one.amount)) for one in newest]
        return section("帮扶记录", *lines, caption=f"共 {len(self.aid)} 次")

    def _records(self) -> QWidget:
        lines: list[Part] = []
        for one in reversed(self.steps):
            who = one.signed_by or one.entered_by
            lines.append(_line(show_day(one.day), f"{one.name}　{who}"))
            if one.opinion:
                lines.append(row(88, (label(one.opinion, "caption", wrap=True), 1), spacing=0))
        return section("办理记录", *(lines or [label("还没有提交", "dim")]))


def _line(key: str, text: str, right: str = "") -> QWidget:
    head = label(key, "key")
    head.setFixedWidth(80)
    made = QWidget()
    made.setLayout(row(head, (label(text, wrap=True), 1), label(right), spacing=8))
    return made
