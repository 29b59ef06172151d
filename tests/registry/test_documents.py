"""Documents: kept by what they are, stripped of who took them where, read only by who may."""

import hashlib
import io
import struct
import zipfile
import zlib
from typing import Any

import pytest

from services.registry.documents import actions
from services.registry.documents.schemas import SubjectKind
from shared import images
from shared.ids import new_id
from tests.conftest import Client, People, counted

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
HERE = {"area": "720602"}
SECRET = b"13.7563N 100.5018E Samsung"


def pdf(mark: object = "") -> bytes:
    """Return a small PDF of its own."""
    return PDF.replace(b"<<>>endobj", f"<</N({mark or new_id()})>>endobj".encode())


def package(*names: str, first: bytes = b"") -> bytes:
    """Return a zipped document with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        if first:
            made.writestr("mimetype", first)
        for name in names:
            made.writestr(name, "<x/>")
    return out.getvalue()


def renamed(types: bytes) -> bytes:
    """Return a workbook whose list of parts says this, and whose macros have another name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", types)
        made.writestr("xl/workbook.xml", "<x/>")
        made.writestr("xl/harmless.bin", "x")
    return out.getvalue()


def tiff(order: str, way_up: int) -> bytes:
    mark = {"<": b"II*\x00", ">": b"MM\x00*"}[order]
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, way_up, 0)
    return mark + struct.pack(f"{order}IH", 8, 1) + entry + bytes(4) + SECRET


def jpeg(order: str = "<", way_up: int = 6) -> bytes:
    """Return a photo as a telephone makes it: with place and device, a comment, and something behind its end."""

    def part(marker: int, body: bytes) -> bytes:
        return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body

    return b"".join(
        [
            b"\xff\xd8",
            part(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
            part(0xE1, b"Exif\x00\x00" + tiff(order, way_up)),
            part(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + SECRET),
            part(0xE2, b"ICC_PROFILE\x00\x01\x01profile"),
            part(0xE2, b"MPF\x00" + SECRET),
            part(0xED, b"Photoshop 3.0\x00" + SECRET),
            part(0xFE, SECRET),
            part(0xDB, bytes(65)),
            part(0xC2, bytes(15)),
            part(0xDA, bytes(10)),
            b"\x12\xff\x00\x34\xff\xd0\x56",
            part(0xC4, bytes(20)),
            part(0xDA, bytes(10)),
            b"\x78\xff\x00",
            b"\xff\xd9",
            SECRET,
        ]
    )


def png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    parts = [(b"IHDR", bytes(13)), (b"tEXt", SECRET), (b"eXIf", SECRET), (b"gAMA", bytes(4)),
             (b"IDAT", b"x"), (b"iTXt", SECRET), (b"IEND", b"")]  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts) + SECRET


