# SPDX-License-Identifier: MIT
"""The part of the aid form that only some kinds ask for: hospital, the relative who died, what goods were handed over."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from ui.fields import ComboBox, FormRow, line_edit
from ui.widgets import column, row
from unionoffice.aid.types_records import HOSPITAL, RELATIVE
from unionoffice.errors import FieldError
from unionoffice.kit.codes import CodeList
from unionoffice.kit.fields import Money, Whole
from unionoffice.kit.money import show_yuan
from unionoffice.members.codes import RELATION

ORDER = (
    "goods_name", "goods_quantity", "goods_unit", "goods_price", "hospital", "ward", "illness", "relation_code",
    "relative_name",
)  # fmt: skip
NARROW, NARROWER = 88, 72


def code_box(codes: CodeList) -> ComboBox:
    """A drop-down of a code list that may stay empty."""
    return ComboBox([(None, ""), *((one.code, one.name) for one in codes)])


class DetailFields(QWidget):
    """``lines`` and ``boxes`` by field name; ``show_for`` shows what a kind and a way of paying ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, QLineEdit] = {
            "goods_name": line_edit(placeholder="例：慰问包"), "goods_quantity": line_edit(right=True),
            "goods_unit": line_edit(placeholder="份"), "goods_price": line_edit(right=True),
            "hospital": line_edit(), "ward": line_edit(placeholder="例：骨科 12 床"), "illness": line_edit(),
            "relative_name": line_edit(),
        }  # fmt: skip
        self.boxes = {"relation_code": code_box(RELATION)}
        self.rows = {
            "goods_name": FormRow("物品", self.lines["goods_name"]),
            "goods_quantity": FormRow("数量", self.lines["goods_quantity"]),
            "goods_unit": FormRow("计量单位", self.lines["goods_unit"]),
            "goods_price": FormRow("单价（元）", self.lines["goods_price"]),
            "hospital": FormRow("医院", self.lines["hospital"]), "ward": FormRow("科室床位", self.lines["ward"]),
            "illness": FormRow("病种", self.lines["illness"], help="只用来核对同一病种，不印在纸上"),
            "relation_code": FormRow("与本人关系", self.boxes["relation_code"]),
            "relative_name": FormRow("亲属姓名", self.lines["relative_name"]),
        }  # fmt: skip
        self._build()

    def _build(self) -> None:
        r = self.rows
        for name, width in (("goods_quantity", NARROWER), ("goods_unit", NARROW), ("goods_price", NARROW)):
            r[name].setFixedWidth(width)
        self.goods = _block(row((r["goods_name"], 1), r["goods_quantity"], r["goods_unit"], r["goods_price"], spacing=8))
        place = row((r["hospital"], 1), (r["ward"], 1), spacing=12)
        self.hospital = _block(column(place, r["illness"], spacing=8))
        self.relative = _block(row((r["relation_code"], 1), (r["relative_name"], 1), spacing=12))
        self.setLayout(column(self.goods, self.hospital, self.relative, spacing=8))
        self.show_for("", goods=False)

    @property
    def widgets(self) -> list[QWidget]:
        """In the order Enter walks them."""
        return [self.lines.get(name) or self.boxes[name] for name in ORDER]

    def show_for(self, details: str, *, goods: bool) -> None:
        self.goods.setVisible(goods)
        self.hospital.setVisible(details == HOSPITAL)
        self.relative.setVisible(details == RELATIVE)
        self.setVisible(goods or details in (HOSPITAL, RELATIVE))

    def goods_value(self) -> Decimal | None:
        """Quantity times price in yuan; None while either cannot be read."""
        try:
            price = Money().parse(self.lines["goods_price"].text())
            count = Whole(1, 99_999).parse(self.lines["goods_quantity"].text() or "1")
        except FieldError:
            return None
        return price * count if price and count else None

    def fill_in_price(self, amount: Decimal | None) -> None:
        """One piece where nothing was said, at the whole amount."""
        if not self.lines["goods_quantity"].text() and not self.lines["goods_price"].text() and amount:
            self.lines["goods_quantity"].setText("1")
            self.lines["goods_price"].setText(show_yuan(amount))


def _block(layout: QLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made


def known(names: Sequence[str]) -> str:
    """What stands beside the child's field: whom the roll knows."""
    return f"名册里的子女：{'、'.join(names)}" if names else "名册里没有登记子女，请核对证明"
