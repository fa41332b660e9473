"""Settings: every knob of linkcheck in one typed place."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from linkcheck._declarations import (
    CheckedNames,
    Declaration,
    Probability,
    describe_settings,
    read_declarations,
    require_declared,
)
from linkcheck._public import public
from linkcheck._setting_rules import (
    require_detectors,
    require_in_order,
    require_networks,
    require_patterns,
    require_zone,
)
from linkcheck.errors import SettingsError

_MIB = 1024 * 1024
_CENTURY = 100 * 365.25 * 24 * 3600.0
"""Seconds; JSON has no infinity."""


@public
class Settings(
    msgspec.Struct,
    metaclass=CheckedNames,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    repr_omit_defaults=True,
):
    """How to fetch, read and judge. Immutable; equal settings share one checker.

    Times are seconds, sizes are bytes, probabilities lie in [0, 1].
    Raises SettingsError, naming field, value and range, when a value is out of range, and UnknownSettingError for a
    name that no setting has.
    """

    # Upper ends stop typing errors (milliseconds for seconds, an extra zero), not careful users.

    timeout: Annotated[
        float,
        Meta(
            ge=0.01,
            le=600,
            description="Seconds for one whole visit: DNS, redirects and retries included, waiting for a turn at the "
            "site left out (see `max_wait`). lychee uses 20 s too.",
        ),
    ] = 20.0
    connect_timeout: Annotated[
        float,
        Meta(ge=0.01, le=600, description="Seconds for a connection or a TLS handshake."),
    ] = 5.0
    dns_timeout: Annotated[
        float,
        Meta(ge=0.01, le=600, description="Seconds for a name look-up. Smokescreen's value."),
    ] = 5.0
    retries: Annotated[
        int,
        Meta(ge=0, le=5, description="How often a passing failure (time-out, reset, 5xx, 429) is tried again."),
    ] = 1
    max_wait: Annotated[
        float,
        Meta(
            ge=0,
            le=24 * 3600,
            description="Seconds that a link waits where its site asks for it: Crawl-delay, Retry-After, back-off. "
            "Beyond, it is unverifiable. A queue at our own `host_delay` is not counted.",
        ),
    ] = 60.0

    host_delay: Annotated[
        float,
        Meta(
            ge=0,
            le=3600,
            description="Seconds between two starts at one registrable domain. 0 for tests and demonstrations.",
        ),
    ] = 1.0
    host_concurrency: Annotated[
        int,
        Meta(ge=1, le=1000, description="Requests in flight at one registrable domain."),
    ] = 2
    concurrency: Annotated[
        int,
        Meta(ge=1, le=1000, description="Requests in flight in all."),
    ] = 32
    obey_robots: Annotated[
        bool,
        Meta(description="Whether robots.txt is asked first. A refusal is unverifiable, never broken."),
    ] = True
    user_agent: Annotated[
        str,
        Meta(
            description="The User-Agent header: your program and a contact. As `mybot/1.0 "
            "(+https://example.org/bot)`, it tells a site's owner whom to write to; empty, it is "
            "`linkcheck/` and its version."
        ),
    ] = ""

    visit_action_links: Annotated[
        bool,
        Meta(description="Whether links that act when visited (unsubscribe, magic login, reset, signed) are visited."),
    ] = False
    allow_networks: Annotated[
        tuple[str, ...],
        Meta(
            description="Private networks that may be visited, such as 127.0.0.0/8. The rules on addresses "
            "and ports do not hold for them."
        ),
    ] = ()
    exclude: Annotated[
        tuple[str, ...],
        Meta(
            description="Hosts and beginnings of URLs that are not visited, such as `example.org` (and what lies below "
            "it) or `example.org/shop/`; `*` stands for any characters. Their links are unverifiable."
        ),
    ] = ()
    max_redirects: Annotated[
        int,
        Meta(ge=0, le=20, description="Redirects followed in one visit. More is a failure."),
    ] = 5
    max_url_length: Annotated[
        int,
        Meta(ge=16, le=65536, description="Characters of a URL. RFC 9110 section 4.1 asks for at least 8,000."),
    ] = 8192

    max_wire_bytes: Annotated[
        int,
        Meta(
            ge=1024,
            le=64 * _MIB,
            description="Body bytes read from the wire. Mastodon and facebookexternalhit stop at 1 MB too.",
        ),
    ] = _MIB
    max_body_bytes: Annotated[
        int,
        Meta(
            ge=1024,
            le=64 * _MIB,
            description="Body bytes after decompression. 2 MB loses 0.5 % of 3,000 measured pages.",
        ),
    ] = 2 * _MIB
    max_pdf_bytes: Annotated[
        int,
        Meta(ge=1024, le=64 * _MIB, description="Both limits for a PDF, where the [pdf] extra is installed."),
    ] = 10 * _MIB
    max_header_bytes: Annotated[
        int,
        Meta(ge=1024, le=_MIB, description="Bytes of headers read of one answer."),
    ] = 64 * 1024

    store: Annotated[
        str | None,
        Meta(description="The SQLite file that keeps pages, to use them again. None keeps nothing."),
    ] = None
    offline: Annotated[
        bool,
        Meta(description="Whether pages come from the store alone. A page that is not there is unverifiable."),
    ] = False
    fresh_for: Annotated[
        float,
        Meta(ge=0, le=_CENTURY, description="Seconds that a stored snapshot of a page that was read is used again."),
    ] = 24 * 3600.0
    failure_fresh_for: Annotated[
        float,
        Meta(ge=0, le=_CENTURY, description="Seconds that a stored failure is used again."),
    ] = 3600.0

    max_links: Annotated[
        int,
        Meta(ge=1, le=1000, description="Distinct links checked in one post. The others are unverifiable and say so."),
    ] = 50
    timezone: Annotated[
        str,
        Meta(description="The zone of posts' times that state none: its IANA name, such as Europe/Berlin."),
    ] = "UTC"
    embargoed: Annotated[
        bool,
        Meta(
            description="Whether pages appear with their scheduled posts: before, one that is not there is no finding."
        ),
    ] = False

    prior: Annotated[
        float,
        Meta(gt=0, lt=1, description="P(mismatch) before anything is read. It shifts every score by logit(prior)."),
    ] = 0.5
    mismatch_threshold: Annotated[
        Probability | None,
        Meta(description="Scores at or above are a mismatch. None takes the model's own, measured threshold."),
    ] = None
    match_threshold: Annotated[
        Probability | None,
        Meta(description="Scores at or below are a match. None takes the model's own, measured threshold."),
    ] = None
    model: Annotated[
        str | None,
        Meta(
            description="The file of a model of your own. `linkcheck.training model` writes one; None takes "
            "the packaged one."
        ),
    ] = None
    detectors: Annotated[
        tuple[str, ...],
        Meta(
            description="Detectors beside linkcheck's own: module:attribute or the name of an installed one. Runs code."
        ),
    ] = ()

    def __post_init__(self) -> None:
        for declared in DECLARED.values():
            require_declared(self, declared)
        _require_text(self)
        require_networks(self.allow_networks)
        require_patterns(self.exclude)
        require_detectors(self.detectors)
        if self.match_threshold is not None and self.mismatch_threshold is not None:
            require_in_order(self.match_threshold, self.mismatch_threshold)

    def digest(self) -> str:
        """SHA-256 (hex) of the settings that a page at hand is judged by: JUDGING. Reports name it.

        How pages are visited and kept is left out: that changes what a snapshot holds, and reports name their
        snapshots. So a replay, which visits nothing, can have an equal digest. The model has a digest of its own.
        """
        judging = {field: getattr(self, field) for field in JUDGING}
        return hashlib.sha256(msgspec.json.encode(judging, order="sorted")).hexdigest()


_FIRST_OF_GROUP = {
    "timeout": "Time",
    "host_delay": "Politeness",
    "visit_action_links": "What is visited",
    "max_wire_bytes": "Sizes",
    "store": "Keeping pages",
    "max_links": "Posts",
    "prior": "Judging",
}
"""The settings are declared in groups; these begin one."""

DECLARED: Mapping[str, Declaration] = read_declarations(Settings, _FIRST_OF_GROUP)
"""Every setting, in order: the one place that its type, range, default and meaning stand in."""

Settings.__doc__ = f"{Settings.__doc__}\n{textwrap.indent(describe_settings(DECLARED.values()), '    ')}\n"

JUDGING = ("detectors", "match_threshold", "max_links", "mismatch_threshold", "prior", "timezone")
"""The settings that can change the judgement of a snapshot; of `model` the content has a digest, not the path."""


def _require_text(settings: Settings) -> None:
    if not settings.user_agent.isprintable() or not settings.user_agent.isascii():
        raise SettingsError("user_agent", settings.user_agent, "printable ASCII on one line")
    require_zone(settings.timezone)
    for field in ("store", "model"):
        path = getattr(settings, field)
        if path is not None and (not path.strip() or "\0" in path):
            raise SettingsError(field, path, "the path of a file, or None")
    if settings.offline and settings.store is None:
        raise SettingsError("offline", True, "offline together with a store, or not at all", beside="store is None")
