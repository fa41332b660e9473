"""Detectors of the user's: from names in the settings, and as objects; all checked before anything is compared."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from linkcheck.errors import InputError, SettingsError
from linkcheck.evidence.types import Detector
from linkcheck.scoring.reason_codes import REASON_CODES
from linkcheck.settings import Settings

PACKAGED = {"meaning": "linkcheck.semantic.meaning"}
"""Detectors that linkcheck ships, code and module: measured with the packaged model, they raise no more alarms."""

_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def choose_detectors(settings: Settings | None = None, given: Iterable[Detector] = ()) -> tuple[Detector, ...]:
    """The detectors that the settings name, then the given ones.

    Raises SettingsError for a name that leads to no detector, InputError for an object that is none and
    for codes that are taken.
    """
    named = map(_load, settings.detectors) if settings else ()
    detectors = (*named, *_require_objects(given))
    codes = [detector.code for detector in detectors]
    for code in codes:
        if codes.count(code) > 1:
            raise InputError(f"two detectors have the code {code!r}; each needs its own")
    return detectors


def _require_objects(given: Iterable[Detector]) -> tuple[Detector, ...]:
    if isinstance(given, (str, Detector)) or not isinstance(given, Iterable):
        raise InputError(f"detectors is a {type(given).__name__}: give a tuple of detectors, such as (detector,)")
    detectors = tuple(given)
    for detector in detectors:
        if problem := _problem(detector):
            raise InputError(f"detectors: {problem}")
    return detectors


@cache
def _load(name: str) -> Detector:
    module, _, path = name.partition(":")
    try:
        found: Any = importlib.import_module(module)
        for attribute in path.split("."):
            found = getattr(found, attribute)
        if isinstance(found, type):
            found = found()
    except Exception as error:
        raise SettingsError("detectors", name, f"a detector that can be loaded ({_told(error)})") from error
    if problem := _problem(found):
        raise SettingsError("detectors", name, f"a detector ({problem})")
    detector: Detector = found
    return detector


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _problem(found: object) -> str:
    """Why this is no detector; empty for one that is."""
    what = f"{found.__name__}, a class" if isinstance(found, type) else type(found).__name__
    if isinstance(found, type) or not isinstance(found, Detector) or not callable(found.weigh):
        return f"{what} is no object with a code and a method weigh(case); see linkcheck.Detector"
    code: object = found.code
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        return f"{what} has the code {code!r}; use lower case and hyphens, such as 'house-style'"
    if PACKAGED.get(code) == type(found).__module__:
        return ""
    taken = [ours for ours in REASON_CODES if ours == code or ours.startswith(f"{code}-")]
    return f"{what} has the code {code!r}, which linkcheck uses itself ({taken[0]})" if taken else ""
