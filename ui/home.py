# SPDX-License-Identifier: MIT
"""首页: what is due today, who waits for a signature, whose birthday it is, the year's aid and the campaigns' progress."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import going
from ui.charts import BarList, MonthColumns, Share
from ui.desk import Desk
from ui.home_board import Board, HomeSection, Line
from ui.home_budget import BudgetCard
from ui.keys import bind
from ui.page import PageWidget
from ui.panels import EmptyState, Figure, PageHeader, Way
from ui.widgets import allow, button, card, column, frame, label, link, row
from unionoffice.aid.hardship_due import Reminder
from unionoffice.aid.queries import Unsigned
from unionoffice.aid.visits_queries import DueVisit
from unionoffice.kit.dates import say_day, weekday_name
from unionoffice.kit.roles import Right
from unionoffice.plan.queries import TaskLine
from unionoffice.plan.wording import names
from unionoffice.reports.today import LONG_WAIT, Birthday, CampaignProgress, Draft, Today, read_today
from unionoffice.store.drafts import Drafts

RIGHT_WIDTH = 432
CAMPAIGNS_SHOWN, CAMPAIGNS_BESIDE_BUDGET = 5, 3
TEN_THOUSAND = 10_000


class CampaignBars(BarList):
    """The names of campaigns are longer than those of branches."""

    NAME = 144


class HomePage(PageWidget):
    """Everything on it leads somewhere: a line to its record, a figure to its list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.shown: Today | None = None
        self._build()
        self._bind_keys()
        self.refresh()

    # building

    def _build(self) -> None:
        self.aid_button = button("新增慰问", icon="heart", key="A", on_click=lambda: going.to_new(self.desk, "aid"), needs=(Right.ENTER, "新增慰问"))
        self.member_button = button(
            "新增会员", icon="people_team", key="M", on_click=lambda: going.to_new(self.desk, "members"),
            needs=(Right.ENTER, "新增会员"),
        )
        self.hand_out_button = button("打开当前发放", "primary", key="F", on_click=self.open_campaign)
        self.header = PageHeader("", buttons=[self.aid_button, self.member_button, self.hand_out_button])
        self.board = Board(self._sections())
        for section in self.board.sections:
            section.opened.connect(lambda page, record_id: going.to_record(self.desk, page, record_id))
        self.budget = BudgetCard()
        self.budget.opened.connect(lambda: self.desk.go("funds"))
        right = frame(column((self._chart(), 1), self.budget, self._progress(), spacing=16), width=RIGHT_WIDTH)
        page = frame(row((self.board, 1), right, margins=(24, 0, 24, 8), spacing=16))
        self.stack = QStackedWidget()
        self.stack.addWidget(page)
        self.stack.addWidget(self._empty())
        self.setLayout(column(self.header, (self.stack, 1), spacing=0))

    def _sections(self) -> list[HomeSection]:
        def go(page: str) -> object:
            return self.desk.go(page)

        self.tasks = HomeSection(
            "calendar_checkmark", "到期任务", "本月没有到期和逾期的任务", "工作计划", lambda: go("plan")
        )
        self.visits = HomeSection("people_team", "走访", "7 天内没有要走访、要联系的人", "走访", lambda: go("visits"))
        self.drafts = HomeSection(
            "clipboard_checkmark", "待签发", "没有待签发的草稿", "困难帮扶", lambda: self._list_aid("draft")
        )
        self.unsigned = HomeSection(
            "receipt", "未签收凭证", "签发的凭证都已签收", "全部", lambda: self._list_aid("issued")
        )
        self.birthdays = HomeSection("food_cake", "生日", "7 天内没有会员过生日", "会员名册", lambda: go("members"))
        return [self.tasks, self.visits, self.drafts, self.unsigned, self.birthdays]

    def _chart(self) -> QWidget:
        self.months = MonthColumns()
        self.months.setCursor(Qt.CursorShape.PointingHandCursor)
        self.months.clicked.connect(self._open_month)
        self._unit, self._sum = label("", "caption"), label("", "dim")
        head = row(label("每月慰问金额", "section"), self._unit, None, self._sum)
        return card(head, (self.months, 1), margins=(16, 14, 16, 12), spacing=12)

    def _progress(self) -> QWidget:
        self.bars = CampaignBars(line_height=36)
        self.bars.setCursor(Qt.CursorShape.PointingHandCursor)
        self.bars.clicked.connect(lambda place: going.to_record(self.desk, "welfare", self._campaigns[place].campaign_id))
        self._no_bars = label("今年还没有冻结名单的批次", "dim")
        head = row(label("福利发放进度", "section"), label("已领人数 / 应发人数", "caption"), None,
                   link("福利采购", lambda: self.desk.go("welfare")))  # fmt: skip
        return card(head, self._no_bars, self.bars, margins=(16, 14, 16, 10))

    def _empty(self) -> EmptyState:
        ways = [
            Way("导入会员名册", "人事处的 Excel、WPS 名单就可以，先预览再写入", "Ctrl+I", self.import_members),
            Way("填写单位信息", "学校、工会全称、年度，印在表头、凭证和文件名上", "Ctrl+,", lambda: self.desk.go("settings")),
            Way("打开示例办公室", "2,191 名虚构会员和一年的业务，随便试，不影响这里", "", self.desk.open_sample),
        ]
        text = "先把会员名册导进来，慰问、发放、月报都从名册里取人。\n之后每天要办的事会列在这一页。"
        return EmptyState("home", "这个办公室还没有数据", text, ways)

    def _bind_keys(self) -> None:
        keys = {"F5": self.refresh, "Ctrl+I": self.import_members}
        bind(self, keys, whole_window=True)

    # reading

    def refresh(self, kinds: Collection[str] = ()) -> None:
        """Read the day anew; any change may matter here."""
        with self.desk.office.glance() as session:
            found = read_today(session, self.desk.office.today())
        self.shown = found
        self.header.set_title(f"{say_day(found.day)}，{weekday_name(found.day)}")
        self.stack.setCurrentIndex(1 if found.empty else 0)
        allow(self.hand_out_button, found.current is not None, "没有正在发放的批次：名单冻结以后才能发放")
        self._show_figures(found)
        self._show_lines(found)
        self._show_year(found)
        self._show_campaigns(found)
        self._show_drafts_kept()

    def _show_figures(self, found: Today) -> None:
        if found.empty:
            self.header.set_figures([])
            return
        figures = [
            Figure(str(found.to_do), "今天要办"),
            Figure(str(len(found.overdue)), "逾期", "danger" if found.overdue else "", lambda: going.to_late_tasks(self.desk)),
            Figure(str(len(found.unsigned)), "待签收", on_click=lambda: self._list_aid("issued")),
        ]
        if found.current is not None:
            figures.append(Figure(f"{found.current.left:,}", "福利未领", on_click=self.open_campaign))
        self.header.set_figures(figures)

    def _show_lines(self, found: Today) -> None:
        tasks = [task_line(task, found.day) for task in found.overdue]
        tasks += [case_line(one, "公示期满，可以建档") for one in found.notices]
        tasks += [case_line(one, "困难档案年度复核") for one in found.reviews]
        self.tasks.set_lines([*tasks, *(task_line(task, found.day) for task in found.due)])
        self.visits.set_lines([*map(visit_line, found.visits), *map(contact_line, found.contacts)])
        self.drafts.set_lines([draft_line(one) for one in found.drafts])
        self.unsigned.set_lines([voucher_line(one) for one in found.unsigned])
        now, week = found.birthdays_today, len(found.birthdays)
        self.birthdays.set_lines(
            [birthday_line(one, found.day) for one in found.birthdays], said_birthdays(now, week)
        )
        self.board.share()

    def _show_year(self, found: Today) -> None:
        highest = max(one.amount for one in found.months)
        unit, by = ("万元", TEN_THOUSAND) if highest >= TEN_THOUSAND else ("千元", 1000)
        current = found.day.month - 1
        self.months.set_values([float(one.amount / by) for one in found.months], current)
        self._unit.setText(f"{unit}，{found.day.year} 年")
        self._sum.setText(f"累计 {said_sum(found.year.amount)}，{found.year.case_count:,} 人次")

    def _show_campaigns(self, found: Today) -> None:
        self.budget.setVisible(bool(found.budget))
        self.budget.show_lines(found.budget, found.day)
        shown = CAMPAIGNS_BESIDE_BUDGET if found.budget else CAMPAIGNS_SHOWN
        self._campaigns = list(found.campaigns[-shown:])
        self.bars.set_lines([campaign_share(one) for one in self._campaigns])
        self.bars.setVisible(bool(self._campaigns))
        self._no_bars.setVisible(not self._campaigns)

    def _show_drafts_kept(self) -> None:
        kept = len(Drafts(self.desk.office.drafts).keys())
        self.show_status([f"{kept} 张表单没填完，内容还在" if kept else "没有未保存的内容"])

    # going on

    def _list_aid(self, status: str) -> None:
        going.to_list(self.desk, "aid", {"status": (status,)})

    def _open_month(self, place: int) -> None:
        day = self.desk.office.today()
        if place < day.month:
            going.to_month(self.desk, day.year, place + 1, "aid")

    def open_campaign(self) -> None:
        """The campaign that is being handed out."""
        if self.shown is not None and self.shown.current is not None:
            going.to_record(self.desk, "welfare", self.shown.current.campaign_id)

    def import_members(self) -> None:
        page = self.desk.go("members")
        if page is not None:
            page.open_import()

    def take_focus(self) -> None:
        (self.board.first_line() or self).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.shown is not None and self.shown.day != self.desk.office.today():
            self.refresh()  # the window stayed open over night


