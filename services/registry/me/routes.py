"""What can be asked of me."""

from shared.routing import router as new_router

router = new_router("ตัวฉัน")
