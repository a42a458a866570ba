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
from unionoffice.welfare import forms, queries, sheets

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
        office, path = self._desk.office, Path(self._folder.filePath(f"{title} 签收表.pdf"))

        def draw(progress: Progress) -> list[str]:
            with office.read() as session:
                data = forms.read_sign_off(session, campaign_id, branch)
            return forms.sign_off_sheets(path, data, office.settings, progress)

        def show(warnings: list[str]) -> None:
            self._desk.preview(path, f"{title} 签收表")
            if warnings:
                more = f"另有 {len(warnings) - 1} 处类似。" if len(warnings) > 1 else ""
                messages.warning(f"{warnings[0]}{more}")

        run_job("正在排版签收表", draw, show, cancel_text=CANCEL_PAPER, owner=self)

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

        run_job(f"正在导出{what}", write, said, cancel_text=CANCEL_EXPORT, owner=self)
