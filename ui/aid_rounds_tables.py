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
    Heading("tier", "档次", 64), Heading("amount", "金额（元）", 108, True), Heading("reason", "事由", 0),
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
    headings = line_headings(branch_label, issued=view.issued)
    rows = [_line_row(line, line.line_id in doubtful, issued=view.issued) for line in shown]
    counted = [line for line in shown if line.status != VOIDED]
    total = sum(line.amount for line in counted if line.amount is not None)
    left_out = len(shown) - len(counted)
    remark = f"{len(shown)} 人" + (f"，作废 {left_out} 人不计" if left_out else "")
    return Block(headings, rows, remark, {"amount": show_yuan(total) if total else ""})


def line_headings(branch_label: str, *, issued: bool) -> list[Heading]:
    """The number's column only once there are numbers."""
    shown = (one for one in LINE_HEADINGS if issued or one.key != "voucher_no")
    return [one._replace(text=branch_label) if one.key == "branch" else one for one in shown]


def _line_row(line: RoundLine, doubtful: bool, *, issued: bool) -> ReportRow:
    numbers = (line.voucher_no,) if issued else ()
    last = 6 + len(numbers)
    looks = [(last, {ISSUED: AMBER, VOIDED: RED}.get(line.status, GREY))]
    if line.status == VOIDED:
        looks.append((4, STRUCK))
    state = "要核对" if doubtful and not line.status else line.state
    if state == "要核对":
        looks[0] = (last, AMBER)
    values = (
        line.staff_no, line.full_name, line.branch, line.tier, line.amount or 0, line.reason, *numbers, state,
    )  # fmt: skip
    return ReportRow(values, Target("rounds", line.line_id), tuple(looks))
