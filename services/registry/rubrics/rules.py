"""What is allowed of rubrics."""

from services.registry.rubrics.schemas import DECLARED, RubricNew
from shared.errors import FieldError, Problem, field_problem


def check_shape(new: RubricNew) -> None:
    """Raise 422 unless the rubric leads from its items to the three levels.

    DECLARED has neither items nor thresholds, every other one has both; item codes are named once; a
    scale ends above its beginning; thresholds rise from level to level.
    """
    if new.code == DECLARED:
        if new.frames or new.thresholds:
            raise field_problem("frames", "rubric-needs-items")
        return
    if not new.frames:
        raise field_problem("frames", "rubric-needs-items")
    if new.thresholds is None:
        raise field_problem("thresholds", "rubric-needs-items")
    if not new.thresholds.can_stand < new.thresholds.strong < new.thresholds.can_run:
        raise field_problem("thresholds", "must-rise")
    _check_items(new)


def _check_items(new: RubricNew) -> None:
    seen: set[str] = set()
    wrong = []
    for number, frame in enumerate(new.frames):
        for place, item in enumerate(frame.items):
            where = ("body", "frames", number, "items", place)
            if item.code in seen:
                wrong.append(FieldError((*where, "code"), "repeated-item"))
            if item.scale_max <= item.scale_min:
                wrong.append(FieldError((*where, "scale_max"), "must-rise"))
            seen.add(item.code)
    if wrong:
        raise Problem("validation-failed", errors=wrong)
