# SPDX-License-Identifier: MIT
"""Makes the checkout's own Python environment (.venv) with exactly the tested packages, once.

Only the standard library and pip are used, so pip's own settings (mirror, proxy, certificates) hold here too. The
environment is made without pip inside, which works where Debian has split ``ensurepip`` off; pip then installs into
it from outside.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from installer.setup_stopped import SetupStopped
from installer.system_packages import bring_packages

CHECKOUT = Path(__file__).resolve().parent.parent
ENVIRONMENT = CHECKOUT / ".venv"
LOCK = CHECKOUT / "installer" / "requirements.lock"
STAMP = ENVIRONMENT / "installed.sha256"
# Inside an activated environment: the Python it was made from, which is the one that has pip.
BASE_PYTHON: str = getattr(sys, "_base_executable", None) or sys.executable
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _fingerprint() -> str:
    """Changes with whatever would make the installed packages wrong: pins, project, interpreter, place."""
    parts = [LOCK.read_bytes(), (CHECKOUT / "pyproject.toml").read_bytes()]
    parts += [sys.version.encode(), os.fsencode(CHECKOUT)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _up_to_date() -> bool:
    return STAMP.is_file() and STAMP.read_text("ascii") == _fingerprint() and _usable()


def _usable() -> bool:
    """Whether .venv holds a Python of this very minor version that starts (a moved or copied one does not)."""
    if not PYTHON.is_file():
        return False
    asked = [str(PYTHON), "-c", "import sys; print(*sys.version_info[:2])"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return answer.stdout.split() == [str(number) for number in sys.version_info[:2]]


def _run(command: list[str], trouble: str) -> None:
    # A pip setting such as "install into the user folder" must not lead past the environment.
    environment = os.environ | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    finished = subprocess.run(command, cwd=CHECKOUT, env=environment, stdin=subprocess.DEVNULL, check=False)
    if finished.returncode != 0:
        raise SetupStopped(trouble)


def _pip(*arguments: str) -> None:
    command = [BASE_PYTHON, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", *arguments]
    _run(command, "pip could not install the packages (see above). Put that right, then run this again.")


def _install() -> None:
    STAMP.unlink(missing_ok=True)
    if not _usable():
        _run(
            [BASE_PYTHON, "-m", "venv", "--without-pip", "--clear", str(ENVIRONMENT)],
            "Python could not make the folder .venv (see above). Put that right, then run this again.",
        )
    print("Installing the tested packages into .venv (about 150 MB, a minute or two)", flush=True)
    _pip("--require-hashes", "--requirement", str(LOCK))
    _pip("--no-deps", "--no-build-isolation", "--editable", str(CHECKOUT))
    STAMP.write_text(_fingerprint(), "ascii")


def prepare(*, for_tests: bool) -> Path:
    """The environment's Python, with everything in place; quick when nothing changed since the last time.

    Raises SetupStopped with the one thing a person has to do where the set-up cannot help itself.
    """
    bring_packages(for_tests=for_tests)
    if not _up_to_date():
        _install()
    return PYTHON