def webp() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)

    body = b"".join(
        [chunk(b"VP8X", b"\x0c" + bytes(9)), chunk(b"VP8 ", b"odd"), chunk(b"EXIF", SECRET)]
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def address(content: bytes) -> str:
    return f"/v1/document-files/{hashlib.sha256(content).hexdigest()}"


async def put(
    client: Client, who: dict[str, str], content: bytes, kind: str = "application/pdf"
) -> Any:
    return await client.put(
        address(content), content=content, headers={"Content-Type": kind, **who}
    )


async def organization(client: Client, who: dict[str, str], **facts: Any) -> str:
    body = {
        "id": str(new_id()),
        "kind": "SAVINGS_GROUP",
        "name_th": "กลุ่มออมทรัพย์",
        "confirm_new": True,
        "area_code": "720602",
        **facts,
    }
    made = await client.post("/v1/organizations", json=body, headers=who)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def new(subject: str, content: bytes, **facts: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "subject_kind": "ORGANIZATION",
        "subject_id": subject,
        "document_type": "CONSTITUTION",
        "sha256": hashlib.sha256(content).hexdigest(),
        "title_th": "ข้อบังคับกลุ่ม",
        **facts,
    }


async def test_a_file_is_kept_once_and_only_its_sender_reads_it_until_it_is_attached(
    registry: Client, people: People
) -> None:
    content, who = pdf(), people("TAMBON_STAFF", **HERE)
    first, second = await put(registry, who, content), await put(registry, who, content)
    assert (first.status_code, second.status_code) == (201, 200), first.text
    assert first.headers["location"] == address(content)
    assert second.headers["idempotent-replayed"] == "true"
    assert first.json() == second.json()
    assert first.json()["size_bytes"] == len(content)
    own = await registry.get(address(content), headers=who)
    assert (own.status_code, own.content) == (200, content)
    others = people("TAMBON_STAFF", person="colleague", **HERE)
    assert (await registry.get(address(content), headers=others)).status_code == 404
    assert (await registry.get(address(content))).status_code == 404
    third = await put(registry, others, content)
    assert (third.status_code, third.content) == (201, first.content)
    told = {"date", "x-request-id", "content-length"}
    shown = [{k: v for k, v in each.headers.items() if k not in told} for each in (first, third)]
    assert shown[0] == shown[1], "nobody learns that somebody else keeps it"
    assert (await registry.get(address(content), headers=others)).status_code == 200
    async with registry.app.state.database.reading() as connection:
        rows = await connection.execute(
            "SELECT count(*) FROM document_files WHERE sha256 = %s", [address(content)[-64:]]
        )
        assert (await rows.fetchone())[0] == 1


async def test_bytes_are_given_so_that_no_browser_runs_them(
    registry: Client, people: People
) -> None:
    content, who = pdf() * 9000, people("TAMBON_STAFF", **HERE)
    assert len(content) > 262_144
    assert (await put(registry, who, content)).status_code == 201
    with counted(registry) as seen:
        read = await registry.get(address(content), headers=who)
    assert read.content == content
    assert len(seen) == 1, "whether somebody may read it is one question"
    assert read.headers["content-type"] == "application/pdf"
    assert read.headers["content-length"] == str(len(content))
    assert read.headers["x-content-type-options"] == "nosniff"
    assert read.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert read.headers["content-disposition"].startswith('attachment; filename="')
    assert read.headers["cache-control"].startswith("private")
    tag = {"If-None-Match": read.headers["etag"], **who}
    again = await registry.get(address(content), headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    head = await registry.head(address(content), headers=who)
    assert (head.content, head.headers["content-length"]) == (b"", str(len(content)))


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [
        ("application/pdf", b"GIF89a", "content-mismatch"),
        ("application/pdf", PDF[:20], "content-mismatch"),
        ("application/pdf", b"", "content-mismatch"),
        ("image/jpeg", png(), "content-mismatch"),
        ("image/jpeg", jpeg()[:90], "content-mismatch"),
        ("image/png", png()[:40], "content-mismatch"),
        ("image/webp", b"RIFF\x04\x00\x00\x00WEBP", "content-mismatch"),
        ("text/csv", b"<html><script>alert(1)</script>", "content-mismatch"),
        ("text/csv", "\ufeff\ufeff<html>".encode(), "content-mismatch"),
        ("text/csv", "\u200b<html>".encode(), "content-mismatch"),
        ("text/csv", "\u2060 \r\n\u00ad<b>".encode(), "content-mismatch"),
        ("text/csv", b"name,place\r\n<sCript src=//x>", "content-mismatch"),
        ("text/csv", "\ufeff\u200b\r\n".encode(), "content-mismatch"),
        ("text/csv", PDF, "content-mismatch"),
        ("text/csv", "a\x7f\x85b".encode(), "content-mismatch"),
        (XLSX, package("[Content_Types].xml", "xl/workbook.xml", "word/document.xml"), "content-mismatch"),
        (DOCX, package("[Content_Types].xml", "word/document.xml", first=ODT.encode()), "content-mismatch"),
        ("text/csv", b"a,b\x00c", "content-mismatch"),
        ("text/csv", b"\xfe,\xff", "content-mismatch"),
        (XLSX, package("[Content_Types].xml", "word/document.xml"), "content-mismatch"),
        (XLSX, b"PK\x03\x04" + bytes(50), "content-mismatch"),
        (XLSX, package("[Content_Types].xml", "xl/vbaProject.bin"), "active-content"),
        (XLSX, renamed(b"<Override ContentType='application/vnd.ms-office.vbaProject'/>"), "active-content"),
        (XLSX, renamed(b"<Override ContentType='application/vnd.ms-office.&#118;baProject'/>"), "active-content"),
        (XLSX, renamed("<Override/>".encode("utf-16")), "content-mismatch"),
        (XLSX, renamed(b" " * 1_000_001), "content-mismatch"),
        (ODT, package("content.xml"), "content-mismatch"),
        (ODT, package("Basic/Standard/Module1.xml", first=ODT.encode()), "active-content"),
    ],
)  # fmt: skip
async def test_what_is_not_what_it_says_is_refused(
    registry: Client, people: People, kind: str, content: bytes, code: str
) -> None:
    answer = await put(registry, people("TAMBON_STAFF", **HERE), content, kind)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/csv", "\ufeffชื่อ,ตำบล\r\nกลุ่มออมทรัพย์,หนองสาหร่าย\r\n".encode()),
        ("text/csv", "ชื่อ,ตำบล\r\nกลุ่มออมทรัพย์,หนองสาหร่าย\r\n".encode("cp874")),
        ("text/csv", "จำนวน,ช่วง\r\n5,<100\r\n3,a < b\r\n".encode()),
        (XLSX, package("[Content_Types].xml", "xl/workbook.xml")),
        (DOCX, package("[Content_Types].xml", "word/document.xml")),
        (ODT, package("content.xml", first=ODT.encode())),
    ],
)
async def test_office_documents_are_kept_as_they_are(
    registry: Client, people: People, kind: str, content: bytes
) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    assert (await put(registry, who, content, kind)).status_code == 201
    assert (await registry.get(address(content), headers=who)).content == content


