"""Is what came the page itself? Decided from several signals together.

A phrase alone has pruned real pages ("has been removed" inside a specification), so an interstitial must look like one
all over: the phrases that address the reader, how much of the page has no other content, what its title names, and how
long it is. Where the signals do not agree the page is readable: an interstitial taken for a page shows in its text, a
page taken for an interstitial is lost.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from linkcheck._page.phrases import Phrase, normalise, phrase_tables, phrases_in, presents_site, state_from_title
from linkcheck._page.redirects import RedirectChain, redirect_state
from linkcheck._page.signs import Sentence, read_sentence, read_sentences, sign_tables
from linkcheck._page.types import STATE_REASONS, Page, PageState
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import Quote
from linkcheck._text.normalise import normalise_characters

# Lengths are characters of Page.text.
_ONE_LINER = PARAMETERS.states.one_liner
_HEAD_CHARACTERS = PARAMETERS.states.head_characters
SHORT = PARAMETERS.states.short
_LONGEST_INTERSTITIAL = PARAMETERS.states.longest_interstitial
_TITLE_ONLY = PARAMETERS.states.title_only
_ONE_LINE = PARAMETERS.states.one_line
_QUOTE_CHARACTERS = 300
# Shares of a page's lines that continue the subject of its phrases: the fewer phrases, the more of the page.
_SHARE_OF_ONE_PHRASE = PARAMETERS.states.share_of_one_phrase
_SHARE_OF_TWO_PHRASES = PARAMETERS.states.share_of_two_phrases
_SHARE_OF_THREE_PHRASES = PARAMETERS.states.share_of_three_phrases
_STUB_WORDS = PARAMETERS.states.stub_words
_FORM_WORDS = PARAMETERS.states.form_words
_SHELL_WORDS = PARAMETERS.states.shell_words
_DESCRIPTION_WORDS = PARAMETERS.states.description_words
_TITLE_WORDS = PARAMETERS.states.title_words
_PARAGRAPH = PARAMETERS.states.paragraph
_LONG_LINE = PARAMETERS.states.long_line
_TEASER = PARAMETERS.states.teaser
_FEWEST_WORDS = PARAMETERS.states.fewest_words
_MOSTLY_NOTICE = PARAMETERS.states.mostly_notice
_NOTICE_PAGE_WORDS = PARAMETERS.states.notice_page_words
_SITE_TITLE_WORDS = PARAMETERS.states.site_title_words
_SIGNS_NEEDED = PARAMETERS.states.signs_needed
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[\u0e00-\u109f\u1780-\u17ff\u3040-\u9fff]|[^\W_]*[^\W\d_]{2}[^\W_]*")
"""A run of letters and digits, or one letter of the scripts that set no spaces between words."""
_MAX_SENTENCES = 60
_LONGEST_WORD = 40
"""ASCII letters and digits in a row: longer than any word, shorter than a line of base64 (64 or 76)."""
_COUNTED_CHARACTERS = 100_000
"""Of a text in which words are looked for: beyond, what has none has no page."""
_MEDIA_KINDS = frozenset({"video", "audio"})
"""Kinds of pages whose title and description say what they hold."""

_HEADLINES = PARAMETERS.states.headlines
_FEW = PARAMETERS.states.max_prose
_HOMEPAGE_REASON = "The page presents a whole site by its headlines; it has no text of its own."


class PageSignals(msgspec.Struct, frozen=True, kw_only=True):
    """What only the markup and the redirects show of a page; a Page made by hand has none of it."""

    visible: str = ""
    """All visible text, in and beside the main text."""
    scripts: int = 0
    leads_to: str = ""
    """Where the page sends its visitor at once (meta refresh)."""
    asks_password: bool = False
    paid: bool = False
    """Whether the page declares itself not free to read."""
    redirect_state: PageState | None = None
    """What the redirects alone name."""
    headings: tuple[str, ...] = ()
    is_declared: bool = False
    """Whether the page declares itself an article, a product or the like."""
    is_hidden: bool = False
    """Whether it asks search engines to leave it out."""


class Decision(msgspec.Struct, frozen=True):
    """A state, why, and where the page shows it."""

    state: PageState
    reason: str = ""
    quotes: tuple[Quote, ...] = ()


_NO_SIGNALS = PageSignals()
# Walls mix: a paywall asks for consent too, a bot check for cookies and scripts. Together they count for the first.
_OVERLAPPING = frozenset(
    {
        PageState.BOT_WALL,
        PageState.PAYWALL,
        PageState.LOGIN_WALL,
        PageState.CONSENT_WALL,
        PageState.COOKIE_WALL,
        PageState.SCRIPT_SHELL,
    }
)


def with_state(page: Page) -> Page:
    """Return the page with its language and state decided, where they were not given; otherwise unchanged."""
    changes: dict[str, object] = {}
    if page.language is None:
        changes["language"] = _language_of(page)
    if page.state is None or state_of_status(page.status_code) is not None:
        decision = decide_state(page)
        changes.update(state=decision.state, state_reason=decision.reason, state_quotes=decision.quotes)
    return msgspec.structs.replace(page, **changes) if changes else page


def state_of_status(status_code: int | None) -> PageState | None:
    """The state of what came with a status that brings no page; None for a page, and where the status is not known.

    What a visit comes to with each status is for `_web.statuses` to say; this says what stands in the page's place.
    """
    if status_code is None or (200 <= status_code < 300 and status_code not in _STATES_OF_STATUSES):
        return None
    if status_code in _STATES_OF_STATUSES:
        return _STATES_OF_STATUSES[status_code]
    return PageState.BOT_WALL if 400 <= status_code < 500 or status_code == 999 else PageState.SERVER_ERROR


_STATES_OF_STATUSES = {
    204: PageState.EMPTY,
    205: PageState.EMPTY,
    401: PageState.LOGIN_WALL,
    402: PageState.PAYWALL,
    404: PageState.NOT_FOUND,
    408: PageState.SERVER_ERROR,
    410: PageState.NOT_FOUND,
    451: PageState.REGION_BLOCK,
}


def decide_state(page: Page, signals: PageSignals = _NO_SIGNALS) -> Decision:
    """Return the state that a page's title, description and text show, and the signals of its markup and redirects."""
    failed = state_of_status(page.status_code)
    if failed is not None:
        return Decision(failed, STATE_REASONS[failed])
    if signals is _NO_SIGNALS and page.requested_url:
        signals = _given_redirect(page)
    if signals is _NO_SIGNALS and not page.kind and _is_homepage(page):
        return _decision(PageState.HOMEPAGE, page, (), reason=_HOMEPAGE_REASON)
    return (
        _interstitial(page)
        or _from_markup(page, signals)
        or _from_signs(page, signals)
        or _from_redirects(page, signals)
        or _from_content(page, signals)
    )


