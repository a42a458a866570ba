# SPDX-License-Identifier: MIT
"""Documents: saved or not at all, the same bytes every time, pages numbered per set, frames stored once."""

import io
import time
from pathlib import Path

import pypdf
import pytest

from tests.printing.reading import overflowing, pdfium_texts, texts
from unionoffice.printing.document import Document
from unionoffice.printing.page import Page
from unionoffice.printing.style import A4, THIRD_A4, TITLE, Size


def write_two_pages(target: Path | io.BytesIO) -> None:
    with Document(target, title="样张", author="某大学工会") as document:
        frame = document.frame(A4, lambda page: page.text(105, 20, "慰问金领取凭证", TITLE))
        for name in ("㛃䶮𬱟𠮷", "王堃"):
            page = document.page()
            page.place(frame)
            page.text(20, 40, name)
            page.number()


def test_two_runs_give_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_two_pages(first)
    time.sleep(1.1)  # a second later: no date of today may be in the file
    write_two_pages(second)
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("read", [texts, pdfium_texts])
def test_text_is_read_back_exactly_from_page_frame_and_number(tmp_path: Path, read) -> None:
    write_two_pages(tmp_path / "a.pdf")
    first, second = read(tmp_path / "a.pdf")
    assert [line.strip() for line in first.splitlines()] == ["慰问金领取凭证", "㛃䶮𬱟𠮷", "第 1 页 共 2 页"]
    assert "第 2 页 共 2 页" in second
    assert overflowing(tmp_path / "a.pdf") == []


def test_metadata_says_title_author_and_prints_unscaled(tmp_path: Path) -> None:
    write_two_pages(tmp_path / "a.pdf")
    reader = pypdf.PdfReader(tmp_path / "a.pdf")
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("样张", "某大学工会")
    assert reader.root_object["/Lang"] == "zh-CN"
    assert reader.viewer_preferences is not None
    assert reader.viewer_preferences.print_scaling == "/None"


def test_every_font_is_embedded(tmp_path: Path) -> None:
    write_two_pages(tmp_path / "a.pdf")
    fonts = pypdf.PdfReader(tmp_path / "a.pdf").pages[0]["/Resources"]["/Font"]
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts.values())


def test_nothing_is_written_when_the_block_raises(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pytest.raises(RuntimeError, match="stop"), Document(path, title="样张") as document:
        document.page()
        raise RuntimeError("stop")
    assert not path.exists()


def test_pages_have_their_own_sizes(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with Document(path, title="样张") as document:
        for size in (A4, A4.landscape, THIRD_A4, Size(240, 140)):
            document.page(size)
    sizes = [
        (float(page.mediabox.width), float(page.mediabox.height)) for page in pypdf.PdfReader(path).pages
    ]
    assert [(round(w / 72 * 25.4, 1), round(h / 72 * 25.4, 1)) for w, h in sizes] == [
        (210, 297),
        (297, 210),
        (210, 99),
        (240, 140),
    ]


def test_each_set_of_pages_counts_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with Document(path, title="样张") as document:
        for pages in (2, 1):
            document.restart_numbers()
            for _ in range(pages):
                document.page().number()
    assert [text.strip() for text in texts(path)] == ["第 1 页 共 2 页", "第 2 页 共 2 页", "第 1 页 共 1 页"]


def test_drawing_on_a_finished_page_is_a_bug() -> None:
    document = Document(io.BytesIO(), title="样张")
    first = document.page()
    document.page()
    with pytest.raises(RuntimeError, match="finished"):
        first.text(10, 10, "迟了")


def test_a_frame_keeps_a_thousand_vouchers_small() -> None:
    def form(page: Page) -> None:
        for row in range(30):
            page.text(20, 20 + row * 8, f"第 {row} 行：领款人姓名　工号　分工会　金额（大写）")

    def size(framed: bool) -> int:
        target = io.BytesIO()
        with Document(target, title="样张") as document:
            frame = document.frame(A4, form)
            for number in range(200):
                page = document.page()
                page.place(frame) if framed else form(page)
                page.text(150, 10, f"NO. {number:04d}")
        return len(target.getvalue())

    assert size(framed=True) < 0.7 * size(framed=False)


def test_warnings_name_missing_characters_and_cut_texts() -> None:
    document = Document(io.BytesIO(), title="样张")
    page = document.page()
    assert document.warnings() == []
    page.text(20, 20, "王\U00031351")
    page.box(20, 40, 20, 5, "很长的单位名称" * 20)
    missing, cut = document.warnings()
    assert "U+31351" in missing and "〓" in missing
    assert "印不下" in cut and "很长的单位名称" in cut
