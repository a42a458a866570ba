# SPDX-License-Identifier: MIT
"""A roster as an HR office sends it: title rows, its own headings, mistakes, a total row; about people of an office."""

from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import select

from unionoffice.kit.codelists import EMPLOYMENT_TYPE
from unionoffice.kit.identity import check_digit
from unionoffice.members.records import Member
from unionoffice.office import Office

HEADINGS = ("序号", "人员编号", "姓  名", "身份证号码", "部门", "用工性质", "职称", "手机号码", "来校时间")
KNOWN = 60


def new_id(number: int) -> str:
    """An ID number of area 110000, never issued, with its right check digit."""
    first = f"11000019{80 + number % 15}0{1 + number % 9}1{number % 10}{900 + number:03d}"
    return first + check_digit(first)


def write_messy_roster(path: Path, office_folder: Path) -> Path:
    """60 known people (some changed), three new ones, and rows that must be refused; returns ``path``."""
    book = Workbook()
    sheet = book.active
    sheet.title = "在册"
    sheet.append(["江陵大学教职工名单"])
    sheet.append(["人事处", None, None, None, None, "2020 年 12 月"])
    sheet.append(HEADINGS)
    office = Office.open(office_folder, doing="测试")
    with office.read() as session:
        chosen = select(Member).where(Member.membership_status == "active").order_by(Member.id).limit(KNOWN)
        people = list(session.scalars(chosen).unique())
    office.close()
    for number, member in enumerate(people, 1):
        sheet.append([number, member.staff_no, member.full_name, member.id_number, member.branch.name,
                      EMPLOYMENT_TYPE.name(member.employment_type), member.professional_title,
                      member.mobile, member.hire_date])  # fmt: skip
    _spoil(sheet, people)
    sheet.append(["合计", None, sheet.max_row - 3])
    book.save(path)
    return path


def _spoil(sheet, people) -> None:  # type: ignore[no-untyped-def]
    first = 4
    sheet.cell(first + 3, 7).value = "教授"  # a changed title
    sheet.cell(first + 9, 8).value = "138 0000 7730"  # a changed mobile, with blanks
    sheet.cell(first + 14, 5).value = people[20].branch.name  # another branch
    sheet.cell(first + 21, 4).value = float(int(people[21].id_number[:17] + "0"))  # an ID number kept as a number
    sheet.cell(first + 30, 3).value = f"{people[30].full_name[0]}　{people[30].full_name[1:]}"  # a blank in a name
    sheet.cell(first + 33, 4).value = people[33].id_number[:17]  # one character short
    sheet.cell(first + 40, 9).value = "2003年13月"  # no such month
    for number, name in enumerate(("曾庆和", "㛃雨晴", "仇若溪"), 1):
        sheet.append([None, f"300990{number:02d}", name, new_id(number), people[number].branch.name, "劳务派遣",
                      None, f"1390000{number:04d}", "2020.9"])  # fmt: skip
    sheet.append([None, None, "范文海", None, people[5].branch.name, "在编", None, None, None])  # nobody to be found
