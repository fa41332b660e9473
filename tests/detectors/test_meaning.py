from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import linkcheck
from linkcheck import Case, Layer, Page, Settings
from linkcheck._cli import cli
from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._post.parse import parse_post
from linkcheck._report.caveats import caveats
from linkcheck._scoring.custom import load_detectors
from linkcheck._scoring.model import model_digest
from linkcheck.detectors import Meaning
from linkcheck.detectors._embedding import WEIGHTS_SHA256, Embedder, Vector
from linkcheck.detectors._meaning import (
    CHARACTERS,
    FIRST,
    NEAREST,
    SCHEMA,
    WORDS,
    MeaningCalibration,
    choose_passages,
    cut_passages,
    shipped_calibration,
)
from linkcheck.errors import ModelError
from linkcheck.training._meaning import ALARM_SETS


def test_on_a_full_page_the_similarity_is_added_to_what_words_say(calibration: MeaningCalibration) -> None:
    assert calibration.log_odds(words=2.0, similarity=0.5, thinness=0.0) == 0
    assert calibration.log_odds(words=2.0, similarity=1.0, thinness=0.0) == -4
    assert calibration.log_odds(words=-3.0, similarity=0.0, thinness=0.0) == 4


def test_on_a_short_page_words_count_for_less(calibration: MeaningCalibration) -> None:
    assert calibration.counted(3.0, 0.75) == 0.75
    assert calibration.log_odds(words=3.0, similarity=0.5, thinness=0.75) == pytest.approx(-2.25)
    assert calibration.nearness(similarity=0.5, thinness=0.75) == 0


@pytest.mark.parametrize(
    "wrong",
    [{"similarity": 1.0}, {"thin_words": -1.5}, {"thin_words": 0.5}, {"intercept": math.nan}, {"schema": SCHEMA + 1}],
)
def test_numbers_that_cannot_be_meant_are_refused(wrong: dict[str, float]) -> None:
    numbers = {"schema": SCHEMA, "intercept": 0.0, "similarity": -1.0, "thin": 0.0, "thin_words": 0.0, **wrong}
    with pytest.raises(ModelError):
        MeaningCalibration(**numbers, provenance={})  # type: ignore[arg-type] # wrong on purpose


def test_the_shipped_one_was_fitted_to_the_packaged_model_and_weights() -> None:
    """After a new model.json: python -m linkcheck.training meaning --data DIR --date YYYY-MM-DD."""
    provenance = shipped_calibration().provenance
    assert provenance["model_sha256"] == model_digest()
    assert provenance["weights_sha256"] == WEIGHTS_SHA256


def test_the_shipped_one_accuses_no_more_honest_posts_than_words_alone() -> None:
    figures = shipped_calibration().provenance["out_of_fold"]
    for name in ALARM_SETS:
        assert figures[name]["alarms"] <= figures[name]["alarms_words"]
        assert figures[name]["alarms"] <= 0.02


Prepare = Callable[[str, Page], tuple[PreparedPost, PreparedPage]]


def test_title_description_opening_and_the_passages_with_the_claims_words_are_read(prepared: Prepare) -> None:
    filler = [f"Sentence {number} speaks of wholly other things, among them weather and sport." for number in range(60)]
    filler[45] = "The lighthouse keeper found a brass compass."
    page = Page(title="Harbour news", description="What happened.", text=" ".join(filler))
    chosen = choose_passages(*prepared("A keeper finds a compass in the lighthouse", page))
    assert [quote.field for quote in chosen] == ["title", "description", *["text"] * (len(chosen) - 2)]
    assert len(chosen) <= 2 + FIRST + NEAREST
    assert chosen[2].start == 0
    assert any("brass compass" in quote.text for quote in chosen)
    assert [quote.start for quote in chosen[2:]] == sorted({quote.start for quote in chosen[2:]})


def test_a_page_without_any_shared_word_is_read_from_its_start(prepared: Prepare) -> None:
    page = Page(text=" ".join(f"Sentence {number} is about the weather in the hills." for number in range(60)))
    chosen = choose_passages(*prepared("Bank lowers rates", page))
    assert [quote.field for quote in chosen] == ["text"] * 3
    assert chosen[0].start == 0
    assert chosen[-1].end < 600


