# SPDX-License-Identifier: MIT
"""Takes the plan table out of somebody's Word or Excel file: six columns, merged cells resolved, row numbers kept."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from unionoffice.errors import OfficeError
from unionoffice.plan.wording import key_of, one_line, tidy_names, tidy_title
from unionoffice.progress import Progress
from unionoffice.sheets.cells import Cell, CellError, Sheet
from unionoffice.sheets.kinds import FileKind
from unionoffice.sheets.reading import read_book
from unionoffice.sheets.sniff import sniff
from unionoffice.sheets.tables import Table, best_sheet, find_table
from unionoffice.sheets.word import WordTable, read_word_tables

HEADINGS: dict[str, Sequence[str]] = {
    "theme": ("事项", "工作事项", "重点工作", "工作板块", "工作类别", "一级指标", "项目"),
    "point": ("要点", "工作要点", "主要内容", "工作重点", "二级指标", "重点任务"),
    "task": ("具体任务", "工作任务", "任务", "具体工作", "工作内容", "具体措施", "任务内容", "具体内容"),
    "due": ("完成时间", "完成时限", "时限", "时间节点", "完成期限", "时间安排", "计划完成时间", "时间"),
    "leader": ("责任领导", "分管领导", "牵头领导", "责任人", "负责人", "负责领导"),
    "dept": ("责任科室", "责任部门", "牵头科室", "牵头部门", "承办科室", "责任单位", "科室", "部门"),
}
LABELS = {name: accepted[0] for name, accepted in HEADINGS.items()}


@dataclass(frozen=True)
class RawTask:
    """One row as the table has it, with the theme and point it stands under. ``task`` is "" in a row without one."""

    row_no: int
    theme: str
    point: str
    task: str
    due: str
    leader: str
    dept: str


@dataclass(frozen=True)
class PlanTable:
    """A plan table as read. ``year`` is what its title says, 0 when it says none; ``row_no`` are the file's own."""

    source: str
    title: str
    year: int
    rows: tuple[RawTask, ...]
    columns: dict[str, str] = field(default_factory=dict)  # field -> the heading as the file has it
    unknown: tuple[str, ...] = ()  # headings that are not taken over


def read_plan_file(path: Path, progress: Progress) -> PlanTable:
    """The plan table of a .docx or a workbook. Raises OfficeError that says what the file is or lacks, Cancelled."""
    if sniff(path) is FileKind.DOCX:
        return table_of_word(read_word_tables(path, progress), path.name)
    book = read_book(path, progress)
    sheet = best_sheet(book, HEADINGS)
    table = _required(find_table(sheet, HEADINGS), path.name)
    return _plan_table(table, path.name, [_title_above(table)])


def table_of_word(tables: Sequence[WordTable], source: str) -> PlanTable:
    """The document's plan table; a table cut in two by a page break goes on where the header is not repeated."""
    for place, table in enumerate(tables):
        found = _header_of(table)
        if found is not None and "task" in found.columns:
            rows = _grid(table)
            for more in tables[place + 1 :]:
                if more.width != table.width or _header_of(more) is not None:
                    break
                rows += _grid(more)
            whole = find_table(Sheet(source, False, rows), HEADINGS)
            return _plan_table(whole, source, [_title_above(whole), table.before])
    raise OfficeError(
        f"“{source}”里没有找到工作安排表，没有导入任何内容。表头要有“具体任务”一列，"
        "最好是 事项、要点、具体任务、完成时间、责任领导、责任科室 六列。原文件没有改动。"
    )


def _header_of(table: WordTable) -> Table | None:
    try:
        found = find_table(Sheet("", False, _grid(table)), HEADINGS)
    except OfficeError:
        return None
    return found if len(found.columns) > 1 else None


def _grid(table: WordTable) -> list[list[Cell]]:
    """A cell merged over a whole row (a theme as a line of its own) is kept once, others in each place they cover."""
    rows: list[list[Cell]] = []
    for texts in table.filled():
        said = {text for text in texts if text.strip()}
        once = len(said) == 1 and sum(bool(text.strip()) for text in texts) > 1
        first = next((index for index, text in enumerate(texts) if text.strip()), 0)
        rows.append(
            [(text or None) if not once or index == first else None for index, text in enumerate(texts)]
        )
    return rows


def _required(table: Table, source: str) -> Table:
    if "task" in table.columns:
        return table
    found = "、".join(table.headings.values())
    raise OfficeError(
        f"“{source}”的表头里没有“具体任务”一列，没有导入任何内容。认出的列有：{found}。请改好列名再导入。原文件没有改动。"
    )


def _title_above(table: Table) -> str:
    """The longest text above the header, where the title stands."""
    above = table.sheet.rows[: table.header_row - table.sheet.first_row]
    texts = [one_line(cell) for row in above for cell in row if isinstance(cell, str) and cell.strip()]
    return max(texts, key=len, default="")


def _plan_table(table: Table, source: str, titles: Sequence[str]) -> PlanTable:
    title = next((text for text in titles if re.search(r"20\d\d", text) or "安排" in text), "")
    year = re.search(r"(20\d\d)", title) or re.search(r"(20\d\d)\s*年", source)
    return PlanTable(
        source, one_line(title), int(year[1]) if year else 0, tuple(_carried(table)),
        {name: heading for name, heading in table.headings.items() if name in HEADINGS},
        tuple(text for _, text in table.unknown),
    )  # fmt: skip


def _carried(table: Table) -> Iterator[RawTask]:
    """Rows with theme and point carried down where their cells are empty; a new theme begins without a point."""
    theme = point = ""
    for number, cells in table.rows:
        row = {name: _text(cells.get(name)) for name in HEADINGS}
        if row["theme"]:
            point = point if key_of(row["theme"]) == key_of(theme) else ""
            theme = tidy_title(row["theme"])
        if row["point"]:
            point = tidy_title(row["point"])
        yield RawTask(
            number, theme, point, one_line(row["task"]), "".join(row["due"].split()),
            tidy_names(row["leader"]) or "", tidy_names(row["dept"]) or "",
        )  # fmt: skip


def _text(cell: Cell) -> str:
    if cell is None or isinstance(cell, CellError):
        return ""
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else str(cell).strip()
