"""From evidence to score, verdict and reasons; and from the links of one post to what each of them is judged as."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence

import msgspec

from linkcheck._evidence.types import LANGUAGE_DIFFERS, Evidence, Layer, Stance
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import Quote
from linkcheck._scoring import codes
from linkcheck._scoring.features import TOPIC_FEATURES
from linkcheck._scoring.model import Model, load_model, logit, score_custom_only, score_evidence, sigmoid
from linkcheck._scoring.types import LinkReport, Reason, Verdict
from linkcheck._text.display import one_stop
from linkcheck.settings import Settings

_MIN_REPORTED_WEIGHT = PARAMETERS.verdicts.min_reported_weight

_MIN_CONTRADICTION = PARAMETERS.verdicts.min_contradiction

_REASON_OF_FEATURE = {c.code: c.code if c.reported_under is None else c.reported_under for c in TOPIC_FEATURES}


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
    reported = _reasons(evidence, weighed.parts)
    weight = math.fsum(reason.weight for reason in reported)
    log_odds = (weighed.log_odds + prior - weight) + weight
    reasons = _merge_reasons(reported, evidence)
    base, log_odds = _balance(log_odds, reasons)
    score = sigmoid(log_odds)
    verdict = _verdict(score, model, settings)
    doubted_only = _verdict(sigmoid(log_odds - weighed.doubts), model, settings) is not verdict
    if verdict is Verdict.MISMATCH and doubted_only:
        verdict = Verdict.UNCLEAR
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
        e.stance is Stance.UNSETTLES
        or (e.stance is Stance.CONTRADICTS and parts.get(e.code, 0.0) >= _MIN_CONTRADICTION)
        for e in evidence
        if e.layer is Layer.DETAIL
    )


def _reasons(evidence: tuple[Evidence, ...], parts: dict[str, float]) -> tuple[Reason, ...]:
    """The evidence worth reporting, each with its weight, strongest first; one reason at least.

    Left out, and so counted in the base, is what weighs on the other side than its sentence speaks for.

    Evidence that no model knows comes last, and weighs nothing. So may what takes no side, such as that the
    preview differs: it adds to no topic that already accuses, and still shows a cause.
    """
    weights: dict[str, list[float]] = {}
    for code, part in parts.items():
        weights.setdefault(_REASON_OF_FEATURE.get(code, code), []).append(part)
    shown = {e.code: e for e in evidence if e.message}
    reasons = sorted((_reason(e, math.fsum(weights.get(code, ()))) for code, e in shown.items()), key=_strongest_first)
    reported = tuple(
        reason
        for reason in reasons
        if _agrees_with_itself(shown[reason.code], reason.weight)
        and (
            abs(reason.weight) >= _MIN_REPORTED_WEIGHT
            or shown[reason.code].stance is Stance.UNSETTLES
            or (
                shown[reason.code].value > 0
                and (reason.code not in weights or shown[reason.code].stance is Stance.NEUTRAL)
            )
        )
    )
    return reported or tuple(reasons[:1]) or (codes.NOTHING_COMPARED.reason(),)


_ONLY_SUPPORTS = frozenset(code.code for code in TOPIC_FEATURES if code.sign < 0)


def _agrees_with_itself(evidence: Evidence, weight: float) -> bool:
    """Whether a weight is on the side of the sentence: not where a page that has none of the words speaks for the post.

    A weight may hold those of other measures, see `Code.reported_under`.
    """
    if evidence.log_odds is not None:
        return True
    if evidence.stance is Stance.SUPPORTS:
        return weight <= 0
    if evidence.stance in (Stance.CONTRADICTS, Stance.ABSENT):
        return weight >= 0
    says_nothing = evidence.code in _ONLY_SUPPORTS and evidence.value <= 0
    says_all = evidence.code in _ONLY_SUPPORTS and evidence.value >= 1
    return not (says_nothing and weight < 0) and not (says_all and weight > 0)


def _strongest_first(reason: Reason) -> tuple[float, str]:
    return -abs(reason.weight), reason.code


_NO_DETAIL = frozenset({"stale", "event-over"})
"""Details by their layer, which speak of the page's age: no other reason says the same."""


