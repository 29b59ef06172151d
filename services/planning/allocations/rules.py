"""How an amount that reaches an item is shared among the projects and needs below it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from services.planning.allocations.schemas import Allocation, ItemPart, NeedPart, Root, Shown
from services.planning.flows import rules as flows
from services.planning.flows.schemas import Edge, Leaf
from shared.errors import FieldError, Problem
from shared.money import Money, allocate
from shared.places import AreaBlock

MOST = 2000
NOTHING = Decimal("0.00")


def answer(
    root: Root,
    asked: Decimal | None,
    leaves: Sequence[Leaf],
    edges: Sequence[Edge],
    shown: Mapping[UUID, Shown],
) -> str:
    """Return, as JSON, what an amount at an item means for each project and need; all parts add up to it.

    Without an amount asked for it is the item's whole budget. Households are those of the item: they do not
    become fewer when there is less money, they get less. Raises 422 for more than the budget.
    """
    check_amount(asked, root.budget)
    amount = root.budget if asked is None else asked
    below = flows.edges_below(edges)
    money = flows.flow_along({root.id: amount}, {leaf.id: leaf.own for leaf in leaves}, below)
    people = flows.households_down(
        {root.id: root.households}, {leaf.id: leaf.own_households for leaf in leaves}, below
    )
    parts = [
        (leaf, money.stayed.get(leaf.id, NOTHING), people.get(leaf.id, 0))
        for leaf in leaves
        if money.stayed.get(leaf.id) or people.get(leaf.id)
    ]
    parts.sort(key=lambda part: (-part[1], part[0].id.int))
    return Allocation(
        plan_item_id=root.id,
        budget=Money.of(root.budget),
        amount=Money.of(amount),
        households=root.households,
        items=[_part(*part, shown[part[0].id]) for part in parts[:MOST]],
        left_off=max(0, len(parts) - MOST),
    ).model_dump_json()


def check_amount(asked: Decimal | None, budget: Decimal) -> None:
    """Raise 422 for more than an item's budget: nobody is granted more than is asked for it."""
    if asked is not None and asked > budget:
        error = FieldError(("query", "amount"), "out-of-range", max=str(budget))
        raise Problem("validation-failed", errors=[error])


def _part(leaf: Leaf, amount: Decimal, households: int, shown: Shown) -> ItemPart:
    equal = [Decimal(1)] * len(shown.need_ids)
    money = allocate(amount, equal) if equal else []
    people = allocate(Decimal(households) / 100, equal) if equal else []
    return ItemPart(
        plan_item_id=leaf.id,
        title_th=shown.title_th,
        area=AreaBlock.model_validate_json(shown.area),
        own_budget=Money.of(leaf.own),
        amount=Money.of(amount),
        households=households,
        needs=[
            NeedPart(need_id=need, amount=Money.of(part), households=int(each * 100))
            for need, part, each in zip(shown.need_ids, money, people, strict=True)
        ],
    )
