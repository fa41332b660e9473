"""Settings: every knob of linkcheck in one typed place."""

from __future__ import annotations

import functools
import hashlib
import ipaddress
import os
import re
from collections.abc import Callable, Iterable
from typing import Any, ParamSpec, TypeVar, cast

import msgspec

from linkcheck.errors import InputError, SettingsError

MIB = 1024 * 1024


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to fetch, read and judge. Immutable; equal settings share one checker.

    Times are seconds, sizes are bytes, probabilities lie in [0, 1].
    Raises SettingsError, naming field, value and range, when a value is out of range.
    """

    timeout: float = 20.0
    """One deadline for a whole visit: DNS, redirects, retries and waits included. lychee uses 20 s too."""
    connect_timeout: float = 5.0
    """The longest wait for a connection or a TLS handshake."""
    dns_timeout: float = 5.0
    """The longest wait for a name look-up (Smokescreen's value)."""
    retries: int = 1
    """How often a failure that may pass (time-out, reset, 5xx, 429) is tried again."""
    host_delay: float = 1.0
    """Time between two starts at one registrable domain; 0 for tests and demonstrations."""
    host_concurrency: int = 2
    """Requests in flight at one registrable domain."""
    concurrency: int = 32
    """Requests in flight in all."""
    obey_robots: bool = True
    """Whether robots.txt is asked first; a refusal is unverifiable, never broken."""
    visit_action_links: bool = False
    """Whether links that act when visited (unsubscribe, magic login, reset, signed) are visited."""
    allow_networks: tuple[str, ...] = ()
    """Networks exempt from the address and port rules, as CIDR: ("127.0.0.0/8",)."""
    user_agent: str = ""
    """The User-Agent header; empty: `linkcheck/` and its version. Yours should name a contact, for site owners."""
    max_redirects: int = 5
    max_wire_bytes: int = MIB
    """Body bytes read from the wire; Mastodon and facebookexternalhit stop at 1 MB too."""
    max_body_bytes: int = 2 * MIB
    """Body bytes after decompression; 2 MB loses 0.5 % of 3,000 measured pages."""
    max_pdf_bytes: int = 10 * MIB
    """Both limits for a PDF, where the [pdf] extra is installed."""
    max_header_bytes: int = 64 * 1024
    max_url_length: int = 8192
    """Characters; RFC 9110 section 4.1 asks for at least 8,000."""
    max_links: int = 50
    """Distinct links checked in one post; the others are unverifiable and say so."""
    store: str | None = None
    """The SQLite file that keeps snapshots; None keeps nothing."""
    offline: bool = False
    """Whether pages come from the store alone; a page not there is unverifiable."""
    fresh_for: float = 24 * 3600.0
    """How long a stored snapshot of a page that was read is used again."""
    failure_fresh_for: float = 3600.0
    """How long a stored failure is used again."""
    prior: float = 0.5
    """P(mismatch) before anything is read; shifts every score by logit(prior)."""
    mismatch_threshold: float | None = None
    """Scores at or above are a mismatch; None takes the model's own, measured threshold."""
    match_threshold: float | None = None
    """Scores at or below are a match; None takes the model's own, measured threshold."""
    model: str | None = None
    """The file of a model of your own, as `linkcheck.training model` writes it; None takes the packaged one."""

    detectors: tuple[str, ...] = ()
    """Detectors asked beside linkcheck's own, as "module:attribute"; importing them runs their code."""

    def __post_init__(self) -> None:
        _require_types(self)
        for field, low, high in _RANGES:
            _require_between(field, getattr(self, field), low, high)
        for field in _COUNTS:
            if not isinstance(getattr(self, field), int):
                raise SettingsError(field, getattr(self, field), "a whole number")
        for field in ("mismatch_threshold", "match_threshold"):
            if getattr(self, field) is not None:
                _require_between(field, getattr(self, field), 0, 1)
        _require_between("prior", self.prior, 0, 1)
        if self.prior in (0, 1):
            raise SettingsError("prior", self.prior, "a number above 0 and below 1")
        _require_text(self)
        _require_networks(self.allow_networks)
        _require_detectors(self.detectors)

    def digest(self) -> str:
        """SHA-256 (hex) of the settings that a page at hand is judged by: JUDGING. Reports name it.

        How pages are visited and kept is left out: that changes what a snapshot holds, and reports name their
        snapshots. So a replay, which visits nothing, can be told equal. The model has a digest of its own.
        """
        judging = {field: getattr(self, field) for field in JUDGING}
        return hashlib.sha256(msgspec.json.encode(judging, order="sorted")).hexdigest()


JUDGING = ("detectors", "match_threshold", "max_links", "mismatch_threshold", "prior")
"""The settings that can change what is said of a snapshot; `model` is told by its content's digest, not its path."""


_CENTURY = 100 * 365.25 * 24 * 3600.0

# Upper ends stop typing errors (milliseconds for seconds, an extra zero), not careful users.
_RANGES: tuple[tuple[str, float, float], ...] = (
    ("timeout", 0.01, 600),
    ("connect_timeout", 0.01, 600),
    ("dns_timeout", 0.01, 600),
    ("retries", 0, 5),
    ("host_delay", 0, 3600),
    ("host_concurrency", 1, 1000),
    ("concurrency", 1, 1000),
    ("max_redirects", 0, 20),
    ("max_wire_bytes", 1024, 64 * MIB),
    ("max_body_bytes", 1024, 64 * MIB),
    ("max_pdf_bytes", 1024, 64 * MIB),
    ("max_header_bytes", 1024, MIB),
    ("max_url_length", 16, 65536),
    ("max_links", 1, 1000),
    ("fresh_for", 0, _CENTURY),  # JSON has no infinity
    ("failure_fresh_for", 0, _CENTURY),
)
_COUNTS = tuple(field for field, _, _ in _RANGES if field.startswith(("max_", "retries")) or "concurrency" in field)


def _require_types(settings: Settings) -> None:
    """Lists become tuples and paths become texts; anything else of another type is refused."""
    for field in ("obey_robots", "visit_action_links", "offline"):
        if not isinstance(getattr(settings, field), bool):
            raise SettingsError(field, getattr(settings, field), "True or False")
    for field in ("allow_networks", "detectors"):
        values = getattr(settings, field)
        if not isinstance(values, (tuple, list)) or not all(isinstance(value, str) for value in values):
            raise SettingsError(field, values, f"a tuple of {_EXAMPLES[field]}")
        msgspec.structs.force_setattr(settings, field, tuple(values))
    for field in ("store", "model"):
        path = getattr(settings, field)
        if isinstance(path, os.PathLike):
            msgspec.structs.force_setattr(settings, field, os.fspath(path))
        elif not isinstance(path, str | None):
            raise SettingsError(field, path, "the path of a file, or None")
    if not isinstance(settings.user_agent, str):
        raise SettingsError("user_agent", settings.user_agent, "printable ASCII on one line")


_EXAMPLES = {
    "allow_networks": "networks, such as ('127.0.0.0/8',)",
    "detectors": "names, such as ('module:attribute',)",
}


def _require_between(field: str, value: object, low: float, high: float) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise SettingsError(field, value, f"a number from {low:g} to {high:g}")


def _require_text(settings: Settings) -> None:
    if not settings.user_agent.isprintable() or not settings.user_agent.isascii():
        raise SettingsError("user_agent", settings.user_agent, "printable ASCII on one line")
    for field in ("store", "model"):
        path = getattr(settings, field)
        if path is not None and (not path.strip() or "\0" in path):
            raise SettingsError(field, path, "the path of a file, or None")
    if settings.offline and settings.store is None:
        raise SettingsError("offline", True, "offline only together with a store")


def _require_networks(networks: tuple[str, ...]) -> None:
    for network in networks:
        try:
            ipaddress.ip_network(network)
        except ValueError:
            raise SettingsError("allow_networks", network, "a network such as 127.0.0.0/8 or ::1/128") from None


_DETECTOR = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*:[^\W\d]\w*(?:\.[^\W\d]\w*)*")


def _require_detectors(names: Iterable[str]) -> None:
    for name in names:
        if not _DETECTOR.fullmatch(name):
            raise SettingsError("detectors", name, "a name such as 'module:attribute'")


def require_settings(settings: Settings | None) -> Settings:
    """The settings of a caller, or the defaults. Raises InputError for anything else."""
    if settings is None:
        return Settings()
    if not isinstance(settings, Settings):
        raise InputError(
            f"settings is a {type(settings).__name__}: give a linkcheck.Settings, such as Settings(timeout=5)"
        )
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
            kind = type(arguments[len(takes)]).__name__
            example = ", ".join((*takes, "settings=..."))
            raise InputError(f"{name} takes its options by name, not a {kind} by position: {name}({example})")
        require_settings(options.get("settings"))

    if code.co_flags & _COROUTINE:

        @functools.wraps(function)
        async def awaited(*arguments: P.args, **options: P.kwargs) -> Any:
            require(arguments, options)
            return await cast(Any, function(*arguments, **options))

        return cast(Callable[P, R], awaited)

    @functools.wraps(function)
    def called(*arguments: P.args, **options: P.kwargs) -> R:
        require(arguments, options)
        return function(*arguments, **options)

    return called
