"""What does a report say in one plain sentence, and what is there to do about it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from linkcheck._evidence.types import Code, Stance
from linkcheck._report.build import counted
from linkcheck._report.places import place_in_queue
from linkcheck._report.table import better_place, better_url
from linkcheck._report.types import Report
from linkcheck._scoring.codes import CODES
from linkcheck._scoring.types import LinkReport, Reason, Verdict

ADVICE: Mapping[str, str] = {
    "swapped-links": "Give this post its own link.",
    "shifted-rows": "Give this post its own link.",
    "misplaced-link": "Give this post its own link.",
    "home-page-instead": "Link to the page that was meant.",
    "section-instead": "Link to the page that was meant.",
    "feed-address": "Link to the page, not to the feed.",
    "damaged-url": "Correct the URL.",
    "stale-repost": "Do not send it out as news; say when it happened.",
    "repeated-post": "Remove one of the two, unless both are meant.",
    "content-replaced": "Find where the page is now, or remove the link.",
    "redirected-elsewhere": "Find where the page is now, or remove the link.",
    "card-differs": "Look which is meant, the preview or the page.",
    "dead-link": "Find where the page is now, or remove the link.",
    "parked-domain": "Find where the page is now, or remove the link.",
    "overclaim": "Correct the post, or link to a page that says so.",
}
"""By code of a cause, what a person does about it."""

ADVICE_BY_REASON: Mapping[str, str] = {
    "not-yet-published": "Publish the page before the post is due, then check again.",
    "refused-excluded": "",
}
"""The same by code of a reason, where a link has no cause."""

ADVICE_BY_VERDICT: Mapping[Verdict, str] = {
    Verdict.MISMATCH: "Read the page, then correct the link or the post.",
    Verdict.BROKEN: "Correct the link, or remove it.",
    Verdict.UNCLEAR: "Read the page before you decide.",
    Verdict.UNVERIFIABLE: "Open the page yourself: nothing is said of it here.",
    Verdict.MATCH: "",
}
"""The same where no cause says more."""

_GENERAL = frozenset({"overclaim", "unknown"})
"""Causes whose sentence says less than the evidence does."""
_OFF_TOPIC = 0.5
"""P(the page is about something else) from which a headline says so."""


class Headline(NamedTuple):
    """How a report opens."""

    sentence: str
    """What is so, as one sentence of untrusted text."""
    advice: str = ""
    """What to do; empty where there is nothing."""
    proposed_url: str = ""
    """The link that is proposed instead; empty without one."""


def homes_of(reports: Sequence[Report]) -> dict[int, str]:
    """For each pair whose page belongs to another post of the queue, where that post stands, for people."""
    found: dict[int, str] = {}
    for report in reports:
        for link in report.links:
            if link.better_match is not None:
                found.setdefault(link.better_match, place_in_queue(report))
    return found


def post_headline(report: Report) -> Headline:
    """The headline of a post that has no link, several, or could not be read."""
    if report.problem is not None:
        return Headline(_first_message(report.reasons), "Correct the record.")
    if not report.links:
        return Headline(_first_message(report.reasons))
    counts = {verdict: sum(link.verdict is verdict for link in report.links) for verdict in Verdict}
    found = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)
    return Headline(f"{counted(len(report.links), 'link')}: {found}.")


def link_headline(link: LinkReport, *, pairs: Sequence[LinkReport] = (), home: str = "") -> Headline:
    """The headline of a link of a queue; `home` is where the post stands that its page belongs to, see `homes_of`."""
    cause = link.cause.code if link.cause is not None else "unknown"
    by_reason = (ADVICE_BY_REASON[reason.code] for reason in link.reasons if reason.code in ADVICE_BY_REASON)
    advice = ADVICE.get(cause, next(by_reason, ADVICE_BY_VERDICT[link.verdict]))
    belongs = f"This link belongs to {home}." if home and link.verdict is not Verdict.MATCH else ""
    if link.better_match is not None:
        place = better_place(link, pairs)
        sentence = belongs or f"The page that this post means is behind the link of {place}."
        return Headline(sentence, f"Give this post the link of {place}.", better_url(link, pairs))
    if belongs:
        return Headline(belongs, "Give this post its own link.")
    if link.cause is not None and cause not in _GENERAL and link.cause.message:
        return Headline(link.cause.message, advice)
    return Headline(_sentence(link), advice)


def _sentence(link: LinkReport) -> str:
    if link.verdict is Verdict.MATCH:
        return "The page says what the post says."
    if contradiction := next(contradictions(link.reasons), None):
        return contradiction.message
    title = link.page.title if link.page is not None else ""
    if link.verdict is Verdict.MISMATCH and (link.off_topic or 0.0) >= _OFF_TOPIC:
        return f"The page is about something else: “{title}”." if title else "The page is about something else."
    against = (reason for reason in link.reasons if link.score is None or reason.weight > 0 or not reason.weight)
    return _first_message(tuple(against) or link.reasons)


def contradictions(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """The reasons that say that the page says otherwise, in order."""
    return (reason for reason in reasons if stance_of(reason) is Stance.CONTRADICTS and reason.weight > 0)


def stance_of(reason: Reason) -> Stance | None:
    """Which side its evidence takes; None for codes of no packaged detector."""
    code = CODES.get(reason.code)
    return code.stance if isinstance(code, Code) else None


def is_consistent(reason: Reason) -> bool:
    """Whether its weight is on the side of its sentence: what agrees never counts against, nor the other way round."""
    stance = stance_of(reason)
    if stance is Stance.SUPPORTS:
        return reason.weight <= 0
    return reason.weight >= 0 or stance not in (Stance.CONTRADICTS, Stance.ABSENT)


def _first_message(reasons: Sequence[Reason]) -> str:
    return reasons[0].message if reasons else ""
