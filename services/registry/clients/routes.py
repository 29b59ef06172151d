"""What can be asked of clients."""

from shared.routing import router as new_router

router = new_router("ระบบของหน่วยงาน")
