# SPDX-License-Identifier: MIT
"""Migration 0013: operators, and the first of them: whoever the settings name, with every right."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
ROWS_MAY_CHANGE = {"operator"}


def upgrade() -> None:
    _make_operator()
    _enter_the_first()


def _enter_the_first() -> None:
    named = "(SELECT trim(value) FROM setting WHERE key = 'operator')"
    op.execute(
        "INSERT INTO operator (version, name, role_code) "
        f"VALUES (1, coalesce(nullif(substr({named}, 1, 20), ''), '经办人'), 'manage')"
    )


def _make_operator() -> None:
    op.create_table(
        "operator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("role_code", sa.String(length=24), nullable=False),
        sa.Column("duty_aid", sa.Boolean(), nullable=True),
        sa.Column("duty_members", sa.Boolean(), nullable=True),
        sa.Column("duty_finance", sa.Boolean(), nullable=True),
        sa.Column("active_from", sa.Date(), nullable=True),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=100), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator")),
        sa.UniqueConstraint("name", name=op.f("uq_operator_name")),
    )
