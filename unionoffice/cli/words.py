# SPDX-License-Identifier: MIT
"""An argument parser that speaks Chinese: argparse knows English alone."""

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

_SAID = (
    (r"the following arguments are required: (.+)", "还缺：{0}"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", "{0} 不能是“{1}”，可以是：{2}"),
    (r"argument (.+?): expected one argument", "{0} 后面要写一个值"),
    (r"argument (.+?): expected at least one argument", "{0} 至少要写一个"),
    (r"argument (.+?): invalid int value: '(.*)'", "{0} 要写整数，“{1}”不是"),
    (r"unrecognized arguments: (.+)", "认不出：{0}"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """``error`` ends with exit code 2, as argparse does, after one Chinese sentence and the usage."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, "add_help": False, "allow_abbrev": False, **given})
        self._optionals.title = "选项"
        self._positionals.title = "参数"
        self.add_argument("-h", "--help", action="help", help="显示这份帮助")

    def error(self, message: str) -> NoReturn:
        self.print_usage()
        self.exit(2, f"{in_chinese(message)}。详见 {self.prog} --help\n")


def in_chinese(message: str) -> str:
    """What argparse found wrong, in the office's words; what it may say beyond these stays as it is."""
    for pattern, words in _SAID:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return words.format(*(part.replace("'", "").replace(", ", "、") for part in found.groups()))
    return message
