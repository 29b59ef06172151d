"""Who holds a need at an area, and how the area is spoken of."""

from shared.places import Level, level_of

BANGKOK = "10"
_PLACES = {
    Level.VILLAGE: ("ตำบล", "แขวง"),
    Level.TAMBON: ("ตำบล", "แขวง"),
    Level.DISTRICT: ("อำเภอ", "เขต"),
    Level.PROVINCE: ("จังหวัด", ""),
}


def holder_of(area_code: str, level: str, name_th: str) -> str:
    """Return who holds a need at an area: the tambon's council, a working group above it."""
    if level in {"ZONE", "PROVINCE_GROUP", "REGION", "NATION"}:
        return f"คณะทำงาน{'ระดับชาติ' if level == 'NATION' else name_th}"
    capital = area_code.startswith(BANGKOK)
    if level in {"PROVINCE", "DISTRICT"}:
        outside, inside = ("จังหวัด", "") if level == "PROVINCE" else ("อำเภอ", "เขต")
        return f"คณะทำงาน{inside if capital else outside}{name_th}"
    return f"สภาองค์กรชุมชน{'แขวง' if capital else 'ตำบล'}{name_th}"


def holder_here(area_code: str, name_th: str) -> str:
    """Return who holds a need of an area that is in no plan: a village's is its tambon's."""
    level = level_of(area_code)
    return holder_of(area_code, (Level.TAMBON if level is Level.VILLAGE else level).value, name_th)


def place_of(area_code: str, name_th: str) -> str:
    """Return an area as it is spoken of: its level and its name."""
    outside, inside = _PLACES[level_of(area_code)]
    return f"{inside if area_code.startswith(BANGKOK) else outside}{name_th}"
