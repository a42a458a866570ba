# SPDX-License-Identifier: MIT
"""The preview shows the pages, prints them at their true size, moves the print, and saves a copy."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from tests.recording_door import RecordingDoor
from ui.app_state import AppState
from ui.jobs import JobRunner
from ui.pdf_pages import POINTS_PER_INCH, PdfPages
from ui.preview import PreviewPanel, paper_words
from ui.print_pdf import page_layout, print_pages
from unionoffice.errors import OfficeError
from unionoffice.progress import Silent

A4 = (595.276, 841.890)
HALF_A4 = (595.276, 420.945)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Three pages: A4, half A4 lying, A4; each with a black square 20 pt wide, 72 pt from its upper left corner."""
    path = tmp_path / "凭证.pdf"
    canvas = Canvas(str(path))
    for width, height in (A4, HALF_A4, A4):
        canvas.setPageSize((width, height))
        canvas.rect(72, height - 92, 20, 20, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def panel(qtbot: QtBot, state: AppState, pdf: Path) -> PreviewPanel:
    made = PreviewPanel(state)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.show_pdf(pdf, "领取凭证 慰-2020-0214")
    return made


def black_box(image: QImage) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is black."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    data, step = bytes(grey.constBits()), grey.bytesPerLine()
    lines = [data[y * step : y * step + grey.width()] for y in range(grey.height())]
    rows = [y for y, line in enumerate(lines) if min(line) < 60]
    columns = [x for x, level in enumerate(lines[rows[len(rows) // 2]]) if level < 60]
    return columns[0], rows[0], columns[-1], rows[-1]


def test_a_page_is_drawn_to_scale(pdf: Path) -> None:
    pages = PdfPages(pdf)
    image = pages.render(0, 1.0)
    assert (image.width(), image.height()) == (596, 842)
    left, top, right, bottom = black_box(image)
    assert abs(left - 72) <= 1 and abs(top - 72) <= 1 and abs(right - left - 19) <= 1 and abs(bottom - top - 19) <= 1
    pages.close()


def test_strips_put_together_are_the_page(pdf: Path) -> None:
    pages = PdfPages(pdf)
    whole, parts = pages.render(0, 2.0), [pages.render_strip(0, 2.0, top, top + 100) for top in (0.0, 100.0)]
    assert parts[0].height() == 200
    for y in (20, 150, 180, 230):
        part = parts[y // 200]
        assert [part.pixel(x, y % 200) for x in range(0, 1000, 7)] == [whole.pixel(x, y) for x in range(0, 1000, 7)]
    pages.close()


def test_what_is_no_pdf_is_said_in_a_sentence(tmp_path: Path) -> None:
    wrong = tmp_path / "凭证.pdf"
    wrong.write_bytes(b"PK\x03\x04 not a pdf")
    with pytest.raises(OfficeError, match="不是完整的 PDF"):
        PdfPages(wrong)
    with pytest.raises(OfficeError, match="文件不在了"):
        PdfPages(tmp_path / "nowhere.pdf")


def test_the_panel_closes_when_there_is_nothing_to_show(
    qtbot: QtBot, panel: PreviewPanel, tmp_path: Path, door: RecordingDoor
) -> None:
    with qtbot.waitSignal(panel.closed):
        panel.show_pdf(tmp_path / "nowhere.pdf", "领取凭证")
    assert "文件不在了" in door.errors[0].sentence


def test_pages_are_drawn_as_they_come_into_sight(qtbot: QtBot, panel: PreviewPanel) -> None:
    canvas = panel.canvas
    qtbot.waitUntil(lambda: canvas.image(0) is not None)
    canvas.go_to(2)
    assert canvas.page() == 2 and panel._list.currentRow() == 2
    canvas.grab()
    qtbot.waitUntil(lambda: canvas.image(2) is not None)
    panel.close_panel()


def test_zoom_by_steps_by_width_and_by_page(qtbot: QtBot, panel: PreviewPanel) -> None:
    canvas = panel.canvas
    canvas.set_zoom(1.0)
    canvas.step_zoom(True)
    assert canvas.zoom == 1.25 and panel._zoom.text() == "125%"
    canvas.fit("page")
    assert canvas.zoom * A4[1] * 96 / 72 <= canvas.viewport().height()
    canvas.fit("width")
    wide = canvas.zoom
    canvas.step_zoom(False)
    assert canvas.zoom < wide
    panel.close_panel()


def test_esc_closes_and_the_file_can_be_deleted(qtbot: QtBot, panel: PreviewPanel, pdf: Path) -> None:
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.canvas, Qt.Key.Key_Escape)
    pdf.unlink()
    assert not pdf.exists()


def test_saving_writes_the_same_bytes(panel: PreviewPanel, pdf: Path, tmp_path: Path, door: RecordingDoor) -> None:
    panel.save_to(tmp_path / "交财务")
    assert (tmp_path / "交财务.pdf").read_bytes() == pdf.read_bytes()
    assert door.infos == ["已另存为 交财务.pdf"]
    panel.save_to(tmp_path / "no such folder" / "x.pdf")
    assert len(door.errors) == 1 and door.retries[0] is not None
    panel.close_panel()


def test_the_print_position_is_remembered_per_printer(panel: PreviewPanel, state: AppState) -> None:
    panel.printer.set_choices([("针式", "针式"), ("激光", "激光")])
    panel.printer.choose("针式")
    panel.right.setValue(2.5)
    panel.down.setValue(-1.0)
    panel.printer.choose("激光")
    assert panel.offset() == (0.0, 0.0)
    panel.printer.choose("针式")
    assert panel.offset() == (2.5, -1.0)
    panel.close_panel()


def printed(path: Path, numbers: list[int], source: Path, offset: tuple[float, float]) -> PdfPages:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(300)
    printer.setOutputFileName(str(path))
    pages = PdfPages(source)
    assert print_pages(pages, numbers, printer, offset, Silent()) == len(numbers)
    return PdfPages(path)


@pytest.mark.parametrize("offset", [(0.0, 0.0), (10.0, 5.0)])
def test_the_print_has_the_true_size_and_place(pdf: Path, tmp_path: Path, offset: tuple[float, float]) -> None:
    out = printed(tmp_path / "out.pdf", [0, 1], pdf, offset)
    assert [(round(size.width), round(size.height)) for size in out.sizes] == [(595, 842), (595, 420)]  # half A4 goes on A5 paper
    for number in (0, 1):
        left, top, right, _ = black_box(out.render(number, 1.0))
        assert abs(left - 72 - offset[0] / 25.4 * POINTS_PER_INCH) <= 2
        assert abs(top - 72 - offset[1] / 25.4 * POINTS_PER_INCH) <= 2
        assert abs(right - left - 19) <= 2


def test_a_cancelled_print_stops(pdf: Path, tmp_path: Path) -> None:
    progress = Silent()
    progress.cancel()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with pytest.raises(OfficeError, match="已取消"):
        print_pages(PdfPages(pdf), [0, 1, 2], printer, (0, 0), progress)


def test_printing_is_a_job_that_reports(
    panel: PreviewPanel, inline: JobRunner, tmp_path: Path, door: RecordingDoor
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    panel.send(printer)
    assert door.infos == ["已送到 out.pdf，2 页"]
    assert len(PdfPages(tmp_path / "out.pdf")) == 2
    panel.close_panel()


def test_a_lying_page_turns_the_paper(pdf: Path) -> None:
    pages = PdfPages(pdf)
    assert page_layout(pages.sizes[1]).orientation().name == "Landscape"
    assert page_layout(pages.sizes[0]).orientation().name == "Portrait"
    assert paper_words(pages) == "纸张 210 × 149 毫米、210 × 297 毫米，按原大打印，不缩放"
