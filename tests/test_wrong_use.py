"""Wrong use is told at once, in one line that names the input and what to do instead; and what is no wrong use works.

The cases follow the paragraph "Wrong use" of the design, phrase by phrase.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import linkcheck
from linkcheck import Evidence, Layer, LinkcheckError, Page, Post, Settings
from linkcheck._atomic_files import write_file

POST = "The ferry sails at noon https://example.org/ferry"
PAGE = Page(title="The ferry sails at noon", text="The ferry sails at noon. " * 30, url="https://example.org/ferry")
LEVEL = 0.01


class Nameless:
    def weigh(self, case: object) -> Iterable[Evidence]:
        return ()


def many(posts: Any) -> Iterator[Callable[[], object]]:
    """Every way to give many posts."""
    yield lambda: linkcheck.check_many(posts)
    yield lambda: linkcheck.check_queue(posts)
    yield lambda: linkcheck.compare_queue(posts)
    yield lambda: linkcheck.Checker().check_many(posts)
    yield lambda: linkcheck.Checker().check_queue(posts)
    yield lambda: linkcheck.AsyncChecker().check_many(posts)
    yield lambda: asyncio.run(linkcheck.AsyncChecker().check_queue(posts))


def every(settings: Any, *, by_position: bool = False) -> Iterator[Callable[[], object]]:
    """Every function that takes settings."""
    report = linkcheck.Report(post=Post())
    calls: list[tuple[Callable[..., Any], Any]] = [
        (linkcheck.check, POST),
        (linkcheck.check_many, [POST]),
        (linkcheck.check_queue, [POST]),
        (linkcheck.compare_queue, [(POST, PAGE)]),
        (linkcheck.fetch, "https://example.org/"),
        (linkcheck.parse_post, POST),
        (linkcheck.read_page, b"<p>Hello"),
        (linkcheck.read_posts, __file__),
        (linkcheck.replay, report),
        (lambda post, *more, **options: linkcheck.compare(post, PAGE, *more, **options), POST),
        (lambda post, *more, **options: asyncio.run(linkcheck.acheck(post, *more, **options)), POST),
    ]
    for function, argument in calls:
        yield _call(function, argument, settings, by_position=by_position)


def _call(function: Callable[..., Any], argument: Any, settings: Any, *, by_position: bool) -> Callable[[], object]:
    return lambda: function(argument, settings) if by_position else function(argument, settings=settings)


def judging(**options: Any) -> Iterator[Callable[[], object]]:
    """Every function and class that judges."""
    yield lambda: linkcheck.check(POST, **options)
    yield lambda: linkcheck.check_many([POST], **options)
    yield lambda: linkcheck.check_queue([POST], **options)
    yield lambda: linkcheck.compare(POST, PAGE, **options)
    yield lambda: linkcheck.compare_queue([(POST, PAGE)], **options)
    yield lambda: asyncio.run(linkcheck.acheck(POST, **options))
    yield lambda: linkcheck.Checker(**options)
    yield lambda: linkcheck.AsyncChecker(**options)


def frame() -> Any:
    return pytest.importorskip("pandas").DataFrame({"text": [POST]})


def at(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def later_store(folder: Path) -> str:
    path = folder / "pages.sqlite"
    with linkcheck.Checker(Settings(store=str(path))) as checker:
        checker.check("Hello")
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    return str(path)


def closed() -> linkcheck.Checker:
    checker = linkcheck.Checker()
    checker.close()
    return checker


def two_event_loops() -> object:
    checker = linkcheck.AsyncChecker(Settings(dns_timeout=LEVEL, retries=0))
    try:
        asyncio.run(checker.fetch("https://127.0.0.1/"))
        return asyncio.run(checker.fetch("https://127.0.0.1/"))
    finally:
        asyncio.run(checker.aclose())


def without(module: str, call: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> Callable[[], object]:
    monkeypatch.setitem(sys.modules, module, None)
    return call


Cases = Iterable[Callable[[], object]]

WRONG: dict[str, tuple[Callable[[Path, pytest.MonkeyPatch], Cases], str]] = {
    "a str given as posts": (lambda folder, patch: many(POST), r"posts is a str.*use (check|compare)$"),
    "bytes given as posts": (lambda folder, patch: many(b"x"), r"posts is a bytes.*use (check|compare)$"),
    "a mapping given as posts": (lambda folder, patch: many({"text": POST}), r"posts is a dict.*use (check|compare)$"),
    "a Path where it cannot be read": (
        lambda folder, patch: [lambda: linkcheck.compare_queue(folder / "queue.csv")],  # type: ignore[arg-type]  # the mistake
        r"posts is a .*Path.*read_posts",
    ),
    "a frame where it cannot be read": (
        lambda folder, patch: [lambda: linkcheck.check(frame()), lambda: linkcheck.compare_queue(frame())],
        r"a DataFrame( is not a post: check_many and check_queue take many|.* whose rows are not posts)",
    ),
    "a Path given as a post": (
        lambda folder, patch: [lambda: linkcheck.check(folder), lambda: linkcheck.compare(folder, PAGE)],  # type: ignore[arg-type]  # the mistake
        r"a \w+Path is not a post: check_many",
    ),
    "settings that are a dict": (
        lambda folder, patch: [*every({"timeout": 5}), *judging(settings={"timeout": 5})],
        r"settings is a dict: give a linkcheck\.Settings",
    ),
    "positional settings": (
        lambda folder, patch: every(Settings(), by_position=True),
        r"takes its options by name, not a Settings by position: \w+\(.*settings=\.\.\.\)",
    ),
    "settings made by position": (
        lambda folder, patch: [lambda: Settings(5)],  # type: ignore[call-arg]  # the mistake
        r"Settings takes its fields by name, not an int: use Settings\(timeout=\.\.\.\)",
    ),
    "settings made of a dict": (
        lambda folder, patch: [lambda: Settings({"timeout": 5})],  # type: ignore[call-arg, arg-type]  # the mistake
        r"Settings takes its fields by name, not a dict: use Settings\(\*\*values\)",
    ),
    "a setting that does not exist": (
        lambda folder, patch: [lambda: Settings(time_out=5)],  # type: ignore[call-arg]  # the mistake
        r"there is no setting “time_out”: the nearest is “timeout”",
    ),
    "a link by position": (
        lambda folder, patch: [lambda: linkcheck.compare(POST, PAGE, linkcheck.Link(url=PAGE.url))],  # type: ignore[call-arg]  # the mistake
        r"compare takes its options by name, not a Link by position",
    ),
    "a URL given as a page": (
        lambda folder, patch: [lambda: linkcheck.read_page("https://example.org/")],
        r"the URL “https://example\.org/”: use linkcheck\.fetch",
    ),
    "a page that is none": (
        lambda folder, patch: [lambda: linkcheck.compare(POST, "<p>"), lambda: linkcheck.read_page(folder)],  # type: ignore[arg-type]  # the mistake
        r"read_page (makes one|takes the bytes)",
    ),
    "thresholds that cross": (
        lambda folder, patch: [
            lambda: Settings(match_threshold=0.9, mismatch_threshold=0.5),
            *judging(settings=Settings(mismatch_threshold=LEVEL)),
        ],
        r"match_threshold is .* but mismatch_threshold is .*use a value that is not above it",
    ),
    "a detector without a code": (
        lambda folder, patch: judging(detectors=(Nameless(),)),
        r"a Nameless is not an object with a code and a method weigh\(case\)",
    ),
    "a moment that is none": (
        lambda folder, patch: list(judging(as_of="yesterday"))[:6],
        r"as_of is 'yesterday': give a date such as 2026-11-22, or None",
    ),
    "an extra that is missing": (
        lambda folder, patch: [without("pandas", lambda: linkcheck.check("Hello").to_frame(), patch)],
        r"needs an extra: pip install '\.\[notebook\]'",
    ),
    "a closed checker": (
        lambda folder, patch: [lambda: closed().check(POST), lambda: closed().fetch("https://example.org/")],
        r"this checker is closed: make a new one",
    ),
    "a second event loop": (lambda folder, patch: [two_event_loops], r"event loop"),
    "a directory": (
        lambda folder, patch: [lambda: linkcheck.read_posts(folder), lambda: linkcheck.read_reports(folder)],
        r"is a directory",
    ),
    "a file that is not there": (
        lambda folder, patch: [
            lambda: linkcheck.read_posts(folder / "queue.csv"),
            *list(many(folder / "queue.csv"))[:2],
        ],
        r"queue\.csv: no such file",
    ),
    "a binary file given as posts": (
        lambda folder, patch: [
            lambda: list(linkcheck.read_posts(at(folder, "queue.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"))),
            lambda: list(linkcheck.read_posts(at(folder, "queue.bin", bytes(range(256)) * 9))),
        ],
        r"queue\.(png|bin) is a .*, and no file of posts: give the posts as",
    ),
    "an unwritable output": (
        lambda folder, patch: [lambda: write_file(folder / "nowhere" / "report.html", b"")],
        r"cannot write .*report\.html",
    ),
    "a store of a later version": (
        lambda folder, patch: [lambda: linkcheck.check(POST, settings=Settings(store=later_store(folder)))],
        r"made by a later version of linkcheck",
    ),
    "a model that does not load": (
        lambda folder, patch: judging(settings=Settings(model=str(at(folder, "model.json", b"{")))),
        r"model\.json: ",
    ),
    "reports that are none": (
        lambda folder, patch: [lambda: linkcheck.plot_queue("queue"), lambda: linkcheck.replay("report")],  # type: ignore[arg-type, type-var]  # the mistake
        r"takes a (linkcheck\.)?(Queue)?Report",
    ),
    "verdicts that are a text": (
        lambda folder, patch: [lambda: linkcheck.Gate(fail_on="mismatch")],  # type: ignore[arg-type]  # the mistake
        r"fail_on is “mismatch”: use a tuple of ",
    ),
}


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The names that were looked up: a visit begins with that."""
    names: list[object] = []

    def look_up(host: object, *_: object, **__: object) -> list[object]:
        names.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return names


