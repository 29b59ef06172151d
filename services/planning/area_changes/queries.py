"""The one table of what follows an area here and what stays."""

from services.planning.addressees import queries as addressees
from services.planning.area_changes.tables import AreaChangeMove
from services.planning.base import Table
from services.planning.charters import queries as charters
from services.planning.needs import queries as needs
from services.planning.plan_items import queries as plan_items
from services.planning.plans import queries as plans
from shared.alone import Alone
from shared.moving import Moved, Mover, References, Stays

_OF_A_PLAN = "It is part of a plan: adopted plans are frozen, and tell of the area of their years"
_OF_A_YEAR = "A fact of a year is about the area as it was in that year"
_TOLD = "It was told, or waits to be told, to those who voiced a need there and then"
_TITLED = Alone(
    ("group_code", "fiscal_year_be", "horizon_years", "title_th", "version"), named="title_th"
)
REFERENCES: References = {
    "needs.area_code": Moved(needs.NEED),
    "plans.area_code": Moved(plans.PLAN, where="x.status = 'DRAFT'", once=_TITLED),
    "plan_items.area_code": Moved(plan_items.ITEM, where="x.plan_status = 'DRAFT'"),
    "organizations.area_code": Stays("A copy: it follows the organization's own event"),
    "proposals.area_code": Stays(_OF_A_PLAN),
    "official_items.area_code": Stays(_OF_A_PLAN),
    "escalations.area_code": Stays(_OF_A_PLAN),
    "notices.area_code": Stays(_TOLD),
    "notice_handovers.area_code": Stays(_TOLD),
    "addressees.area_code": Moved(addressees.ADDRESSEE),
    "results.area_code": Stays(_OF_A_PLAN),
    "closed_years.area_code": Stays("The year of the area as it was when it was closed"),
    "cycle_closings.area_code": Stays("The year of the area as it was when it was closed"),
    "carried_needs.area_code": Stays("Where the need was when the year was closed"),
    "need_mergers.area_code": Stays("Where it was done: the needs themselves follow"),
    "need_splits.area_code": Stays("Where it was done: the needs themselves follow"),
    "charters.area_code": Moved(charters.CHARTER),
    "submissions.area_code": Stays(_OF_A_PLAN),
    "submissions.to_area_code": Stays(_OF_A_PLAN),
    "submissions.to_area_codes": Stays(_OF_A_PLAN),
    "planning_rule_settings.area_code": Stays("A rule was set for a province as it stood"),
    "plans.area_codes": Stays("The areas of a group on the plan's first day"),
    "area_groups.area_code": Stays("A copy: it follows the group's own event"),
    "evaluation_teams.area_code": Stays("A team says for which area it was set up"),
    "evaluations.area_code": Stays(_OF_A_YEAR),
    "lessons.area_code": Stays(_OF_A_YEAR),
    "facts.area_code": Stays(_OF_A_YEAR),
    "facts.said_area_code": Stays("It says for which area somebody spoke when they spoke"),
    "fact_tables.area_code": Stays(_OF_A_YEAR),
    "fact_levels.province_code": Stays(_OF_A_YEAR),
    "indicator_sets.area_code": Stays(
        "A set and its versions stay with the province that defined them"
    ),
    "carry_overs.area_code": Stays(_OF_A_PLAN),
    "progress_reports.area_code": Stays(_OF_A_PLAN),
    "inclusions.area_code": Stays(_OF_A_PLAN),
    "joint_agendas.area_code": Stays("It was adopted by the province of its year"),
    "umbrella_projects.area_code": Stays("It is the project of the province of its year"),
    "umbrella_lines.area_code": Stays("It is a line of a project of the province of its year"),
    "cohort_members.area_code": Stays("It entered as the province of its year"),
    "factor_overrides.area_code": Stays("It is about the province of its year"),
    "meetings.area_code": Stays("A copy: it follows the meeting's own event"),
    "bodies.area_code": Stays("A copy: it follows the body's own event"),
    "holdings.area_code": Stays("A copy: it follows the holding's own event"),
    "agreements.area_code": Stays("A copy: it follows the agreement's own event"),
}
"""Every column of planning that holds an area code, and what becomes of it (docs/decisions/0012)."""
LEDGER = AreaChangeMove.__tablename__
MOVER = Mover(Table.metadata, REFERENCES)
