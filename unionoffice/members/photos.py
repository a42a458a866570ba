# SPDX-License-Identifier: MIT
"""The photo on a member's form: kept among the attachments by its checksum, changed and taken back like a field."""

from pathlib import Path

from unionoffice.errors import OfficeError
from unionoffice.members.records import Member
from unionoffice.store import attachments
from unionoffice.store.work import Work

LARGEST = 5 * 1024 * 1024
_HEADS = {b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}


def set_photo(work: Work, office_folder: Path, member_id: int, path: Path | None) -> Member:
    """Keep the picture at ``path`` as the member's photo; None takes the photo off the form (the file stays kept).

    Raises OfficeError for what is no JPEG or PNG, larger than 5 MB, or cannot be read.
    """
    member = work.load(Member, member_id)
    if path is not None:
        _refuse_other(path)
    member.photo_path = attachments.keep(office_folder, path, largest=LARGEST) if path else None
    work.note(Member.kind(), member_id, 照片="换上一张" if path else "去掉了")
    return member


def _refuse_other(path: Path) -> None:
    """By the file's own head: a suffix may lie."""
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        raise OfficeError(
            f"读不到照片“{path.name}”，可能被移走，或 U 盘已拔出。已填内容没有丢，请重新选择。", detail=repr(error)
        ) from error
    if not any(head.startswith(known) for known in _HEADS):
        raise OfficeError(f"“{path.name}”不是 JPG 或 PNG 照片。已填内容没有丢，请另选一张。")
