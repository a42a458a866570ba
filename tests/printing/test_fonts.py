# SPDX-License-Identifier: MIT
"""Fonts: resolved by role, replaced character by character, registered once."""

import io
import shutil
from collections.abc import Sequence
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from unionoffice.errors import OfficeError
from unionoffice.printing import fonts
from unionoffice.printing.fonts import FontBook
from unionoffice.resources import resource

RARE = "㛃䶮𬱟𠮷鿍㙍堃喆"


def names(runs: Sequence[fonts.Run]) -> list[str]:
    return [name.rsplit("-", 1)[0] for name, _ in runs]


def test_bundled_fonts_have_every_rare_name_character() -> None:
    book = FontBook(windows_folders=[])
    for role in fonts.ROLES:
        assert book.missing(RARE + "阿不都·热合曼 ¥1,234.00 □☑", role) == ""


def test_a_text_is_split_only_where_the_font_lacks_a_character() -> None:
    runs = FontBook(windows_folders=[]).runs("张𠮷喆", "song")
    assert [text for _, text in runs] == ["张", "𠮷", "喆"]
    assert names(runs) == ["NotoSerifSC-Regular", "UnionOfficeExt-Regular", "NotoSerifSC-Regular"]
    assert len(FontBook(windows_folders=[]).runs("张喆，工号 12", "song")) == 1


def test_both_check_boxes_come_from_one_font() -> None:
    runs = FontBook(windows_folders=[]).runs("□甲☑乙", "song")
    assert names(runs) == ["UnionOfficeExt-Regular", "NotoSerifSC-Regular"] * 2


def test_what_no_font_has_is_named_and_drawn_as_geta() -> None:
    book = FontBook(windows_folders=[])
    assert book.missing("王\U00031351\U00031351好", "song") == "\U00031351"
    assert "".join(text for _, text in book.runs("王\U00031351", "song")) == "王〓"


def test_invisible_marks_are_neither_drawn_nor_missing() -> None:
    book = FontBook(windows_folders=[])
    assert book.missing("邉\U000e0100\u200b", "song") == ""
    assert "".join(text for _, text in book.runs("邉\U000e0100\u200b\ta", "song")) == "邉 a"


def test_the_office_choice_comes_before_windows_and_windows_before_the_bundled(tmp_path: Path) -> None:
    bundled = resource("fonts", "UnionOfficeExt-Regular.ttf")
    chosen, windows = tmp_path / "chosen.ttf", tmp_path / "simsun.ttc"
    shutil.copy(bundled, chosen)
    shutil.copy(bundled, windows)
    assert FontBook({"song": chosen}, [tmp_path]).files("song")[:2] == [chosen, windows]
    assert FontBook(windows_folders=[tmp_path]).files("song")[:2] == [
        windows,
        resource("fonts", "NotoSerifSC-Regular.ttf"),
    ]
    assert names(FontBook({"song": chosen}, []).runs("𠮷张", "song")) == ["chosen", "NotoSerifSC-Regular"]


def test_two_files_of_one_font_can_be_used_in_one_document(tmp_path: Path) -> None:
    shutil.copy(resource("fonts", "UnionOfficeExt-Regular.ttf"), tmp_path / "copy.ttf")
    copied, bundled = (
        fonts.load(tmp_path / "copy.ttf"),
        fonts.load(resource("fonts", "UnionOfficeExt-Regular.ttf")),
    )
    assert copied is not None and bundled is not None
    assert pdfmetrics.getFont(copied.fontName) is copied
    assert pdfmetrics.getFont(bundled.fontName) is bundled
    target = io.BytesIO()
    canvas = Canvas(target)
    for font, character in ((copied, "𠮷"), (bundled, "𬱟")):
        canvas.setFont(font.fontName, 12)
        canvas.drawString(100, 100, character)
    canvas.save()
    assert pypdf.PdfReader(target).pages[0].extract_text().replace("\n", "") == "𠮷𬱟"


def test_roles_without_a_font_of_their_own_fall_back_to_song() -> None:
    book = FontBook(windows_folders=[])
    assert book.files("kai")[0].name == book.files("fangsong")[0].name == "NotoSerifSC-Regular.ttf"
    assert book.files("hei")[0].name == "NotoSansSC-Regular.ttf"


def test_a_damaged_choice_is_passed_over_when_printing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"\x00\x01\x00\x00 not a font")
    runs = FontBook({"song": broken}, []).runs("张三", "song")
    assert names(runs) == ["NotoSerifSC-Regular"]
    assert "broken.ttf" in caplog.text


def test_a_damaged_choice_is_refused_when_it_is_picked(tmp_path: Path) -> None:
    broken = tmp_path / "broken.otf"
    broken.write_bytes(b"OTTO" + b"\x00" * 40)
    with pytest.raises(OfficeError, match=r"broken\.otf"):
        fonts.check_font_file(broken)
    fonts.check_font_file(resource("fonts", "NotoSansSC-SemiBold.ttf"))


def test_width_is_in_points_and_counts_every_run() -> None:
    assert fonts.width("张𠮷", "song", 10.5) == pytest.approx(21.0)
    assert fonts.width("", "song", 10.5) == 0


def test_every_bundled_font_has_its_licence_beside_it() -> None:
    folder = resource("fonts")
    for font in folder.glob("*.ttf"):
        licence = folder / f"{font.stem.split('-')[0]}-OFL.txt"
        assert "SIL OPEN FONT LICENSE" in licence.read_text(encoding="utf-8").upper()
