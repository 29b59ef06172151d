"""What can be asked of access."""

from services.registry.access import tables
from shared.routing import router as new_router

__all__ = ["router", "tables"]

router = new_router("บัญชีผู้ใช้")
