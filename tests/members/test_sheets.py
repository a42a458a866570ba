# SPDX-License-Identifier: MIT
"""The real-name table is exactly what the upper union takes in."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from unionoffice.errors import OfficeError
from unionoffice.kit.roles import LOOK, Role
from unionoffice.members.actions import record_event, save_branch, save_member
from unionoffice.members.sheets import export_real_name, real_name_file
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.store.listing import Query

HEADER = [
    "序号", "姓名", "性别", "出生日期", "民族", "就业状况", "有效证件类别", "证件号码", "学历", "技能等级", "移动电话", "户籍类型",
    "户籍所在地", "会籍变化类型", "会籍变化日期", "会籍变化原因", "政治面貌", "工作单位", "籍贯", "是否农民工",
]  # fmt: skip


def test_real_name_table(office: Office, tmp_path: Path) -> None:
    with office.work("准备") as work:
        branch = save_branch(work, None, {"name": "后勤服务集团"}).id
        first = save_member(work, None, {
            "full_name": "何桂芳", "id_number": "110000197906180624", "mobile": "13800004512", "branch_id": branch,
            "join_date": "2012-03", "ethnicity_code": "01", "education_code": "61", "work_status": "1",
            "household_type": "2", "is_rural_worker": True, "political_status_code": "13", "native_place": "湖北江陵",
        }).id  # fmt: skip
        record_event(work, first, "transfer_out", date(2020, 11, 5), reason_code="1")
        save_member(work, None, {"full_name": "张三", "staff_no": "007"})
    with office.read() as session:
        made = export_real_name(
            session, Query(order=("id_number",)), tmp_path / "实名制.xlsx",
            settings=office.settings, today=office.today(), progress=Silent(),
        )  # fmt: skip
    sheet = load_workbook(made.path).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == HEADER
    assert rows[1] == [
        "1", "何桂芳", "女", "1979-06-18", "汉族", "在岗", "居民身份证", "110000197906180624", "高中", None, "13800004512",
        "农业家庭户口", None, "转出", "2020-11-05", "劳动(工作)关系发生变化", "群众", "工会后勤服务集团", "湖北江陵", "是",
    ]  # fmt: skip
    assert rows[2][:2] == ["2", "张三"] and rows[2][13:15] == ["入会", "2020-12-18"]
    assert not sheet.merged_cells.ranges
    assert {cell.number_format for row in sheet.iter_rows(min_row=2) for cell in row} == {"@"}
    assert made.rows == 2
    assert real_name_file(office.settings, office.today()) == "工会_2020年12月_实名制会员信息_20201218.xlsx"


def test_who_may_not_see_the_numbers_gets_no_table(office: Office, tmp_path: Path) -> None:
    with office.work("准备") as work:
        save_member(work, None, {"full_name": "张三", "staff_no": "007"})
    with office.read() as session:
        session.info["role"] = Role("查询的人", LOOK)
        with pytest.raises(OfficeError, match="不看证件号码的完整内容"):
            export_real_name(
                session, Query(), tmp_path / "实名制.xlsx", settings=office.settings, today=office.today(), progress=Silent()
            )
    assert not (tmp_path / "实名制.xlsx").exists()
