# SPDX-License-Identifier: MIT
"""Migration 0009: hardship files, their households, papers and steps, and the 低保 lines."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    _make_dibao_line()
    _make_hardship_case()
    _change_hardship_case()
    _make_case_step()
    _change_case_step()
    _make_hardship_evidence()
    _change_hardship_evidence()
    _make_household_member()
    _change_household_member()


def _make_dibao_line() -> None:
    op.create_table(
        "dibao_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dibao_line")),
        sa.UniqueConstraint("from_day", name=op.f("uq_dibao_line_from_day")),
    )


def _make_hardship_case() -> None:
    op.create_table(
        "hardship_case",
        *_person_columns(),
        *_case_columns(),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_hardship_case_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hardship_case")),
        sa.UniqueConstraint("case_no", name=op.f("uq_hardship_case_case_no")),
    )


def _person_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_no", sa.String(length=30), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(length=50), nullable=True),
        sa.Column("name_pinyin", sa.String(length=400), nullable=True),
        sa.Column("staff_no", sa.String(length=20), nullable=True),
        sa.Column("branch_name", sa.String(length=60), nullable=True),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("work_state", sa.String(length=24), nullable=True),
        sa.Column("hukou", sa.String(length=24), nullable=True),
        sa.Column("insurance", sa.String(length=24), nullable=True),
        sa.Column("other_contact", sa.String(length=30), nullable=True),
        sa.Column("postcode", sa.String(length=10), nullable=True),
        sa.Column("industry", sa.String(length=20), nullable=True),
        sa.Column("employer_kind", sa.String(length=24), nullable=True),
        sa.Column("employer_state", sa.String(length=24), nullable=True),
        sa.Column("housing", sa.String(length=24), nullable=True),
        sa.Column("housing_area", sa.String(length=24), nullable=True),
        sa.Column("single_parent", sa.Boolean(), nullable=True),
        sa.Column("zero_employment", sa.Boolean(), nullable=True),
        sa.Column("self_help", sa.Boolean(), nullable=True),
        sa.Column("health", sa.String(length=24), nullable=True),
        sa.Column("disability", sa.String(length=24), nullable=True),
        sa.Column("disability_level", sa.String(length=24), nullable=True),
    ]


def _case_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("own_income_fen", sa.Integer(), nullable=True),
        sa.Column("other_income_fen", sa.Integer(), nullable=True),
        sa.Column("medical_expense_fen", sa.Integer(), nullable=True),
        sa.Column("care_expense_fen", sa.Integer(), nullable=True),
        sa.Column("school_expense_fen", sa.Integer(), nullable=True),
        sa.Column("work_expense_fen", sa.Integer(), nullable=True),
        sa.Column("event_loss_fen", sa.Integer(), nullable=True),
        sa.Column("household_size", sa.Integer(), nullable=True),
        sa.Column("household_income_fen", sa.Integer(), nullable=True),
        sa.Column("rigid_expense_fen", sa.Integer(), nullable=True),
        sa.Column("income_per_head_fen", sa.Integer(), nullable=True),
        sa.Column("main_cause", sa.String(length=24), nullable=True),
        sa.Column("minor_cause_1", sa.String(length=24), nullable=True),
        sa.Column("minor_cause_2", sa.String(length=24), nullable=True),
        sa.Column("minor_cause_3", sa.String(length=24), nullable=True),
        sa.Column("situation", sa.String(length=500), nullable=True),
        sa.Column("suggested", sa.String(length=24), nullable=True),
        sa.Column("category", sa.String(length=24), nullable=True),
        sa.Column("category_reason", sa.String(length=200), nullable=True),
        sa.Column("aid_kind", sa.String(length=24), nullable=True),
        sa.Column("asked_amount_fen", sa.Integer(), nullable=True),
        sa.Column("notice_from", sa.Date(), nullable=True),
        sa.Column("notice_to", sa.Date(), nullable=True),
        sa.Column("objection", sa.String(length=300), nullable=True),
        sa.Column("objection_result", sa.String(length=300), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("review_due", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_reason", sa.String(length=24), nullable=True),
        sa.Column("end_note", sa.String(length=200), nullable=True),
    ]


def _change_hardship_case() -> None:
    with op.batch_alter_table("hardship_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hardship_case_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hardship_case_review_due"), ["review_due"], unique=False)
        batch_op.create_index(batch_op.f("ix_hardship_case_status"), ["status"], unique=False)


def _make_case_step() -> None:
    op.create_table(
        "case_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("from_status", sa.String(length=24), nullable=False),
        sa.Column("to_status", sa.String(length=24), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("signed_by", sa.String(length=50), nullable=True),
        sa.Column("opinion", sa.String(length=300), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(length=50), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["hardship_case.id"], name=op.f("fk_case_step_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_step")),
    )


def _change_case_step() -> None:
    with op.batch_alter_table("case_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_step_case_id"), ["case_id"], unique=False)


def _make_hardship_evidence() -> None:
    op.create_table(
        "hardship_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind_code", sa.String(length=24), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("stored", sa.String(length=100), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["hardship_case.id"], name=op.f("fk_hardship_evidence_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hardship_evidence")),
    )


def _change_hardship_evidence() -> None:
    with op.batch_alter_table("hardship_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hardship_evidence_case_id"), ["case_id"], unique=False)


def _make_household_member() -> None:
    op.create_table(
        "household_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(length=50), nullable=False),
        sa.Column("relation", sa.String(length=24), nullable=False),
        sa.Column("sex_code", sa.String(length=24), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("id_number", sa.String(length=30), nullable=True),
        sa.Column("political_status_code", sa.String(length=24), nullable=True),
        sa.Column("health", sa.String(length=24), nullable=True),
        sa.Column("insurance", sa.String(length=24), nullable=True),
        sa.Column("monthly_income_fen", sa.Integer(), nullable=True),
        sa.Column("work_state", sa.String(length=24), nullable=True),
        sa.Column("unit", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["hardship_case.id"], name=op.f("fk_household_member_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_member")),
    )


def _change_household_member() -> None:
    with op.batch_alter_table("household_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_household_member_case_id"), ["case_id"], unique=False)
