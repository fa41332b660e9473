"""Does the page have the words that the claim puts between quote marks, and from the same mouth?"""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck._evidence.aliases import same_name
from linkcheck._evidence.alignment import Alignment, words_between
from linkcheck._evidence.prepared import PreparedSentence
from linkcheck._evidence.types import Evidence, Layer
from linkcheck._text.display import truncate
from linkcheck._text.names import find_names
from linkcheck._text.quotations import MIN_WORDS, find_quotations
from linkcheck._text.tokens import normal_form

MAX_QUOTATIONS = 4
"""Quotations of a claim that are compared: a post has one, rarely two."""
MAX_QUOTED_WORDS = 80
"""Words of one quotation that are looked for."""
FOUND = 0.75
"""Share of the quoted words, in order, from which a page has the quotation: editors cut and mend a word or two."""
_NEARBY = 2  # sentences before and after a quotation in which its speaker is named
_OPENING = 3  # sentences of the text, after title and description, that say whom a page is about
_PRONOUNS = frozenset(map(normal_form, ("he", "she", "they")))
_SAYING = "say said says tell told tells add added write wrote tweet tweeted claim claimed insist explain"
_SAYING_FORMS = frozenset(normal_form(word) for word in _SAYING.split())


def weigh_quotations(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of quotations: "quotation-absent", "quotation-other-speaker", "quotation-confirmed"."""
    absent: list[tuple[float, int, int]] = []
    confirmed: list[tuple[float, int, int, int]] = []
    for start, end in find_quotations(alignment.text)[:MAX_QUOTATIONS]:
        first, last = words_between(alignment.words, start, end)
        forms = alignment.forms[first : min(last, first + MAX_QUOTED_WORDS)]
        if len(forms) < MIN_WORDS:
            continue
        share, number = _found(alignment, forms)
        if share < FOUND:
            absent.append((1 - share, first, last))
        else:
            confirmed.append((share, first, last, number))
    if absent:
        yield _absent(alignment, *max(absent))
    if confirmed:
        best = max(confirmed)
        yield _confirmed(alignment, best)
        yield from _other_speaker(alignment, best)


def _found(alignment: Alignment, forms: tuple[str, ...]) -> tuple[float, int]:
    """The largest share of `forms` that stands in order in one sentence and the next, and that sentence's number."""
    index, sentences = alignment.page.index, alignment.page.sentences
    counts: dict[int, int] = {}
    for form in set(forms):
        for number in index.get(form, ())[:200]:
            counts[number] = counts.get(number, 0) + 1
    best = (0.0, -1)
    for number in sorted(counts, key=lambda one: (-counts[one], one))[:6]:
        for start in (max(0, number - 1), number):
            stretch = [form for sentence in sentences[start : start + 2] for form in sentence.forms]
            best = max(best, (_in_order(forms, stretch) / len(forms), number))
    return best


def _in_order(wanted: tuple[str, ...], there: list[str]) -> int:
    """The length of the longest common subsequence: at most 80 words by two sentences."""
    row = [0] * (len(there) + 1)
    for form in wanted:
        diagonal = 0
        for place, other in enumerate(there, start=1):
            above = row[place]
            row[place] = diagonal + 1 if form == other else max(above, row[place - 1])
            diagonal = above
    return row[-1]


def _absent(alignment: Alignment, value: float, first: int, last: int) -> Evidence:
    quoted = truncate(alignment.written(first, last), _SHOWN)
    return Evidence(
        code="quotation-absent",
        layer=Layer.DETAIL,
        value=round(value, 4),
        message=f"the post quotes “{quoted}”; the page does not have these words",
        post_quotes=(alignment.post_quote(first, last),),
    )


def _confirmed(alignment: Alignment, found: tuple[float, int, int, int]) -> Evidence:
    share, first, last, number = found
    return Evidence(
        code="quotation-confirmed",
        layer=Layer.DETAIL,
        value=round(share, 4),
        message="the page has the quoted words",
        post_quotes=(alignment.post_quote(first, last),),
        page_quotes=(alignment.page.quote(alignment.page.sentences[number]),),
    )


def _other_speaker(alignment: Alignment, found: tuple[float, int, int, int]) -> Iterator[Evidence]:
    """The speaker whom the claim names, if the page gives the quotation to another by name, and is not about this one.

    A "she said" may be anyone, and an organisation speaks by its people: a page that has the speaker's name in its
    title, its first sentences, its address or around the quotation accuses nobody.
    """
    _, first, last, number = found
    speaker = _speaker(alignment, first, last)
    if speaker is None or _is_source(alignment, *speaker):
        return
    sentences, body = alignment.page.sentences, alignment.page.body_start
    near = (*sentences[: body + _OPENING], *sentences[max(0, number - _NEARBY) : number + _NEARBY + 1])
    wanted = alignment.forms[speaker[0] : speaker[1]]
    if any(same_name(form, there) for form in wanted for sentence in near for there in sentence.forms):
        return
    other = _named_speaker(sentences[number : number + 2])
    if other is None:
        return
    sentence, start, end = other
    quote = alignment.page.quote(sentence, sentence.start + start, sentence.start + end)
    yield Evidence(
        code="quotation-other-speaker",
        layer=Layer.DETAIL,
        value=1.0,
        message=f"the post gives the words to “{alignment.written(*speaker)}”, the page to “{quote.text}”",
        post_quotes=(alignment.post_quote(*speaker),),
        page_quotes=(quote,),
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
        if len(between) > 40 or (start < last and end > first):
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


_SHOWN = 80  # characters of a quotation that are repeated in the message
