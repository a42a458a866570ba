# SPDX-License-Identifier: MIT
"""Migration 0003: members."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _make_campus()
    _make_branch()
    _change_branch()
    _make_union_group()
    _change_union_group()
    _make_member()
    _change_member()
    _make_membership_event()
    _change_membership_event()


def _make_campus() -> None:
    op.create_table(
        "campus",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("sort_no", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campus")),
        sa.UniqueConstraint("name", name=op.f("uq_campus_name")),
    )


def _make_branch() -> None:
    op.create_table(
        "branch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("campus_id", sa.Integer(), nullable=True),
        sa.Column("sort_no", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["campus_id"], ["campus.id"], name=op.f("fk_branch_campus_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch")),
        sa.UniqueConstraint("code", name=op.f("uq_branch_code")),
        sa.UniqueConstraint("name", name=op.f("uq_branch_name")),
    )


def _change_branch() -> None:
    with op.batch_alter_table("branch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_branch_campus_id"), ["campus_id"], unique=False)


def _make_union_group() -> None:
    op.create_table(
        "union_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("sort_no", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_union_group_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_union_group")),
    )


def _change_union_group() -> None:
    with op.batch_alter_table("union_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_union_group_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index("uq_union_group_branch_id_name", ["branch_id", "name"], unique=True)


def _make_member() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(length=50), nullable=False),
        sa.Column("name_pinyin", sa.String(length=400), nullable=True),
        sa.Column("sex_code", sa.String(length=24), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("ethnicity_code", sa.String(length=24), nullable=True),
        sa.Column("id_type", sa.String(length=24), nullable=True),
        sa.Column("id_number", sa.String(length=30), nullable=True),
        sa.Column("political_status_code", sa.String(length=24), nullable=True),
        sa.Column("marital_code", sa.String(length=24), nullable=True),
        sa.Column("native_place", sa.String(length=60), nullable=True),
        sa.Column("household_type", sa.String(length=24), nullable=True),
        sa.Column("household_place", sa.String(length=100), nullable=True),
        sa.Column("staff_no", sa.String(length=20), nullable=True),
        sa.Column("employment_type", sa.String(length=24), nullable=True),
        sa.Column("work_status", sa.String(length=24), nullable=True),
        sa.Column("post_category", sa.String(length=24), nullable=True),
        sa.Column("post_title", sa.String(length=60), nullable=True),
        sa.Column("professional_title", sa.String(length=60), nullable=True),
        sa.Column("title_level", sa.String(length=24), nullable=True),
        sa.Column("skill_level", sa.String(length=24), nullable=True),
        sa.Column("education_code", sa.String(length=24), nullable=True),
        sa.Column("degree_code", sa.String(length=24), nullable=True),
        sa.Column("work_start_date", sa.String(length=10), nullable=True),
        sa.Column("hire_date", sa.String(length=10), nullable=True),
        sa.Column("is_rural_worker", sa.Boolean(), nullable=True),
        sa.Column("member_no", sa.String(length=30), nullable=True),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("campus_id", sa.Integer(), nullable=True),
        sa.Column("membership_status", sa.String(length=24), nullable=False),
        sa.Column("join_date", sa.String(length=10), nullable=True),
        sa.Column("union_post", sa.String(length=24), nullable=True),
        sa.Column("model_worker_level", sa.String(length=24), nullable=True),
        sa.Column("mutual_aid_plan", sa.String(length=60), nullable=True),
        sa.Column("dues_base_fen", sa.Integer(), nullable=True),
        sa.Column("mobile", sa.String(length=30), nullable=True),
        sa.Column("email", sa.String(length=100), nullable=True),
        sa.Column("home_address", sa.String(length=150), nullable=True),
        sa.Column("bank_account", sa.String(length=40), nullable=True),
        sa.Column("bank_branch", sa.String(length=100), nullable=True),
        sa.Column("health_note", sa.String(length=200), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.Column("photo_path", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_member_branch_id")),
        sa.ForeignKeyConstraint(["campus_id"], ["campus.id"], name=op.f("fk_member_campus_id")),
        sa.ForeignKeyConstraint(["group_id"], ["union_group.id"], name=op.f("fk_member_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("member_no", name=op.f("uq_member_member_no")),
        sa.UniqueConstraint("staff_no", name=op.f("uq_member_staff_no")),
    )


def _change_member() -> None:
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_campus_id"), ["campus_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_employment_type"), ["employment_type"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_id_number"), ["id_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_membership_status"), ["membership_status"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_mobile"), ["mobile"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_name_pinyin"), ["name_pinyin"], unique=False)


def _make_membership_event() -> None:
    op.create_table(
        "membership_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("event_type", sa.String(length=24), nullable=False),
        sa.Column("event_date", sa.Date(), nullable=False),
        sa.Column("from_branch_id", sa.Integer(), nullable=True),
        sa.Column("to_branch_id", sa.Integer(), nullable=True),
        sa.Column("reason_code", sa.String(length=24), nullable=True),
        sa.Column("doc_no", sa.String(length=60), nullable=True),
        sa.Column("remark", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_branch_id"], ["branch.id"], name=op.f("fk_membership_event_from_branch_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_membership_event_member_id")),
        sa.ForeignKeyConstraint(
            ["to_branch_id"], ["branch.id"], name=op.f("fk_membership_event_to_branch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_event")),
    )


def _change_membership_event() -> None:
    with op.batch_alter_table("membership_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_event_event_date"), ["event_date"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_membership_event_from_branch_id"), ["from_branch_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_membership_event_member_id"), ["member_id"], unique=False)
        batch_op.create_index(
            "ix_membership_event_member_id_event_date", ["member_id", "event_date"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_membership_event_to_branch_id"), ["to_branch_id"], unique=False)