def _given_redirect(page: Page) -> PageSignals:
    """What the two URLs of a page show whose redirects in between are not known."""
    redirected = redirect_state(RedirectChain(requested=page.requested_url, final=page.url))
    return PageSignals(visible=page.text, redirect_state=redirected) if redirected else _NO_SIGNALS


def _from_markup(page: Page, signals: PageSignals) -> Decision | None:
    """The state that the markup alone shows."""
    words = len(signals.visible.split())
    if signals.leads_to and words <= _STUB_WORDS and signals.leads_to.rstrip("/") != page.url.rstrip("/"):
        return _decision(PageState.REDIRECT_STUB, page, ())
    if signals.asks_password and words <= _FORM_WORDS and signals.redirect_state == PageState.LOGIN_WALL:
        return _decision(PageState.LOGIN_WALL, page, ())
    if signals.paid and len(page.text) <= _TEASER:
        return _decision(PageState.PAYWALL, page, ())
    return None


def decide_notice(page: Page, unlinked: str, signals: PageSignals) -> Decision | None:
    """The state of a page whose title, heading or first words show one and of which the rest is little but links."""
    first = (sentence for sentence in read_sentences(unlinked, _MAX_SENTENCES) if not sentence.is_menu)
    headed = [*map(read_sentence, (page.title, *signals.headings[:1])), *itertools.islice(first, 1)]
    if not any(sentence.states for sentence in headed):
        return None
    found = _from_signs(msgspec.structs.replace(page, text=unlinked), signals)
    return _decision(found.state, page, [Phrase(normalise(s.text), found.state) for s in headed]) if found else None


