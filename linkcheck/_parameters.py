"""Which numbers shape what linkcheck finds and decides? All of them, each with where it comes from.

`_evidence/parameters.json` holds for each number its value and its source: the set it was chosen on, when, and how. The
classes here say what each number means, in which unit and in which range. What training learns is in `model.json`.

A module that uses a number binds it to a name at its top, `_MIN_TOPIC = PARAMETERS.details.min_topic`, or reads it in a
function. Nothing else is made of a parameter at import, so that a test can replace any of them (tests/parameters.py).
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

import msgspec

from linkcheck._tables import packaged_text
from linkcheck.errors import LinkcheckError

FILE = "_evidence/parameters.json"

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
"""A part of a whole, or what something counts beside the full value."""
LogOdds = Annotated[float, msgspec.Meta(ge=-20, le=20)]
Count = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
"""Of words, letters, characters, sentences, rows."""
Amount = Annotated[float, msgspec.Meta(ge=0, le=10_000)]
"""A weight in terms of full weight, a power, or a measure with a unit of its own."""


class ParameterGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The parameters of one subject."""


class TopicParameters(ParameterGroup, frozen=True):
    """Is the page about the claim?"""

    window_sentences: Annotated[int, msgspec.Meta(ge=1, le=20)]
    """Sentences of a passage."""
    lead_words: Count
    """Words of the text that open it, after title and description."""
    prefix_letters: Annotated[int, msgspec.Meta(ge=1, le=40)]
    """Letters that two longer forms share when one is an inflection or compound of the other."""
    part_letters: Annotated[int, msgspec.Meta(ge=1, le=40)]
    """The fewest of each part of a word that may be two."""
    long_claim: Amount
    """Weight from which a claim may be told in part only; a part then weighs at least `part_of_claim`."""
    part_of_claim: Amount
    full_length: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    """Sentences from which a page is long enough that it says something by what it lacks."""
    full_weight: Amount
    """Weight of a page's distinct words up to which it is counted; a word of its title counts `title_says` times."""
    title_says: Amount
    max_length: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    """Sentences above which a page grows no longer."""
    foreign_titled: Share
    """How foreign a page in another language than English is that has a title; without one it is 1."""


class AlignmentParameters(ParameterGroup, frozen=True):
    """Which words of a page stand in the place of a word of the claim?"""

    reach: Count
    """Words before and after a detail that are its context."""
    min_fit: Share
    """Share of its context that a candidate for another detail must have."""
    drift: Count
    """How many words further off a neighbour may stand on the page and still be a neighbour."""
    margin_power: Amount
    """How fast a rival loses by what the page has of the claim's own detail."""
    full_context: Amount
    """Weight that a context must have to fit in full."""
    elsewhere: Share
    """What a neighbour is worth that stands elsewhere in the sentence."""
    distance_decay: Share
    """How much less a neighbour is worth with each word between."""
    function_weight: Share
    """What a function word is worth beside a content word."""


class WordingParameters(ParameterGroup, frozen=True):
    """Does a passage say the same but for a word?"""

    min_closeness: Share
    """Share of the claim's sentence that a passage must have to be compared word by word."""
    min_similarity: Share
    """Share of the rest of the sentence that must stand there in the same order."""
    min_rest_weight: Amount
    """Weight that the rest must have."""


class QuotationsParameters(ParameterGroup, frozen=True):
    """Does the page have the quoted words, and from whom?"""

    min_share: Share
    """Share of the quoted words, in order, from which a page has the quotation."""
    speaker_sentences: Count
    """Sentences before and after a quotation in which its speaker is named."""
    opening_sentences: Count
    """Sentences of the text, after title and description, that say whom a page is about."""
    speaker_characters: Count
    """Characters between a quotation and the name of its speaker."""


class AgeParameters(ParameterGroup, frozen=True):
    """Is the page too old for what the post calls it?"""

    fresh_days: Count
    """How long after its publication a page may be "today" or "breaking" to a post."""
    stale_days: Annotated[float, msgspec.Meta(gt=0, le=10_000)]
    """Days from which the evidence is full."""
    today_only: Share
    """What "today" counts beside "breaking"."""
    history_years: Count
    """On a page without a date of its own: days longer ago are its history, not its event."""


class CardParameters(ParameterGroup, frozen=True):
    """Is the preview shown with a post that of the page?"""

    min_title_weight: Annotated[float, msgspec.Meta(gt=0, le=10_000)]
    """Weight that a card's title must have to be compared, in full terms."""
    min_shared: Share
    """Share of the title's weight on the page below which it is another page's title."""


class MediaParameters(ParameterGroup, frozen=True):
    """Does the page offer what the post says there is?"""

    uncertain: Share
    """What a missing offer counts where only the page's text is known, not its media."""
    min_items: Count
    """Numbered lines from which a page is a numbered list."""


