# SPDX-License-Identifier: MIT
"""The small forms of a hardship file's steps: whose opinion, what it says, on which day."""

from collections.abc import Mapping, Sequence
from typing import Any

from ui.editors import AreaEditor, ChoiceEditor
from ui.side_form import SideForm
from ui.widgets import Part, label
from unionoffice.aid import hardship_codes as codes
from unionoffice.aid import hardship_path, hardship_rules
from unionoffice.aid.hardship_queries import STEP_NAMES
from unionoffice.aid.hardship_records import HardshipCase
from unionoffice.aid.hardship_settings import notice_days, skipped_steps
from unionoffice.errors import FieldError
from unionoffice.kit.dates import show_day
from unionoffice.kit.fields import Choice, Day, Text
from unionoffice.office import Office
from unionoffice.store.work import Work

WORDS = Text(max=300, lines=3)
SHOWN = 4  # names of those who take a step together


def step_form(office: Office, cases: Sequence[HardshipCase], kind: str) -> SideForm:
    """The form for one thing that can be done with a file: next, send_back, reject, objection, review, close, reopen.

    ``next`` may be taken by several files of one status together, as a meeting does; the others take the first.
    """
    case = cases[0]
    if kind == "next":
        following = hardship_rules.next_status(case.status, skipped_steps(office.settings))
        if following == codes.PUBLICISED:
            return NoticeForm(office, cases)
        return OpinionForm(office, cases, following or codes.ACTIVE)
    forms = {"objection": ObjectionForm, "review": ReviewForm, "close": CloseForm}
    return forms[kind](office, case) if kind in forms else ReasonForm(office, case, kind)


class StepForm(SideForm):
    """What the forms have in common: the file, its name, and a draft of its own."""

    def __init__(self, office: Office, case: HardshipCase, action: str, kind: str) -> None:
        super().__init__(office, action, f"hardship-step-{case.id}-{kind}")
        self.case_id = case.id
        self.together = [(case.id, case.version)]
        self.who = label(f"{case.full_name}　{case.title()}", "strong", wrap=True)

    def take_together(self, cases: Sequence[HardshipCase]) -> None:
        """All these take the step in one unit of work: all of them or none."""
        self.together = [(one.id, one.version) for one in cases]
        if len(cases) > 1:
            names = "、".join(one.full_name or "" for one in cases[:SHOWN])
            self.who.setText(f"{names}{' 等' if len(cases) > SHOWN else '，共'} {len(cases)} 户")

    def words(self, name: str, caption: str, *, required: bool = False, help: str = "") -> Part:
        return self.add(name, caption, WORDS, editor=AreaEditor(3), required=required, help=help)


class OpinionForm(StepForm):
    """A review by the branch or the union, or the file's becoming active."""

    def __init__(self, office: Office, cases: Sequence[HardshipCase], following: str) -> None:
        name = office.settings.say(STEP_NAMES[following])
        super().__init__(office, cases[0], name, following)
        self.take_together(cases)
        reviewer = {codes.BRANCH_REVIEWED: "分工会主席", codes.UNION_REVIEWED: "校工会负责人"}.get(following, "批准人")
        parts: list[Part] = [
            self.who,
            self.add("signed_by", office.settings.say(reviewer), Text(max=50), help="谁的意见"),
            self.words("opinion", "意见", help="印在档案表上"),
            self.add("on", "日期", Day(past=True), office.today(), required=True),
        ]
        self.build(name, parts, f"通过{name}" if following != codes.ACTIVE else "建档")

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        for case_id, version in self.together:
            hardship_path.advance(
                work, case_id, version, signed_by=values["signed_by"] or "", opinion=values["opinion"] or "",
                on=values["on"],
            )  # fmt: skip


