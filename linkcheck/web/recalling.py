"""Snapshots from the store, as the links that ask for them see them."""

from __future__ import annotations

import re

from msgspec.structs import replace

from linkcheck.web.action_links import MASK, mask
from linkcheck.web.faults import Fault
from linkcheck.web.types import Snapshot
from linkcheck.web.url_keys import url_key
from linkcheck.web.urls import parse_url

_HIDDEN = re.compile(r"\*+")
"""A secret in the store (three asterisks) or in a report (as many as it had characters)."""


def is_of(stored: Snapshot, url: str) -> bool:
    """Whether a snapshot is of the page that a URL leads to: a report may come from anybody, and name any snapshot.

    A URL whose secrets are hidden, as in a written report, counts as any that shows the same.
    """
    return stored.url_key == url_key(url) or (MASK in stored.url and _shown(stored.url) == _shown(url))


def as_recalled(stored: Snapshot, url: str) -> Snapshot:
    """A stored snapshot for a link that is written so; without a redirect, what the store hid is in the link."""
    final = _full(url)
    if not stored.hops and MASK in stored.final_url and _shown(stored.final_url) == _shown(final):
        return replace(stored, url=url, final_url=final)
    return replace(stored, url=url)


def _shown(url: str) -> str:
    return _HIDDEN.sub("*", mask(url))


def _full(url: str) -> str:
    try:
        return parse_url(url, max_length=65536).full_text
    except Fault:
        return url
