"""Settings: every knob of linkcheck in one typed place."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Callable, Mapping
from types import NoneType
from typing import Annotated, Any, NamedTuple, ParamSpec, TypeVar, cast, get_args

import msgspec
from msgspec import Meta

from linkcheck._public import public
from linkcheck._setting_rules import require_detectors, require_networks, require_patterns, require_zone
from linkcheck.errors import InputError, SettingsError, type_of

MIB = 1024 * 1024
CENTURY = 100 * 365.25 * 24 * 3600.0
"""Seconds; JSON has no infinity."""

Probability = Annotated[float, Meta(ge=0, le=1)]


@public
class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, repr_omit_defaults=True):
    """How to fetch, read and judge. Immutable; equal settings share one checker.

    Times are seconds, sizes are bytes, probabilities lie in [0, 1].
    Raises SettingsError, naming field, value and range, when a value is out of range.
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
    host_delay: Annotated[
        float,
        Meta(
            ge=0,
            le=3600,
            description="Seconds between two starts at one registrable domain. 0 for tests and demonstrations.",
        ),
    ] = 1.0
    max_wait: Annotated[
        float,
        Meta(
            ge=0,
            le=24 * 3600,
            description="Seconds that a link waits where its site asks for it: Crawl-delay, Retry-After, back-off. "
            "Beyond, it is unverifiable. A queue at our own `host_delay` is not counted.",
        ),
    ] = 60.0
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
    user_agent: Annotated[
        str,
        Meta(
            description="The User-Agent header: your program and a contact. As `mybot/1.0 "
            "(+https://example.org/bot)`, it tells a site's owner whom to write to; empty, it is "
            "`linkcheck/` and its version."
        ),
    ] = ""
    max_redirects: Annotated[
        int,
        Meta(ge=0, le=20, description="Redirects followed in one visit. More is a failure."),
    ] = 5
    max_wire_bytes: Annotated[
        int,
        Meta(
            ge=1024,
            le=64 * MIB,
            description="Body bytes read from the wire. Mastodon and facebookexternalhit stop at 1 MB too.",
        ),
    ] = MIB
    max_body_bytes: Annotated[
        int,
        Meta(
            ge=1024,
            le=64 * MIB,
            description="Body bytes after decompression. 2 MB loses 0.5 % of 3,000 measured pages.",
        ),
    ] = 2 * MIB
    max_pdf_bytes: Annotated[
        int,
        Meta(ge=1024, le=64 * MIB, description="Both limits for a PDF, where the [pdf] extra is installed."),
    ] = 10 * MIB
    max_header_bytes: Annotated[
        int,
        Meta(ge=1024, le=MIB, description="Bytes of headers read of one answer."),
    ] = 64 * 1024
    max_url_length: Annotated[
        int,
        Meta(ge=16, le=65536, description="Characters of a URL. RFC 9110 section 4.1 asks for at least 8,000."),
    ] = 8192
    max_links: Annotated[
        int,
        Meta(ge=1, le=1000, description="Distinct links checked in one post. The others are unverifiable and say so."),
    ] = 50
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
        Meta(ge=0, le=CENTURY, description="Seconds that a stored snapshot of a page that was read is used again."),
    ] = 24 * 3600.0
    failure_fresh_for: Annotated[
        float,
        Meta(ge=0, le=CENTURY, description="Seconds that a stored failure is used again."),
    ] = 3600.0
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
            _require_declared(self, declared)
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


JUDGING = ("detectors", "match_threshold", "max_links", "mismatch_threshold", "prior", "timezone")
"""The settings that can change the judgement of a snapshot; of `model` the content has a digest, not the path."""


class Declaration(NamedTuple):
    """What the field of a setting declares."""

    name: str
    type: Any
    default: Any
    description: str
    """What it means: a sentence, and details for those who set it in code."""
    limits: Meta
    allowed: str
    """The values that a number may have, as a phrase; empty for what is no number."""


def _declared() -> dict[str, Declaration]:
    declared = {}
    for field in msgspec.structs.fields(Settings):
        kind, meta = get_args(field.type)
        limits = meta
        if kind == Probability | None:
            kind, limits = float | None, get_args(Probability)[1]
        allowed = _allowed(kind, limits)
        declared[field.name] = Declaration(field.name, kind, field.default, meta.description, limits, allowed)
    return declared