def _from_signs(page: Page, signals: PageSignals) -> Decision | None:
    """The state that the sentences of a short page show, where enough other signs say that it stands for another."""
    if signals.is_declared or len(page.text) > SHORT or not (page.from_bytes or signals is not _NO_SIGNALS):
        return None
    sentences = [sentence for sentence in read_sentences(page.text, _MAX_SENTENCES) if not sentence.is_menu]
    title = read_sentence(page.title)
    first = [*map(read_sentence, signals.headings[:1]), *sentences[:1]]
    shown = Counter(state for sentence in (title, *first, *sentences) for state in sentence.states)
    if not shown:
        return None
    words = sum(sentence.words for sentence in sentences)
    noticed = sum(sentence.words for sentence in sentences if sentence.is_notice)
    signs = (
        bool(title.states),
        bool(title.states) and title.is_addressed,
        any(sentence.states for sentence in first),
        any(sentence.states for sentence in sentences[1:]),
        noticed >= _MOSTLY_NOTICE * words,
        noticed == words,
        words <= _NOTICE_PAGE_WORDS,
        title.words <= _SITE_TITLE_WORDS and not page.description,
        signals.is_hidden,
        signals.asks_password,
    )
    if sum(signs) - 2 * _tells_its_subject(title, page.text) < _SIGNS_NEEDED:
        return None
    order = [rule.state for rule in sign_tables().rules]
    state = max(shown, key=lambda state: (shown[state], -order.index(state)))
    said = [Phrase(normalise(s.text), state) for s in (*sentences, title) if state in s.states]
    return _decision(state, page, said)


def _tells_its_subject(title: Sentence, text: str) -> bool:
    """Whether a title names a subject of its own, which the text takes up, as pages do and stand-ins do not."""
    words = set(_WORD.findall(normalise(title.text)))
    if title.states or title.words <= _SITE_TITLE_WORDS or not words:
        return False
    return 2 * len(words & set(_WORD.findall(normalise(text)))) >= len(words)


def _from_redirects(page: Page, signals: PageSignals) -> Decision | None:
    """The state that the redirects show, where the page does not contradict it."""
    state = signals.redirect_state
    if state is None:
        return None
    if state == PageState.HOMEPAGE or (state == PageState.SECTION and not _is_one_text(page)):
        return _decision(state, page, ())
    if state in (PageState.HOMEPAGE, PageState.SECTION) or len(page.text) > SHORT:
        return None
    return _decision(state, page, ())


def _from_content(page: Page, signals: PageSignals) -> Decision:
    shown = max(_count_words(page.text), _count_words(signals.visible))
    if shown > _SHELL_WORDS:
        return Decision(PageState.READABLE)
    if signals.scripts and page.kind not in _MEDIA_KINDS:
        # Its description is often the whole site's: what a visitor would read is not here.
        return Decision(PageState.SCRIPT_SHELL, STATE_REASONS[PageState.SCRIPT_SHELL])
    if shown >= _min_words(page, signals) or _says_something(page):
        return Decision(PageState.READABLE)
    return Decision(PageState.EMPTY, STATE_REASONS[PageState.EMPTY])


def _min_words(page: Page, signals: PageSignals) -> int:
    """The fewest words of a page with a text: a Page made by hand is judged as it is."""
    return _FEWEST_WORDS if page.kind or signals is not _NO_SIGNALS else 1


def _count_words(text: str) -> int:
    """Words that a person could read, up to the first that makes a page: no replacement characters, no encoded data."""
    readable = (
        word
        for word in _WORD.finditer(text, 0, _COUNTED_CHARACTERS)
        if len(word[0]) <= _LONGEST_WORD or not word[0].isascii()
    )
    return sum(1 for _ in itertools.islice(readable, _SHELL_WORDS + 1))


def _is_homepage(page: Page) -> bool:
    """Whether a page made by hand, of which only the words are known, is a site's front with nothing but headlines."""
    if page.text.count("\n") < _HEADLINES - 1:
        return False
    lines = [line for line in map(str.strip, page.text[:_LONGEST_INTERSTITIAL].split("\n")) if line]
    if len(lines) < _HEADLINES or any(len(line) >= 2 * _PARAGRAPH for line in lines):
        return False
    sentences = sum(line[-1] in ".!?。:;" for line in lines)
    prose = sum(len(line) for line in lines if len(line) >= _PARAGRAPH)
    if sentences > _FEW * len(lines) or prose > _FEW * len(page.text):
        return False
    return presents_site(page.title, page.description)


def _is_one_text(page: Page) -> bool:
    """Whether most of the text is in paragraphs, as in an article, and not in teasers."""
    long = sum(len(line) for line in page.text.split("\n") if len(line) >= _PARAGRAPH)
    return page.kind == "article" and long * 2 >= len(page.text)


def _says_something(page: Page) -> bool:
    """Whether title and description alone carry content, as on pages of videos and pictures."""
    return len(page.description.split()) >= _DESCRIPTION_WORDS or len(page.title.split()) >= _TITLE_WORDS