def task_line(task: TaskLine, day: date) -> Line:
    who = "，".join(part for part in (task.dept, "、".join(names(task.leader))) if part)
    if task.days_over:
        right, tone = f"逾期 {task.days_over} 天", "danger"
    else:
        ahead = (task.due_to - day).days if task.due_to else 0
        right, tone = (f"{ahead} 天后到期" if ahead else "今天到期"), "warn"
    return Line(task.name, who, right, tone, "plan", task.id)


def case_line(case: Reminder, what: str) -> Line:
    """A hardship file whose notice is over or whose yearly review is due."""
    if case.days > 0:
        right, tone = f"已过 {case.days} 天", "warn"
    else:
        right, tone = (f"{-case.days} 天后到期" if case.days else "今天到期"), "warn"
    text = f"{case.full_name}　{what}"
    return Line(text, "，".join(part for part in (case.case_no, case.branch) if part), right, tone, "hardship", case.case_id)


def visit_line(visit: DueVisit) -> Line:
    """Somebody who is to be visited: late ones in red, the rest by their day."""
    if visit.days > 0:
        right, tone = f"逾期 {visit.days} 天", "danger"
    else:
        right, tone = (f"还有 {-visit.days} 天" if visit.days else "今天到期"), "warn"
    text = f"{visit.full_name}　{visit.kind}"
    return Line(text, "，".join(part for part in (visit.visit_no, visit.branch) if part), right, tone, "visits", visit.visit_id)


