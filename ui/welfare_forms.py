# SPDX-License-Identifier: MIT
"""The forms of buying: a quotation, the decision, an arrival of goods, a paper."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.editors import ChoiceEditor, PickEditor, typed_words
from ui.fields import FormRow
from ui.picker import Option
from ui.record_form import RecordForm
from ui.side_form import SideForm
from ui.widgets import Part, frame, label, set_tone
from unionoffice.errors import FieldError
from unionoffice.kit.describe import fields_of
from unionoffice.kit.fields import Day, Money, PersonName, Text, Whole
from unionoffice.office import Office
from unionoffice.store.work import Work
from unionoffice.welfare import actions, purchase, quotes
from unionoffice.welfare.overview import Overview, Paper
from unionoffice.welfare.purchase import Arrived
from unionoffice.welfare.purchase_records import CONCLUSIONS, STEPS, Acceptance
from unionoffice.welfare.quotes import MatrixRow, Quoter
from unionoffice.welfare.records import Supplier, WelfareCampaign
from unionoffice.welfare.registers import CAMPAIGNS

CONTRACT = replace(CAMPAIGNS, noun="合同", form=("contract_no", "contract_on"))
CLAIM = replace(CAMPAIGNS, noun="报销", form=("claimed_on", "note"))


def contract_form(office: Office, campaign: WelfareCampaign) -> RecordForm:
    return RecordForm(office, CONTRACT, campaign)


def claim_form(office: Office, campaign: WelfareCampaign) -> RecordForm:
    return RecordForm(office, CLAIM, campaign)


def grid_of(rows: Sequence[Sequence[QWidget]], stretch: int = 0) -> QWidget:
    """Form rows side by side in lines."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    for line, parts in enumerate(rows):
        for place, part in enumerate(parts):
            grid.addWidget(part, line, place, 1, 1 if place < len(parts) - 1 or place else 2)
    for place in range(2):
        grid.setColumnStretch(place, 1 if stretch in (0, place + 1) else 0)
    return frame(grid)


class SupplierPicker(PickEditor):
    """Type a known supplier's name or initials, or a new name, which is then entered with the quotation."""

    def __init__(self, suppliers: Sequence[Supplier]) -> None:
        options = {
            one.id: Option(one.id, one.name, one.short_name or "", "832 平台" if one.is_832 else "")
            for one in suppliers
        }
        keys = {key: typed_words(one) for key, one in options.items()}
        super().__init__(
            lambda typed: [options[key] for key, words in keys.items() if typed.lower() in words],
            lambda value: options.get(value),
        )
        self.setPlaceholderText("名称、拼音首字母；新的直接写全称")

    def supplier(self) -> tuple[int | None, str]:
        """The chosen supplier's id, or the new name."""
        return (self.chosen.value, "") if self.chosen else (None, self.text().strip())


class QuotationForm(SideForm):
    """录入报价: one supplier's unit prices for the items; with a ``quoter`` its quotation is changed."""

    def __init__(self, office: Office, seen: Overview, quoter: Quoter | None = None) -> None:
        key = f"quotation-{seen.campaign.id}-{quoter.supplier_id if quoter else 'new'}"
        super().__init__(office, "录入报价", key)
        self._campaign_id, self._quoter, self._items = seen.campaign.id, quoter, seen.matrix.rows
        place = seen.matrix.quoters.index(quoter) if quoter else -1
        parts: list[Part] = [self._who(office, quoter)]
        parts.append(label("单价（元，含税）", "section"))
        parts += [self._price(item, item.prices[place] if quoter else None) for item in self._items]
        self._sum = label("", "strong")
        parts.append(self._sum)
        parts.append(
            grid_of(
                [
                    (self.add("quoted_on", "询价日期", Day(past=True), quoter.quoted_on if quoter else office.today()),
                     self.add("valid_until", "报价有效期至", Day(), quoter.valid_until if quoter else None)),
                    (self.add("delivery", "供货期与售后", Text(max=60), quoter.delivery if quoter else None),),
                ]
            )
        )  # fmt: skip
        self.build(f"改{quoter.label}的报价" if quoter else "录入报价", parts, "保存报价")
        self.changed()

    def _who(self, office: Office, quoter: Quoter | None) -> QWidget:
        if quoter is not None:
            return label(quoter.name, "strong", wrap=True)
        with office.read() as session:
            known = quotes.suppliers(session)
        self.picker = SupplierPicker(known)
        return self.add("supplier", "供应商", Text(max=60), editor=self.picker, required=True)

    def _price(self, item: MatrixRow, price: Decimal | None) -> FormRow:
        many = f"每人 {item.quantity} {item.unit}" if item.quantity > 1 else item.unit
        return self.add(str(item.item_id), item.name, Money(), price, help=many)

    def changed(self) -> None:
        prices = [(self.parsed(str(item.item_id)), item.quantity) for item in self._items]
        total = sum((price * quantity for price, quantity in prices if price is not None), Decimal("0.00"))
        lacking = sum(price is None for price, _ in prices)
        self._sum.setText(f"每人合计 {total:,.2f} 元" + (f"，还有 {lacking} 样没填" if lacking else ""))
        set_tone(self._sum, "warn" if lacking else "")

    def values(self) -> dict[str, Any]:
        found = super().values()
        if self._quoter is None:
            found["supplier"] = self.picker.supplier()
            known, name = found["supplier"]
            if known is None and (len(name) < 4 or name.isascii()):
                raise FieldError("请选供应商，新的写全称。已填内容没有丢。", field="supplier")
        return found

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        supplier_id = self._quoter.supplier_id if self._quoter else self._supplier_id(work, values)
        purchase.save_quotation(
            work, self._campaign_id, supplier_id,
            {item.item_id: values[str(item.item_id)] for item in self._items},
            quoted_on=values["quoted_on"], valid_until=values["valid_until"], delivery=values["delivery"],
        )  # fmt: skip

    def _supplier_id(self, work: Work, values: Mapping[str, Any]) -> int:
        known, name = values["supplier"]
        return int(known or purchase.supplier_named(work, name).id)


