# SPDX-License-Identifier: MIT
"""Migration 0005: welfare."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _make_supplier()
    _make_welfare_campaign()
    _change_welfare_campaign()
    _make_acceptance()
    _change_acceptance()
    _make_campaign_document()
    _change_campaign_document()
    _make_campaign_item()
    _change_campaign_item()
    _make_quotation()
    _change_quotation()
    _make_acceptance_line()
    _change_acceptance_line()
    _make_quotation_line()
    _change_quotation_line()
    _make_entitlement()
    _change_entitlement()


def _make_supplier() -> None:
    op.create_table(
        "supplier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("short_name", sa.String(length=10), nullable=True),
        sa.Column("uscc", sa.String(length=18), nullable=True),
        sa.Column("contact", sa.String(length=50), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("address", sa.String(length=120), nullable=True),
        sa.Column("bank_branch", sa.String(length=60), nullable=True),
        sa.Column("bank_account", sa.String(length=40), nullable=True),
        sa.Column("is_832", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier")),
        sa.UniqueConstraint("name", name=op.f("uq_supplier_name")),
        sa.UniqueConstraint("uscc", name=op.f("uq_supplier_uscc")),
    )


def _make_welfare_campaign() -> None:
    op.create_table(
        "welfare_campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("festival", sa.String(length=24), nullable=False),
        sa.Column("roster_date", sa.Date(), nullable=False),
        sa.Column("standard_fen", sa.Integer(), nullable=False),
        sa.Column("budget_fen", sa.Integer(), nullable=True),
        sa.Column("fund_source", sa.String(length=40), nullable=True),
        sa.Column("account", sa.String(length=60), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approval_ref", sa.String(length=100), nullable=True),
        sa.Column("place", sa.String(length=60), nullable=True),
        sa.Column("hand_out_from", sa.Date(), nullable=True),
        sa.Column("handler", sa.String(length=50), nullable=True),
        sa.Column("supplier_id", sa.Integer(), nullable=True),
        sa.Column("decision_reason", sa.String(length=200), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("price_per_head_fen", sa.Integer(), nullable=True),
        sa.Column("contract_no", sa.String(length=40), nullable=True),
        sa.Column("contract_on", sa.Date(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(), nullable=True),
        sa.Column("head_count", sa.Integer(), nullable=True),
        sa.Column("claimed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_welfare_campaign_supplier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_welfare_campaign")),
    )


def _change_welfare_campaign() -> None:
    with op.batch_alter_table("welfare_campaign", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_welfare_campaign_supplier_id"), ["supplier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_welfare_campaign_year"), ["year"], unique=False)
        batch_op.create_index("uq_welfare_campaign_year_name", ["year", "name"], unique=True)


def _make_acceptance() -> None:
    op.create_table(
        "acceptance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=10), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("acceptance_no", sa.String(length=30), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("invoice_no", sa.String(length=30), nullable=True),
        sa.Column("contract_no", sa.String(length=40), nullable=True),
        sa.Column("conclusion", sa.String(length=24), nullable=False),
        sa.Column("inspectors", sa.String(length=60), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("void_reason", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["welfare_campaign.id"], name=op.f("fk_acceptance_campaign_id")
        ),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_acceptance_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance")),
        sa.UniqueConstraint("acceptance_no", name=op.f("uq_acceptance_acceptance_no")),
        sa.UniqueConstraint("series", "year", "number", name=op.f("uq_acceptance_series_year_number")),
    )


def _change_acceptance() -> None:
    with op.batch_alter_table("acceptance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_acceptance_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_acceptance_supplier_id"), ["supplier_id"], unique=False)


def _make_campaign_document() -> None:
    op.create_table(
        "campaign_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("handler", sa.String(length=50), nullable=True),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("got", sa.Integer(), nullable=False),
        sa.Column("sort_no", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["welfare_campaign.id"], name=op.f("fk_campaign_document_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_document")),
    )


def _change_campaign_document() -> None:
    with op.batch_alter_table("campaign_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_document_campaign_id"), ["campaign_id"], unique=False)


def _make_campaign_item() -> None:
    op.create_table(
        "campaign_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("spec", sa.String(length=40), nullable=True),
        sa.Column("unit", sa.String(length=6), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("is_832", sa.Boolean(), nullable=False),
        sa.Column("ordered", sa.Integer(), nullable=True),
        sa.Column("sort_no", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["welfare_campaign.id"], name=op.f("fk_campaign_item_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_item")),
        sa.UniqueConstraint("campaign_id", "name", name=op.f("uq_campaign_item_campaign_id_name")),
    )


def _change_campaign_item() -> None:
    with op.batch_alter_table("campaign_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_item_campaign_id"), ["campaign_id"], unique=False)


def _make_quotation() -> None:
    op.create_table(
        "quotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("quoted_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("delivery", sa.String(length=60), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["welfare_campaign.id"], name=op.f("fk_quotation_campaign_id")
        ),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_quotation_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation")),
        sa.UniqueConstraint("campaign_id", "supplier_id", name=op.f("uq_quotation_campaign_id_supplier_id")),
    )


def _change_quotation() -> None:
    with op.batch_alter_table("quotation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quotation_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quotation_supplier_id"), ["supplier_id"], unique=False)


def _make_acceptance_line() -> None:
    op.create_table(
        "acceptance_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("acceptance_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("ordered", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("unit_price_fen", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("quality", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["acceptance_id"], ["acceptance.id"], name=op.f("fk_acceptance_line_acceptance_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["campaign_item.id"], name=op.f("fk_acceptance_line_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance_line")),
        sa.UniqueConstraint(
            "acceptance_id", "item_id", name=op.f("uq_acceptance_line_acceptance_id_item_id")
        ),
    )


def _change_acceptance_line() -> None:
    with op.batch_alter_table("acceptance_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_acceptance_line_acceptance_id"), ["acceptance_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_acceptance_line_item_id"), ["item_id"], unique=False)


def _make_quotation_line() -> None:
    op.create_table(
        "quotation_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("quotation_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("unit_price_fen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["campaign_item.id"], name=op.f("fk_quotation_line_item_id")),
        sa.ForeignKeyConstraint(
            ["quotation_id"], ["quotation.id"], name=op.f("fk_quotation_line_quotation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation_line")),
        sa.UniqueConstraint("quotation_id", "item_id", name=op.f("uq_quotation_line_quotation_id_item_id")),
    )


def _change_quotation_line() -> None:
    with op.batch_alter_table("quotation_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quotation_line_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quotation_line_quotation_id"), ["quotation_id"], unique=False)


def _make_entitlement() -> None:
    op.create_table(
        "entitlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(length=50), nullable=False),
        sa.Column("name_pinyin", sa.String(length=400), nullable=True),
        sa.Column("staff_no", sa.String(length=20), nullable=True),
        sa.Column("branch_name", sa.String(length=60), nullable=False),
        sa.Column("group_name", sa.String(length=60), nullable=False),
        sa.Column("package", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("signed_by", sa.String(length=20), nullable=True),
        sa.Column("proxy_name", sa.String(length=50), nullable=True),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (status = 'open')", name=op.f("ck_entitlement_signed_has_time")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["welfare_campaign.id"], name=op.f("fk_entitlement_campaign_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_entitlement_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entitlement")),
        sa.UniqueConstraint("campaign_id", "member_id", name=op.f("uq_entitlement_campaign_id_member_id")),
    )


def _change_entitlement() -> None:
    with op.batch_alter_table("entitlement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entitlement_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index("ix_entitlement_campaign_id_status", ["campaign_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_entitlement_member_id"), ["member_id"], unique=False)