@pytest.mark.parametrize(
    "kind", ["image/svg+xml", "text/html", "application/json", "application/zip", "image/heic",
             "application/x-www-form-urlencoded", "multipart/form-data", ""],
)  # fmt: skip
async def test_other_types_are_refused_with_those_that_are_taken(
    registry: Client, people: People, kind: str
) -> None:
    answer = await put(registry, people("TAMBON_STAFF", **HERE), pdf(), kind)
    assert answer.status_code == 415
    assert "application/pdf" in answer.headers["accept-post"]
    assert "application/pdf" in answer.json()["detail"]


async def test_a_name_that_is_not_the_contents_is_refused(
    registry: Client, people: People
) -> None:
    who = {"Content-Type": "application/pdf", **people("TAMBON_STAFF", **HERE)}
    wrong = await registry.put(address(b"other"), content=pdf(), headers=who)
    assert (wrong.status_code, wrong.json()["errors"][0]["code"]) == (422, "hash-mismatch")
    assert wrong.json()["errors"][0]["parameter"] == "sha256"
    for bad in ("ABC", "0" * 63, "G" * 64, address(b"")[-64:].upper()):
        put = await registry.put(f"/v1/document-files/{bad}", content=pdf(), headers=who)
        assert put.status_code == 422
        assert (await registry.get(f"/v1/document-files/{bad}")).status_code == 422


async def test_a_file_may_be_ten_megabytes_and_everything_else_one(
    registry: Client, people: People
) -> None:
    who = people("TAMBON_STAFF", **HERE)
    size = 10_485_760
    fits = b"%PDF-" + b" " * (size - 11) + b"%%EOF\n"
    assert (await put(registry, who, fits)).status_code == 201
    assert (await put(registry, who, fits + b"\n")).status_code == 413
    json = {"Content-Type": "application/json", **who}
    large = await registry.post("/v1/attachments", content=b" " * 1_048_577, headers=json)
    assert large.status_code == 413
    put_elsewhere = await registry.put("/v1/attachments", content=b" " * 1_048_577, headers=json)
    assert put_elsewhere.status_code == 413


