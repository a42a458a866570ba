# SPDX-License-Identifier: MIT
"""Migration 0012: different people."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    _make_different_people()
    _change_different_people()


def _make_different_people() -> None:
    op.create_table(
        "different_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["member.id"], name=op.f("fk_different_people_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["member.id"], name=op.f("fk_different_people_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_different_people")),
    )


def _change_different_people() -> None:
    with op.batch_alter_table("different_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_different_people_first_id"), ["first_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_different_people_second_id"), ["second_id"], unique=False)
        batch_op.create_index(
            "uq_different_people_first_id_second_id", ["first_id", "second_id"], unique=True
        )
