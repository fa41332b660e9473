"""Detectors of the user's own: loaded by name or given as objects, run on a case, their evidence checked and capped."""

from __future__ import annotations

import importlib
import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import msgspec

from linkcheck._entry_points import FOREIGN_FAILURES, installed, is_ctrl_c
from linkcheck._evidence.types import Case, Detector, Evidence, Layer, Stance
from linkcheck._post.types import Quote
from linkcheck._scalars import plain_scalar
from linkcheck._scoring.codes import CODES, DETECTOR_FAILED, PACKAGED
from linkcheck._scoring.features import MAX_DETECTOR_LOG_ODDS
from linkcheck._scoring.judge import judge
from linkcheck.errors import DetectorError, InputError, LinkcheckError, SettingsError, type_of
from linkcheck.settings import Settings

DETECTOR_GROUP = "linkcheck.detectors"
"""The group in which a distribution names its detectors."""

_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def load_detectors(settings: Settings | None = None, given: Iterable[Detector] = ()) -> tuple[Detector, ...]:
    """The detectors that the settings name, then the given ones.

    Raises SettingsError for a name that leads to no detector, InputError for an object that is none and
    for codes that are taken.
    """
    named = map(_load, settings.detectors) if settings else ()
    detectors = (*named, *_require_objects(given))
    codes = [detector.code for detector in detectors]
    for code in codes:
        if codes.count(code) > 1:
            raise InputError(f"two detectors have the code “{code}”: give each its own")
    return detectors


def _require_objects(given: Iterable[Detector]) -> tuple[Detector, ...]:
    if isinstance(given, (str, Detector)) or not isinstance(given, Iterable):
        raise InputError(f"detectors is {type_of(given)}: give a tuple of detectors, such as (detector,)")
    detectors = tuple(given)
    for detector in detectors:
        if problem := _problem(detector):
            raise InputError(f"detectors: {problem}")
    return detectors


@cache
def _load(name: str) -> Detector:
    try:
        found = _import(name) if ":" in name else _of_distribution(name)
        if isinstance(found, type):
            found = found()
    except FOREIGN_FAILURES as error:
        raise SettingsError("detectors", name, f"a detector that can be loaded ({_described(error)})") from error
    if problem := _problem(found):
        raise SettingsError("detectors", name, f"a detector ({problem})")
    detector: Detector = found
    return detector


def _import(name: str) -> Any:
    module, _, path = name.partition(":")
    found: Any = importlib.import_module(module)
    for attribute in path.split("."):
        found = getattr(found, attribute)
    return found


def _of_distribution(name: str) -> Any:
    """What an installed distribution declares as its detector of that name."""
    declared = installed(DETECTOR_GROUP, packaged=())
    if name not in declared:
        names = f"those are {', '.join(declared)}" if declared else "there are none"
        raise LookupError(f"no installed distribution has a detector of this name; {names}")
    return declared[name].load()


_PYTHON_QUOTED = re.compile(r"(?<!\w)'([^'\n]+)'(?!\w)")
"""What messages of Python quote: ours have other marks."""


def _described(error: BaseException) -> str:
    # Messages of ours are left alone: they name commands to copy, pip install '.[semantic]'.
    message = str(error) if isinstance(error, LinkcheckError) else _PYTHON_QUOTED.sub(r"“\1”", str(error))
    return f"{type(error).__name__}: {message}"


def _problem(found: object) -> str:
    """Why this is no detector; empty for one that is."""
    what = f"the class {found.__name__}" if isinstance(found, type) else type_of(found)
    if isinstance(found, type) or not isinstance(found, Detector) or not callable(found.weigh):
        return f"{what} is not an object with a code and a method weigh(case), as linkcheck.Detector describes"
    code: object = found.code
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        return f"{what} has the code “{code}”: use lower case and hyphens, such as house-style"
    if PACKAGED.get(code) == type(found).__module__:
        return ""
    taken = [ours for ours in (*CODES, *PACKAGED) if ours == code or ours.startswith(f"{code}-")]
    return f"{what} has the code “{code}”, which linkcheck uses itself ({taken[0]})" if taken else ""


_MOST = 100
"""Pieces of evidence that one detector may give for a pair: far more than a person reads."""
_LONGEST_ERROR = 300
"""Characters of an error that are reported."""


def run_detectors(
    detectors: Sequence[Detector], case: Case, evidence: tuple[Evidence, ...], *, settings: Settings
) -> tuple[Evidence, ...]:
    """The evidence, and that of the detectors, which get the score of the case without them."""
    if not detectors:
        return evidence
    so_far = judge(evidence, settings=settings)
    scored = msgspec.structs.replace(case, score=so_far.score, off_topic=so_far.off_topic, prior=settings.prior)
    return (*evidence, *detector_evidence(detectors, scored))


