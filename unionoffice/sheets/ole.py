# SPDX-License-Identifier: MIT
"""Just enough of the OLE2 container (.xls, .doc, encrypted files) to list its streams: [MS-CFB]."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")

_HEADER_SIZE = 512
_ENTRY_SIZE = 128
_END_OF_CHAIN = 0xFFFFFFFA  # this and everything above marks free, end or special sectors
_HEADER_FAT_ENTRIES = 109
_ROOT = "Root Entry"
_MINI_LIMIT = 4096
_MINI_SHIFT = 6


class BrokenOle(ValueError):
    """The container's own tables lead nowhere."""


@dataclass(frozen=True)
class Entry:
    name: str
    start: int
    size: int


class OleFile:
    """A container held in memory. Every chain is walked with a bound, so that no loop in it can hang us."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER_SIZE or not data.startswith(SIGNATURE):
            raise BrokenOle("no header")
        self._data = data
        self._shift = struct.unpack_from("<H", data, 30)[0]
        if self._shift not in (9, 12):
            raise BrokenOle("sector size")
        self._fat = self._read_fat()

    def entries(self) -> dict[str, Entry]:
        """The streams and storages by name."""
        raw = self._chain(struct.unpack_from("<I", self._data, 48)[0])
        found = (self._entry(raw[at : at + _ENTRY_SIZE]) for at in range(0, len(raw), _ENTRY_SIZE))
        return {entry.name: entry for entry in found if entry is not None}

    def stream(self, entry: Entry) -> bytes:
        """A stream's bytes; short streams lie in a stream of their own, in pieces of 64 bytes."""
        if entry.size >= _MINI_LIMIT:
            return self._chain(entry.start)[: entry.size]
        pool = self._chain(self.entries()[_ROOT].start)
        table = self._chain(struct.unpack_from("<I", self._data, 60)[0])
        fat = struct.unpack(f"<{len(table) // 4}I", table)
        pieces = (pool[at << _MINI_SHIFT : (at + 1) << _MINI_SHIFT] for at in _walk(entry.start, fat))
        return b"".join(pieces)[: entry.size]

    @staticmethod
    def _entry(raw: bytes) -> Entry | None:
        if len(raw) < _ENTRY_SIZE or raw[66] == 0:
            return None
        length = min(struct.unpack_from("<H", raw, 64)[0], 64)
        name = raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", raw, 116)
        return Entry(name, start, size)

    def _sector(self, number: int) -> bytes:
        at = (number + 1) << self._shift
        return self._data[at : at + (1 << self._shift)]

    def _read_fat(self) -> list[int]:
        numbers = list(struct.unpack_from(f"<{_HEADER_FAT_ENTRIES}I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        per_sector = (1 << self._shift) // 4
        for _ in range(len(self._data) >> self._shift):
            sector = self._sector(following)
            if following >= _END_OF_CHAIN or len(sector) < per_sector * 4:
                break
            *more, following = struct.unpack(f"<{per_sector}I", sector)
            numbers += more
        fat: list[int] = []
        for number in numbers:
            sector = b"" if number >= _END_OF_CHAIN else self._sector(number)
            if len(sector) == per_sector * 4:
                fat += struct.unpack(f"<{per_sector}I", sector)
        return fat

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _walk(start, self._fat))


def _walk(start: int, fat: Sequence[int]) -> Iterator[int]:
    """The sectors of a chain, from its first; raises BrokenOle where it loops or leads out of the table."""
    for _ in range(len(fat) + 1):
        if start >= _END_OF_CHAIN:
            return
        if start >= len(fat):
            break
        yield start
        start = fat[start]
    raise BrokenOle("chain")
