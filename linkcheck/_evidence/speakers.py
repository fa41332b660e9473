"""Whom does a page give quoted words to, and is that surely another person than the one whom the claim names?

Two different people are surely two where neither name can be a form of the other, where both are names of people, and
where neither the page nor the claim has both at the quotation. A body speaks by its people, and an office by whoever
holds it: those are never told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from linkcheck._evidence.aliases import is_title_alone, may_be_one, same_name
from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.prepared import MAX_SQUEEZED, PreparedPage
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import Quote
from linkcheck._text.lexicon import is_common, is_known_name
from linkcheck._text.name_words import is_given_name, is_title
from linkcheck._text.names import Name, find_names
from linkcheck._text.readings import fold_name, readings_of
from linkcheck._text.sentences import MAX_SENTENCE, sentence_spans
from linkcheck._text.speech import Speech, read_speech

_BEFORE = PARAMETERS.quotations.speaker_characters
_NOT_NAMED = PARAMETERS.quotations.speaker_not_named
_OPENING = " \n\"“„«»‘'「『"
"""What stands between the end of a sentence and a quotation."""
_MAX_NAMES = 12
"""Names of one sentence, or of the claim, and mentions of one name, that are looked at."""


class OtherSpeaker(NamedTuple):
    """Whom the page gives a quotation to instead."""

    value: float
    said: tuple[int, int]
    """The claim's speaker, as characters of the claim's text."""
    there: Quote


class PageSpan(NamedTuple):
    """Where a page has quoted words."""

    field: str
    start: int
    end: int


def other_speaker(alignment: Alignment, quoted: tuple[int, int], places: list[PageSpan]) -> OtherSpeaker | None:
    """The speaker whom the page names for what it quotes at `places`, where the claim surely names another."""
    claimed = _claimed(alignment, quoted)
    if claimed is None or not places:
        return None
    said = alignment.text[claimed.start : claimed.end]
    others: list[Quote] = []
    for place in places:
        text = alignment.page.fields[place.field].text
        speech = read_speech(text, place.start, place.end)
        if _is_named(said, text, speech):
            return None
        speaker = _antecedent(text, place.start, said) if speech.pronoun else speech.speaker
        if speaker is None:
            continue
        there = text[speaker.start : speaker.end]
        if (
            may_be_one(said, there)
            or not _is_persons(alignment, there, text, speaker.start)
            or _is_in_claim(alignment, there)
        ):
            return None
        others.append(alignment.page.quote_field(place.field, speaker.start, speaker.end))
    if not others:
        return None
    if not _is_persons(alignment, said, alignment.text, claimed.start):
        return None
    value = 1.0 if _stands_on(alignment.page, said) else _NOT_NAMED
    return OtherSpeaker(value, (claimed.start, claimed.end), others[0])


def _claimed(alignment: Alignment, quoted: tuple[int, int]) -> Name | None:
    """Whom the claim gives a quotation to, by name."""
    return read_speech(alignment.text, *quoted).speaker


def _is_named(said: str, text: str, speech: Speech) -> bool:
    """Whether the claim's speaker is named in the sentence of the quotation, by any form that may be theirs."""
    sentence = text[speech.start : speech.end]
    return any(same_name(said, sentence[name.start : name.end]) for name in find_names(sentence)[:_MAX_NAMES])


def _antecedent(text: str, start: int, said: str) -> Name | None:
    """The one person named in the sentence before a quotation that a pronoun speaks; None where it may be another."""
    low = max(0, start - MAX_SENTENCE)
    before = text[low:start].rstrip(_OPENING)
    spans = sentence_spans(before) if before.endswith((".", "!", "?")) else []
    if not spans:
        return None
    low, before = low + spans[-1][0], before[spans[-1][0] :]
    names = tuple(_people(before))
    if len(names) != 1 or same_name(said, before[names[0].start : names[0].end]):
        return None
    return Name(names[0].start + low, names[0].end + low, names[0].sure)


def _people(text: str) -> Iterator[Name]:
    for name in find_names(text)[:_MAX_NAMES]:
        if not readings_of(text[name.start : name.end]) and not is_title_alone(text[name.start : name.end]):
            yield name


def _is_persons(alignment: Alignment, name: str, text: str, start: int) -> bool:
    return _is_person(name, text, start) or _is_person_of(alignment.page, name)


def _is_person(name: str, text: str, start: int) -> bool:
    """Whether a written name is surely a person's: by a given name, or by a title or a calling before it."""
    words = fold_name(name).split()
    if readings_of(name) or not words:
        return False
    if any(map(is_given_name, words[:2])) and len(words) > 1:
        return True
    before = fold_name(text[max(0, start - _BEFORE) : start]).split()
    if any(map(is_title, (*words[:-1], *before[-1:]))):
        return True
    return len(words) > 1 and not any(is_common(word) and not is_known_name(word) for word in words)


def _is_person_of(page: PreparedPage, name: str) -> bool:
    """Whether the page has the name with a given name or a title before it."""
    for field in page.fields.values():
        place = -1
        for _ in range(_MAX_NAMES):
            place = field.text.find(name, place + 1, MAX_SQUEEZED)
            if place < 0:
                break
            around = field.text[max(0, place - _BEFORE) : place + len(name)]
            full = next((one for one in find_names(around) if one.end == len(around)), None)
            if full is not None and _is_person(around[full.start : full.end], around, full.start):
                return True
    return False


def _is_in_claim(alignment: Alignment, there: str) -> bool:
    """Whether the claim names the page's speaker too: then it may only order its words otherwise."""
    return any(same_name(alignment.text[name.start : name.end], there) for name in alignment.post.names[:_MAX_NAMES])


def _stands_on(page: PreparedPage, said: str) -> bool:
    return any(said.split()[-1] in field.text for field in page.fields.values())
