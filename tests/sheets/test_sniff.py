# SPDX-License-Identifier: MIT
"""A file is what its bytes say, whatever its name says; each kind that cannot be read has its own sentence."""

import struct
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from unionoffice.errors import OfficeError
from unionoffice.progress import Silent
from unionoffice.sheets.kinds import TABLE_KINDS, UNREADABLE, FileKind
from unionoffice.sheets.reading import read_book
from unionoffice.sheets.sniff import decode_text, sniff, text_encoding

DATA = Path(__file__).parent / "data"


def ole(stream: str) -> bytes:
    """The smallest OLE2 container with one (empty) stream: header, one FAT sector, one directory sector."""
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    return bytes(header) + fat + (entry("Root Entry", 5) + entry(stream, 2)).ljust(512, b"\0")


def entry(name: str, kind: int) -> bytes:
    text = name.encode("utf-16-le")
    raw = bytearray(128)
    raw[: len(text)] = text
    struct.pack_into("<HBB", raw, 64, len(text) + 2, kind, 1)
    struct.pack_into("<IIII", raw, 68, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    struct.pack_into("<I", raw, 116, 0xFFFFFFFE)
    return bytes(raw)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("加密.xlsx", ole("EncryptedPackage"), FileKind.ENCRYPTED),
        ("旧.doc", ole("WordDocument"), FileKind.DOC),
        ("册.et", ole("Workbook"), FileKind.XLS),
        ("演示.ppt", ole("PowerPoint Document"), FileKind.PPT),
        ("断.xls", ole("Workbook")[:700], FileKind.CUT_OFF),
        ("断.xlsx", (DATA / "roster.xlsx").read_bytes()[:3000], FileKind.CUT_OFF),
        ("空.xlsx", b"", FileKind.EMPTY),
        ("网页.xls", "\ufeff<html><table><tr><td>姓名</td></tr></table>".encode(), FileKind.HTML),
        ("网页.xls", b"  <TABLE border=1><tr><td>1</td></tr></TABLE>", FileKind.HTML),
        ("网页.xls", "<meta charset=gb2312><table><td>姓名".encode("gb18030"), FileKind.HTML),
        ("页.xls", b"MIME-Version: 1.0\nContent-Type: multipart/related", FileKind.WEB_ARCHIVE),
        ("表.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com"/>', FileKind.XML),
        ("文.xlsx", b"%PDF-1.7\n%\xe2\xe3", FileKind.PDF),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0", FileKind.IMAGE),
        ("图.xlsx", b"\xff\xd8\xff\xe0\0\x10JFIF", FileKind.IMAGE),
        ("包.xlsx", b"Rar!\x1a\x07\x01\0", FileKind.ARCHIVE),
        ("文.doc", b"{\\rtf1\\ansi", FileKind.DOC),
        ("~$册.xlsx", b"\x05admin" + b" " * 160, FileKind.OWNER_FILE),
        ("怪.xlsx", bytes(range(256)) * 20, FileKind.UNKNOWN),
        ("表.xlsx", "姓名,工号\n赵一,1\n".encode("gb18030"), FileKind.TEXT),
        ("BM表.csv", b"BMI,name\n1,2\n", FileKind.TEXT),
    ],
)
def test_kind_and_its_sentence(tmp_path: Path, name: str, data: bytes, kind: FileKind) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert sniff(path) is kind
    if kind not in TABLE_KINDS:
        with pytest.raises(OfficeError) as caught:
            read_book(path, Silent())
        assert caught.value.sentence == UNREADABLE[kind]


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".csv", ".docx", ""])
@pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.XLS, FileKind.ODS])
def test_extension_is_not_believed(tmp_path: Path, kind: FileKind, suffix: str) -> None:
    path = tmp_path / f"名册{suffix}"
    path.write_bytes((DATA / f"roster.{kind}").read_bytes())
    assert sniff(path) is kind


def test_word_document_and_plain_archive(tmp_path: Path) -> None:
    Document().save(str(tmp_path / "文.xlsx"))
    with zipfile.ZipFile(tmp_path / "包.xlsx", "w") as archive:
        archive.writestr("名册.xlsx", b"x")
    assert (sniff(tmp_path / "文.xlsx"), sniff(tmp_path / "包.xlsx")) == (FileKind.DOCX, FileKind.ARCHIVE)


def test_encrypted_ods(tmp_path: Path) -> None:
    path = tmp_path / "册.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    assert sniff(path) is FileKind.ENCRYPTED


def test_missing_file_and_folder_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="找不到这个文件"):
        sniff(tmp_path / "没有.xlsx")
    with pytest.raises(OfficeError, match="文件夹"):
        sniff(tmp_path)


def test_every_unreadable_kind_has_a_sentence() -> None:
    assert set(UNREADABLE) == set(FileKind) - TABLE_KINDS
    assert all("！" not in sentence and "您" not in sentence for sentence in UNREADABLE.values())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_text_is_decoded_from_the_encodings_offices_use(encoding: str) -> None:
    text = "姓名,工号,手机\r\n赵一㛃,0012,13800000000\r\n"
    data = text.encode(encoding)
    assert (decode_text(data) or "").lstrip("\ufeff") == text


@given(st.binary(max_size=600))
def test_any_bytes_are_text_or_not_but_never_an_error(data: bytes) -> None:
    assert (text_encoding(data) is None) or isinstance(decode_text(data), str | None)


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=200))
def test_head_may_end_inside_a_character(text: str) -> None:
    data = f"姓名,{text}".encode()
    assert all(text_encoding(data[:cut], whole=False) == "utf-8" for cut in range(7, len(data)))