@pytest.mark.parametrize("role", ["MEMBER", "PARTNER_AGENCY", "AUDITOR"])
async def test_who_attaches_nothing_stores_nothing(
    registry: Client, people: People, role: str
) -> None:
    assert (await put(registry, people(role, area=""), pdf())).status_code == 403
    assert (await put(registry, {}, pdf())).status_code == 401


@pytest.mark.parametrize(
    ("kind", "content", "kept"),
    [
        ("image/jpeg", jpeg(), [b"JFIF", b"ICC_PROFILE", b"\x12\xff\x00\x34\xff\xd0\x56"]),
        ("image/png", png(), [b"IHDR", b"gAMA", b"IDAT"]),
        ("image/webp", webp(), [b"VP8X\x0a\x00\x00\x00\x00", b"VP8 "]),
    ],
)
async def test_a_photo_loses_place_and_device_before_it_is_kept(
    registry: Client, people: People, kind: str, content: bytes, kept: list[bytes]
) -> None:
    who = people("TAMBON_STAFF", person="photographer", **HERE)
    assert SECRET in content
    made = await put(registry, who, content, kind)
    assert made.status_code == 201, made.text
    assert made.headers["location"] != address(content)
    assert made.headers["location"].endswith(made.json()["sha256"])
    read = await registry.get(made.headers["location"], headers=who)
    assert SECRET not in read.content
    assert hashlib.sha256(read.content).hexdigest() == made.json()["sha256"]
    assert all(part in read.content for part in kept)
    assert (await registry.get(address(content), headers=who)).status_code == 404
    again = await put(registry, who, content, kind)
    assert (again.status_code, again.json()) == (200, made.json())
    same = await put(registry, who, read.content, kind)
    assert (same.status_code, same.json()) == (200, made.json())


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("way_up", range(1, 9))
def test_a_photo_stays_the_way_up_it_was_taken(order: str, way_up: int) -> None:
    kept = images.without_metadata("image/jpeg", jpeg(order, way_up))
    said = struct.pack(">HHIHH", 0x0112, 3, 1, way_up, 0)
    assert (said in kept) is (way_up != 1)
    assert images.without_metadata("image/jpeg", kept) == kept


async def test_a_public_attachment_opens_its_file_and_withdrawing_closes_it(
    registry: Client, people: People
) -> None:
    who, content = people("TAMBON_STAFF", **HERE), pdf()
    group = await organization(registry, who)
    await put(registry, who, content)
    body = new(group, content, is_public=True, dated_on="2026-01-05")
    made = await registry.post("/v1/attachments", json=body, headers=who)
    assert made.status_code == 201, made.text
    assert (made.json()["media_type"], made.json()["area"]["code"]) == (
        "application/pdf",
        "720602",
    )
    again = await registry.post("/v1/attachments", json=body, headers=who)
    assert (again.status_code, again.content) == (200, made.content)
    path = made.headers["location"]
    assert (await registry.get(path)).content == made.content
    anybody = await registry.get(address(content))
    assert (anybody.status_code, anybody.content) == (200, content)
    assert anybody.headers["cache-control"].startswith("public")
    asked = f"/v1/attachments?subject_kind=ORGANIZATION&subject_id={group}"
    assert [a["id"] for a in (await registry.get(asked)).json()["items"]] == [body["id"]]
    key = {"Idempotency-Key": str(new_id()), **who}
    gone = await registry.post(f"{path}/withdrawals", json={"reason_th": "แนบผิดฉบับ"}, headers=key)
    assert (gone.status_code, gone.json()["status"]) == (200, "WITHDRAWN")
    assert (await registry.get(address(content))).status_code == 404
    assert (await registry.get(path)).status_code == 404
    assert (await registry.get(asked)).json()["items"] == []
    assert (await registry.get(path, headers=who)).json()["status"] == "WITHDRAWN"
    twice = {"Idempotency-Key": str(new_id()), **who}
    refused = await registry.post(f"{path}/withdrawals", json={"reason_th": "ซ้ำ"}, headers=twice)
    assert (refused.status_code, refused.json()["code"]) == (409, "state-conflict")


