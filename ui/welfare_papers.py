# SPDX-License-Identifier: MIT
"""A campaign on paper and in files: sign-off sheets in the preview, 福利发放汇总 and 未领名单 as workbooks."""

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir

from ui import files, messages
from ui.desk import Desk
from ui.jobs import run_job
from unionoffice.progress import Progress
from unionoffice.sheets.specs import SheetSpec
from unionoffice.sheets.writing import report_file_name, write_workbook
from unionoffice.welfare import forms, purchase_forms, queries, sheets

CANCEL_PAPER = "取消后不出预览，数据不变。"
CANCEL_EXPORT = "取消后不留半截文件，数据不变。"


class WelfarePapers(QObject):
    """Draws and writes off the GUI thread. What is previewed lies in a folder that goes away with the page."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._folder = QTemporaryDir()

    def print_sheets(self, campaign_id: int, title: str, branch: str = "") -> None:
        """Form 4 for the whole campaign, or for one unit."""
        office = self._desk.office

        def draw(path: Path, progress: Progress) -> list[str]:
            with office.read() as session:
                data = forms.read_sign_off(session, campaign_id, branch)
            return forms.sign_off_sheets(path, data, office.settings, progress)

        self._draw(f"{title} 签收表", draw)

    def print_enquiry(self, campaign_id: int, title: str) -> None:
        """Form 5, 询价记录表."""

        def draw(path: Path, _progress: Progress) -> list[str]:
            with self._desk.office.read() as session:
                data = purchase_forms.read_enquiry(session, campaign_id)
            return purchase_forms.enquiry_record(path, data, self._desk.office.settings)

        self._draw(f"{title} 询价记录表", draw)

    def print_acceptances(self, acceptance_ids: Collection[int], title: str) -> None:
        """Form 6, a 验收（入库）单 for each."""

        def draw(path: Path, _progress: Progress) -> list[str]:
            with self._desk.office.read() as session:
                papers = [purchase_forms.read_acceptance(session, one) for one in acceptance_ids]
            return purchase_forms.acceptance_notes(path, papers, self._desk.office.settings)

        self._draw(f"{title} 验收单", draw)

    def _draw(self, title: str, draw: Callable[[Path, Progress], list[str]]) -> None:
        path = Path(self._folder.filePath(f"{title}.pdf"))

        def show(warnings: list[str]) -> None:
            self._desk.preview(path, title)
            if warnings:
                more = f"另有 {len(warnings) - 1} 处类似。" if len(warnings) > 1 else ""
                messages.warning(f"{warnings[0]}{more}")

        run_job(
            f"正在排版{title}",
            lambda progress: draw(path, progress),
            show,
            cancel_text=CANCEL_PAPER,
            owner=self,
        )

    def export_hand_out(self, campaign_id: int, title: str) -> None:
        """福利发放汇总 for finance."""
        office = self._desk.office

        def specs() -> list[SheetSpec]:
            with office.read() as session:
                report = sheets.read_hand_out(session, campaign_id, office.settings)
            return sheets.hand_out_book(report, office.settings, office.today())

        self._export(f"{title}发放汇总", specs)

    def export_missing(self, campaign_id: int, title: str, only: Collection[int] | None = None) -> None:
        """未领名单 of the whole campaign, or of ``only`` these members."""
        office = self._desk.office

        def specs() -> list[SheetSpec]:
            with office.read() as session:
                rows = queries.roster_rows(session, campaign_id, only_missing=True)
            chosen = [row for row in rows if only is None or row.member_id in only]
            return sheets.missing_book(title, chosen, office.settings, office.today())

        self._export(f"{title}未领名单", specs)

    def _export(self, what: str, specs: Callable[[], list[SheetSpec]]) -> None:
        office = self._desk.office
        name = report_file_name(office.settings.union_name, "", what, office.today())

        def write(progress: Progress) -> Path:
            return write_workbook(office.exports / name, specs(), progress)

        def said(path: Path) -> None:
            messages.info(f"已导出 {path.name}", "打开文件夹", lambda: files.open_folder(path))

        run_job(
            f"正在导出{what}", write, said, cancel_text=CANCEL_EXPORT, owner=self, retry=lambda: self._export(what, specs)
        )
