"""Stories are played as the people in them, wait for what is on its way, and stop with a reason."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from khabuan import keys, load, loaded, refusal, stories

NEED = "0199a3b0-0000-7000-8000-000000000001"
STORY: dict[str, Any] = {
    "title_th": "น้ำเพื่อการเกษตร",
    "title_en": "Water for farming",
    "source": "test",
    "test_values": ["/steps/0/body/title"],
    "steps": [
        {
            "as": {"role": "TAMBON_STAFF", "area": "720602"},
            "send": "POST /v1/needs",
            "body": {"id": NEED, "title": "น้ำ"},
            "note": "the need begins its way",
        },
        {
            "as": {"role": "PROVINCE_WORKING_GROUP", "area": "72"},
            "send": f"PATCH /v1/needs/{NEED}",
            "body": {"title": "น้ำเพื่อการเกษตร"},
        },
    ],
}
Answer = tuple[int, dict[str, Any]]


class _Stage(BaseHTTPRequestHandler):
    """A gateway that answers from a list and notes what it was asked."""

    protocol_version = "HTTP/1.1"
    answers: ClassVar[list[Answer]] = []
    asked: ClassVar[list[tuple[str, str, dict[str, str], bytes]]] = []

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.asked.append((self.command, self.path, dict(self.headers), body))
        status, answer = (200, {}) if self.command == "GET" else self.answers.pop(0)
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("ETag", '"r7"')
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PATCH = _serve  # noqa: N815 - the names http.server calls

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def gateway() -> Iterator[str]:
    """Serve the stand-in and return its address."""
    _Stage.answers, _Stage.asked = [], []
    with ThreadingHTTPServer(("127.0.0.1", 0), _Stage) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a home with development keys."""
    keys.make(tmp_path / "home")
    return tmp_path / "home"


