# SPDX-License-Identifier: MIT
"""Which columns of a preview tell whose row it is."""

from unionoffice.kit.fields import Link
from unionoffice.kit.register import Register

MAX_LABELS = 3


def label_fields(register: Register, present: set[str]) -> tuple[str, ...]:
    """The listed fields that tell whose row it is: keys, the title, then the first link; in the list's order."""
    keys = {name for group in register.identify for name in group} | {register.record.lookup[0]}
    listed = [name for name in register.columns if name in present and not register.fields[name].sensitive]
    chosen = [n for n in listed if n in keys or isinstance(register.fields[n].type, Link)] or listed
    return tuple(chosen[:MAX_LABELS])
