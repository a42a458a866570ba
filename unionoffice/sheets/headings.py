# SPDX-License-Identifier: MIT
"""Compares headings as people write them: blanks, line breaks, full-width signs, （元） and * make no difference."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

_IGNORED = re.compile(r"[\s*＊★☆※●▲:：。、,，;；_\-/\\|\"'“”‘’?？!！#]+")
_BRACKETED = re.compile(r"[(（\[【〔<《{].*?[)）\]】〕>》}]")
_NUMBERED = re.compile(r"^\d{1,2}[.．、](?=\D)")


@lru_cache(4096, typed=True)
def plain(text: object) -> str:
    """A heading reduced to what counts in it; brackets keep their content."""
    folded = unicodedata.normalize("NFKC", "" if text is None else str(text))
    return re.sub(
        r"[()\[\]【】〔〕<>《》{}]", "", _IGNORED.sub("", _NUMBERED.sub("", folded.strip()))
    ).casefold()


def without_brackets(text: object) -> str:
    """The same without what stands in brackets: 金额（元） -> 金额."""
    folded = unicodedata.normalize("NFKC", "" if text is None else str(text))
    return plain(_BRACKETED.sub("", folded))


class Wanted:
    """The headings that are looked for: which field a text names, and how surely (0 is best)."""

    def __init__(self, headings: Mapping[str, Sequence[str]]) -> None:
        self.labels = {field: accepted[0] if accepted else field for field, accepted in headings.items()}
        self._fields: dict[str, list[tuple[int, str]]] = {}
        for field, accepted in headings.items():
            for rank, heading in enumerate(accepted):
                self._add(plain(heading), 2 * rank, field)
                self._add(without_brackets(heading), 2 * rank + 1, field)

    def _add(self, key: str, rank: int, field: str) -> None:
        if key and all(field != known for _, known in self._fields.get(key, ())):
            self._fields.setdefault(key, []).append((rank, field))

    def matches(self, text: object) -> list[tuple[int, str]]:
        """(rank, field) for every field the text may name: first by the whole text, else without its brackets."""
        if not isinstance(text, str):
            return []
        exact = self._fields.get(plain(text))
        if exact:
            return exact
        return [(rank + 1, field) for rank, field in self._fields.get(without_brackets(text), ())]
