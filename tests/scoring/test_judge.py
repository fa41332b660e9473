from __future__ import annotations

import math

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

import linkcheck
from linkcheck import Link, Outcome, Page, Post, Quote, Snapshot
from linkcheck._check.compare import compare_unvisited
from linkcheck._evidence.compare import extract_evidence, prepare_page, prepare_post
from linkcheck._evidence.detectors import EVIDENCE_CODES
from linkcheck._evidence.types import Evidence, Layer, Stance
from linkcheck._page.read import read
from linkcheck._page.states import with_state
from linkcheck._post.parse import parse_post
from linkcheck._scoring.codes import REASONS
from linkcheck._scoring.judge import Judgement, judge, not_sources, reconcile_links
from linkcheck._scoring.model import packaged_model, sigmoid
from linkcheck._scoring.types import Cause, LinkReport, Reason, Verdict
from linkcheck._scoring.unread import report_incomplete
from linkcheck._urls.homographs import LOOK_ALIKE, MIXED
from linkcheck.settings import Settings
from tests.gate.own_set import judged_pairs

DECLARED = {code.code: code for code in EVIDENCE_CODES}
DIFFERS = DECLARED["number-differs"]
DETAIL_CODES = packaged_model().details.features

PAGE = with_state(
    Page(
        url="https://example.org/moon",
        title="NASA finds water ice at the Moon's south pole",
        text=(
            "NASA scientists have confirmed water ice on the Moon. The probe measured 40 tonnes of it. "
            "It was published on Monday.\nThe finding may help astronauts who will land near the south pole."
        ),
    )
)


def judged(claim: str, page: Page = PAGE, **changes: float) -> Judgement:
    evidence = extract_evidence(prepare_post(parse_post(claim)), prepare_page(page))
    return judge(evidence, settings=Settings(**changes))  # type: ignore[arg-type] # thresholds and prior are floats


def test_the_right_page_matches_and_the_wrong_one_does_not() -> None:
    assert judged("NASA confirms water ice on the Moon").verdict is Verdict.MATCH
    assert judged("Bakers of Vermont sell apple pies by the thousand").verdict is Verdict.MISMATCH


def test_a_match_has_reasons_that_speak_for_it() -> None:
    judgement = judged("NASA confirms water ice on the Moon")
    assert judgement.reasons[0].weight < 0
    assert judgement.reasons[0].message


def test_no_reason_weighs_on_the_other_side_than_its_sentence_speaks_for() -> None:
    """A page that has the common word of a post and not its rare one: that it has none of those speaks for nothing."""
    found = judged("The man is miserable", Page(title="A man", text="The man in the picture is happy and smiles."))
    assert not [r for r in found.reasons if r.message.startswith("The page has none") and r.weight < 0]
    assert found.base is not None
    assert found.log_odds == found.base + math.fsum(reason.weight for reason in found.reasons)


def test_a_weight_against_the_stance_of_its_evidence_is_left_to_the_base() -> None:
    evidence = tuple(
        Evidence(code=code, layer=Layer.DETAIL, stance=stance, message="Said.", value=1.0)
        for code, stance in (("number-differs", Stance.SUPPORTS), ("number-confirmed", Stance.CONTRADICTS))
    )
    found = judge(evidence, settings=Settings())
    assert [reason.weight * (1 if reason.code == "number-differs" else -1) <= 0 for reason in found.reasons[1:]] == []
    assert found.base is not None
    assert found.log_odds == found.base + math.fsum(reason.weight for reason in found.reasons)


def test_evidence_that_keeps_a_page_from_being_a_match_is_a_reason_however_little_it_weighs() -> None:
    page = with_state(
        Page(
            title="Leeds plans two tram lines to Bradford",
            text="Leeds plans two tram lines, of which one leads to Bradford, the combined authority said.",
        )
    )
    judgement = judged("Leeds plans two tram lines to Bradford", page)
    assert judgement.verdict is Verdict.UNCLEAR
    assert "predicate-differs" in [reason.code for reason in judgement.reasons]


def test_reasons_come_strongest_first() -> None:
    weights = [abs(reason.weight) for reason in judged("Tesla recalls 3 million cars in China").reasons]
    assert weights == sorted(weights, reverse=True)


