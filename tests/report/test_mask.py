from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from linkcheck._post.types import Card, Link, Post, Quote
from linkcheck._report.build import report_post
from linkcheck._report.mask import mask_correction, mask_queue, mask_report, mask_url
from linkcheck._report.types import Correction, QueueReport, Report
from linkcheck._scoring.types import Cause, LinkReport, PageSummary, Reason, Verdict

SECRET = "https://a.example/unsubscribe?token=s3cret"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/story?id=7", "https://a.example/story?id=7"),
        (SECRET, "https://a.example/unsubscribe?token=******"),
        ("https://me:pass@a.example/x", "https://*******@a.example/x"),
        ("https://a.example/f?sig=abcd&id=12", "https://a.example/f?sig=****&id=**"),
        ("https://a.example/unsubscribe?u=1&v=a", "https://a.example/unsubscribe?u=*&v=*"),
        ("https://u@a.example/x?a=*******&b=c", "https://*@a.example/x?a=*******&b=c"),
    ],
)
def test_a_secret_becomes_as_many_asterisks(url: str, shown: str) -> None:
    assert mask_url(url) == shown


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="ab:/?&=#*@.%-", max_size=40), st.text(alphabet="ab&=;*#", max_size=20))
def test_masking_keeps_the_length_so_that_spans_hold(path: str, value: str) -> None:
    url = f"https://a.example/{path}?token={value}"
    assert len(mask_url(url)) == len(url)


def report_of(url: str) -> Report:
    text = f"Goodbye {url} and thanks"
    start = text.index(url)
    post = Post(text=text, links=(Link(url=url, start=start, end=start + len(url)),))
    reason = Reason(
        code="action-link",
        message=f"{url}: not visited",
        post_quotes=(post.quote(start + 20, start + len(url)), Quote("url", 0, len(url), url)),
        page_quotes=(Quote("url", 0, len(url), url),),
    )
    link = LinkReport(
        link=post.links[0],
        verdict=Verdict.UNVERIFIABLE,
        reasons=(reason,),
        page=PageSummary(url=url),
        cause=Cause(message=f"see {url}"),
    )
    return report_post(post, [link])


def test_a_masked_report_holds_no_secret_anywhere() -> None:
    assert "s3cret" not in repr(mask_report(report_of(SECRET)))


def test_the_card_of_a_masked_report_holds_no_secret() -> None:
    report = report_of(SECRET)
    shown = replace(report, post=replace(report.post, card=Card(url=SECRET, title="Goodbye")))
    assert "s3cret" not in repr(mask_report(shown))


def test_quotes_of_a_masked_report_are_still_slices() -> None:
    report = mask_report(report_of(SECRET))
    (link,) = report.links
    for quote in link.reasons[0].post_quotes:
        owner = link.link if quote.field == "url" else report.post
        assert owner.quotable(quote.field)[quote.start : quote.end] == quote.text


def test_a_report_without_secrets_is_left_alone() -> None:
    report = report_of("https://a.example/story")
    assert mask_report(report) is report


def test_repairs_are_masked_too() -> None:
    repair = Correction(row=0, present_url=SECRET, proposed_url=SECRET, proposed_row=1, message=f"use {SECRET}")
    assert "s3cret" not in repr(mask_correction(repair))


def queue_of(url: str) -> QueueReport:
    report = msgspec.structs.replace(report_of(url), row=0)
    return QueueReport(posts=(report,), reports=tuple(msgspec.structs.replace(link, row=0) for link in report.links))


def test_a_masked_queue_holds_no_secret_and_its_quotes_still_hold() -> None:
    queue = mask_queue(queue_of(SECRET))
    assert "s3cret" not in repr(queue)
    for quote in queue.reports[0].reasons[0].post_quotes[:1]:
        assert queue.posts[0].post.quotable(quote.field)[quote.start : quote.end] == quote.text
    plain = queue_of("https://a.example/story")
    assert mask_queue(plain) is plain


def test_the_json_and_frames_of_a_report_hold_no_secret() -> None:
    report, queue = report_of(SECRET), queue_of(SECRET)
    rendered = [report.to_json(), queue.to_json(), report.to_frame().to_csv(), queue.to_frame().to_csv()]
    assert [text for text in rendered if "s3cret" in text] == []


@pytest.mark.parametrize(
    "written",
    [
        "HTTPS://A.EXAMPLE/unsubscribe?token=s3cret%2B",
        "https://share.example/?u=https%3A%2F%2Fa.example%2Funsubscribe%3Ftoken%3Ds3cret%252B",
        "token s3cret+ in words",
    ],
)
def test_a_secret_is_hidden_in_other_spellings_of_its_link_too(written: str) -> None:
    url = "https://a.example/unsubscribe?token=s3cret%2B"
    post = Post(text=f"Goodbye {written}", links=(Link(url=url),))
    shown = mask_report(report_post(post, []))
    assert "s3cret" not in repr(shown)
    assert len(shown.post.text) == len(post.text)


def test_a_secret_that_is_no_unicode_is_hidden_too() -> None:
    shown = mask_report(report_of("https://a.example/unsubscribe?token=s3cret\udcff"))
    assert "s3cret" not in repr(shown)