def contact_line(visit: DueVisit) -> Line:
    """Somebody who was promised another word after a visit."""
    right = f"已过 {visit.days} 天" if visit.days > 0 else f"{-visit.days} 天后联系" if visit.days else "今天联系"
    remark = "，".join(part for part in (visit.visit_no, visit.branch) if part)
    return Line(f"{visit.full_name}　走访后联系", remark, right, "warn", "visits", visit.visit_id)


def draft_line(draft: Draft) -> Line:
    text = f"{draft.full_name}　{draft.type_name}"
    remark = "，".join(part for part in (draft.branch, f"{draft.written_on:%m-%d} 填写") if part)
    return Line(text, remark, f"{draft.amount:,.2f} 元", "", "aid", draft.payment_id)


def voucher_line(voucher: Unsigned) -> Line:
    text = f"{voucher.voucher_no}　{voucher.full_name}　{voucher.type_name}"
    long = voucher.days > LONG_WAIT
    remark = (f"{voucher.amount:,.2f} 元，" if long else "") + f"{voucher.booked_on:%m-%d} 签发"
    right = f"已过 {voucher.days} 天" if long else f"{voucher.amount:,.2f} 元"
    return Line(text, remark, right, "warn" if long else "", "aid", voucher.payment_id)


def said_birthdays(now: int, week: int) -> str:
    """After the title: 今天 3 人，7 天内 21 人."""
    if not week:
        return ""
    return f"今天 {now} 人，7 天内 {week} 人" if now else f"今天没有，7 天内 {week} 人"


def birthday_line(person: Birthday, day: date) -> Line:
    ahead = (person.day - day).days
    when = ("今天", "明天", "后天")[ahead] if ahead < 3 else f"{say_day(person.day)}，{weekday_name(person.day)}"
    return Line(person.full_name, person.branch, when, "" if ahead == 0 else "text2", "members", person.member_id)


def campaign_share(one: CampaignProgress) -> Share:
    return Share(one.name, one.signed, one.total, "" if not one.left else f"{one.signed:,} / {one.total:,}")


def said_sum(amount: Decimal) -> str:
    """18.7 万元; smaller sums to the 元."""
    return f"{amount / TEN_THOUSAND:,.1f} 万元" if amount >= TEN_THOUSAND else f"{amount:,.0f} 元"