class LanguageParameters(ParameterGroup, frozen=True):
    """Are post and page in different languages, and does something settle their topic all the same?"""

    settling: Count
    """Distinct names and numbers of a claim that settle its topic, if the page has all of them."""
    settled: LogOdds
    """Log-odds of a mismatch then."""
    settling_letters: Count
    """Digits or letters of a number or name that is counted."""
    shared: Share
    """Share of the claim's words on the page above which the guess of a language was wrong."""
    sure: Share
    """Confidence from which `sure_shared` is asked for instead."""
    sure_shared: Share
    unsure: Share
    """Confidence below which `unsure_shared` is enough."""
    unsure_shared: Share
    plain_words: Count
    """Words without a capital that it takes to judge by them alone."""
    min_words: Count
    """Words that it takes to say of a text in no known language that it is not English."""
    min_english: Share
    """Share of English words below which it is not."""


class StatesParameters(ParameterGroup, frozen=True):
    """Can the page be read, or does something stand in its place? Lengths are characters of Page.text."""

    one_liner: Count
    """Up to here one phrase of an interstitial is enough, if it is most of the page."""
    head_characters: Count
    """Where an interstitial has its first phrase; longer pages are searched only if there is one."""
    short: Count
    """Up to here a page is searched as a whole, even if it begins like any other."""
    longest_interstitial: Count
    title_only: Count
    """Up to here a title that names an interstitial needs no phrase in the text."""
    one_line: Count
    """Up to here the text is one line, and the description may say more of the page."""
    share_of_one_phrase: Share
    """Of a page's lines, those that continue the subject of its phrase: the fewer phrases, the more of the page."""
    share_of_two_phrases: Share
    share_of_three_phrases: Share
    """Of pages that carry the site's frame along: two of the phrases come before any other content."""
    stub_words: Count
    """Words up to which a page that sends its visitor on is nothing but that."""
    form_words: Count
    """Words up to which a page that asks for a password is there for that."""
    shell_words: Count
    """Visible words up to which a page with scripts is taken for unfinished."""
    fewest_words: Count
    """Words from which a page without title and description says anything at all."""
    description_words: Count
    """From here a description alone carries content, as on pages of videos and pictures."""
    title_words: Count
    """From here a title alone does."""
    paragraph: Count
    """From here a line is a paragraph and no headline."""
    long_line: Count
    """A longer line must say more of the same before it counts as that."""
    teaser: Count
    """Up to here a text that declares itself not free to read is taken for its first lines."""
    headlines: Count
    """Lines from which a list of headlines is the front of a site."""
    max_prose: Share
    """Share of sentences, and of prose, that such a front may have."""
    short_text_words: Count
    """Words of main text below which a video or a picture is the page."""


class ClaimParameters(ParameterGroup, frozen=True):
    """Does a post claim anything that can be checked?"""

    max_specific: Count
    """Specific words up to which a text without names and numbers claims nothing."""
    max_asked: Count
    """The same for a question to the reader, which may name whom it asks."""


class DetailsParameters(ParameterGroup, frozen=True):
    """What is left of the value of a detail beside the rest of the pair?"""

    min_topic: Share
    """Share of the claim in the best passage below which no detail is compared: no passage speaks of the same."""
    topic_power: Amount
    """A detail is worth its value times the share of the claim in the best passage to this power."""
    foreign_inflected: Share
    """What a name is worth on pages in other languages than English, whose inflected names look like other names."""


class NumbersParameters(ParameterGroup, frozen=True):
    """When do two numbers agree, contradict each other, or leave it open?"""

    hedged: Share
    """How far off a number may be that is hedged, as a part of it: "about 40" may be 35 or 46."""
    beyond: Amount
    """How many times a bound of the page the number of a post may be: "more than 100" is said of 180, not of 300."""
    vague: Amount
    """How many times outside of a vague amount an exact number contradicts it: "dozens" may be 15, not 9."""
    exact_from: Amount
    """From where on a page may round what the post has exactly: 31,200 for the page's "31,000"."""
    rounded: Share
    """How far off such a rounding may be: "5,000" is said of 4,870; of 4,600 a post that knows it is another number."""
    ordinal_fit: Share
    """Of the context of an ordinal: the rest of the sentence has to be the same, "first" stands in many places."""
    absent_alone: Share
    """What absence counts where the page has nothing of the number's context."""
    percent_points: Amount
    """How many points two shares may be apart: a third is 33 or 34 %, two thirds are 66 or 67 %."""
    duration: Share
    """How far off a duration may be in another unit: twelve months of thirty days are 1.4 % less than a year."""


class FramesParameters(ParameterGroup, frozen=True):
    """Is a label before or behind the post's sentence what the page says it of?"""

    min_shared: Share
    """Share of the claim's weight that a sentence with the label must have."""


class PredicatesParameters(ParameterGroup, frozen=True):
    """Which words in the place of others make a statement another one?"""

    min_similarity: Share
    """Share of the rest of the sentence that must stand there in order: below it, the whole is told in other words."""
    said_too: Share
    """Of the context of the post's word from which another sentence of the page, its title say, has it in its place."""
    shared_start: Count
    """Letters that two forms of one verb share: "decide" and "decision"."""
    longest: Count
    """Words on either side of a difference of one verb or degree, function words included."""


