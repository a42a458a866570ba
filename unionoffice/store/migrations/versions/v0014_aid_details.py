# SPDX-License-Identifier: MIT
"""Migration 0014: what a case of aid is about: hospital, relative, child, goods, group, proxy."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    _change_aid_payment()
    _change_aid_round()
    _change_aid_round_line()
    _change_aid_type()


def _change_aid_payment() -> None:
    with op.batch_alter_table("aid_payment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("school_stage", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("relation_code", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("relative_name", sa.String(length=50), nullable=True))
        batch_op.add_column(sa.Column("hospital", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("ward", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("illness", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("goods_name", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("goods_quantity", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("goods_unit", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("goods_price_fen", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("proxy_relation", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("proxy_id_number", sa.String(length=30), nullable=True))


def _change_aid_round() -> None:
    with op.batch_alter_table("aid_round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group_name", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("rate_fen", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("rate_by", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("goods_name", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("goods_unit", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("goods_price_fen", sa.Integer(), nullable=True))


def _change_aid_round_line() -> None:
    with op.batch_alter_table("aid_round_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("child_name", sa.String(length=50), nullable=True))
        batch_op.add_column(sa.Column("school_stage", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("child_key", sa.String(length=50), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("quantity", sa.Integer(), nullable=True))
    with op.batch_alter_table("aid_round_line", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_aid_round_line_round_id_member_id"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_aid_round_line_round_id_member_id_child_key"),
            ["round_id", "member_id", "child_key"],
        )


def _change_aid_type() -> None:
    with op.batch_alter_table("aid_type", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asks", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("child_stages", sa.String(length=120), nullable=True))
    op.execute("UPDATE aid_type SET asks = 'none'")
    op.execute("UPDATE aid_type SET asks = 'hospital' WHERE code = 'hospital'")
    op.execute("UPDATE aid_type SET asks = 'relative' WHERE code IN ('family_death', 'bereavement')")
    op.execute("UPDATE aid_type SET asks = 'child' WHERE code IN ('study_aid', 'childcare', 'children_day')")
    op.execute("UPDATE aid_type SET child_stages = 'senior,vocational,university' WHERE code = 'study_aid'")
    op.execute("UPDATE aid_type SET child_stages = 'nursery' WHERE code = 'childcare'")
    op.execute("UPDATE aid_type SET repeat = 'illness' WHERE code = 'hospital' AND repeat = 'any'")
