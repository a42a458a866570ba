# SPDX-License-Identifier: MIT
"""Migration 0006: plan."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _make_plan_year()
    _make_plan_theme()
    _change_plan_theme()
    _make_plan_point()
    _change_plan_point()
    _make_plan_task()
    _change_plan_task()
    _make_plan_progress()
    _change_plan_progress()


def _make_plan_year() -> None:
    op.create_table(
        "plan_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_year")),
        sa.UniqueConstraint("year", name=op.f("uq_plan_year_year")),
    )


def _make_plan_theme() -> None:
    op.create_table(
        "plan_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_year_id", sa.Integer(), nullable=False),
        sa.Column("sort_no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["plan_year_id"], ["plan_year.id"], name=op.f("fk_plan_theme_plan_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_theme")),
    )


def _change_plan_theme() -> None:
    with op.batch_alter_table("plan_theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_theme_plan_year_id"), ["plan_year_id"], unique=False)


def _make_plan_point() -> None:
    op.create_table(
        "plan_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("sort_no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["plan_theme.id"], name=op.f("fk_plan_point_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_point")),
    )


def _change_plan_point() -> None:
    with op.batch_alter_table("plan_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_point_theme_id"), ["theme_id"], unique=False)


def _make_plan_task() -> None:
    op.create_table(
        "plan_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("sort_no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("due_text", sa.String(length=50), nullable=True),
        sa.Column("due_kind", sa.String(length=24), nullable=False),
        sa.Column("due_from", sa.Date(), nullable=True),
        sa.Column("due_to", sa.Date(), nullable=True),
        sa.Column("leader", sa.String(length=100), nullable=True),
        sa.Column("dept", sa.String(length=100), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("undone_reason", sa.String(length=500), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["point_id"], ["plan_point.id"], name=op.f("fk_plan_task_point_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_task")),
    )


def _change_plan_task() -> None:
    with op.batch_alter_table("plan_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_task_due_to"), ["due_to"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_task_point_id"), ["point_id"], unique=False)


def _make_plan_progress() -> None:
    op.create_table(
        "plan_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("month", sa.String(length=10), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("actor", sa.String(length=50), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["plan_task.id"], name=op.f("fk_plan_progress_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_progress")),
    )


def _change_plan_progress() -> None:
    with op.batch_alter_table("plan_progress", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_progress_month"), ["month"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_progress_task_id"), ["task_id"], unique=False)
