"""Every message of linkcheck, made by running a small case of each: the golden file tests/messages.txt.

python -m tests.messages            # fails, and shows how, where the file is not what the code says
python -m tests.messages --update   # writes it; read the difference as text before you commit it
"""

from __future__ import annotations

import asyncio
import datetime as dt
import difflib
import io
import sqlite3
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

import linkcheck
from linkcheck import Link, LinkReport, Outcome, Page, Post, Reason, Settings, Snapshot, Verdict
from linkcheck._atomic_files import write_file
from linkcheck._check.compare import compare_unvisited
from linkcheck._evidence.compare import extract_evidence, prepare_page, prepare_post
from linkcheck._evidence.detectors import EVIDENCE_CODES
from linkcheck._evidence.types import Code, Evidence
from linkcheck._page.read import read_page
from linkcheck._page.states import with_state
from linkcheck._page.types import STATE_REASONS, PageState
from linkcheck._post.types import BadRecord, Card
from linkcheck._queue.findings import explain_moves
from linkcheck._report.build import report_post, report_problem
from linkcheck._scoring.causes import with_cause
from linkcheck._scoring.codes import CAUSES, REASONS
from linkcheck._scoring.judge import judge, reconcile_links
from linkcheck._urls.homographs import LOOK_ALIKE, MIXED
from linkcheck._web.failures import FAILURES, FetchFailure
from linkcheck._web.store import Store

GOLDEN = Path(__file__).with_name("messages.txt")

URL = "https://gazette.example/news/street-trees-planted"
POST = f"Our town will plant 2,400 street trees over three winters {URL}"
TREES = Page(
    url=URL,
    title="Town to plant 2,400 street trees over three winters",
    text="The council will plant 2,400 street trees over the next three winters, starting in Mill Street.",
)
SOUP = Page(
    url="https://kitchen.example/soup",
    title="Soup of chestnuts",
    text=(
        "Peel the chestnuts, fry the onions in butter, add stock and simmer for half an hour before serving. "
        "Toasted rye bread, chives and a spoon of sour cream go well with it; leftovers freeze for three months."
    ),
)
TIME = dt.datetime(2026, 5, 3, 9, tzinfo=dt.UTC)


def page_of_example(code: Code) -> tuple[Post, Page, dt.datetime | None]:
    """The post, the page and the moment of a code's example."""
    example = code.example
    assert example is not None, f"{code.code} has no example"
    post = Post(text=example.post, card=Card(title=example.card_title) if example.card_title else None)
    page = Page(
        url=example.url,
        site_name=example.site_name,
        title=example.title,
        text=example.text,
        published=dt.date.fromisoformat(example.published) if example.published else None,
        published_text=example.published,
    )
    return post, page, dt.datetime.fromisoformat(example.as_of).replace(tzinfo=dt.UTC) if example.as_of else None


def message_of_example(code: Code) -> str:
    """What a detector says of the example of its code."""
    post, page, as_of = page_of_example(code)
    found = extract_evidence(prepare_post(post), prepare_page(with_state(page)), as_of)
    return next(evidence.message for evidence in found if evidence.code == code.code)


class _Failing:
    code = "house-style"

    def weigh(self, _case: linkcheck.Case) -> Iterable[Evidence]:
        raise TimeoutError("no answer in 10 s")


def _compared(post: str = POST, page: Page = TREES, **options: Any) -> LinkReport:
    return linkcheck.compare(post, page, **options)


def _of_several_links() -> LinkReport:
    post = linkcheck.parse_post(f"{POST} and {SOUP.url}")
    links = [_compared(post, page, link=link) for page, link in zip((TREES, SOUP), post.links, strict=True)]  # type: ignore[arg-type]  # a Post is taken too
    return reconcile_links(links)[1]


def _not_due() -> LinkReport:
    link = Link(url=URL)
    post = Post(text=POST, links=(link,), scheduled_at=TIME)
    message = FetchFailure("not-found").sentence(URL)
    missing = Snapshot(
        id="1",
        url=URL,
        outcome=Outcome.GONE,
        detail="not-found",
        message=message,
        fetched_at=TIME - dt.timedelta(days=1),
    )
    return compare_unvisited(post, link, missing)


