# SPDX-License-Identifier: MIT
"""The one door for everything said to the clerk: done, careful, may I, not done, our mistake.

Pages call the functions here; the window installs the door that shows them, tests install one that records them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from unionoffice.errors import OfficeError

Action = Callable[[], object]


@dataclass(frozen=True)
class Question:
    """``yes`` and ``no`` are verbs (作废凭证, 不作废). ``reason`` labels a required field when the answer needs one."""

    title: str
    text: str
    yes: str
    no: str = "取消"
    danger: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Answer:
    """The clerk agreed; ``reason`` is what was typed, never empty when the question asked for one."""

    reason: str = ""


class Door(Protocol):
    """What shows messages. Only ``ask`` and ``error`` may block."""

    def info(self, text: str, link: str, on_link: Action | None) -> None: ...
    def warning(self, text: str, link: str, on_link: Action | None) -> None: ...
    def ask(self, question: Question) -> Answer | None: ...
    def error(self, error: OfficeError, title: str, retry: Action | None) -> None: ...
    def bug(self, error: BaseException) -> None: ...


class NoDoor:
    """Before there is a window: nothing can be asked, and what goes wrong is raised."""

    def info(self, text: str, link: str, on_link: Action | None) -> None:
        print(text)

    def warning(self, text: str, link: str, on_link: Action | None) -> None:
        print(text)

    def ask(self, question: Question) -> Answer | None:
        return None

    def error(self, error: OfficeError, title: str, retry: Action | None) -> None:
        raise error

    def bug(self, error: BaseException) -> None:
        raise error


_door: Door = NoDoor()


def install(door: Door) -> Door:
    """Put a door in place; the one before is returned so that a test can put it back."""
    global _door
    before, _door = _door, door
    return before


def info(text: str, link: str = "", on_link: Action | None = None) -> None:
    """It is done: a toast with at most one link (撤销, 打开文件夹)."""
    _door.info(text, link, on_link)


def warning(text: str, link: str = "", on_link: Action | None = None) -> None:
    """It is done, but look at it: the same toast in amber."""
    _door.warning(text, link, on_link)


def ask(question: Question) -> Answer | None:
    """Only for what cannot be undone. None = the clerk does not want it."""
    return _door.ask(question)


def error(problem: OfficeError | str, *, title: str = "", retry: Action | None = None) -> None:
    """It was not done, and the clerk can do something about it."""
    known = problem if isinstance(problem, OfficeError) else OfficeError(problem)
    _door.error(known, title, retry)


def bug(problem: BaseException) -> None:
    """Our mistake: it has been logged, the clerk may copy the details."""
    _door.bug(problem)


def show(problem: BaseException, *, title: str = "", retry: Action | None = None) -> None:
    """Sort an exception into its family and show it."""
    if isinstance(problem, OfficeError):
        error(problem, title=title, retry=retry)
    else:
        bug(problem)
