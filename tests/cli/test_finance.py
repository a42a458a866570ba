# SPDX-License-Identifier: MIT
"""``export finance``: a month or a span, the purpose in the trail, and a sentence for every span that is none."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run


def test_a_year_by_its_ends_agrees_with_the_ledger(at: Run, tmp_path: Path) -> None:
    told = at("export", "finance", "--from", "2020-01-01", "--to", "2020-12-31", "--purpose", "年终对账", "--out", tmp_path)
    (path,) = tmp_path.glob("*2020 年慰问金发放明细*.xlsx")
    assert told.code == 0 and str(path) in told.out and "已核对：清单 69 张、354,000.00 元" in told.out
    rows = [row for row in load_workbook(path)["发放明细"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert len(rows) == 69 and sum(row[6] for row in rows) == 354_000
    assert at("check").code == 0


def test_a_month_and_its_bank_list(at: Run, tmp_path: Path) -> None:
    told = at("export", "finance", "2020-12", "--purpose", "12 月报销", "--bank", "--out", tmp_path)
    assert told.code == 0 and len(list(tmp_path.glob("*2020 年 12 月银行转账信息表*.xlsx"))) == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["2020-12"], 2, "--purpose"),
        (["--purpose", "报销"], 3, "没有写哪段日期"),
        (["2020-12", "--to", "2020-12-31", "--purpose", "报销"], 3, "只写一样"),
        (["--from", "2020-12-31", "--to", "2020-12-01", "--purpose", "报销"], 3, "早于起日"),
        (["--from", "昨天", "--to", "2020-12-01", "--purpose", "报销"], 3, "不是日期"),
        (["2001-02", "--purpose", "报销"], 3, "没有已签发的凭证"),
        (["2020-12", "--purpose", " "], 3, "请写明用途"),
    ],
)
def test_what_is_no_span_is_said(at: Run, tmp_path: Path, words: list[str], code: int, said: str) -> None:
    try:
        told = at("export", "finance", *words, "--out", tmp_path)
    except SystemExit as ended:
        assert ended.code == code == 2
        return
    assert told.code == code and said in told.err and not list(tmp_path.glob("*.xlsx"))
