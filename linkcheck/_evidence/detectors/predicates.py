"""Does a sentence that is otherwise the same have another verb, degree, rank or certainty?

What rules cannot weigh is not weighed: whether "questioned" still means "arrested" takes a reader. Such a difference
forbids the verdict match and accuses nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from linkcheck._evidence.aliases import same_name
from linkcheck._evidence.alignment import Alignment, ClaimSentence, Match, Passage, best_match_of, fit_of
from linkcheck._evidence.detectors.polarity import DENYING_FORMS, denies
from linkcheck._evidence.opposites import opposites
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.phrases import FUNCTION_FORMS
from linkcheck._evidence.prepared import PreparedSentence
from linkcheck._evidence.types import Code, Evidence, Example, Layer, Stance
from linkcheck._evidence.wording import Difference
from linkcheck._parameters import PARAMETERS
from linkcheck._tables import table_lines
from linkcheck._text.lexicon import is_common
from linkcheck._text.numbers import find_numbers
from linkcheck._text.tokens import normal_form

_DIFFERS = Code(
    code="predicate-differs",
    layer=Layer.DETAIL,
    stance=Stance.UNSETTLES,
    sign=0,
    meaning="the page says it with another verb, degree or certainty, which may mean something else",
    example=Example(
        post="The police of Dorsten arrested the harbour master over the fire on Friday",
        title="Harbour master of Dorsten",
        text="The police of Dorsten questioned the harbour master over the fire on Friday. It was a rainy day.",
    ),
)

_MIN_QUALIFIED = PARAMETERS.predicates.min_qualified
_MIN_REPLACED = PARAMETERS.predicates.min_replaced
_MIN_DENIED = PARAMETERS.predicates.min_denied
_DENIED_REACH = PARAMETERS.predicates.denied_reach
_SAID_TOO = PARAMETERS.predicates.said_too
_SHARED_START = PARAMETERS.predicates.shared_start
_LONGEST = PARAMETERS.predicates.longest


@cache
def _qualifiers() -> dict[str, str]:
    """The packaged table: form -> the kind of what it qualifies ("doubt", "rank", "part", "whole", "until")."""
    lines = (line.partition("|") for line in table_lines("_text/data/qualifiers.txt"))
    return {normal_form(word): kind.strip() for kind, _, words in lines for word in words.split()}


def detect_predicates(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence of the strongest such difference, or of a sentence that denies; none if there is neither."""
    found = [difference for difference in alignment.differences if _tells_apart(alignment, difference)]
    best = max(found, key=lambda one: one.similarity, default=None)
    if best is not None:
        yield _differs(alignment, best)
        return
    denied = _denied(alignment)
    if denied is not None:
        yield _denies(alignment, *denied)


PREDICATES = PackagedDetector(Stage.DETAIL, (_DIFFERS,), detect_predicates)


def _denied(alignment: Alignment) -> tuple[ClaimSentence, Passage] | None:
    """A sentence of the claim that denies nothing, and the passage that has most of it and denies something."""
    if denies(alignment.post.details.negations, alignment.forms) or "?" in alignment.text:
        return None
    for sentence in alignment.claim_sentences:
        closest = max(sentence.passages, key=lambda passage: passage.closeness, default=None)
        if closest is None or closest.closeness < _MIN_DENIED:
            continue
        level = [passage for passage in sentence.passages if passage.closeness >= closest.closeness]
        claimed = frozenset(alignment.forms[sentence.first : sentence.last]) - FUNCTION_FORMS
        if all(_denies_of(passage.sentence, claimed) for passage in level):
            return sentence, closest
    return None


def _denies_of(sentence: PreparedSentence, claimed: frozenset[str]) -> bool:
    """Whether a sentence denies what the claim says: a word of the claim stands shortly behind "not", or on either
    side of "hoax". "Chopped it off over not having a girlfriend" denies something else."""
    forms, negations = sentence.forms, sentence.details.negations
    for position, word in enumerate(sentence.words):
        denies_itself = forms[position] in DENYING_FORMS
        if not denies_itself and not any(start < word.end and word.start < end for start, end in negations):
            continue
        sides = (forms[position + 1 :], forms[:position][::-1] if denies_itself else ())
        if any(not claimed.isdisjoint(_first_content(side)) for side in sides):
            return True
    return False