async def test_a_private_attachment_is_for_those_responsible_and_the_organization(
    registry: Client, people: People
) -> None:
    who, content = people("TAMBON_STAFF", **HERE), pdf()
    group = await organization(registry, who)
    await put(registry, who, content)
    made = await registry.post("/v1/attachments", json=new(group, content), headers=who)
    path = made.headers["location"]
    see = [people("PROVINCE_WORKING_GROUP", area="72"), people("LEADER", organization=group, area="720699"),
           people("MEMBER", organization=group), people("AUDITOR", area="")]  # fmt: skip
    blind = [
        {},
        people("TAMBON_STAFF", area="720603"),
        people("MEMBER", organization=str(new_id())),
    ]
    for each in see:
        assert (await registry.get(path, headers=each)).status_code == 200
        assert (await registry.get(address(content), headers=each)).content == content
    for each in blind:
        assert (await registry.get(path, headers=each)).status_code == 404
        assert (await registry.get(address(content), headers=each)).status_code == 404
        asked = f"/v1/attachments?subject_kind=ORGANIZATION&subject_id={group}"
        assert (await registry.get(asked, headers=each)).json()["items"] == []
    act = {"Idempotency-Key": str(new_id()), **people("TAMBON_STAFF", area="720603")}
    refused = await registry.post(f"{path}/withdrawals", json={"reason_th": "ลอง"}, headers=act)
    assert refused.status_code == 404


async def test_nobody_attaches_what_they_only_know_the_hash_of(
    registry: Client, people: People
) -> None:
    who, content = people("TAMBON_STAFF", person="one", **HERE), pdf()
    await put(registry, who, content)
    other = people("TAMBON_STAFF", area="720603")
    group = await organization(registry, other, area_code="720603")
    stolen = await registry.post(
        "/v1/attachments", json=new(group, content, is_public=True), headers=other
    )
    assert (stolen.status_code, stolen.json()["errors"][0]["pointer"]) == (422, "#/sha256")
    mine = await organization(registry, who)
    outside = await registry.post("/v1/attachments", json=new(mine, pdf()), headers=other)
    assert outside.status_code == 403
    for body, pointer in (
        (new(str(new_id()), content), "#/subject_id"),
        (new(mine, b"no"), "#/sha256"),
    ):
        refused = await registry.post("/v1/attachments", json=body, headers=who)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_leader_attaches_to_their_own_organization_only(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", **HERE)
    own, other = await organization(registry, staff), await organization(registry, staff)
    leader = people("LEADER", organization=own)
    content = pdf()
    assert (await put(registry, leader, content)).status_code == 201
    made = await registry.post("/v1/attachments", json=new(own, content), headers=leader)
    refused = await registry.post("/v1/attachments", json=new(other, content), headers=leader)
    assert (made.status_code, refused.status_code) == (201, 403)


@pytest.mark.parametrize("kind", list(SubjectKind))
async def test_every_kind_of_subject_is_looked_up_where_it_is(
    registry: Client, people: People, kind: SubjectKind
) -> None:
    who, content = people("TAMBON_STAFF", **HERE), pdf()
    await put(registry, who, content)
    body = new(str(new_id()), content, subject_kind=kind.value)
    refused = await registry.post("/v1/attachments", json=body, headers=who)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/subject_id")


async def test_a_title_holds_no_national_id(registry: Client, people: People) -> None:
    who, content = people("TAMBON_STAFF", **HERE), pdf()
    group = await organization(registry, who)
    await put(registry, who, content)
    body = new(group, content, title_th="บัตร 1101700230708")
    refused = await registry.post("/v1/attachments", json=body, headers=who)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "national-id")