def test_prior_shifts_the_log_odds_and_nothing_else() -> None:
    even, rare = judged("NASA finds gold"), judged("NASA finds gold", prior=0.1)
    assert even.log_odds is not None
    assert rare.log_odds is not None
    assert math.isclose(rare.log_odds - even.log_odds, math.log(0.1 / 0.9))
    assert rare.reasons == even.reasons


def test_thresholds_can_be_set() -> None:
    claim = "Bakers of Vermont sell apple pies by the thousand"
    assert judged(claim, mismatch_threshold=1.0).verdict is Verdict.UNCLEAR
    assert judged(claim, mismatch_threshold=1.0, match_threshold=1.0).verdict is Verdict.MATCH


def test_a_page_that_contradicts_one_detail_is_no_match_however_well_the_rest_agrees() -> None:
    evidence = extract_evidence(prepare_post(parse_post("NASA confirms water ice on the Moon")), prepare_page(PAGE))
    below_even = []
    for percent in range(0, 100, 2):
        doubt = DIFFERS.evidence(percent / 100, "The numbers differ.")
        judgement = judge((*evidence, doubt), settings=Settings(match_threshold=0.5))
        if judgement.score is not None and judgement.score <= 0.5:
            below_even.append(judgement)
    denied = [any(r.code == "number-differs" and r.weight >= 1.5 for r in j.reasons) for j in below_even]
    assert {True, False} == set(denied)
    assert [j.verdict is Verdict.UNCLEAR for j in below_even] == denied


def test_languages_that_differ_are_never_judged() -> None:
    page = with_state(Page(text="Правительство приняло новый закон в понедельник. Оппозиция обещала обратиться в суд."))
    judgement = judged("The government passed a law on Monday", page)
    assert judgement.verdict is Verdict.UNVERIFIABLE
    assert judgement.score is judgement.off_topic is judgement.log_odds is judgement.base is None
    assert [reason.code for reason in judgement.reasons] == ["language-differs"]


def test_a_judgement_without_evidence_has_a_reason() -> None:
    assert judge((), settings=Settings()).reasons


def test_a_detector_of_the_users_forbids_no_match_by_the_name_of_its_code() -> None:
    evidence = extract_evidence(prepare_post(parse_post("NASA confirms water ice on the Moon")), prepare_page(PAGE))
    named = Evidence(code="mood-differs", layer=Layer.DETAIL, message="The mood differs.", log_odds=1.6)
    contradicting = msgspec.structs.replace(named, code="mood", stance=Stance.CONTRADICTS)
    lenient = Settings(match_threshold=0.5)
    assert judge((*evidence, named), settings=lenient).verdict is Verdict.MATCH
    assert judge((*evidence, contradicting), settings=lenient).verdict is Verdict.UNCLEAR


def test_evidence_that_no_model_knows_is_reported_but_weighs_nothing() -> None:
    odd = Evidence(code="phase-of-the-moon", layer=Layer.CONTEXT, value=1.0, message="the moon is full")
    evidence = extract_evidence(prepare_post(parse_post("NASA finds water")), prepare_page(PAGE))
    plain, with_odd = judge(evidence, settings=Settings()), judge((*evidence, odd), settings=Settings())
    assert with_odd.score == plain.score
    assert [r.weight for r in with_odd.reasons if r.code == "phase-of-the-moon"] == [0.0]


WORDS = st.lists(
    st.sampled_from(["NASA", "Tesla", "confirms", "not", "water", "ice", "Moon", "40", "41 tonnes", "Monday", "“ice”"]),
    max_size=12,
).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(st.one_of(WORDS, st.text(max_size=80)), st.one_of(WORDS, st.text(max_size=120)), st.floats(0.01, 0.99))
def test_base_and_reasons_are_the_score(claim: str, text: str, prior: float) -> None:
    judgement = judged(claim, with_state(Page(title=text[:30], text=text)), prior=prior)
    assert judgement.reasons
    if judgement.score is None:
        return
    assert judgement.base is not None
    assert judgement.log_odds == judgement.base + math.fsum(r.weight for r in judgement.reasons)
    assert judgement.score == sigmoid(judgement.log_odds)
    again = msgspec.json.decode(msgspec.json.encode(judgement), type=Judgement)
    assert again == judgement


