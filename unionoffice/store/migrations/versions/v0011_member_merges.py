# SPDX-License-Identifier: MIT
"""Migration 0011: member merges."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    _change_member()


def _change_member() -> None:
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_member_membership_status"))
        batch_op.create_index(
            batch_op.f("ix_member_membership_status_member_employment_type"),
            ["membership_status", "employment_type"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_member_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_member_merged_into_id"), "member", ["merged_into_id"], ["id"]
        )
