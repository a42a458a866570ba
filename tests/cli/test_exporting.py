# SPDX-License-Identifier: MIT
"""``export``: the window's workbooks, filtered by words, masked, never over an existing file."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run


def people(path: Path) -> list[dict[str, object]]:
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] == "序号")
    return [dict(zip(map(str, rows[head]), row, strict=True)) for row in rows[head + 1 :] if isinstance(row[0], int)]


@pytest.mark.parametrize("what", ["members", "aid", "hardship", "visits", "welfare", "plan"])
def test_each_list_is_written_once_and_never_over_itself(at: Run, tmp_path: Path, what: str) -> None:
    path = tmp_path / "出去.xlsx"
    told = at("export", what, path)
    assert told.code == 0 and told.out.startswith("已导出") and str(path) in told.out
    before = path.read_bytes()
    again = at("export", what, path)
    assert again.code == 0 and path.read_bytes() == before
    assert len(list(tmp_path.glob("出去*.xlsx"))) == 2 and str(path) + "\n" not in again.out


def test_filters_by_name_choose_the_rows_and_numbers_are_masked(at: Run, tmp_path: Path) -> None:
    path = tmp_path / "在编.xlsx"
    told = at("export", "members", path, "--filter", "用工形式=在编", "--filter", "性别=女")
    found = people(path)
    assert told.code == 0 and f"已导出 {len(found)} 人" in told.out
    assert {row["用工形式"] for row in found} == {"在编"} and {row["性别"] for row in found} == {"女"}
    assert all("****" in str(row["手机"]) for row in found if row["手机"])


def test_the_same_column_twice_means_either(at: Run, tmp_path: Path) -> None:
    path = tmp_path / "两种.xlsx"
    at("export", "members", path, "--filter", "用工形式=在编", "--filter", "用工形式=博士后")
    assert {row["用工形式"] for row in people(path)} == {"在编", "博士后"}


def test_search_and_a_unit_by_its_name(at: Run, tmp_path: Path) -> None:
    at("export", "members", tmp_path / "全.xlsx")
    branch = str(people(tmp_path / "全.xlsx")[0]["分工会"])
    at("export", "members", tmp_path / "一.xlsx", "--filter", f"分工会={branch}")
    at("export", "members", tmp_path / "搜.xlsx", "--search", branch)
    assert {row["分工会"] for row in people(tmp_path / "一.xlsx")} == {branch}
    assert people(tmp_path / "搜.xlsx") == people(tmp_path / "一.xlsx")


def test_a_year_filter(at: Run, tmp_path: Path) -> None:
    told = at("export", "aid", tmp_path / "年.xlsx", "--filter", "年份=2020")
    assert told.code == 0 and people(tmp_path / "年.xlsx")
    none = at("export", "aid", tmp_path / "无.xlsx", "--filter", "年份=1999 年")
    assert none.code == 0 and people(tmp_path / "无.xlsx") == []


@pytest.mark.parametrize(
    ("filter_text", "said"),
    [
        ("生肖=龙", "没有“生肖”一列"),
        ("用工形式=志愿者", "用工形式：“志愿者”不在"),
        ("分工会=没有的学院", "没有叫“没有的学院”的"),
    ],
)
def test_a_filter_that_means_nothing_is_refused_and_nothing_is_written(
    at: Run, tmp_path: Path, filter_text: str, said: str
) -> None:
    told = at("export", "members", tmp_path / "x.xlsx", "--filter", filter_text)
    assert told.code == 3 and said in told.err
    assert not (tmp_path / "x.xlsx").exists()


def test_a_place_that_takes_no_file_is_said(at: Run, tmp_path: Path) -> None:
    told = at("export", "members", tmp_path / "没有" / "x.xlsx")
    assert told.code == 3 and "没有写成" in told.err


def test_the_month_goes_into_a_folder_that_is_made(at: Run, tmp_path: Path) -> None:
    told = at("export", "month", "2020-12", "--out", tmp_path / "月报" / "2020")
    [path] = (tmp_path / "月报" / "2020").glob("*.xlsx")
    assert told.code == 0 and str(path) in told.out and len(load_workbook(path).sheetnames) > 2


def test_the_month_goes_to_the_office_s_exports_by_default(at: Run, folder: Path) -> None:
    assert at("export", "month", "2020-9").code == 0
    assert len(list((folder / "exports").glob("*.xlsx"))) == 1


@pytest.mark.parametrize("month", ["2020", "2020-13", "二〇二〇年十二月", "2020-12-01"])
def test_a_month_that_is_none_is_refused(at: Run, month: str) -> None:
    told = at("export", "month", month)
    assert told.code == 3 and "不是年月" in told.err


def test_a_plan_of_another_year_is_not_there(at: Run, tmp_path: Path) -> None:
    told = at("export", "plan", tmp_path / "p.xlsx", "--year", "2031")
    assert told.code == 3 and "还没有 2031 年的工作计划" in told.err and list(tmp_path.glob("*.xlsx")) == []


def test_hardship_files_leave_without_income_and_illness(at: Run, tmp_path: Path) -> None:
    told = at("export", "hardship", tmp_path / "档案.xlsx", "--filter", "状态=在档")
    found = people(tmp_path / "档案.xlsx")
    assert told.code == 0 and len(found) == 3 and {row["状态"] for row in found} == {"在档"}
    assert {row["家庭月人均收入（元）"] for row in found} == {row["主要致困原因"] for row in found} == {"***"}


def test_the_aid_statistics_by_two_things(at: Run, tmp_path: Path) -> None:
    path = tmp_path / "统计.xlsx"
    told = at("export", "aid-statistics", path, "--by", "branch", "--cross", "month", "--year", "2020")
    assert told.code == 0 and told.out.startswith("已导出 2020 年帮扶统计，共 69 人次")
    book = load_workbook(path)
    assert book.sheetnames == ["按分工会", "月份人次", "月份金额"]
    sums = next(row for row in book["按分工会"].iter_rows() if row[0].value == "合计")
    assert str(sums[1].value).startswith("=SUM(B") and isinstance(sums[2].value, int) and sums[2].value <= 69


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--by", "colour"), "不能按“colour”统计"), (("--cross", "type"), "同一项"), (("--from", "2020-01-01"), "要一起写"),
        (("--from", "2020-02-01", "--to", "2020-01-01"), "早于"), (("--year", "2011"), "没有慰问，没有导出"),
    ],
)  # fmt: skip
def test_statistics_that_cannot_be_are_refused(at: Run, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    told = at("export", "aid-statistics", tmp_path / "统计.xlsx", *words)
    assert told.code == 3 and said in told.err and not list(tmp_path.glob("统计*"))


def test_the_ledger_of_visits_masks_illness(at: Run, tmp_path: Path) -> None:
    told = at("export", "visits", tmp_path / "走访.xlsx", "--year", "2020")
    ledger, summary = load_workbook(tmp_path / "走访.xlsx").worksheets
    assert told.code == 0 and "2020 年走访台账" in told.out
    said = str(list(ledger.values))
    assert "访-2020-0001" in said and "***" in said and "急性阑尾炎" not in said
    assert "住院" in str(list(summary.values))
    none = at("export", "visits", tmp_path / "无.xlsx", "--year", "2010")
    assert none.code == 3 and "2010 年还没有走访记录" in none.err
