# SPDX-License-Identifier: MIT
"""Rosters, lists, counts and forms of members in files and on paper, drawn off the GUI thread."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir

from ui import files, messages
from ui.desk import Desk
from ui.exporting import CANCEL_EXPORT, CANCEL_PAPER
from ui.jobs import run_job
from unionoffice.members.giving_out import noted
from unionoffice.members.lists import Asked, find_list, list_lines
from unionoffice.members.quality import DoubtGroup
from unionoffice.members.records import Member
from unionoffice.members.registers import MEMBERS
from unionoffice.members.rosters import BranchRoster, RosterQuery
from unionoffice.progress import Progress
from unionoffice.sheets.exporting import ExportResult
from unionoffice.sheets.writing import report_file_name
from unionoffice.store.listing import Query

Write = Callable[[Path, Progress], ExportResult]
Draw = Callable[[Path, Progress], list[str]]


class MemberPapers(QObject):
    """What is previewed lies in a folder that goes away with its owner."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._folder = QTemporaryDir()

    # workbooks

    def export_roster(self, query: RosterQuery, purpose: str = "") -> None:
        """The roster as of its day; with a ``purpose`` with full mobiles, which is audited."""
        office = self._desk.office

        def write(path: Path, progress: Progress) -> ExportResult:
            from unionoffice.members.report_sheets import export_roster

            with office.read() as session:
                made = export_roster(
                    session, query, path, settings=office.settings, today=office.today(), progress=progress,
                    unmask=bool(purpose),
                )  # fmt: skip
            return noted(office.work, MEMBERS, made, purpose) if purpose else made

        what = f"会员花名册（截至 {query.day:%Y%m%d}）"
        self._write(what, "人", write, more="，手机完整" if purpose else "，手机已隐去中间几位")

    def export_real_name(self, query: Query) -> None:
        """实名制 of the members that ``query`` finds: always full numbers, so a purpose is asked for and audited."""
        question = messages.Question(
            "导出实名制表？",
            "表里的证件号码和手机是完整的，只交给上级工会，用完删除。用途、筛选、行数和文件校验值会记入审计。",
            yes="导出实名制表", no="不导出", reason="用途",
        )  # fmt: skip
        answer = messages.ask(question)
        if answer is None:
            return
        office = self._desk.office

        def write(path: Path, progress: Progress) -> ExportResult:
            from unionoffice.members.sheets import export_real_name

            with office.read() as session:
                made = export_real_name(
                    session, query, path, settings=office.settings, today=office.today(), progress=progress
                )
            return noted(office.work, MEMBERS, made, answer.reason)

        self._write("实名制会员信息", "人", write, more="，含完整号码")

    def export_list(self, key: str, asked: Asked) -> None:
        def write(path: Path, progress: Progress) -> ExportResult:
            from unionoffice.members.report_sheets import export_list

            with self._desk.office.read() as session:
                return export_list(session, key, asked, path, progress=progress)

        self._write(f"{find_list(key).title_for(asked)}名单", "行", write, more="，手机已隐去中间几位")

    def export_counts(self) -> None:
        office = self._desk.office

        def write(path: Path, progress: Progress) -> ExportResult:
            from unionoffice.members.report_sheets import export_counts

            with office.read() as session:
                return export_counts(session, path, settings=office.settings, today=office.today(), progress=progress)

        self._write("会员统计", "人", write)

    def export_doubts(self, groups: Sequence[DoubtGroup]) -> None:
        office = self._desk.office

        def write(path: Path, progress: Progress) -> ExportResult:
            from unionoffice.members.report_sheets import export_doubts

            return export_doubts(groups, path, settings=office.settings, today=office.today(), progress=progress)

        self._write("会员资料核对表", "处", write)

    def _write(self, what: str, unit: str, write: Write, more: str = "") -> None:
        office = self._desk.office
        target = office.exports / report_file_name(office.settings.union_name, office.today(), what, office.today())

        def done(made: ExportResult) -> None:
            messages.info(f"已导出 {made.rows:,} {unit}{more}", "打开文件夹", lambda: files.open_folder(made.path))

        run_job(f"正在导出{what}", lambda progress: write(target, progress), done, cancel_text=CANCEL_EXPORT, owner=self)

    # papers

    def print_rosters(self, rosters: Sequence[BranchRoster], query: RosterQuery) -> None:
        """Form 9, one list for each branch."""
        settings = self._desk.office.settings

        def draw(path: Path, progress: Progress) -> list[str]:
            from unionoffice.members.forms import branch_rosters_pdf

            return branch_rosters_pdf(path, rosters, settings, day=query.day, progress=progress)

        self._draw(f"会员花名册（{query.day:%Y-%m-%d}）", draw)

    def print_list(self, key: str, asked: Asked) -> None:
        def draw(path: Path, progress: Progress) -> list[str]:
            from unionoffice.members.list_form import list_pdf
            from unionoffice.members.report_sheets import list_rows

            with self._desk.office.read() as session:
                rows = list(list_rows(session, list_lines(session, key, asked)))
            return list_pdf(path, find_list(key), asked, rows, progress)

        self._draw(f"{find_list(key).title_for(asked)}名单", draw)

    def print_forms(self, member_ids: Sequence[int]) -> None:
        """会员登记表 (form 8) of these members; that it was drawn, with full numbers, is audited."""
        office = self._desk.office

        def draw(path: Path, progress: Progress) -> list[str]:
            from unionoffice.members.registration import registrations
            from unionoffice.members.registration_form import registration_pdf

            with office.read() as session:
                forms = registrations(session, member_ids, office.today())
            told = registration_pdf(path, forms, office.settings, office.folder, progress)
            with office.work("打印会员登记表") as work:
                for member_id in member_ids:
                    work.note(Member.kind(), member_id, 打印="会员登记表")
            return told

        self._draw("会员登记表", draw)

    def _draw(self, title: str, draw: Draw) -> None:
        path = Path(self._folder.filePath(f"{title}.pdf"))

        def shown(warnings: list[str]) -> None:
            self._desk.preview(path, title)
            if warnings:
                messages.warning(warnings[0] if len(warnings) == 1 else f"{warnings[0]}另有 {len(warnings) - 1} 处类似。")

        run_job(f"正在排版{title}", lambda progress: draw(path, progress), shown, cancel_text=CANCEL_PAPER, owner=self)
