"""Every reason code: what it means, and an example of its message. Codes are stable."""

from __future__ import annotations

from typing import NamedTuple


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
    "look-alike-host": ReasonCode(
        "a host name that the visit went through looks like another one",
        "a host name on the way to this page is written to look like another one",
    ),
    "mixed-script-host": ReasonCode(
        "a host name that the visit went through mixes scripts",
        "a host name on the way to this page mixes letters of several scripts",
    ),
    "nothing-compared": ReasonCode("post and page have nothing that can be compared", "nothing could be compared"),
    # Without a model: why there is no score, or what was found about several links.
    "better-match": ReasonCode("another page of the queue fits this post better", "the page of row 4 fits better"),
    "repeated-post": ReasonCode(
        "another post of the queue says the same with the same link; no verdict hangs on it",
        "row 4 (2026-05-03 09:00) has the same text with the same link",
    ),
    "not-the-source": ReasonCode("another link of the post bears out the claim", "another link is the source"),
    "not-yet-published": ReasonCode("the post is not due yet, and neither is its page", "the post is due tomorrow"),
    "page-incomplete": ReasonCode(
        "the page broke off or is longer than is read, and what was read of it does not match",
        "the page was not read whole; what the post says may stand in the part that is missing",
    ),
    "no-link": ReasonCode("the post has no link", "the post has no link to check"),
    "bad-record": ReasonCode("the record could not be read", "posts.csv line 3: no text"),
}
"""By code. The codes "page-STATE" and those of snapshots and unclaimed posts are described where they are made."""