def _first_content(forms: Sequence[str]) -> list[str]:
    return list(islice((form for form in forms if form not in FUNCTION_FORMS), _DENIED_REACH))


def _tells_apart(alignment: Alignment, difference: Difference) -> bool:
    if max(len(difference.said), len(difference.there)) > _LONGEST or not _is_framed(alignment, difference):
        return False
    least = _MIN_QUALIFIED if _qualified_otherwise(difference) else _MIN_REPLACED
    if difference.similarity < least or (least is _MIN_REPLACED and not _other_predicate(alignment, difference)):
        return False
    contexts = alignment.contexts(alignment.slot(difference.first, difference.last)) if difference.said else ()
    return all(
        fit_of(best_match_of(contexts, {form})) < _SAID_TOO for form in difference.said if form not in FUNCTION_FORMS
    )


def _is_framed(alignment: Alignment, difference: Difference) -> bool:
    """Whether the same words stand directly before and behind it, or both sentences begin or end there."""
    sentence = alignment.sentence_of(min(difference.first, len(alignment.forms) - 1))
    if sentence is None:
        return False
    said, there = alignment.forms[sentence.first : sentence.last], tuple(difference.passage.sentence.forms)
    first, last = difference.first - sentence.first, difference.last - sentence.first
    before = said[max(0, first - 1) : first] == there[max(0, difference.start - 1) : difference.start]
    return before and said[last : last + 1] == there[difference.end : difference.end + 1]


def _qualified_otherwise(difference: Difference) -> bool:
    """Whether the page says less of it than the post, or another rank or limit."""
    if {"not", "only"} <= {*difference.said}:
        return False
    kinds = _qualifiers()
    said, there = ({kinds[form] for form in side if form in kinds} for side in (difference.said, difference.there))
    return (
        bool((there - said) & {"doubt", "part"})
        or bool((said - there) & {"whole"})
        or bool((said ^ there) & {"rank", "limit"})
        or _ranks(difference.said) != _ranks(difference.there)
    )


def _ranks(forms: Sequence[str]) -> frozenset[float]:
    """The ordinals but the first, in words or digits: "10th" is "tenth"."""
    numbers = find_numbers(" ".join(forms))
    return frozenset(number.values[0] for number in numbers if number.unit == "ordinal" and number.values[0] > 1)


def _other_predicate(alignment: Alignment, difference: Difference) -> bool:
    """Whether one word that is no name and no number stands in the place of another that says something else."""
    said, there = _content(difference.said), _content(difference.there)
    if len(said) != 1 or len(there) != 1 or not DENYING_FORMS.isdisjoint(difference.said):
        return False
    one = alignment.written(difference.first + said[0], difference.first + said[0] + 1)
    other = difference.passage.written(difference.start + there[0])
    return _is_word(one) and _is_word(other) and not _same(one, other)


def _content(forms: Sequence[str]) -> list[int]:
    return [number for number, form in enumerate(forms) if form not in FUNCTION_FORMS]


def _is_word(written: str) -> bool:
    return written.isalpha() and is_common(written)


def _same(one: str, other: str) -> bool:
    first, second = normal_form(one), normal_form(other)
    if first[:_SHARED_START] == second[:_SHARED_START] or same_name(one, other):
        return True
    return second in opposites().same.get(first, ())


def _differs(alignment: Alignment, difference: Difference) -> Evidence:
    first = min(difference.first, len(alignment.words) - 1)
    last = max(difference.last, first + 1)
    start = min(difference.start, len(difference.passage.sentence.forms) - 1)
    match = Match(difference.similarity, difference.passage, start, max(difference.end, start + 1))
    return _DIFFERS.evidence(
        round(difference.similarity, 4),
        f"The post says “{alignment.phrase(first, last)}”; the page says “{match.phrase}”.",
        post=(alignment.post_quote(first, last),),
        page=(alignment.page_quote(match),),
    )


def _denies(alignment: Alignment, sentence: ClaimSentence, passage: Passage) -> Evidence:
    return _DIFFERS.evidence(
        round(passage.closeness, 4),
        "The sentence of the page that has most of what the post says denies something.",
        post=(alignment.post_quote(sentence.first, sentence.last),),
        page=(alignment.page.quote(passage.sentence),),
    )