@pytest.mark.parametrize("phrase", WRONG)
def test_wrong_use_is_told_in_one_line_before_anything_is_visited(
    phrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, looked_up: list[object]
) -> None:
    cases, remedy = WRONG[phrase]
    for number, case in enumerate(cases(tmp_path, monkeypatch)):
        with pytest.raises(LinkcheckError, match=remedy) as told:
            case()
        assert "\n" not in str(told.value), number
        assert looked_up == [], number


class Counting:
    """Gives scalars of numpy, as a detector over arrays does."""

    code = "counting"

    def weigh(self, case: object) -> Iterable[Evidence]:
        log_odds: Any = np.float32(0.5)
        yield Evidence(code="counting", layer=Layer.DETAIL, message="counted", log_odds=log_odds)


RIGHT: dict[str, tuple[Callable[[], object], object]] = {
    "a page without a title": (lambda: Page(title=None), Page()),  # type: ignore[arg-type]  # what soup.title is
    "a date of a page as ISO text": (
        lambda: Page(published="2026-11-22").published,  # type: ignore[arg-type]  # a text that is read
        dt.date(2026, 11, 22),
    ),
    "a date of a page of numpy": (
        lambda: Page(published=np.datetime64("2026-11-22T09:30", "ns")).published,  # type: ignore[arg-type]  # read too
        dt.datetime.fromisoformat("2026-11-22T09:30"),
    ),
    "no date of a page of numpy": (lambda: Page(published=np.datetime64("NaT")).published, None),  # type: ignore[arg-type]  # the same
    "a moment as ISO text": (
        lambda: linkcheck.compare(POST, PAGE, as_of="2026-11-22"),  # type: ignore[arg-type]  # a text that is read
        linkcheck.compare(POST, PAGE, as_of=dt.datetime.fromisoformat("2026-11-22")),
    ),
    "a moment that is a date": (
        lambda: linkcheck.compare(POST, PAGE, as_of=dt.date(2026, 11, 22)),  # type: ignore[arg-type]  # its first moment
        linkcheck.compare(POST, PAGE, as_of=dt.datetime(2026, 11, 22, tzinfo=dt.UTC)),
    ),
    "settings that are scalars of numpy": (
        lambda: Settings(retries=np.int64(1), timeout=np.float32(5), obey_robots=np.bool_(False)),  # type: ignore[arg-type]  # mypy knows them
        Settings(retries=1, timeout=5.0, obey_robots=False),
    ),
    "a record of scalars of numpy": (
        lambda: linkcheck.parse_post({"text": np.str_("York"), "id": np.int64(4), "created_at": np.datetime64("2026")}),
        linkcheck.parse_post({"text": "York", "id": 4, "created_at": "2026-01-01"}),
    ),
    "evidence in scalars of numpy": (
        lambda: [
            reason.message
            for reason in linkcheck.compare(POST, PAGE, detectors=(Counting(),)).reasons
            if reason.code.startswith(("counting", "detector"))
        ],
        ["counted"],
    ),
}


@pytest.mark.parametrize("phrase", RIGHT)
def test_use_that_is_not_wrong_is_taken_for_what_it_means(phrase: str) -> None:
    given, meant = RIGHT[phrase]
    assert given() == meant