async def test_what_nothing_refers_to_for_seven_days_is_thrown_away(
    registry: Client, people: People
) -> None:
    who = people("TAMBON_STAFF", **HERE)
    database = registry.app.state.database
    group = await organization(registry, who)
    files = {name: pdf(name) for name in ("attached", "withdrawn", "idle", "fresh", "sent-again")}
    paths = {}
    for name, content in files.items():
        await put(registry, who, content)
        if name in {"attached", "withdrawn"}:
            made = await registry.post("/v1/attachments", json=new(group, content), headers=who)
            paths[name] = made.headers["location"]
    key = {"Idempotency-Key": str(new_id()), **who}
    await registry.post(f"{paths['withdrawn']}/withdrawals", json={"reason_th": "ผิด"}, headers=key)
    old = [address(files[name])[-64:] for name in files if name != "fresh"]
    async with database.reading() as connection:
        await connection.execute(
            "UPDATE document_files SET idle_since = idle_since - interval '8 days'"
            " WHERE sha256 = ANY(%s)", [old],
        )  # fmt: skip
    other = people("TAMBON_STAFF", person="other", **HERE)
    assert (await put(registry, other, files["sent-again"])).status_code == 201
    assert await actions.purge(database) == 2
    left = {
        name
        for name in files
        if (await registry.get(address(files[name]), headers=who)).status_code == 200
    }
    assert left == {"attached", "fresh", "sent-again"}
    assert (await registry.get(paths["withdrawn"], headers=who)).status_code == 200


async def test_evidence_of_a_score_and_what_is_attached_are_never_thrown_away(
    registry: Client, people: People
) -> None:
    who, admin = people("TAMBON_STAFF", **HERE), people("NATIONAL_ADMIN", area="")
    group = await organization(registry, who)
    files = {name: pdf(name) for name in ("evidence", "attached", "idle")}
    for content in files.values():
        await put(registry, who, content)
    made = await registry.post("/v1/attachments", json=new(group, files["attached"]), headers=who)
    assert made.status_code == 201, made.text
    item = {"code": "I", "name_th": "ข้อ", "scale_min": 1, "scale_max": 5, "weight": 1}
    rubric = {
        "id": str(new_id()), "code": "ONE", "version": 1, "name_th": "ข้อเดียว", "source_th": "ที่ประชุม",
        "frames": [{"code": "F", "name_th": "กรอบ", "items": [item]}],
        "thresholds": {"can_stand": 20, "strong": 50, "can_run": 80},
    }  # fmt: skip
    assert (await registry.post("/v1/rubrics", json=rubric, headers=admin)).status_code == 201
    score = {"item": "I", "score": 4, "evidence_sha256": address(files["evidence"])[-64:]}
    assessment = {
        "id": str(new_id()), "area_code": "720602", "rubric_id": rubric["id"], "assessed_on": "2026-10-01",
        "scores": [score], "strong_points": [], "weak_points": [], "assessed_by_side": "JOINT",
        "assessed_by_th": "เจ้าหน้าที่",
    }  # fmt: skip
    key = {"Idempotency-Key": str(new_id())}
    done = await registry.post("/v1/strength-assessments", json=assessment, headers={**who, **key})
    assert done.status_code == 201, done.text
    async with registry.app.state.database.reading() as connection:
        await connection.execute(
            "UPDATE document_files SET idle_since = now() - interval '8 days' WHERE sha256 = ANY(%s)",
            [[address(content)[-64:] for content in files.values()]],
        )
    await actions.purge(registry.app.state.database)
    left = [
        n for n, c in files.items() if (await registry.get(address(c), headers=who)).is_success
    ]
    assert left == ["evidence", "attached"]
