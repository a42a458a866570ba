# SPDX-License-Identifier: MIT
"""The commands that look after an office as a whole: sample, backup, restore, check."""

import argparse
import sys

from unionoffice.cli import FOUND, OK
from unionoffice.cli.opening import folder_of, opened
from unionoffice.cli.progress import Line
from unionoffice.errors import OfficeError


def sample(arguments: argparse.Namespace) -> int:
    from unionoffice.sample import make_sample

    make_sample(arguments.folder, members=arguments.members, seed=arguments.seed, progress=Line())
    print(f"示例办公室做好了：{arguments.folder}")
    return OK


def backup(arguments: argparse.Namespace) -> int:
    with opened(arguments) as office:
        path = office.backup()
    print(f"已备份：{path}")
    return OK


def restore(arguments: argparse.Namespace) -> int:
    from datetime import datetime

    from unionoffice.store import restore as store
    from unionoffice.store.backup import last_backup

    folder = folder_of(arguments)
    newest = last_backup(folder)
    chosen = arguments.backup or (newest.path if newest else None)
    if chosen is None:
        raise OfficeError(f"{folder} 里没有备份，没有改动。请写明备份文件。")
    kept = store.restore(folder, chosen, datetime.now())
    print(f"已恢复到 {chosen.name}" + (f"；原来的数据另存为 {kept}" if kept else ""))
    return OK


def check(arguments: argparse.Namespace) -> int:
    with opened(arguments) as office:
        problems = office.check()
    for problem in problems:
        print(("错误：" if problem.level == "error" else "留意：") + problem.sentence, file=sys.stderr)
    if not problems:
        print("数据完好：记录、修改记录、凭证号和金额都核对过。")
    return FOUND if problems else OK
