"""Which numbers decide what is read and compared, and what the evidence amounts to?"""

from __future__ import annotations

from typing import Annotated

import msgspec

from linkcheck._parameters.ranges import Amount, Count, LogOdds, ParameterGroup, Share


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


class TermsParameters(ParameterGroup, frozen=True):
    """How informative is it that a word stands on a page? A rare or unknown word weighs 1."""

    rare: Share
    """Weight above which a term is rare."""
    common: Share
    """Weight below which it is a function word."""
    small_number: Share
    """Weight of numbers of one and two digits: most pages have some."""
    year: Share
    """Weight of years of two centuries."""
    short_word: Share
    """Weight of one and two letters outside the table: function words of other languages are short."""
    kana: Share
    """Weight of one and two hiragana: most are endings."""


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
    notice_words: Count
    """Words up to which a sentence that points at nothing and addresses nobody is a notice."""
    menu_words: Count
    """Words up to which what shows nothing is an entry of a menu."""
    mostly_notice: Share
    """Of the words of a page, those in notices, from which it is mostly that."""
    notice_page_words: Count
    """Words up to which a page is as short as a notice."""
    site_title_words: Count
    """Words up to which a title names no more than the site."""
    signs_needed: Count
    """Of ten signs, those that a page has at least which stands for another."""
    thin_words: Count
    """Words below which a page read from bytes contradicts no post whose subject it does not name."""
    description_words: Count
    """From here a description alone carries content, as on pages of videos and pictures."""
    title_words: Count
    """From here a title alone does."""
    paragraph: Count
    """From here a line is a paragraph and no headline."""
    long_line: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
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
    contradiction_span: Annotated[float, msgspec.Meta(gt=0, le=20)]
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
    min_source_letters: Count
    """Letters of another name of a post's source that is looked for: two letters stand in any address."""
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
