"""The policies as the table of docs/access.md, made from `shared.policies`."""

from pathlib import Path

from khabuan import home
from shared.policies import POLICIES, REASONED, STRONG, Reach, Role
from shared.policy_words import ACTION_TH, ROLE_TH

BEGIN, END = "<!-- policies: written by `make openapi` -->", "<!-- policies: end -->"
SHORT = {
    Reach.EVERYWHERE: "ทุกพื้นที่",
    Reach.AREA: "ในพื้นที่",
    Reach.EXACT_AREA: "พื้นที่ตน",
    Reach.ABOVE_TAMBON: "อำเภอ จังหวัด",
    Reach.GROUPED: "กลุ่มพื้นที่",
    Reach.ORGANIZATION: "องค์กรตน",
    Reach.AGENCY: "หน่วยงานตน",
}
PEOPLE = [role for role in Role if role is not Role.SERVICE]


def file() -> Path:
    """Return where the table is printed."""
    return home.project() / "docs" / "access.md"


def render() -> str:
    """Return the table in Markdown: an action a line, a role a column, how far in the cell."""
    lines = [
        "| สิ่งที่ทำ · action | " + " | ".join(ROLE_TH[role] for role in PEOPLE) + " | |",
        "|---" * (len(PEOPLE) + 2) + "|",
    ]
    for action, reaches in POLICIES.items():
        if set(reaches) == {Role.SERVICE}:
            continue
        cells = [SHORT[reaches[role]] if role in reaches else "–" for role in PEOPLE]
        marks = ("🔑 " if action in STRONG else "") + _reasoned(action)
        lines.append(f"| {ACTION_TH[action]} `{action}` | {' | '.join(cells)} | {marks} |")
    return "\n".join(lines)


def _reasoned(action: str) -> str:
    """Return the mark of an action that asks for a reason, with the roles when they are not all."""
    roles = REASONED.get(action, frozenset())
    named = [ROLE_TH[role] for role in PEOPLE if role in roles]
    if not named:
        return ""
    return "✎" if len(named) == len(PEOPLE) else f"✎ {', '.join(named)}"


def is_printed(page: Path) -> bool:
    """Say whether the page shows the present table."""
    text = page.read_text("utf-8")
    return printed(text) == text


def printed(text: str) -> str:
    """Return a page with the table between its marks replaced by the present one."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{render()}\n{END}{after}"
