"""Who answers a path: the named way first, and nobody twice."""

import pytest

from gateway.directory import Directory


def test_the_directory_prefers_a_name_and_takes_the_open_way_when_that_ends() -> None:
    operations = {"get": {}}
    paths = dict.fromkeys(
        ["/v1/a/{id}", "/v1/a/search", "/v1/{x}/b/c", "/v1/a/{id}/h"], operations
    )
    places = Directory({"registry": {"paths": paths}})

    def found(path: bytes) -> str | None:
        place = places.find(path)
        return place.path if place else None

    assert found(b"/v1/a/search") == "/v1/a/search"
    assert found(b"/v1/a/1") == "/v1/a/{id}"
    assert found(b"/v1/a/search/h") == "/v1/a/{id}/h"
    assert found(b"/v1/a/b/c") == "/v1/{x}/b/c"
    assert found(b"/v1/a/%E0%B8%99") == "/v1/a/{id}"
    assert found(b"/v1/a//h") is None


def test_two_services_cannot_offer_the_same_and_nobody_the_inside() -> None:
    same = {"paths": {"/v1/a": {"get": {}}}}
    with pytest.raises(ValueError, match="twice"):
        Directory({"registry": same, "planning": same})
    with pytest.raises(ValueError, match="not for the public"):
        Directory({"registry": {"paths": {"/internal/v1/feed": {"get": {}}}}})