def _exchanged() -> tuple[LinkReport, ...]:
    posts = [POST, "How to cook a soup of chestnuts with onions and butter, step by step"]
    return linkcheck.compare_queue(list(zip(posts, (SOUP, TREES), strict=True))).reports


def _repeated() -> tuple[LinkReport, ...]:
    return linkcheck.compare_queue([(POST, TREES), (POST, TREES)]).reports


REASON_CASES: Mapping[str, Callable[[], Iterable[Reason]]] = {
    "detector-failed": lambda: _compared(detectors=(_Failing(),)).reasons,
    "nothing-compared": lambda: judge((), settings=Settings()).reasons,
    "not-the-source": lambda: _of_several_links().reasons,
    "look-alike-host": lambda: _compared(page=Page(title="Trees", host_warnings=(LOOK_ALIKE,))).reasons,
    "mixed-script-host": lambda: _compared(page=Page(title="Trees", host_warnings=(MIXED,))).reasons,
    "no-link": lambda: report_post(Post(text="The library reopens on Monday"), ()).reasons,
    "no-claim-empty": lambda: _compared(URL).reasons,
    "no-claim-pointer": lambda: _compared(f"Read this {URL}").reasons,
    "no-claim-reaction": lambda: _compared(f"Wow! {URL}").reasons,
    "not-yet-published": lambda: _not_due().reasons,
    "page-thin": lambda: _compared(page=read_page("<title>Hut</title><p>The hut is behind the third gate.")).reasons,
    "page-incomplete": lambda: _compared(page=Page(title=SOUP.title, text=SOUP.text, truncated=True)).reasons,
    "bad-record": lambda: report_problem(_bad_record()).reasons,
    "repeated-post": lambda: (reason for report in _repeated() for reason in report.reasons),
    "better-match": lambda: (reason for report in _exchanged() for reason in report.reasons),
}


def _bad_record() -> BadRecord:
    read = list(linkcheck.read_posts(io.StringIO('{"text": 5}\n'), format="jsonl"))
    assert isinstance(read[0], BadRecord)
    return read[0]


def _found(
    verdict: Verdict, page: Page | None = None, *, url: str = URL, off_topic: float = 0.99, code: str = ""
) -> str:
    message = "The post says “BREAKING”; the page was published on 2016-02-08, 10 years before."
    reasons = (Reason(code=code or "number-differs", message=message, weight=2.0),)
    report = LinkReport(link=Link(url=url), verdict=verdict, reasons=reasons, off_topic=off_topic)
    cause = with_cause(report, page).cause
    assert cause is not None
    return f"{cause.code}\n{cause.message}"


def _moves(moves: Mapping[int, int]) -> str:
    found = explain_moves(
        moves,
        rows=range(10),
        advantage=lambda row, page: 5.0 if moves.get(row) == page else -5.0,
        is_plausible=lambda _row, _page: True,
    )
    return f"{found[0].cause.code}\n{found[0].cause.message}"


def _repeated_cause() -> str:
    cause = _repeated()[1].cause
    assert cause is not None
    return f"{cause.code}\n{cause.message}"


CAUSE_CASES: Mapping[str, Callable[[], str]] = {
    "swapped-links": lambda: _moves({1: 3, 3: 1}),
    "shifted-rows": lambda: _moves({3: 4, 4: 5, 5: 6, 6: 3}),
    "misplaced-link": lambda: _moves({2: 7}),
    "home-page-instead": lambda: _found(Verdict.MISMATCH, Page(state=PageState.HOMEPAGE)),
    "section-instead": lambda: _found(Verdict.MISMATCH, Page(state=PageState.SECTION)),
    "feed-address": lambda: _found(Verdict.UNVERIFIABLE, Page(state=PageState.FEED)),
    "damaged-url": lambda: _found(Verdict.BROKEN, url=f"{URL}…"),
    "stale-repost": lambda: _found(Verdict.MISMATCH, Page(title="Trees"), off_topic=0.05, code="stale"),
    "repeated-post": _repeated_cause,
    "content-replaced": lambda: _found(Verdict.MISMATCH, Page(url=URL, requested_url=URL, title="Best casino bonus")),
    "redirected-elsewhere": lambda: _found(
        Verdict.MISMATCH, Page(url="https://casino.example/", requested_url=URL, title="Best casino bonus")
    ),
    "card-differs": lambda: _found(Verdict.MISMATCH, Page(url=URL, title="Street trees planted"), code="card-differs"),
    "dead-link": lambda: _found(Verdict.BROKEN, Page(state=PageState.NOT_FOUND)),
    "parked-domain": lambda: _found(Verdict.BROKEN, Page(state=PageState.PARKED)),
    "overclaim": lambda: _found(Verdict.MISMATCH, Page(url=URL, title="Street trees planted"), off_topic=0.05),
    "unknown": lambda: _found(Verdict.MISMATCH, Page(url=URL, title="Street trees planted"), code="topic-lead"),
}

