"""What a newcomer is led to: the provinces and the tambon of the stories, and the need that goes all the way."""

PROVINCES = {"72": "สุพรรณบุรี", "60": "นครสวรรค์", "19": "สระบุรี", "18": "ชัยนาท"}
TAMBON, TAMBON_NAME = "720602", "หนองสาหร่าย"
NEED = "01680000-0000-7000-8000-000000000501"
"""Water for the farms of Nong Sarai (examples/40-water-for-farming.json)."""