def judged_several(verdict: Verdict, segment: tuple[int, int] | None = None, score: float | None = 0.9) -> LinkReport:
    link = Link(url="https://example.org/", segment=segment)
    reason = Reason(code="topic", message="off topic", weight=3.0)
    return LinkReport(link=link, verdict=verdict, reasons=(reason,), score=score, cause=Cause(code="overclaim"))


def test_a_second_link_is_not_accused_where_the_first_bears_the_claim_out() -> None:
    source, newsletter = reconcile_links([judged_several(Verdict.MATCH, score=0.1), judged_several(Verdict.MISMATCH)])
    assert source.verdict is Verdict.MATCH
    assert newsletter.verdict is Verdict.UNCLEAR
    assert [reason.code for reason in newsletter.reasons] == ["not-the-source", "topic"]
    assert newsletter.reasons[0].weight == 0
    assert newsletter.score == 0.9
    assert newsletter.cause is None


def test_a_link_with_a_segment_of_its_own_answers_for_it() -> None:
    reports = reconcile_links([judged_several(Verdict.MATCH), judged_several(Verdict.MISMATCH, segment=(10, 20))])
    assert reports[1].verdict is Verdict.MISMATCH


def test_a_link_that_shares_its_segment_with_the_source_is_not_accused() -> None:
    reports = reconcile_links(
        [judged_several(Verdict.MATCH, segment=(0, 9)), judged_several(Verdict.MISMATCH, segment=(0, 9))]
    )
    assert reports[1].verdict is Verdict.UNCLEAR


def test_without_a_matching_link_nothing_is_softened() -> None:
    reports = [judged_several(Verdict.MISMATCH), judged_several(Verdict.UNCLEAR)]
    assert reconcile_links(reports) == tuple(reports)


def test_other_verdicts_stay() -> None:
    reports = [judged_several(Verdict.MATCH), judged_several(Verdict.BROKEN), judged_several(Verdict.UNVERIFIABLE)]
    assert reconcile_links(reports) == tuple(reports)


def test_links_beside_the_source_are_not_the_source_also_where_their_page_broke_off() -> None:
    broke_off = report_incomplete(Link(url="https://example.org/"), Page(truncated=True))
    reports = [
        judged_several(Verdict.MATCH),
        judged_several(Verdict.MISMATCH),
        broke_off,
        judged_several(Verdict.MISMATCH, segment=(10, 20)),
    ]
    assert not_sources(reports) == {1, 2}
    assert reconcile_links(reports)[2] == broke_off
    assert not_sources(reports[1:]) == frozenset()


URL = "https://xn--80ak6aa92e.com/news"
POST = Post(text=f"NASA finds water ice on the Moon {URL}", links=(Link(url=URL, start=33, end=33 + len(URL)),))
TEXT = b"<title>NASA finds water ice on the Moon</title><p>NASA finds water ice on the Moon, it said on Monday."


def page(*warnings: str) -> Page:
    return read(Snapshot(id="1", url=URL, outcome=Outcome.OK, content=TEXT, host_warnings=warnings))


def test_a_look_alike_host_is_reported_beside_the_score_and_quotes_the_link() -> None:
    plain, odd = linkcheck.compare(POST, page()), linkcheck.compare(POST, page(LOOK_ALIKE, MIXED))

    assert [reason.code for reason in odd.reasons[len(plain.reasons) :]] == [LOOK_ALIKE, MIXED]
    assert (odd.score, odd.verdict) == (plain.score, plain.verdict)
    assert odd.base is not None
    assert odd.base + math.fsum(reason.weight for reason in odd.reasons) == odd.log_odds
    (quote,) = odd.reasons[-1].post_quotes
    assert odd.link.quotable(quote.field)[quote.start : quote.end] == quote.text == URL


def test_an_odd_host_is_a_reason_where_the_page_was_not_seen_too() -> None:
    snapshot = Snapshot(id="1", url=URL, outcome=Outcome.FAILED, detail="timeout", host_warnings=(MIXED,))
    told = compare_unvisited(POST, POST.links[0], snapshot)
    assert [reason.code for reason in told.reasons] == ["failed-timeout", MIXED]


