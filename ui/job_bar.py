# SPDX-License-Identifier: MIT
"""The bars that show long work: what, how far, how long still, and what cancelling means."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QProgressBar, QVBoxLayout, QWidget

from ui.jobs import Job, JobRunner
from ui.theme import theme
from ui.widgets import button, column, hidden_unless, label, row

WIDTH = 440
STEPS = 1000


def time_left(seconds: float | None) -> str:
    """约 20 秒, 约 3 分钟; '' while unknown."""
    if seconds is None:
        return ""
    if seconds < 60:
        return f"约 {max(1, round(seconds))} 秒"
    return f"约 {round(seconds / 60)} 分钟"


def how_far(job: Job) -> str:
    """1,204 / 2,203，约 20 秒."""
    if job.cancelling:
        return "正在停下"
    parts = [f"{job.done:,} / {job.total:,}" if job.total else job.text, time_left(job.seconds_left())]
    return "，".join(part for part in parts if part)


class JobBar(QFrame):
    """One job's bar; it is only built once the job has run for 600 ms."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job
        self._far = label("", "caption")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._note = hidden_unless(label(job.cancel_text, "caption", wrap=True), job.can_cancel)
        self.cancel = hidden_unless(button("取消", on_click=job.cancel), job.can_cancel)
        head = row(label(job.title, "strong"), None, self._far, self.cancel)
        self.setLayout(column(head, self._bar, self._note, margins=(16, 12, 16, 12)))
        self.setProperty("role", "toast")
        self.setAccessibleName(job.title)
        job.moved.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        job = self._job
        self._far.setText(how_far(job))
        self._bar.setRange(0, STEPS if job.total else 0)
        if job.total:
            self._bar.setValue(min(STEPS, job.done * STEPS // job.total))
        self.cancel.setEnabled(not job.cancelling)


class JobTray(QWidget):
    """The bars of all running jobs, stacked at the lower centre of ``host``, above the toast."""

    def __init__(self, host: QWidget, runner: JobRunner) -> None:
        super().__init__(host)
        self._host = host
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._bars: dict[Job, JobBar] = {}
        self.hide()
        host.installEventFilter(self)
        runner.started.connect(self._started)

    def bars(self) -> list[JobBar]:
        return list(self._bars.values())

    def _started(self, job: Job) -> None:
        job.ended.connect(lambda: self._ended(job))
        QTimer.singleShot(theme().motion("jobShownAfterMs"), self, lambda: self._show(job))

    def _show(self, job: Job) -> None:
        if shiboken6.isValid(job) and job.running:
            bar = JobBar(job)
            effect = QGraphicsDropShadowEffect(bar)
            effect.setBlurRadius(24)
            effect.setOffset(0, 4)
            effect.setColor(theme().color("shadow"))
            bar.setGraphicsEffect(effect)
            self._bars[job] = bar
            self._column.addWidget(bar)
            self._place()

    def _ended(self, job: Job) -> None:
        bar = self._bars.pop(job, None)
        if bar is not None:
            self._column.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
            self._place()

    def _place(self) -> None:
        self.setVisible(bool(self._bars))
        if not self._bars:
            return
        width = min(WIDTH, self._host.width() - 48)
        self.setFixedWidth(width)
        self._column.activate()
        height = self._column.totalHeightForWidth(width) if self._column.hasHeightForWidth() else self.sizeHint().height()
        self.resize(width, height)
        self.move((self._host.width() - width) // 2, self._host.height() - height - 96)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return False
