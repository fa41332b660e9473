"""Does the page have the words that the claim puts between quote marks, and from the same mouth?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from linkcheck._evidence.aliases import forms_of
from linkcheck._evidence.alignment import Alignment, words_between
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.prepared import PreparedSentence
from linkcheck._evidence.types import Code, Evidence, Example, Layer, Stance
from linkcheck._parameters import PARAMETERS
from linkcheck._text.display import truncate
from linkcheck._text.names import find_names
from linkcheck._text.quotations import MIN_WORDS, find_quotations
from linkcheck._text.tokens import normal_form
from linkcheck._text.word_classes import words_of

_SAID = "The ferry will never sail again without a second engine, {} said on Friday. Guests applauded."
_QUOTED = "Karin Ruiz: “The ferry will never sail again without a second engine”"

_QUOTATION_ABSENT = Code(
    code="quotation-absent",
    layer=Layer.DETAIL,
    stance=Stance.ABSENT,
    meaning="the page does not have the words that the post quotes",
    example=Example(
        post="Karin Ruiz on the ferry: “We shall sell every boat in the harbour”",
        title="Karin Ruiz on the ferry",
        text=_SAID.format("Karin Ruiz"),
    ),
)
_QUOTATION_OTHER_SPEAKER = Code(
    code="quotation-other-speaker",
    layer=Layer.DETAIL,
    coefficient=PARAMETERS.coefficients.quotation_other_speaker,
    meaning="the page has the quoted words, but gives them to someone else",
    example=Example(post=_QUOTED, title="Second engine for the ferry", text=_SAID.format("Olaf Berg")),
)
_QUOTATION_CONFIRMED = Code(
    code="quotation-confirmed",
    layer=Layer.DETAIL,
    stance=Stance.SUPPORTS,
    sign=-1,
    meaning="the page has the quoted words",
    example=Example(post=_QUOTED, title="Second engine for the ferry", text=_SAID.format("Karin Ruiz")),
)

MAX_QUOTATIONS = 4
"""Quotations of a claim that are compared: a post has one, rarely two."""
MAX_QUOTED_WORDS = 80
"""Words of one quotation that are looked for."""
FOUND = PARAMETERS.quotations.min_share
_NEARBY = PARAMETERS.quotations.speaker_sentences
_OPENING = PARAMETERS.quotations.opening_sentences
_MAX_SHOWN = 80
"""Characters of a quotation that a message shows."""
_MAX_BETWEEN = PARAMETERS.quotations.speaker_characters
_MAX_INDEXED = 200
"""Sentences with one of the quoted words that are considered."""
_MAX_COMPARED = 6
"""Sentences with the most of the quoted words that are compared word by word."""
_PRONOUNS = frozenset(map(normal_form, ("he", "she", "they")))
_SAYING_FORMS = frozenset(map(normal_form, words_of("saying")))


class _Found(NamedTuple):
    """A quotation of the claim, by its words, and where most of it stands."""

    share: float
    first: int
    last: int
    sentence: int


def detect_quotations(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of the claim's quotations, at most one of each code."""
    absent: list[_Found] = []
    confirmed: list[_Found] = []
    for start, end in find_quotations(alignment.text)[:MAX_QUOTATIONS]:
        first, last = words_between(alignment.words, start, end)
        forms = alignment.forms[first : min(last, first + MAX_QUOTED_WORDS)]
        if len(forms) < MIN_WORDS:
            continue
        found = _Found(*_best_share(alignment, forms, first, last))
        (confirmed if found.share >= FOUND else absent).append(found)
    if absent:
        yield _absent(alignment, max(absent, key=lambda one: (1 - one.share, one.first)))
    if confirmed:
        best = max(confirmed)
        yield _confirmed(alignment, best)
        yield from _other_speaker(alignment, best)


QUOTATIONS = PackagedDetector(
    Stage.DETAIL, (_QUOTATION_ABSENT, _QUOTATION_OTHER_SPEAKER, _QUOTATION_CONFIRMED), detect_quotations
)


def _best_share(alignment: Alignment, forms: tuple[str, ...], first: int, last: int) -> tuple[float, int, int, int]:
    """The largest share of `forms` that stands in order in one sentence and the next, and that sentence's number."""
    index, sentences = alignment.page.index, alignment.page.sentences
    counts: dict[int, int] = {}
    for form in set(forms):
        for number in index.get(form, ())[:_MAX_INDEXED]:
            counts[number] = counts.get(number, 0) + 1
    best = (0.0, -1)
    for number in sorted(counts, key=lambda one: (-counts[one], one))[:_MAX_COMPARED]:
        for start in (max(0, number - 1), number):
            stretch = [form for sentence in sentences[start : start + 2] for form in sentence.forms]
            best = max(best, (_in_order(forms, stretch) / len(forms), number))
    return best[0], first, last, best[1]


