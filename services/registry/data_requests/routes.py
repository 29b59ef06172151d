"""What can be asked of data requests."""

from services.registry.data_requests import tables
from shared.routing import router as new_router

__all__ = ["router", "tables"]

router = new_router("สิทธิของเจ้าของข้อมูล")
