# SPDX-License-Identifier: MIT
"""Lets the garbage collector rest while very many objects are made that are all kept."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_inside = 0
_was_at_work = False


@contextmanager
def resting_collector() -> Iterator[None]:
    """No collection inside: it would look through all that is being made again and again, a fifth of an import's time.

    May be entered from several threads: when the last has left, the collector is as the first found it.
    """
    global _inside, _was_at_work
    with _lock:
        if not _inside:
            _was_at_work = gc.isenabled()
            gc.disable()
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside and _was_at_work:
                gc.enable()
