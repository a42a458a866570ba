# SPDX-License-Identifier: MIT
"""The panel beside the table: who or what the selected record is, its sections, and what happened to it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.panels import KeyValue, KeyValues, close_button, section
from ui.standing import Needs
from ui.theme import theme
from ui.widgets import Part, button, clear_layout, column, frame, hairline, label, row, scroll
from unionoffice.kit.describe import Field
from unionoffice.kit.record import Record
from unionoffice.kit.register import Register
from unionoffice.store.history import HistoryEntry

OPS = {"create": "新增", "update": "修改", "delete": "删除", "note": ""}
HISTORY_SHOWN = 5


class DetailsPanel(QFrame):
    """344 px: a head with name, caption and 编辑, then sections parted by hairlines."""

    edit_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(theme().size("detailsPanel"))
        self._body = column(spacing=8, margins=(16, 12, 16, 12))
        inner = frame(self._body)
        self.setLayout(column((scroll(inner), 1), margins=(1, 1, 1, 1)))

    def show_parts(self, title: str, caption: str, parts: Sequence[QWidget], *, can_edit: bool = True, needs: Needs | None = None) -> None:
        """Replace everything shown."""
        clear_layout(self._body)
        name = column(label(title, "name", wrap=True, selectable=True), label(caption, "caption", wrap=True), spacing=2)
        head: list[Part] = [(name, 1)]
        if can_edit:
            head.append(button("编辑", icon="edit", key="D", on_click=self.edit_wanted.emit, needs=needs))
        head.append(close_button(self.closed.emit))
        self._body.addLayout(row(*head, spacing=4))
        for part in parts:
            self._body.addWidget(hairline())
            self._body.addWidget(part)
        self._body.addStretch(1)


def field_section(title: str, record: Record, fields: Sequence[Field], reveal: Callable[[Field], str]) -> QWidget:
    """A section of a record's filled fields; sensitive ones are masked with 显示."""
    pairs = []
    for field in fields:
        text = field.mask(record) + (" 元" if field.label.endswith("（元）") else "")
        show = (lambda one=field: reveal(one)) if field.sensitive else None
        pairs.append(KeyValue(field.label.removesuffix("（元）"), text, reveal=show, kind=field.sensitive))
    return section(title, KeyValues(pairs))


def record_sections(register: Register, record: Record, reveal: Callable[[Field], str]) -> list[QWidget]:
    """Every filled field of a record but its title, by section."""
    sections: dict[str, list[Field]] = {}
    for field in register.fields.values():
        if field.mask(record) and not field.internal and field.name != record.lookup[0]:
            sections.setdefault(field.section or "基本信息", []).append(field)
    return [field_section(title, record, fields, reveal) for title, fields in sections.items()]


def history_section(entries: Sequence[HistoryEntry]) -> QWidget:
    """The newest changes, each with who and when, and old → new per field."""
    parts: list[Part] = []
    for entry in entries[:HISTORY_SHOWN]:
        parts.append(label(f"{entry.at:%Y-%m-%d %H:%M}  {entry.actor}  {entry.action}", "caption"))
        if entry.op == "update":
            for name, old, new in entry.lines:
                parts.append(label(f"{name}：{old or '空'} → {new or '空'}", wrap=True))
    return section("修改记录", *parts, caption=f"{len(entries)} 次" if len(entries) > HISTORY_SHOWN else "")
