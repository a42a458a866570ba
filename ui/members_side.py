# SPDX-License-Identifier: MIT
"""Sections of a member's details that only members have: photo, family, posts in the union."""

from PySide6.QtWidgets import QWidget

from ui.panels import section
from ui.photo_field import PhotoBox
from ui.widgets import ElidedLabel, Part, column, frame, label, row
from unionoffice.errors import OfficeError
from unionoffice.kit.dates import age_on
from unionoffice.members.codes import RELATION
from unionoffice.members.family import children_of, relatives_of
from unionoffice.members.records import Member
from unionoffice.members.unit_queries import offices_of
from unionoffice.office import Office
from unionoffice.store import attachments


def line(key: str, text: str, right: str = "", tone: str = "") -> QWidget:
    """Key, text and a figure at the right end: one line of a details section."""
    head = ElidedLabel(key, "key")
    head.setFixedWidth(72)
    made = QWidget()
    made.setLayout(row(head, (label(text, tone=tone, wrap=True), 1), label(right), spacing=8))
    return made


def member_parts(office: Office, member: Member) -> list[QWidget]:
    """What there is of photo, family and posts; nothing for what there is not."""
    return [part for part in (_photo(office, member), _family(office, member), _posts(office, member)) if part is not None]


def _photo(office: Office, member: Member) -> QWidget | None:
    if not member.photo_path:
        return None
    box = PhotoBox()
    try:
        shown = box.show_file(attachments.located(office.folder, member.photo_path))
    except OfficeError as trouble:
        return section("照片", label(trouble.sentence, "body", "warn", wrap=True))
    said: list[Part] = [] if shown else [label("照片打不开，可以在编辑里另选一张", "body", "warn", wrap=True)]
    return frame(column(row(box, None), *said))


def _family(office: Office, member: Member) -> QWidget | None:
    today = office.today()
    with office.read() as session:
        children, relatives = children_of(session, member.id), relatives_of(session, member.id)
    rows: list[Part] = []
    for one in relatives:
        rows.append(line(RELATION.name(one.relation_code), "，".join(t for t in (one.full_name, one.work_unit) if t)))
    for child in children:
        age = f"{age_on(child.birth_date, today)} 岁" if child.birth_date else ""
        word = {"1": "子", "2": "女"}.get(child.sex_code or "", "子女")
        rows.append(line(word, "，".join(text for text in (child.full_name, age, child.stage_on(today)) if text)))
    return section("家庭", *rows) if rows else None


def _posts(office: Office, member: Member) -> QWidget | None:
    with office.read() as session:
        found = offices_of(session, member.id)
    rows: list[Part] = []
    for one in found:
        years = f"{one.from_day:%Y-%m} 起" if one.to_day is None else f"{one.from_day:%Y-%m} 到 {one.to_day:%Y-%m}"
        tone = "" if one.to_day is None else "text2"
        rows.append(line(one.post_name, f"{one.unit or '校工会'}，{years}", tone=tone))
    return section("工会任职", *rows) if rows else None
