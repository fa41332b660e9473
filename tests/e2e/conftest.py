"""A real web server on loopback whose pages a test writes itself."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from linkcheck._check.shared import close
from linkcheck.settings import Settings

HANGS = "<title>At last</title>"


class Site:
    """Paths and what is behind them: HTML, or (status, headers, body)."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.pages: dict[str, str | tuple[int, dict[str, str], str]] = {}
        self.asked: Counter[str] = Counter()
        self.hanging = threading.Event()
        self.released = threading.Event()

    def article(self, path: str, title: str, *paragraphs: str) -> str:
        """Put an article behind `path`; returns its URL."""
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        self.pages[path] = (
            f"<!doctype html><html lang=en><head><title>{title}</title>"
            '<meta property="article:published_time" content="2026-11-20"></head>'
            f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
        )
        return self.url + path

    def hang(self, path: str) -> str:
        """Let `path` be asked for (`hanging`) and not answer until the test ends; returns its URL."""
        self.pages[path] = (200, {}, HANGS)
        return self.url + path

    def answer(self, path: str) -> tuple[int, dict[str, str], str]:
        self.asked[path] += 1
        page = self.pages.get(path)
        if page is None:
            return 404, {}, "<title>Not found</title>"
        if page == (200, {}, HANGS):
            self.hanging.set()
            self.released.wait(25)
        return (200, {}, page) if isinstance(page, str) else page


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor who leaves midway is no fault of the site's."""


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = here.answer(self.path)
            content = body.encode()
            self.send_response(status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments: Any) -> None:
            pass

    with _Server(("127.0.0.1", 0), Handler) as server:
        here = Site(server.server_port)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield here
        here.released.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def loopback() -> Settings:
    """Settings that may visit this machine, without waiting between visits."""
    return Settings(allow_networks=("127.0.0.0/8",), host_delay=0, timeout=5)


@pytest.fixture(autouse=True)
def _closed_afterwards() -> Iterator[None]:
    """Close the checkers that the public functions share: no socket of one test is left to the next."""
    yield
    close()
