# SPDX-License-Identifier: MIT
"""The two families of trouble: what a clerk can act on (OfficeError), and everything else, which is a bug."""


class OfficeError(Exception):
    """A plain Chinese sentence for the clerk: what happened, what was not lost, what to do.

    ``str(error)`` is shown as it is. Anything that is not an OfficeError is a bug and is logged with its traceback.
    """

    def __init__(self, sentence: str, *, detail: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.detail = detail


class FieldError(OfficeError):
    """A value that a field refuses; ``field`` is the attribute's name ('' while the field itself parses)."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class StaleEdit(OfficeError):
    """Somebody else changed the record after it was opened; the sentence says who and when."""


class Cancelled(OfficeError):
    """The clerk cancelled a job; nothing of it was written."""

    def __init__(self) -> None:
        super().__init__("已取消，没有写入任何内容。")
