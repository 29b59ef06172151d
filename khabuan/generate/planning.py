"""Fill planning with ten years of plans: a million and a half projects from the tambons to the nation.

Rows come by COPY in one transaction, with indexes and references set aside until they are there; then each
thing leaves an event, as if it had been written as usual. The same numbers and seed give the same rows.
"""

import itertools
import random
from collections.abc import Mapping, Sequence

import psycopg

from khabuan.generate import nation, planning_above, planning_ground, swift
from khabuan.generate.planning_pen import COLUMNS, Pen
from khabuan.generate.planning_year import LAST
from services.partners.agencies import queries as agencies
from services.planning.charters import queries as charters
from services.planning.deliberations import queries as deliberations
from services.planning.evaluation_teams import queries as evaluation_teams
from services.planning.evaluations import queries as evaluations
from services.planning.facts import queries as facts
from services.planning.indicator_sets import queries as indicator_sets
from services.planning.lessons import queries as lessons
from services.planning.needs import queries as needs
from services.planning.notice_channels import queries as notice_channels
from services.planning.notices import queries as notices
from services.planning.plan_items import queries as plan_items
from services.planning.plans import queries as plans
from services.planning.proposals import queries as proposals
from services.planning.results import queries as results
from services.planning.rollups import queries as rollups
from services.planning.submissions import queries as submissions

NATION = 1_500_000
"""How many projects ten years of plans of all tambons have together."""
A_YEAR = 20
"""About how many projects a tambon plans in a year."""
TOLD: Sequence[nation.Tellable] = (
    ("needs", needs.NEED, "recorded"),
    ("plans", plans.PLAN, "adopted"),
    ("plan_items", plan_items.ITEM, "adopted"),
    ("inclusions", rollups.INCLUSION, "published"),
    ("proposals", proposals.PROPOSAL, "submitted"),
    ("results", results.RESULT, "reported"),
    ("deliberations", deliberations.DELIBERATION, "held"),
    ("submissions", submissions.SUBMISSION, "submitted"),
    ("charters", charters.CHARTER, "adopted"),
    ("indicator_sets", indicator_sets.SET, "defined"),
    ("fact_tables", facts.FACT_TABLE, "told"),
    ("evaluation_teams", evaluation_teams.TEAM, "set_up"),
    ("evaluations", evaluations.EVALUATION, "published"),
    ("lessons", lessons.LESSON, "drawn"),
    ("notice_handovers", notices.HANDOVER, "recorded"),
    ("notice_channels", notice_channels.CHANNEL, "chosen"),
)
"""Tables whose rows leave an event each: what shows them, and what happened; of facts their tables do."""
TOLD_BY_PARTNERS: Sequence[nation.Tellable] = (("agencies", agencies.AGENCY, "registered"),)


def rows(
    urls: Mapping[str, str], projects: int, years: int, seed: int, say: nation.Say = nation.quiet
) -> None:
    """Copy so many projects of so many years into planning's database, with what they stand on.

    The registry at `urls` has its areas; organizations that it has own projects and voice needs.
    """
    ground = planning_ground.lay(urls, seed, say)
    with psycopg.connect(urls["planning"], autocommit=True) as connection:
        with (
            connection.transaction(),
            swift.set_aside(connection, list(COLUMNS), say),
            connection.cursor() as cursor,
        ):

            def write(table: str, lines: list[str]) -> None:
                names = COLUMNS[table].replace(" ", ", ")
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN".encode()) as copy:
                    copy.write("\n".join(lines) + "\n")
                say(table, len(lines))

            pen = Pen(seed, write)
            planning_above.write(pen, ground, _counted(ground.tambons, projects, years, seed))
            pen.empty()
        connection.execute("VACUUM")


def _counted(
    tambons: Sequence[str], projects: int, years: int, seed: int
) -> list[tuple[int, dict[str, int]]]:
    """Return of each year how many projects each tambon plans: few projects are those of few provinces."""
    chance = random.Random(f"tambons:{seed}")
    provinces = sorted({code[:2] for code in tambons})
    chance.shuffle(provinces)
    order = {code: place for place, code in enumerate(provinces)}
    wanted = max(1, projects // (A_YEAR * max(1, years)))
    chosen = sorted(tambons, key=lambda code: (order[code[:2]], code))[:wanted]
    weights = [chance.lognormvariate(0, 0.4) for _ in chosen]
    whole = sum(weights)
    ends = [projects * sum_ / whole for sum_ in itertools.accumulate(weights)]
    found = []
    for number in range(years):
        # Rounded ends leave no project out and count none twice.
        marks = [round(end * (number + 1) / years) - round(end * number / years) for end in ends]
        counts = [mark - before for mark, before in zip(marks, [0, *marks], strict=False)]
        year = {code: count for code, count in zip(chosen, counts, strict=True) if count > 0}
        found.append((LAST - years + 1 + number, year))
    return found
