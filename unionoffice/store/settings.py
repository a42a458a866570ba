# SPDX-License-Identifier: MIT
"""The office's settings: each described once (label, type, default); stored as audited records like any other."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from unionoffice.errors import FieldError, OfficeError
from unionoffice.kit.fields import Day, FieldType, Text, Whole
from unionoffice.kit.identity import Finding
from unionoffice.kit.record import Record
from unionoffice.kit.roles import Right
from unionoffice.store.operators import follow_name
from unionoffice.store.work import Work

NOBODY = "经办人"  # what whoever sits at the desk is called until a name is given


class StoredSetting(Record):
    """One setting that differs from its default, as the text its type parses back."""

    __tablename__ = "setting"
    lookup: ClassVar[tuple[str, ...]] = ("key",)

    key: Mapped[str] = mapped_column(String(50), unique=True)
    value: Mapped[str] = mapped_column(String(2000))

    def right_needed(self) -> Right:
        """Anybody may say who sits at the desk; the rest is the office's."""
        return Right.LOOK if self.key == "operator" else Right.MANAGE


@dataclass(frozen=True)
class Setting:
    """What one setting is: its label and help on the settings page, its type and its default text."""

    label: str
    type: FieldType
    default: str = ""
    section: str = "单位"
    help: str = ""
    hidden: bool = False


# The parts add theirs with ``describe``; every amount, label and title an office may want otherwise is here.
KNOWN: dict[str, Setting] = {
    "school_name": Setting("学校名称", Text(max=60), "", help="例：江陵大学"),
    "union_name": Setting("工会全称", Text(max=60), "", help="印在表头和凭证上，例：江陵大学工会委员会"),
    "working_year": Setting("工作年度", Whole(2000, 2100), "", help="打开各页时先看这一年"),
    "branch_label": Setting("二级工会叫什么", Text(max=10), "分工会", help="例：分工会、基层工会、二级工会、工会小组"),
    "group_label": Setting("分工会里的小组叫什么", Text(max=10), "工会小组", help="例：工会小组、小组、支会"),
    "campus_label": Setting("校区叫什么", Text(max=10), "校区", help="例：校区、院区、驻地"),
    "operator": Setting("经办人", Text(max=20), "", help="记在每一步修改和凭证上；几个人用时在右下角换"),
    "set_up": Setting("已完成首次设置", Text(max=1), "", hidden=True),
    "demo_today": Setting("示例办公室的固定日期", Day(), "", hidden=True),
}


# What the program calls the levels of the organisation, and the setting that holds the office's own word.
LEVELS = {"分工会": "branch_label", "工会小组": "group_label", "校区": "campus_label"}


def describe(key: str, setting: Setting) -> None:
    """Add a part's setting; a key is described once."""
    assert key not in KNOWN, key
    KNOWN[key] = setting


class Settings:
    """The settings as read at one moment; values are parsed by their types."""

    def __init__(self, stored: dict[str, str]) -> None:
        self._stored = stored

    def text(self, key: str) -> str:
        """The setting as text, or its default."""
        return self._stored.get(key, KNOWN[key].default)

    def value(self, key: str) -> Any:
        """The setting as its type's Python value; None when empty."""
        return KNOWN[key].type.parse(self.text(key))

    @property
    def union_name(self) -> str:
        """What is printed on top: the union's full name, or what can be made of the school's."""
        school = self.text("school_name")
        return self.text("union_name") or (f"{school}工会" if school else "工会")

    @property
    def branch_label(self) -> str:
        return self.text("branch_label") or "分工会"

    def say(self, text: str) -> str:
        """A label in this office's own words: 分工会, 工会小组 and 校区 become what the office calls these levels."""
        own = {known: self.text(key) or known for known, key in LEVELS.items()}
        return re.sub("|".join(LEVELS), lambda found: own[found[0]], text)

    @property
    def operator(self) -> str:
        return self.text("operator") or NOBODY


def read_settings(session: Session) -> Settings:
    return Settings({row.key: row.value for row in session.scalars(select(StoredSetting))})


def save_settings(work: Work, values: dict[str, str]) -> None:
    """Store these settings; each text must parse. Raises FieldError naming the setting's key.

    A new name at the desk renames the only operator there is; of several it must be one.
    """
    work.need(Right.MANAGE)
    for key, text in values.items():
        kind = KNOWN[key].type
        try:
            parsed = kind.parse(text)
        except FieldError as error:
            raise FieldError(error.sentence, field=key) from error
        _refuse(key, kind.check(parsed, work.today) if parsed is not None else [])
        if key == "operator":
            _follow_operator(work, text.strip())
        keep_setting(work, key, text.strip())
    work.flush()


def _follow_operator(work: Work, name: str) -> None:
    try:
        follow_name(work.session, name or NOBODY, work.today)
    except OfficeError as error:
        raise FieldError(error.sentence, field="operator") from error


def _refuse(key: str, findings: list[Finding]) -> None:
    for finding in findings:
        if finding.level == "error":
            raise FieldError(finding.text, field=key)


def keep_setting(work: Work, key: str, text: str) -> None:
    """Store one setting as it is."""
    row = work.session.scalars(select(StoredSetting).where(StoredSetting.key == key)).one_or_none()
    if row is None:
        work.add(StoredSetting(key=key, value=text))
    else:
        row.value = text


def demo_day(settings: Settings) -> date | None:
    """The fixed date of a sample office; None in a real one."""
    day: date | None = settings.value("demo_today")
    return day
