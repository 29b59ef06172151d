"""The walk along mergers and splits that stand, as parts of a statement that begins with `WITH RECURSIVE`.

Each is a table of `asked`, one of `%(ids)s`, and `id`, a need that is reached from it; a need reaches itself.
OFFSET 0 keeps each step a look-up by its index, however many needs the planner takes them for.
"""

_ASKED = "SELECT g.id, g.id FROM unnest(%(ids)s::uuid[]) AS g (id)"
_WALK = """{walk} (asked, id) AS (
        {start}
        UNION
        SELECT w.asked, o.{to} FROM {walk} w, LATERAL (
            SELECT {to} FROM need_origins WHERE {of} = w.id AND standing OFFSET 0) o
    )"""


def _walk(name: str, start: str, of: str, to: str) -> str:
    return _WALK.format(walk=name, start=start, of=of, to=to)


AHEAD = _walk("ahead", _ASKED, "origin_id", "into_id")
"""What needs became."""
BEHIND = _walk("behind", _ASKED, "into_id", "origin_id")
"""What needs came from."""
KIN = ",\n    ".join((AHEAD, _walk("kin", "SELECT asked, id FROM ahead", "into_id", "origin_id")))
"""What needs became, as `ahead`, and as `kin` all that they and those came from."""
