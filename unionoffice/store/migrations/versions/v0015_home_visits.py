# SPDX-License-Identifier: MIT
"""Migration 0015: home visits."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    _make_visit_kind()
    _change_visit_kind()
    _make_home_visit()
    _change_home_visit()


def _make_visit_kind() -> None:
    op.create_table(
        "visit_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("hospital", sa.Boolean(), nullable=True),
        sa.Column("comfort", sa.String(length=24), nullable=True),
        sa.Column("amount_fen", sa.Integer(), nullable=True),
        sa.Column("goods", sa.String(length=60), nullable=True),
        sa.Column("aid_type_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("sort_no", sa.Integer(), nullable=True),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["aid_type_id"], ["aid_type.id"], name=op.f("fk_visit_kind_aid_type_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_kind")),
        sa.UniqueConstraint("code", name=op.f("uq_visit_kind_code")),
        sa.UniqueConstraint("name", name=op.f("uq_visit_kind_name")),
    )


def _change_visit_kind() -> None:
    with op.batch_alter_table("visit_kind", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_kind_aid_type_id"), ["aid_type_id"], unique=False)


def _make_home_visit() -> None:
    op.create_table(
        "home_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("visit_no", sa.String(length=30), nullable=False),
        sa.Column("list_order", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=True),
        sa.Column("relation", sa.String(length=24), nullable=True),
        sa.Column("visited_name", sa.String(length=50), nullable=True),
        sa.Column("full_name", sa.String(length=50), nullable=True),
        sa.Column("name_pinyin", sa.String(length=400), nullable=True),
        sa.Column("staff_no", sa.String(length=20), nullable=True),
        sa.Column("branch_name", sa.String(length=60), nullable=True),
        sa.Column("kind_name", sa.String(length=40), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("hospital", sa.String(length=60), nullable=True),
        sa.Column("admitted_on", sa.Date(), nullable=True),
        sa.Column("department", sa.String(length=40), nullable=True),
        sa.Column("bed", sa.String(length=20), nullable=True),
        sa.Column("illness", sa.String(length=60), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=True),
        sa.Column("visitors", sa.String(length=60), nullable=True),
        sa.Column("comfort", sa.String(length=24), nullable=True),
        sa.Column("amount_fen", sa.Integer(), nullable=True),
        sa.Column("goods", sa.String(length=60), nullable=True),
        sa.Column("chair", sa.String(length=50), nullable=True),
        sa.Column("requests", sa.String(length=300), nullable=True),
        sa.Column("feedback", sa.String(length=500), nullable=True),
        sa.Column("next_contact", sa.Date(), nullable=True),
        sa.Column("contacted_on", sa.Date(), nullable=True),
        sa.Column("handler", sa.String(length=20), nullable=True),
        sa.Column("counted_fen", sa.Integer(), nullable=True),
        sa.Column("payment_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(length=20), nullable=True),
        sa.Column("void_reason", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(["kind_id"], ["visit_kind.id"], name=op.f("fk_home_visit_kind_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_home_visit_member_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["aid_payment.id"], name=op.f("fk_home_visit_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_visit")),
        sa.UniqueConstraint("visit_no", name=op.f("uq_home_visit_visit_no")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_home_visit_year_number")),
    )


def _change_home_visit() -> None:
    with op.batch_alter_table("home_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_home_visit_asked_on"), ["asked_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_home_visit_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_home_visit_kind_id"), ["kind_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_home_visit_list_order"), ["list_order"], unique=False)
        batch_op.create_index(batch_op.f("ix_home_visit_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_home_visit_next_contact"), ["next_contact"], unique=False)
        batch_op.create_index(batch_op.f("ix_home_visit_payment_id"), ["payment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_home_visit_status"), ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_home_visit_year"), ["year"], unique=False)
