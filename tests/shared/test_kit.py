"""The hostile-input kit: 36 nasty requests, none of them a 500, none of them echoed, nothing stored."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from shared.ids import new_id
from tests.conftest import Client, People, counted

PATH = "/v1/organizations"


def body(**facts: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "kind": "NETWORK",
        "name_th": "เครือข่าย",
        "area_code": "72",
        **facts,
    }


def raw(name: str = '"เครือข่าย"', extra: str = "") -> bytes:
    return (
        f'{{"id":"{new_id()}","kind":"NETWORK","name_th":{name},"area_code":"72"{extra}}}'.encode(
            "utf-8", "surrogatepass"
        )
    )


JSON = {"Content-Type": "application/json"}
BODIES: dict[str, tuple[Callable[[], bytes], int]] = {
    "NUL escaped": (lambda: raw(r'"ก\u0000ข"'), 400),
    "NUL raw": (lambda: raw('"ก\x00ข"'), 400),
    "lone surrogate": (lambda: raw(r'"\ud800"'), 400),
    "surrogate bytes": (lambda: raw('"\ud800"'), 400),
    "bad UTF-8": (lambda: raw().replace("เ".encode(), b"\xff\xfe"), 400),
    "UTF-16": (lambda: json.dumps(body()).encode("utf-16"), 400),
    "NaN": (lambda: raw(extra=',"members_count":NaN'), 400),
    "Infinity": (lambda: raw(extra=',"members_count":Infinity'), 400),
    "1e400": (lambda: raw(extra=',"members_count":1e400'), 400),
    "a float": (lambda: raw(extra=',"members_count":1.5'), 422),
    "2^31": (lambda: raw(extra=f',"members_count":{2**31}'), 422),
    "2^63": (lambda: raw(extra=f',"members_count":{2**63}'), 400),
    "negative": (lambda: raw(extra=',"members_count":-1'), 422),
    "4300 digits": (lambda: raw(extra=',"members_count":' + "9" * 5000), 400),
    "repeated key": (lambda: raw(extra=',"kind":"NETWORK"'), 400),
    "deep nesting": (lambda: b"[" * 100_000 + b"]" * 100_000, 400),
    "not an object": (lambda: b"[]", 422),
    "null": (lambda: b"null", 422),
    "empty": (lambda: b"", 422),
    "half": (lambda: raw()[:-5], 400),
    "unknown field": (lambda: raw(extra=',"revision":7'), 422),
    "Thai digits in a count": (lambda: raw(extra=',"members_count":"๑๒"'), 422),
    "Buddhist year": (lambda: raw(extra=',"founded_on":"2540-01-01"'), 422),
    "year 9999": (lambda: raw(extra=',"founded_on":"9999-01-01"'), 422),
    "a datetime": (lambda: raw(extra=',"founded_on":"2007-06-12T00:00:00Z"'), 422),
    "a time stamp": (lambda: raw(extra=',"founded_on":1181606400'), 422),
    "stacked marks": (lambda: raw('"ก' + "่" * 1 + "้๊๋์ํ๎็ฺ" * 12 + '"'), 422),
    "only blanks": (lambda: raw('"   "'), 422),
    "control character": (lambda: raw(r'"ก\u0007ข"'), 422),
    "too long": (lambda: raw('"' + "ก" * 201 + '"'), 422),
    "two megabytes": (lambda: raw('"' + "ก" * 700_000 + '"'), 413),
}


@pytest.mark.parametrize("name", BODIES)
async def test_a_nasty_body_is_refused_and_never_echoed(
    registry: Client, people: People, name: str
) -> None:
    make, status = BODIES[name]
    sent = make()
    answer = await registry.post(
        PATH, content=sent, headers={**JSON, **people("NATIONAL_ADMIN", area="")}
    )
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"]
    assert len(answer.content) < 4000
    for echo in ("ก" * 50, "999999", "2540-01-01", "๑๒"):
        assert echo not in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/organizations?area=%00", 400),
        ("/v1/organizations?area=%ff", 400),
        ("/v1/areas/%00", 400),
        ("/v1/areas/%C0%80", 400),
        ("/v1/organizations?limit=0", 422),
        ("/v1/organizations?limit=-1", 422),
        ("/v1/organizations?limit=1e3", 422),
        ("/v1/organizations?limit=9223372036854775808", 200),
        ("/v1/organizations?nonsense=1", 422),
        ("/v1/organizations?area=72&area=73", 422),
        ("/v1/organizations?sort=name;drop", 422),
        ("/v1/organizations?cursor=%F0%9F%92%A9", 400),
        ("/v1/organizations/not-a-uuid", 422),
        ("/v1/organizations/00000000-0000-4000-8000-000000000000", 422),
        ("/v1/organizations/01680000-0000-7000-8000-00000000dead", 404),
        ("/v1/areas?q=" + "ก" * 300, 422),
        ("/v1/areas?q=%25%25", 200),
        ("/v1/nothing", 404),
        ("/v1/organizations/", 404),
    ],
)
async def test_a_nasty_address_is_answered_clearly(
    registry: Client, path: str, status: int
) -> None:
    answer = await registry.get(path)
    assert answer.status_code == status, answer.text
    if status >= 400:
        assert answer.json()["code"]


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/xml"]
)
async def test_another_media_type_is_refused_with_what_is_accepted(
    registry: Client, people: People, kind: str
) -> None:
    answer = await registry.post(
        PATH, content=raw(), headers={"Content-Type": kind, **people("NATIONAL_ADMIN", area="")}
    )
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported-media-type")
    assert "application/json" in answer.headers["accept-post"]


async def test_a_packed_body_is_refused(registry: Client, people: People) -> None:
    headers = {**JSON, "Content-Encoding": "gzip", **people("NATIONAL_ADMIN", area="")}
    assert (await registry.post(PATH, content=raw(), headers=headers)).status_code == 415


async def test_allow_is_complete_and_head_answers_like_get(registry: Client) -> None:
    wrong = await registry.put(PATH, json={})
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET, HEAD, POST")
    wrong = await registry.put(f"{PATH}/{new_id()}", json={})
    assert wrong.headers["allow"] == "GET, HEAD, PATCH"
    head, get = await registry.head(PATH), await registry.get(PATH)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]


@pytest.mark.parametrize(
    ("accept", "language"),
    [("", "th"), ("en", "en"), ("th;q=0.2, en-GB;q=0.9", "en"), ("fr, th;q=0.1", "th"), ("en;q=0", "th"),
     ("*", "th"), ("xx;q=abc", "th")],
)  # fmt: skip
async def test_problems_speak_the_language_asked_for(
    registry: Client, accept: str, language: str
) -> None:
    answer = await registry.get("/v1/nothing", headers={"Accept-Language": accept})
    assert answer.headers["content-language"] == language
    assert answer.json()["title"] == {"th": "ไม่พบข้อมูล", "en": "Not found"}[language]


async def test_a_request_id_goes_through_and_a_bad_one_does_not(registry: Client) -> None:
    given = "0199a3c1-aaaa-7bbb-8ccc-0123456789ab"
    assert (await registry.get("/livez", headers={"X-Request-Id": given})).headers[
        "x-request-id"
    ] == given
    assert (await registry.get("/livez", headers={"X-Request-Id": "a b\x7f"})).headers[
        "x-request-id"
    ] != "a b\x7f"


async def test_a_refused_write_asks_the_database_nothing(registry: Client, people: People) -> None:
    with counted(registry) as queries:
        answer = await registry.post(
            PATH, content=b"{", headers={**JSON, **people("MEMBER", area="72")}
        )
    assert answer.status_code == 403
    assert queries == []
