# SPDX-License-Identifier: MIT
"""The registers of the welfare part: campaigns, suppliers, acceptances, and everybody's entitlements."""

from unionoffice.kit.register import Facet, Register
from unionoffice.welfare import actions, settings
from unionoffice.welfare.purchase_records import Acceptance
from unionoffice.welfare.records import Entitlement, Supplier, WelfareCampaign

# Importing settings is what makes the office know them.
WELFARE_SECTION = settings.SECTION

CAMPAIGNS = Register(
    title="福利采购",
    noun="批次",
    unit="个",
    record=WelfareCampaign,
    columns=("name", "year", "festival", "head_count", "standard", "budget", "supplier_id", "decided_on"),
    order=("-year", "roster_date"),
    facets=(Facet("year"), Facet("festival")),
    identify=(("year", "name"),),
    search_hint="批次名称",
    save=actions.save_campaign,
)

SUPPLIERS = Register(
    title="供应商",
    noun="供应商",
    unit="家",
    record=Supplier,
    columns=("name", "short_name", "uscc", "contact", "phone", "is_832"),
    order=("name",),
    facets=(Facet("is_832", "832 平台"),),
    identify=(("uscc",), ("name",)),
    search_hint="名称、拼音首字母或信用代码后几位",
)

ENTITLEMENTS = Register(
    title="福利签收",
    noun="签收",
    unit="人",
    record=Entitlement,
    columns=("staff_no", "full_name", "branch_name", "campaign_id", "package", "amount", "status", "signed_at",
             "proxy_name"),
    order=("campaign_id", "row_no"),
    facets=(Facet("campaign_id", "批次"), Facet("branch_name"), Facet("status"), Facet("package")),
    sums=("amount",),
    search_hint="姓名、拼音首字母或工号",
    editable=False,
)  # fmt: skip

ACCEPTANCES = Register(
    title="验收单",
    noun="验收单",
    unit="张",
    record=Acceptance,
    columns=(
        "acceptance_no",
        "arrived_on",
        "campaign_id",
        "supplier_id",
        "amount",
        "invoice_no",
        "conclusion",
    ),
    order=("-acceptance_no",),
    facets=(Facet("arrived_on", "年份", by="year"), Facet("campaign_id", "批次"), Facet("supplier_id")),
    sums=("amount",),
    search_hint="验收单号",
    editable=False,
)
