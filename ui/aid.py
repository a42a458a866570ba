# SPDX-License-Identifier: MIT
"""The aid ledger: what this tab has beyond the generic page, from a new payment to its signed or voided voucher."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import messages
from ui.aid_form import AidForm
from ui.aid_model import AidModel
from ui.aid_payment import PaymentPage
from ui.aid_start import Start
from ui.aid_vouchers import print_voucher
from ui.chips import FacetChip
from ui.desk import Desk
from ui.exporting import export_shown, print_shown
from ui.menus import Entry, menu_button
from ui.panels import EmptyState, Figure, Way
from ui.record_model import RecordModel
from ui.standing import shows, takes
from ui.theme import theme
from ui.widgets import Button, button, column, frame
from unionoffice.aid import queries
from unionoffice.aid.funds_queries import budget_sum
from unionoffice.aid.records import DRAFT, VOIDED, AidPayment
from unionoffice.aid.registers import AID_PAYMENTS, PAST_PAYMENTS
from unionoffice.kit.money import show_yuan
from unionoffice.kit.record import Record
from unionoffice.kit.register import Facet
from unionoffice.kit.roles import Right
from unionoffice.members.queries import counts

YEAR = "booked_on"
SEARCH_WIDTH, SEARCH_NARROW = 368, 232
ROOM_FOR_HISTORY, FORM_ALONE = 1160, 432  # px: of the page, for table, form and history; of the form without it
# What stands under the ledger: key in the rail, name, Alt letter, tip. Without borders: there is no room for more.
VIEWS = (
    ("hardship", "档案", "K", "困难职工档案，一户一份"), ("visits", "走访", "Z", "五必访：该去看望谁、走访登记"),
    ("rounds", "批次", "B", "一次会议定下的一批人"),
    ("funds", "预算", "U", "各项经费的收支余"), ("finance", "财务", "F", "财务清单：一个月或任一段日期，按科目给财务"),
    ("aid_statistics", "统计", "Q", "按类型、月份、分工会等统计，和上年对照"),
)  # fmt: skip
ROOM_FOR_EXPORT = 1100  # px of the page
ONLY_WIDE = ("branch_name",)  # chips there is no room for beside the form


class YearChip(FacetChip):
    """2020 年 × instead of 年份：2020 年 ×."""

    def _label(self) -> str:
        years = sorted(str(value) for value in self.chosen())
        return "、".join(f"{year} 年" for year in years) or super()._label()


class AidPage(PaymentPage):
    """困难帮扶: the year's ledger, the payment form beside it, and what can be done with an issued voucher."""

    ICON = "heart"
    HELD_BY, HELD_FIELDS = "统计", ("status",)
    _start: Start | None = None
    EMPTY_TEXT = "在这里登记住院、生育、困难补助等慰问，填写时核对上限，签发时取凭证号、打印领取凭证。"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, AID_PAYMENTS)

    # figures, buttons, empty page

    def figures(self) -> list[Figure]:
        year = self.desk.office.working_year()
        with self.desk.office.read() as session:
            found = queries.year_figures(session, year)
            budget = budget_sum(session, year)
        only = partial(self._only_year, year)
        shown = [Figure(f"{found.case_count:,}", "本年人次", on_click=only)]
        if found.case_count:
            shown.append(Figure(f"{found.person_count:,}", "本年人数", on_click=only))
        shown.append(Figure(show_yuan(found.amount), "本年金额（元）", on_click=only))
        if budget is not None and budget.rate is not None:
            tone = "danger" if budget.rate > 1 else ""
            shown.append(Figure(f"{budget.rate:.1%}", "预算执行", tone, lambda: self.desk.go("funds")))
        return shown

    def _only_year(self, year: int) -> None:
        self.clear_filters()
        self.chips[YEAR].set_chosen((str(year),))

    def make_buttons(self) -> list[Button]:
        import_, export, new = super().make_buttons()
        import_.deleteLater()
        views = [button(name, "quiet", key=letter, tip=tip, on_click=partial(self.open_page, key)) for key, name, letter, tip in VIEWS]
        self.export_button = export
        ways = [
            Entry("导入往年台账(&I)\tCtrl+I", self.open_import, "往年的慰问台账，先预览再写入"),
            Entry("打印看到的名单(&P)\tCtrl+P", self.print_list),
        ]
        return [*views, export, menu_button("更多", ways, key="O", tip="导入往年台账，打印名单"), new]

    @takes(Right.ENTER, "导入往年台账")
    def open_import(self) -> None:
        """Earlier years' ledgers: each row is matched to a person and takes no number."""
        from ui.import_page import ImportPage

        page = ImportPage(self.desk, PAST_PAYMENTS)
        self.panel_opened.emit(page)
        page.start()

    def open_page(self, key: str) -> None:
        """A page that stands under this one, with the keyboard in it."""
        page = self.desk.go(key)
        if page is not None:
            page.take_focus()

    def make_empty(self) -> EmptyState:
        with self.desk.office.read() as session:
            kinds = len(queries.types_in_use(session))
        settings = f"已按常见办法备好 {kinds} 类，可以改" if kinds else "还没有类型，先加几类"
        ways = [
            Way("新增第一笔慰问", "输入姓名或拼音首字母就能找到人", "Ctrl+N", self.new),
            Way("导入往年台账", "Excel、WPS 表格，原来的凭证号照旧", "Ctrl+I", self.open_import),
            Way("先设置慰问类型和上限", settings, "Ctrl+,", lambda: self.desk.go("settings")),
        ]
        return EmptyState(self.ICON, "还没有慰问记录", self.EMPTY_TEXT, ways)

    def standing_status(self) -> list[str]:
        with self.desk.office.read() as session:
            open_ones = queries.waiting(session)
            if self.stack.currentIndex():
                people = counts(session).total
                return [f"会员名册已有 {people:,} 人" if people else "会员名册还是空的，请先导入会员"]
        said = self.back_words() + ([f"草稿 {open_ones.drafts} 笔"] if open_ones.drafts else [])
        if open_ones.unsigned:
            said.append(f"待签收 {open_ones.unsigned} 笔，{show_yuan(open_ones.unsigned_amount)} 元")
        return said

    # list

    def make_model(self) -> RecordModel:
        return AidModel(self.register, self._read_rows, stretch="reason", say=self.desk.office.settings.say)

    def table_padding(self) -> int:
        return 8

    def _toolbar(self) -> QWidget:
        made = super()._toolbar()
        self.chips[YEAR].set_chosen((str(self.desk.office.working_year()),), announce=False)
        return made

    def make_chip(self, facet: Facet) -> FacetChip:
        if facet.field == YEAR:
            return YearChip(self.facets.label(facet), partial(self.facets.values, facet))
        return super().make_chip(facet)

    def reload(self) -> None:
        assert isinstance(self.model, AidModel)
        self.model.one_year = len(self.chips[YEAR].chosen()) == 1
        super().reload()
        self._fit_toolbar()
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Nothing to export in an empty ledger; in a small window Ctrl+E alone exports."""
        self.export_button.setVisible(not self.stack.currentIndex() and self.width() >= ROOM_FOR_EXPORT)

    def footer_words(self) -> str:
        ids = self.model.ids()
        with self.desk.office.read() as session:
            found = queries.status_counts(session, ids)
        names = ((VOIDED, "作废"), (DRAFT, "草稿"))
        left_out = [f"{name} {found[code]} 笔" for code, name in names if found.get(code)]
        return self._rows_said(ids) + (f"，{'、'.join(left_out)}不计" if left_out else "")

    def _rows_said(self, ids: Sequence[int]) -> str:
        """What came from a figure of the statistics says its people and households too."""
        if self.held is None:
            return f"{len(ids):,} 笔"
        from unionoffice.aid.statistics_queries import counted

        with self.desk.office.read() as session:
            sums = counted(session, ids)
        return f"{len(ids):,} 笔，{sums.person_count:,} 人，{sums.household_count:,} 户"

    def _show_sums(self, sums: dict[str, Any]) -> None:
        assert self.footer is not None
        self.footer.set_sums(self.footer_words(), {"amount": show_yuan(sums["counted_amount"])})

    def export(self) -> None:
        export_shown(self.desk, self.register, self.query(), self._with_counted())

    def print_list(self) -> None:
        print_shown(self.desk, self.register, self.query(), self._with_counted())

    def _with_counted(self) -> list[str]:
        """The shown columns, with what counts beside the amounts: a sum over void vouchers would be wrong."""
        shown = [name for name in self.shown_columns() if name != "counted_amount"]
        at = shown.index("amount") + 1 if "amount" in shown else len(shown)
        return [*shown[:at], "counted_amount", *shown[at:]]

    # the form

    def _open_form(self, record: object) -> None:
        """A draft that names an illness is opened by who may read it."""
        if not getattr(record, "illness", None) or shows("illness"):
            super()._open_form(record)

    def make_form(self, record: Record | None) -> QWidget:
        start, self._start = self._start, None
        form = AidForm(self.desk, record if isinstance(record, AidPayment) else None, start)
        form.issued.connect(self._issued)
        return form

    def begin(self, start: Start) -> None:
        """Open the form for a payment that comes from elsewhere; what stands in an open form stays as its draft."""
        if isinstance(self.form, AidForm):
            self.form.cancel()
        if self.form is None:
            self._start = start
            self.new()

    def form_width(self) -> int:
        """On a small screen the form comes without the history beside it."""
        return theme().size("formPanel") if self.width() >= ROOM_FOR_HISTORY else FORM_ALONE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()
        if isinstance(self.form, AidForm):
            self.form.setFixedWidth(self.form_width())

    def place_form(self, form: QWidget) -> None:
        self._side = frame(column(form, margins=(0, 0, 24, 8)))
        self._beside.addWidget(self._side)
        self._body.setContentsMargins(24, 0, 16, 8)
        self._set_narrow(True)

    def remove_form(self, form: QWidget) -> None:
        self._beside.removeWidget(self._side)
        self._side.hide()
        self._side.deleteLater()
        self._body.setContentsMargins(24, 0, 24, 8)
        self._set_narrow(False)

    def _set_narrow(self, narrow: bool) -> None:
        """Beside the form the table has half its room: fewer columns, kept apart from the wide list's own."""
        assert isinstance(self.model, AidModel)
        self.model.narrow = narrow
        name = self.register.kind + (".narrow" if narrow else "")
        self.table.columns.remember_in(self.desk.state, name)
        self.table.columns.restore()
        self.search.set_width(SEARCH_NARROW if narrow else SEARCH_WIDTH)
        self._fit_toolbar()

    def _fit_toolbar(self) -> None:
        assert isinstance(self.model, AidModel)
        narrow = self.model.narrow
        self.count_label.setVisible(not narrow)
        for one in (self.chooser, self.views.button):
            one.setVisible(not narrow)
        for name in ONLY_WIDE:
            self.chips[name].setVisible(not narrow)
        if narrow:
            self.clear_button.hide()

    def can_edit(self, record: Record) -> bool:
        return isinstance(record, AidPayment) and record.status == DRAFT

    def edit(self) -> None:
        record = self.selected
        if isinstance(record, AidPayment) and not self.can_edit(record):
            messages.warning(f"凭证 {record.title()} 已签发，不能修改。需要更正时作废重开，原号保留。")
        else:
            super().edit()

    def new(self) -> None:
        if isinstance(self.form, AidForm):
            self.form.focus_first()
        else:
            self._close_side()  # a marked row would look like the one being edited
            super().new()

    def pay(self, member_id: int) -> None:
        """A new payment with the person filled in; a form that is open is left as it is."""
        if self.form is not None:
            messages.info("先保存或关闭正在填的表")
            return
        self.new()
        if isinstance(self.form, AidForm):
            self.form.choose_person(member_id)

    def _saved(self, record_id: int) -> None:
        self._close_form()
        self.refresh()
        self.show_record(record_id)
        messages.info("已存草稿，签发时取号", "撤销", self.undo)

    def _issued(self, record_id: int) -> None:
        self._close_form()
        self.refresh()
        self.show_record(record_id)
        record = self.selected
        if isinstance(record, AidPayment) and record.id == record_id:
            messages.info(f"已签发 {record.voucher_no}")
        print_voucher(self.desk, record_id, self)
