# SPDX-License-Identifier: MIT
"""困难档案: the list of hardship files, one beside it with its path and arithmetic, and what can be done next."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import files, messages
from ui.chips import FacetChip, FacetValue
from ui.desk import Desk
from ui.hardship_details import CaseParts
from ui.hardship_form import HardshipForm
from ui.hardship_model import CaseModel
from ui.hardship_papers import HardshipPapers
from ui.hardship_steps import step_form
from ui.keys import bind
from ui.messages import Question
from ui.panels import EmptyState, Figure, Way
from ui.record_model import RecordModel
from ui.register_page import RegisterPage
from ui.standing import Needs, permits, shows, takes, tip, unseen
from ui.theme import theme
from ui.widgets import Button, button, column, frame
from unionoffice.aid import hardship_actions, hardship_due, hardship_path, hardship_queries
from unionoffice.aid import hardship_codes as codes
from unionoffice.aid.hardship_records import OPEN_FOR_EDITING, HardshipCase
from unionoffice.aid.hardship_register import HARDSHIP_CASES
from unionoffice.aid.hardship_settings import review_ahead
from unionoffice.errors import OfficeError
from unionoffice.kit.describe import Field
from unionoffice.kit.record import Record
from unionoffice.kit.register import Facet
from unionoffice.kit.roles import Right
from unionoffice.store import attachments, listing
from unionoffice.store.listing import Query
from unionoffice.store.work import Work

REVIEW = "review_due"
STEP_WIDTH = 432
LEAST_LIST = 360
SEARCH_WIDTH, SEARCH_NARROW = 300, 232
SCANS = "扫描件 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.bmp);;所有文件 (*)"


class HardshipPage(RegisterPage):
    """Reached from the aid tab; the caption leads back to it."""

    ICON = "document"
    EMPTY_TEXT = "一户一份：家庭成员和收支填好，类别按低保线自动测算；提交、评议、公示、建档、复核，每一步都有记录。"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, HARDSHIP_CASES)
        self.papers = HardshipPapers(desk, self)
        self.header.set_title("困难档案", "困难帮扶 › 困难档案")
        self.header.lead_back("返回困难帮扶（Esc）")
        self.header.sub_pressed.connect(self.go_back)
        self._escape = bind(self, {"Esc": self._on_escape})["Esc"]
        self.search.set_width(SEARCH_WIDTH)

    # head

    def make_buttons(self) -> list[Button]:
        import_, export, new = super().make_buttons()
        import_.deleteLater()
        back = button("返回", icon="chevron_left", key="R", on_click=self.go_back)
        notice = button("公示名单", icon="print", key="O", tip="正在公示的，没有时为已审核的", on_click=self.print_notice)
        return [back, notice, export, new]

    def figures(self) -> list[Figure]:
        with self.desk.office.read() as session:
            counts = hardship_queries.status_counts(session)
            due = len(hardship_due.reviews_due(session, self.desk.office.today(), self.desk.office.settings))
            ended = len(hardship_due.notices_ended(session, self.desk.office.today()))
        busy = [codes.SUBMITTED, codes.BRANCH_REVIEWED, codes.UNION_REVIEWED, codes.PUBLICISED]
        figures = [
            Figure(str(counts.get(codes.ACTIVE, 0)), "在档（户）", on_click=partial(self._only, codes.ACTIVE)),
            Figure(str(sum(counts.get(one, 0) for one in busy)), "办理中", on_click=partial(self._only, *busy)),
            Figure(str(due), "待复核", "warn" if due else "", self._only_due),
        ]
        if ended:
            figures.append(Figure(str(ended), "公示期满", "warn", partial(self._only, codes.PUBLICISED)))
        return figures

    def _only(self, *statuses: str) -> None:
        self.clear_filters()
        self.chips["status"].set_chosen(statuses)

    def _only_due(self) -> None:
        self.clear_filters()
        self.chips[REVIEW].set_chosen(("due",))

    def make_empty(self) -> EmptyState:
        ways = [
            Way("新建第一份档案", "从名册选人，已知的内容自动带入表里", "Ctrl+N", self.new),
            Way("先填当地低保线", "有了低保线才能测算困难类别", "Ctrl+,", lambda: self.desk.go("settings")),
        ]
        return EmptyState(self.ICON, "还没有困难档案", self.EMPTY_TEXT, ways)

    # list

    def make_model(self) -> RecordModel:
        say = self.desk.office.settings.say
        return CaseModel(self.register, self._read_rows, stretch="branch_name", say=say)

    def make_chip(self, facet: Facet) -> FacetChip:
        if facet.field == REVIEW:
            return FacetChip("年度复核", self._review_values, single=True)
        return super().make_chip(facet)

    def _review_values(self) -> list[FacetValue]:
        plain = super().query()
        chosen = {name: values for name, values in plain.chosen.items() if name != REVIEW}
        with self.desk.office.read() as session:
            found = [
                FacetValue(value, text, len(listing.ids(session, self.register, Query(plain.text, chosen, between=span))))
                for value, text, span in self._review_spans()
            ]
        return found

    def _review_spans(self) -> list[tuple[str, str, dict[str, tuple[object, object]]]]:
        today, ahead = self.desk.office.today(), review_ahead(self.desk.office.settings)
        until = today + timedelta(days=ahead)
        return [
            ("over", "已过期", {REVIEW: (None, today - timedelta(days=1))}),
            ("due", f"已到期或 {ahead} 天内到期", {REVIEW: (None, until)}),
            ("later", "以后", {REVIEW: (until + timedelta(days=1), None)}),
        ]

    def query(self) -> Query:
        """The review chip is a span of days and not a value."""
        plain = super().query()
        wanted = plain.chosen.get(REVIEW, ())
        chosen = {name: values for name, values in plain.chosen.items() if name != REVIEW}
        spans = {value: (text, span) for value, text, span in self._review_spans()}
        if not wanted or wanted[0] not in spans:
            return Query(plain.text, chosen, plain.order)
        text, span = spans[wanted[0]]
        return Query(plain.text, chosen, plain.order, between=span, named=f"年度复核{text}")

    # one file beside the table

    def details_title(self, record: Record) -> str:
        return str(getattr(record, "full_name", "") or "")

    def details_caption(self, record: Record) -> str:
        assert isinstance(record, HardshipCase)
        parts = (record.case_no or "草稿", record.staff_no or "", record.branch_name or "")
        return " · ".join(part for part in parts if part)

    def details_parts(self, record: Record) -> list[QWidget]:
        assert isinstance(record, HardshipCase)
        return CaseParts(self, record).parts()

    def step_needs(self, kind: str) -> Needs:
        """An objection is entered; every other step after the submission is a decision."""
        return (Right.ENTER, "登记异议") if kind == "objection" else (Right.APPROVE, "办理困难档案")

    def can_edit(self, record: Record) -> bool:
        return isinstance(record, HardshipCase) and record.status in OPEN_FOR_EDITING

    def needs(self, verb: str) -> Needs:
        """A file that is masked is not entered either."""
        needs = super().needs(verb)
        return needs if tip(needs) else unseen("illness") or unseen("income") or needs

    def edit(self) -> None:
        record = self.selected
        if not permits(self.needs("编辑")):
            return
        if isinstance(record, HardshipCase) and not self.can_edit(record) and self._form is None:
            messages.warning(f"{record.title()} 现在是“{codes.STATUS.name(record.status)}”，内容不能改。需要改时先退回修改。")
            return
        try:
            super().edit()
        except OfficeError as problem:  # who may not see it may not change it
            messages.error(problem)

    def export_full(self) -> None:
        """Incomes and illness in a file: only for those who may see them, with a purpose that is asked for."""
        if shows("illness") and shows("income"):
            super().export_full()

    def reveal(self, field: Field) -> str:
        assert self.selected is not None
        self.look(field.label)
        return field.show(self.selected)

    def look(self, what: str) -> None:
        """Something sensitive of the selected file is about to be seen: noted, or refused with an OfficeError."""
        assert self.selected is not None
        with self.desk.office.work("查看困难档案") as work:
            work.look(self.register.kind, self.selected.id, what, "illness", "income")

    # the form

    def make_form(self, record: Record | None) -> QWidget:
        case = record if isinstance(record, HardshipCase) else None
        if case is not None:
            self.look("编辑整份档案")
        return HardshipForm(self.desk.office, case)

    def form_width(self) -> int:
        return theme().size("formPanel")

    def place_form(self, form: QWidget) -> None:
        """Beside toolbar and table: a form of many fields needs all the height there is."""
        self._escape.setEnabled(False)  # the form has its own
        self._side = frame(column(form, margins=(0, 0, 24, 8)))
        self._beside.addWidget(self._side)
        self._body.setContentsMargins(24, 0, 16, 8)
        self._set_narrow(True)
        self._share_room()

    def _share_room(self) -> None:
        if self.form is not None:
            self._list_part().setVisible(self.width() >= self.form_width() + LEAST_LIST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def remove_form(self, form: QWidget) -> None:
        self._beside.removeWidget(self._side)
        self._side.hide()
        self._side.deleteLater()
        self._body.setContentsMargins(24, 0, 24, 8)
        self._list_part().show()
        self._set_narrow(False)
        self._escape.setEnabled(True)

    def _list_part(self) -> QWidget:
        """Toolbar and table: in a small window they give way to a form, which must not be cut."""
        item = self._beside.itemAt(0)
        part = item.widget() if item is not None else None
        assert part is not None
        return part

    def _set_narrow(self, narrow: bool) -> None:
        self.search.set_width(SEARCH_NARROW if narrow else SEARCH_WIDTH)
        self.count_label.setVisible(not narrow)
        self.chooser.setVisible(not narrow)
        for name in ("category", REVIEW, "branch_name"):
            self.chips[name].setVisible(not narrow)
        if narrow:
            self.clear_button.hide()

    # steps

    def open_step(self, record: HardshipCase, kind: str) -> None:
        """The small form of a step beside the table: next, send_back, reject, objection, review, close or reopen."""
        if self._form is not None or not permits(self.step_needs(kind)):
            return
        cases = self.going_together(record) if kind == "next" else [record]
        form = step_form(self.desk.office, cases, kind)
        form.setFixedWidth(STEP_WIDTH)
        form.saved.connect(lambda: self._step_taken(record.id, len(cases)))
        form.closed.connect(self._close_form)
        self._form = form
        self.details.hide()
        self.table.columns.squeeze(True)
        self.place_form(form)
        form.show()
        self.new_button.set_kind("plain")
        form.focus_first()

    def going_together(self, record: HardshipCase) -> list[HardshipCase]:
        """The selected files that stand where this one stands, it first: a meeting decides on many."""
        selected = self._read_rows(self.selected_ids())
        others = [one for one in selected if isinstance(one, HardshipCase) and one.status == record.status]
        return [record, *(one for one in others if one.id != record.id)]

    def _step_taken(self, record_id: int, count: int) -> None:
        with self.desk.office.read() as session:
            case = session.get_one(HardshipCase, record_id)
            title, state = case.title(), codes.STATUS.name(case.status)
        messages.info(f"{title if count == 1 else f'{count} 户'} 现在是“{state}”")
        self.refresh()
        self.show_record(record_id)

    @takes(Right.ENTER, "提交困难档案")
    def submit(self, record: HardshipCase) -> None:
        """From draft to submitted: nothing is asked, what is missing is said."""
        if self._do("提交困难档案", lambda work: hardship_path.advance(work, record.id, record.version)):
            self.show_record(record.id)
            said = f"{self.selected.title() if self.selected else ''} 已提交"
            with self.desk.office.read() as session:
                missing = hardship_queries.files_of(session, session.get_one(HardshipCase, record.id)).missing
            if missing:
                messages.warning(f"{said}，还缺 {len(missing)} 样证明材料")
            else:
                messages.info(said)

    @takes(Right.ENTER, "删除草稿")
    def delete_draft(self, record: HardshipCase) -> None:
        """A draft that was never submitted goes at once; it can be brought back."""
        if self._do("删除困难档案草稿", lambda work: hardship_actions.delete_draft(work, record.id)):
            messages.info("已删除草稿", "撤销", self.undo)

    def _do(self, action: str, verb: Callable[[Work], object]) -> bool:
        """Run one action; False when it was refused, and the clerk has been told."""
        try:
            with self.desk.office.work(action) as work:
                verb(work)
        except OfficeError as problem:
            messages.error(problem)
            return False
        self.refresh()
        return True

    # evidence

    @takes(Right.ENTER, "存入材料")
    def add_evidence(self, record: HardshipCase, kind_code: str) -> None:
        """Choose a scan, keep it by its checksum, and note it in the file."""
        path = files.ask_open(self, f"选择{codes.EVIDENCE.name(kind_code)}", SCANS)
        if path is None:
            return
        try:
            stored = attachments.keep(self.desk.office.folder, path)
        except OfficeError as problem:
            messages.error(problem, retry=lambda: self.add_evidence(record, kind_code))
            return
        add = partial(
            hardship_actions.add_evidence, case_id=record.id, kind_code=kind_code, stored=stored, file_name=path.name
        )
        if self._do("存入困难档案材料", lambda work: add(work)):
            messages.info(f"已存入{codes.EVIDENCE.name(kind_code)}", "撤销", self.undo)

    def open_evidence(self, stored: str, name: str) -> None:
        """Look at a paper; a damaged or lost one is said and not opened."""
        try:
            self.look(f"材料 {name}")
            files.open_file(attachments.located(self.desk.office.folder, stored))
        except OfficeError as problem:
            messages.error(problem)

    @takes(Right.ENTER, "移除材料")
    def remove_evidence(self, evidence_id: int, name: str) -> None:
        question = Question(f"移除材料“{name}”？", "文件仍留在附件里，可以撤销。", yes="移除材料", no="不移除")
        if messages.ask(question) and self._do(
            "移除困难档案材料", lambda work: hardship_actions.remove_evidence(work, evidence_id)
        ):
            messages.info(f"已移除“{name}”", "撤销", self.undo)

    # paper, and back

    def print_notice(self) -> None:
        """公示名单 of the files that are shown publicly now, or that will be next."""
        with self.desk.office.read() as session:
            for status in (codes.PUBLICISED, codes.UNION_REVIEWED):
                ids = listing.ids(session, self.register, Query(chosen={"status": (status,)}))
                if ids:
                    self.papers.print_notice(ids)
                    return
        messages.info("没有公示中或待公示的档案")

    def print_list(self) -> None:
        """Ctrl+P: the archive form of the selected file."""
        if isinstance(self.selected, HardshipCase):
            self.papers.print_case(self.selected)
        else:
            messages.info("先选一份档案，再打印它的档案表")

    def open_import(self) -> None:
        messages.info("困难档案一户一户地填，不从表格导入。按 Ctrl+N 新增")

    def go_back(self) -> None:
        self.desk.go("aid")

    def _on_escape(self) -> None:
        if self.search.text():
            self.search.clear()
        elif self.details.isVisible():
            self._close_side()
        else:
            self.go_back()