def _merge_reasons(reasons: tuple[Reason, ...], evidence: tuple[Evidence, ...]) -> tuple[Reason, ...]:
    """The reasons, strongest first, with those about one detail of the post as one, whose weight is their sum.

    The strongest speaks for the others whose quotes from the post are all about as long as its own, and overlap;
    so does a weaker one that says what the page says instead, where the strongest does not.
    """
    details = {
        e.code for e in evidence if e.layer is Layer.DETAIL and e.log_odds is None and e.stance is not Stance.UNSETTLES
    } - _NO_DETAIL
    contradicting = {e.code for e in evidence if e.layer is Layer.DETAIL and e.stance is Stance.CONTRADICTS}
    groups: list[list[Reason]] = []
    for reason in reasons:
        about_details = (g for g in groups if {g[0].code, reason.code} <= details)
        group = next((g for g in about_details if _are_one(g, reason, contradicting)), None)
        if group is None:
            groups.append([reason])
        else:
            group.append(reason)
    return tuple(sorted((_merged(group, contradicting) for group in groups), key=_strongest_first))


def _merged(group: Sequence[Reason], contradicting: Collection[str]) -> Reason:
    """One reason for a group: that the page says otherwise tells more than that it does not say the same."""
    weight = math.fsum(reason.weight for reason in group)
    shown = next((r for r in group if r.code in contradicting and r.weight * weight > 0), group[0])
    return msgspec.structs.replace(shown, weight=weight) if len(group) > 1 else shown


def _are_one(group: Sequence[Reason], reason: Reason, contradicting: Collection[str]) -> bool:
    """Whether the first of a group and a weaker reason are about one detail, and the sum keeps the first's sign."""
    first = group[0]
    if first.weight * math.fsum((*(r.weight for r in group), reason.weight)) <= 0:
        return False
    tells_more = reason.code in contradicting and first.code not in contradicting and first.weight * reason.weight > 0
    return _covers(first, reason) or (tells_more and _covers(reason, first))


def _covers(one: Reason, other: Reason) -> bool:
    """Whether one reason's quotes from the post hold all of the other's, which has some."""
    return bool(other.post_quotes) and all(
        any(_overlap(quote, own) for own in one.post_quotes) for quote in other.post_quotes
    )


_MIN_SHARED = PARAMETERS.verdicts.min_shared_quote


def _overlap(one: Quote, other: Quote) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return one.field == other.field and shared >= _MIN_SHARED * max(one.end - one.start, other.end - other.start, 1)


def _balance(log_odds: float, reasons: Iterable[Reason]) -> tuple[float, float]:
    """The base and the log-odds, such that the base and the weights sum to the log-odds exactly."""
    weight = math.fsum(reason.weight for reason in reasons)
    base = log_odds - weight
    for near in (base, math.nextafter(base, math.inf), math.nextafter(base, -math.inf)):
        if near + weight == log_odds:
            return near, log_odds
    return base, base + weight


def _reason(evidence: Evidence, weight: float) -> Reason:
    return Reason(
        code=evidence.code,
        message=one_stop(evidence.message),
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
    """Which of one post's links do not confirm the claim that another link of it confirms, by number.

    A page that broke off is among them: beside the source, nothing is to be looked for in the part that is missing.
    """
    matches = {report.link.segment for report in reports if report.verdict is Verdict.MATCH}
    if not matches:
        return frozenset()
    confirmed = matches | {None}
    return frozenset(
        number
        for number, report in enumerate(reports)
        if (report.verdict is Verdict.MISMATCH or report.reasons[0].code == codes.PAGE_INCOMPLETE.code)
        and report.link.segment in confirmed
    )


def _soften(report: LinkReport, source: LinkReport) -> LinkReport:
    reason = codes.NOT_THE_SOURCE.reason(url=source.link.expanded_url)
    return msgspec.structs.replace(report, verdict=Verdict.UNCLEAR, reasons=(reason, *report.reasons), cause=None)


def with_suspicious_hosts(report: LinkReport, warnings: Iterable[str]) -> LinkReport:
    """The report with a reason, of weight 0 and quoting the link, for each warning of a visit (`host_warnings`)."""
    url = report.link.expanded_url
    reasons = tuple(codes.REASONS[warning].reason(post=(Quote("url", 0, len(url), url),)) for warning in warnings)
    return msgspec.structs.replace(report, reasons=(*report.reasons, *reasons)) if reasons else report
