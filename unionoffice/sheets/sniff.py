# SPDX-License-Identifier: MIT
"""Says what a file really is, from its bytes; its name and extension are not believed."""

import codecs
import struct
import zipfile
import zlib
from pathlib import Path

from unionoffice.errors import OfficeError
from unionoffice.sheets.kinds import FileKind
from unionoffice.sheets.ole import SIGNATURE, BrokenOle, Entry, OleFile

_HEAD = 64 * 1024
_OWNER_FILE_MAX = 4096
_FILEPASS, _EOF = 0x002F, 0x000A

_STARTS: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF", FileKind.PDF),
    (b"\x89PNG", FileKind.IMAGE),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"GIF8", FileKind.IMAGE),
    (b"BM", FileKind.IMAGE),
    (b"II*\x00", FileKind.IMAGE),
    (b"MM\x00*", FileKind.IMAGE),
    (b"Rar!", FileKind.ARCHIVE),
    (b"7z\xbc\xaf", FileKind.ARCHIVE),
    (b"\x1f\x8b", FileKind.ARCHIVE),
    (b"{\\rtf", FileKind.DOC),
)
_OLE_STREAMS: tuple[tuple[str, FileKind], ...] = (
    ("EncryptedPackage", FileKind.ENCRYPTED),
    ("Workbook", FileKind.XLS),
    ("Book", FileKind.XLS),
    ("WordDocument", FileKind.DOC),
    ("PowerPoint Document", FileKind.PPT),
    ("WpsContent", FileKind.WPS_TEXT),
)
_ZIP_MEMBERS: tuple[tuple[str, FileKind], ...] = (
    ("xl/workbook.bin", FileKind.XLSB),
    ("xl/workbook.xml", FileKind.XLSX),
    ("word/document.xml", FileKind.DOCX),
    ("ppt/presentation.xml", FileKind.PPT),
)
_TEXT_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def sniff(path: Path) -> FileKind:
    """What the file is. Raises OfficeError when it cannot be opened at all."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if path.name.startswith("~$") and len(head) < _OWNER_FILE_MAX:
            return FileKind.OWNER_FILE
        return _of_bytes(path, head)
    except OSError as error:
        raise opening_trouble(error) from error


def opening_trouble(error: OSError) -> OfficeError:
    """The sentence for a file that cannot be opened or read."""
    if isinstance(error, FileNotFoundError):
        sentence = "找不到这个文件，可能已被移走、改名，或 U 盘已拔出。请重新选择。"
    elif isinstance(error, IsADirectoryError):
        sentence = "这是一个文件夹，不是文件。请打开它，选择里面的表格文件。"
    elif isinstance(error, PermissionError):
        sentence = "打不开这个文件，它可能正在 WPS 或 Excel 里打开，或没有读取权限。请先关闭它，再重试。"
    else:
        sentence = "读不了这个文件，磁盘或 U 盘可能有问题。请把它复制到本机硬盘，再重试。原文件没有改动。"
    return OfficeError(sentence, detail=str(error))


def _of_bytes(path: Path, head: bytes) -> FileKind:
    if not head:
        return FileKind.EMPTY
    if head.startswith(b"PK\x03\x04"):
        return _of_zip(path)
    if head.startswith(SIGNATURE):
        return _of_ole(path.read_bytes())
    if _is_bare_biff(head):
        return FileKind.XLS
    kind = next((kind for start, kind in _STARTS if head.startswith(start)), None)
    return (
        _of_text(head)
        if kind in (None, FileKind.IMAGE) and _looks_like_text(head)
        else kind or FileKind.UNKNOWN
    )


def _of_zip(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            return _of_archive(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        EOFError,
    ):
        return FileKind.CUT_OFF


def _of_archive(archive: zipfile.ZipFile) -> FileKind:
    names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    kind = next((kind for member, kind in _ZIP_MEMBERS if member in names), None)
    if kind is not None:
        return kind
    if "mimetype" not in names or b"opendocument.spreadsheet" not in archive.read("mimetype")[:100]:
        return FileKind.ARCHIVE
    manifest = archive.read("META-INF/manifest.xml") if "meta-inf/manifest.xml" in names else b""
    return FileKind.ENCRYPTED if b"encryption-data" in manifest else FileKind.ODS


def _of_ole(data: bytes) -> FileKind:
    try:
        container = OleFile(data)
        entries = container.entries()
    except BrokenOle:
        return FileKind.CUT_OFF
    name, kind = next(((name, kind) for name, kind in _OLE_STREAMS if name in entries), ("", FileKind.UNKNOWN))
    locked = kind is FileKind.XLS and _has_password(container, entries[name])
    return FileKind.ENCRYPTED if locked else kind


def _has_password(container: OleFile, entry: Entry) -> bool:
    """An old workbook with a password has a FILEPASS among its first records, in clear; calamine calls it damaged."""
    try:
        stream = container.stream(entry)
    except (BrokenOle, LookupError):
        return False  # whoever reads it will find what is wrong
    at = 0
    while at + 4 <= len(stream):
        record, size = struct.unpack_from("<HH", stream, at)
        if record in (_FILEPASS, _EOF):
            return bool(record == _FILEPASS)
        at += 4 + size
    return False


def _is_bare_biff(head: bytes) -> bool:
    """Very old Excel (2 to 4) without a container: a BOF record comes first."""
    return (
        head[:1] == b"\x09"
        and head[1:2] in (b"\x00", b"\x02", b"\x04")
        and head[2:4] in (b"\x04\x00", b"\x06\x00")
    )


def _looks_like_text(head: bytes) -> bool:
    if head.startswith(_TEXT_BOMS):
        return True
    return text_encoding(head, whole=False) is not None


def _of_text(head: bytes) -> FileKind:
    text = decode_text(head, whole=False) or ""
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith("<?xml") or "<workbook" in start[:200]:
        return FileKind.HTML if "<html" in start[:1000] else FileKind.XML
    if start.startswith(
        ("<!doctype html", "<html", "<head", "<meta", "<table", "<body", "<style", "<div", "<!--")
    ):
        return FileKind.HTML
    if start.startswith("mime-version:"):
        return FileKind.WEB_ARCHIVE
    return FileKind.TEXT


def text_encoding(data: bytes, *, whole: bool = True) -> str | None:
    """The encoding of a text table: UTF-8 or UTF-16 with or without BOM, else GB18030; None when it is not text.

    ``whole=False`` allows the data to end in the middle of a character.
    """
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in data:
        return _bare_utf16(data)
    for encoding in ("utf-8", "gb18030"):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(data, final=whole)
        except UnicodeDecodeError:
            continue
        return encoding if _mostly_printable(text) else None
    return None


def decode_text(data: bytes, *, whole: bool = True) -> str | None:
    """The text, without its BOM; None when it is no text in an encoding an office uses."""
    encoding = text_encoding(data, whole=whole)
    if encoding is None:
        return None
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, final=whole)
    except UnicodeDecodeError:
        return None


def _bare_utf16(data: bytes) -> str | None:
    """UTF-16 without BOM: commas, digits and line ends have a zero byte on always the same side."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if min(even, odd) * 20 > max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(data, final=False)
    except UnicodeDecodeError:
        return None
    return encoding if _mostly_printable(text) else None


def _mostly_printable(text: str) -> bool:
    odd = sum(
        1 for char in text[:4096] if not (char.isprintable() or char in "\t\r\n\x0c\u3000\ufeff\u00a0\u200b")
    )
    return odd * 100 <= len(text[:4096])
