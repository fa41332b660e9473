"""The registry of reason codes: those of evidence, collected from their detectors, and those that need no model."""

from __future__ import annotations

import msgspec

from linkcheck._evidence.detectors import EVIDENCE_CODES
from linkcheck._evidence.types import Code
from linkcheck._post.types import Quote
from linkcheck._scoring.types import Cause, Party, Reason


class ReasonCode(msgspec.Struct, frozen=True, kw_only=True):
    """A reason that weighs nothing by itself."""

    code: str
    meaning: str
    """One clause in lower case, without a full stop."""
    message: str
    """The sentence that a report shows; names in braces are facts of the case."""
    rule: str = ""
    """Name of the rule that SARIF shows it under, where it is a finding beside the verdict."""
    level: str = "note"
    """SARIF's level of that rule: note, warning or error."""

    def reason(
        self, *, weight: float = 0.0, post: tuple[Quote, ...] = (), page: tuple[Quote, ...] = (), **facts: object
    ) -> Reason:
        """The reason of one case, with the facts that its sentence names."""
        return Reason(
            code=self.code,
            message=self.message.format(**facts),
            weight=weight,
            post_quotes=post,
            page_quotes=page,
        )


class CauseCode(msgspec.Struct, frozen=True, kw_only=True):
    """A cause: what it means, who is responsible, and its sentence."""

    code: str
    responsible: Party
    meaning: str
    message: str

    def cause(self, **facts: object) -> Cause:
        """The cause of one case, with the facts that its sentence names."""
        return Cause(code=self.code, responsible=self.responsible, message=self.message.format(**facts))


DETECTOR_FAILED = ReasonCode(
    code="detector-failed",
    meaning="a detector of your own failed on this pair, which was judged without it",
    message="A detector failed and was left out: {failures}.",
)
NOTHING_COMPARED = ReasonCode(
    code="nothing-compared",
    meaning="post and page have nothing that can be compared",
    message="The post and the page have nothing that can be compared.",
)
NOT_THE_SOURCE = ReasonCode(
    code="not-the-source",
    meaning="another link of the post matches the claim; this one is not where it comes from",
    message="Another link of the post, {url}, leads to the page that says what the post says.",
)
LOOK_ALIKE_HOST = ReasonCode(
    code="look-alike-host",
    meaning="a host name that the visit went through is written to look like another one",
    message="A host name on the way to this page is written to look like another one.",
)
MIXED_SCRIPT_HOST = ReasonCode(
    code="mixed-script-host",
    meaning="a host name that the visit went through mixes scripts",
    message="A host name on the way to this page mixes letters of several scripts.",
)
NO_LINK = ReasonCode(code="no-link", meaning="the post has no link", message="The post has no link to check.")
NO_CLAIM_EMPTY = ReasonCode(
    code="no-claim-empty",
    meaning="the post has no words beside its links",
    message="The post has no words beside its links, so that nothing can be compared.",
)
NO_CLAIM_POINTER = ReasonCode(
    code="no-claim-pointer",
    meaning="the post only points at its link",
    message="The post only points at its link; it claims nothing that a page could confirm.",
)
NO_CLAIM_REACTION = ReasonCode(
    code="no-claim-reaction",
    meaning="the post only praises, wonders or asks",
    message="The post only praises, wonders or asks; it claims nothing that a page could confirm.",
)
NOT_YET_PUBLISHED = ReasonCode(
    code="not-yet-published",
    meaning="nothing is there yet, but the post is not due either",
    message="The post is not due until {due}. For now: {message}",
    rule="PageNotYetPublished",
    level="warning",
)
PAGE_INCOMPLETE = ReasonCode(
    code="page-incomplete",
    meaning="the page broke off or is longer than is read, and what was read of it does not match",
    message="The page was not read to its end: {length:,} characters of its text were, and what the post says may "
    "stand in the part that is missing.",
)
PAGE_THIN = ReasonCode(
    code="page-thin",
    meaning="the page says too little to contradict the post, and does not name what the post is about; it may stand"
    " for another page",
    message="The page says so little ({words} words of text) that it neither supports nor contradicts the post; it may "
    "stand for another page.",
)
BAD_RECORD = ReasonCode(
    code="bad-record",
    meaning="a record could not be read as a post",
    message="This record could not be read: {problem}.",
    rule="RecordUnreadable",
    level="warning",
)
REPEATED_POST = ReasonCode(
    code="repeated-post",
    meaning="another row has the same text with the same link; the verdict stays",
    message="{repeated}",
    rule="PostGoesOutTwice",
)
BETTER_MATCH = ReasonCode(
    code="better-match",
    meaning="the page of another row of the queue fits this post clearly better",
    message="The page of {row}, “{title}”, {fits}.",
)

