# SPDX-License-Identifier: MIT
"""The list of registers: a new kind of record is one folder, one migration and one line here."""

from unionoffice.aid.checks import check_payments
from unionoffice.aid.funds_records import FundAdjustment
from unionoffice.aid.hardship_checks import check_hardship
from unionoffice.aid.hardship_parts import CaseEvidence, CaseStep, HouseholdMember
from unionoffice.aid.hardship_register import DIBAO_LINES, HARDSHIP_CASES
from unionoffice.aid.registers import AID_PAYMENTS, AID_ROUNDS, AID_TYPES, FUND_LINES
from unionoffice.aid.rounds_records import AidRoundLine
from unionoffice.aid.steps_records import AidStep
from unionoffice.aid.visits_checks import check_visits
from unionoffice.aid.visits_register import HOME_VISITS, VISIT_KINDS
from unionoffice.kit.register import Register
from unionoffice.members.checks import check_members
from unionoffice.members.different import DifferentPeople
from unionoffice.members.dues.checks import check_dues
from unionoffice.members.dues.queries import is_booked
from unionoffice.members.dues.records import DuesDue, DuesPayment, DuesReceipt
from unionoffice.members.dues.registers import DUES_RULES
from unionoffice.members.family import Child, Relative
from unionoffice.members.merging import WEIGHS
from unionoffice.members.records import BranchName
from unionoffice.members.registers import BRANCHES, CAMPUSES, GROUPS, MEMBERS, OFFICERS
from unionoffice.members.units import EligibleCount
from unionoffice.plan.registers import PLAN_POINTS, PLAN_TASKS, PLAN_THEMES, PLAN_YEARS
from unionoffice.sheets.import_layout import ImportLayout
from unionoffice.store.at_desk import OPERATORS
from unionoffice.store.check import CHECKS
from unionoffice.store.views import SavedView
from unionoffice.welfare.checks import check_welfare
from unionoffice.welfare.registers import ACCEPTANCES, CAMPAIGNS, ENTITLEMENTS, SUPPLIERS

REGISTERS: tuple[Register, ...] = (
    MEMBERS,
    BRANCHES,
    GROUPS,
    CAMPUSES,
    OFFICERS,
    AID_PAYMENTS,
    AID_TYPES,
    AID_ROUNDS,
    FUND_LINES,
    HARDSHIP_CASES,
    DIBAO_LINES,
    HOME_VISITS,
    VISIT_KINDS,
    PLAN_TASKS,
    PLAN_POINTS,
    PLAN_THEMES,
    PLAN_YEARS,
    CAMPAIGNS,
    SUPPLIERS,
    ENTITLEMENTS,
    ACCEPTANCES,
    DUES_RULES,
    OPERATORS,
)

# Mapped tables that no register shows; named here so that every office has them.
HIDDEN = (
    ImportLayout, AidRoundLine, AidStep, FundAdjustment, HouseholdMember, CaseEvidence, CaseStep, Child, Relative, BranchName,
    EligibleCount, DuesDue, DuesReceipt, DuesPayment, DifferentPeople, SavedView,
)  # fmt: skip

# What ``unionoffice check`` looks at beside the store's own.
CHECKS.append(check_members)
CHECKS.append(check_dues)
CHECKS.append(check_payments)
CHECKS.append(check_hardship)
CHECKS.append(check_visits)
CHECKS.append(check_welfare)

# Two dues of one period, when two records of one person become one: the one without money is withdrawn.
WEIGHS[DuesDue] = is_booked
