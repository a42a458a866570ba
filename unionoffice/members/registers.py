# SPDX-License-Identifier: MIT
"""The registers of the member part: what is listed, filtered and recognised, and by which action it is saved."""

from unionoffice.kit.register import Facet, Register
from unionoffice.members import actions, duplicates, organisation, settings
from unionoffice.members.records import Branch, Campus, Group, Member
from unionoffice.members.units import Officer

_MEMBER_FORM = (
    "full_name", "sex_code", "birth_date", "ethnicity_code", "id_type", "id_number", "id_verified", "id_verified_reason",
    "political_status_code",
    "marital_code", "native_place", "household_type", "household_place",
    "staff_no", "employment_type", "work_status", "post_category", "post_title", "professional_title", "title_level",
    "skill_level", "education_code", "degree_code", "work_start_date", "hire_date", "is_rural_worker",
    "member_no", "branch_id", "group_id", "campus_id", "join_date", "form_filed_on", "union_post", "model_worker_level",
    "mutual_aid_plan", "dues_base",
    "mobile", "email", "home_address", "bank_account", "bank_branch",
    "health_note", "remark",
)  # fmt: skip

# Importing settings is what makes the office know them.
SECTION = settings.SECTION

MEMBERS = Register(
    title="会员名册",
    noun="会员",
    unit="人",
    record=Member,
    columns=(
        "staff_no",
        "full_name",
        "sex_code",
        "branch_id",
        "employment_type",
        "membership_status",
        "join_date",
        "mobile",
    ),
    order=("full_name",),
    facets=(
        Facet("branch_id"),
        Facet("employment_type"),
        Facet("membership_status"),
        Facet("sex_code"),
        Facet("join_date", "入会年份", by="year"),
    ),
    form=_MEMBER_FORM,
    # A group's name is not unique over the office, so that a sheet cannot say which is meant.
    imports=tuple(name for name in _MEMBER_FORM if name != "group_id"),
    identify=(("id_number",), ("staff_no",), ("member_no",)),
    search_hint="姓名、拼音首字母、工号、证件或手机尾号",
    save=actions.save_member,
    save_many=actions.save_member_rows,
    similar=duplicates.MembersAlike,
    set_apart=duplicates.mark_different,
    initial={"membership_status": ("active", "retained")},
)

BRANCHES = Register(
    title="分工会",
    noun="分工会",
    unit="个",
    record=Branch,
    columns=("code", "name", "campus_id", "closed_on"),
    order=("sort_no", "code", "name"),
    facets=(Facet("campus_id"),),
    identify=(("code",), ("name",)),
    search_hint="名称、拼音首字母或编号",
    save=actions.save_branch,
)

GROUPS = Register(
    title="工会小组",
    noun="工会小组",
    unit="个",
    record=Group,
    columns=("name", "branch_id", "sort_no"),
    order=("branch_id", "sort_no", "name"),
    facets=(Facet("branch_id"),),
    identify=(("branch_id", "name"),),
    search_hint="名称或分工会",
)

CAMPUSES = Register(
    title="校区",
    noun="校区",
    unit="个",
    record=Campus,
    columns=("name", "sort_no"),
    order=("sort_no", "name"),
    identify=(("name",),),
    search_hint="校区名称",
)

OFFICERS = Register(
    title="工会任职",
    noun="任职",
    unit="人",
    record=Officer,
    columns=("branch_id", "group_id", "post", "member_id", "from_day", "to_day", "term"),
    order=("branch_id", "group_id", "post", "-from_day"),
    facets=(Facet("branch_id"), Facet("post")),
    identify=(("member_id", "post", "from_day"),),
    search_hint="姓名或分工会",
    save=organisation.save_officer,
)
