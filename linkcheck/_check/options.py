"""What a check is made with: the options that the public functions take, checked once, and their record in a report."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Self

from linkcheck._arguments import require_settings
from linkcheck._evidence.types import Detector
from linkcheck._parameters import parameters_digest
from linkcheck._post.files.frame import Frame
from linkcheck._post.types import BadRecord, Post
from linkcheck._report.types import Provenance
from linkcheck._scalars import plain_scalar
from linkcheck._scoring.codes import PACKAGED
from linkcheck._scoring.custom import load_detectors
from linkcheck._scoring.model import Model, load_model, model_digest
from linkcheck._setting_rules import require_in_order
from linkcheck.errors import InputError, shown_value, type_of
from linkcheck.settings import Settings
from linkcheck.version import __version__

PostLike = str | Mapping[Any, Any] | Post
"""What counts as one post: a text, an object as a platform gives it, or a Post."""
Record = PostLike | BadRecord
"""One of many posts, as `read_posts` gives them."""
Records = Iterable[Record] | Frame | os.PathLike[str]
"""Many posts: an iterable of them, a DataFrame with a row for each, or the Path of a file of them."""


class CompareOptions(NamedTuple):
    """By what pages are judged."""

    settings: Settings
    detectors: tuple[Detector, ...] = ()
    """All that run: those that the settings name, then those that were given."""
    as_of: dt.datetime | None = None

    @classmethod
    def validated(
        cls, settings: Settings | None = None, *, as_of: dt.datetime | None = None, detectors: Iterable[Detector] = ()
    ) -> Self:
        """The options of a caller, with the detectors loaded. Nothing was visited or compared yet.

        Raises InputError for an argument of another type, SettingsError for a detector that cannot be loaded,
        ModelError for a model that cannot be read.
        """
        settings = require_settings(settings)
        _require_thresholds(settings, load_model(settings.model))
        return cls(settings, load_detectors(settings, detectors)).at(as_of)

    def at(self, as_of: dt.datetime | None) -> Self:
        """The same, judged at another moment: a time, a date, or ISO text. Raises InputError for what is none."""
        return self._replace(as_of=_moment(as_of))


def _require_thresholds(settings: Settings, model: Model) -> None:
    match = model.match_threshold if settings.match_threshold is None else settings.match_threshold
    mismatch = model.mismatch_threshold if settings.mismatch_threshold is None else settings.mismatch_threshold
    require_in_order(match, mismatch)


def _moment(given: object) -> dt.datetime | None:
    given = plain_scalar(given)
    if isinstance(given, str):
        try:
            return dt.datetime.fromisoformat(given.strip())
        except ValueError:
            raise InputError(f"as_of is {shown_value(given)}: give a date such as 2026-11-22, or None") from None
    if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
        return dt.datetime(given.year, given.month, given.day, tzinfo=dt.UTC)
    if not isinstance(given, dt.datetime | None):
        raise InputError(f"as_of is {type_of(given)}: give a datetime.datetime, or None")
    return given


def provenance(options: CompareOptions) -> Provenance:
    """For a report: version, digests of model, settings and parameters, the detectors that ran, the moment."""
    settings = options.settings
    codes = tuple(detector.code for detector in options.detectors)
    return Provenance(
        version=__version__,
        model_digest=model_digest(settings.model),
        settings_digest=settings.digest(),
        parameters_digest=parameters_digest(),
        as_of=options.as_of,
        detectors=codes,
        alarm_rate_claimed=PACKAGED.keys() >= set(codes) and settings.model is None,
    )


_LONG = 4000
"""Characters of a text from which it takes milliseconds to read: links, markup and words are looked for in it."""


def is_long(given: object, *, depth: int = 3) -> bool:
    """Whether a post as it was given holds a text that takes long to read, or many values."""
    if isinstance(given, str):
        return len(given) > _LONG
    values = given.values() if isinstance(given, Mapping) else given if isinstance(given, (list, tuple)) else ()
    return len(values) > _LONG or (depth > 0 and any(is_long(value, depth=depth - 1) for value in values))
