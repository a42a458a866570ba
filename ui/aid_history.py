# SPDX-License-Identifier: MIT
"""What stands beside the aid form: what the person has received, and what issuing will do."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.widgets import Part, clear_layout, column, hairline, label, row
from unionoffice.aid.queries import Figures, HistoryLine, year_amount
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan

SHOWN = 8
SHOWN_OF_SPOUSE = 4
NOBODY = "选定人以后，这里列出本人往年的慰问，以及今年离上限还差多少。"
RIGHT = Qt.AlignmentFlag.AlignRight


class HistoryPanel(QWidget):
    """272 px beside the form. ``show_person`` and ``show_after`` replace what they showed before."""

    def __init__(self) -> None:
        super().__init__()
        self._person, self._after = column(spacing=8), column(spacing=8)
        self.setLayout(column(self._person, self._after, None, margins=(16, 16, 16, 12), spacing=12))
        self.show_nobody()

    def show_nobody(self) -> None:
        clear_layout(self._person)
        self._fill([label("本人慰问记录", "section"), label(NOBODY, "caption", wrap=True)])

    def show_person(self, lines: list[HistoryLine], year: int, today: date, left: str) -> None:
        """``year`` is summed; ``left`` says how much of the chosen kind may still be paid in it, '' nothing."""
        clear_layout(self._person)
        parts: list[Part] = [label("本人慰问记录", "section")]
        parts += [history_line(one) for one in lines[:SHOWN]]
        if len(lines) > SHOWN:
            parts.append(label(f"另有更早的 {len(lines) - SHOWN} 笔", "caption"))
        if lines:
            total = label(show_yuan(year_amount(lines, year)), "strong", align=RIGHT)
            parts.append(row(label("本年合计" if year == today.year else f"{year} 年合计", "caption"), None, total))
        else:
            parts.append(label("以前没有领过慰问", "caption", wrap=True))
        if left:
            parts.append(label(left, "caption", wrap=True))
        self._fill(parts)

    def show_spouse(self, name: str, lines: list[HistoryLine], own: list[HistoryLine], year: int) -> None:
        """What a husband or wife on the roll received, and both together in ``year``; '' where there is none."""
        if not name:
            return
        parts: list[Part] = [hairline(), label("家庭慰问记录", "section"), label(f"配偶 {name}", "caption")]
        parts += [history_line(one) for one in lines[:SHOWN_OF_SPOUSE]]
        if lines:
            total = label(show_yuan(year_amount([*lines, *own], year)), "strong", align=RIGHT)
            parts.append(row(label(f"家庭 {year} 年合计", "caption"), None, total))
        else:
            parts.append(label("以前没有领过慰问", "caption", wrap=True))
        self._fill(parts)

    def show_after(self, voucher_no: str, copies: int, figures: Figures | None) -> None:
        """What the next voucher will be called, and the year's sums with this payment in them."""
        clear_layout(self._after)
        says = f"取号 {voucher_no}，打印领取凭证{_count(copies)}联；签发后不能改，只能作废重开。"
        parts: list[Part] = [hairline(), label("签发后", "section"), label(says, "caption", wrap=True)]
        if figures is not None:
            says = f"本年累计将为 {figures.case_count:,} 人次，{show_yuan(figures.amount)} 元。"
            parts.append(label(says, "caption", wrap=True))
        for part in parts:
            self._after.addWidget(part)  # type: ignore[arg-type]

    def _fill(self, parts: list[Part]) -> None:
        for part in parts:
            if isinstance(part, QWidget):
                self._person.addWidget(part)
            elif part is not None and not isinstance(part, (int, tuple)):
                self._person.addLayout(part)  # type: ignore[arg-type]


def history_line(line: HistoryLine) -> QWidget:
    """Day, kind and amount of one earlier payment."""
    made = QWidget()
    day = label(show_day(line.event_date), "key")
    day.setFixedWidth(68)
    made.setLayout(row(day, (label(line.aid_type), 1), label(show_yuan(line.amount)), spacing=8))
    made.setAccessibleName(f"{show_day(line.event_date)} {line.aid_type} {show_yuan(line.amount)} 元")
    return made


def _count(copies: int) -> str:
    return "零一二三四五六七八九"[copies] if copies < 10 else f" {copies} "
