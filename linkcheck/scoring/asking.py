"""Asking detectors of the user's: what they say is checked and capped, what they raise is told."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from linkcheck.errors import DetectorError
from linkcheck.evidence.types import Case, Detector, Evidence, Layer
from linkcheck.post.types import Quote
from linkcheck.scoring.features import MOST_OF_ONE
from linkcheck.scoring.judgement import judge
from linkcheck.settings import Settings

_MOST = 100
"""Pieces of evidence that one detector may give for a pair: far more than a person reads."""
_LONGEST_ERROR = 300
"""Characters of an error that are told."""


FAILED = "detector-failed"


def consult(
    detectors: Sequence[Detector], case: Case, evidence: tuple[Evidence, ...], *, settings: Settings
) -> tuple[Evidence, ...]:
    """The evidence, and what the detectors say of the case once they are told what it amounts to so far."""
    if not detectors:
        return evidence
    so_far = judge(evidence, settings=settings)
    told = msgspec.structs.replace(case, score=so_far.score, off_topic=so_far.off_topic, prior=settings.prior)
    return (*evidence, *ask(detectors, told))


def ask(detectors: Sequence[Detector], case: Case) -> tuple[Evidence, ...]:
    """What the detectors say of a case, each capped at `MOST_OF_ONE`; those that fail are named in one evidence more.

    Never raises for what a detector does.
    """
    found: list[Evidence] = []
    failures: list[str] = []
    for detector in detectors:
        evidence, failure = _answer(detector, case)
        found.extend(evidence)
        failures.extend([failure] if failure else [])
    if failures:
        message = f"a detector failed and was left out: {'; '.join(failures)}"
        found.append(Evidence(code=FAILED, layer=Layer.CONTEXT, message=message))
    return tuple(found)


def _answer(detector: Detector, case: Case) -> tuple[tuple[Evidence, ...], str]:
    """The detector's evidence, or why there is none."""
    try:
        return _capped(tuple(_checked(detector, case))), ""
    except Exception as error:
        told = str(error) if isinstance(error, DetectorError) else f"{type(error).__name__}: {error}"
        return (), f"{detector.code} ({told[:_LONGEST_ERROR]})"


def _checked(detector: Detector, case: Case) -> Iterator[Evidence]:
    answer = detector.weigh(case)
    if not isinstance(answer, Iterable):
        raise DetectorError(f"weigh must return an iterable of Evidence, not {type(answer).__name__}")
    seen: set[str] = set()
    for number, evidence in enumerate(itertools.islice(answer, _MOST + 1)):
        if number == _MOST:
            raise DetectorError(f"weigh gave more than {_MOST} pieces of evidence")
        if not isinstance(evidence, Evidence):
            raise DetectorError(f"weigh must give Evidence, not {type(evidence).__name__}")
        _require_sound(evidence, detector.code, case)
        if evidence.code in seen:
            raise DetectorError(f"weigh gave the code {evidence.code!r} twice")
        seen.add(evidence.code)
        yield evidence


def _require_sound(evidence: Evidence, code: str, case: Case) -> None:
    if evidence.code != code and not evidence.code.startswith(f"{code}-"):
        raise DetectorError(f"the code {evidence.code!r} must be {code!r} or begin with '{code}-'")
    if not isinstance(evidence.layer, Layer):
        raise DetectorError(f"{evidence.code}: layer must be a linkcheck.Layer, not {evidence.layer!r}")
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


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _require_slice(quote: Quote, quotable: Callable[[str], str], owner: str) -> None:
    there = quotable(quote.field)
    if not 0 <= quote.start <= quote.end <= len(there) or there[quote.start : quote.end] != quote.text:
        raise DetectorError(
            f"the quote {quote.text[:60]!r} is not what {owner} has at {quote.field}[{quote.start}:{quote.end}]"
        )


def _capped(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The evidence of one detector, scaled down where its log-odds together exceed the most one may say."""
    said = math.fsum(abs(e.log_odds) for e in evidence if e.log_odds is not None)
    if said <= MOST_OF_ONE:
        return evidence
    return tuple(
        e if e.log_odds is None else msgspec.structs.replace(e, log_odds=e.log_odds * MOST_OF_ONE / said)
        for e in evidence
    )
