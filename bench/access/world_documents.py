"""What there is of documents: on organizations of each level a file for everybody and one for their own."""

import hashlib

from bench.access import wire
from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Facts, Thing


async def furnish(hand: Hand, world: World) -> None:
    """Store files and attach them, public and private; of everybody's file others may make use."""
    shared = ""
    for group in world.things["organizations"]:
        world.add(Thing("subjects", group.id, area=group.area, organization=group.organization))
        for public in (True, False):
            scope: Facts = {
                "area": group.area,
                "organization": group.organization,
                "private": not public,
            }
            content = f"%PDF-1.7\n{group.id} {public}\n%%EOF\n".encode()
            sha256 = await _store(hand, content)
            new = {
                "subject_kind": "ORGANIZATION",
                "subject_id": group.id,
                "document_type": "CONSTITUTION",
                "sha256": sha256,
                "title_th": "ข้อบังคับ",
                "is_public": public,
            }
            made = await hand.make("/v1/attachments", new)
            world.add(Thing("attachments", made["id"], **scope))
            world.add(Thing("document-files", sha256, **scope))
            world.files[sha256] = content
            shared = sha256 if public else shared
    world.fixed["attachDocument"] = {"subject_kind": "ORGANIZATION", "sha256": shared}


async def _store(hand: Hand, content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    headers = {**hand.second, "Content-Type": "application/pdf"}
    path = f"/v1/document-files/{sha256}"
    answer = await wire.call(hand.app, "PUT", path, headers, content)
    # Whoever attaches it has sent it, too.
    again = await wire.call(hand.app, "PUT", path, {**headers, **hand.admin}, content)
    if not (answer.ok and again.ok):
        raise RuntimeError(f"{path}: {answer.status} {answer.body.decode()}")
    return sha256
