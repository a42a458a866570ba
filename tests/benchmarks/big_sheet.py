# SPDX-License-Identifier: MIT
"""A roster of very many invented people as an HR office would send it: an .xlsx of twenty columns, written in seconds."""

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.benchmarks.big_office import people
from unionoffice.kit import codelists
from unionoffice.members.sample_units import CAMPUSES, UNITS

HEADINGS = (
    "工号", "姓名", "性别", "出生日期", "民族", "证件号码", "政治面貌", "学历", "用工形式", "就业状况", "职称级别", "籍贯",
    "到校时间", "入会时间", "部门", "校区", "手机号码", "银行卡号", "开户行", "会费基数",
)  # fmt: skip
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def rows(count: int) -> Iterable[Sequence[str]]:
    """The people of the big office, as their HR office has them: names for codes, every cell a text."""
    names = {
        "sex_code": codelists.SEX, "ethnicity_code": codelists.ETHNICITY, "education_code": codelists.EDUCATION,
        "employment_type": codelists.EMPLOYMENT_TYPE, "work_status": codelists.WORK_STATUS,
        "title_level": codelists.TITLE_LEVEL,
    }  # fmt: skip
    for one in people(count):
        said = {name: codes.name(one[name]) for name, codes in names.items()}
        yield (
            one["staff_no"], one["full_name"], said["sex_code"], one["birth_date"], said["ethnicity_code"],
            one["id_number"], "群众", said["education_code"], said["employment_type"], said["work_status"],
            said["title_level"], one["native_place"], one["hire_date"], one["join_date"],
            UNITS[one["branch_id"] - 1].name, CAMPUSES[one["campus_id"] - 1], one["mobile"], one["bank_account"],
            one["bank_branch"], f"{one['dues_base_fen'] / 100:.2f}",
        )  # fmt: skip


def write_big_sheet(path: Path, count: int) -> None:
    """The roster as .xlsx; cells as texts in the sheet itself, which every reader takes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, part in _PARTS.items():
            book.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + part)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(b'<?xml version="1.0" encoding="UTF-8"?><worksheet ')
            sheet.write(b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            sheet.write(_row(HEADINGS))
            for one in rows(count):
                sheet.write(_row(one))
            sheet.write(b"</sheetData></worksheet>")


def _row(cells: Sequence[str]) -> bytes:
    opened, closed = '<c t="inlineStr"><is><t>', "</t></is></c>"
    return f"<row>{opened}{(closed + opened).join(cells)}{closed}</row>".encode()
