# SPDX-License-Identifier: MIT
"""The member's form: the registry's fields, and below them the photo, the children and the family."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal

from ui.family_table import FamilyTable
from ui.panels import Banner
from ui.photo_field import PhotoField
from ui.picker import Option
from ui.record_form import RecordForm
from ui.standing import unseen
from ui.widgets import Part, button, column, frame, hairline, label, row
from unionoffice.errors import OfficeError
from unionoffice.kit.fields import Link
from unionoffice.kit.record import Record
from unionoffice.members.duplicates import twins_of
from unionoffice.members.family import Child, Relative, children_of, relatives_of, save_rows
from unionoffice.members.photos import set_photo
from unionoffice.members.queries import branches
from unionoffice.members.records import Branch, Member
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.store import attachments
from unionoffice.store.work import Work

CHILD_WIDTHS = {"full_name": 92, "sex_code": 64, "birth_date": 104, "school_stage": 96, "only_child_no": 0}
RELATIVE_WIDTHS = {"relation_code": 72, "full_name": 92, "birth": 84, "work_unit": 0, "phone": 112}
CHILDREN, FAMILY, PHOTO = "子女", "家庭成员", "照片"


class MemberForm(RecordForm):
    """Everything of one member on one form; one step writes it, one undo takes it back."""

    open_wanted = Signal(int)  # another member, who may be the one being entered

    def __init__(self, office: Office, record: Record | None = None) -> None:
        self._asked: tuple[object, ...] = ()
        self._twin = 0
        super().__init__(office, MEMBERS, record)

    def more_parts(self) -> list[Part]:
        self.photo = PhotoField()
        self.children_table = FamilyTable(CHILDREN, "行", Child, CHILD_WIDTHS, "添加子女")
        self.relatives_table = FamilyTable(FAMILY, "行", Relative, RELATIVE_WIDTHS, "添加家庭成员")
        for part in (self.photo, self.children_table, self.relatives_table):
            part.edited.connect(self._draft_wait.start)
        self._marks[PHOTO] = label(PHOTO, "section")
        self._marks[CHILDREN], self._marks[FAMILY] = self.children_table.title, self.relatives_table.title
        parts: list[Part] = [4, self._marks[PHOTO], self.photo, 8, self.children_table, 8, self.relatives_table]
        if self._family_closed():
            self.relatives_table.hide()
            parts.append(label(f"{FAMILY}里有电话，要能看联系方式的经办人来改", "dim"))
        return [column(*parts, spacing=4)]

    def under_head(self) -> list[Part]:
        """The sections by name: a long form is walked with one click."""
        names = [*dict.fromkeys(field.section for field in self.fields()), PHOTO, CHILDREN, FAMILY]
        links = [button(name, "chip", on_click=lambda name=name: self.go_to(name)) for name in names]
        self.twin_banner = Banner("warn", buttons=[button("打开那一条", key="O", on_click=self._open_twin)])
        self.twin_banner.hide()
        shelf = frame(column(self.twin_banner, margins=(16, 0, 16, 8)))
        shelf.hide()
        self._twin_shelf = shelf
        return [hairline(), frame(row(*links, None, margins=(12, 0, 12, 0), spacing=4), height=40), shelf]

    def _family_closed(self) -> bool:
        """The family's telephone numbers are not for everybody; rows shown without them would be saved without them."""
        return self._record is not None and bool(unseen("contact"))

    # the same person twice

    def looked_at(self, record: Record) -> None:
        """Say at once where somebody of this name and birth date, or of this number, is there already."""
        asked = tuple(getattr(record, name) for name in ("full_name", "birth_date", "id_number"))
        if asked == self._asked:
            return
        self._asked = asked
        mine = self._record.id if self._record else None
        with self._office.read() as session:
            found = twins_of(session, dict(zip(("full_name", "birth_date", "id_number"), asked, strict=True)), mine)
        self._twin = found[0].member_id if found else 0
        self._twin_shelf.setVisible(bool(found))
        self.twin_banner.setVisible(bool(found))
        if found:
            more = f"，还有 {len(found) - 1} 条" if len(found) > 1 else ""
            title = f"可能已经登记过：{found[0].who}{more}"
            self.twin_banner.say("warn", title, f"{found[0].reason}。是同一个人就打开那一条改，不是就照常保存。")

    def _open_twin(self) -> None:
        if self._twin:
            self.open_wanted.emit(self._twin)

    def point(self, field: str) -> None:
        """Put the keyboard into a field and bring it into sight; a list's name opens the list."""
        if field in self._rows:
            self._scroll.ensureWidgetVisible(self._rows[field])
            self.focus_first(field)
        elif field == Child.kind():
            self.go_to(CHILDREN)

    def _link_options(self, kind: Link) -> Sequence[Option]:
        """Closed units are not offered; the member's own is, so that an old record keeps it."""
        options = super()._link_options(kind)
        if kind.to() is not Branch:
            return options
        mine = self._record.branch_id if isinstance(self._record, Member) else None
        with self._office.read() as session:
            closed = {one.id for one in branches(session) if one.closed_on is not None}
        return [one for one in options if one.value not in closed or one.value == mine]

    # values

    def raw(self) -> dict[str, object]:
        more: dict[str, object] = {
            "photo": self.photo.raw(), "child": self.children_table.raw(), "family_member": self.relatives_table.raw(),
        }  # fmt: skip
        return {**super().raw(), **more}

    def restore_raw(self, raws: Mapping[str, Any]) -> None:
        super().restore_raw(raws)
        if "photo" in raws:
            self.photo.restore(raws["photo"])
        if "child" in raws:
            self.children_table.restore(raws["child"])
        if "family_member" in raws:
            self.relatives_table.restore(raws["family_member"])

    def _show_record(self) -> None:
        member = self._record if isinstance(self._record, Member) else None
        with self._office.read() as session:
            self.children_table.set_people(children_of(session, member.id) if member else [])
            seen = member is not None and not self._family_closed()
            self.relatives_table.set_people(relatives_of(session, member.id) if member and seen else [])
        self._show_photo(member.photo_path if member else None)
        super()._show_record()

    def _show_photo(self, name: str | None) -> None:
        try:
            self.photo.set_stored(attachments.located(self._office.folder, name) if name else None)
        except OfficeError as trouble:
            self.photo.set_stored(None)
            self.banner.say("warn", trouble.sentence)
            self.banner.show()

    def write_more(self, work: Work, record: Record) -> None:
        today = self._office.today()
        save_rows(work, Child, record.id, self.children_table.rows(today))
        if not self._family_closed():
            save_rows(work, Relative, record.id, self.relatives_table.rows(today))
        chosen = self.photo.chosen
        if not isinstance(chosen, str):
            set_photo(work, self._office.folder, record.id, chosen)
