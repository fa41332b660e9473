"""What do detectors ask of a post and of a page? Words, sentences, names and details, each computed once.

All spans of a PreparedPost are spans of the claim's text; `quote` maps them to the post. All spans of a
PreparedSentence, but those of its `details`, are spans of its page field as it is compared; `PreparedPage.quote` maps
them to the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from linkcheck._evidence.details import TextDetails
from linkcheck._lazy import LazyProperty
from linkcheck._page.types import Page
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import Claim, Link, Mention, Post, Quote
from linkcheck._text.casing import squeeze
from linkcheck._text.name_words import MIN_SOUND_LETTERS, SAME_STARTS
from linkcheck._text.names import Name, find_names
from linkcheck._text.ngrams import char_ngrams, normalise_text
from linkcheck._text.normalise import NormalText
from linkcheck._text.readings import find_readings
from linkcheck._text.scripts import leading_script
from linkcheck._text.sentences import sentence_spans
from linkcheck._text.terms import Term, read_terms
from linkcheck._text.tokens import Word, normal_forms, tokenise

_CUT_WORD = re.compile(r"(?<!\w)(\w++)(?:…|\.\.\.)\s*+$")

PREFIX_LETTERS = PARAMETERS.topic.prefix_letters
LEAD_WORDS = PARAMETERS.topic.lead_words
MAX_LIKE_LONGER = PARAMETERS.names.max_like_longer
MAX_SQUEEZED = 20_000
"""Characters of a text in which names are looked for that are in pieces, or in a table."""


class PreparedPost:
    """The claim of a post (or the segment of it that speaks of one link), ready to be compared."""

    def __init__(self, post: Post, link: Link | None, claim: Claim, *, truncated: bool = False) -> None:
        self.post = post
        self.link = link
        self.claim = claim
        """Its text may be cut: see `truncated`."""
        self.truncated = truncated
        """Whether the claim went on after what is compared."""
        self._without: dict[tuple[tuple[int, int], ...], PreparedPost] = {}

    @LazyProperty
    def words(self) -> tuple[Word, ...]:
        """Every word of the claim, function words included, with spans in `claim.text`."""
        return tuple(tokenise(self.claim.text))

    @LazyProperty
    def cut_word(self) -> tuple[int, int] | None:
        """The span of a last word that an ellipsis cuts off, "climate poli…": the beginning of a word, no word."""
        cut = _CUT_WORD.search(self.claim.text)
        return cut.span(1) if cut else None

    @LazyProperty
    def terms(self) -> tuple[Term, ...]:
        """The claim's distinct forms with their weights, in order of first mention."""
        return read_terms(self.claim.text, self.words)

    @LazyProperty
    def details(self) -> TextDetails:
        """Numbers, dates and denials, with spans in `claim.text`."""
        return TextDetails(self.claim.text)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Numbers, names, dates, quotations and negations, with spans in `claim.text`."""
        return self.claim.mentions

    @LazyProperty
    def names(self) -> tuple[Name, ...]:
        """The names of the claim, with spans in `claim.text`."""
        return find_names(self.claim.text)

    @LazyProperty
    def squeezed(self) -> str:
        """The claim's letters and digits without case and without what stands between."""
        return squeeze(self.claim.text)

    @LazyProperty
    def ngrams(self) -> frozenset[str]:
        """The character n-grams of the claim."""
        return char_ngrams(self.claim.text)

    @LazyProperty
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The spans of the claim's sentences."""
        return tuple(sentence_spans(self.claim.text))

    def without(self, spans: tuple[tuple[int, int], ...]) -> PreparedPost:
        """The same without these spans of the claim's text; kept, as most pages leave out the same."""
        if spans not in self._without:
            claim = self.claim.without(spans)
            self._without[spans] = PreparedPost(self.post, self.link, claim, truncated=self.truncated)
        return self._without[spans]

    def quote(self, start: int, end: int) -> Quote:
        """The slice of Post.text that the claim's characters [start, end) stand for."""
        return self.post.quote(*self.claim.span(start, end))


class PreparedSentence:
    """One sentence of a page: its field, its span there, and its words."""

    def __init__(self, field: str, start: int, end: int, text: str) -> None:
        self.field = field
        """"title", "titles", "description" or "text"."""
        self.start = start
        self.end = end
        self.text = text
        self.forms = normal_forms(text)
        """The forms of its words, in order."""

    @LazyProperty
    def words(self) -> tuple[Word, ...]:
        """Its words with spans in the page's field as it is compared; `words[i].form == forms[i]`."""
        return tuple(tokenise(self.text, self.start))

    @LazyProperty
    def details(self) -> TextDetails:
        """Its numbers, dates and denials, with spans in `text`."""
        return TextDetails(self.text)

    @LazyProperty
    def normalised_text(self) -> str:
        """Its text in small letters, in which n-grams are looked for."""
        return normalise_text(self.text)


