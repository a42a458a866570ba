# SPDX-License-Identifier: MIT
"""Migration 0004: aid."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _make_aid_type()
    _make_aid_payment()
    _change_aid_payment()


def _make_aid_type() -> None:
    op.create_table(
        "aid_type",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("default_amount_fen", sa.Integer(), nullable=True),
        sa.Column("pay_method", sa.String(length=24), nullable=True),
        sa.Column("cap_per_time_fen", sa.Integer(), nullable=True),
        sa.Column("cap_per_year_fen", sa.Integer(), nullable=True),
        sa.Column("repeat", sa.String(length=24), nullable=True),
        sa.Column("evidence", sa.String(length=100), nullable=True),
        sa.Column("account", sa.String(length=60), nullable=True),
        sa.Column("fund_source", sa.String(length=40), nullable=True),
        sa.Column("sort_no", sa.Integer(), nullable=True),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_type")),
        sa.UniqueConstraint("code", name=op.f("uq_aid_type_code")),
        sa.UniqueConstraint("name", name=op.f("uq_aid_type_name")),
    )


def _make_aid_payment() -> None:
    op.create_table(
        "aid_payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=10), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("voucher_no", sa.String(length=30), nullable=True),
        sa.Column("ledger_order", sa.Integer(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(length=50), nullable=True),
        sa.Column("name_pinyin", sa.String(length=400), nullable=True),
        sa.Column("staff_no", sa.String(length=20), nullable=True),
        sa.Column("branch_name", sa.String(length=60), nullable=True),
        sa.Column("id_number", sa.String(length=30), nullable=True),
        sa.Column("aid_type_id", sa.Integer(), nullable=False),
        sa.Column("aid_type_name", sa.String(length=40), nullable=True),
        sa.Column("event_date", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("counted_fen", sa.Integer(), nullable=True),
        sa.Column("pay_method", sa.String(length=24), nullable=False),
        sa.Column("bank_account", sa.String(length=40), nullable=True),
        sa.Column("bank_branch", sa.String(length=60), nullable=True),
        sa.Column("fund_source", sa.String(length=40), nullable=True),
        sa.Column("account", sa.String(length=60), nullable=True),
        sa.Column("approval_ref", sa.String(length=100), nullable=True),
        sa.Column("attachments", sa.Integer(), nullable=True),
        sa.Column("handler", sa.String(length=20), nullable=True),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=True),
        sa.Column("issued_by", sa.String(length=20), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("proxy_name", sa.String(length=50), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(length=20), nullable=True),
        sa.Column("void_reason", sa.String(length=100), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("print_count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(number IS NULL) = (status = 'draft')", name=op.f("ck_aid_payment_number_given_at_issue")
        ),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_aid_payment_amount_positive")),
        sa.ForeignKeyConstraint(["aid_type_id"], ["aid_type.id"], name=op.f("fk_aid_payment_aid_type_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_aid_payment_member_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["aid_payment.id"], name=op.f("fk_aid_payment_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_payment")),
        sa.UniqueConstraint("series", "year", "number", name=op.f("uq_aid_payment_series_year_number")),
        sa.UniqueConstraint("voucher_no", name=op.f("uq_aid_payment_voucher_no")),
    )


def _change_aid_payment() -> None:
    with op.batch_alter_table("aid_payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_payment_aid_type_id"), ["aid_type_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_payment_booked_on"), ["booked_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_payment_ledger_order"), ["ledger_order"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_payment_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_payment_replaces_id"), ["replaces_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_payment_status"), ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_payment_year"), ["year"], unique=False)
