# SPDX-License-Identifier: MIT
"""Migration 0008: aid in rounds, its steps and budget; caps per event and child; payments of earlier ledgers."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _make_fund_line()
    _make_aid_round()
    _change_aid_round()
    _make_fund_adjustment()
    _change_fund_adjustment()
    _make_aid_round_line()
    _change_aid_round_line()
    _make_aid_step()
    _change_aid_step()
    _change_aid_payment()
    _change_aid_type()


def _make_fund_line() -> None:
    op.create_table(
        "fund_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("fund", sa.String(length=40), nullable=False),
        sa.Column("account", sa.String(length=60), nullable=False),
        sa.Column("budget_in_fen", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=100), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_line")),
        sa.UniqueConstraint("year", "fund", "account", name=op.f("uq_fund_line_year_fund_account")),
    )


def _make_aid_round() -> None:
    op.create_table(
        "aid_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("aid_type_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=True),
        sa.Column("meeting", sa.String(length=100), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("pay_method", sa.String(length=24), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["aid_type_id"], ["aid_type.id"], name=op.f("fk_aid_round_aid_type_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_round")),
        sa.UniqueConstraint("year", "name", name=op.f("uq_aid_round_year_name")),
    )


def _change_aid_round() -> None:
    with op.batch_alter_table("aid_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_round_aid_type_id"), ["aid_type_id"], unique=False)


def _make_fund_adjustment() -> None:
    op.create_table(
        "fund_adjustment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fund_line_id", sa.Integer(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["fund_line_id"], ["fund_line.id"], name=op.f("fk_fund_adjustment_fund_line_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_adjustment")),
    )


def _change_fund_adjustment() -> None:
    with op.batch_alter_table("fund_adjustment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fund_adjustment_fund_line_id"), ["fund_line_id"], unique=False)


def _make_aid_round_line() -> None:
    op.create_table(
        "aid_round_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=True),
        sa.Column("amount_fen", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("approval_ref", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_aid_round_line_member_id")),
        sa.ForeignKeyConstraint(["round_id"], ["aid_round.id"], name=op.f("fk_aid_round_line_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_round_line")),
        sa.UniqueConstraint("round_id", "member_id", name=op.f("uq_aid_round_line_round_id_member_id")),
    )


def _change_aid_round_line() -> None:
    with op.batch_alter_table("aid_round_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_round_line_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aid_round_line_round_id"), ["round_id"], unique=False)


def _make_aid_step() -> None:
    op.create_table(
        "aid_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("done_by", sa.String(length=50), nullable=False),
        sa.Column("opinion", sa.String(length=100), nullable=True),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["payment_id"], ["aid_payment.id"], name=op.f("fk_aid_step_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_step")),
        sa.UniqueConstraint("payment_id", "step", name=op.f("uq_aid_step_payment_id_step")),
    )


def _change_aid_step() -> None:
    with op.batch_alter_table("aid_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_step_payment_id"), ["payment_id"], unique=False)


def _change_aid_payment() -> None:
    with op.batch_alter_table("aid_payment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("child_name", sa.String(length=50), nullable=True))
        batch_op.add_column(sa.Column("round_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("imported", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("old_voucher_no", sa.String(length=40), nullable=True))
        batch_op.create_index(batch_op.f("ix_aid_payment_round_id"), ["round_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_aid_payment_round_id"), "aid_round", ["round_id"], ["id"])
        batch_op.drop_constraint(batch_op.f("ck_aid_payment_number_given_at_issue"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_aid_payment_number_given_at_issue"), "(number IS NULL) = (status = 'draft' OR imported)"
        )


def _change_aid_type() -> None:
    with op.batch_alter_table("aid_type", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cap_per_event_fen", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cap_per_child_fen", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("per_household", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("valid_to", sa.Date(), nullable=True))
