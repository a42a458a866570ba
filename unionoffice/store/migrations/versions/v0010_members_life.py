# SPDX-License-Identifier: MIT
"""Migration 0010: families, officers, former names, head counts, IDs checked against the original; a wider index."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    _make_branch_name()
    _change_branch_name()
    _make_eligible_count()
    _change_eligible_count()
    _make_child()
    _change_child()
    _make_family_member()
    _change_family_member()
    _make_officer()
    _change_officer()
    _change_branch()
    _change_member()


def _make_branch_name() -> None:
    op.create_table(
        "branch_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_branch_name_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_name")),
    )


def _change_branch_name() -> None:
    with op.batch_alter_table("branch_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_branch_name_branch_id"), ["branch_id"], unique=False)


def _make_eligible_count() -> None:
    op.create_table(
        "eligible_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_eligible_count_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eligible_count")),
    )


def _change_eligible_count() -> None:
    with op.batch_alter_table("eligible_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_eligible_count_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index("uq_eligible_count_year_branch_id", ["year", "branch_id"], unique=True)


def _make_child() -> None:
    op.create_table(
        "child",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(length=50), nullable=False),
        sa.Column("sex_code", sa.String(length=24), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("school_stage", sa.String(length=24), nullable=True),
        sa.Column("only_child_no", sa.String(length=30), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_child_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child")),
    )


def _change_child() -> None:
    with op.batch_alter_table("child", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_child_birth_date"), ["birth_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_child_member_id"), ["member_id"], unique=False)


def _make_family_member() -> None:
    op.create_table(
        "family_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(length=50), nullable=False),
        sa.Column("relation_code", sa.String(length=24), nullable=False),
        sa.Column("birth", sa.String(length=10), nullable=True),
        sa.Column("work_unit", sa.String(length=100), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_family_member_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_member")),
    )


def _change_family_member() -> None:
    with op.batch_alter_table("family_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_member_member_id"), ["member_id"], unique=False)


def _make_officer() -> None:
    op.create_table(
        "officer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("post", sa.String(length=24), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=True),
        sa.Column("term", sa.String(length=20), nullable=True),
        sa.Column("doc_no", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_officer_branch_id")),
        sa.ForeignKeyConstraint(["group_id"], ["union_group.id"], name=op.f("fk_officer_group_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_officer_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer")),
    )


def _change_officer() -> None:
    with op.batch_alter_table("officer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_officer_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_officer_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_officer_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_officer_to_day"), ["to_day"], unique=False)


def _change_branch() -> None:
    with op.batch_alter_table("branch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_branch_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_branch_merged_into_id"), "branch", ["merged_into_id"], ["id"]
        )


def _change_member() -> None:
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("id_verified", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("id_verified_reason", sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column("form_filed_on", sa.Date(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_member_name_pinyin"))
        batch_op.create_index(
            batch_op.f("ix_member_name_pinyin_member_membership_status"),
            ["name_pinyin", "membership_status"],
            unique=False,
        )
