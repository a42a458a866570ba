# SPDX-License-Identifier: MIT
"""Find a person by typing: name, pinyin initials, staff number, tail of an ID or mobile. Enter takes the first."""

from collections.abc import Sequence

from ui.picker import MOST_SHOWN, Option, Picker
from unionoffice.members.queries import PersonOption, find_members
from unionoffice.office import Office


class PersonPicker(Picker):
    """``picked`` carries an Option whose value is the member's id."""

    def __init__(self, office: Office, placeholder: str = "姓名、拼音首字母、工号、证件或手机尾号") -> None:
        super().__init__(self._people, placeholder)
        self._office = office
        self._more = False

    def _people(self, typed: str) -> list[Option]:
        with self._office.read() as session:
            found = find_members(session, typed, MOST_SHOWN + 1)
        self._more = len(found) > MOST_SHOWN
        return [as_option(person) for person in found[:MOST_SHOWN]]

    def hint(self, typed: str, found: Sequence[Option]) -> str:
        if not typed:
            return ""
        if not found:
            return f"名册里没有“{typed[:12]}”，请换个字或工号"
        if self._more:
            return "还有更多，请再输几个字"
        how = "拼音首字母" if typed.isascii() and typed.isalpha() else "输入"
        return f"{how} {typed[:12]}，{len(found)} 人"


def as_option(person: PersonOption) -> Option:
    """Name, number, and where the person belongs; a state other than 在册 is said."""
    parts = [person.branch, person.employment_type, "" if person.status == "active" else person.status_name]
    return Option(person.member_id, person.full_name, person.staff_no, " · ".join(part for part in parts if part))
