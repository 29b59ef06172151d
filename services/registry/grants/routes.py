"""What can be asked of grants."""

from shared.routing import router as new_router

router = new_router("สิทธิ")
