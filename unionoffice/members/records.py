# SPDX-License-Identifier: MIT
"""Members, the units they belong to, and the events of their membership (DOMAIN §A)."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session, relationship

from unionoffice.errors import OfficeError
from unionoffice.kit import codelists as lists
from unionoffice.kit import identity, pinyin
from unionoffice.kit.describe import field
from unionoffice.kit.fields import (
    BankCard,
    Choice,
    Day,
    IdNumber,
    Link,
    Mobile,
    Money,
    PersonName,
    Text,
    Whole,
    YearMonth,
    YesNo,
)
from unionoffice.kit.identity import Finding
from unionoffice.kit.record import Record
from unionoffice.kit.serial import Serial

BASIC, UNION, WORK, CONTACT, OTHER = "基本信息", "工会", "工作", "联系与银行", "其他"
UNIT_HEADINGS = (
    "单位", "部门", "所在单位", "所在部门", "工作单位", "所属单位", "所属部门", "单位名称", "部门名称", "学院", "二级单位", "基层工会",
    "二级工会", "部门工会", "分会", "所在分工会", "所属分工会", "所属工会",
)  # fmt: skip
# The ordinary is grey: only a state that an office still has something to do for has colour.
STATUS_TONES = {"retained": "warn", "left": "accent", "expelled": "danger"}


class Campus(Record):
    """One campus (校区) of the school."""

    __tablename__ = "campus"

    name: Mapped[str] = field(
        Text(max=40), "校区", required=True, unique=True, search="text", aliases=("校区名称",)
    )
    sort_no: Mapped[int | None] = field(Whole(), "排序号", help="名册和报表按它排，空的排在最后")


class Branch(Record):
    """A second-level unit (分工会); what the office calls it is the setting ``branch_label``."""

    __tablename__ = "branch"

    code: Mapped[str | None] = field(
        Serial(max=20, width=80), "编号", unique=True, search="number", aliases=("单位编号",)
    )
    name: Mapped[str] = field(
        Text(max=60, width=200), "名称", required=True, unique=True, search="name",
        aliases=("分工会", "分工会名称", "单位名称", "单位", "部门"),
    )  # fmt: skip
    campus_id: Mapped[int | None] = field(
        Link("campus", lambda: Campus, create_missing=True), "校区", link="campus", search="text"
    )
    sort_no: Mapped[int | None] = field(Whole(), "排序号", help="名册和报表按它排，空的排在最后")
    closed_on: Mapped[date | None] = field(Day(), "撤并日期", derived=True)
    merged_into_id: Mapped[int | None] = field(
        Link("merged_into", lambda: Branch), "并入", link="branch", derived=True
    )

    campus: Mapped["Campus | None"] = relationship(lazy="joined", foreign_keys=[campus_id])
    merged_into: Mapped["Branch | None"] = relationship(
        lazy="select", foreign_keys=[merged_into_id], remote_side="Branch.id"
    )

    @classmethod
    def other_names(cls, session: Session) -> Iterator[tuple[str, int]]:
        """Former names, unless another unit bears them now; a unit that was merged means the one it went into."""
        units = session.execute(select(cls.id, cls.name, cls.closed_on, cls.merged_into_id)).all()
        borne = {unit.name for unit in units if unit.closed_on is None}
        into: dict[int, int] = {unit.id: unit.merged_into_id for unit in units if unit.merged_into_id is not None}

        def last(unit_id: int) -> int:
            while unit_id in into:
                unit_id = into[unit_id]
            return unit_id

        former = session.execute(select(BranchName.name, BranchName.branch_id))
        named = [*former, *((unit.name, unit.id) for unit in units if unit.closed_on is not None)]
        yield from ((name, last(unit_id)) for name, unit_id in named if name not in borne)

    def guard_delete(self) -> None:
        raise OfficeError(f"“{self.name}”的人员和历史还要用到它，不能删除。撤并的单位请用“并入…”。")


class BranchName(Record):
    """What a unit was called from a day on; the row without a day is its first name. Only renamed units have rows."""

    __tablename__ = "branch_name"

    branch_id: Mapped[int] = field(Link("branch", lambda: Branch), "分工会", required=True, link="branch")
    name: Mapped[str] = field(Text(max=60), "名称", required=True)
    from_day: Mapped[date | None] = field(Day(), "起用日期")

    branch: Mapped["Branch"] = relationship(lazy="select", foreign_keys=[branch_id])


class Group(Record):
    """A group (工会小组) inside a branch; its name is unique there."""

    __tablename__ = "union_group"
    __table_args__ = (Index("uq_union_group_branch_id_name", "branch_id", "name", unique=True),)

    name: Mapped[str] = field(
        Text(max=60), "工会小组", required=True, search="name", aliases=("小组", "小组名称")
    )
    branch_id: Mapped[int] = field(
        Link("branch", lambda: Branch), "分工会", required=True, link="branch", search="text", aliases=UNIT_HEADINGS
    )
    sort_no: Mapped[int | None] = field(Whole(), "排序号")

    branch: Mapped["Branch"] = relationship(lazy="joined", foreign_keys=[branch_id])


class Member(Record):
    """One person. Never deleted: what ends a membership is an event, and ``membership_status`` follows from those."""

    __tablename__ = "member"
    # The list in its usual order and the figures above it come from these alone, without touching the table.
    __table_args__ = (
        Index(None, "name_pinyin", "membership_status"),
        Index(None, "membership_status", "employment_type"),
    )
    lookup: ClassVar[tuple[str, ...]] = ("full_name",)

    full_name: Mapped[str] = field(
        PersonName(), "姓名", required=True, search="name", section=BASIC, sort_by="name_pinyin",
        aliases=("会员姓名", "职工姓名", "教职工姓名", "员工姓名", "名字"),
    )  # fmt: skip
    name_pinyin: Mapped[str | None] = field(Text(max=400), "", derived=True)
    sex_code: Mapped[str | None] = field(
        Choice(lists.SEX, width=56), "性别", section=BASIC, help="空着时由证件号码得出"
    )
    birth_date: Mapped[date | None] = field(
        Day(past=True), "出生日期", section=BASIC, help="空着时由证件号码得出",
        aliases=("出生年月日", "出生年月", "生日", "出生时间"),
    )  # fmt: skip
    ethnicity_code: Mapped[str | None] = field(Choice(lists.ETHNICITY), "民族", section=BASIC)
    id_type: Mapped[str | None] = field(
        Choice(lists.ID_TYPE, width=136), "证件类型", section=BASIC, help="空着时由号码得出",
        aliases=("有效证件类别", "证件类别", "证件种类"),
    )  # fmt: skip
    id_number: Mapped[str | None] = field(
        IdNumber(), "证件号码", index=True, search="tail", sensitive="id_number", section=BASIC,
        aliases=("身份证号", "身份证号码", "证件号", "身份证", "有效证件号码", "公民身份号码", "居民身份证号码"),
    )  # fmt: skip
    id_verified: Mapped[bool | None] = field(
        YesNo(), "已核对原件", section=BASIC, help="号码通不过核对而证件确是这样时", aliases=("证件已核对", "已核对证件")
    )
    id_verified_reason: Mapped[str | None] = field(
        Text(max=100), "核对说明", section=BASIC, help="例：见身份证原件"
    )
    political_status_code: Mapped[str | None] = field(
        Choice(lists.POLITICAL_STATUS), "政治面貌", section=BASIC
    )
    marital_code: Mapped[str | None] = field(
        Choice(lists.MARITAL, width=72), "婚姻状况", section=BASIC, aliases=("婚姻", "婚否")
    )
    native_place: Mapped[str | None] = field(Text(max=60), "籍贯", section=BASIC)
    household_type: Mapped[str | None] = field(
        Choice(lists.HOUSEHOLD_TYPE, width=120), "户籍类型", section=BASIC, aliases=("户口类型", "户口性质")
    )
    household_place: Mapped[str | None] = field(
        Text(max=100), "户籍所在地", section=BASIC, aliases=("户口所在地", "户籍地")
    )

    staff_no: Mapped[str | None] = field(
        Serial(max=20, width=88), "工号", unique=True, search="number", section=WORK,
        aliases=("职工号", "教工号", "人员编号", "员工编号", "职工编号", "教工编号", "工作证号"),
    )  # fmt: skip
    employment_type: Mapped[str | None] = field(
        Choice(lists.EMPLOYMENT_TYPE), "用工形式", index=True, section=WORK,
        aliases=("编制类型", "用工性质", "用工类型", "劳务关系", "人员类别", "人员类型", "编制性质", "编制"),
    )  # fmt: skip
    work_status: Mapped[str | None] = field(
        Choice(lists.WORK_STATUS, width=72),
        "就业状况",
        section=WORK,
        aliases=("在岗状态", "人员状态", "当前状态"),
    )
    post_category: Mapped[str | None] = field(
        Choice(lists.POST_CATEGORY), "岗位类别", section=WORK, aliases=("岗位",)
    )
    post_title: Mapped[str | None] = field(
        Text(max=60), "职务", section=WORK, aliases=("行政职务", "党政职务")
    )
    professional_title: Mapped[str | None] = field(
        Text(max=60), "职称", section=WORK, aliases=("专业技术职务", "职称名称", "职称/职务", "职称职务")
    )
    title_level: Mapped[str | None] = field(
        Choice(lists.TITLE_LEVEL, width=72), "职称级别", section=WORK, aliases=("职称等级",)
    )
    skill_level: Mapped[str | None] = field(
        Choice(lists.SKILL_LEVEL, width=88), "技能等级", section=WORK, aliases=("技术等级",)
    )
    education_code: Mapped[str | None] = field(
        Choice(lists.EDUCATION, width=104), "学历", section=WORK, aliases=("最高学历", "文化程度", "学历层次")
    )
    degree_code: Mapped[str | None] = field(
        Choice(lists.DEGREE, width=72), "学位", section=WORK, aliases=("最高学位",)
    )
    work_start_date: Mapped[str | None] = field(
        YearMonth(), "参加工作时间", section=WORK, aliases=("参加工作年月", "参加工作日期", "参工时间")
    )
    hire_date: Mapped[str | None] = field(
        YearMonth(),
        "到校时间",
        section=WORK,
        aliases=("来校时间", "到校年月", "来校日期", "入校时间", "入职时间", "入职日期"),
    )
    is_rural_worker: Mapped[bool | None] = field(YesNo(), "是否农民工", section=WORK, aliases=("农民工",))

    member_no: Mapped[str | None] = field(
        Serial(max=30), "会员证号", unique=True, search="number", section=UNION,
        aliases=("会员号", "会员证号码", "工会会员号", "会员编号", "工会证号"),
    )  # fmt: skip
    branch_id: Mapped[int | None] = field(
        Link("branch", lambda: Branch, create_missing=True), "分工会", link="branch", search="text", section=UNION,
        aliases=UNIT_HEADINGS,
    )  # fmt: skip
    group_id: Mapped[int | None] = field(
        Link("group", lambda: Group),
        "工会小组",
        link="union_group",
        section=UNION,
        aliases=("小组", "所在小组"),
    )
    campus_id: Mapped[int | None] = field(
        Link("campus", lambda: Campus, create_missing=True),
        "校区",
        link="campus",
        section=UNION,
        aliases=("所在校区",),
    )
    membership_status: Mapped[str] = field(
        Choice(lists.MEMBERSHIP_STATUS, width=80, tones=STATUS_TONES), "会籍", required=True,
        section=UNION, derived=True, default="active", help="由会籍变化得出",
    )  # fmt: skip
    join_date: Mapped[str | None] = field(
        YearMonth(), "入会时间", section=UNION, aliases=("入会年月", "入会日期", "加入工会时间", "入会")
    )
    form_filed_on: Mapped[date | None] = field(
        Day(past=True), "登记表收到日期", section=UNION, help="会员登记表交来的日子",
        aliases=("登记表日期", "会员登记表日期"),
    )  # fmt: skip
    union_post: Mapped[str | None] = field(
        Choice(lists.UNION_POST), "工会职务", section=UNION, aliases=("工会任职",)
    )
    model_worker_level: Mapped[str | None] = field(
        Choice(lists.MODEL_WORKER_LEVEL, width=88), "劳模", section=UNION, aliases=("劳模类型", "劳模级别")
    )
    mutual_aid_plan: Mapped[str | None] = field(
        Text(max=60),
        "职工互助保障",
        section=UNION,
        aliases=("互助保障", "参加互助保障"),
        help="例：重大疾病、女职工特殊疾病",
    )
    dues_base: Mapped[Decimal | None] = field(
        Money(), "会费基数（元）", column="dues_base_fen", section=UNION,
        aliases=("会费基数", "缴费基数"), help="岗位工资加薪级工资，每月",
    )  # fmt: skip

    mobile: Mapped[str | None] = field(
        Mobile(), "手机", index=True, search="tail", sensitive="contact", section=CONTACT,
        aliases=("手机号", "手机号码", "移动电话", "联系电话", "电话", "联系方式"),
    )  # fmt: skip
    email: Mapped[str | None] = field(
        Text(max=100, width=176), "邮箱", section=CONTACT, aliases=("电子邮箱", "电子邮件", "Email", "E-mail")
    )
    home_address: Mapped[str | None] = field(
        Text(max=150, width=200),
        "家庭住址",
        sensitive="contact",
        section=CONTACT,
        aliases=("住址", "家庭地址", "通讯地址"),
    )
    bank_account: Mapped[str | None] = field(
        BankCard(), "银行卡号", search="tail", sensitive="bank_card", section=CONTACT,
        aliases=("银行账号", "银行卡", "卡号", "账号", "工资卡号", "银行帐号", "银行卡账号"),
    )  # fmt: skip
    bank_branch: Mapped[str | None] = field(
        Text(max=100, width=176),
        "开户行",
        section=CONTACT,
        aliases=("开户银行", "开户支行", "开户行名称"),
        help="写到支行",
    )

    health_note: Mapped[str | None] = field(
        Text(max=200, lines=2),
        "残疾或健康情况",
        section=OTHER,
        sensitive="illness",
        aliases=("健康状况", "残疾情况", "残疾类别"),
    )
    remark: Mapped[str | None] = field(
        Text(max=500, lines=2, width=160), "备注", section=OTHER, aliases=("说明",)
    )
    photo_path: Mapped[str | None] = field(Text(max=200), "照片", derived=True)
    merged_into_id: Mapped[int | None] = field(
        Link("merged_into", lambda: Member), "已并入", link="member", derived=True, section=OTHER
    )

    merged_into: Mapped["Member | None"] = relationship(
        lazy="select", foreign_keys=[merged_into_id], remote_side="Member.id"
    )
    branch: Mapped["Branch | None"] = relationship(lazy="joined", foreign_keys=[branch_id])
    group: Mapped["Group | None"] = relationship(lazy="joined", foreign_keys=[group_id])
    campus: Mapped["Campus | None"] = relationship(lazy="joined", foreign_keys=[campus_id])

    def derive(self) -> None:
        """Fill what is empty from the ID number; what was entered is never overwritten."""
        self.name_pinyin = pinyin.sort_key(self.full_name) if self.full_name else None
        self.membership_status = self.membership_status or "active"
        number = self.id_number
        if not number:
            return
        self.birth_date = self.birth_date or identity.birth_of(number)
        self.sex_code = self.sex_code or identity.sex_of(number)
        self.id_type = self.id_type or identity.id_kind(number)

    @classmethod
    def not_importable(cls, values: Mapping[str, Any]) -> str:
        merged = values.get("merged_into_id") is not None
        return "这些号码的记录已经并入另一条。请改用保留的那条的号码。" if merged else ""

    @classmethod
    def overruled(cls, values: Mapping[str, Any]) -> frozenset[str]:
        """A number that fails its check stands once the original was looked at; ``check_whole`` wants it told how."""
        return frozenset(("id_number",)) if values.get("id_verified") else frozenset()

    def check_whole(self, today: date) -> list[tuple[str, Finding]]:
        """Warnings where the ID number says another birth date or sex than the fields; both values are named."""
        if self.id_verified and not self.id_verified_reason:
            return [("id_verified_reason", Finding("error", "勾了“已核对原件”，请写明核对了什么。"))]
        if not self.id_number:
            return []
        told = identity.check_id(
            self.id_number, today, kind=self.id_type, birth=self.birth_date, sex=self.sex_code
        )
        return [("id_number", finding) for finding in told if finding.level == "warn"]

    def guard_delete(self) -> None:
        raise OfficeError(
            f"“{self.full_name}”不能删除：会员只记转出、退会或去世，历史要留着。刚建错的可以撤销。"
        )


class MembershipEvent(Record):
    """One change of a membership (会籍变化). Append-only: a mistake is put right by a further event.

    ``from_branch_id`` and ``to_branch_id`` are where the member was before and is after; equal unless moved.
    """

    __tablename__ = "membership_event"
    called = "会籍变化"
    __table_args__ = (Index("ix_membership_event_member_id_event_date", "member_id", "event_date"),)
    lookup: ClassVar[tuple[str, ...]] = ("event_type",)

    member_id: Mapped[int] = field(Link("member", lambda: Member), "会员", required=True, link="member")
    event_type: Mapped[str] = field(Choice(lists.MEMBERSHIP_EVENT), "变化类型", required=True)
    event_date: Mapped[date] = field(
        Day(past=True), "变化日期", required=True, index=True, help="只知道年月的，记在当月 1 日"
    )
    from_branch_id: Mapped[int | None] = field(Link("from_branch", lambda: Branch), "原分工会", link="branch")
    to_branch_id: Mapped[int | None] = field(Link("to_branch", lambda: Branch), "现分工会", link="branch")
    reason_code: Mapped[str | None] = field(Choice(lists.MEMBERSHIP_REASON, width=160), "变化原因")
    doc_no: Mapped[str | None] = field(Text(max=60), "文号或介绍信号")
    remark: Mapped[str | None] = field(Text(max=200), "备注")

    member: Mapped["Member"] = relationship(lazy="select", foreign_keys=[member_id])
    from_branch: Mapped["Branch | None"] = relationship(lazy="joined", foreign_keys=[from_branch_id])
    to_branch: Mapped["Branch | None"] = relationship(lazy="joined", foreign_keys=[to_branch_id])

    def title(self) -> str:
        return lists.MEMBERSHIP_EVENT.name(self.event_type)

    def guard_change(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        """Only the day of joining may be put right, when the member's own 入会时间 is."""
        if set(changes) - {"event_date"} or self.event_type not in ("join", "transfer_in"):
            raise OfficeError("会籍变化记下后不改。记错的，请再记一笔更正。")

    def guard_delete(self) -> None:
        raise OfficeError("会籍变化记下后不删。刚记错的可以撤销，早先记错的请再记一笔更正。")