FACTS: Mapping[str, Any] = {
    "host": "gazette.example",
    "id": "b7d1",
    "kind": "video/mp4",
    "length": 512,
    "limit": 20,
    "most": 80,
    "pattern": "gazette.example",
    "port": 25,
    "seconds": 90.0,
    "status": 503,
    "target": "http://gazette.example/",
}
"""What the sentences of failures name."""

STATUS: Mapping[str, int] = {"blocked": 403, "empty": 200, "unexpected-status": 300}
"""The status of failures that do not come with that of FACTS."""

WHY: Mapping[str, str] = {
    "action-link": "it unsubscribes",
    "address": "a private address",
    "bad-redirect": "it holds a control character",
    "dns-failure": "temporary failure in name resolution",
    "encoding": "br, which was not asked for",
    "internal": "ValueError: bad state",
    "malformed-url": "its brackets do not match",
    "no-url": "it has no host",
    "no-snapshot": "is not in the store",
    "protocol-error": "it does not begin with HTTP/1",
    "reset": "connection reset by peer",
    "robots-unavailable": "answered 503",
    "timeout": "nothing came for 20 s",
    "tls": "certificate has expired",
    "transport": "ValueError: bad state",
    "unreachable": "no route to host",
}


def _errors() -> Iterator[tuple[str, Callable[[], object]]]:
    nowhere = str(Path(tempfile.gettempdir()) / "no-such-folder" / "posts.csv")
    yield "a setting out of range", lambda: Settings(timeout=-1)
    yield "a setting of another type", lambda: Settings(user_agent="line\nline")
    yield "a setting that does not exist", lambda: Settings(time_out=5)  # type: ignore[call-arg]  # the mistake shown
    yield "settings that do not go together", lambda: Settings(offline=True)
    yield "thresholds that cross", lambda: Settings(match_threshold=0.9, mismatch_threshold=0.5)
    yield (
        "a detector that does not load",
        lambda: linkcheck.compare(POST, TREES, settings=Settings(detectors=("no_such:thing",))),
    )
    yield "a detector that is none", lambda: linkcheck.compare(POST, TREES, detectors=(5,))  # type: ignore[arg-type]  # the mistake shown
    yield "a post that is none", lambda: linkcheck.parse_post(5)  # type: ignore[arg-type]  # the mistake shown
    yield "a post without a text", lambda: linkcheck.parse_post({"txt": "x"})
    yield "a text given as posts", lambda: list(linkcheck.check_many("abc"))
    yield "a page that is none", lambda: linkcheck.compare(POST, "<html>")  # type: ignore[arg-type]  # the mistake shown
    yield "a URL given as a page", lambda: linkcheck.read_page(URL)
    yield "a file that is not there", lambda: list(linkcheck.read_posts(nowhere))
    yield "a model that is not there", lambda: linkcheck.compare(POST, TREES, settings=Settings(model=nowhere))
    yield "a request to this machine", lambda: _ask("http://127.0.0.1/")
    yield "an output in no folder", lambda: write_file(Path(nowhere), b"")
    yield "a checker that is closed", _check_after_closing
    yield "no event loop", lambda: linkcheck.acheck(POST).__await__().send(None)
    yield "a table without pandas", _table_without_pandas
    yield "a detector whose evidence cannot be used", _ask_a_mute_detector
    yield "a store that is not there", lambda: Store(nowhere, must_exist=True)
    yield "a snapshot that is damaged", _read_a_damaged_snapshot


def _ask(url: str) -> None:
    asyncio.run(linkcheck.GuardedTransport().handle_async_request(httpx.Request("GET", url)))


def _check_after_closing() -> None:
    checker = linkcheck.Checker()
    checker.close()
    checker.check(POST)