class NoticeForm(StepForm):
    """公示: from when to when; the end follows from the working days until it is typed."""

    def __init__(self, office: Office, cases: Sequence[HardshipCase]) -> None:
        super().__init__(office, cases[0], "公示", codes.PUBLICISED)
        self.take_together(cases)
        self._days = notice_days(office.settings)
        end = hardship_rules.notice_end(office.today(), self._days)
        self._suggested = show_day(end)
        parts: list[Part] = [
            self.who,
            self.add("on", "公示起", Day(), office.today(), required=True),
            self.add("notice_to", "公示止", Day(), end, required=True, help=f"{self._days} 个工作日，遇假日请改"),
            self.words("opinion", "公示方式", help="例：校内公告栏和网页"),
        ]
        self.build("公示", parts, "开始公示")

    def changed(self) -> None:
        first, typed = self.parsed("on"), str(self.editor("notice_to").raw())
        if first is not None and typed == self._suggested:
            self._suggested = show_day(hardship_rules.notice_end(first, self._days))
            self.editor("notice_to").restore(self._suggested)

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        for case_id, version in self.together:
            hardship_path.advance(
                work, case_id, version, opinion=values["opinion"] or "", on=values["on"], notice_to=values["notice_to"]
            )


class ObjectionForm(StepForm):
    """An objection during the notice, and how it was settled."""

    def __init__(self, office: Office, case: HardshipCase) -> None:
        super().__init__(office, case, "登记异议", "objection")
        parts: list[Part] = [
            self.who,
            self.words("objection", "异议内容", required=True),
            self.words("result", "处理结果", help="处理完再填，填了才能建档"),
        ]
        self.build("登记公示异议", parts, "保存异议")
        for name, value in (("objection", case.objection), ("result", case.objection_result)):
            if value and not self.editor(name).raw():
                self.editor(name).show_value(value)

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        hardship_path.note_objection(work, self.case_id, values["objection"] or "", values["result"] or "")


class ReviewForm(StepForm):
    """The yearly review; income and household are put right in the file first."""

    def __init__(self, office: Office, case: HardshipCase) -> None:
        super().__init__(office, case, "年度复核", "review")
        parts: list[Part] = [
            self.who,
            label("收入、人口有变化的，先编辑档案，再登记复核。", "caption", wrap=True),
            self.words("opinion", "复核结果", required=True, help="例：收入没有变化，继续在档"),
            self.add("signed_by", "复核人", Text(max=50)),
            self.add("on", "复核日期", Day(past=True), office.today(), required=True),
        ]
        self.build("年度复核", parts, "登记复核")

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        hardship_path.review(
            work, self.case_id, values["opinion"] or "", signed_by=values["signed_by"] or "", on=values["on"]
        )


class CloseForm(StepForm):
    """销档 with its reason."""

    def __init__(self, office: Office, case: HardshipCase) -> None:
        super().__init__(office, case, "销档", "close")
        reasons = ChoiceEditor([(code.code, code.name) for code in codes.CLOSE_REASON], required=False)
        parts: list[Part] = [
            self.who,
            self.add("closed_reason", "销档原因", Choice(codes.CLOSE_REASON), editor=reasons, required=True),
            self.words("note", "说明"),
            self.add("on", "销档日期", Day(past=True), office.today(), required=True),
        ]
        self.build("销档", parts, "销档")

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        hardship_path.close(work, self.case_id, values["closed_reason"] or "", values["note"] or "", on=values["on"])


class ReasonForm(StepForm):
    """Sending back, refusing, taking up again: each wants its reason and nothing else."""

    TITLES = {"send_back": "退回修改", "reject": "不通过", "reopen": "重新办理"}  # noqa: RUF012
    VERBS = {  # noqa: RUF012
        "send_back": hardship_path.send_back, "reject": hardship_path.reject, "reopen": hardship_path.reopen,
    }  # fmt: skip

    def __init__(self, office: Office, case: HardshipCase, kind: str) -> None:
        title = self.TITLES[kind]
        super().__init__(office, case, title, kind)
        self._verb = self.VERBS[kind]
        self.build(title, [self.who, self.words("opinion", f"{title}的原因", required=True)], title)

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        if not values["opinion"]:
            raise FieldError("请写明原因，会留在记录里。", field="opinion")
        self._verb(work, self.case_id, values["opinion"])
