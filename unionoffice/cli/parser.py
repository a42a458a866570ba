# SPDX-License-Identifier: MIT
"""The commands, their words and their help: ``--help`` is the documentation."""

import argparse
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from unionoffice.cli.words import Parser

EPILOG = """\
返回码：0 做完了；1 做完了，但有要看的（拒绝的行、查出的问题）；2 命令写错了；3 没有做成，没有写入任何内容。
例：
  unionoffice                                   打开窗口
  unionoffice --office D:\\工会 import members 人事处名单.xlsx --dry-run
  unionoffice export month 2020-12 --out D:\\月报
  unionoffice export list birthday 生日.xlsx --month 5
  unionoffice export real-name 实名制.xlsx --purpose 报市总工会
  unionoffice print voucher 慰-2020-0012 --out 凭证.pdf
放进 Windows 任务计划程序：程序填 unionoffice，参数填 --office D:\\工会 backup，按返回码判断成败。
"""

REGISTERS = {
    "members": "member", "aid": "aid_payment", "branches": "branch", "groups": "union_group", "suppliers": "supplier",
}  # fmt: skip
EXPORTS = REGISTERS | {"welfare": "entitlement", "hardship": "hardship_case"}

FULL = ("members", "aid")
# The named lists of members/lists.py, which is not imported for a --help; a test compares them.
LISTS = {
    "birthday": "一个月的生日", "retiring": "一年里退休的", "service": "工龄满 30 年的", "women": "女会员（三八）",
    "illness": "45 岁以上（重疾保障）", "model": "劳模", "single_parent": "单亲家庭", "disabled": "残疾会员",
    "children": "六一儿童", "no_form": "入会未交登记表",
}  # fmt: skip


def _later(module: str, function: str) -> Any:
    """A command whose module is imported when it runs: ``--help`` and ``--version`` stay quick."""

    def run(arguments: argparse.Namespace) -> int:
        code: int = getattr(import_module(f"unionoffice.cli.{module}"), function)(arguments)
        return code

    return run


