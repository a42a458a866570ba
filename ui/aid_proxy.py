# SPDX-License-Identifier: MIT
"""代领: who takes a payment for the payee, as it is printed on voucher and sign-off sheet."""

from collections.abc import Mapping
from typing import Any

from ui.side_form import SideForm
from ui.widgets import Part, label
from unionoffice.aid import actions
from unionoffice.aid.actions import Proxy
from unionoffice.aid.records import AidPayment
from unionoffice.kit.fields import Day, IdNumber, PersonName, Text
from unionoffice.kit.money import show_yuan
from unionoffice.office import Office
from unionoffice.store.work import Work


class ProxyForm(SideForm):
    """Three things about the proxy and the day; ``name`` is who signed."""

    def __init__(self, office: Office, payment: AidPayment) -> None:
        super().__init__(office, "代领凭证", f"aid-proxy-{payment.id}")
        self._payment_id, self.name = payment.id, ""
        about = f"{payment.voucher_no}　{payment.full_name}，{payment.aid_type_name}，{show_yuan(payment.amount)} 元"
        parts: list[Part] = [
            label(about, "strong", wrap=True),
            self.add("proxy_name", "代领人", PersonName(), required=True),
            self.add("proxy_relation", "与领款人关系", Text(max=20), help="例：配偶、同事"),
            self.add("proxy_id_number", "代领人证件号码", IdNumber(), help="纸上只印头尾"),
            self.add("signed_on", "签收日期", Day(), office.today()),
            label("代领人在凭证上签字，姓名、关系和证件号码印在补打的凭证和签收表上。", "dim", wrap=True),
        ]
        self.build("代领", parts, "代领签收")

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        self.name = values["proxy_name"] or ""
        proxy = Proxy(self.name, values["proxy_relation"] or "", values["proxy_id_number"] or "")
        actions.sign(work, self._payment_id, on=values["signed_on"], proxy=proxy)
