# SPDX-License-Identifier: MIT
"""What a built wheel carries: the program, its migrations, fonts and styles, and the clerk's manual."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"


def test_everything_the_program_reads_at_run_time_is_in_the_wheel(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", BUILD, str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        manual = archive.read("resources/手册.md").decode()
    assert manual == (ROOT / "docs" / "手册.md").read_text("utf-8")
    shipped = [path for folder in ("resources", "unionoffice/store/migrations") for path in (ROOT / folder).rglob("*")]
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in shipped
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted and wanted <= names
    assert not [name for name in names if name.startswith(("tests/", "docs/", "installer/"))]
