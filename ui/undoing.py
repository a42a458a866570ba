# SPDX-License-Identifier: MIT
"""Ctrl+Z on every page: take back this window's last step and say so, or say why it cannot be."""

from ui import messages
from unionoffice.errors import OfficeError
from unionoffice.office import Office


def undo_last(office: Office) -> bool:
    """True when a step was taken back; the page then shows what is true now."""
    try:
        action = office.undo_last()
    except OfficeError as error:
        messages.error(error)
        return False
    messages.info(f"已撤销：{action}")
    return True
