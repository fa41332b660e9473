"""What most likely went wrong, and who is responsible.

A cause is a guess, named only where its evidence is at hand; otherwise it stays unknown. What a
tool did (a home page, a feed address, a damaged URL, a stale repost) is kept apart from what an author did (an
overclaim) and from what time did (a dead or parked domain). Causes that need a whole queue are named there.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

import msgspec

from linkcheck._page.types import Page, PageState
from linkcheck._parameters import PARAMETERS
from linkcheck._scoring import codes
from linkcheck._scoring.types import Cause, LinkReport, Reason, Verdict
from linkcheck._text.display import quoted_list
from linkcheck._text.scripts import leading_script
from linkcheck._text.tokens import normal_forms
from linkcheck._urls.damage import is_feed_address, url_damage
from linkcheck._urls.url import split_url


def with_cause(report: LinkReport, page: Page | None, *, said: str = "") -> LinkReport:
    """The report with its cause, "unknown" where nothing speaks for one; `said` is the post's text.

    None for a match, for an unclear link unless it is old news, and where a page could not be read and
    the address shows nothing.
    """
    causes = {Verdict.MATCH: (), Verdict.UNCLEAR: (_stale,)}.get(report.verdict, _CAUSES)
    for recognise in causes:
        cause = recognise(_Case(report, page, said))
        if cause is not None:
            return msgspec.structs.replace(report, cause=cause)
    if report.verdict not in (Verdict.MISMATCH, Verdict.BROKEN):
        return report
    return msgspec.structs.replace(report, cause=codes.UNKNOWN.cause())


class _Case(NamedTuple):
    report: LinkReport
    page: Page | None
    said: str

    @property
    def asked(self) -> str:
        """Where the link asked to go."""
        return (self.page.requested_url if self.page else "") or self.report.link.expanded_url

    @property
    def is_off_topic(self) -> bool:
        """Whether the topic part alone says "something else" more likely than not."""
        report = self.report
        return report.verdict is Verdict.MISMATCH and report.off_topic is not None and report.off_topic >= _HALF

    @property
    def is_readable(self) -> bool:
        return self.page is not None and self.page.state is PageState.READABLE


_HALF = 0.5

_GENERIC_CAUSES = {
    PageState.HOMEPAGE: codes.HOME_PAGE_INSTEAD,
    PageState.SECTION: codes.SECTION_INSTEAD,
    PageState.FEED: codes.FEED_ADDRESS,
}


def _generic(state: PageState) -> Cause:
    return _GENERIC_CAUSES[state].cause()


def _damaged_url(case: _Case) -> Cause | None:
    what = url_damage(case.report.link.expanded_url, leads_nowhere=case.report.verdict is Verdict.BROKEN)
    what = what or (_CUT if _is_shown_cut(case) else "")
    return codes.DAMAGED_URL.cause(damage=what) if what else None


def _is_shown_cut(case: _Case) -> bool:
    """Whether an ellipsis follows the URL in the post, as in text copied from where URLs are shown shortened.

    It may be the author's own: where the page is the one that is meant, nobody cut anything.
    """
    link = case.report.link
    led_astray = case.report.verdict in (Verdict.BROKEN, Verdict.UNVERIFIABLE) or case.is_off_topic
    followed = link.end is not None and case.said.startswith(_ELLIPSES, link.end)
    return led_astray and (followed or (link.display != link.url == link.display.rstrip("….")))


_ELLIPSES = ("…", "...")
_CUT = "an ellipsis where it was cut off"


def _feed_address(case: _Case) -> Cause | None:
    """A feed, or what has the address of one and could not be read. A post may be about the feed itself."""
    is_feed = case.page is not None and case.page.state is PageState.FEED
    if not (is_feed or (not case.is_readable and is_feed_address(case.asked))) or _speaks_of_feed(case.said):
        return None
    return _generic(PageState.FEED)


@functools.lru_cache(maxsize=4)  # asked for each link of a post
def _speaks_of_feed(said: str) -> bool:
    return _SPEAKS_OF_FEED.search(said) is not None


_SPEAKS_OF_FEED = re.compile(r"\b(?:feeds?|rss|atom|podcasts?|subscribe)\b", re.I)


def _generic_page(case: _Case) -> Cause | None:
    """A home page or section: sent there on the way to another page, or the link of a post that is not about it."""
    page = case.page
    if page is None or (page.state not in _GENERIC_CAUSES and not case.is_off_topic):
        return None
    sent_on = bool(page.requested_url) and page.requested_url != page.url
    if page.state in (PageState.HOMEPAGE, PageState.SECTION) and sent_on:
        return _generic(page.state)
    if _names_site(case.said, page):
        return None
    if page.state is PageState.HOMEPAGE or (not sent_on and _ROOT.fullmatch(split_url(page.url).path)):
        return _generic(PageState.HOMEPAGE)
    return _generic(PageState.SECTION) if _is_section(page) else None


_ROOT = re.compile(r"/(?:index\.(?:html?|php)|default\.aspx?)?", re.I)
_SECTION = re.compile(r"/(?:tags?|categor(?:y|ies)|topics?|sections?)/([^/]+)(?:/page/\d+)?/?", re.I)


def _is_section(page: Page) -> bool:
    """A list by its make and by its address, whose last part is a subject and no headline."""
    if page.state is PageState.SECTION:
        return True
    found = _SECTION.fullmatch(split_url(page.url).path)
    return page.kind in ("collection", "listing") and found is not None and len(slug_words(page.url)) < _MIN_SLUG_WORDS


def _names_site(said: str, page: Page) -> bool:
    """Whether the post speaks of the site itself, as one about a new website does."""
    host = split_url(page.url).host
    site = " ".join(page.site_name.casefold().split())
    labels = [
        label for label in re.split(r"[.:-]", host)[:-1] if len(label) >= _MIN_NAME_LENGTH and label not in _NO_NAME
    ]
    words = said.casefold()
    for url in (page.url, page.requested_url):
        words = words.replace(url.casefold(), " ") if url else words
    words = re.sub(r"https?://\S+", " ", words)
    return (len(site) >= _MIN_NAME_LENGTH and site in words) or any(label in words.replace(" ", "") for label in labels)


_MIN_NAME_LENGTH = PARAMETERS.causes.min_name_letters
_NO_NAME = frozenset({"blog", "news", "shop", "edition", "mobile", "live"})


def _dead(case: _Case) -> Cause | None:
    if case.report.verdict is not Verdict.BROKEN:
        return None
    if case.page is not None and case.page.state is PageState.PARKED:
        return codes.PARKED_DOMAIN.cause()
    return codes.DEAD_LINK.cause()


def _stale(case: _Case) -> Cause | None:
    """Old news as new, or what is over as still to come; a post that looks back says so."""
    reason = next(_against(case.report, lambda reason: reason.code in ("stale", "event-over")), None)
    if reason is None or case.is_off_topic or _LOOKS_BACK.search(case.said):
        return None
    return codes.STALE_REPOST.cause(reason=reason.message)


_LOOKS_BACK = re.compile(
    r"\b(?:years? ago|on this day|this day in|otd|tbt|throwback|flashback|anniversary|from (?:the|our) archives?"
    r"|(?:today|tonight|yesterday) in (?:1[5-9]|20)\d\d)\b",
    re.I,
)


def _redirected_elsewhere(case: _Case) -> Cause | None:
    """Off topic, and the page shares no word with the address that the link asked for."""
    page = case.page
    if not case.is_off_topic or page is None:
        return None
    words = slug_words(case.asked)
    if len(words) < _MIN_SLUG_WORDS:
        return None
    sent_on = bool(page.url) and page.url != case.asked
    shown = f"{page.title} {page.description} {page.text[:_LEAD]}"
    if leading_script(shown) != leading_script(" ".join(words)):
        return None  # an address in Latin letters says nothing of a page in others
    shown += f" {unquote(page.url)}" if sent_on else ""
    if set(normal_forms(" ".join(words))) & set(normal_forms(shown)):
        return None
    code = codes.REDIRECTED_ELSEWHERE if sent_on else codes.CONTENT_REPLACED
    return code.cause(words=quoted_list(sorted(words)[:4]))


_MIN_SLUG_WORDS = PARAMETERS.causes.min_slug_words
# Characters: about the first 300 words, where a page names its subject.
_LEAD = 2000
_SLUG_WORD = re.compile(r"[^\W\d_]{4,}")
_BETWEEN = re.compile(r"[-_+.,:~ ]+")
# What systems that manage pages write into addresses, and no page says.
_SYSTEM_WORDS = """
article articles content default detail details document html index item news node page pages permalink post posts print
share show showthread shtml story stories thread video view viewtopic watch
"""
_OF_SYSTEMS = frozenset(_SYSTEM_WORDS.split())


def slug_words(url: str) -> frozenset[str]:
    """The words of four letters or more in a URL's last path segment, in lower case; no ids, no words of systems."""
    segments = [segment for segment in split_url(url).path.split("/") if segment]
    parts = _BETWEEN.split(unquote(segments[-1]).lower()) if segments else []
    return frozenset(part for part in parts if _SLUG_WORD.fullmatch(part)) - _OF_SYSTEMS


def _card_differs(case: _Case) -> Cause | None:
    if case.report.verdict is not Verdict.MISMATCH:
        return None
    if not any(reason.code.startswith("card-") and reason.weight >= 0 for reason in case.report.reasons):
        return None
    return codes.CARD_DIFFERS.cause()


def _overclaim(case: _Case) -> Cause | None:
    """The right page, and a detail that speaks against the post."""
    report = case.report
    detail = next(_against(report, lambda reason: not reason.code.startswith("topic-")), None)
    if report.verdict is not Verdict.MISMATCH or report.off_topic is None or case.is_off_topic or detail is None:
        return None
    return codes.OVERCLAIM.cause()


def _against(report: LinkReport, is_meant: Callable[[Reason], bool]) -> Iterator[Reason]:
    """The reasons of a kind that speak for a mismatch, strongest first."""
    return (reason for reason in report.reasons if reason.weight > 0 and is_meant(reason))


_CAUSES: tuple[Callable[[_Case], Cause | None], ...] = (
    _damaged_url,
    _feed_address,
    _generic_page,
    _dead,
    _stale,
    _redirected_elsewhere,
    _card_differs,
    _overclaim,
)
"""Most certain first; the first that recognises its case names the cause."""
