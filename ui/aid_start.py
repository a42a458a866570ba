# SPDX-License-Identifier: MIT
"""Where a payment comes from when it is not begun anew: what is known already, and what it is tied to once written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from unionoffice.aid.caps import Notice
from unionoffice.aid.registers import AID_PAYMENTS
from unionoffice.store.work import Work


@dataclass(frozen=True)
class Start:
    """``values`` are AidPayment's by field; ``tie`` is called in the same work with the id of what was written.

    ``key`` keeps its draft apart from others, ``title`` stands over the form, ``notices`` beside the caps.
    """

    key: str
    title: str
    values: Mapping[str, Any]
    tie: Callable[[Work, int], object]
    notices: tuple[Notice, ...] = ()

    def raw(self) -> dict[str, Any]:
        """The values as the form's editors show them."""
        codes = ("member_id", "aid_type_id", "pay_method", "school_stage", "relation_code")
        fields = AID_PAYMENTS.fields
        known = {name: value for name, value in self.values.items() if value is not None}
        return {name: value if name in codes else fields[name].type.show(value) for name, value in known.items()}
