"""Which numbers decide whether the details of a claim and a page agree?"""

from __future__ import annotations

from typing import Annotated

import msgspec

from linkcheck._parameters.ranges import Amount, Count, ParameterGroup, Share


class NamesParameters(ParameterGroup, frozen=True):
    """Does the page name the same people, places and organisations?"""

    foreign: Share
    """What a name counts in a language whose capitals and endings we do not read."""
    unsure: Share
    """What an absent word counts that only looks like a name."""
    absent_alone: Share
    """What absence counts where the page has nothing of the name's context."""
    absent_context: Share
    """What the whole context adds to it."""
    first_name_only: Share
    """What a match counts where only the first of several words of the name stands."""
    min_part_fit: Share
    """Of the context of a part of a name."""
    min_unnamed_fit: Share
    """Of the context of a word that does not look like a name."""
    longest_replaced: Count
    """Words of a name in another's place."""
    min_typo_letters: Count
    """Letters from which a form may be misspelt that no list is asked about."""
    min_beginning: Count
    """Letters of a word that may stand for a longer one."""
    max_initials: Count
    """Letters of given names that are cut to their initials."""
    least_initials: Count
    """Letters of initials that a page may spell out."""
    nearby: Share
    """What a rival counts that stands beside no word of content that the name stands beside."""
    near_sentences: Count
    """Sentences from a rival up to which the name itself stands near it."""
    other_place: Share
    """What another place counts in a passage that has all the rest of the claim's sentence."""
    min_place_closeness: Share
    """Share of the claim's sentence that such a passage has at least."""
    shortest_place: Count
    """Letters of a place that is no code."""
    min_slip_letters: Count
    """Letters from which a word of a name may be misspelt in a table of names."""
    min_sound_letters: Count
    """Letters from which two spellings may be of one sound."""
    shortest_acronym: Count
    longest_acronym: Count
    """Letters of a word that may be made of initials."""
    half_named: Share
    """How surely a capitalised word that a name stands in place of is one itself."""
    max_like_longer: Count
    """Letters that another spelling may have more or fewer."""


class PolarityParameters(ParameterGroup, frozen=True):
    """Does the page deny what the post says, or say it less surely?"""

    least_stem: Count
    """Letters of a stem to which an opposite's prefix is added."""
    modality_factor: Share
    """What an overclaim counts beside a denial."""
    near: Count
    """Words before an opposite in which a denial reverses it."""
    somewhere: Share
    """What a denial counts that stands elsewhere in the sentence, of all that the sentence has of its context."""


class RolesParameters(ParameterGroup, frozen=True):
    """Did two names exchange their places?"""

    max_between: Count
    """Words between two names that are compared as they stand."""
    reordered: Share
    """What an exchange counts that only the order of the words shows."""
    max_run: Count
    """Capitalised words in a row from which a claim is taken for a headline that capitalises every word."""
    min_boundary_weight: Amount
    """Weight of the words next to two names."""
    min_swapped: Share
    """Share of them that must stand next to the other name."""
    max_straight: Share
    """Share of them that may stand next to their own."""
    min_reordered: Share
    """Share of the claim's words that a passage must have in the other order."""
    min_margin: Share
    """Below it the two ways fit alike."""


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
    min_same: Share
    """Share of the quoted words, in order, from which a quotation with other words is one of the page's, altered."""
    least_same: Count
    """Words that both have: fewer are a phrase of anybody's."""
    least_otherwise: Count
    """Likewise, where one word is another or two are exchanged."""
    least_content: Count
    """Words of content among these."""
    max_added: Count
    """Small words that come with a denial, "did" and "any": where more are left out, it may be of those."""
    max_instead: Count
    """Words of content of the page in the place of one."""
    stem_letters: Count
    """First letters by which two words are of one stem."""
    other_word: Share
    """What another word in a quotation counts that is no opposite, denial or number."""
    least_told: Count
    """Words from which a quotation is one person's: shorter ones are terms that several speak of."""
    continued_characters: Count
    """Characters between two quotations of a page that are one: "he said" stands between."""
    speaker_characters: Count
    """Characters before a name in which a title may stand; twice as many hold the person whom a pronoun means."""
    speaker_not_named: Share
    """What another speaker counts where the page does not name the claim's at all."""


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


class DetailsParameters(ParameterGroup, frozen=True):
    """What is left of the value of a detail beside the rest of the pair?"""

    min_topic: Share
    """Share of the claim in the best passage below which no detail is compared: no passage speaks of the same."""
    topic_power: Amount
    """A detail is worth its value times the share of the claim in the best passage to this power."""
    foreign_inflected: Share
    """What a name is worth on pages in other languages than English, whose inflected names look like other names."""


class FramesParameters(ParameterGroup, frozen=True):
    """Is a label before or behind the post's sentence what the page says it of?"""

    min_rest: Share
    """Share of the rest of the claim that the page must have for a subject that it lacks to count for nothing."""
    min_shared: Share
    """Share of the claim's weight that a sentence with the label must have."""
    longest_name: Count
    """Words of the name of a site."""
    longest_label: Count
    """Characters of a label: longer ones are clauses."""
    max_label_words: Count
    min_core: Count
    """Words of the post's sentence that must be left beside a label."""


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
    first_year: Count
    last_year: Count
    """A whole number from one to the other can be a year that news speaks of."""
    ordinal_fit: Share
    """Of the context of an ordinal: the rest of the sentence has to be the same, "first" stands in many places."""
    absent_alone: Share
    """What absence counts where the page has nothing of the number's context."""
    percent_points: Amount
    """How many points two shares may be apart: a third is 33 or 34 %, two thirds are 66 or 67 %."""
    duration: Share
    """How far off a duration may be in another unit: twelve months of thirty days are 1.4 % less than a year."""


class PredicatesParameters(ParameterGroup, frozen=True):
    """Which words in the place of others make a statement another one?"""

    min_qualified: Share
    """Share of the rest of the sentence that must stand there in order, for another degree, rank or doubt."""
    min_replaced: Share
    """The same for another verb or noun: one word for another is more often a paraphrase."""
    min_denied: Share
    """Share of the claim's sentence that a sentence of the page must have whose denial counts."""
    denied_reach: Count
    """Content words behind a word of denial, or on either side of "hoax", one of which is denied of the claim."""
    said_too: Share
    """Of the context of the post's word from which another sentence of the page, its title say, has it in its place."""
    shared_start: Count
    """Letters that two forms of one verb share: "decide" and "decision"."""
    longest: Count
    """Words on either side of a difference of one verb or degree, function words included."""
