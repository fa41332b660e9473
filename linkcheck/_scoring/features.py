"""The model's features: the sign that each may have, and the reason under which each is reported."""

from __future__ import annotations

from typing import NamedTuple

from linkcheck._evidence.types import AGREES, Layer


class Feature(NamedTuple):
    """One input of the model; its code is that of an Evidence, absent evidence is 0."""

    code: str
    layer: Layer
    sign: int
    """-1: can only speak for a match. 1: only for a mismatch. 0: decided by training."""
    reported_under: str
    """The code of the reason that carries its weight; empty: not worth telling, counted in the base."""


NO_TITLE = "topic-no-title"

TOPIC_FEATURES: tuple[Feature, ...] = (
    Feature("topic-best-window", Layer.TOPIC, -1, "topic-best-window"),
    Feature("topic-mass", Layer.TOPIC, -1, "topic-best-window"),
    Feature("topic-lead", Layer.TOPIC, -1, "topic-lead"),
    Feature("topic-letters", Layer.TOPIC, -1, "topic-best-window"),
    Feature("topic-rare-terms", Layer.TOPIC, -1, "topic-rare-terms"),
    Feature("topic-names-missing", Layer.TOPIC, 1, "topic-rare-terms"),
    Feature("topic-no-names", Layer.TOPIC, 0, ""),
    Feature("topic-title", Layer.TOPIC, -1, "topic-title"),
    Feature(NO_TITLE, Layer.TOPIC, 0, ""),
    Feature("topic-thin-page", Layer.TOPIC, -1, ""),
    Feature("topic-page-length", Layer.TOPIC, 1, ""),
)
"""Overlap can only speak for a match; what page or post lack (a title, length, names) only moves the base. The longer
a page, the more of any claim its best passage has by chance."""

FOREIGN = Feature("topic-foreign", Layer.TOPIC, -1, "")
"""Not fitted but placed by its alarms: inflection and missing headlines make honest pages of other languages than
English look further off than they are."""

CLAIM_WEIGHT = "topic-claim-weight"
"""Code of the evidence that says how much a claim says, in terms of full weight: no feature, but a bound."""

MAX_LOG_ODDS_PER_TERM = 0.8
"""The most that one full term of a claim can prove by its absence, in log-odds, on a page without a title. Of true
headlines of 2, 3, 4 and 6 terms, 7, 2.4, 1.3 and 0.2 in 100 share next to nothing with their page (fnc1 train):
log-odds of 2.5 to 6."""
MAX_LOG_ODDS_PER_TERM_TITLED = 1.2
"""The same on a page with a title: of 850 true posts there, none shares next to nothing (socialposts train)."""

MANUAL_COEFFICIENTS: dict[str, float] = {
    "stale": 7.0,
    "event-over": 5.5,
    "quotation-other-speaker": 5.0,
    "card-differs": 3.0,
    "source-absent": 1.0,
}
"""Log-odds, on the scale of the shipped details, of what no labelled set shows; a fitted coefficient takes their place.
"Breaking" over a page of months ago is a mismatch by itself, an absent source never is."""

SHARED_COEFFICIENTS: dict[str, str] = {
    "date-differs": "number-differs",
    "modality-differs": "negation-differs",
    "negation-missing": "negation-differs",
}
"""Details that are too rare to learn by themselves, and the one of the same kind whose coefficient they share."""

MAX_DETECTOR_LOG_ODDS = max(MANUAL_COEFFICIENTS.values())
"""The most that one detector of the user's can say by itself, in log-odds either way: as much as the strongest of what
is set by hand, which settles a score alone. An error of its author's cannot outweigh all that is measured."""


def detail_sign(code: str) -> int:
    """The sign that a detail's coefficient may have."""
    return -1 if code.endswith(AGREES) else 1


class ReasonCode(NamedTuple):
    """What a code means, and an example of what is said with it."""

    meaning: str
    example: str


