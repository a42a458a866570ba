# SPDX-License-Identifier: MIT
"""What stands beside the tables of the dues: one due, the money received for it, the member's year."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.members_dues_model import receipt_state, state_look
from ui.panels import Action, KeyValue, KeyValues, section
from ui.widgets import Part, hidden_unless, label, link, row
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan
from unionoffice.members.dues import queries
from unionoffice.members.dues.fields import Percent
from unionoffice.members.dues.queries import ArrearsLine, DueLine, PaymentLine, ReceiptLine
from unionoffice.members.dues.rule import is_year, month_of, say_period, year_of

Reverse = Callable[[PaymentLine], object]
Ways = Sequence[tuple[str, Action]]
_RATE = Percent()


def due_section(line: DueLine, month: str, ways: Ways) -> QWidget:
    """What is due, what it was worked out from, what was paid; ``ways`` are the links below."""
    pairs = [KeyValue("应缴", f"{show_yuan(line.payable)} 元"), KeyValue("依据", _worked_out(line))]
    if line.payable != line.amount:
        pairs.append(KeyValue("核定", f"{show_yuan(line.amount)} 元"))
    if line.reason:
        pairs.append(KeyValue("调整原因", line.reason))
    pairs.append(KeyValue("已缴", f"{show_yuan(line.paid)} 元"))
    tone = state_look(line, month).tone
    if line.owed:
        pairs.append(KeyValue("欠缴", f"{show_yuan(line.owed)} 元", tone))
    elif line.over:
        pairs.append(KeyValue("多缴", f"{show_yuan(line.over)} 元", tone))
    return section(say_period(line.period), KeyValues(pairs), _links(ways), caption=line.state_name)


def _worked_out(line: DueLine) -> str:
    months = f" × {line.months} 个月" if is_year(line.period) else ""
    if line.base is None:
        return f"没有基数，按定额{months}"
    return f"基数 {show_yuan(line.base)} 元，{_RATE.show(line.rate)}{months}"


def arrears_section(line: ArrearsLine, own: Sequence[DueLine], ways: Ways) -> QWidget:
    """What one member has not paid, period by period."""
    rows: list[Part] = [three(_short(one.period), "部分" if one.paid else "", show_yuan(one.owed)) for one in own]
    return section("欠缴", *rows, _links(ways), caption=f"{line.months} 个月，{show_yuan(line.owed)} 元")


def payments_section(payments: Sequence[PaymentLine], reverse: Reverse | None) -> QWidget:
    """Money received, newest first; what was reversed is grey, what still counts can be reversed."""
    if not payments:
        return section("缴费记录", label("还没有缴费", "dim"))
    return section("缴费记录", *(_payment(one, reverse) for one in payments))


def _payment(one: PaymentLine, reverse: Reverse | None) -> QWidget:
    what = "冲正" if one.amount < 0 else one.method
    tone = "text2" if one.reversed or one.amount < 0 else ""
    said = f"{what}，{one.reason}" if one.reason else f"{what}（已冲正）" if one.reversed else what
    undo = link("冲正", lambda: reverse(one)) if reverse and one.amount > 0 and not one.reversed else None
    made = three(show_day(one.paid_on), said, show_yuan(one.amount), tone, undo)
    made.setToolTip(f"{one.receipt_no}　{one.source}".strip())
    return made


def year_section(own: Sequence[DueLine], year: int, month: str, *, action: str = "", on_action: Action | None = None) -> QWidget:
    """A member's dues of one year: each period with its state."""
    of_year = [line for line in own if year_of(line.period) == year]
    if not of_year:
        return section(f"{year} 年会费", label("这一年没有应缴的会费", "dim"))
    found = queries.figures(of_year)
    said = f"应缴 {show_yuan(found.due)}，已缴 {show_yuan(found.paid)}"
    rows: list[Part] = [
        three(_short(line.period), line.state_name, show_yuan(line.payable), state_look(line, month).tone) for line in of_year
    ]
    return section(f"{year} 年会费", *rows, caption=said, action=action, on_action=on_action)


def member_section(desk: Desk, member_id: int, on_all: Action) -> QWidget:
    """For the registry's details: the year in one line, and what is open; the link leads to the page of the dues."""
    year, month = desk.office.working_year(), month_of(desk.office.today())
    with desk.office.read() as session:
        own = queries.member_dues(session, member_id)
    of_year = [line for line in own if year_of(line.period) == year]
    if not own:
        return section(f"{year} 年会费", label("还没有应缴的会费", "dim"))
    found = queries.figures(of_year)
    rows: list[Part] = [KeyValues([KeyValue("应缴", f"{show_yuan(found.due)} 元"), KeyValue("已缴", f"{show_yuan(found.paid)} 元")])]
    rows += [three(_short(line.period), line.state_name, show_yuan(line.owed), state_look(line, month).tone) for line in own if line.owed]
    return section(f"{year} 年会费", *rows, action="全部", on_action=on_all)


def receipt_section(one: ReceiptLine, ways: Ways) -> QWidget:
    """One receipt and what can be done with it."""
    pairs = [
        KeyValue("缴费日期", show_day(one.paid_on)), KeyValue("方式", one.method), KeyValue("凭据", one.source or "没有写"),
        KeyValue("笔数", f"{one.count:,} 笔"), KeyValue("合计", f"{show_yuan(one.total)} 元"), KeyValue("经办人", one.handler),
    ]  # fmt: skip
    if one.reason:
        pairs.append(KeyValue("冲正原因", one.reason))
    if receipt_state(one) == "部分冲正":
        pairs.append(KeyValue("已冲正", f"{one.count - one.open_count:,} 笔"))
    return section("收款单", KeyValues(pairs), _links(ways), caption=receipt_state(one))


def _links(ways: Ways) -> QWidget:
    made = QWidget()
    made.setLayout(row(*(link(words, action) for words, action in ways), None, spacing=16))
    return hidden_unless(made, bool(ways))


def _short(period: str) -> str:
    return say_period(period) if is_year(period) else period


def three(key: str, text: str, right: str, tone: str = "", more: QWidget | None = None) -> QWidget:
    """Key, text and a figure at the right end: one line of a details section."""
    head = label(key, "key")
    head.setFixedWidth(72)
    parts: list[Part] = [head, (label(text, tone=tone, wrap=True), 1), label(right, tone=tone if tone == "text2" else "")]
    made = QWidget()
    made.setLayout(row(*parts, *([more] if more else []), spacing=8))
    return made
