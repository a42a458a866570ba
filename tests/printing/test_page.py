# SPDX-License-Identifier: MIT
"""Pages: where texts land, that they fit, and what overprints say."""

import io
import re
import runpy
from pathlib import Path

import pypdfium2
import pytest

from tests.printing.reading import overflowing, pdfium_texts, texts
from unionoffice.printing import page as module
from unionoffice.printing.document import Document
from unionoffice.printing.style import A4, BODY, CENTER, MM, NUMBER, THIRD_A4, Size, Style


def box_of(path: Path) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of all text of the first page, in millimetres from the top left."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        text = page.get_textpage()
        boxes = [text.get_charbox(n, loose=True) for n in range(text.count_chars())]
        height = page.get_height()
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    return (
        left / MM,
        (height - max(b[3] for b in boxes)) / MM,
        right / MM,
        (height - min(b[1] for b in boxes)) / MM,
    )


@pytest.mark.parametrize(
    ("style", "left"),
    [(BODY, 50.0), (CENTER, 50 - 10.5 / MM), (NUMBER, 50 - 21 / MM)],
    ids=["left", "center", "right"],
)
def test_text_is_placed_in_millimetres_from_the_top_left(tmp_path: Path, style: Style, left: float) -> None:
    with Document(tmp_path / "a.pdf", title="样张") as document:
        document.page(A4).text(50, 30, "工会", style)
    found = box_of(tmp_path / "a.pdf")
    assert found[0] == pytest.approx(left, abs=0.3)
    assert found[1] == pytest.approx(30, abs=1.5)


def test_a_part_has_its_own_corner(tmp_path: Path) -> None:
    with Document(tmp_path / "a.pdf", title="样张") as document:
        document.page(A4).part(10, 99, THIRD_A4).part(5, 1, Size(50, 50)).text(0, 0, "工")
    found = box_of(tmp_path / "a.pdf")
    assert found[0] == pytest.approx(15, abs=0.3)
    assert found[1] == pytest.approx(100, abs=1.5)


@pytest.mark.parametrize(
    "text", ["领款人姓名", "很长的单位名称（" * 9, "ABC-1234567890" * 8, "一\n二\n三\n四\n五\n六"]
)
@pytest.mark.parametrize("style", [BODY, CENTER, NUMBER, BODY.but(valign="top"), BODY.but(valign="bottom")])
def test_a_text_never_leaves_its_box(tmp_path: Path, text: str, style: Style) -> None:
    with Document(tmp_path / "a.pdf", title="样张") as document:
        document.page(A4).box(50, 60, 30, 9, text, style)
    left, top, right, bottom = box_of(tmp_path / "a.pdf")
    assert left >= 50 and right <= 80.1
    assert top >= 60 - 1.2 and bottom <= 69 + 1.2  # loose character boxes are higher than the characters


def test_a_bold_text_is_filled_and_stroked_and_reads_once(tmp_path: Path) -> None:
    with Document(tmp_path / "a.pdf", title="样张") as document:
        document.page().text(50, 30, "审批表", BODY.but(bold=True))
    assert texts(tmp_path / "a.pdf") == ["审批表"]
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        modes = {pypdfium2.raw.FPDFTextObj_GetTextRenderMode(each.raw) for each in document[0].get_objects()}
    assert modes == {pypdfium2.raw.FPDF_TEXTRENDERMODE_FILL_STROKE}


def test_short_labels_are_spread_to_the_width_of_long_ones(tmp_path: Path) -> None:
    widths = []
    for text in ("姓名", "出生地", "联系电话"):
        with Document(tmp_path / "a.pdf", title="样张") as document:
            document.page().box(50, 30, 30, 8, text, BODY.but(align="spread"))
        found = box_of(tmp_path / "a.pdf")
        widths.append(round(found[2] - found[0], 1))
        assert pdfium_texts(tmp_path / "a.pdf")[0].replace(" ", "") == text
    assert max(widths) - min(widths) <= 0.3


def test_vertical_text_reads_downwards(tmp_path: Path) -> None:
    with Document(tmp_path / "a.pdf", title="样张") as document:
        document.page(THIRD_A4).vertical(200, 20, "第一联")
    left, top, right, bottom = box_of(tmp_path / "a.pdf")
    assert right - left == pytest.approx(10.5 / MM, abs=0.3)
    assert bottom - top > 3 * 10.5 / MM
    assert re.sub(r"\s", "", texts(tmp_path / "a.pdf")[0]) == "第一联"


def test_the_example_in_the_docstring_works(tmp_path: Path) -> None:
    code = (module.__doc__ or "").split("::\n", 1)[1].split("\nFor many papers", 1)[0]
    source = "\n".join(line.removeprefix("    ") for line in code.splitlines())
    path = tmp_path / "a.pdf"
    (tmp_path / "example.py").write_text(source, encoding="utf-8")
    runpy.run_path(str(tmp_path / "example.py"), {"path": path})
    text = texts(path)[0]
    assert "☑特困" in text and "¥500.00" in text and "签字（盖章）" in text
    assert overflowing(path) == []


def test_rect_draws_its_four_sides(tmp_path: Path) -> None:
    target = io.BytesIO()
    with Document(target, title="样张") as document:
        document.page(A4).rect(20, 30, 40, 50)
    with pypdfium2.PdfDocument(target.getvalue()) as pdf:
        bounds = [each.get_bounds() for each in pdf[0].get_objects()]
    left, right = min(b[0] for b in bounds) / MM, max(b[2] for b in bounds) / MM
    assert left == pytest.approx(20, abs=0.3) and right == pytest.approx(60, abs=0.3)
