"""Reports without the secrets of their links: unsubscribe tokens, login and reset links, signed URLs, passwords.

A secret is replaced by as many asterisks, so that every span and every quote still holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote, unquote

from msgspec.structs import replace

from linkcheck._post.types import Link, Post, Quote
from linkcheck._report.types import Correction, QueueReport, Report
from linkcheck._scoring.types import LinkReport, PageSummary, Reason
from linkcheck._urls.action_links import MASK, mask


def mask_url(url: str) -> str:
    """`url` with its secrets replaced by as many asterisks; unchanged when it has none."""
    hidden = mask(url)
    if hidden == url:
        return url
    first, *kept = hidden.split(MASK)
    shown, at = first, len(first)
    for index, part in enumerate(kept):
        last = index == len(kept) - 1
        if not part and not last and url.startswith(MASK, at):  # asterisks that the URL has itself
            shown += MASK
            at += len(MASK)
            continue
        found = len(url) - len(part) if last else url.find(part or "&", at)
        if found < at or not url.startswith(part, found):
            break
        shown += "*" * (found - at) + part
        at = found + len(part)
    return shown + "*" * (len(url) - at)


def mask_report(report: Report) -> Report:
    """The report with the secrets of its links hidden everywhere; the same object when there are none."""
    secrets = _secrets(_urls_of(report))
    if not secrets:
        return report
    hide = _hider(secrets)
    post = _mask_post(report.post, hide)
    return replace(
        report,
        post=post,
        links=tuple(_mask_link_report(link, hide, post) for link in report.links),
        reasons=_mask_reasons(report.reasons, hide, post=post),
    )


def mask_queue(queue: QueueReport) -> QueueReport:
    """The queue's report with the secrets of its links hidden everywhere; the same object when there are none."""
    posts = tuple(map(mask_report, queue.posts))
    corrections = tuple(map(mask_correction, queue.corrections))
    if all(now is then for now, then in zip(posts, queue.posts, strict=True)) and corrections == queue.corrections:
        return queue
    hide = _hider(_secrets(url for report in queue.posts for url in _urls_of(report)))
    of_row = {report.row: report.post for report in posts}
    pairs = tuple(_mask_link_report(link, hide, of_row.get(link.row, Post())) for link in queue.reports)
    return replace(queue, posts=posts, reports=pairs, corrections=corrections)


_SHORTEST_SECRET = 6
"""Characters from which a secret is hidden wherever it stands: a shorter one may be any word of the text."""


def _secrets(urls: Iterable[str]) -> dict[str, str]:
    """What is to be hidden and what is shown for it: URLs, and their secrets by themselves, since a text may have
    the same URL in another spelling, or within another URL."""
    hidden = {url: shown for url in urls if (shown := mask_url(url)) != url}
    parts = [url[run.start() : run.end()] for url, shown in hidden.items() for run in re.finditer(r"\*+", shown)]
    spellings = {
        spelling for part in parts for spelling in (part, unquote(part), quote(part, "", errors="surrogatepass"))
    }
    return {part: "*" * len(part) for part in spellings if len(part) >= _SHORTEST_SECRET} | hidden


def mask_correction(correction: Correction) -> Correction:
    """The proposed repair with the secrets of its links hidden."""
    urls = (correction.present_url, correction.proposed_url)
    hide = _hider({url: mask_url(url) for url in urls if url})
    return replace(
        correction,
        present_url=hide(correction.present_url),
        proposed_url=hide(correction.proposed_url),
        message=hide(correction.message),
    )


def _urls_of(report: Report) -> Iterable[str]:
    for link in (*report.post.links, *(found.link for found in report.links)):
        yield from (link.url, link.expanded_url, link.display)
    for found in report.links:
        if found.page is not None:
            yield found.page.url
    if report.post.card is not None:
        yield report.post.card.url


def _hider(secrets: dict[str, str]) -> Callable[[str], str]:
    # Longest first: a URL may be the beginning of another.
    ordered = sorted(secrets, key=len, reverse=True)

    def hide(text: str) -> str:
        for url in ordered:
            text = text.replace(url, secrets[url])
        return text

    return hide


def _mask_post(post: Post, hide: Callable[[str], str]) -> Post:
    card = replace(post.card, url=hide(post.card.url)) if post.card is not None else None
    return replace(post, text=hide(post.text), links=tuple(_mask_link(link, hide) for link in post.links), card=card)


def _mask_link(link: Link, hide: Callable[[str], str]) -> Link:
    return replace(link, url=hide(link.url), expanded_url=hide(link.expanded_url), display=hide(link.display))


def _mask_link_report(report: LinkReport, hide: Callable[[str], str], post: Post) -> LinkReport:
    shown = replace(
        report,
        link=_mask_link(report.link, hide),
        page=_mask_page(report.page, hide) if report.page is not None else None,
        cause=replace(report.cause, message=hide(report.cause.message)) if report.cause is not None else None,
    )
    return replace(shown, reasons=_mask_reasons(report.reasons, hide, post=post, link=shown))


def _mask_page(page: PageSummary, hide: Callable[[str], str]) -> PageSummary:
    return replace(page, url=hide(page.url))


def _mask_reasons(
    reasons: Iterable[Reason], hide: Callable[[str], str], *, post: Post, link: LinkReport | None = None
) -> tuple[Reason, ...]:
    """The reasons, with quotes sliced anew from the masked `post`, link and page."""

    def owned(quote: Quote) -> Quote:
        source = link.link.expanded_url if link and quote.field == "url" else post.quotable(quote.field)
        return replace(quote, text=source[quote.start : quote.end])

    def paged(quote: Quote) -> Quote:
        if quote.field == "url" and link is not None and link.page is not None:
            return replace(quote, text=link.page.url[quote.start : quote.end])
        return replace(quote, text=hide(quote.text))

    return tuple(
        replace(
            reason,
            message=hide(reason.message),
            post_quotes=tuple(map(owned, reason.post_quotes)),
            page_quotes=tuple(map(paged, reason.page_quotes)),
        )
        for reason in reasons
    )
