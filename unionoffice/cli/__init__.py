# SPDX-License-Identifier: MIT
"""The same office from the command line, and so from the Windows Task Scheduler."""

import sys
import traceback
from collections.abc import Sequence

from unionoffice.errors import OfficeError

OK, FOUND, USAGE, FAILED = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code.

    0 done; 1 done, but something must be looked at (refused rows, problems found); 2 the call's words are wrong;
    3 not done, the sentence says why and nothing was written.
    """
    from unionoffice.cli.parser import make_parser

    _speak_utf8()
    parser = make_parser()
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as ended:
        return int(ended.code or 0)
    if not hasattr(arguments, "run"):
        parser.print_help()
        return USAGE
    try:
        code: int = arguments.run(arguments)
    except OfficeError as error:
        print(error.sentence, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("已停下，没有写入任何内容。", file=sys.stderr)
        return FAILED
    except Exception:  # noqa: BLE001 - whatever it is, the scheduler must not read it as done
        # Our mistake. Not exit code 1, which says that it was done.
        traceback.print_exc()
        print("程序出错，没有做完。已有的数据没有丢。请把上面的内容发给维护程序的人。", file=sys.stderr)
        return FAILED
    return code


def _speak_utf8() -> None:
    """A Windows console or a log file of the Task Scheduler may expect another encoding; Chinese must come through."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
