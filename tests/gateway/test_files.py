"""Files through the gateway: stored, attached, read by everybody or by few, over real connections."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from gateway.main import create_app
from services.registry.main import create_app as create_registry
from services.registry.settings import Settings as RegistrySettings
from shared.ids import new_id
from tests.conftest import Client, Ground, People, running, service_settings
from tests.gateway.conftest import DOCUMENTS, document
from tests.gateway.test_real import served

LARGE = b"%PDF-1.7\n" + bytes(range(256)) * 12_000 + b"\n%%EOF\n"
FILES = "/v1/document-files"
MOST = 4_000_000
REGISTRY = document(
    "PUT /v1/document-files/{sha256} storeDocumentFile",
    "GET /v1/document-files/{sha256} getDocumentFile",
    "POST /v1/attachments attachDocument",
    "GET /v1/attachments listAttachments",
    "GET /v1/attachments/{id} getAttachment",
    "POST /v1/organizations registerOrganization",
)


@pytest.fixture(scope="module")
async def front(
    ground: Ground, chosen: Any, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Client]:
    """Run the real registry on a socket and the gateway before it."""
    path = tmp_path_factory.mktemp("files") / "registry.sock"
    url = ground.fresh("registry", "files")
    registry = create_registry(
        service_settings(RegistrySettings, "registry", ground, url, max_file_bytes=MOST)
    )
    keys = {"jwks_file": ground.keys.jwks, "service_key_file": ground.keys.of("gateway")}
    nobody = {f"{name}_URL": "unix:/nowhere" for name in ("PLANNING", "PARTNERS")}
    settings = chosen(
        **keys, **nobody, REGISTRY_URL=f"unix:{path}", max_file_bytes=MOST, files_at_once=2
    )
    documents = {**DOCUMENTS, "registry": REGISTRY}
    async with served(registry, path), running(create_app(settings, None, documents)) as client:
        yield client


def address(content: bytes) -> str:
    return f"{FILES}/{hashlib.sha256(content).hexdigest()}"


def pdf(who: dict[str, str]) -> dict[str, str]:
    return {"Content-Type": "application/pdf", **who}


async def test_a_large_file_is_stored_attached_and_read_by_everybody_or_by_few(
    front: Client, people: People
) -> None:
    who = people("TAMBON_STAFF", area="720602")
    put = await front.put(address(LARGE), content=LARGE, headers=pdf(who))
    assert put.status_code == 201, put.text
    assert put.headers["location"] == address(LARGE)
    assert (await front.put(address(LARGE), content=LARGE, headers=pdf(who))).status_code == 200
    group = {"id": str(new_id()), "kind": "SAVINGS_GROUP", "name_th": "กลุ่ม", "area_code": "720602"}
    assert (await front.post("/v1/organizations", json=group, headers=who)).status_code == 201
    new = {
        "subject_kind": "ORGANIZATION",
        "subject_id": group["id"],
        "document_type": "CONSTITUTION",
        "sha256": address(LARGE)[-64:],
        "title_th": "ข้อบังคับ",
    }
    private = await front.post("/v1/attachments", json=new, headers=who)
    assert private.status_code == 201, private.text
    assert (await front.get(address(LARGE))).status_code == 404
    assert (await front.get(private.headers["location"])).status_code == 404
    own = await front.get(address(LARGE), headers=who)
    assert own.content == LARGE
    public = await front.post("/v1/attachments", json={**new, "is_public": True}, headers=who)
    assert public.status_code == 201
    anybody = await front.get(address(LARGE))
    assert anybody.content == LARGE
    assert anybody.headers["content-type"] == "application/pdf"
    assert anybody.headers["content-length"] == str(len(LARGE))
    assert anybody.headers["content-disposition"].startswith("attachment")
    assert anybody.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert anybody.headers["x-content-type-options"] == "nosniff"
    known = {"If-None-Match": anybody.headers["etag"]}
    assert (await front.get(address(LARGE), headers=known)).status_code == 304


async def test_only_files_may_be_large_and_no_larger_than_that(
    front: Client, people: People
) -> None:
    who = people("TAMBON_STAFF", area="720602")
    over = b"%PDF-" + bytes(MOST)
    assert (await front.put(address(over), content=over, headers=pdf(who))).status_code == 413
    json = {"Content-Type": "application/json", **who}
    body = b" " * 1_048_577
    assert (await front.post("/v1/attachments", content=body, headers=json)).status_code == 413
    assert (await front.post(address(body), content=body, headers=json)).status_code == 413


async def test_what_says_nothing_of_its_size_is_held_to_it_too(
    front: Client, people: People
) -> None:
    def endless() -> Iterator[bytes]:
        yield b"%PDF-"
        for _ in range(5):
            yield bytes(1_000_000)

    async def pieces() -> AsyncIterator[bytes]:
        for piece in endless():
            yield piece

    who = people("TAMBON_STAFF", area="720602")
    answer = await front.put(address(b""), content=pieces(), headers=pdf(who))
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Content-Type": "image/svg+xml"}, 415), ({"Content-Type": "application/pdf", "Content-Encoding": "gzip"}, 415),
     ({}, 415), ({"Content-Type": "application/pdf"}, 422)],
)  # fmt: skip
async def test_strange_files_are_answered_clearly(
    front: Client, people: People, headers: dict[str, str], status: int
) -> None:
    who = people("TAMBON_STAFF", area="720602")
    answer = await front.put(address(b"<svg/>"), content=b"<svg/>", headers={**who, **headers})
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "application/problem+json",
    )


async def test_a_third_large_file_at_once_waits_outside(front: Client, people: People) -> None:
    who = people("TAMBON_STAFF", area="720602")
    held, begun = asyncio.Event(), asyncio.Semaphore(0)

    async def slowly() -> AsyncIterator[bytes]:
        begun.release()
        await held.wait()
        yield LARGE

    def sending() -> "asyncio.Task[httpx.Response]":
        return asyncio.create_task(front.put(address(LARGE), content=slowly(), headers=pdf(who)))

    first = [sending(), sending()]
    for _ in first:
        await begun.acquire()
    refused = await front.put(address(LARGE), content=LARGE, headers=pdf(who))
    assert (refused.status_code, refused.json()["code"]) == (503, "temporarily-unavailable")
    small = b"%PDF-1.7 small %%EOF"
    assert (await front.put(address(small), content=small, headers=pdf(who))).status_code == 201
    held.set()
    assert {(await each).status_code for each in first} <= {200, 201}
    again = await front.put(address(LARGE), content=LARGE, headers=pdf(who))
    assert again.status_code == 200