def _in_order(wanted: tuple[str, ...], there: list[str]) -> int:
    """The length of the longest common subsequence: at most 80 words by two sentences."""
    row = [0] * (len(there) + 1)
    for form in wanted:
        diagonal = 0
        for position, other in enumerate(there, start=1):
            above = row[position]
            row[position] = diagonal + 1 if form == other else max(above, row[position - 1])
            diagonal = above
    return row[-1]


def _absent(alignment: Alignment, found: _Found) -> Evidence:
    quoted = truncate(alignment.written(found.first, found.last), _MAX_SHOWN)
    return _QUOTATION_ABSENT.evidence(
        round(1 - found.share, 4),
        f"The post quotes “{quoted}”; the page does not have these words.",
        post=(alignment.post_quote(found.first, found.last),),
    )


def _confirmed(alignment: Alignment, found: _Found) -> Evidence:
    quoted = truncate(alignment.written(found.first, found.last), _MAX_SHOWN)
    return _QUOTATION_CONFIRMED.evidence(
        round(found.share, 4),
        f"The page has the quoted words “{quoted}”.",
        post=(alignment.post_quote(found.first, found.last),),
        page=(alignment.page.quote(alignment.page.sentences[found.sentence]),),
    )


def _other_speaker(alignment: Alignment, found: _Found) -> Iterator[Evidence]:
    """The speaker whom the claim names, if the page gives the quotation to another by name, and is not about this one.

    A "she said" may be anyone, and an organisation speaks by its people: a page that has the speaker's name in its
    title, its first sentences, its address or around the quotation accuses nobody.
    """
    number = found.sentence
    speaker = _speaker(alignment, found.first, found.last)
    if speaker is None or _is_source(alignment, *speaker):
        return
    sentences, body = alignment.page.sentences, alignment.page.body_start
    near = (*sentences[: body + _OPENING], *sentences[max(0, number - _NEARBY) : number + _NEARBY + 1])
    wanted = {*alignment.forms[speaker[0] : speaker[1]], *forms_of(alignment.written(*speaker))}
    if any(not wanted.isdisjoint(sentence.forms) for sentence in near):
        return
    other = _named_speaker(sentences[number : number + 2])
    if other is None:
        return
    sentence, start, end = other
    quote = alignment.page.quote(sentence, sentence.start + start, sentence.start + end)
    yield _QUOTATION_OTHER_SPEAKER.evidence(
        1.0,
        f"The post gives the words to “{alignment.written(*speaker)}”; the page gives them to “{quote.text}”.",
        post=(alignment.post_quote(*speaker),),
        page=(quote,),
    )


def _is_source(alignment: Alignment, first: int, last: int) -> bool:
    """Whether the words name the page's own site: "BBC News: “...”" says where it was read, not who said it."""
    page = alignment.page.page
    name = "".join(filter(str.isalnum, alignment.written(first, last).lower()))
    return any(name in "".join(filter(str.isalnum, text.lower())) for text in (page.url, page.site_name))


def _speaker(alignment: Alignment, first: int, last: int) -> tuple[int, int] | None:
    """The words of the claim that name who says the quotation: beside it, with a verb of saying, a colon or a dash."""
    for name in alignment.post.names:
        start, end = words_between(alignment.words, name.start, name.end)
        before, after = alignment.text[name.end : alignment.words[first].start], ""
        if name.start >= alignment.words[last - 1].end:
            before, after = "", alignment.text[alignment.words[last - 1].end : name.start]
        between = before or after
        if len(between) > _MAX_BETWEEN or (start < last and end > first):
            continue
        said = any(normal_form(word) in _SAYING_FORMS for word in between.split())
        if said or between.strip(" \"'“”‘’") in (":", "-", "–", "—", "~"):
            return start, end
    return None


def _named_speaker(sentences: tuple[PreparedSentence, ...]) -> tuple[PreparedSentence, int, int] | None:
    """The one name in the first of the sentences that has a verb of saying; None where it may be another's."""
    for sentence in sentences:
        if _SAYING_FORMS.isdisjoint(sentence.forms):
            continue
        names = [name for name in find_names(sentence.text) if name.sure]
        if len(names) != 1 or not _PRONOUNS.isdisjoint(sentence.forms):
            return None
        return sentence, names[0].start, names[0].end
    return None
