# SPDX-License-Identifier: MIT
"""Opens one office's data folder and hands out units of work: the one composition root."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from unionoffice.errors import OfficeError
from unionoffice.kit.register import Register
from unionoffice.registers import REGISTERS
from unionoffice.store import audit, history, migrate, search
from unionoffice.store.engine import DATABASE_NAME, explained, open_engine
from unionoffice.store.settings import Settings, demo_day, read_settings
from unionoffice.store.work import Changes, Work

Clock = Callable[[], datetime]
Listener = Callable[[Changes], None]


class Office:
    """One office = one folder: ``office.db``, ``attachments``, ``backups``, ``exports``, ``drafts``.

    Safe to use from several threads: every ``read`` and ``work`` has a session of its own. Listeners are
    called in the thread that committed.
    """

    def __init__(self, folder: Path, engine: Engine, clock: Clock | None = None) -> None:
        self.folder = folder
        self.engine = engine
        self._clock = clock
        self._listeners: list[Listener] = []
        self._undoable: list[tuple[int, str]] = []
        self.changed_since_backup = False
        self.settings: Settings = Settings({})

    @classmethod
    def open(cls, folder: Path, *, clock: Clock | None = None) -> "Office":
        """Open the office in ``folder``, making it when empty. Raises OfficeError in the clerk's words."""
        try:
            for part in ("attachments", "backups", "exports", "drafts"):
                (folder / part).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OfficeError(
                f"打不开数据文件夹 {folder}：没有写入的权限，或磁盘不在了。数据没有改动。请换一个文件夹，或接好 U 盘再打开。",
                detail=str(error),
            ) from error
        with explained():
            migrate.prepare(folder / DATABASE_NAME)
            office = cls(folder, open_engine(folder / DATABASE_NAME), clock)
            office._start()
        return office

    def _start(self) -> None:
        with self.engine.connect().execution_options(write=True) as connection, Session(connection) as session:
            search.ensure(session, [register.record for register in REGISTERS])
            session.commit()
        self.reload_settings()

    @property
    def exports(self) -> Path:
        return self.folder / "exports"

    def now(self) -> datetime:
        """The office's clock: the machine's local time; in a sample office the fixed day with the time of now."""
        if self._clock is not None:
            return self._clock()
        moment = datetime.now().replace(microsecond=0)
        fixed = demo_day(self.settings)
        return datetime.combine(fixed, moment.time()) if fixed else moment

    def today(self) -> date:
        return self.now().date()

    @property
    def registers(self) -> dict[str, Register]:
        return {register.kind: register for register in REGISTERS}

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; what it loaded stays usable after the block."""
        with explained(), Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def work(self, action: str, *, actor: str = "") -> Iterator[Work]:
        """One clerk's action, named in the office's words; committed at the end, announced, undoable."""
        with explained():
            work = Work(self.engine, actor=actor or self.settings.operator, action=action, now=self.now())
            try:
                yield work
                changes = work.commit()
            finally:
                work.close()
        self._announce(changes)

    def _announce(self, changes: Changes) -> None:
        if not changes.step:
            return
        self.changed_since_backup = True
        if "setting" in changes.kinds:
            self.reload_settings()
        if changes.kinds:  # a mere note (a print, an export) is nothing to take back
            self._undoable.append((changes.step, changes.action))
        for listener in list(self._listeners):
            listener(changes)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every commit that changed something; returns how to stop it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def last_undoable(self) -> str:
        """The name of the step Ctrl+Z would take back; '' when there is none in this session."""
        return self._undoable[-1][1] if self._undoable else ""

    def undo_last(self) -> str:
        """Take back this session's last step; returns its name. Raises OfficeError when that cannot be."""
        if not self._undoable:
            raise OfficeError("没有可以撤销的修改。")
        step, action = self._undoable[-1]
        self.undo(step, action)
        self._undoable = [known for known in self._undoable if known[0] < step]
        return action

    def undo(self, step: int, action: str) -> None:
        """Take back one step, such as an import; the taking back is audited like any change."""
        with self.work(f"撤销：{action}") as work:
            history.undo(work, step)

    def reload_settings(self) -> None:
        with self.read() as session:
            self.settings = read_settings(session)

    def clock_warning(self) -> str:
        """A sentence when the machine's clock stands before the last change; '' when all is well."""
        with self.read() as session:
            last = audit.last_moment(session.connection())
        if last is None or self.now() >= last:
            return ""
        return (
            f"电脑时间是 {self.now():%Y-%m-%d %H:%M}，早于最近一次修改 {last:%Y-%m-%d %H:%M}。"
            "数据没有问题。请先校准电脑时间，再签发凭证。"
        )

    def close(self) -> None:
        self.engine.dispose()
