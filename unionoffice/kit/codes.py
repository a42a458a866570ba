# SPDX-License-Identifier: MIT
"""Code lists: a stored code, the name a clerk reads, and the other names that files and people use for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from unionoffice.kit import pinyin
from unionoffice.kit.text import squeeze


@dataclass(frozen=True)
class Code:
    """One entry; ``common`` ones are offered first, ``aliases`` are accepted but never shown."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    common: bool = True


class CodeList:
    """An ordered list of codes. Two entries that answer to one word are a mistake: ValueError."""

    def __init__(self, title: str, codes: tuple[Code, ...]) -> None:
        self.title = title
        self._by_code = {code.code: code for code in codes}
        if len(self._by_code) < len(codes):
            raise ValueError(f"{title}: one code stands twice")
        self._by_word: dict[str, str] = {}
        for code in codes:
            for word in _words(code):
                if self._by_word.setdefault(word, code.code) != code.code:
                    raise ValueError(f"{title}: {word} stands for {self._by_word[word]} and {code.code}")

    def __iter__(self) -> Iterator[Code]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def name(self, code: str | None) -> str:
        """What to show: "" for None, the code itself where the list does not know it."""
        if code is None:
            return ""
        known = self._by_code.get(code)
        return known.name if known else code

    def find(self, text: str) -> str | None:
        """The code for a code, name or alias; blanks, letter case, a lost leading zero and 族 do not matter."""
        word = _fold(text)
        for guess in (word, word.zfill(2) if word.isdigit() else word, word.removesuffix("族")):
            if guess in self._by_word:
                return self._by_word[guess]
        return None

    def search(self, text: str) -> list[Code]:
        """Entries that hold ``text`` in a name or alias, or whose code, pinyin or initials begin with it.

        Common entries come first, then the order of the list. An empty text gives every entry.
        """
        wanted = _fold(text)
        found = [code for code in self if any(_fits(wanted, key) for key in self._keys[code.code])]
        return sorted(found, key=lambda code: not code.common)

    @cached_property
    def _keys(self) -> dict[str, list[str]]:
        return {code.code: [_fold(code.code), *_spelled(code)] for code in self}


def _fold(text: str) -> str:
    return squeeze(text).casefold()


def _words(code: Code) -> set[str]:
    words = {_fold(word) for word in (code.code, code.name, *code.aliases)}
    return words | {word.removesuffix("族") for word in words if len(word) > 1}


def _spelled(code: Code) -> Iterator[str]:
    for word in (code.name, *code.aliases):
        syllables = pinyin.spell(word)
        yield from (_fold(word), "".join(syllables), "".join(one[0] for one in syllables))


def _fits(wanted: str, key: str) -> bool:
    return key.startswith(wanted) if wanted.isascii() else wanted in key
