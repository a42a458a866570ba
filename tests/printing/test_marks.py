# SPDX-License-Identifier: MIT
"""Head and foot lines, check boxes, cut lines and overprints."""

from pathlib import Path

import pypdfium2
import pytest

from tests.printing.reading import overflowing, texts
from unionoffice.printing.document import Document
from unionoffice.printing.marks import cut_line, foot_line, head_line, reprint_mark, stamp, ticks
from unionoffice.printing.style import A4, MM, THIRD_A4

SIGNERS = ["审批：", "审核：", "会计：", "出纳：", "经办人：李四", "证明人：", "领款人（签字）："]


def test_every_option_has_a_box_and_the_chosen_are_ticked() -> None:
    assert ticks(["现金", "转账"], {"转账"}) == "□现金　☑转账"
    assert ticks(["现金"], []) == "□现金"


def lefts(path: Path, text: str) -> list[float]:
    with pypdfium2.PdfDocument(path) as document:
        page = document[0].get_textpage()
        whole = page.get_text_range()
        return [page.get_charbox(n)[0] / MM for n, c in enumerate(whole) if c == text]


def test_head_line_reaches_from_margin_to_margin(tmp_path: Path) -> None:
    with Document(tmp_path / "a.pdf", title="样张") as document:
        head_line(document.page(), 20, ["分工会（盖章）：", "编号：2026-1", "单位：元"])
    assert lefts(tmp_path / "a.pdf", "分")[0] == pytest.approx(18, abs=0.5)
    assert lefts(tmp_path / "a.pdf", "元")[0] == pytest.approx(192 - 10.5 / MM, abs=0.5)


def test_foot_line_gives_every_signer_the_same_room(tmp_path: Path) -> None:
    with Document(tmp_path / "a.pdf", title="样张") as document:
        foot_line(document.page(), 20, ["审核：", "审核：", "审核："])
    first, second, third = lefts(tmp_path / "a.pdf", "审")
    assert second - first == pytest.approx(58, abs=0.1)
    assert third - second == pytest.approx(58, abs=0.1)


def test_a_crowded_foot_line_is_set_smaller_and_stays_on_the_page(tmp_path: Path) -> None:
    with Document(tmp_path / "a.pdf", title="样张") as document:
        foot_line(document.page(), 20, SIGNERS * 3)
    assert overflowing(tmp_path / "a.pdf") == []
    assert texts(tmp_path / "a.pdf")[0].count("领款人（签字）：") == 3


def test_stamp_is_hollow_in_the_middle_and_reads_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with Document(path, title="样张") as document:
        page = document.page(A4)
        stamp(page.part(0, 99, THIRD_A4))
        reprint_mark(page, 2)
        cut_line(page, 99)
    assert "作废" in texts(path)[0].replace("\n", "") and "补打 2" in texts(path)[0]
    with pypdfium2.PdfDocument(path) as document:
        hollow = [
            each.get_bounds()
            for each in document[0].get_objects()
            if each.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT
            and pypdfium2.raw.FPDFTextObj_GetTextRenderMode(each.raw)
            == pypdfium2.raw.FPDF_TEXTRENDERMODE_STROKE
        ]
    left, bottom = min(b[0] for b in hollow), min(b[1] for b in hollow)
    right, top = max(b[2] for b in hollow), max(b[3] for b in hollow)
    assert (left + right) / 2 / MM == pytest.approx(105, abs=3)
    assert (297 - (top + bottom) / 2 / MM) == pytest.approx(99 + 49.5, abs=3)
    assert overflowing(path) == []
