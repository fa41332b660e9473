"""What a detector of the package declares: its codes, when it runs, and how it compares."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from typing import NamedTuple

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.types import Code, Evidence


class Stage(enum.Enum):
    """When a detector runs."""

    LANGUAGE = enum.auto()
    """First; where it finds something, nothing else is compared."""
    TOPIC = enum.auto()
    """Where the languages agree. Its first evidence is the share of the claim in the best passage."""
    DETAIL = enum.auto()
    """Where a passage of the page is about the claim; its values are discounted."""
    TIME = enum.auto()
    """Where a passage of the page is about the claim and `as_of` is known; its values count in full."""
    CONTEXT = enum.auto()
    """Where the languages agree; its values count in full."""


class PackagedDetector(NamedTuple):
    """One file of `detectors`: at most one Evidence of each of its codes for a claim and a page."""

    stage: Stage
    codes: tuple[Code, ...]
    detect: Callable[[Alignment], Iterator[Evidence]]