def test_every_warning_is_explained() -> None:
    assert {LOOK_ALIKE, MIXED} <= set(REASONS)


TREES = with_state(
    Page(
        url="https://example.org/trees",
        title="Town to plant 2,400 street trees over three winters",
        text="The council will plant 2,400 street trees over the next three winters, starting in Mill Street.",
    )
)


SPEAKS_FOR_A_MISMATCH = ("No passage", "The page has none", "The post says")


def test_no_message_contradicts_the_weight_of_its_reason() -> None:
    contradicting = [
        (reason.weight, reason.message)
        for judged in judged_pairs()
        for reason in judged.report.reasons
        if (reason.weight > 0 and reason.message.endswith(" too."))
        or (reason.weight > 0 and reason.message.startswith("The page has every"))
        or (reason.weight < 0 and reason.message.startswith(SPEAKS_FOR_A_MISMATCH))
    ]
    assert contradicting == []


def test_one_changed_number_is_one_reason_that_says_what_the_page_says_instead() -> None:
    judgement = judged("Our town will plant 4,200 street trees over three winters", TREES)
    details = [reason for reason in judgement.reasons if reason.code.startswith("number-")]
    assert [reason.code for reason in details] == ["number-differs"]
    assert details[0].weight > 5
    assert judgement.base is not None
    assert judgement.base + math.fsum(reason.weight for reason in judgement.reasons) == judgement.log_odds


def detail(code: str, quoted: tuple[int, int], value: float = 1.0) -> Evidence:
    start, end = quoted
    quote = Quote("text", start, end, "x" * (end - start))
    return DECLARED[code].evidence(value, code, post=(quote,))


def reported(*evidence: Evidence) -> list[str]:
    return [reason.code for reason in judge(evidence, settings=Settings()).reasons]


def test_reasons_about_different_details_stay_apart() -> None:
    assert set(reported(detail("number-differs", (0, 5)), detail("name-swapped", (10, 15)))) == {
        "number-differs",
        "name-swapped",
    }


def test_a_name_inside_a_quotation_is_another_detail() -> None:
    assert len(reported(detail("number-differs", (0, 90)), detail("name-swapped", (10, 15)))) == 2


def test_a_contradiction_is_reported_before_an_absence() -> None:
    assert reported(detail("name-absent", (0, 5)), detail("name-swapped", (0, 5), 0.7)) == ["name-swapped"]


def test_two_changed_numbers_are_two_reasons_that_share_no_quote() -> None:
    page = Page(
        title="Prices rise 4 percent in Dorsten",
        text="Prices rise 4 percent and wages 2 percent in Dorsten, the office said.",
    )
    judgement = judged("Prices rise 5 percent and wages 3 percent in Dorsten", page)
    quoted = [q.text for r in judgement.reasons if r.code.startswith("number-") for q in r.post_quotes]
    assert sorted(quoted) == ["3 percent", "5 percent"]


def test_a_contradiction_speaks_for_a_stronger_reason_about_a_part_of_it() -> None:
    both = tuple(Quote("text", start, start + 5, "x" * 5) for start in (0, 10))
    exchanged = DECLARED["roles-exchanged"].evidence(0.6, "roles-exchanged", post=both)
    assert reported(detail("name-misplaced", (0, 5)), exchanged) == ["roles-exchanged"]


def test_the_age_of_a_page_is_reported_beside_a_date_that_differs() -> None:
    assert set(reported(detail("stale", (0, 5)), detail("date-differs", (0, 5)))) == {"stale", "date-differs"}


@given(
    st.lists(st.tuples(st.sampled_from(DETAIL_CODES), st.integers(0, 12), st.floats(0, 1)), unique_by=lambda t: t[0])
)
def test_the_parts_of_any_details_sum_to_the_log_odds(found: list[tuple[str, int, float]]) -> None:
    evidence = tuple(detail(code, (start, start + 6), value) for code, start, value in found)
    judgement = judge(evidence, settings=Settings())
    assert judgement.base is not None
    assert judgement.log_odds is not None
    assert judgement.base + math.fsum(reason.weight for reason in judgement.reasons) == judgement.log_odds
    assert judgement.score == sigmoid(judgement.log_odds)
