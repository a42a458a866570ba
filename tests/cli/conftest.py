# SPDX-License-Identifier: MIT
"""A small sample office for every command, and the command line as a process calls it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from unionoffice.cli import main
from unionoffice.sample import make_sample

SMALL = 120


@dataclass(frozen=True)
class Told:
    """What a command said: its exit code, and its words by stream."""

    code: int
    out: str
    err: str


Run = Callable[..., Told]


@pytest.fixture(scope="session")
def small_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample office with 120 members. Look, do not touch."""
    folder = tmp_path_factory.mktemp("cli") / "office"
    make_sample(folder, members=SMALL)
    return folder


@pytest.fixture
def folder(small_sample: Path, tmp_path: Path) -> Path:
    """A copy of the small sample office."""
    made = tmp_path / "工会办公"
    shutil.copytree(small_sample, made, ignore=shutil.ignore_patterns("locks"))
    return made


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in this process."""

    def go(*words: object) -> Told:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Told(code, said.out, said.err)

    return go


@pytest.fixture
def at(run: Run, folder: Path) -> Run:
    """Runs a command on the copied office."""
    return lambda *words: run("--office", folder, *words)
