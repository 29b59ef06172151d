"""The one table of what follows an area here and what stays."""

from services.partners.area_changes.tables import AreaChangeMove
from services.partners.base import Table
from services.partners.nodes import queries as nodes
from shared.alone import Alone
from shared.moving import Moved, Mover, References, Stays

_OPEN = "x.closed_on IS NULL"
REFERENCES: References = {
    "nodes.area_code": Moved(nodes.NODE, where=_OPEN, once=Alone(("agency_id",), where=_OPEN)),
    "agreements.area_code": Stays(
        "It was signed for the province of its day; a new one is signed"
    ),
    "commitments.area_code": Stays("Money was committed to a line of a plan of that area"),
    "plan_items.area_code": Stays("A copy: it follows the plan item's own event"),
}
"""Every column of partners that holds an area code, and what becomes of it (docs/decisions/0012)."""
LEDGER = AreaChangeMove.__tablename__
MOVER = Mover(Table.metadata, REFERENCES)