def _interstitial(page: Page) -> Decision | None:
    text = page.text
    named = state_from_title(page.title) if page.title else None
    head = normalise(text[:_HEAD_CHARACTERS])
    in_head = phrases_in(head) if head else []
    if named is not None and _consistent(named, page, in_head):
        return _decision(named, page, in_head)
    if len(text) <= _ONE_LINE and page.description:
        in_description = phrases_in(normalise(page.description[:_HEAD_CHARACTERS]))
        if in_description and not in_head:
            return _decision(in_description[0].state, page, in_description)
    if len(text) > _LONGEST_INTERSTITIAL or (not in_head and len(text) > SHORT):
        return None
    return _from_phrases(page, in_head)


def _consistent(named: PageState, page: Page, in_head: Sequence[Phrase]) -> bool:
    """Whether the page is consistent with the state that its title names."""
    if len(page.text) <= _TITLE_ONLY or any(phrase.state == named for phrase in in_head):
        return True
    return len(page.text) <= 2 * _ONE_LINER and _share_of_lines(page.text, (named,)) >= _SHARE_OF_ONE_PHRASE


def _from_phrases(page: Page, in_head: Sequence[Phrase]) -> Decision | None:
    text = page.text
    everywhere = phrases_in(normalise(text))
    if not everywhere:
        return None
    state = _first_state(text, everywhere)
    related = _OVERLAPPING if state in _OVERLAPPING else frozenset({state})
    everywhere = [phrase for phrase in everywhere if phrase.state in related]
    in_head = [phrase for phrase in in_head if phrase.state in related]
    share = _share_of_lines(text, sorted({phrase.state for phrase in everywhere}))
    one = len(text) <= _ONE_LINER and share >= _SHARE_OF_ONE_PHRASE
    two = in_head and len(everywhere) >= 2 and share >= _SHARE_OF_TWO_PHRASES
    three = len(in_head) >= 2 and len(everywhere) >= 3 and share >= _SHARE_OF_THREE_PHRASES
    if one or two or three:
        return _decision(state, page, everywhere)
    tail = [phrase for phrase in phrases_in(normalise(text[-_HEAD_CHARACTERS:])) if phrase.state == PageState.PAYWALL]
    if len(text) <= SHORT and len(tail) >= 2:
        return _decision(PageState.PAYWALL, page, tail)
    return None


def _first_state(text: str, phrases: Sequence[Phrase]) -> PageState:
    """The state of the first phrase: a page names its purpose first."""
    whole = normalise(text)
    return min(phrases, key=lambda phrase: whole.find(phrase.text)).state


def _share_of_lines(text: str, states: Sequence[PageState]) -> float:
    """The share of a text's characters in lines about these states."""
    words = tuple(word for state in states for word in phrase_tables().context_phrases[state])
    total = covered = 0
    for line in _LINE.findall(text):
        normalised = normalise(line)
        total += len(normalised)
        needed = 1 + len(normalised) // _LONG_LINE
        continued = sum(word in normalised for word in words) >= needed
        if continued or any(phrase.state in states for phrase in phrases_in(normalised)):
            covered += len(normalised)
    return covered / total if total else 0.0


def _decision(state: PageState, page: Page, phrases: Sequence[Phrase], *, reason: str = "") -> Decision:
    own = [phrase.text for phrase in phrases if phrase.state == state]
    return Decision(state, reason or STATE_REASONS[state], _state_quotes(page, own))


def _state_quotes(page: Page, phrases: Sequence[str]) -> tuple[Quote, ...]:
    """The first line of the text with a phrase, or else the description or the title."""
    for line in _LINE.finditer(page.text[:_LONGEST_INTERSTITIAL]):
        if any(phrase in normalise(line[0]) for phrase in phrases):
            return (page.quote("text", line.start(), min(line.end(), line.start() + _QUOTE_CHARACTERS)),)
    if any(phrase in normalise(page.description) for phrase in phrases):
        return (page.quote("description", 0, min(len(page.description), _QUOTE_CHARACTERS)),)
    if page.title:
        return (page.quote("title", 0, min(len(page.title), _QUOTE_CHARACTERS)),)
    return (page.quote("text", 0, min(len(page.text), _QUOTE_CHARACTERS)),) if page.text else ()


def _language_of(page: Page) -> str:
    try:
        from linkcheck._text.language import identify_language
    except ImportError:
        return "en"
    return identify_language(normalise_characters(page.text[:2000] or page.title).text).code
