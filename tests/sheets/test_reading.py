# SPDX-License-Identifier: MIT
"""Workbooks of every kind come in with the file's own rows and values; damaged ones end in a sentence."""

import random
import struct
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from unionoffice.errors import Cancelled, OfficeError
from unionoffice.progress import Silent
from unionoffice.sheets.cells import Book, Cell, CellError, Span
from unionoffice.sheets.kinds import DAMAGED_SENTENCE, NO_SHEETS_SENTENCE, TOO_BIG_SENTENCE, FileKind
from unionoffice.sheets.reading import read_book
from unionoffice.sheets.writing import ColumnSpec, SheetSpec, write_workbook

DATA = Path(__file__).parent / "data"


def read(path: Path) -> Book:
    return read_book(path, Silent())


def text_book(tmp_path: Path, text: str, encoding: str = "utf-8") -> list[list[Cell]]:
    path = tmp_path / "册.csv"
    path.write_bytes(text.encode(encoding))
    return read(path).sheets[0].rows


@pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.XLS, FileKind.ODS])
def test_rows_and_values_of_every_format(kind: FileKind) -> None:
    book = read(DATA / f"roster.{kind}")
    assert book.kind is kind
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("花名册", False), ("旧名册", True)]
    rows = book.sheets[0].rows
    assert rows[:4] == [
        [],
        [None, "×××大学工会会员花名册"],
        [],
        [None, "姓名", "工号", "入会时间", "金额", "比例", "部门"],
    ]
    assert rows[4] == [None, "赵一", "0012", date(2010, 9, 1), 300, None, "教务处"]
    assert rows[5] == [None, "钱二㛃", "0013", datetime(2011, 3, 4, 8, 30), 1000.5, CellError("#DIV/0!")]
    assert rows[6] == [None, "孙三", "0014", None, None, CellError("#N/A"), "人事处"]
    assert rows[7:9] == [[], [None, "合计", None, None, 1300.5]]
    assert rows[19] == [None] * 7 + [CellError("#N/A")]
    assert isinstance(rows[4][4], int)


@pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.XLS])
def test_merged_cells_are_known(kind: FileKind) -> None:
    assert read(DATA / f"roster.{kind}").sheets[0].merged == [Span(2, 1, 2, 6), Span(5, 6, 6, 6)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_tables(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [["姓名", "工号", "备注"], ["赵一", "0012", "a,b;c"], ["钱二", "0013", ""]]
    text = "\r\n".join(delimiter.join(f'"{value}"' for value in line) for line in lines)
    assert text_book(tmp_path, text, encoding) == [
        ["姓名", "工号", "备注"],
        ["赵一", "0012", "a,b;c"],
        ["钱二", "0013"],
    ]


def test_text_rows_are_numbered_as_excel_numbers_them(tmp_path: Path) -> None:
    rows = text_book(tmp_path, '姓名,地址\n\n赵一,"一行\n两行"\n钱二,乙\n')
    assert rows == [["姓名", "地址"], [], ["赵一", "一行\n两行"], ["钱二", "乙"]]


def test_text_guarded_against_excel_loses_its_guard(tmp_path: Path) -> None:
    assert text_book(tmp_path, '工号,数\n="0012",=1+1\n')[1] == ["0012", "=1+1"]


PAGE = """<html><head><style>td {mso-number-format:"\\@"}</style></head><body>
<table border=1>
<tr><th colspan=3>会员花名册</th></tr>
<tr><td>部门<td>姓名<td>工号<br>（必填）</tr>
<tr><td rowspan="2">教务处</td><td> 赵&nbsp;一 </td><td>0012</td></tr>
<tr><td>钱二<table><tr><td>内</td></tr></table></td><td></td></tr>
</table></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_web_page_saved_as_xls(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "花名册.xls"
    path.write_bytes(PAGE.encode(encoding))
    sheet = read(path).sheets[0]
    assert sheet.rows == [
        ["会员花名册", None, None],
        ["部门", "姓名", "工号\n（必填）"],
        ["教务处", "赵 一", "0012"],
        [None, "钱二内", None],
    ]
    assert sheet.merged == [Span(1, 0, 1, 2), Span(3, 0, 4, 0)]


def test_web_page_without_a_table(tmp_path: Path) -> None:
    (tmp_path / "登录.xls").write_text("<html><body>请先登录</body></html>", encoding="utf-8")
    with pytest.raises(OfficeError) as caught:
        read(tmp_path / "登录.xls")
    assert caught.value.sentence == NO_SHEETS_SENTENCE


def record(kind: int, body: bytes = b"") -> bytes:
    """One .xlsb record: id and size in groups of seven bits."""
    size = bytes([len(body) & 0x7F | 0x80, len(body) >> 7]) if len(body) > 0x7F else bytes([len(body)])
    return (bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])) + size + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(path: Path) -> Path:
    """A binary workbook of one sheet made by hand: nothing at hand writes this format."""
    sheet = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("花名册"))
    cells = record(0, struct.pack("<IIHBBBI", 2, 0, 300, 0, 0, 0, 0))
    cells += record(6, struct.pack("<II", 1, 0) + wide("赵一")) + record(5, struct.pack("<IId", 2, 0, 300.0))
    cells += record(3, struct.pack("<IIB", 3, 0, 7))
    part = (
        record(129)
        + record(148, struct.pack("<IIII", 2, 2, 1, 3))
        + record(145)
        + cells
        + record(146)
        + record(130)
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relations = f'<Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet1.bin"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", record(131) + record(143) + sheet + record(144) + record(132))
        archive.writestr("xl/_rels/workbook.bin.rels", f"<Relationships>{relations}</Relationships>")
        archive.writestr("xl/worksheets/sheet1.bin", part)
    return path


def test_binary_workbook(tmp_path: Path) -> None:
    book = read(xlsb(tmp_path / "册.xlsx"))
    assert book.kind is FileKind.XLSB
    assert book.sheets[0].rows == [[], [], [None, "赵一", 300, CellError("#DIV/0!")]]


def test_formula_text_booleans_times_and_long_numbers(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["=1+1", True, 110101199003071234, datetime(2020, 1, 1, 8, 30).time(), " 两边空 "])
    book.active["A1"].data_type = "s"
    book.save(tmp_path / "册.xlsx")
    row = read(tmp_path / "册.xlsx").sheets[0].rows[0]
    assert row[0] == "=1+1" and row[1] is True and row[3] == "08:30:00" and row[4] == " 两边空 "
    assert (
        isinstance(row[2], int) and row[2] != 110101199003071234
    )  # its last digits are lost in the file itself


def strict(path: Path) -> Path:
    """The fixture as strict OOXML has it: other name spaces, which openpyxl reads as no sheets at all."""
    usual = "http://schemas.openxmlformats.org"
    with zipfile.ZipFile(DATA / "roster.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for part in ("spreadsheetml/2006/main", "officeDocument/2006/relationships"):
                text = text.replace(
                    f"{usual}/{part}", f"http://purl.oclc.org/ooxml/{part.replace('/2006', '')}"
                )
            new.writestr(name, text)
    return path


def test_strict_ooxml(tmp_path: Path) -> None:
    rows = read(strict(tmp_path / "册.xlsx")).sheets[0].rows
    assert rows[4][1:3] == ["赵一", "0012"]


def test_damaged_inside(tmp_path: Path) -> None:
    path = tmp_path / "册.xlsx"
    with zipfile.ZipFile(DATA / "roster.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[: len(data) // 2] if name.endswith("sheet1.xml") else data)
    with pytest.raises(OfficeError) as caught:
        read(path)
    assert caught.value.sentence == DAMAGED_SENTENCE


def test_one_stray_cell_far_away_does_not_take_the_machine_down(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "姓名", "x"
    book.save(tmp_path / "册.xlsx")
    with pytest.raises(OfficeError) as caught:
        read(tmp_path / "册.xlsx")
    assert caught.value.sentence == TOO_BIG_SENTENCE


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("seed", range(6))
def test_scrambled_files_are_read_or_refused_but_never_crash(tmp_path: Path, kind: str, seed: int) -> None:
    data = bytearray((DATA / f"roster.{kind}").read_bytes())
    dice = random.Random(seed)
    for _ in range(40):
        data[dice.randrange(len(data))] = dice.randrange(256)
    path = tmp_path / "册.xls"
    path.write_bytes(data)
    try:
        assert read(path).sheets
    except OfficeError as refusal:
        assert refusal.sentence.endswith("。")


def test_cancelled_before_it_began() -> None:
    progress = Silent()
    progress.cancel()
    with pytest.raises(Cancelled):
        read_book(DATA / "roster.xlsx", progress)


def test_progress_is_told_in_rows(tmp_path: Path) -> None:
    class Watch(Silent):
        def report(self, done: int, total: int, text: str = "") -> None:
            seen.append((done, total, text))

    seen: list[tuple[int, int, str]] = []
    (tmp_path / "册.csv").write_text("姓名\n" * 4500, encoding="utf-8")
    read_book(tmp_path / "册.csv", Watch())
    assert [done for done, _, _ in seen] == [2000, 4000, 4500]
    assert seen[0][1:] == (4501, "正在读“册”")


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=30)
DAYS = st.one_of(st.none(), TEXTS, st.dates(date(1900, 3, 1), date(2100, 1, 1)))
NUMBERS = st.one_of(st.none(), TEXTS, st.integers(-(10**14), 10**14), st.decimals(-(10**9), 10**9, places=2))


@settings(max_examples=15)
@given(rows=st.lists(st.tuples(TEXTS, DAYS, NUMBERS), min_size=1, max_size=20))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Cell, ...]]
) -> None:
    columns = [ColumnSpec("姓名"), ColumnSpec("日期", kind="day"), ColumnSpec("数", kind="money")]
    spec = SheetSpec("表", columns, rows, plain=True)
    path = write_workbook(tmp_path_factory.mktemp("表") / "表.xlsx", [spec], Silent())
    back = read(path).sheets[0].rows[1:]
    expected = [[None if value == "" else value for value in row] for row in rows]
    for row in expected:
        row[2] = float(row[2]) if isinstance(row[2], Decimal) else row[2]
    assert [row + [None] * (3 - len(row)) for row in back] + [[None] * 3] * (
        len(rows) - len(back)
    ) == expected
