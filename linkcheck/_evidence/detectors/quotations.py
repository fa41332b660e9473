"""Does the page have the words that the claim puts between quote marks, and from the same mouth?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from linkcheck._evidence.alignment import Alignment, words_between
from linkcheck._evidence.misquotes import MIN_SAME, Misquote, misquoted
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.prepared import PreparedPage
from linkcheck._evidence.speakers import PageSpan, other_speaker
from linkcheck._evidence.types import Code, Evidence, Example, Layer, Stance
from linkcheck._parameters import PARAMETERS
from linkcheck._text.display import truncate
from linkcheck._text.quotations import MIN_WORDS, find_quotations, find_told, is_shortened
from linkcheck._text.speech import is_reported
from linkcheck._text.tokens import Word, tokenise

_SAID = "“The ferry will never sail again without a second engine,” {} said on Friday. Guests applauded."
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
    stance=Stance.CONTRADICTS,
    coefficient=PARAMETERS.coefficients.quotation_other_speaker,
    meaning="the page has the quoted words, but gives them to someone else",
    example=Example(post=_QUOTED, title="Second engine for the ferry", text=_SAID.format("Olaf Berg")),
)
_QUOTATION_DIFFERS = Code(
    code="quotation-differs",
    layer=Layer.DETAIL,
    stance=Stance.CONTRADICTS,
    coefficient_of="negation-differs",
    inflected=True,
    meaning="the page has the quoted words with a denial more or less, with another word, or in another order",
    example=Example(
        post="Karin Ruiz: “The ferry will sail again without a second engine”",
        title="Second engine for the ferry",
        text=_SAID.format("Karin Ruiz"),
    ),
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
_MAX_SHOWN = 80
"""Characters of a quotation that a message shows."""
_MAX_INDEXED = 200
"""Sentences with one of the quoted words that are considered."""
_MAX_COMPARED = 6
"""Sentences, or quotations of the page, with the most of the quoted words that are compared word by word."""
_MAX_PAGE_QUOTATIONS = 400
"""Quotations of a page that are looked at."""
_LEAST_TOLD = PARAMETERS.quotations.least_told
_CONTINUED = PARAMETERS.quotations.continued_characters


class _Found(NamedTuple):
    """A quotation of the claim, by its words and characters, and where most of it stands."""

    share: float
    first: int
    last: int
    sentence: int
    start: int
    end: int


class _Quoted(NamedTuple):
    """A quotation of the page, or two that one speaker goes on with."""

    field: str
    words: tuple[Word, ...]
    parts: tuple[PageSpan, ...]
    """Each quotation by itself."""
    forms: tuple[str, ...]
    """The forms of its words."""


class _Differing(NamedTuple):
    """A quotation of the claim that turns the sense of one of the page's."""

    misquote: Misquote
    found: _Found
    quoted: _Quoted


