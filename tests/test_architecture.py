# SPDX-License-Identifier: MIT
"""Holds the house rules that no other tool holds: start path, sizes, notices, and what must not be in the tree."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import pytest

Node = TypeVar("Node", bound=ast.AST)

CHECKOUT = Path(__file__).resolve().parent.parent
FOLDERS = ("unionoffice", "ui", "resources", "tests", "installer", "docs", ".ci", ".github")
TOP_FILES = {"pyproject.toml", "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"}
DOT_FILES = {".gitignore", ".gitattributes", ".editorconfig"}
TEXT_SUFFIXES = {".py", ".md", ".toml", ".yml", ".qss", ".json", ".txt", ".lock", ".cmd", ".svg", ".spec", ""}
HEAVY = {"PySide6", "shiboken6", "sqlalchemy", "alembic", "reportlab", "openpyxl", "docx", "pypdfium2", "lxml"}

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60

# Folders of one machine and addresses of package indexes. The brackets keep the pattern from finding itself.
FORBIDDEN_TEXT = re.compile(
    r"/w[o]rk/|/r[o]ot/|/h[o]me/|/t[m]p/|/o[p]t/|pypi\.org/s[i]mple|files\.p[y]thonhosted|--(extra-)?i[n]dex-url"
)


def _files() -> Iterator[Path]:
    yield from (CHECKOUT / name for name in sorted(TOP_FILES | DOT_FILES) if (CHECKOUT / name).is_file())
    for folder in FOLDERS:
        for path in sorted((CHECKOUT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


FILES = list(_files())
PYTHON_FILES = [path for path in FILES if path.suffix == ".py"]


def _place(path: Path, line: int = 1) -> str:
    return f"{path.relative_to(CHECKOUT).as_posix()}:{line}"


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def _nodes(kind: type[Node]) -> Iterator[tuple[Path, Node]]:
    for path in PYTHON_FILES:
        yield from ((path, node) for node in ast.walk(_tree(path)) if isinstance(node, kind))


def test_the_top_level_is_the_one_agreed() -> None:
    made_by_tools = {"uv.lock", "build", "dist", "__pycache__"}
    there = {path.name for path in CHECKOUT.iterdir()}
    assert {name for name in there - TOP_FILES - {*FOLDERS} - made_by_tools if not name.startswith(".")} == set()


def test_every_file_says_its_licence_and_opens_with_a_sentence() -> None:
    unlicensed = [
        _place(path)
        for path in PYTHON_FILES
        if "# SPDX-License-Identifier: MIT" not in path.read_text("utf-8").splitlines()[:2]
    ]
    silent = [_place(path) for path in PYTHON_FILES if _tree(path).body and not ast.get_docstring(_tree(path))]
    assert (unlicensed, silent) == ([], [])


def test_files_stay_short() -> None:
    lengths = {_place(path): len(path.read_text("utf-8").splitlines()) for path in PYTHON_FILES}
    assert {place: length for place, length in lengths.items() if length > MOST_LINES_OF_A_FILE} == {}


def test_functions_stay_short() -> None:
    long = [
        _place(path, node.lineno)
        for path, node in _nodes(ast.stmt)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_no_error_is_swallowed() -> None:
    silent = [
        _place(path, node.lineno)
        for path, node in _nodes(ast.ExceptHandler)
        if all(isinstance(step, ast.Pass) for step in node.body)
    ]
    assert silent == []


def test_the_program_waits_by_jobs_and_not_by_pumping_events() -> None:
    pumping = [
        _place(path, node.lineno)
        for path, node in _nodes(ast.Attribute)
        if node.attr == "processEvents" and not path.is_relative_to(CHECKOUT / "tests")
    ]
    assert pumping == []


def test_no_path_of_one_machine_and_no_index_address() -> None:
    found = [
        _place(path, number)
        for path in FILES
        if path.suffix in TEXT_SUFFIXES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if FORBIDDEN_TEXT.search(line)
    ]
    assert found == []


def _imported_modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return ["." * node.level + (node.module or "")]


def test_a_migration_imports_nothing_of_the_program() -> None:
    """An old migration must do tomorrow what it did when it was written, whatever the records look like then."""
    imports = [
        (_place(path, node.lineno), module)
        for path, node in _nodes(ast.stmt)
        if path.parent.name == "versions" and isinstance(node, ast.Import | ast.ImportFrom)
        for module in _imported_modules(node)
    ]
    assert [place for place, module in imports if module.startswith((".", "unionoffice", "ui"))] == []


def _loaded_after_importing(module: str) -> set[str]:
    asked = f"import sys, {module}; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", asked], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    return set(answer.stdout.split())


@pytest.mark.parametrize("module", ["ui.main", "unionoffice.cli"])
def test_the_start_path_imports_nothing_heavy(module: str) -> None:
    """First paint comes before the database and the printer's packages; ``--help`` comes without Qt."""
    if find_spec(module) is None:
        pytest.skip(f"{module} is not there yet")
    assert {name.partition(".")[0] for name in _loaded_after_importing(module)} & HEAVY == set()


def test_the_first_rows_need_no_action_and_no_register() -> None:
    """Whatever is imported before the home page stands makes every start slower (docs/decisions.md, 9)."""
    loaded = _loaded_after_importing("unionoffice.office, unionoffice.reports.today")
    own = {name for name in loaded if name.startswith("unionoffice.")}
    assert "unionoffice.aid.records" in own
    assert {name for name in own if name.endswith(("actions", "registers", "checks"))} == set()
    assert {name.partition(".")[0] for name in loaded} & (HEAVY - {"sqlalchemy"}) == set()