class PreparedPage:
    """A page cut into sentences, with an index of where each form stands."""

    def __init__(
        self,
        page: Page,
        sentences: tuple[PreparedSentence, ...],
        fields: Mapping[str, NormalText],
        *,
        truncated: bool = False,
    ) -> None:
        self.page = page
        self.fields = fields
        """Its title, all titles, description and text, as they are compared."""
        self.sentences = sentences
        """Title first, then what other titles add, then description, then text, each in order."""
        self.truncated = truncated
        """Whether the page's text went on after what is compared."""

    @LazyProperty
    def title(self) -> str:
        """Its title as it is compared, without white space around it; "" where it has none."""
        return self.fields["title"].text.strip()

    @property
    def own_names(self) -> tuple[str, ...]:
        """Who made the page, as it says itself: site, outlet, section, authors; some may be empty."""
        page = self.page
        return (page.site_name, page.publisher, page.section, *page.authors)

    @LazyProperty
    def squeezed_titles(self) -> frozenset[str]:
        """Each title of the page by its letters and digits."""
        return frozenset(squeeze(title) for title in (self.page.title, *(one.text for one in self.page.titles))) - {""}

    @LazyProperty
    def index(self) -> dict[str, list[int]]:
        """Form -> the numbers of the sentences it stands in, rising."""
        index: dict[str, list[int]] = {}
        for number, sentence in enumerate(self.sentences):
            for form in sentence.forms:
                numbers = index.get(form)
                if numbers is None:
                    index[form] = [number]
                elif numbers[-1] != number:
                    numbers.append(number)
        return index

    @LazyProperty
    def prefixes(self) -> dict[str, str]:
        """The first letters of each longer form -> the first such form on the page."""
        prefixes: dict[str, str] = {}
        for form in self.index:
            if len(form) >= PREFIX_LETTERS:
                prefixes.setdefault(form[:PREFIX_LETTERS], form)
        return prefixes

    @LazyProperty
    def squeezed(self) -> str:
        """What the page opens with in small letters, without spaces and hyphens: words in pieces are whole in it."""
        text = "\n".join(field.text[:MAX_SQUEEZED] for field in self.fields.values())
        return text.lower().replace(" ", "").replace("-", "")

    @LazyProperty
    def listed_names(self) -> frozenset[frozenset[str]]:
        """What the names that the page opens with can be, each name by all its readings."""
        texts = (field.text[:MAX_SQUEEZED] for field in self.fields.values())
        return frozenset(name.keys for text in texts for name in find_readings(text))

    @LazyProperty
    def starts(self) -> dict[str, dict[int, list[str]]]:
        """First letter -> number of letters -> the longer forms of the page that have both."""
        starts: dict[str, dict[int, list[str]]] = {}
        for form in self.index:
            if len(form) >= MIN_SOUND_LETTERS:
                starts.setdefault(form[0], {}).setdefault(len(form), []).append(form)
        return starts

    def forms_like(self, form: str) -> Iterator[str]:
        """The forms of the page that may be another spelling of `form`: about as long, with a like first letter."""
        if len(form) < MIN_SOUND_LETTERS:
            return
        letters = {form[0]}.union(*(starts for starts in SAME_STARTS if form[0] in starts))
        for letter in sorted(letters):
            lengths = self.starts.get(letter, {})
            for length in range(len(form) - MAX_LIKE_LONGER, len(form) + MAX_LIKE_LONGER + 1):
                yield from lengths.get(length, ())

    @LazyProperty
    def lead_end(self) -> int:
        """The number of the sentence after those that open the text: the first 120 words of it, begun or whole."""
        words, number = 0, self.body_start
        while number < len(self.sentences) and words < LEAD_WORDS:
            words += len(self.sentences[number].forms)
            number += 1
        return number

    @LazyProperty
    def script(self) -> str:
        """The script that the page is mostly written in."""
        return leading_script(self.page.text or f"{self.page.title} {self.page.description}")

    @LazyProperty
    def body_start(self) -> int:
        """The number of the first sentence of the text; len(sentences) if there is none."""
        return next((i for i, s in enumerate(self.sentences) if s.field == "text"), len(self.sentences))

    def quote(self, sentence: PreparedSentence, start: int | None = None, end: int | None = None) -> Quote:
        """The slice of the page that a sentence stands for, or [start, end) of its field as it is compared."""
        return self.quote_field(
            sentence.field, sentence.start if start is None else start, sentence.end if end is None else end
        )

    def quote_field(self, field: str, start: int, end: int) -> Quote:
        """The slice of the page that [start, end) of a field, as it is compared, stands for."""
        return self.page.quote(field, *self.fields[field].span(start, end))
