"""What a prompt shows: one short line, which says what tells the value apart and gives no secret away."""

from __future__ import annotations

import io
from typing import Any

import msgspec
import pytest
import rich.console
from hypothesis import given
from hypothesis import strategies as st

import linkcheck
from linkcheck import (
    BadRecord,
    Case,
    Cause,
    Claim,
    Correction,
    Evidence,
    Layer,
    Link,
    LinkReport,
    Mention,
    Origin,
    Page,
    PageState,
    PageSummary,
    Party,
    Post,
    Provenance,
    QueueReport,
    Quote,
    Reason,
    Repeat,
    Report,
    Run,
    Snapshot,
    Stance,
    Verdict,
)
from linkcheck._report.prompt import on_one_line
from linkcheck._report.types import Counts
from linkcheck._text.display import plain

URL = "https://example.org/moon"
LINK = Link(url=URL, start=11, end=35)
LINK_REPORT = LinkReport(link=LINK, verdict=Verdict.MISMATCH, score=0.984)
POST = Post(text=f"Ice melts! {URL}", links=(LINK,), platform="text")
BAD = BadRecord(file="queue.csv", line=3, message="text is missing")
PAGE = Page(title="Ice", url=URL, state=PageState.READABLE)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (LINK_REPORT, "<LinkReport mismatch 0.98 https://example.org/moon>"),
        (LinkReport(link=LINK, verdict=Verdict.BROKEN), "<LinkReport broken https://example.org/moon>"),
        (LINK, "<Link https://example.org/moon [11:35]>"),
        (POST, "<Post “Ice melts! https://example.org/moon” 1 link text>"),
        (
            Report(post=POST, links=(LINK_REPORT,), verdict=Verdict.MISMATCH, score=0.984),
            "<Report mismatch 0.98 “Ice melts! https://example.org/moon” 1 link>",
        ),
        (
            Report(post=Post(), verdict=Verdict.UNVERIFIABLE, problem=BAD),
            "<Report unverifiable <BadRecord queue.csv:3 “text is missing”>>",
        ),
        (
            QueueReport(posts=(Report(post=POST, verdict=Verdict.MATCH), Report(post=POST)), interrupted=True),
            "<QueueReport 2 posts 1 match 1 unclear interrupted>",
        ),
        (QueueReport(), "<QueueReport 0 posts>"),
        (PAGE, "<Page readable “Ice” https://example.org/moon>"),
        (PageSummary(title="Ice", url=URL, state="feed"), "<PageSummary feed “Ice” https://example.org/moon>"),
        (
            Snapshot(id="1", url=URL, final_url=URL, status_code=404, outcome=linkcheck.Outcome.GONE, detail="404"),
            "<Snapshot gone 404 404 https://example.org/moon>",
        ),
        (linkcheck.Hop(URL, 301), "<Hop 301 https://example.org/moon>"),
        (Claim(text="Ice melts!"), "<Claim “Ice melts!”>"),
        (Claim(no_claim_reason="no-text"), "<Claim no-text>"),
        (Quote("title", 0, 3, "Ice"), "<Quote title[0:3] “Ice”>"),
        (Mention("name", 0, 3, "Ice"), "<Mention name “Ice” [0:3]>"),
        (
            Reason(code="number-differs", message="4 is 5", weight=1.5),
            "<Reason number-differs +1.50 “4 is 5”>",
        ),
        (
            Evidence(code="number-differs", layer=Layer.DETAIL, stance=Stance.CONTRADICTS, message="4 is 5"),
            "<Evidence number-differs contradicts 1.00 “4 is 5”>",
        ),
        (Case(post=POST, claim=Claim(text="Ice melts!"), page=PAGE), f"<Case “Ice melts!” {PAGE!r}>"),
        (Cause(code="shifted-row", responsible=Party.TOOL), "<Cause shifted-row tool>"),
        (Origin(file="queue.csv", line=3), "<Origin queue.csv:3>"),
        (Origin(file="queue.json", record=3), "<Origin queue.json, record 4>"),
        (linkcheck.Card(title="Ice", url=URL), "<Card “Ice” https://example.org/moon>"),
        (linkcheck.PostFrame(0, 9, 0, 8, "label"), "<PostFrame label [0:9]>"),
        (Provenance(version="0.1.0", detectors=("meaning",)), "<Provenance 0.1.0 meaning>"),
        (
            Correction(row=3, present_url=URL, proposed_url=f"{URL}s", proposed_row=4),
            "<Correction row 3 https://example.org/moon to https://example.org/moons>",
        ),
        (Repeat(row=3, first_row=1), "<Repeat row 3 repeats row 1>"),
        (Run(counts=Counts(posts=2, match=1, broken=1)), "<Run 2 posts 1 match 1 broken>"),
        (Counts(), "<Counts 0 posts>"),
    ],
)
def test_a_value_is_shown_on_one_line(value: object, shown: str) -> None:
    assert repr(value) == shown


