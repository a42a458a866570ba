# SPDX-License-Identifier: MIT
"""Which font file stands for which role on this machine, and which font draws each character of a text."""

import logging
import os
import re
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from reportlab.pdfbase import pdfmetrics

from unionoffice.errors import OfficeError
from unionoffice.printing.truetype import OfficeFont
from unionoffice.resources import resource

log = logging.getLogger(__name__)

Role = Literal["song", "hei", "kai", "fangsong", "ext"]
Run = tuple[str, str]
"""A registered ReportLab font name and the text it draws."""

ROLES: tuple[Role, ...] = ("song", "hei", "kai", "fangsong", "ext")

WINDOWS_FILES: Mapping[Role, str] = {
    "song": "simsun.ttc",
    "hei": "simhei.ttf",
    "kai": "simkai.ttf",
    "fangsong": "simfang.ttf",
    "ext": "simsunb.ttf",
}
BUNDLED_FILES: Mapping[Role, str] = {
    "song": "NotoSerifSC-Regular.ttf",
    "hei": "NotoSansSC-Regular.ttf",
    "ext": "UnionOfficeExt-Regular.ttf",
}
GETA = "〓"  # what Chinese typesetters put where a character is missing
CHECK_BOXES = frozenset("□☑")  # always from one font, so that the open and the ticked box are a pair

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_loading = threading.Lock()
_face_names: set[bytes] = set()


class FontBook:
    """The fonts of one office; loads a font file only when a text needs it. Safe to use from several threads.

    ``chosen`` are files the office picked in the settings (``check_font_file`` then); a file that is
    gone or damaged later is logged and passed over, because a print must not fail over it.
    ``windows_folders`` None = the folders of this machine.
    """

    def __init__(
        self, chosen: Mapping[Role, Path] | None = None, windows_folders: Sequence[Path] | None = None
    ) -> None:
        self._chosen = dict(chosen or {})
        self._folders = list(_windows_folders() if windows_folders is None else windows_folders)
        self._files = lru_cache(maxsize=None)(self._find_files)
        self._shaped = lru_cache(maxsize=20_000)(self._shape)
        self._em_width = lru_cache(maxsize=20_000)(self._measure)

    def font(self, role: Role) -> str:
        """The registered ReportLab name of the role's own font; it may lack characters, see ``runs``."""
        return str(next(self._fonts(role)).fontName)

    def runs(self, text: str, role: Role = "song") -> tuple[Run, ...]:
        """The text as runs of (registered font name, text), in order.

        What no font has becomes 〓, invisible marks are dropped, control characters become spaces.
        """
        return self._shaped(text, role)[0]

    def missing(self, text: str, role: Role = "song") -> str:
        """The characters, each once and in order, that no font has; they are drawn as 〓."""
        return self._shaped(text, role)[1]

    def width(self, text: str, role: Role, size: float) -> float:
        """The width in points of ``text`` on one line at ``size`` points."""
        return float(self._em_width(text, role)) * size

    def files(self, role: Role) -> list[Path]:
        """The font files asked in turn for a character of this role."""
        return list(self._files(role))

    def _find_files(self, role: Role) -> tuple[Path, ...]:
        roles: tuple[Role, ...] = (role, "song", "ext", "hei")
        found = [path for each in roles for path in self._candidates(each) if path.is_file()]
        return tuple(dict.fromkeys(found))

    def _candidates(self, role: Role) -> Iterator[Path]:
        if role in self._chosen:
            yield self._chosen[role]
        yield from (folder / WINDOWS_FILES[role] for folder in self._folders)
        if role in BUNDLED_FILES:
            yield _bundled(role)

    def _fonts(self, role: Role) -> Iterator[OfficeFont]:
        for path in self._files(role):
            font = load(path)
            if font is not None:
                yield font

    def _font_for(self, character: str, role: Role) -> OfficeFont | None:
        code = ord(character)
        if character in CHECK_BOXES:
            return load(_bundled("ext"))
        return next((font for font in self._fonts(role) if code in font.face.charToGlyph), None)

    def _shape(self, text: str, role: Role) -> tuple[tuple[Run, ...], str]:
        """The runs and the missing characters; most texts are one run of the role's own font."""
        text = _visible(text)
        main = next(self._fonts(role))
        known = main.face.charToGlyph
        if all(ord(c) in known for c in text) and CHECK_BOXES.isdisjoint(text):
            return (((main.fontName, text),) if text else (), "")
        drawn = [self._drawn(c, role) for c in text]
        runs = tuple((name, "".join(c for _, c in run)) for name, run in groupby(drawn, lambda pair: pair[0]))
        return runs, "".join(dict.fromkeys(c for c in text if self._font_for(c, role) is None))

    def _drawn(self, character: str, role: Role) -> Run:
        font = self._font_for(character, role)
        if font is not None:
            return font.fontName, character
        geta = self._font_for(GETA, role)
        return (geta.fontName, GETA) if geta is not None else (self.font(role), "?")

    def _measure(self, text: str, role: Role) -> float:
        return float(sum(pdfmetrics.stringWidth(run, name, 1.0) for name, run in self.runs(text, role)))


