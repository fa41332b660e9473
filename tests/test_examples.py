"""Every example is run: scripts as they are, bots against fakes that speak the real HTTP shapes."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import anyio
import pytest

from linkcheck._post.types import Link, Post
from linkcheck._report.types import Report
from linkcheck._scoring.types import LinkReport, Reason, Verdict
from linkcheck.demo import NETWORK, Sites
from linkcheck.settings import Settings

EXAMPLES = Path(__file__).parents[1] / "examples"
SCRIPTS = sorted(path.name for path in EXAMPLES.glob("*.py"))
BOTS = sorted(path.name for path in (EXAMPLES / "bots").glob("*.py"))

SAID = {
    "check_a_post.py": ("match (0.0", "mismatch (", "Town to plant 2,400 street trees"),
    "compare_offline.py": ("match (0.", "mismatch (", "the page says: "),
    "check_a_queue.py": ("line 2: mismatch", "line 3: mismatch", "row 1 should have the link of row 2"),
    "many_at_once.py": (" match", " mismatch", "2 broken", "2 unverifiable"),
}

SETTINGS = Settings(allow_networks=(NETWORK,), host_delay=0)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_says_what_it_promises(name: str) -> None:
    command = [sys.executable, "-W", "error", str(EXAMPLES / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=25)
    assert (done.returncode, done.stderr) == (0, "")
    for said in SAID[name]:
        assert said in done.stdout


def test_every_example_is_tested() -> None:
    assert set(SAID) == set(SCRIPTS)
    assert BOTS == [
        "bluesky_post.py",
        "feed_to_posts.py",
        "mastodon_reply.py",
        "outbox.py",
        "test_outbox.py",
        "tweepy_gate.py",
    ]


@pytest.mark.parametrize(
    "path", [*EXAMPLES.glob("*.py"), *(EXAMPLES / "bots").glob("*.py")], ids=lambda path: path.stem
)
def test_examples_are_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 80


def test_the_tests_of_a_bot_pass_without_a_network(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=prepend"]
    tests = str(EXAMPLES / "bots" / "test_outbox.py")
    done = subprocess.run([*command, tests], capture_output=True, text=True, check=False, cwd=tmp_path, timeout=25)
    assert (done.returncode, done.stderr) == (0, "")
    assert "4 passed" in done.stdout


def bot(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / "bots" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Fake:
    """A service on loopback: answers by method and path, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.asked: list[tuple[str, dict[str, Any], dict[str, str]]] = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                path = urlsplit(self.path).path
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                form = json.loads(body) if body.startswith("{") else {k: v[0] for k, v in parse_qs(body).items()}
                fake.asked.append((f"{self.command} {path}", form, dict(self.headers)))
                given = fake.answers.get(f"{self.command} {path}")
                content = given if isinstance(given, bytes) else json.dumps(given).encode()
                self.send_response(404 if given is None else 200)
                self.send_header("Content-Type", "application/xml" if isinstance(given, bytes) else "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = _answer  # noqa: N815 - the base class names them so

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

    def sent(self, request: str) -> list[dict[str, Any]]:
        return [form for asked, form, _ in self.asked if asked == request]


@pytest.fixture
def fake() -> Iterator[Fake]:
    started = Fake()
    yield started
    started.close()


@pytest.fixture(scope="module")
def gazette() -> Iterator[str]:
    with Sites() as sites:
        yield sites.origins["gazette"]


FERRY = "The electric ferry Kittiwake took 240 passengers across Skelling Sound"
STATION = "The old fire station on Tanner's Row will close in December, the brigade confirmed"


@pytest.fixture
def mastodon(fake: Fake, gazette: str, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Two posts, a right and a wrong one, with a mention of the bot under each."""
    monkeypatch.setenv("MASTODON_URL", fake.url)
    monkeypatch.setenv("MASTODON_TOKEN", "t0ken")
    monkeypatch.delenv("MASTODON_SEND", raising=False)
    url = f"{gazette}/news/electric-ferry"
    notifications = []
    for number, text in ((1, FERRY), (2, STATION)):
        account = {"id": "7", "acct": f"reader{number}", "username": f"reader{number}"}
        mention = {"id": f"20{number}", "in_reply_to_id": f"10{number}", "content": "<p>@bot?</p>", "account": account}
        notifications.append({"id": str(number), "type": "mention", "account": account, "status": mention})
        fake.answers[f"GET /api/v1/statuses/10{number}"] = {
            "id": f"10{number}",
            "created_at": "2026-05-12T09:15:00.000Z",
            "content": f'<p>{text} <a href="{url}" rel="nofollow noopener"><span class="invisible">http://</span>'
            f'<span class="ellipsis">{url[7:30]}</span><span class="invisible">{url[30:]}</span></a></p>',
            "account": {"id": "8", "acct": "poster", "username": "poster"},
            "language": "en",
            "visibility": "public",
            "reblog": None,
            "card": None,
        }
        fake.answers[f"POST /api/v1/notifications/{number}/dismiss"] = {}
    fake.answers["GET /api/v1/notifications"] = notifications
    fake.answers["POST /api/v1/statuses"] = {"id": "300"}
    return fake


class TestMastodon:
    def test_the_mastodon_bot_drafts_unless_told_to_send(
        self, mastodon: Fake, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bot("mastodon_reply").main(SETTINGS)
        drafts = capsys.readouterr().out.splitlines()
        assert drafts[0].startswith("draft to 201: @reader1 The linked page is about what the post says")
        assert drafts[1].startswith("draft to 202: @reader2 The linked page does not seem to say this: ")
        assert not [asked for asked, _, _ in mastodon.asked if asked.startswith("POST")]

    def test_the_mastodon_bot_replies_under_the_mention_once(
        self, mastodon: Fake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MASTODON_SEND", "1")
        bot("mastodon_reply").main(SETTINGS)
        replies = mastodon.sent("POST /api/v1/statuses")
        assert [reply["in_reply_to_id"] for reply in replies] == ["201", "202"]
        assert all(reply["visibility"] == "unlisted" and len(reply["status"]) <= 500 for reply in replies)
        posts = [(asked, headers) for asked, _, headers in mastodon.asked if asked.startswith("POST")]
        assert [asked for asked, _ in posts] == [
            "POST /api/v1/statuses",
            "POST /api/v1/notifications/1/dismiss",
            "POST /api/v1/statuses",
            "POST /api/v1/notifications/2/dismiss",
        ]
        assert (posts[2][1]["Authorization"], posts[2][1]["Idempotency-Key"]) == ("Bearer t0ken", "202")

    def test_a_person_whom_a_page_names_is_not_mentioned(self) -> None:
        reason = Reason(code="x", message="the page is titled “@victim@a.example”", weight=9.0)
        link = LinkReport(link=Link(url="https://a.example/"), verdict=Verdict.MISMATCH, score=0.99, reasons=(reason,))
        report = Report(post=Post(text="a post", links=(link.link,)), links=(link,), verdict=Verdict.MISMATCH)
        assert not re.search(r"@\w", bot("mastodon_reply").answer(report))

    def test_the_mastodon_bot_is_silent_about_pages_it_could_not_read(
        self, mastodon: Fake, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bot("mastodon_reply").main(Settings(host_delay=0))  # loopback is refused: nothing can be read
        assert capsys.readouterr().out == ""

    def test_the_mastodon_bot_dismisses_the_mentions_it_has_seen(
        self, mastodon: Fake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MASTODON_SEND", "1")
        bot("mastodon_reply").main(Settings(host_delay=0))
        assert len([asked for asked, _, _ in mastodon.asked if asked.endswith("/dismiss")]) == 2


class TestBluesky:
    @pytest.fixture(autouse=True)
    def _service(self, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("BLUESKY_URL", fake.url)
        monkeypatch.setenv("BLUESKY_HANDLE", "me.example")
        monkeypatch.setenv("BLUESKY_PASSWORD", "app-password")
        fake.answers["POST /xrpc/com.atproto.server.createSession"] = {
            "did": "did:plc:abc",
            "handle": "me.example",
            "accessJwt": "a.b.c",
            "refreshJwt": "d.e.f",
        }
        fake.answers["POST /xrpc/com.atproto.repo.createRecord"] = {"uri": "at://did:plc:abc/x/1", "cid": "bafy"}

    def test_a_post_that_matches_is_posted(self, fake: Fake, gazette: str, capsys: pytest.CaptureFixture[str]) -> None:
        url = f"{gazette}/news/electric-ferry"
        assert anyio.run(bot("bluesky_post").main, f"{FERRY}, naïvely", url, SETTINGS) == 0
        assert "posted at://did:plc:abc/x/1" in capsys.readouterr().out
        (entry,) = fake.sent("POST /xrpc/com.atproto.repo.createRecord")
        assert (entry["repo"], entry["collection"]) == ("did:plc:abc", "app.bsky.feed.post")
        index = entry["record"]["facets"][0]["index"]
        text = entry["record"]["text"].encode()
        assert text[index["byteStart"] : index["byteEnd"]].decode() == url

    def test_one_that_does_not_is_held_back(self, fake: Fake, gazette: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert anyio.run(bot("bluesky_post").main, STATION, f"{gazette}/food/chestnut-soup", SETTINGS) == 1
        assert "not posted, mismatch" in capsys.readouterr().out
        assert fake.asked == []


class TestTweepyGate:
    def test_the_tweepy_gate_passes_a_match_and_holds_back_a_mismatch(self, gazette: str) -> None:
        module = bot("tweepy_gate")
        sent: list[str] = []
        client = SimpleNamespace(create_tweet=lambda *, text, **_: sent.append(text), get_me=lambda: "me")
        gate = module.Gate(client, SETTINGS)
        gate.create_tweet(text=f"{FERRY} {gazette}/news/electric-ferry")
        with pytest.raises(module.HeldBackError, match="mismatch: "):
            gate.create_tweet(text=f"{STATION} {gazette}/food/chestnut-soup")
        with pytest.raises(module.HeldBackError, match="broken: "):
            gate.create_tweet(text=f"{STATION} {gazette}/none")
        assert len(sent) == 1
        assert gate.get_me() == "me"


class TestFeedToPosts:
    @pytest.mark.parametrize("kind", ["rss", "atom"])
    def test_entries_become_drafts_unless_their_page_says_otherwise(
        self, fake: Fake, gazette: str, capsys: pytest.CaptureFixture[str], kind: str
    ) -> None:
        items = ((FERRY, f"{gazette}/news/electric-ferry"), (STATION, f"{gazette}/food/chestnut-soup"))
        if kind == "rss":
            inner = "".join(f"<item><title>{title}</title><link>{link}</link></item>" for title, link in items)
            feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>G</title>{inner}</channel></rss>'
        else:
            inner = "".join(f'<entry><title>{title}</title><link href="{link}"/></entry>' for title, link in items)
            feed = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>G</title>{inner}</feed>'
        fake.answers["GET /feed.xml"] = feed.encode()
        assert bot("feed_to_posts").main(f"{fake.url}/feed.xml", SETTINGS) == 0
        told = capsys.readouterr()
        assert [json.loads(line)["verdict"] for line in told.out.splitlines()] == ["match"]
        assert told.err.startswith("dropped, mismatch: The old fire station")

    def test_a_feed_that_is_not_there_is_said(self, fake: Fake, capsys: pytest.CaptureFixture[str]) -> None:
        assert bot("feed_to_posts").main(f"{fake.url}/none.xml", SETTINGS) == 2
        assert "no feed: " in capsys.readouterr().err


def test_the_outbox_bot_sends_what_its_pages_say_and_holds_the_rest(
    gazette: str, fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = [f"{FERRY} {gazette}/news/electric-ferry", f"{STATION} {gazette}/food/chestnut-soup"]
    (tmp_path / "outbox.json").write_text(json.dumps(posts), encoding="utf-8")
    monkeypatch.setenv("OUTBOX", str(tmp_path / "outbox.json"))
    monkeypatch.setenv("WEBHOOK", f"{fake.url}/hook")
    fake.answers["POST /hook"] = {}

    anyio.run(bot("outbox").main, SETTINGS)

    assert [body["text"] for body in fake.sent("POST /hook")] == posts[:1]
    assert f"held (mismatch): {posts[1]}" in capsys.readouterr().out
