"""What rights should be: grants that run, posts that are held, and nobody who was erased."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

Claim = tuple[tuple[str, str], ...]


@dataclass
class Model:
    """What the rights should be, in as few words as it takes."""

    areas: dict[str, str] = field(default_factory=dict)
    owner: dict[str, str | None] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    grants: list[dict[str, Any]] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)

    def rights(self, account: str, day: dt.date) -> set[Claim]:
        """Return the claims of an account on a day."""
        person = self.owner[account]
        if person in self.gone:
            return set()
        live = [p for p in self.posts if p["person"] == person and _runs(p, day)]
        derived = [
            {"role": "MEMBER" if p["post"] == "MEMBER" else "LEADER",
             "organization": p["org"], "area": self.areas[p["org"]]}
            for p in live
        ]  # fmt: skip
        given = [
            {**g["claim"], **({"area": self.areas[g["org"]]} if g["org"] else {})}
            for g in self.grants
            if g["to"] == account and not g["ended"] and _runs(g, day)
        ]
        return {tuple(sorted(claim.items())) for claim in [*given, *derived]}


def _runs(what: dict[str, Any], day: dt.date) -> bool:
    return what["starts"] <= day and (what["ends"] is None or what["ends"] > day)
