# SPDX-License-Identifier: MIT
"""Progress as one line on a terminal that rewrites itself; silent where the output goes to a file."""

import sys


class Line:
    """Ctrl+C cancels a command as it does any other; there is nothing to poll."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def report(self, done: int, total: int, text: str = "") -> None:
        if self._shown:
            print(f"\r{text} {done:,} / {total:,}   ", end="\n" if done >= total else "", file=sys.stderr, flush=True)

    def check_cancelled(self) -> None:
        return None
