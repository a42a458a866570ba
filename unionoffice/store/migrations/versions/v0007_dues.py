# SPDX-License-Identifier: MIT
"""Migration 0007: dues."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _make_dues_receipt()
    _change_dues_receipt()
    _make_dues_rule()
    _make_dues_due()
    _change_dues_due()
    _make_dues_payment()
    _change_dues_payment()


def _make_dues_receipt() -> None:
    op.create_table(
        "dues_receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("receipt_no", sa.String(length=30), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=24), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("total_fen", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("handler", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "total_fen > 0 OR reason IS NOT NULL", name=op.f("ck_dues_receipt_counter_entry_with_reason")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dues_receipt")),
        sa.UniqueConstraint("receipt_no", name=op.f("uq_dues_receipt_receipt_no")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_dues_receipt_year_number")),
    )


def _change_dues_receipt() -> None:
    with op.batch_alter_table("dues_receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dues_receipt_paid_on"), ["paid_on"], unique=False)


def _make_dues_rule() -> None:
    op.create_table(
        "dues_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.String(length=10), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=False),
        sa.Column("step_fen", sa.Integer(), nullable=False),
        sa.Column("collection", sa.String(length=24), nullable=False),
        sa.Column("types", sa.String(length=120), nullable=True),
        sa.Column("flat_fen", sa.Integer(), nullable=True),
        sa.Column("remark", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dues_rule")),
        sa.UniqueConstraint("starts_on", name=op.f("uq_dues_rule_starts_on")),
    )


def _make_dues_due() -> None:
    op.create_table(
        "dues_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("staff_no", sa.String(length=20), nullable=True),
        sa.Column("full_name", sa.String(length=50), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("branch_name", sa.String(length=60), nullable=True),
        sa.Column("base_fen", sa.Integer(), nullable=True),
        sa.Column("rate", sa.Integer(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("payable_fen", sa.Integer(), nullable=False),
        sa.Column("adjust_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "payable_fen = amount_fen OR adjust_reason IS NOT NULL",
            name=op.f("ck_dues_due_adjusted_with_reason"),
        ),
        sa.CheckConstraint("payable_fen >= 0", name=op.f("ck_dues_due_payable_not_negative")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_dues_due_branch_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_dues_due_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dues_due")),
        sa.UniqueConstraint("member_id", "period", name=op.f("uq_dues_due_member_id_period")),
    )


def _change_dues_due() -> None:
    with op.batch_alter_table("dues_due", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dues_due_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dues_due_member_id"), ["member_id"], unique=False)
        batch_op.create_index("ix_dues_due_period", ["period"], unique=False)


def _make_dues_payment() -> None:
    op.create_table(
        "dues_payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("due_id", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(amount_fen < 0) = (reverses_id IS NOT NULL)", name=op.f("ck_dues_payment_negative_reverses")
        ),
        sa.CheckConstraint("amount_fen <> 0", name=op.f("ck_dues_payment_amount_not_zero")),
        sa.ForeignKeyConstraint(["due_id"], ["dues_due.id"], name=op.f("fk_dues_payment_due_id")),
        sa.ForeignKeyConstraint(["receipt_id"], ["dues_receipt.id"], name=op.f("fk_dues_payment_receipt_id")),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["dues_payment.id"], name=op.f("fk_dues_payment_reverses_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dues_payment")),
    )


def _change_dues_payment() -> None:
    with op.batch_alter_table("dues_payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dues_payment_due_id"), ["due_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dues_payment_receipt_id"), ["receipt_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dues_payment_reverses_id"), ["reverses_id"], unique=True)