REASONS: dict[str, ReasonCode] = {
    reason.code: reason
    for reason in (
        DETECTOR_FAILED,
        NOTHING_COMPARED,
        NOT_THE_SOURCE,
        LOOK_ALIKE_HOST,
        MIXED_SCRIPT_HOST,
        NO_LINK,
        NO_CLAIM_EMPTY,
        NO_CLAIM_POINTER,
        NO_CLAIM_REACTION,
        NOT_YET_PUBLISHED,
        PAGE_INCOMPLETE,
        PAGE_THIN,
        BAD_RECORD,
        REPEATED_POST,
        BETTER_MATCH,
    )
}
"""By code. A state of a page gives "page-STATE" (`PageState`), a visit without a page "OUTCOME-DETAIL" (`Snapshot`)."""

CODES: dict[str, Code | ReasonCode] = {code.code: code for code in EVIDENCE_CODES} | REASONS
"""Every code of evidence, declared beside its detector, and of the reasons above."""


SWAPPED_LINKS = CauseCode(
    code="swapped-links",
    responsible=Party.TOOL,
    meaning="rows of a queue have each other's links",
    message="{rows} have each other's links.",
)
SHIFTED_ROWS = CauseCode(
    code="shifted-rows",
    responsible=Party.TOOL,
    meaning="the links of a run of rows are off by the same number of rows",
    message="{span}, each link is {distance}.{rest}",
)
MISPLACED_LINK = CauseCode(
    code="misplaced-link",
    responsible=Party.TOOL,
    meaning="the page that one row means is behind another row's link",
    message="The page of {row} is behind the link of {other}.",
)
HOME_PAGE_INSTEAD = CauseCode(
    code="home-page-instead",
    responsible=Party.TOOL,
    meaning="the link is or became the home page of a site, and the post is not about the site",
    message="The link leads to the site's home page instead of the page that was meant.",
)
SECTION_INSTEAD = CauseCode(
    code="section-instead",
    responsible=Party.TOOL,
    meaning="the link is or became a section of a site, and the post is not about the section",
    message="The link leads to a section of the site instead of the page that was meant.",
)
FEED_ADDRESS = CauseCode(
    code="feed-address",
    responsible=Party.TOOL,
    meaning="the link is a feed's, and the post does not speak of a feed",
    message="The link is the address of a feed, not of a page.",
)
DAMAGED_URL = CauseCode(
    code="damaged-url",
    responsible=Party.TOOL,
    meaning="the URL holds what does not belong there: a quotation mark, an attribute's name, an ellipsis, a second"
    " scheme, an unfilled template; where nothing is found behind it, also a double encoding, a truncated escape,"
    " HTML's form of a character, or no address at all",
    message="The URL holds {damage}.",
)
STALE_REPOST = CauseCode(
    code="stale-repost",
    responsible=Party.TOOL,
    meaning="old news goes out as new, or what is over as still to come",
    message="{reason}",
)
TWICE_QUEUED = CauseCode(
    code="repeated-post",
    responsible=Party.TOOL,
    meaning="the queue holds the same post twice, by text, link and account",
    message="The post goes out twice. {reason}",
)
CONTENT_REPLACED = CauseCode(
    code="content-replaced",
    responsible=Party.PAGE,
    meaning="the page shares nothing with the post, nor with the words of its own address",
    message="The address speaks of {words}; the page behind it does not.",
)
REDIRECTED_ELSEWHERE = CauseCode(
    code="redirected-elsewhere",
    responsible=Party.PAGE,
    meaning="the address leads on to a page that shares nothing with the post, nor with the words of the address",
    message="The address speaks of {words}, but leads on to a page that does not.",
)
CARD_DIFFERS = CauseCode(
    code="card-differs",
    responsible=Party.UNKNOWN,
    meaning="the preview that was shown with the post is not the page's",
    message="The preview shown with the post is not the page's own.",
)
DEAD_LINK = CauseCode(
    code="dead-link",
    responsible=Party.PAGE,
    meaning="nothing is there any more",
    message="The page is no longer there.",
)
PARKED_DOMAIN = CauseCode(
    code="parked-domain",
    responsible=Party.PAGE,
    meaning="the domain no longer belongs to the site",
    message="The domain no longer belongs to the site that was meant.",
)
OVERCLAIM = CauseCode(
    code="overclaim",
    responsible=Party.AUTHOR,
    meaning="the page is about what the post says, but a detail differs",
    message="The page is about what the post says, but a detail differs.",
)
UNKNOWN = CauseCode(
    code="unknown",
    responsible=Party.UNKNOWN,
    meaning="nothing shows what went wrong",
    message="It is not known what went wrong.",
)

CAUSES: dict[str, CauseCode] = {
    cause.code: cause
    for cause in (
        SWAPPED_LINKS,
        SHIFTED_ROWS,
        MISPLACED_LINK,
        HOME_PAGE_INSTEAD,
        SECTION_INSTEAD,
        FEED_ADDRESS,
        DAMAGED_URL,
        STALE_REPOST,
        TWICE_QUEUED,
        CONTENT_REPLACED,
        REDIRECTED_ELSEWHERE,
        CARD_DIFFERS,
        DEAD_LINK,
        PARKED_DOMAIN,
        OVERCLAIM,
        UNKNOWN,
    )
}
"""By code."""


PACKAGED = {"meaning": "linkcheck.detectors._meaning"}
"""Detectors that linkcheck ships, code and module: measured with the packaged model, they raise no more alarms."""
