"""What goes through: documented operations only, clean both ways, with no surprise when a service fails."""

import asyncio
from typing import Any

import pytest

from tests.conftest import Client
from tests.gateway.conftest import Recorder, answer, parsed

XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Behind = tuple[Client, Recorder]


async def test_a_service_hears_only_what_it_may(behind: Behind) -> None:
    client, registry = behind
    sent = {
        "Accept-Language": "en",
        "Authorization": "Bearer abc",
        "If-None-Match": '"r1"',
        "X-Request-Id": "a-good-request-id",
        "X-User-Id": "1",
        "X-User-Role": "NATIONAL_ADMIN",
        "X-Forwarded-For": "10.0.0.1",
        "X-Forwarded-Host": "evil.example",
        "Forwarded": "for=10.0.0.1",
        "Cookie": "a=b",
        "Connection": "close, X-Hop",
        "X-Hop": "1",
        "TE": "trailers",
        "Upgrade": "websocket",
        "Host": "evil.example",
    }
    await client.get("/v1/areas?q=%E0%B8%99&limit=5", headers=sent)
    first, headers, body = parsed(registry.heard[0])
    assert first == "GET /v1/areas?q=%E0%B8%99&limit=5 HTTP/1.1"
    assert headers == {
        "host": "internal",
        "accept": "*/*",
        "accept-language": "en",
        "authorization": "Bearer abc",
        "if-none-match": '"r1"',
        "x-request-id": "a-good-request-id",
    }
    assert body == b""


async def test_a_write_goes_through_byte_by_byte_with_one_length(behind: Behind) -> None:
    client, registry = behind
    body = '{"name":"กลุ่มออมทรัพย์"}'.encode()

    async def in_chunks() -> Any:
        yield body[:10]
        yield body[10:]

    for content in (body, in_chunks()):
        headers = {"Content-Type": "application/json", "Idempotency-Key": "k1", "If-Match": '"r2"'}
        await client.post("/v1/organizations", content=content, headers=headers)
        first, heard, got = parsed(registry.heard[-1])
        assert (first, got) == ("POST /v1/organizations HTTP/1.1", body)
        assert heard["content-length"] == str(len(body))
        assert "transfer-encoding" not in heard
        assert (heard["idempotency-key"], heard["if-match"]) == ("k1", '"r2"')
        assert heard["content-type"] == "application/json"


async def test_a_caller_hears_only_what_it_should(behind: Behind) -> None:
    client, registry = behind
    registry.says = answer(
        b'{"id":1}',
        b"Content-Type: application/json",
        b'ETag: "r1"',
        b"Location: /v1/organizations/1",
        b"Idempotent-Replayed: true",
        b"Connection: keep-alive, X-Inside",
        b"Keep-Alive: timeout=5",
        b"X-Inside: secret",
        b"Server: inside/1.0",
        b"Set-Cookie: a=b",
        b"X-Request-Id: not-yours",
        status=b"201 Created",
    )
    got = await client.post("/v1/organizations", content=b"{}")
    assert (got.status_code, got.content) == (201, b'{"id":1}')
    kept = {"content-type", "etag", "location", "idempotent-replayed", "content-length"}
    ours = {"x-request-id", "x-content-type-options", "referrer-policy"}
    assert set(got.headers) == kept | ours
    assert got.headers["x-request-id"] != "not-yours"