def _tell(folder: Path, story: dict[str, Any], name: str = "10-water.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(story, ensure_ascii=False), "utf-8")
    return path


def _writes() -> list[tuple[str, str, dict[str, str], bytes]]:
    return [asked for asked in _Stage.asked if asked[0] != "GET"]


def test_each_step_is_sent_as_its_person_with_its_own_key(
    gateway: str, home: Path, tmp_path: Path
) -> None:
    _Stage.answers = [(201, {}), (200, {})]
    played = load.play(_tell(tmp_path, STORY), gateway_url=gateway, home=home)
    assert played == (1, 0)
    (post, patch) = _writes()
    assert post[:2] == ("POST", "/v1/needs")
    assert json.loads(post[3]) == STORY["steps"][0]["body"]
    assert patch[2]["If-Match"] == '"r7"'
    assert "If-Match" not in post[2]
    assert post[2]["Idempotency-Key"] != patch[2]["Idempotency-Key"]
    assert post[2]["Authorization"] != patch[2]["Authorization"]


def test_a_replay_sends_the_same_keys(gateway: str, home: Path, tmp_path: Path) -> None:
    _Stage.answers = [(201, {}), (200, {}), (200, {}), (200, {})]
    for _ in range(2):
        load.play(_tell(tmp_path, STORY), gateway_url=gateway, home=home)
    sent = [asked[2]["Idempotency-Key"] for asked in _writes()]
    assert sent[:2] == sent[2:]


def test_a_changed_body_has_another_key(tmp_path: Path) -> None:
    before = stories.read(_tell(tmp_path, STORY)).steps[0].key
    changed = json.loads(json.dumps(STORY))
    changed["steps"][0]["body"]["title"] = "ไฟฟ้า"
    assert stories.read(_tell(tmp_path, changed)).steps[0].key != before


def test_what_is_still_on_its_way_to_another_service_is_waited_for(
    gateway: str, home: Path, tmp_path: Path
) -> None:
    unknown = {"code": "validation-failed", "errors": [{"code": "unknown-reference"}]}
    _Stage.answers = [(422, unknown), (503, {}), (201, {}), (200, {})]
    assert load.play(_tell(tmp_path, STORY), gateway_url=gateway, home=home) == (1, 0)
    assert len(_writes()) == 4


def test_a_reference_that_never_comes_ends_the_waiting(
    gateway: str, home: Path, tmp_path: Path
) -> None:
    unknown = {"code": "validation-failed", "errors": [{"code": "unknown-reference"}]}
    _Stage.answers = [(422, unknown)] * 100
    with pytest.raises(refusal.Refusal, match="unknown-reference"):
        load.play(_tell(tmp_path, STORY), gateway_url=gateway, home=home, patience=0.3)


@pytest.mark.parametrize(
    ("status", "code"), [(409, "id-conflict"), (403, "outside-area-grant"), (422, "rule-broken")]
)
def test_a_refused_step_stops_with_file_step_and_reason(
    gateway: str, home: Path, tmp_path: Path, status: int, code: str
) -> None:
    _Stage.answers = [(201, {}), (status, {"code": code, "detail": "not so"})]
    path = _tell(tmp_path, STORY)
    with pytest.raises(refusal.Refusal) as stopped:
        load.play(path, gateway_url=gateway, home=home, databases="d")
    said = str(stopped.value)
    assert said == f"{path} step 2 (PATCH /v1/needs/{NEED}): {status} {code} not so"
    assert not loaded.is_recorded(home, "d", stories.read(path).content)


def test_what_is_recorded_is_not_sent_again_but_another_database_gets_it(
    gateway: str, home: Path, tmp_path: Path
) -> None:
    _Stage.answers = [(201, {}), (200, {})] * 2
    path = _tell(tmp_path, STORY)
    for databases, expected in (("one", (1, 0)), ("one", (0, 1)), ("two", (1, 0))):
        played = load.play(path, gateway_url=gateway, home=home, databases=databases)
        assert played == expected
    assert _Stage.answers == []


def test_a_gateway_that_is_not_there_is_named_in_the_end(home: Path, tmp_path: Path) -> None:
    with pytest.raises(refusal.Refusal, match="503"):
        story = _tell(tmp_path, STORY)
        load.play(story, gateway_url="http://127.0.0.1:1", home=home, patience=0.2)


def test_a_wish_to_stop_ends_the_waiting(gateway: str, home: Path, tmp_path: Path) -> None:
    _Stage.answers = [(503, {})] * 3
    with pytest.raises(refusal.Refusal, match="503"):
        load.play(_tell(tmp_path, STORY), gateway_url=gateway, home=home, cancelled=lambda: True)
    assert len(_writes()) == 1


def test_a_folder_is_played_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("20-b.json", "10-a.json", "notes.txt"):
        _tell(tmp_path, STORY, name)
    assert [path.name for path in stories.find(tmp_path)] == ["10-a.json", "20-b.json"]


def test_the_first_need_of_the_examples_is_found(tmp_path: Path) -> None:
    files = [_tell(tmp_path, {**STORY, "steps": []}, "1.json"), _tell(tmp_path, STORY, "2.json")]
    assert stories.first_id(files, "POST /v1/needs") == NEED
    assert stories.first_id(files, "POST /v1/plans") is None


@pytest.mark.parametrize(
    "spoil",
    [
        {"extra": 1},
        {"steps": [{"as": {"role": "MEMBER"}, "send": "GET /v1/needs", "body": {}}]},
        {"steps": [{"as": {"role": "MEMBER"}, "send": "POST http://elsewhere/", "body": {}}]},
        {"steps": [{"as": {"area": "72"}, "send": "POST /v1/needs", "body": {}}]},
        {"steps": [{"as": {"role": "MEMBER", "x": "y"}, "send": "POST /v1/needs", "body": {}}]},
        {"steps": [{"send": "POST /v1/needs", "body": {}}]},
        {"steps": [[]]},
    ],
)
def test_what_is_not_a_story_is_refused_by_name(tmp_path: Path, spoil: dict[str, Any]) -> None:
    path = _tell(tmp_path, {**STORY, **spoil})
    with pytest.raises(refusal.Refusal, match="is not a story") as stopped:
        stories.read(path)
    assert stopped.value.code == 2


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(refusal.Refusal, match="there is no"):
        stories.find(tmp_path / "missing")