class DecisionForm(SideForm):
    """比选: which offer is taken, and why where it is not the lowest or too few quoted."""

    def __init__(self, office: Office, seen: Overview) -> None:
        super().__init__(office, "比选", f"decision-{seen.campaign.id}")
        self._campaign_id, self._matrix = seen.campaign.id, seen.matrix
        best = seen.matrix.lowest
        choices = [
            (one.supplier_id, f"{one.label}，每人 {price:,.2f} 元")
            for one, price in zip(seen.matrix.quoters, seen.matrix.per_head, strict=True)
            if price is not None
        ]
        self.supplier = ChoiceEditor(choices, required=True)
        lowest = seen.matrix.quoters[best].supplier_id if best is not None else None
        self._advice = label("", wrap=True)
        parts: list[Part] = [
            self.add("supplier", "成交供应商", Text(max=20), lowest, editor=self.supplier, required=True),
            self._advice,
            self.add("decision_reason", "理由", Text(max=200), help="总价最低的可以不写"),
            self.add("decided_on", "比选日期", Day(past=True), office.today()),
        ]
        self.build("比选", parts, "定下供应商", note=f"{len(seen.matrix.quoters)} 家报价")
        self.changed()

    def changed(self) -> None:
        place = next(
            (n for n, q in enumerate(self._matrix.quoters) if q.supplier_id == self.supplier.currentData()),
            None,
        )
        if place is None:
            return
        total, share = self._matrix.totals[place], self._matrix.share_832(place)
        words = [f"{self._matrix.heads:,} 份共 {total:,.2f} 元"] if total else []
        words += [f"832 平台占 {share:.1%}"] if share else []
        lowest = place == self._matrix.lowest
        self._advice.setText(("总价最低。" if lowest else "不是最低价，请写明理由。") + "，".join(words))
        set_tone(self._advice, "ok" if lowest else "warn")

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        purchase.decide(
            work,
            self._campaign_id,
            int(values["supplier"]),
            values["decision_reason"] or "",
            values["decided_on"],
        )


class AcceptanceForm(SideForm):
    """验收到货: pieces that came of each item; what is still due is filled in."""

    def __init__(self, office: Office, seen: Overview) -> None:
        super().__init__(office, "验收", f"acceptance-{seen.campaign.id}")
        self._campaign_id, self._items = seen.campaign.id, seen.stock.items
        described = fields_of(Acceptance)
        conclusion = ChoiceEditor([(code.code, code.name) for code in CONCLUSIONS], required=True)
        goods = [
            self.add(
                str(one.item_id), f"{one.name}（{one.unit}）", Whole(), one.due, help=f"应收 {one.due:,}"
            )
            for one in self._items
        ]
        parts: list[Part] = [label("实收数量", "section"), *goods]
        contract = seen.campaign.contract_no
        parts.append(
            grid_of(
                [
                    (self.add("arrived_on", "到货日期", Day(past=True), office.today()),
                     self.add("conclusion", "验收结论", described["conclusion"].type, "passed", editor=conclusion)),
                    (self.add("invoice_no", "发票号", Text(max=30)),
                     self.add("contract_no", "合同或订单号", Text(max=40), contract)),
                    (self.add("inspectors", "验收人", Text(max=60), help="两人以上，用顿号分开"),),
                ]
            )
        )  # fmt: skip
        self.build(
            "验收到货", parts, "记验收单", note=seen.campaign.supplier.label if seen.campaign.supplier else ""
        )

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        more = ("arrived_on", "conclusion", "invoice_no", "contract_no", "inspectors")
        purchase.record_acceptance(
            work, self._campaign_id,
            {one.item_id: Arrived(values[str(one.item_id)] or 0, ordered=one.due or None) for one in self._items},
            **{name: values[name] for name in more},
        )  # fmt: skip


class PaperForm(SideForm):
    """登记材料: how many copies of one paper are there; without a ``paper`` a new one is put on the list."""

    def __init__(self, office: Office, campaign: WelfareCampaign, paper: Paper | None) -> None:
        super().__init__(office, "登记材料", f"paper-{campaign.id}-{paper.document_id if paper else 'new'}")
        self._campaign_id, self._paper = campaign.id, paper
        parts: list[Part] = []
        if paper is None:
            step = ChoiceEditor([(code.code, code.name) for code in STEPS], required=True)
            parts += [
                self.add("name", "材料", Text(max=60), required=True),
                self.add("step", "步骤", Text(max=20), "claim", editor=step),
                self.add("handler", "经办人", PersonName(), office.settings.operator),
            ]
        else:
            parts += [label(paper.title, "strong", wrap=True), label(paper.where, "caption")]
        wanted, got = (paper.wanted, paper.wanted) if paper else (1, 0)
        parts.append(
            grid_of(
                [
                    (
                        self.add("got", "已有几份", Whole(0, 1000), got),
                        self.add("wanted", "要几份", Whole(1, 1000), wanted),
                    )
                ]
            )
        )
        self.build("登记材料" if paper else "加一项材料", parts, "保存材料")

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        known = {name: value for name, value in values.items() if value is not None}
        if self._paper is None:
            if not known.get("name"):
                raise FieldError("请填写材料名称。", field="name")
            known["campaign_id"] = self._campaign_id
        actions.save_document(work, self._paper.document_id if self._paper else None, known)