def detector_evidence(detectors: Sequence[Detector], case: Case) -> tuple[Evidence, ...]:
    """The detectors' evidence of a case, each capped at `MAX_DETECTOR_LOG_ODDS`; one more names those that fail.

    Never raises for what a detector does.
    """
    found: list[Evidence] = []
    failures: list[str] = []
    for detector in detectors:
        evidence, failure = _answer(detector, case)
        found.extend(evidence)
        failures.extend([failure] if failure else [])
    if failures:
        message = DETECTOR_FAILED.message.format(failures="; ".join(failures))
        found.append(Evidence(code=DETECTOR_FAILED.code, layer=Layer.CONTEXT, message=message))
    return tuple(found)


def _answer(detector: Detector, case: Case) -> tuple[tuple[Evidence, ...], str]:
    """The detector's evidence, or why there is none."""
    try:
        return _capped(tuple(_checked(detector, case))), ""
    except BaseException as error:
        if is_ctrl_c(error):
            raise
        described = str(error) if isinstance(error, DetectorError) else _described(error)
        return (), f"{detector.code} ({described[:_LONGEST_ERROR]})"


def _checked(detector: Detector, case: Case) -> Iterator[Evidence]:
    answer = detector.weigh(case)
    if not isinstance(answer, Iterable):
        raise DetectorError(f"weigh must return an iterable of Evidence, not {type_of(answer)}")
    seen: set[str] = set()
    for number, evidence in enumerate(itertools.islice(answer, _MOST + 1)):
        if number == _MOST:
            raise DetectorError(f"weigh gave more than {_MOST} pieces of evidence")
        if not isinstance(evidence, Evidence):
            raise DetectorError(f"weigh must give Evidence, not {type_of(evidence)}")
        evidence = _with_plain_numbers(evidence)
        _require_sound(evidence, detector.code, case)
        if evidence.code in seen:
            raise DetectorError(f"weigh gave the code “{evidence.code}” twice")
        seen.add(evidence.code)
        yield evidence


def _require_sound(evidence: Evidence, code: str, case: Case) -> None:
    if evidence.code != code and not evidence.code.startswith(f"{code}-"):
        raise DetectorError(f"the code “{evidence.code}” must be “{code}” or begin with “{code}-”")
    if not isinstance(evidence.layer, Layer):
        raise DetectorError(f"{evidence.code}: layer must be a linkcheck.Layer, not {evidence.layer!r}")
    if not isinstance(evidence.stance, Stance):
        raise DetectorError(f"{evidence.code}: stance must be a linkcheck.Stance, not {evidence.stance!r}")
    if not evidence.message:
        raise DetectorError(f"{evidence.code}: evidence needs a message")
    if not (_is_number(evidence.value) and evidence.value >= 0):
        raise DetectorError(f"{evidence.code}: value must be a number of 0 or more, not {evidence.value!r}")
    if evidence.log_odds is not None and not _is_number(evidence.log_odds):
        raise DetectorError(f"{evidence.code}: log_odds must be a finite number or None, not {evidence.log_odds!r}")
    for quote in evidence.post_quotes:
        _require_slice(quote, case.post.quotable, "the post")
    for quote in evidence.page_quotes:
        _require_slice(quote, case.page.quotable, "the page")


def _with_plain_numbers(evidence: Evidence) -> Evidence:
    value, log_odds = plain_scalar(evidence.value), plain_scalar(evidence.log_odds)
    if value is evidence.value and log_odds is evidence.log_odds:
        return evidence
    return msgspec.structs.replace(evidence, value=value, log_odds=log_odds)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _require_slice(quote: Quote, quotable: Callable[[str], str], owner: str) -> None:
    text = quotable(quote.field)
    if not 0 <= quote.start <= quote.end <= len(text) or text[quote.start : quote.end] != quote.text:
        raise DetectorError(
            f"the quote “{quote.text[:60]}” is not what {owner} has at {quote.field}[{quote.start}:{quote.end}]"
        )


def _capped(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The evidence of one detector, scaled down where its log-odds together exceed the most one may say."""
    total = math.fsum(abs(e.log_odds) for e in evidence if e.log_odds is not None)
    if total <= MAX_DETECTOR_LOG_ODDS:
        return evidence
    return tuple(
        e if e.log_odds is None else msgspec.structs.replace(e, log_odds=e.log_odds * MAX_DETECTOR_LOG_ODDS / total)
        for e in evidence
    )