def make_parser() -> argparse.ArgumentParser:
    """The whole command line. ``run`` on the parsed arguments does the work and returns the exit code."""
    parser = Parser(prog="unionoffice", description="工会办公：不带命令时打开窗口。", epilog=EPILOG)
    parser.add_argument("--office", type=Path, metavar="DIR", help="数据文件夹；不写时用本机用户的数据文件夹")
    parser.add_argument("--version", action="version", version=f"UnionOffice {metadata.version('unionoffice')}", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令")
    _sample(commands)
    _import(commands)
    _export(commands)
    _print(commands)
    _keep(commands)
    return parser


def _sample(commands: Any) -> None:
    one = commands.add_parser("sample", help="做一个示例办公室，人物都是虚构的")
    one.add_argument("folder", type=Path, metavar="DIR", help="空文件夹，或还不存在的文件夹")
    one.add_argument("--members", type=int, default=2191, help="会员人数，默认 2191")
    one.add_argument("--seed", type=int, default=1, help="同一个数字得到同样的数据，默认 1")
    one.set_defaults(run=_later("keeping", "sample"))


def _import(commands: Any) -> None:
    one = commands.add_parser("import", help="从表格导入：先核对每一行，再一次写入")
    one.add_argument("what", choices=[*REGISTERS, "plan"], help="导入到哪里")
    one.add_argument("file", type=Path, metavar="FILE", help="Excel、WPS 表格，CSV；计划表也可以是 Word")
    one.add_argument("--dry-run", action="store_true", help="只核对，不写入")
    one.add_argument("--sheet", metavar="工作表", help="读哪张工作表；不写时取对得上的列最多的一张")
    one.add_argument("--refused", type=Path, metavar="FILE", help="有拒绝的行时，把原表加上“错误原因”一列另存（.xlsx）")
    one.add_argument("--json", action="store_true", help="结果写成 JSON，给别的程序读")
    one.add_argument("--year", type=int, help="计划表的年度，默认工作年度")
    one.set_defaults(run=_later("importing", "import_file"))


def _export(commands: Any) -> None:
    one = commands.add_parser("export", help="导出表格；证件、银行卡、手机隐去中间几位，写明用途的除外")
    what = one.add_subparsers(title="导出什么", metavar="WHAT", required=True)
    for name, title in (("members", "会员名册"), ("aid", "慰问台账"), ("hardship", "困难档案"), ("welfare", "福利发放")):
        sheet = what.add_parser(name, help=title)
        _file(sheet)
        _filters(sheet)
        if name in FULL:
            sheet.add_argument("--purpose", metavar="用途", help="写完整号码；用途、筛选、行数和文件校验值记入审计")
        sheet.set_defaults(run=_later("exporting", "export_register"), what=name)
    _member_exports(what)
    counts = what.add_parser("aid-statistics", help="帮扶统计：人次、人数、户数和金额，和上年对照")
    _file(counts)
    by = "type 类型、month 月份、branch 分工会、fund 经费来源、account 科目、cause 致困原因、employment 用工形式、year 年份"
    counts.add_argument("--by", default="type", metavar="项目", help=f"默认 type；可以是 {by}")
    counts.add_argument("--cross", default="", metavar="项目", help="再按这一项交叉，项目同上")
    counts.add_argument("--year", type=int, help="默认工作年度")
    counts.add_argument("--from", dest="first", metavar="日期", help="起日，例：2020-03-01；和 --to 一起写，代替 --year")
    counts.add_argument("--to", dest="last", metavar="日期", help="止日，当天也算")
    counts.set_defaults(run=_later("exporting", "export_aid_statistics"))
    visits = what.add_parser("visits", help="走访台账和汇总；病种、科室和诉求隐去")
    _file(visits)
    visits.add_argument("--year", type=int, help="默认工作年度")
    visits.set_defaults(run=_later("visits", "export_visits"))
    plan = what.add_parser("plan", help="工作计划和进展")
    _file(plan)
    plan.add_argument("--year", type=int, help="默认工作年度")
    plan.set_defaults(run=_later("exporting", "export_plan"))
    month = what.add_parser("month", help="月报：会员变动、慰问、福利、计划")
    month.add_argument("month", metavar="YYYY-MM", help="例：2020-12")
    month.add_argument("--out", type=Path, metavar="DIR", help="写到哪个文件夹，默认数据文件夹里的 exports")
    month.set_defaults(run=_later("exporting", "export_month"))
    _export_finance(what)


def _export_finance(what: Any) -> None:
    one = what.add_parser("finance", help="给财务的慰问金发放明细；证件和账号是完整的，要写用途")
    one.add_argument("month", nargs="?", metavar="YYYY-MM", help="例：2020-12；也可以用 --from 和 --to")
    one.add_argument("--from", dest="first", metavar="YYYY-MM-DD", help="从哪天签发的")
    one.add_argument("--to", dest="last", metavar="YYYY-MM-DD", help="到哪天签发的，含这天")
    one.add_argument("--purpose", required=True, metavar="用途", help="记在操作记录里")
    one.add_argument("--bank", action="store_true", help="改出银行转账信息表")
    one.add_argument("--out", type=Path, metavar="DIR", help="写到哪个文件夹，默认数据文件夹里的 exports")
    one.set_defaults(run=_later("finance", "export_finance"))


def _file(sheet: Any) -> None:
    sheet.add_argument("file", type=Path, metavar="FILE", help="写到哪里（.xlsx）；已有的文件不覆盖")


def _filters(sheet: Any) -> None:
    sheet.add_argument("--search", default="", metavar="文字", help="和窗口里的搜索一样")
    sheet.add_argument("--filter", action="append", default=[], metavar="列=值", help="例：--filter 用工形式=在编，可写多次")


def _member_exports(what: Any) -> None:
    real = what.add_parser("real-name", help="实名制会员信息表，交上级工会；号码完整，要写明用途")
    _file(real)
    _filters(real)
    real.add_argument("--purpose", required=True, metavar="用途", help="交给谁、做什么用；记入审计")
    roster = what.add_parser("roster", help="某一天的会员花名册，附各单位人数")
    _file(roster)
    _roster_words(roster)
    roster.add_argument("--purpose", metavar="用途", help="写完整手机；用途、行数和文件校验值记入审计")
    named = what.add_parser("list", help="生日、退休、工龄等名单", epilog=_lists())
    _list_words(named)
    _file(named)
    dues = what.add_parser("dues", help="一期会费的应缴和已缴")
    _file(dues)
    dues.add_argument("--period", metavar="YYYY-MM", help="所属期，按年收的写年份；默认最近核定的一期")
    arrears = what.add_parser("arrears", help="会费欠缴名单，按单位汇总")
    _file(arrears)
    arrears.add_argument("--until", metavar="YYYY-MM", help="算到哪一期，默认本月")
    for sheet, module, function in (
        (real, "rosters", "export_real_name"), (roster, "rosters", "export_roster"), (named, "rosters", "export_list"),
        (dues, "dues", "export_dues"), (arrears, "dues", "export_arrears"),
    ):  # fmt: skip
        sheet.set_defaults(run=_later(module, function))


def _roster_words(roster: Any) -> None:
    roster.add_argument("--day", metavar="YYYY-MM-DD", help="截至哪一天，默认今天")
    roster.add_argument("--branch", action="append", default=[], metavar="单位", help="只要这个单位，可写多次；默认全部")


def _list_words(named: Any) -> None:
    named.add_argument("key", choices=LISTS, metavar="KEY", help="哪个名单，见下")
    named.add_argument("--year", type=int, help="哪一年，默认今年")
    named.add_argument("--month", type=int, help="生日名单的月份，默认本月")


def _lists() -> str:
    return "KEY 可以是：\n" + "\n".join(f"  {key:<14}{title}" for key, title in LISTS.items())


def _print(commands: Any) -> None:
    one = commands.add_parser("print", help="凭证、签收表等写成 PDF")
    what = one.add_subparsers(title="打印什么", metavar="WHAT", required=True)
    voucher = what.add_parser("voucher", help="领取凭证")
    voucher.add_argument("number", nargs="+", metavar="NO", help="凭证号，例：慰-2020-0012")
    sign_off = what.add_parser("sign-off", help="一个批次的福利发放签收表，按分工会分页")
    sign_off.add_argument("campaign", metavar="CAMPAIGN", help="批次名称或编号")
    plan = what.add_parser("plan", help="年度主要工作安排表")
    plan.add_argument("--year", type=int, help="默认工作年度")
    roster = what.add_parser("roster", help="某一天的会员花名册，一个单位一份")
    _roster_words(roster)
    named = what.add_parser("list", help="生日、退休、工龄等名单", epilog=_lists())
    _list_words(named)
    form = what.add_parser("registration", help="会员登记表，一人一页，号码完整；打印记入审计")
    form.add_argument("number", nargs="+", metavar="NO", help="工号")
    reminders = what.add_parser("reminders", help="会费催缴单，一个单位一份")
    reminders.add_argument("--until", metavar="YYYY-MM", help="算到哪一期，默认本月")
    visit = what.add_parser("visit", help="走访登记表，一页两次")
    visit.add_argument("number", nargs="+", metavar="NO", help="走访编号，例：访-2020-0012")
    for sheet, module, function in (
        (voucher, "printing", "voucher"), (sign_off, "printing", "sign_off"), (plan, "printing", "plan"),
        (roster, "rosters", "print_roster"), (named, "rosters", "print_list"),
        (form, "rosters", "print_registration"), (reminders, "dues", "print_reminders"), (visit, "visits", "print_visits"),
    ):  # fmt: skip
        sheet.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help="写到哪里；已有的文件不覆盖")
        sheet.set_defaults(run=_later(module, function))


def _keep(commands: Any) -> None:
    backup = commands.add_parser("backup", help="备份，并核对备份可以打开")
    backup.set_defaults(run=_later("keeping", "backup"))
    restore = commands.add_parser("restore", help="从备份恢复；现在的数据先另存一份")
    restore.add_argument("backup", nargs="?", type=Path, metavar="FILE", help="备份文件；不写时用最近的一份")
    restore.set_defaults(run=_later("keeping", "restore"))
    check = commands.add_parser("check", help="检查数据：完整、修改记录没有断、凭证号没有缺、金额对得上")
    check.set_defaults(run=_later("keeping", "check"))
