# SPDX-License-Identifier: MIT
"""Long lists: headers, subtotals, totals, merged cells, cancelling."""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.printing.reading import overflowing, texts
from unionoffice.errors import Cancelled
from unionoffice.printing.document import Document
from unionoffice.printing.grid import label, value
from unionoffice.printing.marks import foot_line
from unionoffice.printing.page import Page
from unionoffice.printing.style import A4, CENTER, MM, NUMBER, TITLE
from unionoffice.printing.table import Column, Table, draw_table, spanned
from unionoffice.progress import Silent

Row = tuple[str, Decimal]
PEOPLE: list[Row] = [(f"会员{n:03d}", Decimal(n)) for n in range(1, 30)]


def amount(rows: Sequence[Row]) -> str:
    return f"{sum(row[1] for row in rows):.2f}"


def head(page: Page) -> float:
    page.text(page.width / 2, 15, "慰问金发放签收表", TITLE)
    return 30.0


def sign_off(rows: list[Row], **changes: object) -> Table[Row]:
    columns: list[Column[Row]] = [
        Column("序号", 12),
        Column("姓名", 60, lambda row: row[0], CENTER),
        Column("金额", 60, lambda row: f"{row[1]:.2f}", NUMBER),
        Column("领款人签字", 42, lambda row: ""),
    ]
    table = Table(
        columns,
        rows,
        head,
        foot=lambda page, y: foot_line(page, y + 3, ["审核人：", "制表人："]),
        foot_height=10,
        subtotal=lambda page: spanned("本页小计", 2, value(amount(page)), value(f"{len(page)} 人次")),
        total=lambda every: [
            spanned("合计", 2, value(amount(every)), value()),
            [label("合计人民币（大写）", 2), value("肆佰叁拾伍元整", 2)],
        ],
        rows_per_page=12,
    )
    for name, given in changes.items():
        setattr(table, name, given)
    return table


def drawn(path: Path, table: Table[Any]) -> list[str]:
    with Document(path, title="样张") as document:
        draw_table(document, table)
    assert document.warnings() == []
    assert overflowing(path) == []
    return texts(path)


def test_every_row_is_printed_once_under_a_repeated_header(tmp_path: Path) -> None:
    pages = drawn(tmp_path / "a.pdf", sign_off(PEOPLE))
    assert len(pages) == 3
    assert all(page.count("领款人签字") == 1 and page.count("慰问金发放签收表") == 1 for page in pages)
    assert re.findall(r"会员\d{3}", "".join(pages)) == [name for name, _ in PEOPLE]
    assert [re.findall(r"第 \d 页 共 \d 页", page) for page in pages] == [
        [f"第 {n} 页 共 3 页"] for n in (1, 2, 3)
    ]
    assert all("审核人：" in page for page in pages)


def test_each_page_has_its_subtotal_and_the_last_the_totals(tmp_path: Path) -> None:
    pages = drawn(tmp_path / "a.pdf", sign_off(PEOPLE))
    assert ["78.00" in pages[0], "222.00" in pages[1], "135.00" in pages[2]] == [True] * 3
    assert "合计" not in pages[0] + pages[1]
    assert "435.00" in pages[2] and "肆佰叁拾伍元整" in pages[2]


def test_an_empty_list_still_prints_one_page_with_its_totals(tmp_path: Path) -> None:
    pages = drawn(tmp_path / "a.pdf", sign_off([]))
    assert len(pages) == 1
    assert "本页小计" in pages[0] and "0.00" in pages[0]


@pytest.mark.parametrize("count", range(25, 33))
def test_totals_always_fit_below_the_rows(tmp_path: Path, count: int) -> None:
    pages = drawn(
        tmp_path / "a.pdf", sign_off(PEOPLE[:29] + PEOPLE[: max(0, count - 29)], rows_per_page=None)
    )
    assert "肆佰叁拾伍元整" in pages[-1]
    assert re.search(r"会员\d{3}", pages[-1])


def table_bottom(path: Path) -> float:
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        lines = [each for each in page.get_objects() if each.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
        return (page.get_height() - min(each.get_bounds()[1] for each in lines)) / MM


def test_padding_fills_the_page_with_empty_rows(tmp_path: Path) -> None:
    drawn(tmp_path / "a.pdf", sign_off(PEOPLE[:3]))
    drawn(tmp_path / "b.pdf", sign_off(PEOPLE[:3], pad=True))
    assert table_bottom(tmp_path / "b.pdf") - table_bottom(tmp_path / "a.pdf") == pytest.approx(
        9 * 8, abs=0.1
    )


TASKS = [
    ("思想引领", "学习", "开展专题学习，覆盖全体工会干部，做好记录。" * (1 + n % 3), n) for n in range(10)
] + [("权益维护", f"要点{n}", "召开教代会", n) for n in range(15)]


def plan() -> Table[tuple[str, str, str, int]]:
    columns: list[Column[tuple[str, str, str, int]]] = [
        Column("事项", 30, lambda task: task[0], CENTER, merge=True),
        Column("要点", 40, lambda task: task[1], merge=True),
        Column("具体任务", 66, lambda task: task[2]),
        Column("完成时间", 38, lambda task: f"{task[3] % 12 + 1} 月", CENTER),
    ]
    return Table(columns, TASKS, head, grow=True, row_height=12)


def test_merged_cells_are_written_once_a_page_and_again_on_the_next(tmp_path: Path) -> None:
    pages = drawn(tmp_path / "a.pdf", plan())
    assert len(pages) == 2
    assert [page.count("思想引领") for page in pages] == [1, 0]
    assert [page.count("权益维护") for page in pages] == [1, 1]
    assert "".join(pages).count("召开教代会") == 15


def test_equal_texts_under_different_themes_are_not_merged(tmp_path: Path) -> None:
    table = plan()
    table.rows = [("甲事", "同一要点", "任务", 1), ("乙事", "同一要点", "任务", 2)]
    assert drawn(tmp_path / "a.pdf", table)[0].count("同一要点") == 2


def test_a_header_of_several_rows_may_span_columns(tmp_path: Path) -> None:
    header = [
        [label("领款人", 2), label("金额", rows=2), label("签字", rows=2)],
        [label("序号"), label("姓名")],
    ]
    page = drawn(tmp_path / "a.pdf", sign_off(PEOPLE[:3], header=header))[0]
    assert "领款人" in page and "签字" in page


def test_a_row_longer_than_a_page_is_set_smaller_and_cut_with_a_warning(tmp_path: Path) -> None:
    table = plan()
    table.rows = [("事项", "要点", "很长的任务说明，" * 2000, 1)]
    with Document(tmp_path / "a.pdf", title="样张") as document:
        draw_table(document, table)
    assert overflowing(tmp_path / "a.pdf") == []
    assert document.page_count == 1
    assert any("印不下" in sentence for sentence in document.warnings())


def test_a_cancelled_list_writes_nothing(tmp_path: Path) -> None:
    progress = Silent()
    progress.cancel()
    with pytest.raises(Cancelled), Document(tmp_path / "a.pdf", title="样张") as document:
        draw_table(document, sign_off(PEOPLE), progress)
    assert not (tmp_path / "a.pdf").exists()


def test_landscape_pages_stay_within_their_margins(tmp_path: Path) -> None:
    assert len(drawn(tmp_path / "a.pdf", sign_off(PEOPLE, size=A4.landscape))) == 3
