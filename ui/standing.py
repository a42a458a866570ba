# SPDX-License-Identifier: MIT
"""What whoever sits at the desk may do, for buttons and keys: refused before any work is done, not after."""

from collections.abc import Callable
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:  # the window is painted before any of the office is imported
    from unionoffice.kit.roles import Right, Role

F = TypeVar("F", bound=Callable[..., Any])
Needs = tuple["Right", str] | str  # a right and what for; or, as a text, why it is closed
_at_desk: "Role | None" = None


def at_desk() -> "Role":
    """Whose window this is; everything until an office is open."""
    from unionoffice.kit.roles import EVERYTHING

    return _at_desk or EVERYTHING


def set_at_desk(role: "Role | None") -> None:
    """Somebody sat down: pages made from now on are for that role."""
    global _at_desk
    _at_desk = role


def takes(right: "Right", what: str) -> Callable[[F], F]:
    """A page's action that takes this right: without it a sentence is said and nothing is done.

    A button of such an action is off by itself and says who can (``ui.widgets.button``).
    """

    def mark(action: F) -> F:
        @wraps(action)
        def guarded(*args: Any, **named: Any) -> Any:
            return action(*args, **named) if allows(right, what) else None

        guarded.needs = (right, what)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark


def needs_of(action: object) -> Needs | None:
    """What an action takes, where it is marked by ``takes``; also through a partial."""
    inner = action.func if isinstance(action, partial) else action
    found: Needs | None = getattr(inner, "needs", None)
    return found


def allows(right: "Right", what: str) -> bool:
    """Whether the role does this; if not, the clerk has been told who does."""
    if _at_desk is None:
        return True
    from unionoffice.kit.roles import refusal

    return _said(refusal(right, _at_desk, what))


def permits(needs: Needs) -> bool:
    """The same of what a page says that its verb takes."""
    return _said(needs) if isinstance(needs, str) else allows(*needs)


def shows(kind: str) -> bool:
    """Whether the role sees this kind in full; if not, the clerk has been told who does."""
    return _said(unseen(kind))


def unseen(kind: str) -> str:
    """Why this kind is masked for whoever sits at the desk; '' where it is shown."""
    if _at_desk is None or not kind:
        return ""
    from unionoffice.kit.roles import hidden_from

    return hidden_from(kind, _at_desk)


def tip(needs: Needs | None) -> str:
    """Why a button is off and who can; '' where it is on."""
    if isinstance(needs, str):
        return needs
    if needs is None or _at_desk is None:
        return ""
    from unionoffice.kit.roles import WHO, may

    if may(needs[0], _at_desk):
        return ""
    return f"{needs[1]}由{WHO[needs[0]]}来做；现在的经办人{_at_desk.name}是“{_at_desk.called}”"


def _said(sentence: str) -> bool:
    if sentence:
        from ui import messages

        messages.warning(sentence)
    return not sentence
