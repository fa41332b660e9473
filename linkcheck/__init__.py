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
    from linkcheck._check.async_checker import AsyncChecker as AsyncChecker
    from linkcheck._check.checker import Checker as Checker
    from linkcheck._check.compare import compare as compare
    from linkcheck._check.options import PostLike as PostLike
    from linkcheck._check.queue import compare_queue as compare_queue
    from linkcheck._check.shared import acheck as acheck
    from linkcheck._check.shared import check as check
    from linkcheck._check.shared import check_many as check_many
    from linkcheck._check.shared import check_queue as check_queue
    from linkcheck._check.shared import close as close
    from linkcheck._check.shared import fetch as fetch
    from linkcheck._check.shared import replay as replay
    from linkcheck._evidence.types import Case as Case
    from linkcheck._evidence.types import Detector as Detector
    from linkcheck._evidence.types import Evidence as Evidence
    from linkcheck._evidence.types import Layer as Layer
    from linkcheck._evidence.types import Stance as Stance
    from linkcheck._page.read import read_page as read_page
    from linkcheck._page.types import DeclaredLink as DeclaredLink
    from linkcheck._page.types import DeclaredTitle as DeclaredTitle
    from linkcheck._page.types import Page as Page
    from linkcheck._page.types import PageState as PageState
    from linkcheck._post.files.frame import Frame as Frame
    from linkcheck._post.files.read import read_posts as read_posts
    from linkcheck._post.parse import parse_post as parse_post
    from linkcheck._post.types import BadRecord as BadRecord
    from linkcheck._post.types import Card as Card
    from linkcheck._post.types import Claim as Claim
    from linkcheck._post.types import Link as Link
    from linkcheck._post.types import Mention as Mention
    from linkcheck._post.types import Origin as Origin
    from linkcheck._post.types import Post as Post
    from linkcheck._post.types import PostFrame as PostFrame
    from linkcheck._post.types import Quote as Quote
    from linkcheck._post.types import Reader as Reader
    from linkcheck._report.export import write_reports as write_reports
    from linkcheck._report.gate import Gate as Gate
    from linkcheck._report.notebook import plot_queue as plot_queue
    from linkcheck._report.read import read_reports as read_reports
    from linkcheck._report.types import Correction as Correction
    from linkcheck._report.types import Counts as Counts
    from linkcheck._report.types import OutputFormat as OutputFormat
    from linkcheck._report.types import Provenance as Provenance
    from linkcheck._report.types import QueueReport as QueueReport
    from linkcheck._report.types import Repeat as Repeat
    from linkcheck._report.types import Report as Report
    from linkcheck._report.types import ReportStream as ReportStream
    from linkcheck._report.types import Run as Run
    from linkcheck._scoring.types import Cause as Cause
    from linkcheck._scoring.types import LinkReport as LinkReport
    from linkcheck._scoring.types import PageSummary as PageSummary
    from linkcheck._scoring.types import Party as Party
    from linkcheck._scoring.types import Reason as Reason
    from linkcheck._scoring.types import Verdict as Verdict
    from linkcheck._settings import Settings as Settings
    from linkcheck._web.http import GuardedTransport as GuardedTransport
    from linkcheck._web.http import RefusedError as RefusedError
    from linkcheck._web.types import Hop as Hop
    from linkcheck._web.types import Outcome as Outcome
    from linkcheck._web.types import Snapshot as Snapshot
    from linkcheck.errors import ClosedError as ClosedError
    from linkcheck.errors import DamagedSnapshotError as DamagedSnapshotError
    from linkcheck.errors import DetectorError as DetectorError
    from linkcheck.errors import InputError as InputError
    from linkcheck.errors import InputWarning as InputWarning
    from linkcheck.errors import LinkcheckError as LinkcheckError
    from linkcheck.errors import MissingExtraError as MissingExtraError
    from linkcheck.errors import MissingFileError as MissingFileError
    from linkcheck.errors import ModelError as ModelError
    from linkcheck.errors import OutputError as OutputError
    from linkcheck.errors import PostError as PostError
    from linkcheck.errors import SettingsError as SettingsError
    from linkcheck.errors import StoreError as StoreError
    from linkcheck.errors import StoreWarning as StoreWarning
    from linkcheck.errors import UnknownSettingError as UnknownSettingError

_HOMES = {
    "linkcheck._check.async_checker": ("AsyncChecker",),
    "linkcheck._check.checker": ("Checker",),
    "linkcheck._check.compare": ("compare",),
    "linkcheck._check.options": ("PostLike",),
    "linkcheck._check.queue": ("compare_queue",),
    "linkcheck._check.shared": (
        "acheck",
        "check",
        "check_many",
        "check_queue",
        "close",
        "fetch",
        "replay",
    ),
    "linkcheck._evidence.types": (
        "Case",
        "Detector",
        "Evidence",
        "Layer",
        "Stance",
    ),
    "linkcheck._page.read": ("read_page",),
    "linkcheck._page.types": (
        "DeclaredLink",
        "DeclaredTitle",
        "Page",
        "PageState",
    ),
    "linkcheck._post.files.frame": ("Frame",),
    "linkcheck._post.files.read": ("read_posts",),
    "linkcheck._post.parse": ("parse_post",),
    "linkcheck._post.types": (
        "BadRecord",
        "Card",
        "Claim",
        "Link",
        "Mention",
        "Origin",
        "Post",
        "PostFrame",
        "Quote",
        "Reader",
    ),
    "linkcheck._report.export": ("write_reports",),
    "linkcheck._report.gate": ("Gate",),
    "linkcheck._report.notebook": ("plot_queue",),
    "linkcheck._report.read": ("read_reports",),
    "linkcheck._report.types": (
        "Correction",
        "Counts",
        "OutputFormat",
        "Provenance",
        "QueueReport",
        "Repeat",
        "Report",
        "ReportStream",
        "Run",
    ),
    "linkcheck._scoring.types": (
        "Cause",
        "LinkReport",
        "PageSummary",
        "Party",
        "Reason",
        "Verdict",
    ),
    "linkcheck._web.http": (
        "GuardedTransport",
        "RefusedError",
    ),
    "linkcheck._settings": ("Settings",),
    "linkcheck._web.types": (
        "Hop",
        "Outcome",
        "Snapshot",
    ),
    "linkcheck.errors": (
        "ClosedError",
        "DamagedSnapshotError",
        "DetectorError",
        "InputError",
        "LinkcheckError",
        "MissingExtraError",
        "MissingFileError",
        "ModelError",
        "OutputError",
        "PostError",
        "SettingsError",
        "StoreError",
        "InputWarning",
        "StoreWarning",
        "UnknownSettingError",
    ),
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