class VerdictsParameters(ParameterGroup, frozen=True):
    """From log-odds to what is told."""

    min_claim_weight: Amount
    """Weight of a claim below which what is absent of it accuses no page."""
    min_page_weight: Amount
    """Weight of a page below which what it lacks accuses no post."""
    barred_span: Annotated[float, msgspec.Meta(gt=0, le=20)]
    """From how far below a level that they must not pass log-odds are drawn together."""
    barred_margin: LogOdds
    """How far below the mismatch threshold the topic stays where it must not accuse."""
    contradiction_span: LogOdds
    """How far above the threshold contradictions of details may come."""
    doubt_share: Share
    """How far doubts may lift a score from the match threshold towards the other."""
    max_per_detector: LogOdds
    """The most that one detector of the user's can say by itself, in log-odds either way: an error of its author cannot
    outweigh all that is measured."""
    min_reported_weight: LogOdds
    """Log-odds below which a part is not reported."""
    min_contradiction: LogOdds
    """Log-odds from which one contradiction denies the verdict match, however well the rest agrees."""
    min_shared_quote: Share
    """Share of the longer of two quotes that the other must cover for both to be about one detail."""


class CausesParameters(ParameterGroup, frozen=True):
    """What most likely went wrong?"""

    min_name_letters: Count
    """Of the name of a site in a post."""
    min_slug_words: Count
    """Words of an address that say what its page should be about."""


class CoefficientsParameters(ParameterGroup, frozen=True, rename="kebab"):
    """Log-odds of a full value of what no labelled set shows, by code; a fitted coefficient takes its place."""

    stale: LogOdds
    event_over: LogOdds
    card_differs: LogOdds
    quotation_other_speaker: LogOdds
    source_absent: LogOdds


class QueueParameters(ParameterGroup, frozen=True):
    """Does the page of another row fit a post better, and is a run of rows shifted?"""

    min_fit: LogOdds
    """What the page of another row must have to be the right one."""
    stay_bonus: LogOdds
    """What a post's own page has over any other."""
    unread_fit: LogOdds
    """What a page that was not read counts as."""
    unassigned_fit: LogOdds
    """What it counts as that a post has no page of the queue."""
    min_leftover_fit: LogOdds
    """What a page that no post keeps must have to be a post's."""
    max_advantage: LogOdds
    """Log-odds that a rival's fit may add to a score."""
    confident_fit: LogOdds
    """Log-odds at which a post's own page is about it, so that no rival is looked for."""
    min_claim_weight: Amount
    """Full terms that a post without a claim must have for its words to count."""
    shortest_run: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    """Rows that readable pages must support before a run counts as shifted."""
    longest_gap: Count
    """Rows in a run, one after the other, that nothing supports."""
    max_row_evidence: LogOdds
    """Log-odds that one row may add for or against a run."""
    repeat_typos: Share
    """Share of the words of a repeated post that may be written with another letter."""
    repeat_typo_letters: Count
    """Letters from which a word is the same with another letter in it."""


class Parameters(ParameterGroup, frozen=True):
    """All parameters, by subject."""

    topic: TopicParameters
    alignment: AlignmentParameters
    wording: WordingParameters
    quotations: QuotationsParameters
    age: AgeParameters
    card: CardParameters
    media: MediaParameters
    language: LanguageParameters
    states: StatesParameters
    claim: ClaimParameters
    details: DetailsParameters
    numbers: NumbersParameters
    frames: FramesParameters
    predicates: PredicatesParameters
    verdicts: VerdictsParameters
    causes: CausesParameters
    coefficients: CoefficientsParameters
    queue: QueueParameters


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    value: Any
    source: Annotated[str, msgspec.Meta(min_length=1)]


def read_parameters(content: bytes, name: str = f"linkcheck/{FILE}") -> Parameters:
    """The parameters in a file's content; `name` is the file's, for messages.

    Raises LinkcheckError, naming file and key, where one is missing, unknown, mistyped, out of its range or without a
    source.
    """
    try:
        values = {
            group: {key: _entry(entry, f"{group}.{key}").value for key, entry in entries.items()}
            for group, entries in msgspec.json.decode(content, type=dict[str, dict[str, Any]]).items()
        }
        return msgspec.convert(values, Parameters)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise LinkcheckError(f"{name}: {error}; if you did not change it, install linkcheck again") from error


def _entry(entry: object, key: str) -> _Entry:
    try:
        return msgspec.convert(entry, _Entry)
    except msgspec.ValidationError as error:
        raise msgspec.ValidationError(f"{error} - of `$.{key}`") from error


def sources_of(content: bytes) -> dict[str, dict[str, str]]:
    """Where each parameter of a valid file comes from, by group and key."""
    entries = msgspec.json.decode(content, type=dict[str, dict[str, _Entry]])
    return {group: {key: entry.source for key, entry in inside.items()} for group, inside in entries.items()}


def parameters_digest(parameters: Parameters | None = None) -> str:
    """SHA-256 (hex) of the values, those in use unless given; reports name it. Sources do not change it."""
    return hashlib.sha256(msgspec.json.encode(parameters or PARAMETERS, order="sorted")).hexdigest()


PARAMETERS = read_parameters(packaged_text(FILE).encode())
"""The parameters in use. Importing linkcheck does not import this module."""
