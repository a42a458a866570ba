# SPDX-License-Identifier: MIT
"""The one error of the set-up: a sentence that says what to do, shown without a traceback."""


class SetupStopped(Exception):
    """Set-up cannot go on by itself; ``str(error)`` tells the person the one thing to do."""