def _visible(text: str) -> str:
    """Without variation selectors and zero-width marks, which have no shape; control characters as spaces."""
    return _CONTROL.sub(" ", _INVISIBLE.sub("", text))


def _bundled(role: Role) -> Path:
    return resource("fonts", BUNDLED_FILES[role])


def _windows_folders() -> list[Path]:
    folders = []
    if "WINDIR" in os.environ:
        folders.append(Path(os.environ["WINDIR"], "Fonts"))
    if "LOCALAPPDATA" in os.environ:
        folders.append(Path(os.environ["LOCALAPPDATA"], "Microsoft", "Windows", "Fonts"))
    return folders


def load(path: Path) -> OfficeFont | None:
    """The font of a file, registered with ReportLab once per process; None and a log line if it is unusable.

    Of a collection (.ttc) the first font is taken.
    """
    with _loading:
        return _load(path)


@cache
def _load(path: Path) -> OfficeFont | None:
    try:
        font = _open(path)
    except OfficeError as problem:
        log.warning("font %s is not used: %s", path.name, problem.detail)
        return None
    _name_apart(font)
    pdfmetrics.registerFont(font)
    return font


def _name_apart(font: OfficeFont) -> None:
    """ReportLab draws with the first of two fonts of one name (two SimSun versions), whatever is asked."""
    name, number = font.face.name, 1
    while font.face.name in _face_names:
        number += 1
        font.face.name = name + b"-%d" % number
    _face_names.add(font.face.name)


def _open(path: Path) -> OfficeFont:
    name = f"{path.stem}-{zlib.crc32(str(path).encode()):08x}"
    try:
        return OfficeFont(name, str(path), subfontIndex=0, shapable=False)
    except Exception as problem:  # ReportLab lets struct, index and its own errors out of a damaged file
        raise OfficeError(
            f"字体文件“{path.name}”不能用于打印，请选择 TrueType 字体（.ttf 或 .ttc）。", detail=repr(problem)
        ) from problem


def check_font_file(path: Path) -> None:
    """Raise OfficeError if the file cannot be printed with: damaged, or CFF outlines as in most .otf."""
    _open(path)


_book = FontBook()


def configure(chosen: Mapping[Role, Path]) -> None:
    """Use the office's chosen font files from now on; called once by the composition root."""
    global _book
    _book = FontBook(chosen)


def font(role: Role = "song") -> str:
    """See :meth:`FontBook.font`."""
    return _book.font(role)


def runs(text: str, role: Role = "song") -> list[Run]:
    """See :meth:`FontBook.runs`."""
    return list(_book.runs(text, role))


def missing(text: str, role: Role = "song") -> str:
    """See :meth:`FontBook.missing`."""
    return _book.missing(text, role)


def width(text: str, role: Role, size: float) -> float:
    """See :meth:`FontBook.width`."""
    return _book.width(text, role, size)
