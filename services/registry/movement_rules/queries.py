"""What is asked of rules: how they were set, and what holds somewhere on a day."""

from services.registry.movement_rules.schemas import MEANINGS, Rule
from services.registry.movement_rules.tables import RuleSetting
from shared.dated_rules import DatedRules

__all__ = ["Rule"]

RULES = DatedRules("rule-setting", RuleSetting.__table__, MEANINGS)
SETTING, SETTINGS = RULES.setting, RULES.settings
holds, in_force = RULES.holds, RULES.in_force
