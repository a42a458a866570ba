# SPDX-License-Identifier: MIT
"""Finds the system libraries Qt needs on Linux and brings the missing ones, or says which line brings them.

A library counts as present when it can be loaded, whatever the distribution calls its package. Run by itself as
root, it brings everything the tests need: ``sudo python3 -m installer.system_packages``.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from installer.setup_stopped import SetupStopped

# What to load → the Debian package that holds it.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libbrotlidec.so.1": "libbrotli1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libcups.so.2": "libcups2",
}
TEST_PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool"}

APT_LISTS = Path("/var/lib/apt/lists")
INSTALL = ("apt-get", "-o", "DPkg::Lock::Timeout=300", "install", "-y", "--no-install-recommends")
UPDATE = ("apt-get", "-o", "DPkg::Lock::Timeout=300", "update")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(*, for_tests: bool) -> list[str]:
    """The Debian names of what is not there yet; nothing on Windows and macOS, where Qt brings all it needs."""
    if not sys.platform.startswith("linux"):
        return []
    packages = [package for library, package in LIBRARIES.items() if not _loads(library)]
    if sys.prefix == "/usr" and importlib.util.find_spec("pip") is None:
        packages.append("python3-pip")
    if for_tests:
        packages += [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    return packages


def the_line(packages: list[str]) -> str:
    """What a person without root rights asks for, as one line to paste into a terminal."""
    return "sudo apt-get update && sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def _apt(command: tuple[str, ...], *packages: str) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    finished = subprocess.run([*command, *packages], env=environment, stdin=subprocess.DEVNULL, check=False)
    return finished.returncode == 0


def _install(packages: list[str]) -> bool:
    """Installs without fetching the package lists when the machine has usable ones already."""
    has_lists = any(APT_LISTS.glob("*_Packages*"))
    if has_lists and _apt(INSTALL, *packages):
        return True
    return _apt(UPDATE) and _apt(INSTALL, *packages)


def bring_packages(*, for_tests: bool) -> None:
    """Leaves with every needed system package present; SetupStopped names the line to run otherwise."""
    packages = missing_packages(for_tests=for_tests)
    if not packages:
        return
    if shutil.which("apt-get") is None:
        raise SetupStopped(f"Bring the packages that Debian calls {', '.join(packages)}, then run this again.")
    if os.geteuid() != 0:
        raise SetupStopped(f"Some system packages are missing. Run this line, then run this command again:\n"
                           f"  {the_line(packages)}")
    print("Bringing system packages:", *packages, flush=True)
    if not _install(packages):
        raise SetupStopped(f"apt-get could not bring the packages (see above). Once it can, run:\n"
                           f"  {the_line(packages)}")


def main() -> int:
    try:
        bring_packages(for_tests=True)
    except SetupStopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