def _allowed(kind: object, limits: Meta) -> str:
    if limits.gt is not None:
        return f"a number above {limits.gt:g} and below {limits.lt:g}"
    if limits.ge is None or limits.le is None:
        return ""
    return f"a {'whole ' if kind is int else ''}number from {limits.ge:,.10g} to {limits.le:,.10g}"


DECLARED: Mapping[str, Declaration] = _declared()
"""Every setting, in order: the one place that its type, range, default and meaning stand in."""


def require_in_order(match_threshold: float, mismatch_threshold: float) -> None:
    """Raises SettingsError for thresholds that cross: one score would be a match and a mismatch."""
    if match_threshold > mismatch_threshold:
        beside = f"mismatch_threshold is {mismatch_threshold:g}"
        raise SettingsError("match_threshold", match_threshold, "a value that is not above it", beside=beside)


def _require_declared(settings: Settings, declared: Declaration) -> None:
    """Lists become tuples, paths become texts, and subclasses (numpy's, which JSON does not hold) what they are of;
    anything else of another type or range is refused."""
    name, kind, value = declared.name, declared.type, getattr(settings, declared.name)
    if kind is bool:
        if not isinstance(value, bool):
            raise SettingsError(name, value, "True or False")
    elif declared.allowed:
        if not (value is None and NoneType in get_args(kind)):
            _require_number(declared, value)
            msgspec.structs.force_setattr(settings, name, float(value) if isinstance(value, float) else int(value))
    elif kind == tuple[str, ...]:
        if not isinstance(value, (tuple, list)) or not all(isinstance(part, str) for part in value):
            raise SettingsError(name, value, f"a tuple of {_EXAMPLES[name]}")
        msgspec.structs.force_setattr(settings, name, tuple(map(str, value)))
    elif isinstance(value, os.PathLike) and kind == str | None:
        msgspec.structs.force_setattr(settings, name, os.fspath(value))
    elif not isinstance(value, kind):
        raise SettingsError(
            name, value, "printable ASCII on one line" if kind is str else "the path of a file, or None"
        )
    elif value is not None:
        msgspec.structs.force_setattr(settings, name, str(value))


_EXAMPLES = {
    "allow_networks": "networks, such as ('127.0.0.0/8',)",
    "exclude": "patterns, such as ('example.org', 'example.net/shop/')",
    "detectors": "names, such as ('module:attribute',) or ('house-style',)",
}


def _require_number(declared: Declaration, value: object) -> None:
    limits: Any = declared.limits
    kinds = int if declared.type is int else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds):
        raise SettingsError(declared.name, value, declared.allowed)
    within = limits.gt < value < limits.lt if limits.gt is not None else limits.ge <= value <= limits.le
    if not within:
        raise SettingsError(declared.name, value, declared.allowed)


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


_DEFAULTS = Settings()


def require_settings(settings: Settings | None) -> Settings:
    """The settings of a caller, or the defaults. Raises InputError for anything else."""
    if settings is None:
        return _DEFAULTS
    if not isinstance(settings, Settings):
        raise InputError(f"settings is {type_of(settings)}: give a linkcheck.Settings, such as Settings(timeout=5)")
    return settings


P = ParamSpec("P")
R = TypeVar("R")

_COROUTINE = 0x80
"""inspect.CO_COROUTINE; importing inspect takes as long as importing linkcheck."""


def keyword_options(function: Callable[P, R]) -> Callable[P, R]:
    """A public function whose options are given by name.

    Settings by position, or settings that are none, are an InputError before anything is done.
    """
    code = function.__code__
    name, takes = function.__name__, code.co_varnames[: code.co_argcount]

    def require(arguments: tuple[object, ...], options: dict[str, Any]) -> None:
        if len(arguments) > len(takes):
            kind = type_of(arguments[len(takes)])
            example = ", ".join((*takes, "settings=..."))
            raise InputError(f"{name} takes its options by name, not {kind} by position: {name}({example})")
        require_settings(options.get("settings"))

    if code.co_flags & _COROUTINE:

        @functools.wraps(function)
        async def awaited(*arguments: P.args, **options: P.kwargs) -> Any:
            require(arguments, options)
            return await cast(Any, function(*arguments, **options))

        return public(cast(Callable[P, R], awaited))

    @functools.wraps(function)
    def called(*arguments: P.args, **options: P.kwargs) -> R:
        require(arguments, options)
        return function(*arguments, **options)

    return public(called)
