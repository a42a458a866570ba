# SPDX-License-Identifier: MIT
"""What the window shows: the rail's entries at once, the office's pages after it has been opened on a thread."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer

from ui import messages, standing
from ui.first_paint import FirstPaint
from ui.jobs import run_job
from ui.page import Page
from ui.window import MainWindow
from unionoffice.errors import OfficeError
from unionoffice.progress import Progress

if TYPE_CHECKING:
    from ui.desk import Desk
    from unionoffice.office import Office
    from unionoffice.store.backup import Backup


def rail_pages() -> list[Page]:
    """The rail is painted before the office is open, so the entries come without their pages."""
    return [
        Page("home", "首页", "home"),
        Page("members", "会员名册", "people_team"),
        Page("lists", "名单与统计", "document_table", under="members"),
        Page("dues", "会费", "money", under="members"),
        Page("aid", "困难帮扶", "heart"),
        Page("hardship", "困难档案", "document", under="aid"),
        Page("visits", "走访", "people_team", under="aid"),
        Page("rounds", "批次", "people_team", under="aid"),
        Page("funds", "慰问预算", "money", under="aid"),
        Page("finance", "财务清单", "document", under="aid"),
        Page("aid_statistics", "帮扶统计", "data_bar_vertical", under="aid"),
        Page("aid_unhelped", "未受助会员", "people_team", under="aid"),
        Page("aid_person", "受助情况", "heart", under="aid"),
        Page("welfare", "福利采购", "gift"),
        Page("plan", "工作计划", "calendar_checkmark"),
        Page("reports", "统计报表", "data_bar_vertical"),
        Page("settings", "设置", "settings", bottom=True),
        Page("help", "帮助", "question_circle", bottom=True),
    ]


def open_office(window: MainWindow, folder: Path) -> None:
    """Open the office in ``folder`` and give the window its pages; called after the first paint."""
    Opening(window, folder).start()


class Opening(QObject):
    """Opens one office for the window, and closes it with the window. Another folder gets another Opening."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self._window, self._folder = window, folder
        self.office: Office | None = None
        self.desk: Desk | None = None
        self._sits: object = None

    def start(self) -> None:
        run_job("正在打开数据", self._open, self._opened, self._failed, can_cancel=False, owner=self)

    def _open(self, progress: Progress) -> "Office":
        from unionoffice.office import Office

        return Office.open(self._folder)

    def _opened(self, office: "Office") -> None:
        from ui.app_state import AppState
        from ui.desk import Announcer, Desk
        from ui.look_settings import recall_look

        self.office = office
        state = AppState(self._folder / "window.ini")
        self.desk = Desk(
            office, state, Announcer(office), go=self._window.show_page, preview=self._preview,
            open_sample=self._open_sample, restore=self._put_back,
        )  # fmt: skip
        self._window.set_state(state)
        standing.set_at_desk(office.role)
        self._sits = seat(office)
        recall_look(state)
        self._window.closing.connect(self._close)
        self._window.desk_wanted.connect(self._choose_desk)
        self.desk.announcer.changed.connect(self._changed)
        self._give_pages(self.desk)
        self._changed(frozenset({"setting"}))
        home = self._window.show_page("home")
        if not office.settings.text("set_up"):
            self._ask_whose(office)
        if home is not None:
            FirstPaint(home, "first-rows", self._load)

    def _give_pages(self, desk: "Desk") -> None:
        from ui import pages

        for key, make in pages.makers(desk).items():
            self._window.set_page(key, make)

    def _load(self) -> None:
        """The rest of the program, while the clerk reads the home page. Whoever is quicker only waits for it."""
        office = self.office
        if office is None:
            return

        def load(progress: Progress) -> str:
            office.load()
            return office.clock_warning()

        run_job(
            "正在准备各页", load, lambda warning: warning and messages.warning(warning), can_cancel=False, owner=self,
            quiet=True,
        )  # fmt: skip

    def _ask_whose(self, office: "Office") -> None:
        from ui.setup_page import SetupPage

        page = SetupPage(office)
        page.sample_wanted.connect(page.closed)
        page.sample_wanted.connect(self._open_sample)
        self._window.open_panel(page)
        page.take_focus()

    def _open_sample(self) -> None:
        """Make the sample office beside this one, or find it there, and go over to it."""
        sample = self._folder.parent / "示例办公室"
        run_job(
            "正在做示例办公室", lambda progress: self._make_sample(sample, progress), lambda _: self._move_to(sample),
            cancel_text="取消后不留下示例办公室，自己的数据不变。", owner=self,
        )  # fmt: skip

    @staticmethod
    def _make_sample(folder: Path, progress: Progress) -> None:
        from unionoffice.sample import make_sample

        if not (folder / "office.db").exists():
            make_sample(folder, progress=progress)

    def _move_to(self, folder: Path) -> None:
        self._let_go()
        Opening(self._window, folder).start()
        self.deleteLater()

    def _let_go(self) -> None:
        """Close the office and take its pages out of the window; another one, or the same, will be opened."""
        self._window.closing.disconnect(self._close)
        self._window.desk_wanted.disconnect(self._choose_desk)
        self._close()
        standing.set_at_desk(None)
        self._window.status.set_desk("")
        self.desk, self.office = None, None
        self._window.forget_pages()

    def _put_back(self, backup: Path) -> None:
        """Restore a backup of the open office. Whether it worked or not, the office is open again afterwards."""
        from unionoffice.office import Office

        self._let_go()
        run_job(
            "正在恢复备份", lambda _progress: Office.restore(self._folder, backup), self._was_put_back, self._not_put_back,
            can_cancel=False, owner=self,
        )  # fmt: skip

    def _was_put_back(self, result: "tuple[Office, Path | None]") -> None:
        office, _kept = result
        self._opened(office)
        messages.info("已从备份恢复；恢复前的数据另存在备份文件夹里", "打开文件夹", lambda: self._show_backups(office))

    def _show_backups(self, office: "Office") -> None:
        from ui.files import open_folder

        open_folder(office.folder / "backups")

    def _not_put_back(self, problem: BaseException) -> None:
        messages.show(problem, title="没有恢复")
        self.start()

    def _preview(self, path: Path, title: str) -> None:
        from ui.preview import PreviewPanel

        assert self.desk is not None
        panel = PreviewPanel(self.desk.state)
        self._window.open_panel(panel)
        panel.show_pdf(path, title)

    # who sits at the desk

    def _choose_desk(self) -> None:
        """The menu over the name in the status bar."""
        if self.office is None:
            return
        from ui.desk_menu import change_desk, desk_menu

        office, button = self.office, self._window.status.desk
        menu = desk_menu(office, button, lambda name: change_desk(office, name), self._show_operators)
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _show_operators(self) -> None:
        page = self._window.show_page("settings")
        if page is not None:
            page.show_register("operator")  # type: ignore[attr-defined]
            page.take_focus()

    def _follow_desk(self, office: "Office") -> None:
        """Another role sits at the desk: the pages are made anew for it. What was typed stays as drafts."""
        from ui.desk_menu import said_at_desk

        self._window.status.set_desk(said_at_desk(office))
        before, self._sits = self._sits, seat(office)
        standing.set_at_desk(office.role)
        if self._sits == before:
            return  # somebody was renamed, say
        QTimer.singleShot(0, self, self._make_pages_anew)  # a page may be in the middle of what changed this

    def _make_pages_anew(self) -> None:
        if self.desk is None:
            return
        front = self._window.front()
        self._window.leave_pages()
        self._give_pages(self.desk)
        self._window.show_page(front)

    # what is going on

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds:  # a mere note (a look at masked data, a print) leaves the pages as they are
            self._window.refresh(kinds)
        if self.office is None:
            return
        if "setting" in kinds:
            self._window.set_office_name(self.office.settings.union_name)
        if kinds & {"setting", "operator"}:
            self._follow_desk(self.office)
        self._window.status.set_facts(self._facts(self.office))

    def _facts(self, office: "Office") -> list[tuple[str, str]]:
        from unionoffice.store.backup import last_backup

        facts = [("数据库 正常", ""), said_backup(last_backup(office.folder), office.today())]
        if office.settings.text("demo_today"):
            facts.insert(0, (f"示例办公室，日期固定为 {office.today()}", "warn"))
        return facts

    def _close(self) -> None:
        if self.desk is not None:
            self.desk.announcer.stop()
        if self.office is not None:
            try:
                self.office.close()
            except OfficeError as error:  # the closing backup failed: the data is safe, the clerk must know
                messages.error(error, title="关闭时没有备份成")

    # when it does not open

    def _failed(self, problem: BaseException) -> None:
        if not isinstance(problem, OfficeError):
            messages.bug(problem)
            return
        from ui.opening import OpeningTrouble
        from unionoffice.store.backup import last_backup

        # Offered only where the sentence names it: a backup helps neither a missing stick nor data of a newer version.
        backup = last_backup(self._folder) if "备份恢复" in problem.sentence else None
        restore = None if backup is None else lambda: self._put_back_newest(backup)
        self._window.forget_pages()
        self._window.set_page("home", lambda: OpeningTrouble(problem.sentence, self._again, restore))
        self._window.show_page("home")

    def _again(self) -> None:
        self._window.forget_pages()
        self.start()

    def _put_back_newest(self, backup: "Backup") -> None:
        from unionoffice.office import Office

        run_job(
            "正在恢复备份", lambda _progress: Office.restore(self._folder, backup.path), self._restored_anew,
            can_cancel=False, owner=self,
        )  # fmt: skip

    def _restored_anew(self, result: "tuple[Office, Path | None]") -> None:
        self._window.forget_pages()
        self._was_put_back(result)


def seat(office: "Office") -> object:
    """Which operator sits at the desk, with which rights: what the pages are made for."""
    return office.drafts, office.role.code, office.role.duties


def said_backup(backup: "Backup | None", today: date) -> tuple[str, str]:
    """When the newest backup was made, as the status bar says it, and its tone."""
    if backup is None:
        return "还没有备份", "warn"
    day = "今天" if backup.at.date() == today else f"{backup.at.month} 月 {backup.at.day} 日"
    return f"备份 {day} {backup.at:%H:%M}", ""
