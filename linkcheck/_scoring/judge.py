"""What is told of host names that look like other host names: beside the score, never in it.

A phisher's host and an honest one of another script look alike to us too; a reader can tell.

The door of room five: evidence goes in; a score, a verdict and reasons come out.

The rule for several links: not every link of a post is the source of its claim.

Newsletters, credits and "support us" links stand beside the link that the post is about. Where one
link matches the claim, another without a segment of its own is at most unclear; so is one that shares
its segment with a link that matches it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import msgspec

from linkcheck._evidence.types import CONTRADICTS, LANGUAGE_DIFFERS, Evidence, Layer
from linkcheck._post.types import Quote
from linkcheck._scoring import codes
from linkcheck._scoring.features import TOPIC_FEATURES
from linkcheck._scoring.model import Model, load_model, logit, score_custom_only, score_evidence, sigmoid
from linkcheck._scoring.types import LinkReport, Reason, Verdict
from linkcheck.settings import Settings

_TOLD = 0.05
"""Log-odds below which a part is not worth telling: it moves a score by about one point in a hundred."""

_CONTRADICTED = 1.5
"""Log-odds from which one contradiction denies the verdict match, however well the rest agrees: odds of four to one.
It holds for 1.2 in 100 honest posts of the altered set, .4 of socialposts and 2.4 of fnc1 (development sets), many of
which do differ."""

_TOLD_BY = {feature.code: feature.reported_under for feature in TOPIC_FEATURES}


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What the evidence amounts to. `base + fsum(reason weights) == log_odds`, or all numbers are None."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    """Strongest first; never empty."""
    score: float | None = None
    off_topic: float | None = None
    log_odds: float | None = None
    base: float | None = None


def judge(evidence: tuple[Evidence, ...], *, settings: Settings, model: Model | None = None) -> Judgement:
    """Score, verdict and reasons for one pair of post and page.

    `model` is the one that the settings name unless given. Evidence that the languages differ makes the
    pair unverifiable, score None, no accusation, unless other evidence says by itself whether the page is
    about it: names and numbers, or a detector of the user's. Raises ModelError for a model that cannot be read.
    """
    model = model or load_model(settings.model)
    if any(e.code == LANGUAGE_DIFFERS for e in evidence):
        if not any(e.layer is Layer.TOPIC and e.log_odds is not None for e in evidence):
            return Judgement(verdict=Verdict.UNVERIFIABLE, reasons=tuple(_reason(e, 0.0) for e in evidence))
        weighed = score_custom_only(evidence)
    else:
        weighed = score_evidence(model, evidence)
    prior = logit(settings.prior)
    reasons = _reasons(evidence, weighed.parts)
    told = math.fsum(reason.weight for reason in reasons)
    base = weighed.log_odds + prior - told
    log_odds = base + told
    score = sigmoid(log_odds)
    verdict = _verdict(score, model, settings)
    if verdict is Verdict.MATCH and _contradicted(evidence, weighed.parts):
        verdict = Verdict.UNCLEAR
    return Judgement(
        verdict=verdict,
        reasons=reasons,
        score=score,
        off_topic=sigmoid(weighed.topic_log_odds + prior),
        log_odds=log_odds,
        base=base,
    )


def _verdict(score: float, model: Model, settings: Settings) -> Verdict:
    mismatch = model.mismatch_threshold if settings.mismatch_threshold is None else settings.mismatch_threshold
    match = model.match_threshold if settings.match_threshold is None else settings.match_threshold
    if score >= mismatch:
        return Verdict.MISMATCH
    return Verdict.MATCH if score <= match else Verdict.UNCLEAR


def _contradicted(evidence: tuple[Evidence, ...], parts: dict[str, float]) -> bool:
    return any(
        e.layer is Layer.DETAIL and e.code.endswith(CONTRADICTS) and parts.get(e.code, 0.0) >= _CONTRADICTED
        for e in evidence
    )


def _reasons(evidence: tuple[Evidence, ...], parts: dict[str, float]) -> tuple[Reason, ...]:
    """The evidence worth telling, each with its weight, strongest first; one reason at least.

    Evidence that no model knows is told last, and weighs nothing.
    """
    weights: dict[str, list[float]] = {}
    for code, part in parts.items():
        weights.setdefault(_TOLD_BY.get(code, code), []).append(part)
    tellable = {e.code: e for e in evidence if e.message}
    reasons = [_reason(e, math.fsum(weights.get(code, ()))) for code, e in tellable.items()]
    reasons.sort(key=lambda reason: (-abs(reason.weight), reason.code))
    told = tuple(r for r in reasons if abs(r.weight) >= _TOLD or (r.code not in weights and tellable[r.code].value > 0))
    return told or tuple(reasons[:1]) or (codes.NOTHING_COMPARED.reason(),)


def _reason(evidence: Evidence, weight: float) -> Reason:
    return Reason(
        code=evidence.code,
        message=evidence.message,
        weight=weight,
        post_quotes=evidence.post_quotes,
        page_quotes=evidence.page_quotes,
    )


def reconcile_links(reports: Sequence[LinkReport]) -> tuple[LinkReport, ...]:
    """The reports of one post's links, in order, with mismatches softened where another link is the source.

    A softened report keeps score and reasons; "not-the-source", weight 0, is put first.
    """
    source = next((report for report in reports if report.verdict is Verdict.MATCH), None)
    if source is None:
        return tuple(reports)
    beside = not_sources(reports)
    return tuple(
        _soften(report, source) if number in beside and report.verdict is Verdict.MISMATCH else report
        for number, report in enumerate(reports)
    )


def not_sources(reports: Sequence[LinkReport]) -> frozenset[int]:
    """Which of one post's links do not bear out the claim that another link of it bears out, by number.

    A page that broke off is among them: beside the source, nothing is to be looked for in the part that is missing.
    """
    matches = {report.link.segment for report in reports if report.verdict is Verdict.MATCH}
    if not matches:
        return frozenset()
    borne_out = matches | {None}
    return frozenset(
        number
        for number, report in enumerate(reports)
        if (report.verdict is Verdict.MISMATCH or report.reasons[0].code == codes.PAGE_INCOMPLETE.code)
        and report.link.segment in borne_out
    )


def _soften(report: LinkReport, source: LinkReport) -> LinkReport:
    reason = codes.NOT_THE_SOURCE.reason(url=source.link.expanded_url)
    return msgspec.structs.replace(report, verdict=Verdict.UNCLEAR, reasons=(reason, *report.reasons), cause=None)


def with_suspicious_hosts(report: LinkReport, warnings: Iterable[str]) -> LinkReport:
    """The report with a reason, of weight 0 and quoting the link, for each warning of a visit (`host_warnings`)."""
    url = report.link.expanded_url
    told = tuple(codes.REASONS[warning].reason(post=(Quote("url", 0, len(url), url),)) for warning in warnings)
    return msgspec.structs.replace(report, reasons=(*report.reasons, *told)) if told else report
