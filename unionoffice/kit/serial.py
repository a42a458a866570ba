# SPDX-License-Identifier: MIT
"""A number that is text: 工号, 会员证号, 单位编号. Its leading zeros count."""

from unionoffice.kit.fields import Text
from unionoffice.kit.text import squeeze


class Serial(Text):
    """Kept half-width and without blanks, zeros as they are. 1002.0 from a cell is 1002."""

    def parse(self, raw: object) -> str | None:
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        return (squeeze(str(raw)).lstrip("'") or None) if raw is not None else None
