# SPDX-License-Identifier: MIT
"""A door that writes down what would have been shown, and answers questions as the test prepared."""

from dataclasses import dataclass, field

from ui.messages import Action, Answer, Question
from unionoffice.errors import OfficeError


@dataclass
class RecordingDoor:
    """``answers`` are used up in order; without one a question is refused, as a careful clerk would."""

    infos: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    errors: list[OfficeError] = field(default_factory=list)
    bugs: list[BaseException] = field(default_factory=list)
    answers: list[Answer | None] = field(default_factory=list)
    links: dict[str, Action] = field(default_factory=dict)
    retries: list[Action | None] = field(default_factory=list)

    def info(self, text: str, link: str, on_link: Action | None) -> None:
        self.infos.append(text)
        self._keep_link(link, on_link)

    def warning(self, text: str, link: str, on_link: Action | None) -> None:
        self.warnings.append(text)
        self._keep_link(link, on_link)

    def ask(self, question: Question) -> Answer | None:
        self.questions.append(question)
        return self.answers.pop(0) if self.answers else None

    def error(self, error: OfficeError, title: str, retry: Action | None) -> None:
        self.errors.append(error)
        self.retries.append(retry)

    def bug(self, error: BaseException) -> None:
        self.bugs.append(error)

    def _keep_link(self, link: str, on_link: Action | None) -> None:
        if on_link is not None:
            self.links[link] = on_link
