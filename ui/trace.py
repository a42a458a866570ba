# SPDX-License-Identifier: MIT
"""Start-up marks for benchmarks: with UNIONOFFICE_TRACE_START=1 each is printed with the monotonic clock."""

import os
import sys
import time

_said: set[str] = set()


def mark(name: str) -> None:
    """Print ``trace <name> <seconds>`` once per name, e.g. ``first-paint``, ``first-rows``."""
    if os.environ.get("UNIONOFFICE_TRACE_START") == "1" and name not in _said:
        _said.add(name)
        print(f"trace {name} {time.monotonic():.6f}", file=sys.stderr, flush=True)