def test_every_public_value_with_fields_has_a_line_of_its_own() -> None:
    values = [value for name in linkcheck.__all__ if isinstance(value := getattr(linkcheck, name), type)]
    structs = [value for value in values if issubclass(value, msgspec.Struct)]
    shown = [value.__name__ for value in structs if value.__repr__ is msgspec.Struct.__repr__]
    assert sorted(shown) == ["Gate", "Settings"]


def test_configurations_are_shown_as_the_call_that_makes_them() -> None:
    assert repr(linkcheck.Settings(timeout=5, retries=0)) == "Settings(timeout=5, retries=0)"
    assert repr(linkcheck.Gate(strict=True)) == "Gate(strict=True)"


SECRET = "https://user:hunter22@example.org/unsubscribe?token=0123456789abcdef"


@pytest.mark.parametrize(
    "value",
    [
        Link(url=SECRET),
        Post(text=f"Leave {SECRET}", links=(Link(url=SECRET),)),
        Post(text="Leave " + SECRET.removeprefix("https://user:hunter22@"), links=(Link(url=SECRET),)),
        Report(post=Post(text=f"Leave {SECRET}", links=(Link(url=SECRET),))),
        LinkReport(link=Link(url=SECRET), verdict=Verdict.MATCH),
        Page(url=SECRET, text=f"Leave {SECRET}"),
        Snapshot(id="", url=SECRET, final_url=SECRET),
        Quote("text", 0, len(SECRET), SECRET),
        Reason(code="x", message=f"the page leads to “{SECRET}”"),
        Correction(row=0, present_url=SECRET, proposed_url=SECRET, proposed_row=1),
    ],
)
def test_secrets_of_links_are_hidden_in_what_a_prompt_shows(value: object) -> None:
    console = rich.console.Console(file=io.StringIO(), width=10_000)
    console.print(value)
    for shown in (repr(value), console.file.getvalue()):  # type: ignore[attr-defined]  # a StringIO
        assert "hunter22" not in shown
        assert "0123456789" not in shown
    assert type(value).__name__ in repr(value)


@given(st.text(max_size=300))
def test_any_text_is_harmless_and_short_in_a_prompt(text: str) -> None:
    for value in (Post(text=text), Page(title=text, url=text), Link(url=text), Quote("text", 0, 1, text)):
        shown = repr(value)
        assert len(shown) < 200
        assert plain(shown) == shown


@pytest.mark.parametrize("fields", [{"code": 1, "message": 2}, {"code": "x", "message": "y", "weight": "z"}])
def test_a_value_with_fields_of_other_types_can_still_be_shown(fields: dict[str, Any]) -> None:
    assert repr(Reason(**fields)) == "<Reason ...>"


def test_a_value_that_has_no_line_of_its_own_is_named() -> None:
    assert on_one_line(3) == "<int ...>"
