"""Making a past report again: what it needs, and what came out otherwise. Pure: no I/O and no clock.

A report names the snapshots that it was made from, the model, the parameters and settings that judge, the version, and
the moment that it was judged at. Where all that is the same, so is the report, byte for byte.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from linkcheck._post.types import BadRecord, Post
from linkcheck._report.types import DIFFERENCES, Provenance, QueueReport, Report
from linkcheck._scoring.types import LinkReport
from linkcheck.errors import InputError, SettingsError, type_of
from linkcheck.settings import Settings

MAX_MISSING_ROWS = 100_000
"""Rows that a queue's report may lack, as one that was interrupted does: a row number must not cost memory at will."""

_RECORDED = (
    ("version", "version"),
    ("model", "model_digest"),
    ("settings", "settings_digest"),
    ("parameters", "parameters_digest"),
    ("detectors", "detectors"),
)
"""What may differ, and the field of Provenance that records it."""


def require_replayable(past: object, settings: Settings) -> None:
    """Raises InputError for what is no report, SettingsError where no store is set."""
    if not isinstance(past, (Report, QueueReport)):
        raise InputError(
            f"replay takes a linkcheck.Report or QueueReport, not {type_of(past)}; "
            "linkcheck.read_reports reads them from a file"
        )
    if settings.store is None:
        raise SettingsError("store", None, "the store that the pages were kept in: a replay reads them there")


class NamedSnapshot(NamedTuple):
    """The snapshot of one link, as a report names it."""

    id: str = ""
    """Empty where the report names none."""
    refused: bool = False
    """Whether the link was not visited by our own rules."""


def snapshots_named(past: Report) -> dict[str, NamedSnapshot]:
    """For each URL of the post's links, in order, its snapshot."""
    named = {link.link.expanded_url: NamedSnapshot(link.snapshot_id, _was_refused(link)) for link in past.links}
    return {link.expanded_url: named.get(link.expanded_url, NamedSnapshot()) for link in past.post.links}


def _was_refused(link: LinkReport) -> bool:
    return any(reason.code.startswith("refused-") for reason in link.reasons)


def was_in_queue(past: Report) -> bool:
    """Whether a report was made beside the other posts of a queue: its links then have a row."""
    return any(link.row is not None for link in past.links)


def expand_rows(past: QueueReport) -> tuple[list[Post | BadRecord], list[int]]:
    """The posts of a queue, one a row, and the row of each report; missing rows are empty posts.

    Raises InputError for rows that are not in order.
    """
    rows: list[int] = []
    for report in past.posts:
        row = rows[-1] + 1 if rows else 0
        if report.row is not None and not row <= report.row <= row + MAX_MISSING_ROWS:
            raise InputError(f"the rows of this queue's report are not in order: {report.row} after {row - 1}")
        rows.append(row if report.row is None else report.row)
    posts: list[Post | BadRecord] = [Post()] * (rows[-1] + 1 if rows else 0)
    for row, report in zip(rows, past.posts, strict=True):
        posts[row] = report.problem or report.post
    return posts, rows


def with_differences(past: Report, again: Report) -> Report:
    """`again` with `provenance.differs`: what was not as it was when `past` was made.

    What the past report, itself a replay, differed in stays.
    """
    was_beside_others = was_in_queue(past)
    if was_beside_others:
        links = tuple(msgspec.structs.replace(link, row=past.row) for link in again.links)
        again = msgspec.structs.replace(again, links=links)
    return _with_differs(past, again, lost=_lacks_snapshots(again), partly=was_beside_others)


def queue_with_differences(past: QueueReport, again: QueueReport) -> QueueReport:
    """The same for a queue, whose posts are judged beside each other."""
    lost = any(map(_lacks_snapshots, again.posts))
    partly = _lacks_rows(past)
    pairs = zip(past.posts, again.posts, strict=True)
    posts = tuple(_with_differs(*pair, lost=lost, partly=partly) for pair in pairs)
    return msgspec.structs.replace(again, posts=posts, interrupted=past.interrupted)


def is_same(past: Report | QueueReport, again: Report | QueueReport) -> bool:
    """Whether two reports have the same bytes as JSON, the secrets of links left aside: a store does not hold them."""
    return past.to_json() == again.to_json()


def _with_differs(past: Report, again: Report, *, lost: bool, partly: bool) -> Report:
    found = {*_differences(past, again, lost=lost, partly=partly), *past.provenance.differs}
    differs = tuple(name for name in DIFFERENCES if name in found)
    return msgspec.structs.replace(again, provenance=msgspec.structs.replace(again.provenance, differs=differs))


def _differences(past: Report, again: Report, *, lost: bool, partly: bool) -> list[str]:
    recorded = [
        name for name, field in _RECORDED if getattr(past.provenance, field) != getattr(again.provenance, field)
    ]
    if _judgement(past) == _judgement(again):
        return recorded
    others = [name for name, is_so in (("snapshots", lost), ("queue", partly)) if is_so]
    return [*recorded, *others] or ["other"]


def _lacks_snapshots(again: Report) -> bool:
    return any(reason.code == "failed-no-snapshot" for link in again.links for reason in link.reasons)


def _lacks_rows(queue: QueueReport) -> bool:
    rows = [report.row for report in queue.posts if report.row is not None]
    return not queue.interrupted and rows != list(range(len(rows)))


def _judgement(report: Report) -> str:
    return msgspec.structs.replace(report, provenance=Provenance()).to_json()
