# SPDX-License-Identifier: MIT
"""Opens one office's data folder and hands out units of work: the one composition root."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlalchemy.orm import Session, configure_mappers

from unionoffice.errors import OfficeError
from unionoffice.kit.record import Record
from unionoffice.kit.register import Register
from unionoffice.kit.roles import Role
from unionoffice.store import lock, migrate, operators
from unionoffice.store.backup import make_backup, needs_backup
from unionoffice.store.engine import DATABASE_NAME, explained, open_engine
from unionoffice.store.lock import Presence
from unionoffice.store.operators import Operator, read_operators
from unionoffice.store.settings import Settings, demo_day, read_settings
from unionoffice.store.work import Changes, Work

if TYPE_CHECKING:
    from unionoffice.store.check import Problem

Clock = Callable[[], datetime]
Listener = Callable[[Changes], None]

# Held while kinds of records are being made known, and by whoever reads before all are: a query in between would
# find relations whose other end does not exist yet. One for the process, as the kinds are.
_KINDS = RLock()


class Office:
    """One office = one folder: ``office.db``, ``attachments``, ``backups``, ``exports``, ``drafts``.

    Safe to use from several threads: every ``read`` and ``work`` has a session of its own. Listeners are
    called in the thread that committed.

    Opening reads the settings only. All kinds of records are loaded by the first ``read`` or ``work``, or by ``load``
    ahead of them: the home page, which needs few, stands a fifth sooner for it.
    """

    def __init__(self, folder: Path, engine: Engine, presence: Presence, clock: Clock | None = None) -> None:
        self.folder = folder
        self.engine = engine
        self._presence = presence
        self._clock = clock
        self._listeners: list[Listener] = []
        self._undoable: list[tuple[int, str]] = []
        self._closed = self._loaded = False
        self.settings: Settings = Settings({})
        self.operators: Sequence[Operator] = ()

    @classmethod
    def open(cls, folder: Path, *, clock: Clock | None = None, doing: str = "窗口") -> "Office":
        """Open the office in ``folder``, making it when empty, upgrading it when older.

        ``doing`` names this process to others who want the office for themselves: 窗口, 命令行. Raises OfficeError
        in the clerk's words.
        """
        with explained(), _folder_explained(folder):
            for part in ("attachments", "backups", "exports", "drafts"):
                (folder / part).mkdir(parents=True, exist_ok=True)
            lock.enter(folder, doing).leave()  # says at once where the folder takes no writing
            migrate.prepare(folder / DATABASE_NAME, (clock or datetime.now)())
            presence = lock.enter(folder, doing)
        office = cls(folder, open_engine(folder / DATABASE_NAME), presence, clock)
        try:
            office.reload_settings()
        except BaseException:
            office._leave()
            raise
        return office

    @classmethod
    def restore(cls, folder: Path, backup: Path, *, clock: Clock | None = None) -> tuple["Office", Path | None]:
        """Put ``backup`` (the path of its database) in the place of a closed office, open it and note it in the trail.

        Also returns where the state before is kept; None where there was none. Raises OfficeError; all is as before
        then.
        """
        from unionoffice.store.restore import restore

        kept = restore(folder, backup, (clock or datetime.now)())
        office = cls.open(folder, clock=clock)
        with office.work("从备份恢复") as work:
            work.note("office", None, 备份=backup.name, 恢复前保存在=kept.name if kept else "")
        return office, kept

    def load(self) -> None:
        """Make all kinds of records known and the search index whole; once, harmless when called again.

        Raises OfficeError where the index had to be made and the disk refused it.
        """
        with _KINDS:
            if self._loaded:
                return
            from unionoffice.registers import REGISTERS

            configure_mappers()
            self._index([register.record for register in REGISTERS])
            self._loaded = True

    def _index(self, classes: list[type[Record]]) -> None:
        from unionoffice.store import search

        with self.glance() as session:
            ready = search.ready(session, classes)
        if not ready:
            writing = self.engine.connect().execution_options(write=True)
            with explained(), writing, Session(writing) as session:
                search.ensure(session, classes)
                session.commit()

    @property
    def exports(self) -> Path:
        return self.folder / "exports"

    @property
    def drafts(self) -> Path:
        """Where what was typed and not saved is kept: each operator's apart, as it may say what another may not see."""
        sitting = next((one.id for one in self.operators if one.name == self.settings.operator), 0)
        if not self.operators or sitting == self.operators[0].id:
            return self.folder / "drafts"
        own = self.folder / "drafts" / str(sitting)
        with suppress(OSError):  # the stick is out: saving a draft says so
            own.mkdir(exist_ok=True)
        return own

    def now(self) -> datetime:
        """The office's clock: the machine's local time; in a sample office the fixed day with the time of now."""
        if self._clock is not None:
            return self._clock()
        moment = datetime.now().replace(microsecond=0)
        fixed = demo_day(self.settings)
        return datetime.combine(fixed, moment.time()) if fixed else moment

    def today(self) -> date:
        return self.now().date()

    def working_year(self) -> int:
        """The year the pages look at first: the setting, or the present one."""
        year: int | None = self.settings.value("working_year")
        return year or self.today().year

    @property
    def role(self) -> Role:
        """Of whoever sits at the desk: the name in the settings, looked up among the operators."""
        return operators.role_at_desk(self.operators, self.settings.operator, self.today())

    def _role_of(self, actor: str) -> Role:
        """Work done under another name than the desk's is in that operator's role, if there is one of that name."""
        named = operators.role_named(self.operators, actor, self.today()) if actor else None
        return named or self.role

    @property
    def registers(self) -> dict[str, Register]:
        from unionoffice.registers import REGISTERS

        return {register.kind: register for register in REGISTERS}

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; what it loaded stays usable after the block."""
        self.load()
        with explained(), self._session() as session:
            yield session

    @contextmanager
    def glance(self) -> Iterator[Session]:
        """As ``read``, for what starting up shows: only the kinds that the caller has imported need be known."""
        with _KINDS, explained(), self._session() as session:
            yield session

    def _session(self) -> Session:
        """A reading shows nobody more than who sits at the desk may see."""
        return Session(self.engine, expire_on_commit=False, autoflush=False, info={"role": self.role})

    @contextmanager
    def work(self, action: str, *, actor: str = "") -> Iterator[Work]:
        """One clerk's action, named in the office's words; committed at the end, announced, undoable."""
        self.load()
        with explained():
            work = Work(
                self.engine, actor=actor or self.settings.operator, action=action, now=self.now(),
                role=self._role_of(actor),
            )  # fmt: skip
            try:
                yield work
                changes = work.commit()
            finally:
                work.close()
        self._announce(changes)

    def _announce(self, changes: Changes) -> None:
        if not changes.step:
            return
        if changes.kinds & {"setting", "operator"}:
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

    def last_step(self) -> tuple[int, str, int]:
        """What Ctrl+Z would take back: number, name, and how many entries of the trail; (0, '', 0) for nothing."""
        from unionoffice.store import history

        if not self._undoable:
            return 0, "", 0
        step, action = self._undoable[-1]
        with self.read() as session:
            return step, action, history.size(session, step)

    def undo_last(self) -> str:
        """Take back this session's last step; returns its name. Raises OfficeError when that cannot be."""
        if not self._undoable:
            raise OfficeError("没有可以撤销的修改。")
        step, action = self._undoable[-1]
        self.undo(step, action)
        return action

    def undo(self, step: int, action: str) -> None:
        """Take back one step, such as an import; the taking back is audited like any change."""
        from unionoffice.store import history

        with self.work(f"撤销：{action}") as work:
            history.undo(work, step)
        known = [one for one in self._undoable if one[0] != step]
        self._undoable = known[:-1]  # Ctrl+Z goes further back, it does not bring again what was taken back

    def change_desk(self, name: str) -> None:
        """Another operator sits down, who takes nothing back that was done before. Raises OfficeError."""
        from unionoffice.store import at_desk

        with self.work(at_desk.CHANGE) as work:
            at_desk.sit_down(work, name)
        self._undoable.clear()

    def reload_settings(self) -> None:
        with self.glance() as session:
            self.settings, self.operators = read_settings(session), read_operators(session)

    def clock_warning(self) -> str:
        """A sentence when the machine's clock stands before the last change; '' when all is well."""
        from unionoffice.store import check

        with self.read() as session:
            return check.clock_sentence(session, self.now())

    def check(self) -> "list[Problem]":
        """Look the whole office over; [] means that all is well."""
        from unionoffice.store import check

        classes = [register.record for register in self.registers.values()]
        with self.read() as session:
            return check.check_office(session, now=self.now(), classes=classes)

    @property
    def changed_since_backup(self) -> bool:
        """True where no backup holds the present state, be it that an earlier window crashed."""
        return needs_backup(self.folder)

    def backup(self) -> Path:
        """Back up now; returns the backup's database. Raises OfficeError."""
        return make_backup(self.folder, self.now())

    def close(self) -> None:
        """Back up what changed and let go of the files; harmless when called twice.

        Raises OfficeError where the backup failed; the office is closed all the same.
        """
        if self._closed:
            return
        try:
            if self.changed_since_backup:
                self.backup()
        finally:
            self._leave()

    def _leave(self) -> None:
        self._closed = True
        self.engine.dispose()
        self._presence.leave()


@contextmanager
def _folder_explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OfficeError(
            f"打不开数据文件夹 {folder}：没有写入的权限，或磁盘不在了、满了。数据没有改动。"
            "请换一个文件夹，或接好 U 盘再打开。",
            detail=repr(error),
        ) from error
