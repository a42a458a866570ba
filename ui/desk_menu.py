# SPDX-License-Identifier: MIT
"""The name in the status bar: who sits at the desk, and the menu by which somebody else sits down."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui import messages
from unionoffice.errors import OfficeError
from unionoffice.kit.roles import ROLES
from unionoffice.office import Office
from unionoffice.store.operators import active


def said_at_desk(office: Office) -> str:
    """经办人 周雨桐; with the role where there is more than one to be."""
    role = office.role
    several = len(office.operators) > 1 or role.name not in [one.name for one in office.operators]
    return f"经办人 {role.name}（{role.called}）" if several else f"经办人 {role.name}"


def desk_menu(office: Office, parent: QWidget, chosen: Callable[[str], None], manage: Callable[[], object]) -> QMenu:
    """Everybody in use with their role, the present one ticked; then the way to the list of operators."""
    menu, group = QMenu(parent), QActionGroup(parent)
    for one in active(office.operators, office.today()):
        action = QAction(f"{one.name}　{ROLES.name(one.role_code)}", menu)
        action.setCheckable(True)
        action.setChecked(one.name == office.settings.operator)
        action.triggered.connect(lambda _checked=False, name=one.name: chosen(name))
        group.addAction(action)
        menu.addAction(action)
    menu.addSeparator()
    menu.addAction("经办人和角色…", manage)
    return menu


def change_desk(office: Office, name: str) -> None:
    """``name`` sits down; what was refused is said."""
    if name == office.settings.operator:
        return
    try:
        office.change_desk(name)
    except OfficeError as problem:
        messages.error(problem)
        return
    messages.info(f"现在的经办人是 {name}（{office.role.called}）")
