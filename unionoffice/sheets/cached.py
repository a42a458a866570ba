# SPDX-License-Identifier: MIT
"""Puts the values of formulas into a workbook that openpyxl wrote, which keeps the formulas alone.

A preview on a phone or in a mail program shows what is in the file; Excel and WPS count anew on opening either way.
"""

import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

Values = Mapping[str, Decimal | str]
_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)><f>([^<]*)</f><v ?(?:/>|></v>)</c>')


def keep_values(path: Path, sheets: Mapping[str, Values]) -> None:
    """Write the values of formulas, by sheet part (``xl/worksheets/sheet1.xml``) and cell, into the file at ``path``."""
    wanted = {part: values for part, values in sheets.items() if values}
    if not wanted:
        return
    whole = path.with_name(path.name + ".counted")
    try:
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                data = old.read(entry)
                values = wanted.get(entry.filename)
                new.writestr(entry, data if values is None else _with(values, data), zipfile.ZIP_DEFLATED)
        whole.replace(path)
    finally:
        whole.unlink(missing_ok=True)


def _with(values: Values, xml: bytes) -> bytes:
    def cell(found: re.Match[bytes]) -> bytes:
        value = values.get(found[1].decode())
        if value is None:
            return found[0]
        text = isinstance(value, str)
        kind = b' t="str"' if text else b""
        shown = escape(value) if isinstance(value, str) else repr(float(value)).removesuffix(".0")
        return b'<c r="%s"%s%s><f>%s</f><v>%s</v></c>' % (found[1], found[2], kind, found[3], shown.encode())

    return _FORMULA.sub(cell, xml)
