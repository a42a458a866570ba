# SPDX-License-Identifier: MIT
"""Sets everything up and runs every check: ruff, import-linter, mypy, then pytest, whose verdict is the last line.

The benchmarks (marked ``benchmark``) are run when asked for: ``sh installer/run-tests -m benchmark``. They hold ratios that
a busy machine can spoil, so they are no verdict on a change.
"""

import os
import subprocess
import sys
import time

from installer.environment import CHECKOUT, prepare
from installer.setup_stopped import SetupStopped

# Name → what the environment's Python is told.
CHECKS = {
    "ruff": ("-m", "ruff", "check", "."),
    "import-linter": ("-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-logo"),
    "mypy": ("-m", "mypy", "--strict", "unionoffice"),
}


def _test_environment() -> dict[str, str]:
    """Windows of the tests stay off the screen; the tests that want an X server start one of their own."""
    environment = os.environ | {"PYTHONUTF8": "1"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def _run(command: list[str]) -> bool:
    finished = subprocess.run(
        command, cwd=CHECKOUT, env=_test_environment(), stdin=subprocess.DEVNULL, check=False
    )
    return finished.returncode == 0


def _check(name: str, command: list[str]) -> bool:
    print(f"--- {name}", flush=True)
    started = time.monotonic()
    passed = _run(command)
    print(f"{name}: {'passed' if passed else 'FAILED'} ({time.monotonic() - started:.0f} s)", flush=True)
    return passed


def main(arguments: list[str]) -> int:
    """0 when all passed; every part runs whatever the others said. Arguments go to pytest as they are."""
    try:
        python = str(prepare(for_tests=True))
    except SetupStopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    failed = [name for name, what in CHECKS.items() if not _check(name, [python, *what])]
    print(f"--- failed before the tests: {', '.join(failed) or 'nothing'}\n--- pytest", flush=True)
    tests_passed = _run([python, "-m", "pytest", *(arguments or ["-m", "not benchmark"])])
    return 0 if tests_passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
