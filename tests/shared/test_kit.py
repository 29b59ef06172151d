"""The hostile-input kit: nasty requests, none of them a 500, none of them echoed, nothing stored."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest

from bench.faults import corpus
from shared.ids import new_id
from tests.conftest import Client, People, counted

PATH = "/v1/organizations"
Attacks = dict[str, tuple[Callable[[], bytes], int]]


def good() -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "kind": "NETWORK",
        "name_th": "เครือข่าย",
        "area_code": "72",
        "confirm_new": True,
    }


def raw() -> bytes:
    return corpus.dump(good())


def on_field(field: str, attacks: Mapping[str, corpus.Value], **schema: Any) -> Attacks:
    """Return attacks on one field of a good body."""

    def body(attack: corpus.Value) -> bytes:
        return corpus.put(good(), field, attack.make(schema))

    return {
        f"{name} in {field}": (partial(body, attack), attack.status)
        for name, attack in attacks.items()
    }


def on_whole(attack: corpus.Whole) -> bytes:
    return attack.make(good())


JSON = {"Content-Type": "application/json"}
BODIES: Attacks = {
    **{name: (partial(on_whole, each), each.status) for name, each in corpus.WHOLE.items()},
    **on_field("name_th", corpus.TEXT, maxLength=200),
    **on_field("members_count", corpus.COUNT),
    **on_field("founded_on", corpus.DATE),
    **on_field("kind", corpus.CHOICE),
    **on_field("id", corpus.ID),
    **on_field("issues", corpus.LIST),
}


@pytest.mark.parametrize("name", BODIES)
async def test_a_nasty_body_is_refused_and_never_echoed(
    registry: Client, people: People, name: str
) -> None:
    make, status = BODIES[name]
    answer = await registry.post(
        PATH, content=make(), headers={**JSON, **people("NATIONAL_ADMIN", area="")}
    )
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"]
    assert len(answer.content) < 4000
    assert not [echo for echo in corpus.ECHOES if echo in answer.text]


@pytest.mark.parametrize(("path", "status"), corpus.ADDRESSES)
async def test_a_nasty_address_is_answered_clearly(
    registry: Client, path: str, status: int
) -> None:
    answer = await registry.get(path)
    assert answer.status_code == status, answer.text
    if status >= 400:
        assert answer.json()["code"]


@pytest.mark.parametrize("kind", corpus.MEDIA_TYPES)
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
