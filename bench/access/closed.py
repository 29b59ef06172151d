"""What few may read without being about a person: suggestions, rows as they came, documents that are not public.

Their words are canaries, too: proposed values, reasons and answers, cells and their findings, titles and bytes.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from bench.access.canaries import PHONE, Aviary, Canary
from bench.access.register import HERE, Register
from shared.ids import new_id

STAFF = frozenset({"TAMBON_STAFF", "PROVINCE_WORKING_GROUP", "REGION_OFFICE", "NATIONAL_ADMIN"})
_FELLOWS = STAFF | {"AUDITOR", "MEMBER", "LEADER"}
_ANSWERS = "registry idempotency.body"
_TOLD = frozenset(
    f"registry {each}" for each in ("feed.data", "feed.reason", "outbox.data", "outbox.reason")
)


@dataclass(frozen=True)
class Kind:
    """Who reads the words of a table, at which addresses, and where they are kept."""

    path: str
    readers: frozenset[str]
    homes: frozenset[str]
    leads_by_area: bool = False
    """Whether every leader of the area reads them, or only those of the organization."""
    told: frozenset[str] = frozenset({_ANSWERS})
    """Where else they may be: what a writer was answered, and events that only those who see it are told."""


KINDS = {
    "suggestions": Kind(
        "/v1/suggestions",
        frozenset({"TAMBON_STAFF", "LEADER"}),
        frozenset({"proposed", "reason_th", "answer_th"}),
    ),
    "intake_rows": Kind(
        "/v1/intake-rows", STAFF, frozenset({"columns", "findings", "reason_th", "source_th"})
    ),
    "attachments": Kind(
        "/v1/attachments",
        _FELLOWS,
        frozenset({"title_th", "withdrawn_reason_th"}),
        leads_by_area=True,
        told=_TOLD | {_ANSWERS},
    ),
    "document_files": Kind(
        "/v1/document-files",
        _FELLOWS,
        frozenset({"content"}),
        leads_by_area=True,
        told=frozenset(),
    ),
}
"""A suggestion that was just made is its maker's and its first owner's: it has not climbed to anybody above."""
SERVICES_TOLD = frozenset({"attachments"})
"""Tables whose events hold their words: services follow them, and history shows them to those who see it."""


def homes(table: str) -> frozenset[str]:
    """Return the columns of a table in which its words are at home."""
    return KINDS[table].homes if table in KINDS else frozenset()


def is_kept(canary: Canary, place: str) -> bool:
    """Say whether a place in a database may hold these words outside their table."""
    return canary.table in KINDS and place in KINDS[canary.table].told


def may(canary: Canary, role: str, organizations: frozenset[str], path: str, group: str) -> bool:
    """Say whether somebody in this role, of these organizations, may read the words there.

    Who writes is answered with what they wrote. `group` is the organization that all of them are about.
    """
    kind = KINDS[canary.table]
    if canary.column not in kind.homes:
        return False  # what is dropped on the way in
    if role == "SERVICE":
        return canary.table in SERVICES_TOLD and path.endswith("/feed")
    if not path.startswith(kind.path):
        return False
    if role == "WRITER":
        return True
    if role not in kind.readers:
        return False
    by_area = role != "MEMBER" and (role != "LEADER" or kind.leads_by_area)
    return by_area or group in organizations


@dataclass
class Closed:
    """Writes what few may read, about the first organization of the register."""

    register: Register
    birds: Aviary
    made: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    async def fill(self) -> dict[str, list[str]]:
        """Suggest twice, of which one is refused; send rows, of which one is dismissed; attach files.

        Return what was made, by collection: lists show it to nobody who does not see it.
        """
        await self._suggest()
        await self._suggest(answered=True)
        await self._row()
        await self._row(dismissed=True)
        await self._attach()
        await self._attach(withdrawn=True)
        return self.made

    def _word(self, table: str, column: str) -> str:
        return self.birds.word(Canary("", table, column, None))

    async def _suggest(self, *, answered: bool = False) -> None:
        group, send = self.register.groups[0], self.register
        table = "suggestions"
        read = await send.send("GET", f"/v1/organizations/{group}", send.admin, told=True)
        new = {
            "id": str(new_id()),
            "subject_kind": "ORGANIZATION",
            "subject_id": group,
            "revision_seen": read.json()["revision"],
            "changes": {"objectives_th": self._word(table, "proposed")},
            "reason_th": self._word(table, "reason_th"),
        }
        elsewhere = {"role": "MEMBER", "area": HERE, "organization": str(new_id())}
        await send.make(f"/v1/{table}", send.desk.of([elsewhere]), new)
        self.made[table].append(new["id"])
        if answered:
            no = {"outcome": "REFUSED", "reason_th": self._word(table, "answer_th")}
            await send.make(f"/v1/{table}/{new['id']}/decisions", send.staff[HERE], no)

    async def _row(self, *, dismissed: bool = False) -> None:
        """A cell with a name is kept for staff; a number of a telephone is not kept at all."""
        table, send = "intake_rows", self.register
        phone = f"{PHONE}{self.birds.chance.randrange(10**6):06d}"
        self.birds.shaped.setdefault(phone, Canary("", table, "phone", None))
        cells = {"name": self._word(table, "columns"), "phone": phone, "note": f"โทร {phone}"}
        new = {
            "id": str(new_id()),
            "source_th": self._word(table, "source_th"),
            "columns": cells,
            "area_code": HERE,
        }
        await send.make("/v1/intake-rows", send.staff[HERE], new)
        self.made["intake-rows"].append(str(new["id"]))
        if dismissed:
            why = {"reason_th": self._word(table, "reason_th")}
            await send.make(f"/v1/intake-rows/{new['id']}/dismissals", send.staff[HERE], why)

    async def _attach(self, *, withdrawn: bool = False) -> None:
        table, send = "attachments", self.register
        content = f"%PDF-1.7\n{self._word('document_files', 'content')}\n%%EOF\n".encode()
        digest = hashlib.sha256(content).hexdigest()
        headers = {**send.staff[HERE], "Content-Type": "application/pdf"}
        stored = await send.client.put(
            f"/v1/document-files/{digest}", headers=headers, content=content
        )
        if not stored.is_success:
            raise RuntimeError(f"{stored.request.url}: {stored.status_code} {stored.text}")
        new = {
            "id": str(new_id()),
            "subject_kind": "ORGANIZATION",
            "subject_id": send.groups[0],
            "document_type": "CONSTITUTION",
            "sha256": digest,
            "title_th": self._word(table, "title_th"),
        }
        await send.make(f"/v1/{table}", send.staff[HERE], new)
        self.made[table].append(new["id"])
        self.made["document-files"].append(digest)
        if withdrawn:
            why = {"reason_th": self._word(table, "withdrawn_reason_th")}
            await send.make(f"/v1/{table}/{new['id']}/withdrawals", send.staff[HERE], why)
