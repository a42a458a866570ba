# SPDX-License-Identifier: MIT
"""Migration 0016: saved views."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    _make_saved_view()
    _change_saved_view()


def _make_saved_view() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )


def _change_saved_view() -> None:
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_index("uq_saved_view_page_name", ["page", "name"], unique=True)
