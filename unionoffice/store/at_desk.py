# SPDX-License-Identifier: MIT
"""Who sits at the desk: changing over, and entering the office's operators."""

from collections.abc import Mapping
from typing import Any

from unionoffice.errors import OfficeError
from unionoffice.kit.register import Facet, Register
from unionoffice.store import edit
from unionoffice.store.operators import Operator, active, read_operators
from unionoffice.store.settings import keep_setting, read_settings
from unionoffice.store.work import Work

CHANGE = "换经办人"


def sit_down(work: Work, name: str) -> None:
    """``name`` takes the desk; in the trail under who sat there before. OfficeError for a name that is not in use."""
    if name not in [one.name for one in active(read_operators(work.session), work.today)]:
        raise OfficeError(f"“{name}”不在用，没有换。请在“设置 › 经办人”里看起用和停用的日期。")
    keep_setting(work, "operator", name)
    work.flush()


def save_operator(
    work: Work, operator_id: int | None, values: Mapping[str, Any], version: int | None = None
) -> Operator:
    """Enter an operator or change one; who sits at the desk and is renamed goes on sitting there.

    Raises FieldError, StaleEdit, and at the end of the work OfficeError where no lasting 管理 is left.
    """
    old = work.load(Operator, operator_id).name if operator_id is not None else ""
    saved = edit.save(work, Operator, operator_id, values, version)
    if old and saved.name != old and read_settings(work.session).operator == old:
        keep_setting(work, "operator", saved.name)
    work.flush()
    return saved


OPERATORS = Register(
    title="经办人",
    noun="经办人",
    unit="人",
    record=Operator,
    columns=("name", "role_code", "duty_aid", "duty_members", "duty_finance", "active_from", "active_to", "remark"),
    order=("name",),
    facets=(Facet("role_code", "角色"),),
    search_hint="姓名",
    save=save_operator,
)
