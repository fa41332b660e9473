"""linkcheck: does the page behind this link say what the post says it says?

    import linkcheck

    report = linkcheck.check("NASA finds water on the Moon https://example.org/moon")
    report.verdict, report.score, report.links[0].reasons[0].message

Names are loaded when first used: importing linkcheck imports no network, HTML or learning library.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from linkcheck.version import __version__

if TYPE_CHECKING:
    from linkcheck.calls import acheck as acheck
    from linkcheck.calls import check as check
    from linkcheck.calls import check_many as check_many
    from linkcheck.calls import check_queue as check_queue
    from linkcheck.calls import replay as replay
    from linkcheck.checker import AsyncChecker as AsyncChecker
    from linkcheck.checker import Checker as Checker
    from linkcheck.comparison import compare as compare
    from linkcheck.errors import ClosedError as ClosedError
    from linkcheck.errors import DamagedSnapshotError as DamagedSnapshotError
    from linkcheck.errors import InputError as InputError
    from linkcheck.errors import LinkcheckError as LinkcheckError
    from linkcheck.errors import MissingExtraError as MissingExtraError
    from linkcheck.errors import MissingFileError as MissingFileError
    from linkcheck.errors import ModelError as ModelError
    from linkcheck.errors import PostError as PostError
    from linkcheck.errors import SettingsError as SettingsError
    from linkcheck.errors import StoreError as StoreError
    from linkcheck.evidence.types import Case as Case
    from linkcheck.evidence.types import Detector as Detector
    from linkcheck.evidence.types import Evidence as Evidence
    from linkcheck.evidence.types import Layer as Layer
    from linkcheck.page.reading import read_page as read_page
    from linkcheck.page.types import Page as Page
    from linkcheck.page.types import PageState as PageState
    from linkcheck.post.files import read_posts as read_posts
    from linkcheck.post.reading import parse_post as parse_post
    from linkcheck.post.types import BadRecord as BadRecord
    from linkcheck.post.types import Card as Card
    from linkcheck.post.types import Claim as Claim
    from linkcheck.post.types import Link as Link
    from linkcheck.post.types import Post as Post
    from linkcheck.post.types import Quote as Quote
    from linkcheck.queue import compare_queue as compare_queue
    from linkcheck.report.past import read_reports as read_reports
    from linkcheck.report.types import Correction as Correction
    from linkcheck.report.types import QueueReport as QueueReport
    from linkcheck.report.types import Repeat as Repeat
    from linkcheck.report.types import Report as Report
    from linkcheck.scoring.types import Cause as Cause
    from linkcheck.scoring.types import LinkReport as LinkReport
    from linkcheck.scoring.types import Reason as Reason
    from linkcheck.scoring.types import Verdict as Verdict
    from linkcheck.settings import Settings as Settings
    from linkcheck.web.fetching import fetch as fetch
    from linkcheck.web.types import Hop as Hop
    from linkcheck.web.types import Outcome as Outcome
    from linkcheck.web.types import Snapshot as Snapshot

_HOMES = {
    "linkcheck.calls": ("acheck", "check", "check_many", "check_queue", "replay"),
    "linkcheck.checker": ("AsyncChecker", "Checker"),
    "linkcheck.comparison": ("compare",),
    "linkcheck.errors": (
        "ClosedError",
        "DamagedSnapshotError",
        "InputError",
        "LinkcheckError",
        "MissingExtraError",
        "MissingFileError",
        "ModelError",
        "PostError",
        "SettingsError",
        "StoreError",
    ),
    "linkcheck.evidence.types": ("Case", "Detector", "Evidence", "Layer"),
    "linkcheck.page.reading": ("read_page",),
    "linkcheck.page.types": ("Page", "PageState"),
    "linkcheck.post.files": ("read_posts",),
    "linkcheck.post.reading": ("parse_post",),
    "linkcheck.post.types": ("BadRecord", "Card", "Claim", "Link", "Post", "Quote"),
    "linkcheck.queue": ("compare_queue",),
    "linkcheck.report.past": ("read_reports",),
    "linkcheck.report.types": ("Correction", "QueueReport", "Repeat", "Report"),
    "linkcheck.scoring.types": ("Cause", "LinkReport", "Reason", "Verdict"),
    "linkcheck.settings": ("Settings",),
    "linkcheck.web.fetching": ("fetch",),
    "linkcheck.web.types": ("Hop", "Outcome", "Snapshot"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'linkcheck' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