def test_passages_are_whole_sentences_of_forty_words_together(prepared: Prepare) -> None:
    text = " ".join(["Ten words stand in this sentence, and none is long."] * 9)
    _, page = prepared("claim", Page(text=text))
    passages = cut_passages(page)
    assert passages == [(0, 3), (4, 7), (8, 8)]
    assert sum(len(page.sentences[number].forms) for number in range(4)) == WORDS


def test_a_page_without_text_has_no_passages(prepared: Prepare) -> None:
    assert choose_passages(*prepared("a claim", Page())) == ()


@given(st.text(max_size=3_000), st.text(max_size=900), st.text(max_size=200))
def test_passages_are_few_short_and_exact_slices(text: str, title: str, claim: str) -> None:
    page = Page(title=title, text=text)
    chosen = choose_passages(prepare_post(parse_post(claim)), prepare_page(page))
    assert len(chosen) <= 2 + FIRST + NEAREST
    for quote in chosen:
        assert 0 < len(quote.text) <= CHARACTERS
        assert page.quotable(quote.field)[quote.start : quote.end] == quote.text


NAME = "linkcheck.detectors:Meaning"
CLAIM = "You can take your dog on any train now"


class Written(Embedder):
    """Similarities to the claim as written down here; the claim is the text that is asked for first."""

    def __init__(self, similarities: Mapping[str, float], *, other: float = 0.0) -> None:
        self.similarities = similarities
        self.other = other
        self.read: list[str] = []

    def embed(self, text: str) -> Vector:
        self.read.append(text)
        there = next((s for start, s in self.similarities.items() if text.startswith(start)), self.other)
        cosine = there if len(self.read) > 1 else 1.0
        return np.array([cosine, math.sqrt(1 - cosine**2)], dtype=np.float32)


Make = Callable[..., Case]


def test_a_near_passage_speaks_for_a_match_and_is_quoted(
    case: Make, dogs: Page, calibration: MeaningCalibration
) -> None:
    meaning = Meaning(Written({"From Monday": 0.75}), calibration)
    (evidence,) = meaning.weigh(case(CLAIM, dogs))
    assert (evidence.code, evidence.layer) == ("meaning-near", Layer.TOPIC)
    assert evidence.log_odds == pytest.approx(-2, abs=1e-6)
    (quote,) = evidence.page_quotes
    assert quote.text.startswith("From Monday")
    assert dogs.text[quote.start : quote.end] == quote.text
    assert evidence.message.startswith("The page says something like it in other words: “From Monday nobody has to")
    assert evidence.post_quotes[0].text == CLAIM


def test_a_page_far_from_the_claim_speaks_for_a_mismatch(
    case: Make, strike: Page, calibration: MeaningCalibration
) -> None:
    (evidence,) = Meaning(Written({}, other=0.25), calibration).weigh(case(CLAIM, strike))
    assert evidence.code == "meaning-far"
    assert evidence.log_odds == pytest.approx(2, abs=1e-6)
    title = "Train drivers walk out over pay in every region"
    assert evidence.message == f"No passage of the page comes near what the post says; the nearest is “{title}”."


def test_in_between_the_message_only_shows_what_comes_nearest(
    case: Make, strike: Page, calibration: MeaningCalibration
) -> None:
    (evidence,) = Meaning(Written({}, other=0.45), calibration).weigh(case(CLAIM, strike))
    assert (
        evidence.message == "The nearest in meaning on the page is “Train drivers walk out over pay in every region”."
    )


def test_the_embedder_reads_nothing_where_words_show_a_match(
    case: Make, dogs: Page, calibration: MeaningCalibration
) -> None:
    embedder = Written({})
    assert list(Meaning(embedder, calibration).weigh(case(CLAIM, dogs, off_topic=0.009))) == []
    assert embedder.read == []
    assert list(Meaning(embedder, calibration).weigh(case(CLAIM, dogs, off_topic=0.011))) != []


def test_before_words_accuse_anybody_meanings_are_read(case: Make, dogs: Page, calibration: MeaningCalibration) -> None:
    assert list(Meaning(Written({}), calibration).weigh(case(CLAIM, dogs, off_topic=0.9999))) != []


