# SPDX-License-Identifier: MIT
"""What a payment is about beside its reason (hospital, relative, child, goods): kept where asked for, and put in words."""

from datetime import date

from unionoffice.aid.records import AidPayment
from unionoffice.aid.types_records import CHILD, HOSPITAL, RELATIVE, AidType
from unionoffice.kit import identity
from unionoffice.kit.dates import show_day
from unionoffice.kit.money import show_yuan
from unionoffice.members.codes import RELATION, SCHOOL_STAGE
from unionoffice.members.family import children_of
from unionoffice.store.work import Work

OF_KIND = {
    HOSPITAL: ("hospital", "ward", "illness"), RELATIVE: ("relation_code", "relative_name"), CHILD: ("child_name", "school_stage"),
}  # fmt: skip
OF_GOODS = ("goods_name", "goods_quantity", "goods_unit", "goods_price")
# What the day of the event is called where a kind asks for details.
DAY_WORDS = {HOSPITAL: "入院日期", RELATIVE: "去世日期"}


def fit_details(work: Work, payment: AidPayment, kind: AidType) -> None:
    """Drop what the kind and the way of paying do not ask for; a known child's school stage is filled in."""
    for asked, names in OF_KIND.items():
        if kind.details != asked:
            for name in names:
                setattr(payment, name, None)
    if not payment.is_goods:
        for name in OF_GOODS:
            setattr(payment, name, None)
    if payment.goods_name and payment.goods_quantity is None:
        payment.goods_quantity = 1
    if payment.child_name and not payment.school_stage:
        payment.school_stage = known_stage(work, payment.member_id, payment.child_name, payment.event_date)


def known_stage(work: Work, member_id: int, child_name: str, day: date) -> str | None:
    """The school stage (code) of a child on the roll; None for a child that is not."""
    stages = (one.stage_code_on(day) for one in children_of(work.session, member_id) if one.full_name == child_name)
    return next(stages, "") or None


def reason_words(payment: AidPayment) -> str:
    """The reason with what hangs on it, for paper and finance; the illness is nobody's business there."""
    details = "，".join(text for text in (*detail_words(payment), goods_words(payment)) if text)
    return "；".join(text for text in (payment.reason or "", details) if text)


def detail_words(payment: AidPayment) -> list[str]:
    """省人民医院 骨科 12 床，2020-09-21 入院; 父亲 蔡国强，2020-09-20 去世; 子女 蔡小满（小学）."""
    if payment.hospital or payment.ward:
        place = " ".join(text for text in (payment.hospital, payment.ward) if text)
        return [place, f"{show_day(payment.event_date)} 入院"]
    if payment.relation_code or payment.relative_name:
        relation = RELATION.name(payment.relation_code) if payment.relation_code else "亲属"
        return [f"{relation} {payment.relative_name or ''}".strip(), f"{show_day(payment.event_date)} 去世"]
    return [child_words(payment.child_name or "", payment.school_stage or "")] if payment.child_name else []


def child_words(name: str, stage: str) -> str:
    """子女 蔡小满（小学）; '' for no child."""
    if not name:
        return ""
    return f"子女 {name}（{SCHOOL_STAGE.name(stage)}）" if stage else f"子女 {name}"


def goods_words(payment: AidPayment) -> str:
    """大米 2 袋，单价 75.00 元; '' for money and for goods nobody described."""
    if not payment.goods_name:
        return ""
    count = f"{payment.goods_name} {payment.goods_quantity or 1} {payment.goods_unit or '份'}"
    return f"{count}，单价 {show_yuan(payment.goods_price)} 元" if payment.goods_price is not None else count


def proxy_words(payment: AidPayment, *, short: bool = False) -> str:
    """李四（配偶，110000********1234）: who took it for the payee, the number masked; '' for nobody.

    ``short`` says 尾号 1234 alone, for the narrow column of a sheet.
    """
    if not payment.proxy_name:
        return ""
    whole = payment.proxy_id_number or ""
    number = f"尾号 {whole[-4:]}" if whole and short else identity.mask_id(whole) if whole else ""
    about = "，".join(text for text in (payment.proxy_relation or "", number) if text)
    return f"{payment.proxy_name}（{about}）" if about else payment.proxy_name
