# SPDX-License-Identifier: MIT
"""Taking back: Ctrl+Z for this window's last step, a toast's 撤销 for the step it tells of, however large that is."""

from collections.abc import Callable

from ui import messages
from ui.jobs import run_job
from unionoffice.errors import OfficeError
from unionoffice.office import Office
from unionoffice.progress import Progress

AT_ONCE = 30  # entries of the trail that are taken back before a tenth of a second is over


def undo_last(office: Office) -> bool:
    """True when a step was taken back; the page then shows what is true now.

    A large step is taken back in a job: False, and the pages hear of it as of any change.
    """
    step, action, entries = office.last_step()
    if entries > AT_ONCE:
        undo_step(office, step, action, f"已撤销：{action}")()  # this step, whatever is written before its turn comes
        return False
    try:
        action = office.undo_last()
    except OfficeError as error:
        messages.error(error)
        return False
    messages.info(f"已撤销：{action}")
    return True


def undo_step(office: Office, step: int, action: str, done: str) -> Callable[[], None]:
    """What the 撤销 of a large step does: in a job, whatever was done since elsewhere; ``done`` is said after it."""

    def work(_progress: Progress) -> None:
        office.undo(step, action)

    return lambda: run_job(f"正在撤销{action}", work, lambda _: messages.info(done), can_cancel=False)
