"""What is asked of rules: how they were set, and what holds somewhere on a day."""

from services.planning.planning_rules.schemas import MEANINGS, Rule
from services.planning.planning_rules.tables import PlanningRuleSetting
from shared.dated_rules import DatedRules

__all__ = ["Rule"]

RULES = DatedRules("planning-rule-setting", PlanningRuleSetting.__table__, MEANINGS)
SETTING, SETTINGS = RULES.setting, RULES.settings
each, all_in_force, in_force = RULES.each, RULES.all_in_force, RULES.in_force
