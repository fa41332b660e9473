"""The demonstration: posts, each named for what is wrong with it, and the small web that their links lead to.

The pages are served on loopback by a server of the standard library; no network is used.
"""

from __future__ import annotations

import http.server
import json
import posixpath
import threading
from collections.abc import Mapping
from importlib import resources
from types import TracebackType
from typing import NamedTuple, Self

from linkcheck._post.parse import parse_post
from linkcheck._post.types import Post


def demo_posts(origins: Mapping[str, str]) -> list[Post]:
    """The posts, with the sites' names in their links replaced by where the sites are served."""
    lines = resources.files("linkcheck.demo").joinpath("posts.jsonl").read_text(encoding="utf-8")
    return [_read(line, origins) for line in lines.splitlines()]


def _read(line: str, origins: Mapping[str, str]) -> Post:
    record = json.loads(line)
    for site, origin in origins.items():
        record["text"] = record["text"].replace(f"{{{site}}}", origin)
    return parse_post(record)


HOST = "127.0.0.1"
NETWORK = "127.0.0.0/8"
"""What `Settings.allow_networks` has to hold to visit the sites."""

SITES = ("gazette", "council", "observatory", "institut", "shop", "parked")
"""The sites by name: a folder of pages each."""

# Sites that answer every path with one page: a wall that asks whether we are human, and a domain for sale.
_ONE_PAGE = {"shop": "wall.html", "parked": "parked.html"}
# A site that lost its deep pages when it was rebuilt and sends every visitor to its front page.
_REDIRECTING = "observatory"


class Answer(NamedTuple):
    """What a site answers a path with."""

    status: int
    content_type: str = "text/html; charset=utf-8"
    body: bytes = b""
    location: str = ""


def answer(site: str, path: str) -> Answer:
    """The answer of a site to the path of a URL."""
    path = path.partition("?")[0]
    if path == "/robots.txt":
        return Answer(200, "text/plain; charset=utf-8", b"User-agent: *\nAllow: /\n")
    if site in _ONE_PAGE:
        return Answer(200, body=_page(site, _ONE_PAGE[site]))
    page = _page(site, "index.html" if path == "/" else f"{path.strip('/')}.html")
    if page:
        return Answer(200, body=page)
    if site == _REDIRECTING:
        return Answer(302, location="/")
    return Answer(404, body=_page(site, "404.html"))


def _page(site: str, name: str) -> bytes:
    # Only names below the site's folder: nothing of the request reaches the file system beyond it.
    normal = posixpath.normpath(name)
    if normal.startswith((".", "/")):
        return b""
    file = resources.files("linkcheck.demo").joinpath("pages", site, *normal.split("/"))
    return file.read_bytes() if file.is_file() else b""


class Sites:
    """Serves every site while it is open: `with Sites() as sites: sites.origins["gazette"]`."""

    def __init__(self) -> None:
        self._servers: dict[str, http.server.ThreadingHTTPServer] = {}
        self._threads: list[threading.Thread] = []

    @property
    def origins(self) -> dict[str, str]:
        """The address of each site, such as http://127.0.0.1:40123."""
        return {site: f"http://{HOST}:{server.server_address[1]}" for site, server in self._servers.items()}

    def __enter__(self) -> Self:
        for site in SITES:
            server = http.server.ThreadingHTTPServer((HOST, 0), _handler(site))
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            thread.start()
            self._servers[site] = server
            self._threads.append(thread)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers.values():
            server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join()
        self._servers.clear()
        self._threads.clear()


def _handler(site: str) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        server_version = "linkcheck-demo"

        def do_GET(self) -> None:
            given = answer(site, self.path)
            self.send_response(given.status)
            if given.location:
                self.send_header("Location", given.location)
            self.send_header("Content-Type", given.content_type)
            self.send_header("Content-Length", str(len(given.body)))
            self.end_headers()
            self.wfile.write(given.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Say nothing: the report is what the demonstration prints."""

    return Handler