def _table_without_pandas() -> None:
    known = sys.modules.get("pandas")
    sys.modules["pandas"] = None  # type: ignore[assignment]  # as import leaves what cannot be found
    try:
        linkcheck.compare_queue([(POST, TREES)]).to_frame()
    finally:
        del sys.modules["pandas"]
        if known is not None:
            sys.modules["pandas"] = known


class _Mute:
    code = "mute"

    def weigh(self, case: linkcheck.Case) -> Iterator[Evidence]:
        yield Evidence(code="mute", layer=linkcheck.Layer.DETAIL, log_odds=1.0)


def _ask_a_mute_detector() -> None:
    report = linkcheck.compare(POST, TREES, detectors=(_Mute(),))
    raise linkcheck.DetectorError(next(r.message for r in report.reasons if r.code == "detector-failed"))


def _read_a_damaged_snapshot() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.sqlite"
        with Store(path) as store:
            store.put(
                Snapshot(id="b7d1", url=URL, final_url=URL, outcome=Outcome.OK, content=b"<p>Trees</p>", sha256="9f")
            )
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE contents SET packed = ?", (zlib.compress(b"<p>Soup</p>"),))
        try:
            with Store(path) as store:
                store.get("b7d1")
        except linkcheck.DamagedSnapshotError as error:
            raise linkcheck.DamagedSnapshotError(str(error).replace(folder, tempfile.gettempdir())) from None


def _error_messages() -> Iterator[tuple[str, str]]:
    for name, wrong in _errors():
        try:
            wrong()
        except linkcheck.LinkcheckError as error:
            yield f"{type(error).__name__}: {name}", str(error).replace(tempfile.gettempdir(), "TEMPORARY")
        else:
            raise AssertionError(f"{name} raised nothing")


def _reason_messages() -> Iterator[tuple[str, str]]:
    for code, case in REASON_CASES.items():
        yield code, next(reason.message for reason in case() if reason.code == code)


def _cause_messages() -> Iterator[tuple[str, str]]:
    for code, case in CAUSE_CASES.items():
        found, _, message = case().partition("\n")
        assert found == code, f"the case of {code} gives {found}"
        yield code, message


def sections() -> Iterator[tuple[str, Iterable[tuple[str, str]]]]:
    """Title of a section, and its codes with their messages."""
    yield "Evidence", ((code.code, message_of_example(code)) for code in EVIDENCE_CODES if code.reported_under is None)
    yield "Reasons without a model", _reason_messages()
    yield "States of pages", ((f"page-{state}", reason) for state, reason in STATE_REASONS.items())
    yield (
        "Failed visits",
        (
            (
                f"{kind.outcome} {code}",
                FetchFailure(
                    code, **dict(FACTS) | {"status": STATUS.get(code, FACTS["status"])}, why=WHY.get(code, "")
                ).sentence(URL),
            )
            for code, kind in FAILURES.items()
        ),
    )
    yield "Causes", _cause_messages()
    yield "Errors", _error_messages()


def missing_cases() -> set[str]:
    """Codes and kinds of error for which no case stands here."""
    kinds = {name for name in linkcheck.__all__ if name.endswith("Error")} - {"LinkcheckError"}
    shown = {title.partition(":")[0] for title, _ in _error_messages()}
    return (set(REASONS) - set(REASON_CASES)) | (set(CAUSES) - set(CAUSE_CASES)) | (kinds - shown)


def render() -> str:
    """The golden file as the code says it."""
    parts = []
    for title, messages in sections():
        parts += [f"# {title}\n", *(f"{code}\n    {message}\n" for code, message in messages), ""]
    return "\n".join(parts)


def difference() -> str:
    """What is not in the golden file as the code says it; empty where nothing is."""
    kept = GOLDEN.read_text("utf-8") if GOLDEN.exists() else ""
    return "\n".join(
        difflib.unified_diff(kept.splitlines(), render().splitlines(), "messages.txt", "code", lineterm="")
    )


def main() -> int:
    if "--update" in sys.argv[1:]:
        GOLDEN.write_text(render(), "utf-8")
        return 0
    shown = difference()
    sys.stdout.write(f"{shown or 'tests/messages.txt is what the code says'}\n")
    return 1 if shown else 0


if __name__ == "__main__":
    sys.exit(main())
