# SPDX-License-Identifier: MIT
"""A small real office for the welfare tests: two units, one with groups, and a campaign that is planned."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from unionoffice.members.actions import add_members
from unionoffice.members.records import Branch, Group, Member
from unionoffice.office import Office
from unionoffice.store import edit
from unionoffice.welfare import actions, purchase
from unionoffice.welfare.records import Supplier

NOW = datetime(2020, 9, 25, 12, 7, 41)
ITEMS = (
    {"name": "广式月饼礼盒", "unit": "盒", "quantity": 1},
    {"name": "东北大米 5 kg", "unit": "袋", "quantity": 2, "is_832": True},
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """文学院 with two groups (12 and 3 people), 图书馆 without (5 people, one name beyond the BMP)."""
    opened = Office.open(tmp_path / "office", clock=lambda: NOW)
    with opened.work("建单位", actor="周雨桐") as work:
        school = edit.save(work, Branch, None, {"name": "文学院", "sort_no": 1})
        library = edit.save(work, Branch, None, {"name": "图书馆", "sort_no": 2})
        first = edit.save(work, Group, None, {"name": "第一小组", "branch_id": school.id, "sort_no": 1})
        second = edit.save(work, Group, None, {"name": "第二小组", "branch_id": school.id, "sort_no": 2})
        units = [(school.id, first.id)] * 12 + [(school.id, second.id)] * 3 + [(library.id, None)] * 5
        add_members(work, [_member(n, *unit) for n, unit in enumerate(units)])
    yield opened
    opened.close()


def _member(number: int, branch_id: int, group_id: int | None) -> Member:
    family = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"[number]
    return Member(
        full_name=f"{family}文静" if number < 19 else "许𬱟", staff_no=f"2020{number:04d}", branch_id=branch_id,
        group_id=group_id, join_date="2019-09", employment_type="permanent",
    )  # fmt: skip


def plan(office: Office) -> int:
    """A campaign with two items, 300 yuan a head."""
    with office.work("新增批次", actor="周雨桐") as work:
        campaign = actions.save_campaign(
            work, None,
            {"name": "中秋国庆慰问品", "festival": "autumn_national", "roster_date": date(2020, 9, 15),
             "standard": Decimal("300.00")},
            items=ITEMS,
        )  # fmt: skip
        return campaign.id


def quote(office: Office, campaign_id: int, *offers: tuple[str, str, str]) -> list[int]:
    """Quotations (supplier, price of the first item, price of the second); returns the suppliers' ids."""
    suppliers = []
    with office.work("录入报价", actor="周雨桐") as work:
        first, second = actions.items_of(work, campaign_id)
        for name, one, two in offers:
            supplier = edit.save(work, Supplier, None, {"name": name})
            purchase.save_quotation(
                work, campaign_id, supplier.id, {first.id: Decimal(one), second.id: Decimal(two)}
            )
            suppliers.append(supplier.id)
    return suppliers


def prepared(office: Office) -> int:
    """A campaign with a frozen roster of 20, three quotations and 丰禾 decided at 160.00 a head."""
    campaign_id = plan(office)
    with office.work("冻结名单", actor="周雨桐") as work:
        actions.freeze_roster(work, campaign_id)
    offers = (("江南食品", "82.00", "41.50"), ("丰禾农业", "80.40", "39.80"), ("百益商贸", "84.00", "42.00"))
    suppliers = quote(office, campaign_id, *offers)
    with office.work("比选", actor="周雨桐") as work:
        purchase.decide(work, campaign_id, suppliers[1])
    return campaign_id


def member_ids(office: Office, campaign_id: int) -> list[int]:
    """The roster's member ids in its order."""
    from unionoffice.welfare.queries import roster_rows

    with office.read() as session:
        return [row.member_id for row in roster_rows(session, campaign_id)]
