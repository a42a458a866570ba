# SPDX-License-Identifier: MIT
"""Sets everything up, makes the sample office once, and opens the program's window on it."""

import shutil
import subprocess
import sys

from installer.environment import CHECKOUT, prepare
from installer.setup_stopped import SetupStopped

SAMPLE = CHECKOUT / ".sample-office"


def _make_sample(python: str) -> None:
    """Made under another name and then moved, so that a broken-off run leaves no half an office behind."""
    unfinished = SAMPLE.with_name(".sample-office.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    print("Making the sample office, once", flush=True)
    made = subprocess.run([python, "-m", "unionoffice", "sample", str(unfinished)], cwd=CHECKOUT, check=False)
    if made.returncode != 0:
        raise SetupStopped("The sample office could not be made (see above).")
    unfinished.rename(SAMPLE)


def main(arguments: list[str]) -> int:
    """The exit code of the window; arguments go to the program as they are."""
    try:
        python = str(prepare(for_tests=False))
        if not SAMPLE.exists():
            _make_sample(python)
    except SetupStopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    window = [python, "-m", "ui.main", "--office", str(SAMPLE), *arguments]
    return subprocess.run(window, cwd=CHECKOUT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