@pytest.mark.parametrize(
    ("media_type", "named"),
    [
        (XLSX, b"attachment; filename*=UTF-8''%E0%B8%A8%E0%B8%B9%E0%B8%99%E0%B8%A2%E0%B9%8C.xlsx"),
        (b"text/csv; charset=utf-8", b'attachment; filename="720602.csv"'),
        (b"application/pdf", b'inline; filename="certificate.pdf"'),
    ],
)
async def test_a_table_or_paper_keeps_its_name_and_brings_nothing_dangerous(
    behind: Behind, media_type: bytes, named: bytes
) -> None:
    client, registry = behind
    registry.says = answer(
        b"PK\x03\x04",
        b"Content-Type: " + media_type,
        b"Content-Disposition: " + named,
        b"Content-Security-Policy: sandbox; default-src 'none'",
        b"Set-Cookie: a=b",
        b"Refresh: 0; url=https://elsewhere.example",
        b"Access-Control-Allow-Origin: *",
        b"X-Accel-Redirect: /etc/passwd",
        b"Clear-Site-Data: *",
    )
    got = await client.get("/v1/organizations")
    assert got.content == b"PK\x03\x04"
    assert got.headers["content-type"].encode() == media_type
    assert got.headers["content-disposition"].encode() == named
    assert got.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert got.headers["x-content-type-options"] == "nosniff"
    told = {"set-cookie", "refresh", "access-control-allow-origin", "x-accel-redirect"}
    assert not (told | {"clear-site-data"}) & set(got.headers)


async def test_a_long_answer_comes_in_pieces_and_whole(behind: Behind) -> None:
    client, registry = behind
    body = b"x" * 3_000_000
    registry.says = answer(body, b"content-type: application/json")
    got = await client.get("/v1/areas")
    assert got.content == body
    assert got.headers["content-length"] == str(len(body))
    pieces = (
        b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (body[:70_000], body[:5])) + b"0\r\n\r\n"
    )
    registry.says = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + pieces
    got = await client.get("/v1/areas")
    assert len(got.content) == 70_005
    assert {"transfer-encoding", "content-length"} & set(got.headers) == set()


async def test_nothing_changed_has_no_body(behind: Behind) -> None:
    client, registry = behind
    registry.says = b'HTTP/1.1 304 Not Modified\r\netag: "r1"\r\n\r\n'
    got = await client.get("/v1/areas")
    assert (got.status_code, got.content) == (304, b"")
    assert "content-length" not in got.headers


async def test_a_closed_connection_is_replaced_once_for_a_read(behind: Behind) -> None:
    client, registry = behind
    registry.closes_after = 1
    for _ in range(20):
        assert (await client.get("/v1/areas")).status_code == 200
    assert len(registry.heard) == 20 + 19, "each read on a closed connection was asked again"


async def test_a_read_is_sent_twice_at_most(behind: Behind) -> None:
    client, registry = behind
    registry.closes_after = 0
    assert (await client.get("/v1/areas")).status_code == 502
    assert len(registry.heard) == 2


@pytest.mark.parametrize("method", ["POST", "PATCH"])
async def test_a_write_is_never_sent_twice(behind: Behind, method: str) -> None:
    client, registry = behind
    path = "/v1/organizations" if method == "POST" else "/v1/organizations/1"
    registry.closes_after = 0
    got = await client.request(method, path, content=b"{}")
    assert got.status_code == 502
    assert len(registry.heard) == 1
    registry.closes_after = 1
    assert (await client.request(method, path, content=b"{}")).status_code == 200
    assert (await client.request(method, path, content=b"{}")).status_code == 502
    assert len(registry.heard) == 3


@pytest.mark.parametrize("language", ["th", "en"])
async def test_a_service_that_is_not_there_is_a_problem_in_the_callers_language(
    behind: Behind, language: str
) -> None:
    client, _ = behind
    got = await client.get("/v1/needs", headers={"Accept-Language": language})
    assert (got.status_code, got.json()["code"]) == (502, "upstream-unavailable")
    assert got.headers["content-type"] == "application/problem+json"
    assert got.headers["content-language"] == language
    assert got.headers["retry-after"] == "1"
    thai = "ระบบย่อยยังไม่ตอบ"
    assert (got.json()["title"] == thai) is (language == "th")


@pytest.mark.parametrize("patience", [0.5])
@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx",
    ],
)
async def test_nonsense_from_a_service_is_502_or_504(behind: Behind, said: bytes) -> None:
    client, registry = behind
    registry.says = said
    got = await client.get("/v1/areas")
    assert (got.status_code, got.json()["code"]) in {
        (502, "upstream-unavailable"),
        (504, "upstream-timeout"),
    }


