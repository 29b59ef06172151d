"""What can be asked of memberships."""

from shared.routing import router as new_router

__all__ = ["router"]

router = new_router("ตำแหน่งและสมาชิกภาพ")
