# SPDX-License-Identifier: MIT
"""A ReportLab TrueType font whose text can be copied out again, also beyond the BMP."""

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont


class OfficeFont(TTFont):  # type: ignore[misc]  # ReportLab is untyped
    """ReportLab writes U+20BB7 into the ToUnicode map as ``<20BB7>``, which reads as other characters.

    The map wants UTF-16: this class writes the map of each subset anew after ReportLab has made it.
    """

    def addObjects(self, doc: Any) -> None:
        state = self.state.get(doc)
        subsets = list(state.subsets) if state is not None else []
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
            doc.idToObject["toUnicodeCMap:" + name].content = to_unicode_map(name, subset)


def to_unicode_map(name: str, subset: Sequence[int]) -> str:
    """The ToUnicode CMap of one subset: code n stands for ``subset[n]``; at most 100 pairs a block."""
    pairs = [f"<{code:02X}> <{_utf16(point)}>" for code, point in enumerate(subset)]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo",
            f"<< /Registry ({name})",
            f"/Ordering ({name})",
            "/Supplement 0",
            ">> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *body,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


def _utf16(point: int) -> str:
    return chr(point).encode("utf-16-be").hex().upper()
