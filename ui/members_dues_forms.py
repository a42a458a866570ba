# SPDX-License-Identifier: MIT
"""The forms beside the dues: assess a period, receive money, change what is due. Each writes by one action."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal

from ui.desk import Desk
from ui.editors import make_editor
from ui.jobs import run_job
from ui.panels import KeyValue, KeyValues
from ui.side_form import SideForm
from ui.widgets import Part, allow, label, link, row
from unionoffice.errors import FieldError
from unionoffice.kit.codelists import EMPLOYMENT_TYPE
from unionoffice.kit.describe import Field
from unionoffice.kit.fields import Choice, Day, Money, Text
from unionoffice.kit.money import show_yuan
from unionoffice.members.dues import actions, assessing
from unionoffice.members.dues.assessing import Assessment
from unionoffice.members.dues.fields import Percent, SeveralCodes
from unionoffice.members.dues.queries import DueLine
from unionoffice.members.dues.records import METHODS, PAYROLL
from unionoffice.members.dues.rule import ZERO, Rule, say_period, say_periods
from unionoffice.progress import Progress
from unionoffice.store.work import Work

NAMED = 4


class GenerateForm(SideForm):
    """生成应缴: shows whom it would enter and by which rule, before it does."""

    rules_wanted = Signal()

    def __init__(self, desk: Desk, period: str) -> None:
        super().__init__(desk.office, "生成应缴", f"dues-generate-{period}")
        self.period = period
        self.found: Assessment | None = None
        self.facts = KeyValues()
        self.left_out = label("", "dim", wrap=True)
        parts: list[Part] = [
            label("按截至期末的在册会员和当时的会费标准算出每人应缴，已经有的不再生成。", "dim", wrap=True),
            self.facts, self.left_out, row(link("会费标准", self.rules_wanted.emit), None),
        ]  # fmt: skip
        self.build(f"生成 {say_period(period)} 应缴", parts, "生成应缴")
        allow(self.save_button, False, "正在核算")
        run_job("正在核算应缴", self._work_out, self._show, self._failed, owner=self)

    def _work_out(self, _progress: Progress) -> Assessment:
        with self.office.read() as session:
            return assessing.assessment(session, self.period, self.office.today())

    def _show(self, found: Assessment) -> None:
        self.found = found
        new, known, without = len(found.new), found.known, found.without_base
        pairs = [KeyValue("会费标准", said_rule(found.rule)), KeyValue("将生成", f"{new:,} 人，合计 {show_yuan(found.total)} 元" if new else "没有要补的人")]
        if known:
            pairs.append(KeyValue("已生成", f"{known:,} 人，不再生成"))
        if without:
            pairs.append(KeyValue("没有基数", f"{len(without):,} 人，不生成", "warn"))
        self.facts.set_pairs(pairs)
        self.left_out.setText(_named(without))
        self.save_button.set_text(f"生成 {new:,} 笔", "S")
        allow(self.save_button, new > 0, "没有要生成的人")
        self.focus_first()

    @property
    def count(self) -> int:
        """How many were entered, or would be."""
        return len(self.found.new) if self.found else 0

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        self.found = actions.generate(work, self.period)


def _named(without: Sequence[assessing.Candidate]) -> str:
    if not without:
        return ""
    names = "、".join(one.full_name for one in without[:NAMED])
    more = f"等 {len(without):,} 人" if len(without) > NAMED else ""
    return f"{names}{more}在名册里没有会费基数。填好以后再点一次“生成应缴”就会补上。"


def said_rule(rule: Rule) -> str:
    """0.5%，不足 10 元的零头不计，按月；在编、博士后."""
    parts = [Percent().show(rule.rate)]
    if rule.step:
        parts.append(f"不足 {rule.step.normalize():f} 元的零头不计")
    parts.append("按年" if rule.yearly else "按月")
    if rule.flat is not None:
        parts.append(f"没有基数的每月 {show_yuan(rule.flat)} 元")
    who = SeveralCodes(EMPLOYMENT_TYPE).show(",".join(code.code for code in EMPLOYMENT_TYPE if code.code in rule.types))
    return "，".join(parts) + f"；{who or '全部在册会员'}缴纳"


class PayForm(SideForm):
    """登记缴费 for one member, whose amount may be changed, or for several, who pay all that is owed on their lines."""

    def __init__(self, desk: Desk, lines: Sequence[DueLine], others: Sequence[DueLine] = ()) -> None:
        """``lines`` are paid first, in their order; ``others`` are further open ones of the same single member."""
        self.lines = [line for line in lines if line.owed]
        self.members = len({line.member_id for line in self.lines})
        self.others = list(others) if self.members == 1 else []
        self.total = sum((line.owed for line in self.lines), ZERO)
        one = self.members == 1
        key = f"{self.lines[0].member_id}" if one else "many"
        super().__init__(desk.office, "登记缴费", f"dues-pay-{key}")
        parts: list[Part] = [KeyValues(self._facts())]
        if one:
            help_ = "可以少于欠缴，余下的仍记欠缴"
            parts.append(self.add("amount", "金额（元）", Money(), self.total, required=True, help=help_))
        parts.append(self.add("paid_on", "缴费日期", Day(past=True), desk.office.today(), required=True))
        kind, usual = Choice(METHODS), "cash" if one else PAYROLL
        ways = make_editor(Field(kind, "缴费方式", required=True), lambda _link: ())
        parts.append(self.add("method", "缴费方式", kind, usual, required=True, editor=ways))
        parts.append(self.add("source", "凭据", Text(max=120), help="票据号或表格名"))
        self.build("登记缴费", parts, "登记缴费" if one else f"登记 {self.members:,} 人缴费")

    def _facts(self) -> list[KeyValue]:
        if self.members > 1:
            said = [KeyValue("会员", f"{self.members:,} 人，{len(self.lines):,} 笔应缴")]
            return [*said, KeyValue("合计", f"{show_yuan(self.total)} 元，各人缴清所选的欠缴")]
        first = self.lines[0]
        facts = [
            KeyValue("会员", f"{first.full_name}（{first.staff_no}）" if first.staff_no else first.full_name),
            KeyValue("所属期", say_periods(line.period for line in self.lines)),
            KeyValue("欠缴", f"{show_yuan(self.total)} 元"),
        ]
        if self.others:
            more = sum((line.owed for line in self.others), ZERO)
            facts.append(KeyValue("另欠", f"{say_periods(line.period for line in self.others)}，{show_yuan(more)} 元；金额有多的先抵它"))
        return facts

    def values(self) -> dict[str, Any]:
        found = super().values()
        for name, caption in (("amount", "金额"), ("paid_on", "缴费日期"), ("method", "缴费方式")):
            if name in found and found[name] is None:
                raise FieldError(f"请填写{caption}。", field=name)
        return found

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        due_ids = [line.due_id for line in (*self.lines, *self.others)]
        booked = {"paid_on": values["paid_on"], "method": values["method"], "source": values["source"]}
        if "amount" in values:
            actions.pay_amount(work, due_ids, values["amount"], **booked)
        else:
            actions.pay_in_full(work, due_ids, **booked)


class AdjustForm(SideForm):
    """调整应缴: another amount than the rule's, with the reason that is kept beside it."""

    def __init__(self, desk: Desk, line: DueLine) -> None:
        super().__init__(desk.office, "调整应缴", f"dues-adjust-{line.due_id}")
        self.line = line
        facts = [
            KeyValue("会员", f"{line.full_name}（{line.staff_no}）" if line.staff_no else line.full_name),
            KeyValue("所属期", say_period(line.period)), KeyValue("核定", f"{show_yuan(line.amount)} 元"),
            KeyValue("已缴", f"{show_yuan(line.paid)} 元"),
        ]  # fmt: skip
        parts: list[Part] = [
            KeyValues(facts),
            self.add("payable", "应缴改为（元）", Money(positive=False), line.payable, required=True, help="填 0 就是免缴"),
            self.add("reason", "原因", Text(max=200), line.reason or None, required=True, help="例：病假半月，会议纪要"),
        ]
        self.build("调整应缴", parts, "保存调整")

    def values(self) -> dict[str, Any]:
        found = super().values()
        if found["payable"] is None:
            raise FieldError("请填写应缴金额。", field="payable")
        return found

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        actions.adjust(work, self.line.due_id, values["payable"], values["reason"] or "")


class WaiveForm(SideForm):
    """免缴 for the chosen lines: nothing more is to be paid on them, for a reason."""

    def __init__(self, desk: Desk, lines: Sequence[DueLine]) -> None:
        super().__init__(desk.office, "免缴会费", "dues-waive")
        self.lines = [line for line in lines if line.owed]
        total = sum((line.owed for line in self.lines), ZERO)
        people = len({line.member_id for line in self.lines})
        facts = [KeyValue("会员", f"{people:,} 人，{len(self.lines):,} 笔应缴"), KeyValue("免缴", f"{show_yuan(total)} 元")]
        reason = self.add("reason", "原因", Text(max=200), required=True, help="例：困难职工，主席办公会同意")
        self.build("免缴会费", [KeyValues(facts), reason], f"免缴 {people:,} 人")

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        actions.waive(work, [line.due_id for line in self.lines], values["reason"] or "")
