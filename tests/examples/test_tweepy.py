"""The gate before the real tweepy: what it sends is what X's API would get, over a socket on loopback."""

from __future__ import annotations

import importlib.util
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import requests
import requests.adapters
import tweepy

from linkcheck.demo import NETWORK, Sites
from linkcheck.settings import Settings

GATE = Path(__file__).parents[2] / "examples" / "bots" / "tweepy_gate.py"
SETTINGS = Settings(allow_networks=(NETWORK,), host_delay=0)


class Api:
    """POST /2/tweets as docs.x.com has it: 201 with the tweet's id, 403 for the same text again."""

    def __init__(self) -> None:
        self.tweets: list[dict[str, Any]] = []
        self.authorization = ""
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                tweet = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                api.authorization = self.headers["Authorization"]
                if self.path != "/2/tweets":
                    self.answer(404, {"title": "Not Found Error", "status": 404})
                elif tweet in api.tweets:
                    self.answer(403, {"title": "Forbidden", "detail": "duplicate content", "status": 403})
                else:
                    api.tweets.append(tweet)
                    self.answer(201, {"data": {"id": str(len(api.tweets)), "text": tweet["text"]}})

            def answer(self, status: int, told: dict[str, Any]) -> None:
                content = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class ToLoopback(requests.adapters.HTTPAdapter):
    """Sends what is meant for X to a fake: tweepy has its host written into its code."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        assert request.url is not None
        request.url = request.url.replace("https://api.twitter.com", self._url)
        return super().send(request, *args, **options)


@pytest.fixture
def api() -> Iterator[Api]:
    fake = Api()
    yield fake
    fake.close()


@pytest.fixture
def client(api: Api) -> Iterator[tweepy.Client]:
    client = tweepy.Client(consumer_key="c", consumer_secret="cs", access_token="a", access_token_secret="as")
    client.session.mount("https://api.twitter.com", ToLoopback(api.url))
    yield client
    client.session.close()


@pytest.fixture(scope="module")
def gazette() -> Iterator[str]:
    with Sites() as sites:
        yield sites.origins["gazette"]


@pytest.fixture(scope="module")
def example() -> ModuleType:
    spec = importlib.util.spec_from_file_location("example_tweepy_gate", GATE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_tweet_that_matches_reaches_the_api_signed(
    api: Api, client: tweepy.Client, gazette: str, example: ModuleType
) -> None:
    text = f"The electric ferry Kittiwake took 240 passengers across Skelling Sound {gazette}/news/electric-ferry"
    sent = example.Gate(client, SETTINGS).create_tweet(text=text, reply_settings="following")
    assert sent.data["id"] == "1"
    assert api.tweets == [{"text": text, "reply_settings": "following"}]
    assert api.authorization.startswith("OAuth ")


def test_a_tweet_that_does_not_never_reaches_it(
    api: Api, client: tweepy.Client, gazette: str, example: ModuleType
) -> None:
    with pytest.raises(example.HeldBackError, match="mismatch: "):
        example.Gate(client, SETTINGS).create_tweet(
            text=f"The old fire station will close in December {gazette}/food/chestnut-soup"
        )
    assert api.tweets == []


def test_an_objection_of_the_api_is_tweepys_own_error(client: tweepy.Client, gazette: str, example: ModuleType) -> None:
    gate = example.Gate(client, SETTINGS)
    text = f"The electric ferry Kittiwake took 240 passengers across Skelling Sound {gazette}/news/electric-ferry"
    gate.create_tweet(text=text)
    with pytest.raises(tweepy.Forbidden, match="duplicate content"):
        gate.create_tweet(text=text)
