# SPDX-License-Identifier: MIT
"""The shown list as a workbook: shown rows and columns, masked, summed, signed; compared with a golden text."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from unionoffice.errors import Cancelled
from unionoffice.kit.files import sha256
from unionoffice.members.actions import save_branch, save_member
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.exporting import ExportResult, export_name, export_register, filter_text
from unionoffice.sheets.import_file import read_import
from unionoffice.sheets.importing import plan_import
from unionoffice.store.listing import Query
from unionoffice.store.settings import save_settings

TODAY = date(2020, 12, 18)
GOLDEN = Path(__file__).parent / "golden" / "members_export.txt"
PAID = replace(
    MEMBERS, sums=("dues_base",), exports=("staff_no", "full_name", "birth_date", "id_number", "dues_base")
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.open(tmp_path / "office", clock=lambda: datetime(2020, 12, 18, 9))
    with opened.work("准备") as work:
        save_settings(work, {"school_name": "江陵大学"})
        branch = save_branch(work, None, {"name": "机械工程学院"}).id
        for number, (name, base) in enumerate(
            [("章山", None), ("张三", "2345.67"), ("丁海燕", "1800.00")], 1
        ):
            save_member(work, None, {
                "full_name": name, "staff_no": f"000{number}", "branch_id": branch, "join_date": "2006-09",
                "id_number": "110000197906180624" if number == 1 else None, "mobile": f"1380000000{number}",
                "dues_base": Decimal(base) if base else None, "employment_type": "permanent",
            })  # fmt: skip
    yield opened
    opened.close()


def _export(office: Office, path: Path, query: Query | None = None, register=MEMBERS, **more) -> ExportResult:  # type: ignore[no-untyped-def]
    with office.read() as session:
        return export_register(
            session, register, query or Query(), path,
            settings=office.settings, today=TODAY, progress=Silent(), **more,
        )  # fmt: skip


def _text(path: Path) -> str:
    sheet = load_workbook(path).active
    lines = [
        "\t".join("" if cell.value is None else str(cell.value) for cell in row) for row in sheet.iter_rows()
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def test_the_list_is_what_the_golden_file_says(office: Office, tmp_path: Path) -> None:
    made = _export(
        office, tmp_path / "名册.xlsx", Query(chosen={"membership_status": ("active", "retained")})
    )
    assert _text(made.path) == GOLDEN.read_text(encoding="utf-8")
    assert (made.rows, made.filter_text) == (3, "会籍：在册、保留会籍")
    assert made.sha256 == sha256(made.path)
    sheet = load_workbook(made.path).active
    assert sheet.freeze_panes == "D4"
    assert sheet.print_title_rows == "$1:$3"


def test_sums_are_formulas_over_yuan_and_days_are_days(office: Office, tmp_path: Path) -> None:
    made = _export(office, tmp_path / "基数.xlsx", register=PAID)
    sheet = load_workbook(made.path).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1] == ["填报单位：江陵大学工会", None, None, "截止日期：2020-12-18", None, "单位：元"]
    assert [row[5] for row in rows[3:6]] == [1800, 2345.67, None]
    assert rows[6][5] == "=SUM(F4:F6)"
    assert rows[5][3] == datetime(1979, 6, 18)
    assert sheet["F5"].number_format == "#,##0.00"


def test_numbers_are_masked_unless_asked_for(office: Office, tmp_path: Path) -> None:
    masked, full = (
        _export(office, tmp_path / "一.xlsx", register=PAID),
        _export(office, tmp_path / "二.xlsx", register=PAID, unmask=True),
    )
    assert load_workbook(masked.path).active["E6"].value == "110000********0624"
    cell = load_workbook(full.path).active["E6"]
    assert (cell.value, cell.number_format) == ("110000197906180624", "@")


def test_shown_columns_and_order_are_kept(office: Office, tmp_path: Path) -> None:
    made = _export(
        office, tmp_path / "三.xlsx", Query(text="机械", order=("-staff_no",)), columns=("mobile", "staff_no")
    )
    rows = [
        [cell.value for cell in row]
        for row in load_workbook(made.path).active.iter_rows(min_row=3, max_row=6)
    ]
    assert rows[0] == ["序号", "手机", "工号"]
    assert [row[1:] for row in rows[1:]] == [[f"138****000{n}", f"000{n}"] for n in (3, 2, 1)]
    assert made.rows == 3


def test_an_export_comes_back_as_unchanged(office: Office, tmp_path: Path) -> None:
    made = _export(office, tmp_path / "来回.xlsx", unmask=True)
    with office.read() as session:
        opened = read_import(session, made.path, MEMBERS, Silent())
        plan = plan_import(session, MEMBERS, opened.rows(), TODAY, Silent())
    assert {fate: n for fate, n in plan.counts.items() if n} == {"unchanged": 3}


def test_the_filter_in_words(office: Office) -> None:
    query = Query("张", {"branch_id": (1, None), "join_date": ("2006",), "sex_code": ()})
    with office.read() as session:
        assert (
            filter_text(session, MEMBERS, query)
            == "搜索“张”；分工会：机械工程学院、（空）；入会年份：2006 年"
        )
        assert filter_text(session, MEMBERS, Query()) == ""


def test_cancelled_leaves_no_file_and_names_never_clash(office: Office, tmp_path: Path) -> None:
    stop = Silent()
    stop.cancel()
    with pytest.raises(Cancelled), office.read() as session:
        export_register(
            session,
            MEMBERS,
            Query(),
            tmp_path / "止.xlsx",
            settings=office.settings,
            today=TODAY,
            progress=stop,
        )
    assert not (tmp_path / "止.xlsx").exists()
    name = export_name(MEMBERS, office.settings, TODAY)
    assert name == "江陵大学工会_2020年12月_会员名册_20201218.xlsx"
    paths = {_export(office, tmp_path / name).path for _ in range(2)}
    assert len(paths) == 2 and any("（更正1）" in path.name for path in paths)