def test_the_prior_does_not_change_what_is_said(case: Make, dogs: Page, calibration: MeaningCalibration) -> None:
    page = dogs.text[:200]
    thin = Page(title="Railway", text=page, language="en")
    even = next(iter(Meaning(Written({}), calibration).weigh(case(CLAIM, thin, off_topic=0.75))))
    rare = next(iter(Meaning(Written({}), calibration).weigh(case(CLAIM, thin, off_topic=0.25, prior=0.1))))
    assert even.log_odds == pytest.approx(rare.log_odds)


def test_other_languages_and_no_comparison_are_left_alone(
    case: Make, dogs: Page, calibration: MeaningCalibration
) -> None:
    embedder = Written({})
    meaning = Meaning(embedder, calibration)
    assert list(meaning.weigh(case(CLAIM, dogs, off_topic=None))) == []
    assert list(meaning.weigh(case("Hunde fahren mit", Page(text="Hunde fahren mit.", language="de")))) == []
    assert list(meaning.weigh(case(CLAIM, Page(language="en")))) == []
    assert embedder.read == []


def test_a_page_too_short_to_tell_its_language_is_taken_for_the_claims(
    case: Make, calibration: MeaningCalibration
) -> None:
    meaning = Meaning(Written({}), calibration)
    assert list(meaning.weigh(case(CLAIM, Page(text="OK."), off_topic=0.9)))
    german = case("Hunde dürfen ab Montag in allen Zügen mitfahren", Page(text="OK."), off_topic=0.9)
    assert list(meaning.weigh(german)) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # fixtures hold no state
@given(text=st.text(max_size=2_000), title=st.text(max_size=300), claim=st.text(min_size=1, max_size=300))
def test_any_page_and_claim_give_evidence_that_is_sound(
    case: Make, calibration: MeaningCalibration, text: str, title: str, claim: str
) -> None:
    page = Page(title=title, text=text, language="en")
    for evidence in Meaning(Written({}, other=0.3), calibration).weigh(case(claim, page)):
        assert 0 <= evidence.value <= 1
        for quote in evidence.page_quotes:
            assert page.quotable(quote.field)[quote.start : quote.end] == quote.text


def test_compared_by_the_real_model_a_paraphrase_fares_better_and_another_story_does_not(
    embedder: Embedder, dogs: Page, strike: Page
) -> None:
    meaning = Meaning(embedder)
    by_words, by_both = linkcheck.compare(CLAIM, dogs), linkcheck.compare(CLAIM, dogs, detectors=(meaning,))
    assert by_words.off_topic is not None
    assert by_both.off_topic is not None
    assert by_both.off_topic < by_words.off_topic
    assert by_both.base is not None
    assert math.isclose(by_both.base + math.fsum(r.weight for r in by_both.reasons), by_both.log_odds or 0)
    other = linkcheck.compare(CLAIM, strike, detectors=(meaning,))
    assert other.verdict == "mismatch"
    assert "meaning-far" in {reason.code for reason in other.reasons}


def test_named_in_settings_it_is_made_once_and_claims_its_alarm_rate(embedder: Embedder) -> None:
    named = Settings(detectors=(NAME,))
    (meaning,) = load_detectors(named)
    assert load_detectors(named) == (meaning,)
    queue = linkcheck.compare_queue([(CLAIM, Page(text="Trains."))], settings=named)
    (report,) = queue.posts
    assert (report.provenance.detectors, report.provenance.alarm_rate_claimed) == (("meaning",), True)
    assert caveats(queue.posts) == ()


def test_a_detector_that_only_borrows_its_code_is_refused() -> None:
    class Borrowed:
        code = "meaning"

        def weigh(self, case: Case) -> tuple[()]:
            return ()

    with pytest.raises(linkcheck.InputError, match="which linkcheck uses itself"):
        load_detectors(given=(Borrowed(),))


def test_the_command_takes_it(embedder: Embedder, dogs: Page, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    row = {"post": CLAIM, "label": "match", "page_title": dogs.title, "page_text": dogs.text}
    pairs.write_text(json.dumps(row) + "\n", encoding="utf-8")
    run = CliRunner().invoke(cli, ["evaluate", str(pairs), "--detector", NAME])
    assert run.exit_code == 0, run.output


def test_the_shipped_calibration_is_used_unless_another_is_given(calibration: MeaningCalibration) -> None:
    assert Meaning(Written({}))._calibration is shipped_calibration()
