# SPDX-License-Identifier: MIT
"""Files as they arrive, through the whole import of the member register: formats, encodings, and those that cannot be
read. What each kind of file is told by is in test_sniff.py."""

import shutil
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sheets.test_reading import PAGE, record, wide
from tests.sheets.test_reading import xlsb as empty_xlsb
from tests.sheets.test_sniff import ole
from tests.sheets.trapped import MEMBERS, an_office, book, import_and_undo, kept
from unionoffice.errors import OfficeError
from unionoffice.office import Office
from unionoffice.progress import Silent
from unionoffice.sheets.import_file import read_import
from unionoffice.sheets.kinds import ENCRYPTED_SENTENCE, UNREADABLE, FileKind

DATA = Path(__file__).parent / "data"
ROWS = [["工号", "姓名", "部门", "入会时间", "手机"], ["0012", "赵一", "教务处", "2010.9", "13800000001"], ["0013", "钱二㛃", "人事处", "2011年3月", ""]]
CSV = "\r\n".join(",".join(row) for row in ROWS) + "\r\n"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path / "office") as opened:
        yield opened


def summary(people: dict[str, dict[str, object]]) -> list[tuple[object, ...]]:
    return [(one["staff_no"], name, one["branch"], one["join_date"]) for name, one in people.items()]


PEOPLE = [("0012", "赵一", "教务处", "2010-09"), ("0013", "钱二㛃", "人事处", "2011-03")]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_workbooks_of_other_programs(office: Office, kind: str) -> None:
    """Titles, a header in row 4, 部门 merged over two people, error cells, a total, a hidden sheet of last year."""
    made = import_and_undo(office, DATA / f"roster.{kind}")
    assert made.file.sheet_name == "花名册" and made.file.sheet_names == ["花名册", "旧名册"]
    assert summary(made.people) == [
        ("0012", "赵一", "教务处", "2010-09-01"), ("0013", "钱二㛃", "教务处", "2011-03-04"), ("0014", "孙三", "人事处", None),
    ]  # fmt: skip
    assert [row.row_no for row in made.plan.rows] == [5, 6, 7]
    assert (9, "合计行") in made.file.skipped


def binary(path: Path) -> Path:
    """ROWS as an .xlsb, its 部门 merged over both people; nothing at hand writes this format."""
    import zipfile

    cells = b""
    for number, row in enumerate(ROWS):
        cells += record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        for col, text in enumerate(row):
            if text and not (number == 2 and col == 2):
                cells += record(6, struct.pack("<II", col, 0) + wide(text))
    merged = record(177, struct.pack("<I", 1)) + record(176, struct.pack("<4I", 1, 2, 2, 2)) + record(178)
    part = record(129) + record(148, struct.pack("<IIII", 0, 2, 0, 4)) + record(145) + cells + record(146) + merged + record(130)
    with zipfile.ZipFile(empty_xlsb(path.with_suffix(".tmp"))) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, part if name.endswith("sheet1.bin") else old.read(name))
    return path


