# SPDX-License-Identifier: MIT
"""The workbooks about members: whole, masked, with formulas where sums and rates stand."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from unionoffice.members.actions import save_branch, save_member
from unionoffice.members.counts import count_by
from unionoffice.members.lists import Asked, list_lines
from unionoffice.members.organisation import save_eligible
from unionoffice.members.quality import data_quality
from unionoffice.members.report_sheets import export_counts, export_doubts, export_list, export_roster
from unionoffice.members.rosters import RosterQuery, by_branch, roster_on
from unionoffice.office import Office
from unionoffice.progress import Silent

TODAY = date(2020, 12, 18)


def _rows(path: Path, sheet: int = 0) -> list[tuple[object, ...]]:
    return list(load_workbook(path).worksheets[sheet].iter_rows(values_only=True))


def test_a_roster_with_its_counts_by_branch(sample_office: Office, tmp_path: Path) -> None:
    day = date(2020, 3, 31)
    with sample_office.read() as session:
        people = roster_on(session, RosterQuery(day))
        made = export_roster(
            session, RosterQuery(day), tmp_path / "roster.xlsx", settings=sample_office.settings, today=TODAY, progress=Silent()
        )
    assert (made.rows, made.filter_text) == (len(people), "截至 2020-03-31 在册")
    rows = _rows(made.path)
    assert "截止日期：2020-03-31" in {cell for cell in rows[1] if cell}
    listed = [row for row in rows if isinstance(row[0], int)]
    assert [row[1] for row in listed] == [one.staff_no for one in people]
    assert all("****" in str(row[14]) for row in listed)
    counted = [row for row in _rows(made.path, 1) if isinstance(row[0], int)]
    assert [(row[1], row[2]) for row in counted] == [(one.name, one.count.total) for one in by_branch(people)]


def test_full_numbers_only_when_asked(sample_office: Office, tmp_path: Path) -> None:
    with sample_office.read() as session:
        made = export_roster(
            session, RosterQuery(TODAY), tmp_path / "full.xlsx", settings=sample_office.settings, today=TODAY,
            progress=Silent(), unmask=True,
        )  # fmt: skip
    assert not any("****" in str(cell) for row in _rows(made.path) for cell in row)


def test_a_named_list_with_its_own_columns_and_reasons(sample_office: Office, tmp_path: Path) -> None:
    asked = Asked(TODAY, 2020, 5, sample_office.settings)
    with sample_office.read() as session:
        lines = list_lines(session, "birthday", asked)
        made = export_list(session, "birthday", asked, tmp_path / "生日.xlsx", progress=Silent())
    rows = _rows(made.path)
    header = next(row for row in rows if row[0] == "序号")
    assert header[:9] == ("序号", "工号", "姓名", "性别", "分工会", "用工形式", "手机", "出生日期", "说明")
    listed = [row for row in rows if isinstance(row[0], int)]
    assert [row[8] for row in listed] == [line.reason for line in lines] and made.rows == len(lines)
    assert made.filter_text == "2020 年 5 月生日"


def test_counts_with_the_rate_as_a_formula(office: Office, tmp_path: Path) -> None:
    with office.work("准备") as work:
        branch = save_branch(work, None, {"name": "物理学院"}).id
        save_member(work, None, {"full_name": "蔡文静", "branch_id": branch})
        save_eligible(work, 2020, {branch: 4})
    with office.read() as session:
        assert count_by(session, "branch_id", office.settings, TODAY).lines[0].eligible == 4
        made = export_counts(session, tmp_path / "counts.xlsx", settings=office.settings, today=TODAY, progress=Silent())
    rows = _rows(made.path)
    (line,) = [row for row in rows if row[0] == "物理学院"]
    assert line[1:3] == (1, 4) and str(line[3]).startswith("=IF(") and "/" in str(line[3])
    titles = [str(row[0]) for row in rows if row[0] and "会员统计：" in str(row[0])]
    assert len(titles) == 8


def test_doubts_are_sorted_by_unit_for_the_units_to_mend(office: Office, tmp_path: Path) -> None:
    with office.work("准备") as work:
        branch = save_branch(work, None, {"name": "物理学院"}).id
        save_member(work, None, {"full_name": "蔡文静", "branch_id": branch, "mobile": "13800004821"})
        save_member(work, None, {"full_name": "白雪莹", "branch_id": branch, "id_number": "110000197906180624"})
    with office.read() as session:
        groups = data_quality(session, office.settings, TODAY)
    made = export_doubts(groups, tmp_path / "核对.xlsx", settings=office.settings, today=TODAY, progress=Silent())
    listed = [row for row in _rows(made.path) if isinstance(row[0], int)]
    assert made.rows == len(listed) == sum(len(group.doubts) for group in groups)
    assert ("物理学院", None, "蔡文静", "证件号码是空的", "补上证件号码") in {row[1:6] for row in listed}
    assert "110000197906180624" not in str(listed)