REASON_CODES: dict[str, ReasonCode] = {
    # Topic: whether the page is about the claim.
    "topic-best-window": ReasonCode(
        "how much of the claim stands together in one passage of the page",
        "no passage of the page has “Tesla”, “recalls”; the page is titled “NASA finds water ice”",
    ),
    "topic-lead": ReasonCode(
        "how much of the claim the page's title and opening say",
        "title and opening of the page say 12% of what the post says",
    ),
    "topic-rare-terms": ReasonCode(
        "which telling words of the claim stand nowhere on the page, by kind",
        "nowhere on the page: number “3000”; names “Tesla”, “China”",
    ),
    "topic-title": ReasonCode(
        "how much of the page's title the claim says", "the post says 53% of the page's title “NASA finds water ice”"
    ),
    "meaning-near": ReasonCode(
        "the page is nearer to the claim in meaning than its words tell; extra [semantic]",
        "the page says something like it in other words: “The harbour will get a battery ship”",
    ),
    "meaning-far": ReasonCode(
        "no passage of the page is near the claim in meaning; extra [semantic]",
        "no passage of the page comes near what the post says; the nearest is “Soup of chestnuts”",
    ),
    # Details: whether the page says the same of it.
    "number-differs": ReasonCode(
        "another number stands where the claim's number should", "the post says “3 million”, the page says “300,000”"
    ),
    "number-counted-otherwise": ReasonCode(
        "the page counts the same thing otherwise", "the post says “5 of 10”, the page says “7 of 10”"
    ),
    "number-misplaced": ReasonCode(
        "the claim's number is on the page, but of something else",
        "the page has “40” only elsewhere, not where it speaks of “arrests”",
    ),
    "number-absent": ReasonCode("the claim's number stands nowhere on the page", "“168,000” is nowhere on the page"),
    "number-confirmed": ReasonCode("the page has the number in the same place", "the page says “40 arrests” too"),
    "name-swapped": ReasonCode(
        "another name stands where the claim's name should", "the post says “Paris”, the page says “Berlin”"
    ),
    "name-misplaced": ReasonCode(
        "the claim's name is on the page, but not in this role", "the page has “Merkel” only elsewhere"
    ),
    "name-absent": ReasonCode("the claim's name stands nowhere on the page", "“Vermont” is nowhere on the page"),
    "name-confirmed": ReasonCode("the page speaks of the same name", "the page speaks of “NASA” too"),
    "roles-exchanged": ReasonCode(
        "two names have changed places", "in the post “Arsenal” beats “Chelsea”, on the page it is the other way round"
    ),
    "opposite-differs": ReasonCode(
        "the page has the opposite word in the same sentence", "the post says “rises”, the page says “falls”"
    ),
    "negation-differs": ReasonCode(
        "one of the two denies what the other says", "the post says “did not resign”, the page does not deny it"
    ),
    "negation-missing": ReasonCode(
        "the page denies what the post says without the denial",
        "the page says “not signed” where the post says “has signed”",
    ),
    "modality-differs": ReasonCode(
        "the post is certain of what the page only holds possible",
        "the post says “will close”, the page only says “may close”",
    ),
    "date-differs": ReasonCode("another date stands in its place", "the post says “May 3”, the page says “June 3”"),
    "date-confirmed": ReasonCode("the page has the same date", "the page says “May 3” too"),
    "quotation-absent": ReasonCode("words in quotation marks are not on the page", "the page does not have “we lied”"),
    "quotation-confirmed": ReasonCode("the quotation is on the page", "the page has “we won” too"),
    "quotation-other-speaker": ReasonCode(
        "the quotation is on the page, but someone else says it", "the page has it from “Smith”, not from “Jones”"
    ),
    "promise-unmet": ReasonCode(
        "the post promises what the page does not offer", "the post promises a “video”; the page has none"
    ),
    "stale": ReasonCode(
        "the post calls it news, the page is old",
        "the post says “breaking”, the page is of 03 May 2019, 1200 days before",
    ),
    "event-over": ReasonCode(
        "the post looks ahead to what is over", "the post says “tomorrow”, the last day that the page names is past"
    ),
    # Context: what stands beside the comparison.
    "language-differs": ReasonCode(
        "post and page are in different languages; nothing was compared",
        "the post is in Turkish, the page in English: words cannot be compared",
    ),
    "names-agree": ReasonCode(
        "the languages differ, but the page has every name and number of the post, and there are many",
        "the page has every name and number of the post: “Livingston”, “Rangers”, “Menga”, “Gerrard”, “2018”",
    ),
    "card-differs": ReasonCode(
        "the preview shown with the post is another page's",
        "the preview is titled “Win a phone”, which the page does not say",
    ),
    "source-absent": ReasonCode(
        "the page does not show the source that the post names", "the post names “Reuters” as its source"
    ),
    "detector-failed": ReasonCode(
        "a detector of your own failed on this pair, which was judged without it",
        "a detector failed and was left out: grounding (TimeoutError: no answer in 10 s)",
    ),
}
"""By code."""