def test_a_binary_workbook_with_merged_cells(office: Office, tmp_path: Path) -> None:
    made = import_and_undo(office, binary(tmp_path / "册.xlsb"))
    assert summary(made.people) == [("0012", "赵一", "教务处", "2010-09"), ("0013", "钱二㛃", "教务处", "2011-03")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_tables_keep_zeros_and_rare_characters(office: Office, tmp_path: Path, encoding: str, delimiter: str) -> None:
    (tmp_path / "册.csv").write_bytes(CSV.replace(",", delimiter).encode(encoding))
    assert summary(import_and_undo(office, tmp_path / "册.csv").people) == PEOPLE


def test_a_line_break_inside_a_cell_does_not_shift_the_row_numbers(office: Office, tmp_path: Path) -> None:
    (tmp_path / "册.csv").write_text('工号,姓名,备注\n1,张三,"一\n二"\n\n,李四,\n', encoding="gb18030")
    made = import_and_undo(office, tmp_path / "册.csv")
    assert made.told == {2: "", 4: "没有工号，认不出是谁。"}, "as Excel numbers them"


# --- extensions that lie -------------------------------------------------------------------------------------------------


def _text(path: Path, encoding: str = "gb18030") -> None:
    path.write_bytes(CSV.encode(encoding))


def _page(path: Path) -> None:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    path.write_bytes((PAGE.split("<table")[0] + f"<table>{body}</table></body></html>").encode("gb18030"))


LIES: list[tuple[str, Callable[[Path], object]]] = [
    ("其实是文本.xlsx", _text), ("其实是文本.xls", _text), ("其实是网页.xls", _page), ("其实是新格式.xls", lambda path: book(path.with_suffix(".xlsx"), ROWS).rename(path)),
    ("其实是二进制.xlsx", binary), ("没有扩展名", _text), ("其实是表格.docx", _text),
]  # fmt: skip


@pytest.mark.parametrize(("name", "write"), LIES, ids=[name for name, _ in LIES])
def test_a_file_is_read_by_what_it_is(office: Office, tmp_path: Path, name: str, write: Callable[[Path], object]) -> None:
    write(tmp_path / name)
    assert [one[:2] for one in summary(import_and_undo(office, tmp_path / name).people)] == [one[:2] for one in PEOPLE]


# --- files that cannot be read: a sentence, and nothing written --------------------------------------------------------------


def refused(office: Office, path: Path) -> str:
    before = kept(office)
    with pytest.raises(OfficeError) as caught, office.read() as session:
        read_import(session, path, MEMBERS, Silent())
    assert kept(office) == before
    return caught.value.sentence


def test_an_encrypted_workbook_says_so(office: Office, tmp_path: Path) -> None:
    (tmp_path / "加密.xlsx").write_bytes(ole("EncryptedPackage"))
    assert refused(office, tmp_path / "加密.xlsx") == ENCRYPTED_SENTENCE
    assert "加了密码" in ENCRYPTED_SENTENCE and "另存为不加密码的副本" in ENCRYPTED_SENTENCE


def test_an_old_workbook_with_a_password_says_so(office: Office, tmp_path: Path) -> None:
    """The record after the stream's first ones becomes FILEPASS, as Excel 97 to 2003 mark a password."""
    data = bytearray((DATA / "roster.xls").read_bytes())
    at = data.index(struct.pack("<HHHH", 0x0809, 16, 0x0600, 0x0005))  # BOF of the workbook's globals
    following = at + 20
    (size,) = struct.unpack_from("<H", data, following + 2)
    struct.pack_into("<HH", data, following, 0x002F, size)
    (tmp_path / "加密.xls").write_bytes(data)
    assert refused(office, tmp_path / "加密.xls") == ENCRYPTED_SENTENCE


def test_the_lock_file_beside_an_open_workbook_is_named_for_what_it_is(office: Office, tmp_path: Path) -> None:
    (tmp_path / "~$花名册.xlsx").write_bytes(b"\x06clerk ".ljust(165, b" "))
    assert refused(office, tmp_path / "~$花名册.xlsx") == UNREADABLE[FileKind.OWNER_FILE]


def test_a_workbook_that_excel_holds_is_to_be_closed_first(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book(tmp_path / "册.xlsx", ROWS)
    whole = Path.open

    def held(self: Path, *how, **more):  # type: ignore[no-untyped-def]
        if self == path:
            raise PermissionError(13, "The process cannot access the file because it is being used by another process")
        return whole(self, *how, **more)

    monkeypatch.setattr(Path, "open", held)
    assert refused(office, path) == "打不开这个文件，它可能正在 WPS 或 Excel 里打开，或没有读取权限。请先关闭它，再重试。"


def test_a_workbook_open_elsewhere_that_lets_itself_be_read_is_read(office: Office, tmp_path: Path) -> None:
    path = book(tmp_path / "册.xlsx", ROWS)
    (tmp_path / "~$册.xlsx").write_bytes(b"\x06clerk ".ljust(165, b" "))
    with path.open("r+b"):
        assert summary(import_and_undo(office, path).people) == PEOPLE


@pytest.mark.parametrize("cut", [0, 900, 4000])
def test_a_file_that_did_not_come_through_whole(office: Office, tmp_path: Path, cut: int) -> None:
    whole = book(tmp_path / "整.xlsx", ROWS)
    (tmp_path / "断.xlsx").write_bytes(whole.read_bytes()[:cut])
    assert refused(office, tmp_path / "断.xlsx") in (UNREADABLE[FileKind.EMPTY], UNREADABLE[FileKind.CUT_OFF])


def test_a_table_of_something_else_names_the_headings_it_looked_for(office: Office, tmp_path: Path) -> None:
    said = refused(office, book(tmp_path / "菜单.xlsx", [["菜名", "价钱"], ["豆腐", 3]]))
    assert said.startswith("在“菜单.xlsx”的前 10 行里没有找到表头，没有导入任何内容。要找的列名有：姓名、") and said.endswith("改好再导入。")


def test_a_file_that_has_gone_is_said(office: Office, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "u盘", ignore_errors=True)
    assert refused(office, tmp_path / "u盘" / "册.xlsx").startswith("找不到这个文件，可能已被移走、改名，或 U 盘已拔出。")
