# SPDX-License-Identifier: MIT
"""The tables of the rounds: their headings and rows, and which words have a colour."""

from collections.abc import Collection, Sequence

from ui.report_tables import Block, Heading, ReportRow, Target
from ui.table_paint import Look
from unionoffice.aid.records import ISSUED, VOIDED
from unionoffice.aid.rounds_queries import RoundLine, RoundSum, RoundView
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan

GREY, AMBER, RED, STRUCK = Look(tone="text2"), Look(tone="warn"), Look(tone="danger"), Look(tone="text2", strike=True)

ROUND_HEADINGS = (
    Heading("name", "批次", 208), Heading("type", "类型", 112), Heading("meeting", "研究决定", 0),
    Heading("issued_on", "签发日期", 104), Heading("people", "人数", 72, True),
    Heading("amount", "金额（元）", 124, True), Heading("unsigned", "未签收", 80, True),
    Heading("returned", "作废退回", 88, True), Heading("state", "状态", 80),
)  # fmt: skip
LINE_HEADINGS = (
    Heading("staff_no", "工号", 92), Heading("full_name", "姓名", 112), Heading("branch", "分工会", 160),
    Heading("child", "子女", 96), Heading("tier", "档次", 64), Heading("days", "天数", 56, True), Heading("quantity", "数量", 56, True),
    Heading("amount", "金额（元）", 108, True), Heading("reason", "事由", 0),
    Heading("voucher_no", "凭证号", 116), Heading("state", "状态", 76),
)  # fmt: skip


def rounds_block(rounds: Sequence[RoundSum]) -> Block:
    """The rounds of a year with their sums."""
    rows = [_round_row(one) for one in rounds]
    people, amount = sum(one.people for one in rounds), sum(one.amount for one in rounds)
    sums = {"amount": show_yuan(amount) if amount else "", "people": f"{people:,}"}
    return Block(ROUND_HEADINGS, rows, f"{len(rounds)} 批", sums)


def _round_row(one: RoundSum) -> ReportRow:
    issued = show_day(one.issued_on) if one.issued_on else ""
    state, look = ("拟定", AMBER) if one.issued_on is None else ("已签发", GREY)
    looks = ((6, AMBER), (8, look))
    values = (
        one.title, one.type_name, one.meeting, issued, one.people, one.amount, one.unsigned, one.returned, state,
    )  # fmt: skip
    return ReportRow(values, Target("rounds", one.id), looks)


def lines_block(view: RoundView, shown: Sequence[RoundLine], doubtful: Collection[int], branch_label: str) -> Block:
    """A round's people; ``doubtful`` are the line ids that a cap or a repeat has something to say of."""
    headings = line_headings(view, branch_label)
    keys = [one.key for one in headings]
    rows = [_line_row(line, line.line_id in doubtful, keys) for line in shown]
    counted = [line for line in shown if line.status != VOIDED]
    total = sum(line.amount for line in counted if line.amount is not None)
    left_out = len(shown) - len(counted)
    remark = f"{len(shown)} 人{'次' if view.per_child else ''}" + (f"，作废 {left_out} 人不计" if left_out else "")
    return Block(headings, rows, remark, {"amount": show_yuan(total) if total else ""})


def line_headings(view: RoundView, branch_label: str) -> list[Heading]:
    """The columns this round has something for; the number's only once there are numbers."""
    wanted = {
        "voucher_no": view.issued, "child": view.per_child, "days": view.by_day, "quantity": view.is_goods,
        "tier": any(line.tier for line in view.lines) or not (view.per_child or view.by_day or view.is_goods),
    }  # fmt: skip
    texts = {"branch": branch_label} | ({"amount": "价值（元）"} if view.is_goods else {})
    shown = (one for one in LINE_HEADINGS if wanted.get(one.key, True))
    return [one._replace(text=texts.get(one.key, one.text)) for one in shown]


def _line_row(line: RoundLine, doubtful: bool, keys: Sequence[str]) -> ReportRow:
    state = "要核对" if doubtful and not line.status else line.state
    tone = AMBER if state == "要核对" else {ISSUED: AMBER, VOIDED: RED}.get(line.status, GREY)
    values = {
        "staff_no": line.staff_no, "full_name": line.full_name, "branch": line.branch, "child": line.child_name,
        "tier": line.tier, "days": line.days or 0, "quantity": line.quantity or 0, "amount": line.amount or 0,
        "reason": line.reason, "voucher_no": line.voucher_no, "state": state,
    }  # fmt: skip
    looks = [(keys.index("state"), tone)]
    if line.status == VOIDED:
        looks.append((keys.index("amount"), STRUCK))
    return ReportRow(tuple(values[key] for key in keys), Target("rounds", line.line_id), tuple(looks))