def detect_quotations(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of the claim's quotations, at most one of each code."""
    claimed = list(_claimed(alignment))
    absent: list[_Found] = []
    confirmed: list[_Found] = []
    differing: list[_Differing] = []
    quoted = tuple(_quoted_by(alignment.page)) if claimed else ()
    for found in claimed:
        differs = _differing(alignment, found, quoted)
        if differs:
            differing.append(differs)
        else:
            (confirmed if found.share >= FOUND else absent).append(found)
    if absent:
        yield _absent(alignment, max(absent, key=lambda one: (1 - one.share, one.first)))
    if confirmed:
        yield _confirmed(alignment, max(confirmed))
    if differing:
        yield _differs(alignment, max(differing, key=lambda one: one.misquote.value))
    told = [_Found(0, 0, 0, 0, *span) for span in find_told(alignment.text)] if not claimed else confirmed
    yield from _other_speaker(alignment, told, quoted or tuple(_quoted_by(alignment.page)) if told else ())


QUOTATIONS = PackagedDetector(
    Stage.DETAIL,
    (_QUOTATION_ABSENT, _QUOTATION_DIFFERS, _QUOTATION_OTHER_SPEAKER, _QUOTATION_CONFIRMED),
    detect_quotations,
)


def _claimed(alignment: Alignment) -> Iterator[_Found]:
    for start, end in find_quotations(alignment.text)[:MAX_QUOTATIONS]:
        first, last = words_between(alignment.words, start, end)
        forms = alignment.forms[first : min(last, first + MAX_QUOTED_WORDS)]
        if len(forms) >= MIN_WORDS:
            share, sentence = _best_share(alignment, forms)
            yield _Found(share, first, last, sentence, start, end)


def _quoted_by(page: PreparedPage) -> Iterator[_Quoted]:
    """The quotations of a page, and each two that follow one another closely as one."""
    for field, normal in page.fields.items():
        before: _Quoted | None = None
        for start, end in find_quotations(normal.text)[:_MAX_PAGE_QUOTATIONS]:
            words = tuple(tokenise(normal.text[start:end], start))
            one = _Quoted(field, words, (PageSpan(field, start, end),), tuple(word.form for word in words))
            if words:
                yield one
                if before and start - before.words[-1].end <= _CONTINUED:
                    yield _Quoted(field, before.words + words, before.parts + one.parts, before.forms + one.forms)
                before = one


def _best_share(alignment: Alignment, forms: tuple[str, ...]) -> tuple[float, int]:
    """The largest share of `forms` that stands in order in one sentence and the next, and the first one's number."""
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
    return best


def _in_order(wanted: tuple[str, ...], there: list[str]) -> int:
    """The length of the longest common subsequence, all of `wanted` at once in bits (Hyyrö, 2004)."""
    places: dict[str, int] = {}
    for position, form in enumerate(wanted):
        places[form] = places.get(form, 0) | 1 << position
    every = unmatched = (1 << len(wanted)) - 1
    for form in there:
        if form in places:
            matched = unmatched & places[form]
            unmatched = ((unmatched + matched) | (unmatched - matched)) & every
    return len(wanted) - unmatched.bit_count()


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


def _differing(alignment: Alignment, found: _Found, quoted: tuple[_Quoted, ...]) -> _Differing | None:
    """How the claim turns the sense of what the page quotes; None where it is cut, or the page has it word for word."""
    forms = alignment.forms[found.first : found.last]
    if is_shortened(alignment.text[found.start : found.end]) or len(forms) > MAX_QUOTED_WORDS:
        return None
    best: _Differing | None = None
    for one in _likeliest(forms, quoted):
        misquote = misquoted(forms, one.forms[: 2 * MAX_QUOTED_WORDS])
        if misquote and (best is None or misquote.value > best.misquote.value):
            best = _Differing(misquote, found, one)
    return None if best is None or _stands_whole(alignment, forms) else best


def _likeliest(forms: tuple[str, ...], quoted: tuple[_Quoted, ...]) -> list[_Quoted]:
    """The quotations of the page that have the most of the words, most first; none that has only few."""
    wanted = set(forms)
    shared = [(len(wanted.intersection(one.forms)), -number) for number, one in enumerate(quoted)]
    best = sorted((one for one in shared if one[0] >= MIN_SAME * len(wanted)), reverse=True)
    return [quoted[-number] for _, number in best[:_MAX_COMPARED]]


def _stands_whole(alignment: Alignment, forms: tuple[str, ...]) -> bool:
    """Whether the page has the words one behind the other, in a quotation or not."""
    size = len(forms)
    for number in alignment.page.index.get(forms[0], ())[:_MAX_INDEXED]:
        there = [form for sentence in alignment.page.sentences[number : number + 3] for form in sentence.forms]
        if any(tuple(there[at : at + size]) == forms for at in range(len(there) - size + 1)):
            return True
    return False


def _differs(alignment: Alignment, differing: _Differing) -> Evidence:
    misquote, found, quoted = differing
    words = quoted.words[misquote.start : misquote.end]
    there = alignment.page.quote_field(quoted.field, words[0].start, words[-1].end)
    said = truncate(alignment.written(found.first, found.last), _MAX_SHOWN)
    return _QUOTATION_DIFFERS.evidence(
        round(misquote.value, 4),
        f"The post quotes “{said}”; the page quotes “{truncate(there.text, _MAX_SHOWN)}”.",
        post=(alignment.post_quote(found.first + misquote.first, found.first + misquote.last),),
        page=(there,),
    )


def _other_speaker(alignment: Alignment, told: list[_Found], quoted: tuple[_Quoted, ...]) -> Iterator[Evidence]:
    """The speaker whom the claim names, where the page gives the words to another by name."""
    for found in told:
        first, last = words_between(alignment.words, found.start, found.end)
        forms = alignment.forms[first : min(last, first + MAX_QUOTED_WORDS)]
        least = FOUND if found.share else 1.0
        likeliest = _likeliest(forms, quoted) if len(forms) >= _LEAST_TOLD else []
        whole = [one for one in likeliest if _share(forms, one) >= least]
        places = [part for one in whole for part in one.parts]
        if len(forms) >= _LEAST_TOLD:
            places += _reported(alignment.page, forms)
        other = other_speaker(alignment, (found.start, found.end), places)
        if other is None:
            continue
        said = words_between(alignment.words, *other.said)
        if _is_source(alignment, *said):
            continue
        yield _QUOTATION_OTHER_SPEAKER.evidence(
            other.value,
            f"The post gives the words to “{alignment.written(*said)}”; the page gives them to “{other.there.text}”.",
            post=(alignment.post_quote(*said),),
            page=(other.there,),
        )
        return


def _share(forms: tuple[str, ...], quoted: _Quoted) -> float:
    return _in_order(forms, list(quoted.forms[: 2 * MAX_QUOTED_WORDS])) / len(forms)


def _reported(page: PreparedPage, forms: tuple[str, ...]) -> Iterator[PageSpan]:
    """Where the page has the words one behind the other, behind a verb of saying: "she said that ..."."""
    for number in page.index.get(forms[0], ())[:_MAX_INDEXED]:
        sentence = page.sentences[number]
        for at in range(len(sentence.forms) - len(forms) + 1):
            if tuple(sentence.forms[at : at + len(forms)]) == forms:
                span = PageSpan(sentence.field, sentence.words[at].start, sentence.words[at + len(forms) - 1].end)
                if is_reported(page.fields[span.field].text, span.start):
                    yield span


def _is_source(alignment: Alignment, first: int, last: int) -> bool:
    """Whether the words name the page's own site: "BBC News: “...”" says where it was read, not who said it."""
    page = alignment.page.page
    name = "".join(filter(str.isalnum, alignment.written(first, last).lower()))
    return any(name in "".join(filter(str.isalnum, text.lower())) for text in (page.url, page.site_name))
