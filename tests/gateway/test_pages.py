"""Pages for people: everything from here, everything explained, documentation only where it is wanted."""

import re
from typing import Any

import pytest

from gateway import directory
from gateway.main import create_app
from gateway.pages import docs, problems
from gateway.views import examples
from shared.advice import ADVICE
from shared.problems import CATALOGUE
from tests.conftest import running
from tests.gateway.conftest import DOCUMENTS, Fake

ELSEWHERE = re.compile(r"""(?:src|href|url|action)\s*[=(]\s*["']?(?:https?:)?//""")


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/", "/problems", "/problems/not-found"])
async def test_a_page_asks_nobody_but_us(standing: Any, fakes: dict[str, Fake], path: str) -> None:
    async with standing(fakes) as client:
        page = await client.get(path)
        assert page.status_code == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert not ELSEWHERE.search(page.text)
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "http" not in policy
        assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
        assert "<script>" not in page.text
        for address in re.findall(r'(?:src|href)="(/[^"]+)"', page.text):
            if "/v1/" not in address:
                assert (await client.get(address)).status_code == 200, address


@pytest.mark.parametrize("name", [*docs.FILES, "begin.js"])
async def test_an_asset_is_served_packed_once_and_for_a_day(
    standing: Any, fakes: dict[str, Fake], name: str
) -> None:
    async with standing(fakes) as client:
        asset = await client.get(f"/docs/assets/{name}")
        known = {"If-None-Match": asset.headers["etag"]}
        again = await client.get(f"/docs/assets/{name}", headers=known)
        plain = await client.get(f"/docs/assets/{name}", headers={"Accept-Encoding": "identity"})
    assert asset.content == plain.content == docs.asset(name)
    assert ("content-encoding" in asset.headers) is (len(plain.content) > 2048)
    assert "max-age=86400" in asset.headers["cache-control"]
    assert (again.status_code, again.content) == (304, b"")
    assert b"cdn.redoc.ly" not in asset.content


@pytest.mark.parametrize("name", ["../core.py", "..%2fcore.py", "core.py", ""])
async def test_no_other_file_leaves_the_folder(
    standing: Any, fakes: dict[str, Fake], name: str
) -> None:
    async with standing(fakes) as client:
        assert (await client.get(f"/docs/assets/{name}")).status_code == 404


async def test_the_documentation_is_closed_when_settings_say_so(
    chosen: Any, fakes: dict[str, Fake]
) -> None:
    app = create_app(chosen(open_docs=False), dict(fakes), DOCUMENTS)
    async with running(app) as client:
        for path in ("/docs", "/redoc", "/docs/assets/swagger-ui.css"):
            assert (await client.get(path)).status_code == 404
        assert (await client.get("/openapi.json")).status_code == 200
        assert "/docs" not in (await client.get("/")).text


async def test_the_document_is_served_as_it_was_made(
    standing: Any, fakes: dict[str, Fake]
) -> None:
    async with standing(fakes) as client:
        got = await client.get("/openapi.json")
        known = {"If-None-Match": got.headers["etag"]}
        assert (await client.get("/openapi.json", headers=known)).status_code == 304
    assert got.json() == client.app.openapi()
    assert got.json()["openapi"] == "3.1.0"


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_problem_is_explained_in_both_languages(code: str) -> None:
    page = problems.page(code).decode()
    kind = CATALOGUE[code]
    for text in (kind.title_th, kind.title_en, *ADVICE[code]):
        assert problems.shown(text) in page
    assert "`" not in page
    assert 'lang="th"' in page
    assert 'lang="en"' in page


async def test_the_start_page_leads_to_the_provinces_and_an_unknown_problem_is_not_there(
    standing: Any, fakes: dict[str, Fake]
) -> None:
    async with standing(fakes) as client:
        start = (await client.get("/")).text
        assert (await client.get("/problems/nonsense")).status_code == 404
    for code in ("72", "60", "19", "18"):
        assert f'href="/v1/province-dashboards/{code}"' in start
    tambon = start.index("<h2>ตำบล ")
    assert tambon < start.index('href="/v1/tambon-profiles/720602"')
    assert start.index('href="/v1/province-dashboards/18"') < tambon


async def test_the_start_page_leads_into_the_registry(
    standing: Any, fakes: dict[str, Fake]
) -> None:
    async with standing(fakes) as client:
        start = (await client.get("/")).text
    documented = directory.read()["registry"]["paths"]
    for action, field in re.findall(
        r'<form class="ask" action="([^"]+)".*?<input name="([^"]+)"', start, re.DOTALL
    ):
        if action in documented:
            told = documented[action]["get"]["parameters"]
            assert field in {each["name"] for each in told if each["in"] == "query"}, action
    forms = set(re.findall(r'<form class="ask" action="([^"]+)"', start))
    assert forms == {"/v1/search", "/v1/organizations", "/certificates"}
    for path in ("/v1/meetings", "/v1/action-items"):
        assert f'href="{path}' in start
        assert path in documented
    for file in ("", "/organizations.xlsx", "/organizations.csv"):
        assert f'href="/v1/local-data-centres/720602{file}"' in start


async def test_the_journey_of_the_story_is_linked_only_where_the_stories_are_told(
    chosen: Any, standing: Any, fakes: dict[str, Fake]
) -> None:
    link = f'href="/v1/journeys/{examples.NEED}"'
    async with standing(fakes) as client:
        assert link in (await client.get("/")).text
    app = create_app(chosen(open_docs=False), dict(fakes), DOCUMENTS)
    async with running(app) as client:
        assert link not in (await client.get("/")).text


async def test_the_index_of_problems_leads_to_every_one(
    standing: Any, fakes: dict[str, Fake]
) -> None:
    async with standing(fakes) as client:
        index = (await client.get("/problems")).text
    assert re.findall(r'href="/problems/([^"]+)"', index) == sorted(
        CATALOGUE, key=lambda code: CATALOGUE[code].status
    )


async def test_the_gateway_is_ready_without_its_services_and_says_which_are_missing(
    standing: Any, fakes: dict[str, Fake]
) -> None:
    fakes["registry"].good["/readyz"] = {"status": "ready", "schema": "current"}
    fakes["planning"].fault = "refused"
    async with standing(fakes) as client:
        assert (await client.get("/livez")).json() == {"status": "alive"}
        ready = await client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["upstreams"] == {
        "registry": "ready",
        "planning": "not-answering",
        "partners": "not-answering",
    }
