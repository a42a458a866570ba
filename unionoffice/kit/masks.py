# SPDX-License-Identifier: MIT
"""Numbers of persons that stand in a line of their own and not on a record: as the asking role may see them."""

from collections.abc import Callable, Mapping

from unionoffice.kit.identity import mask_card, mask_id, mask_mobile
from unionoffice.kit.roles import Kind, Role, may_see

_MASKS: Mapping[Kind, Callable[[str], str]] = {"id_number": mask_id, "bank_card": mask_card, "contact": mask_mobile}


def told(kind: Kind, number: str | None, role: Role) -> str:
    """The number in full where the role may see its kind, else masked; '' where there is none.

    A masked number may be masked again by whoever masks for everybody: it stays as it is.
    """
    if not number:
        return ""
    return number if may_see(kind, role) else _MASKS[kind](number)