@pytest.mark.parametrize("patience", [0.5])
async def test_a_silent_service_is_504_in_time(behind: Behind) -> None:
    client, registry = behind
    registry.says = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc"
    async with asyncio.timeout(8):
        got = await client.get("/v1/areas")
    assert (got.status_code, got.json()["code"]) == (504, "upstream-timeout")


@pytest.mark.parametrize("patience", [0.5])
async def test_one_hanging_service_does_not_take_the_room_of_the_others(
    behind: Behind,
) -> None:
    client, registry = behind
    registry.says = b""
    room = client.app.state.settings.per_service
    got = await asyncio.gather(*(client.get("/v1/areas") for _ in range(room + 40)))
    assert [g.status_code for g in got].count(504) == room
    assert [g.status_code for g in got].count(503) == 40
    assert 3 * room < client.app.state.settings.in_flight
    registry.says = answer(b"{}")
    assert (await client.get("/v1/areas")).status_code == 200, "the room is given back"


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("DELETE", "/v1/organizations", "GET, HEAD, OPTIONS, POST"),
        ("PUT", "/v1/organizations/1", "OPTIONS, PATCH"),
        ("GET", "/v1/organizations/1", "OPTIONS, PATCH"),
        ("TRACE", "/v1/areas/72", "GET, HEAD, OPTIONS"),
        ("POST", "/v1/province-dashboards/72", "GET, HEAD, OPTIONS"),
        ("POST", "/livez", "GET, HEAD, OPTIONS"),
        ("DELETE", "/", "GET, HEAD, OPTIONS"),
    ],
)
async def test_a_wrong_method_hears_all_the_right_ones(
    behind: Behind, method: str, path: str, allow: str
) -> None:
    client, registry = behind
    got = await client.request(method, path)
    assert (got.status_code, got.headers["allow"]) == (405, allow)
    assert got.json()["code"] == "method-not-allowed"
    asked = await client.options(path)
    assert (asked.status_code, asked.headers["allow"], asked.content) == (204, allow, b"")
    assert not registry.heard


@pytest.mark.parametrize(
    "path",
    [
        "/internal/v1/feed",
        "/internal/v1/summaries/72",
        "/v1/areas/../internal/v1/feed",
        "/v1/areas/..%2F..%2Finternal%2Fv1%2Ffeed",
        "/v1/areas/%2e%2e/%2e%2e/internal/v1/feed",
        "/v1/areas/%2e%2e",
        "//internal/v1/feed",
        "/v1//internal/v1/feed",
        "/v1/%69nternal",
        "/v1/areas/",
        "/v1/areas/72/",
        "/v1/unknown",
        "/v1",
        "/metrics",
    ],
)
async def test_what_is_not_documented_is_not_there(behind: Behind, path: str) -> None:
    client, registry = behind
    got = await client.send(client.build_request("GET", "http://test" + path))
    assert (got.status_code, got.json()["code"]) == (404, "not-found")
    assert not registry.heard


async def test_a_head_is_a_get_without_its_body(behind: Behind) -> None:
    client, registry = behind
    registry.says = answer(b"12345")
    got = await client.head("/v1/areas")
    assert (got.status_code, got.content, got.headers["content-length"]) == (200, b"", "5")


async def test_a_body_has_a_size_and_a_time(behind: Behind) -> None:
    client, registry = behind

    async def for_ever() -> Any:
        while True:
            yield b"x" * 1000

    async def sleepy() -> Any:
        yield b"{"
        await asyncio.sleep(1)

    for content, status, code in (
        (b"x" * 5000, 413, "payload-too-large"),
        (for_ever(), 413, "payload-too-large"),
        (sleepy(), 400, "malformed-request"),
    ):
        got = await client.post("/v1/organizations", content=content)
        assert (got.status_code, got.json()["code"]) == (status, code)
    assert not registry.heard


async def test_bytes_beyond_ascii_in_a_header_do_not_travel(behind: Behind) -> None:
    client, registry = behind
    got = await client.get("/v1/areas", headers=[(b"accept", b"\xff\xfe")])
    assert (got.status_code, got.json()["code"]) == (400, "malformed-request")
    assert not registry.heard
