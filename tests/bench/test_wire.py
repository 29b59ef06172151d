"""The load generator counts whole answers, sends each write once, and is not fooled by errors."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench import wire

BODY = b'{"items":[]}' * 3000


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: list[str]

    def do_GET(self) -> None:
        self.server.seen.append(self.path)  # type: ignore[attr-defined]
        self.send_response(404 if self.path == "/missing" else 200)
        self.send_header("Content-Length", str(len(BODY)))
        if self.path == "/closing":
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    monkeypatch.setattr(wire.shutil, "which", lambda _: None)
    made = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    made.seen = []  # type: ignore[attr-defined]
    made.daemon_threads = True
    thread = threading.Thread(target=made.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def address_of(server: ThreadingHTTPServer) -> str:
    return f"127.0.0.1:{server.server_port}"


def test_requests_go_round_for_the_time_given(server: ThreadingHTTPServer) -> None:
    address = address_of(server)
    asked = [wire.request(address, f"/{n}") for n in range(3)]
    load = wire.drive(address, asked, seconds=0.3, connections=4)
    assert load.answers == len(load.latencies) == len(server.seen)  # type: ignore[attr-defined]
    assert load.answers > 12
    assert 0.25 < load.seconds < 3
    assert set(server.seen) == {"/0", "/1", "/2"}  # type: ignore[attr-defined]


def test_each_write_is_sent_once(server: ThreadingHTTPServer) -> None:
    address = address_of(server)
    asked = [wire.request(address, f"/{n}") for n in range(50)]
    load = wire.drive(address, asked, seconds=30, connections=4, once=True)
    assert load.answers == 50
    assert sorted(server.seen) == sorted(f"/{n}" for n in range(50))  # type: ignore[attr-defined]


def test_a_server_that_closes_after_each_answer_is_asked_anew(server: ThreadingHTTPServer) -> None:
    address = address_of(server)
    load = wire.drive(
        address, [wire.request(address, "/closing")] * 20, seconds=30, connections=2, once=True
    )
    assert load.answers == 20


def test_another_status_is_an_error_and_not_an_answer(server: ThreadingHTTPServer) -> None:
    address = address_of(server)
    with pytest.raises(wire.LoadError, match="404"):
        wire.drive(address, [wire.request(address, "/missing")], seconds=1)


def test_one_question_returns_its_whole_body(server: ThreadingHTTPServer) -> None:
    address = address_of(server)
    assert wire.ask(address, wire.request(address, "/")) == BODY
