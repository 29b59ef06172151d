"""What can be asked of access log."""

from services.registry.access_log import tables
from shared.routing import router as new_router

__all__ = ["router", "tables"]

router = new_router("บันทึกการเข้าดูข้อมูลส่วนบุคคล")
