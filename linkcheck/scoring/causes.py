"""What most likely went wrong, and whose fault it is.

A cause is a guess, named only where its evidence is at hand; otherwise it stays unknown. A tool's
fault (a home page, a feed address, a damaged URL, a stale repost) is told from an author's (an
overclaim) and from time's (a dead or parked domain). Causes that need a whole queue are named there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import msgspec

from linkcheck.page.types import Page, PageState
from linkcheck.scoring.types import Cause, Fault, LinkReport, Verdict


def name_cause(report: LinkReport, page: Page | None) -> LinkReport:
    """The report with its cause: None for a match or an unclear link, "unknown" where nothing speaks for one."""
    if report.verdict in (Verdict.MATCH, Verdict.UNCLEAR):
        return report
    for recognise in _CAUSES:
        cause = recognise(_Case(report, page))
        if cause is not None:
            return msgspec.structs.replace(report, cause=cause)
    if report.verdict is Verdict.UNVERIFIABLE:
        return report
    return msgspec.structs.replace(report, cause=Cause(message="nothing shows what went wrong"))


class _Case(NamedTuple):
    report: LinkReport
    page: Page | None


_GENERIC_CAUSES = {
    PageState.HOMEPAGE: ("home-page-instead", "the link ends at the site's home page instead of the page meant"),
    PageState.SECTION: ("section-instead", "the link ends at a section of the site instead of the page meant"),
    PageState.FEED: ("feed-address", "the link is the address of a feed, not of a page"),
}


def _generic_page(case: _Case) -> Cause | None:
    if case.page is None or case.page.state not in _GENERIC_CAUSES:
        return None
    code, message = _GENERIC_CAUSES[case.page.state]
    return Cause(code=code, fault=Fault.TOOL, message=message)


_DAMAGE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "a stray quotation mark or bracket at its end",
        re.compile(r"(?:[\"'<>“”‘’«»]|%22|%27|%3C|%3E|%E2%80%9[89CD])/?$", re.I),
    ),
    # Seen in planetpowershell issue 247.
    ("a stray attribute name at its end", re.compile(r"\.?@(?:href|src|url)$", re.I)),
    ("text that was percent-encoded twice", re.compile(r"%25(?:[0-9A-F]{2})", re.I)),
    ("an ellipsis where it was cut off", re.compile(r"(?:…|%E2%80%A6|\.{3})/?$", re.I)),
    ("a second scheme inside it", re.compile(r"^https?://https?(?::|%3A)?/{0,2}", re.I)),
    ("a template that was never filled in", re.compile(r"(?:\{\{|%7B%7B|\$\{|%24%7B|\[\[|<%|%%[A-Z_]+%%)", re.I)),
)


def _damaged_url(case: _Case) -> Cause | None:
    url = case.report.link.expanded_url
    for what, pattern in _DAMAGE:
        if pattern.search(url):
            return Cause(code="damaged-url", fault=Fault.TOOL, message=f"the URL holds {what}")
    return None


_FEED_PATH = re.compile(r"/(?:feed|rss|atom)(?:/|\.xml|$)|/comments/feed", re.I)


def _feed_address(case: _Case) -> Cause | None:
    if not _FEED_PATH.search(urlsplit_path(case.report.link.expanded_url)):
        return None
    code, message = _GENERIC_CAUSES[PageState.FEED]
    return Cause(code=code, fault=Fault.TOOL, message=message)


def _dead(case: _Case) -> Cause | None:
    if case.report.verdict is not Verdict.BROKEN:
        return None
    if case.page is not None and case.page.state is PageState.PARKED:
        return Cause(code="parked-domain", fault=Fault.PAGE, message="the domain no longer belongs to the site meant")
    return Cause(code="dead-link", fault=Fault.PAGE, message="the page is no longer there")


def _stale(case: _Case) -> Cause | None:
    reason = next((r for r in case.report.reasons if r.code.startswith("stale") and r.weight > 0), None)
    if reason is None or case.report.verdict is not Verdict.MISMATCH:
        return None
    return Cause(code="stale-repost", fault=Fault.TOOL, message=reason.message)


def _redirected_elsewhere(case: _Case) -> Cause | None:
    """Off topic, and the page shares no word with the address that the link asked for."""
    if not _off_topic(case.report) or case.page is None:
        return None
    asked = case.page.requested_url or case.report.link.expanded_url
    words = slug_words(asked)
    if len(words) < _TELLING_SLUG:
        return None
    sent_on = bool(case.page.url) and case.page.url != asked
    said = f"{case.page.title} {case.page.description} {case.page.text[:_LEAD]}"
    if sent_on:
        said += f" {unquote(case.page.url)}"
    if words & set(_WORD.findall(said.lower())):
        return None
    return Cause(
        code="redirected-elsewhere" if sent_on else "content-replaced",
        fault=Fault.PAGE,
        message=f"the address speaks of {', '.join(sorted(words)[:4])}; the page behind it does not",
    )


# Fewer words than three are often a section and an id, which no page repeats.
_TELLING_SLUG = 3
# Characters: about the first 300 words, where a page names its subject.
_LEAD = 2000
_WORD = re.compile(r"[^\W\d_]{4,}")


def slug_words(url: str) -> frozenset[str]:
    """The words of four letters or more in a URL's last path segment, in lower case."""
    segments = [segment for segment in urlsplit_path(url).split("/") if segment]
    return frozenset(_WORD.findall(unquote(segments[-1]).lower())) if segments else frozenset()


def urlsplit_path(url: str) -> str:
    """The path of a URL, or "" where it has none that can be told."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _card_differs(case: _Case) -> Cause | None:
    if case.report.verdict is not Verdict.MISMATCH or not _speaks(case.report, "card-"):
        return None
    return Cause(
        code="card-differs", fault=Fault.UNKNOWN, message="the preview shown with the post is not the page's own"
    )


def _overclaim(case: _Case) -> Cause | None:
    if case.report.verdict is not Verdict.MISMATCH or case.report.off_topic is None or _off_topic(case.report):
        return None
    return Cause(
        code="overclaim", fault=Fault.AUTHOR, message="the page is about the claim, but a detail of it differs"
    )


def _off_topic(report: LinkReport) -> bool:
    return report.verdict is Verdict.MISMATCH and report.off_topic is not None and report.off_topic >= _HALF


_HALF = 0.5  # the topic part alone says "something else" more likely than not


def _speaks(report: LinkReport, prefix: str) -> bool:
    return any(reason.code.startswith(prefix) and reason.weight > 0 for reason in report.reasons)


_CAUSES: tuple[Callable[[_Case], Cause | None], ...] = (
    _generic_page,
    _damaged_url,
    _feed_address,
    _dead,
    _stale,
    _redirected_elsewhere,
    _card_differs,
    _overclaim,
)
"""Most certain first; the first that recognises its case names the cause."""
