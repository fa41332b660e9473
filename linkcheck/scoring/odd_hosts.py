"""What is told of host names that look like other host names: beside the score, never in it.

A phisher's host and an honest one of another script look alike to us too; a reader can tell.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from linkcheck.post.types import Quote
from linkcheck.scoring.types import LinkReport, Reason
from linkcheck.web.homographs import LOOK_ALIKE, MIXED

_MESSAGES = {
    LOOK_ALIKE: "a host name on the way to this page is written to look like another one",
    MIXED: "a host name on the way to this page mixes letters of several scripts",
}


def with_odd_hosts(report: LinkReport, warnings: Iterable[str]) -> LinkReport:
    """The report with a reason, of weight 0 and quoting the link, for each warning of a visit (`host_warnings`)."""
    url = report.link.expanded_url
    told = tuple(
        Reason(code=warning, message=_MESSAGES[warning], post_quotes=(Quote("url", 0, len(url), url),))
        for warning in warnings
    )
    return msgspec.structs.replace(report, reasons=(*report.reasons, *told)) if told else report
