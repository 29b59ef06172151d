"""What can be asked of people."""

from services.registry.people import tables
from shared.routing import router as new_router

__all__ = ["router", "tables"]

router = new_router("แกนนำและสมาชิก")
