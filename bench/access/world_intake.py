"""What there is of rows as they came: two of each place, so that one may be resolved and one dismissed."""

import hashlib

from bench.access import wire
from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Facts, Thing

LIST = "ชื่อกลุ่ม,ประเภท,ตำบล\r\nกลุ่มออมทรัพย์,กลุ่มออมทรัพย์,720602\r\n".encode()


async def furnish(hand: Hand, world: World) -> None:
    """Send rows for each area with organizations; each may be about one of them. Send a list for each area."""
    sha256: str = await _list(hand, world)
    world.fixed["receiveImport"] = {"sha256": sha256}
    world.fixed["commitImport"] = {"rows": None}
    for area in sorted({each.area for each in world.things["organizations"] if each.area}):
        new: Facts = {"source_th": "รายชื่อ", "sha256": sha256, "area_code": area}
        made = await hand.make("/v1/imports", new)
        world.add(Thing("imports", made["id"], area=area, private=True))
    for group in {each.area: each for each in world.things["organizations"] if each.area}.values():
        new = {
            "source_th": "รายชื่อองค์กร",
            "columns": {"name": f"กลุ่ม {group.area}", "phone": "081-234-5678"},
            "area_code": group.area,
        }
        for _ in range(2):
            made = await hand.make("/v1/intake-rows", new)
            world.add(
                Thing(
                    "intake-rows",
                    made["id"],
                    area=group.area,
                    private=True,
                    refs={"organization_id": group.id},
                )
            )


async def _list(hand: Hand, world: World) -> str:
    """Store a list that everybody may read."""
    sha256 = hashlib.sha256(LIST).hexdigest()
    path = f"/v1/document-files/{sha256}"
    headers = {**hand.second, "Content-Type": "text/csv", **hand.admin}
    answer = await wire.call(hand.app, "PUT", path, headers, LIST)
    if not answer.ok:
        raise RuntimeError(f"{path}: {answer.status} {answer.body.decode()}")
    new = {
        "subject_kind": "ORGANIZATION",
        "subject_id": world.things["organizations"][0].id,
        "document_type": "OTHER",
        "sha256": sha256,
        "title_th": "รายชื่อ",
        "is_public": True,
    }
    await hand.make("/v1/attachments", new)
    return sha256
