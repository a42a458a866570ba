# SPDX-License-Identifier: MIT
"""What stands beside a round's table: what was decided, what is known of the selected person, what can be printed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.panels import Action, KeyValue, KeyValues, section
from ui.widgets import Part, label, link, row
from unionoffice.aid.caps import Notice
from unionoffice.aid.records import ISSUED, SIGNED
from unionoffice.aid.rounds_queries import RoundLine, RoundView
from unionoffice.kit import codelists
from unionoffice.kit.dates import show_day

Ways = list[tuple[str, Callable[[], object]]]
NOTICES_SHOWN = 6


def about_section(view: RoundView, budget: Notice | None, on_edit: Action) -> QWidget:
    """The decision and what hangs on it; it says where a meeting is wanted or the budget does not suffice."""
    pairs = [
        ("类型", view.type_name), ("研究决定", view.meeting), ("会议日期", show_day(view.decided_on) if view.decided_on else ""),
        ("事由", view.reason), ("队伍标准", view.group), ("物品", view.goods_name), ("支付方式", codelists.PAY_METHOD.name(view.pay_method)),
        ("签发日期", show_day(view.issued_on) if view.issued_on else ""),
        ("发放日期", show_day(view.paid_on) if view.paid_on else ""), ("备注", view.note),
    ]  # fmt: skip
    lines = [KeyValue(key, text) for key, text in pairs if text]
    if not view.meeting:
        lines.insert(1, KeyValue("研究决定", "还没有填，签发前要填", "warn"))
    if budget is not None:
        lines.append(KeyValue("预算", f"{budget.title}。{budget.text}", "warn"))
    return section("批次", KeyValues(lines), action="编辑", on_action=on_edit)


def line_section(line: RoundLine, on_open: Action, on_returned: Action) -> QWidget:
    """The voucher of the selected person."""
    pairs = [KeyValue("凭证号", line.voucher_no), KeyValue("状态", line.state)]
    pairs += [KeyValue("内容", line.about)] if line.about else []
    if line.signed_on:
        proxy = f"，{line.proxy}代" if line.proxy else ""
        pairs.append(KeyValue("签收", show_day(line.signed_on) + proxy))
    parts: list[Part] = [KeyValues(pairs), row(link("看凭证", on_open), None)]
    if line.status in (ISSUED, SIGNED):
        parts.append(row(link("钱退回了，作废凭证", on_returned), None))
    return section(line.full_name, *parts)


def doubts_section(line: RoundLine, notices: Sequence[Notice]) -> QWidget:
    """What caps, repeats and the household say of the selected person."""
    parts: list[Part] = []
    for one in notices[:NOTICES_SHOWN]:
        parts += [label(one.title, "strong", tone="warn", wrap=True), label(one.text, "caption", wrap=True)]
    return section(line.full_name, *parts)


def ways_section(view: RoundView, ways: Ways) -> QWidget:
    """Papers and files, a link each."""
    return section("纸面与表格" if view.lines else "批次名单", *(row(link(text, action), None) for text, action in ways))
