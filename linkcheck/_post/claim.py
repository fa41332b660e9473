"""Which part of a post can be checked against a page? Its text without links, handles and calls to action.

A claim keeps every word that could be checked, in any script, and a map from its characters to Post.text. What is left
out is about the post and not about the page: URLs, handles that address someone, "via @x", hashtags at the end,
"Read more:", arrows, "3/7".

A claim has nothing to check when hardly a word of it is specific: no name, no number, no quotation, and at most one
other word that is not in unspecific_words.txt. A question for the reader's own opinion may name one thing more, and
instructions ("How to use promises") name theirs by one. Naming someone is enough to be checkable, since a page about
someone else is wrong. Of 726 labelled posts it finds 20 without a claim, 17 of them rightly, out of 67: to stay silent
about a claim is the worse error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, islice

import msgspec

from linkcheck._parameters import PARAMETERS
from linkcheck._post.frames import find_marks
from linkcheck._post.links import urls_in_text
from linkcheck._post.types import Claim, Link, Post
from linkcheck._tables import table_lines
from linkcheck._text.lexicon import is_common, is_known_name
from linkcheck._text.normalise import normalise_characters

MAX_SPECIFIC = PARAMETERS.claim.max_specific
MAX_ASKED = PARAMETERS.claim.max_asked
MAX_READ = 400
"""Characters looked at; a longer text says something."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED_PHRASE = re.compile(r"[\"“„«「『][^\"”»」』]{4,}[\"”»」』]")
_POINTS = re.compile(
    r"\b(?:this|these|here|below|link|read|watch|listen|look|see|check|click|thread|video)\b", re.IGNORECASE
)
_ASKS_READER = re.compile(
    r"(?:(?:would|do|did|have|are|will|could|can|should) you|how many of (?:these|them) (?:do|have|did) you)\b"
    r"[^?\n]*\?",
    re.IGNORECASE,
)
_INSTRUCTS = re.compile(r"\W*how to\b", re.IGNORECASE)
_INITIAL = re.compile(r"\b[A-Z]\.$")
_SENTENCE_END = frozenset(".!?…:\n\"“'‘")


def no_claim_reason(text: str, tags: Sequence[str] = ()) -> str:
    """The reason code for a text that claims nothing, or "" for one that does.

    `tags` are those of its words that were hashtags or handles, which name something unless they are unspecific too.
    """
    tokens = list(_TOKEN.finditer(text[:MAX_READ]))
    if not tokens:
        return "no-claim-empty"
    if len(text) > MAX_READ:
        return ""
    if _ASKS_READER.fullmatch(text.strip()) and not _says_more_than(MAX_ASKED, text, tokens):
        return "no-claim-reaction"
    if any(tag.lower() not in unspecific_words() for tag in tags):
        return ""
    enough = 0 if _INSTRUCTS.match(text) else MAX_SPECIFIC
    if _QUOTED_PHRASE.search(text) or _says_more_than(enough, text, tokens):
        return ""
    return "no-claim-pointer" if _POINTS.search(text) else "no-claim-reaction"


def _says_more_than(enough: int, text: str, tokens: Sequence[re.Match[str]]) -> bool:
    return any(total > enough for total in accumulate(_weight(text, token) for token in tokens))


def _weight(text: str, token: re.Match[str]) -> int:
    """How much of a claim a word is: 0 for one that says nothing, 1 for a common one, more for a name or number."""
    word = token.group()
    if any(character.isdigit() for character in word):
        return 2
    if not word[0].isascii() and not word[0].isupper() and not word[0].islower():
        # Scripts without capitals; those without spaces too, where one run is a whole sentence.
        return max(1, len(word) // 2)
    plain = _before_apostrophe(word).lower()
    if len(plain) < 2 or plain in unspecific_words() or word.lower() in unspecific_words():
        return 0
    return 2 if not is_common(plain) or _is_named(text, token) else 1


def _before_apostrophe(word: str) -> str:
    """A word without the ending of an owner, or that of a verb: "they" of "they'll"."""
    return word.replace("’", "'").partition("'")[0]


def _is_named(text: str, token: re.Match[str]) -> bool:
    """Whether a word has a capital that no sentence begins with, or is known as a name."""
    word = token.group()
    if not word[0].isupper():
        return False
    if is_known_name(_before_apostrophe(word)):
        return True
    before = text[: token.start()].rstrip(" ")
    return bool(before) and (before[-1] not in _SENTENCE_END or _INITIAL.search(before) is not None)


@cache
def unspecific_words() -> frozenset[str]:
    """The words of unspecific_words.txt."""
    return frozenset(word for line in table_lines("_text/data/unspecific_words.txt") for word in line.split())


URL_MARK = "\ufffc"
"""Stands for a whole URL while a claim is made (OBJECT REPLACEMENT CHARACTER)."""

_POINTERS = "👇👆👉👈☝⬇➡⬆⬅↓→←↑↳▶►⤵⤴🔗🧵📎🔽🔼"
_KEYCAP = "[0-9#*]\u20e3"
_UNSAID = re.compile(rf"{_KEYCAP}|[\s\0{_POINTERS}]{{2,}}|[^\S \u00a0]|[\0{_POINTERS}]")
"""What stands for a space. One that does not break stays where `normalise_characters` left it: inside a number."""
_HANDLE = r"[@＠][\w-]++(?:[.@][\w-]++)*+"
_END = rf"(?=[ \n]?(?:{URL_MARK}|\n|\Z))"

_REPOSTED = re.compile(rf"RT {_HANDLE}:? ")
_ADDRESSED = re.compile(rf"(?:\.?{_HANDLE}[,:]? ?)+")
_GOES_ON = re.compile(r"['’&]|and\b|(?![ia]\b)[a-z]")
_CREDIT = re.compile(
    rf"\(?\b(?:via|h/t|ht|hat tip(?: to)?|cc|photos?|image|video|credit|source|by)[: ]{{1,2}}{_HANDLE}"
    rf"(?:(?:,| and| &)? {_HANDLE})*\)?{_END}"
    rf"|(?:\(|(?<=[.!?…|\n)\"”] )|(?<=\n))via(?-i:(?: [A-Z][\w.]*){{1,4}})\)?{_END}",
    re.IGNORECASE,
)
_NEWS_LABEL = re.compile(
    r"#?(?:breaking(?: news)?|just in|icymi|in case you missed it|watch|listen|read|video|podcast|thread|new|update)"
    r" ?[:|]+ ",
    re.IGNORECASE,
)
_READING = "more|on|it here|all about it|the full (?:story|article|report|post)|the (?:story|article|report)"
_PLAIN_CALLS = (
    f"read (?:{_READING})(?: here| below| now| at)?",
    "(?:find out|learn|see|discover) more(?: here| below| at)?",
    "(?:click|tap) (?:here|the link|link)(?: (?:below|to read(?: more)?|for more))?",
    "check (?:it|this) out(?: here| below| at)?",
    "full (?:story|article|report|details|post)(?: here| below| at)?",
)
"""Calls that are recognised by their words alone, also where no full stop comes before them."""
_SHORT_CALLS = (
    "(?:read|watch|listen|click|tap)(?: (?:it|this|the full (?:video|episode)))?(?: here| now| below)?",
    "(?:for )?more(?: (?:here|details|info|information|on this|below|at))?",
    "(?:here's the |the )?link(?: is)?(?: (?:in (?:the )?(?:bio|comments|replies|first comment)|below|here))?",
    "(?:details|story|article|source|video|thread|here)(?: here| below)?",
    "(?:subscribe|sign up|follow us|join us|support us|donate|register|buy|order|tickets)(?: (?:here|now|today))?",
    "(?:our |the )?(?:live ?blog|live updates|newsletter|website|podcast|shop|archived?|background|explainer|photos?)",
    "(?:earlier|previously|related|see also|also read|also|telegram|instagram|youtube|facebook|tiktok|whatsapp)",
)
"""Calls that are words of a sentence elsewhere."""
_FOREIGN_CALLS = (
    "leer más|lee más|más información|más info|aquí|leia mais|saiba mais|lire la suite|en savoir plus|plus d'infos?",
    "mehr dazu|mehr lesen|weiterlesen|zum artikel|hier lesen|leggi tutto|leggi qui|continua a leggere|lees meer",
    "lees verder|läs mer|les mer|læs mere|lue lisää|czytaj więcej|więcej|devamını oku|devamı",
    "selengkapnya|baca selengkapnya|xem thêm",
    "подробнее|читать далее|читать|детальніше|читати далі|περισσότερα|اقرأ المزيد|المزيد|للمزيد|اقرأ|और पढ़ें",
    "पूरी खबर|อ่านต่อ|続きを読む|続きはこちら|詳しくはこちら|詳細はこちら|こちら|阅读全文|閱讀全文|阅读更多|閱讀更多",
    "全文|详情|詳情|더 보기|자세히 보기|기사 보기",
)
_REFERENCE = re.compile(rf"[(\[][^()\[\]\n{URL_MARK}]{{0,20}}{URL_MARK} ?[)\]]")
"""A URL in brackets, with a word or two before it: "(archive: ...)"."""
_AFTER_CALL = rf"[:：.!»>–—-]{{0,3}}{_END}"
_CALL = re.compile(
    rf"(?:(?<=[.!?…\n|)\"”:;,–—-] )|(?<=\n)|(?<![\s\S]))(?:{'|'.join((*_PLAIN_CALLS, *_SHORT_CALLS))}){_AFTER_CALL}"
    rf"|(?<= )(?=(?-i:[A-Z]))(?:{'|'.join(_PLAIN_CALLS)}){_AFTER_CALL}"
    rf"|(?:(?<=[ \n。！？])|(?<![\s\S]))(?:{'|'.join(_FOREIGN_CALLS)}){_AFTER_CALL}",
    re.IGNORECASE,
)
_NUMBER = r"(?P<number>\d{1,2})[/⁄](?P<total>\d{1,2}|[nNxX])?"
_THREAD_START = re.compile(rf"[\[(]?{_NUMBER}[\])]?[.:)]?(?=\n| ?[^\sa-z\d%])")
_THREAD_NUMBERS = (
    re.compile(rf"[\[(]{_NUMBER}[\])]"),
    re.compile(rf"(?<=[.!?…\"” \n][ \n]){_NUMBER}{_END}"),
)
_LIST_NUMBER = re.compile(r"(?:(?<=\n)|(?<![\s\S]))[ \t]*\d{1,2}[.)](?=[ \t])")
_NO_THREAD_NUMBERS = frozenset({("9", "11"), ("7", "7")})
"""Attacks known by their dates."""
MAX_THREAD = 40
"""Posts a thread may have; "50/50" numbers none."""
_HASHTAG = r"[#＃]\w++"
_TAIL = re.compile(rf"(?:(?:{_HASHTAG}|{URL_MARK})[,.;|]?)*[ \n]?")
_SPACED = re.compile(r"[^ \n]*[ \n]|[^ \n]+")
_LEADS_ON = re.compile(r"(?:in|at|of|the|an?|for|to|with|on|by|from|and|about|is|are|&) ", re.IGNORECASE)
_TAG_OR_HANDLE = re.compile(rf"(?<!\w)(?:{_HASHTAG}|{_HANDLE})")
_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_")
_ALPHANUMERIC = re.compile(r"[^\W_]")
_LEFT_OVER = frozenset(" \n:;,|-–—>»•·*/\\([")
_LEFT_OVER_AFTER = frozenset(" \n:;,|-–—<>«»•·*/\\([")

_Marked = list[tuple[str, int]]
"""Characters of a claim in the making, each with the offset in Post.text that it stands for."""


def read_claim(post: Post) -> Claim:
    """The checkable part of the whole post; `no_claim_reason` says why where nothing can be checked.

    The codes are "no-claim-empty" (no words are left), "no-claim-pointer" (it only points at the link: "Read
    this") and "no-claim-reaction" (it praises, wonders or asks the reader, and names nothing).
    """
    return read_part(post, 0, len(post.text))


def claim_for(post: Post, link: Link | None) -> Claim:
    """The claim that `link` stands for: its segment's where it has one, else the whole post's."""
    if link is None or link.segment is None:
        return post.claim
    return read_part(post, *link.segment)


def read_part(post: Post, start: int, end: int) -> Claim:
    """The checkable part of what stands at [start, end) of the text."""
    marked, ends = _marked_text(post, start, end)
    text = "".join(character for character, _ in marked)
    cut = _not_claimed(text)
    if _is_list(post.text):
        _mark_matches(cut, _LIST_NUMBER.finditer(text))
    tail = _tail_start(text)
    claim = _claim(marked, text, [*cut[:tail], *([True] * (len(text) - tail))])
    if not claim.checkable and tail < len(text):
        # Where the post has no other words, the hashtags at the end are its claim: "Bad news... #Arrow".
        claim = _claim(marked, text, cut)
    if not ends:
        return claim
    return msgspec.structs.replace(claim, ends=tuple(ends.get(offset, offset + 1) for offset in claim.offsets))


def _is_list(text: str) -> bool:
    """Whether two lines are numbered, so that the numbers count lines and nothing else."""
    return len(list(islice(_LIST_NUMBER.finditer(text), 2))) > 1


def _claim(marked: _Marked, text: str, cut: list[bool]) -> Claim:
    claimed = _trimmed_claim(_with_words_apart(text, marked, cut))
    words = "".join(character for character, _ in claimed)
    tags = [tag.group()[1:] for tag in _TAG_OR_HANDLE.finditer(text) if not cut[tag.start()]]
    reason = no_claim_reason(words, tags)
    if reason == "no-claim-empty" and _ALPHANUMERIC.search(_TAG_OR_HANDLE.sub(" ", text)):
        reason = "no-claim-pointer"
    return Claim(text=words, offsets=tuple(offset for _, offset in claimed), no_claim_reason=reason)


def _marked_text(post: Post, start: int, end: int) -> tuple[_Marked, dict[int, int]]:
    """The part, normalised, with each URL as one mark, arrows gone, and space single.

    And where what begins at an offset ends, for what is longer than a character of the post.
    """
    marked: _Marked = []
    ends: dict[int, int] = {}
    position = start
    for url_start, url_end in _url_spans(post, start, end):
        ends |= _append_plain(marked, post.text[position:url_start], position)
        marked.append((URL_MARK, url_start))
        position = url_end
    return marked, ends | _append_plain(marked, post.text[position:end], position)


def _append_plain(marked: _Marked, written: str, offset: int) -> dict[int, int]:
    """Add what is written at an offset of the post; returned are the ends of what is longer than a character."""
    text, steps = normal = normalise_characters(written)
    spans = list(normal.spans()) if steps else []
    offsets = [offset + start for start, _ in spans] if steps else range(offset, offset + len(text))
    position = 0
    for match in _UNSAID.finditer(text):
        marked.extend(zip(text[position : match.start()], offsets[position : match.start()], strict=True))
        position = match.end()
        _append_space(marked, "\n" if "\n" in match.group() else " ", offsets[match.start()])
    marked.extend(zip(text[position:], offsets[position:], strict=True))
    return {offset + start: offset + end for start, end in spans if end - start > 1}


def _append_space(marked: _Marked, space: str, offset: int) -> None:
    if not marked:
        return
    if marked[-1][0] not in " \n":
        marked.append((space, offset))
    elif space == "\n":
        marked[-1] = ("\n", marked[-1][1])


def _url_spans(post: Post, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where URLs stand that are no words of a sentence: not an anchor's words, not "Amazon.com" in mid-sentence."""
    spans = {(start + found.start, start + found.end) for found in urls_in_text(post.text[start:end])}
    spans |= {(link.start or 0, link.end or 0) for link in post.links if link.end is not None}
    position = start
    for url_start, url_end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if url_start >= position and url_end <= end and not _is_wording(post.text, url_start, url_end):
            yield url_start, url_end
            position = url_end


def _is_wording(text: str, start: int, end: int) -> bool:
    shown = text[start:end]
    if any(character.isspace() for character in shown) or "." not in shown:
        return True
    if "/" in shown or shown.endswith(("…", "...")):
        return False
    following = text[end : end + 2]
    return following.startswith(("'", "’")) or (len(following) == 2 and following[0] == " " and following[1].isalpha())


def _not_claimed(text: str) -> list[bool]:
    """Which characters of the marked text are no part of the claim, whatever stands at its end."""
    cut = [character == URL_MARK for character in text]
    begin = _after_addressed(text, _after(_REPOSTED, text, 0))
    begin = _after(_NEWS_LABEL, text, begin)
    number = _THREAD_START.match(text, begin)
    if number is not None and _numbers_thread(number):
        begin = number.end()
    cut[:begin] = [True] * begin
    for pattern in (_CREDIT, _CALL, _REFERENCE):
        _mark_matches(cut, pattern.finditer(text, begin))
    for pattern in _THREAD_NUMBERS:
        _mark_matches(cut, filter(_numbers_thread, pattern.finditer(text, begin)))
    for start, end in find_marks(text, begin):
        cut[start:end] = [True] * (end - start)
    return cut


def _mark_matches(cut: list[bool], matches: Iterable[re.Match[str]]) -> None:
    for match in matches:
        cut[match.start() : match.end()] = [True] * len(match.group())


def _numbers_thread(match: re.Match[str]) -> bool:
    """Whether "3/7" numbers a post of a thread; "3/" and "3/n" always do."""
    number, total = match["number"], match["total"]
    if total is None or not total.isdigit():
        return True
    return int(number) <= int(total) <= MAX_THREAD and (number, total) not in _NO_THREAD_NUMBERS


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _after_addressed(text: str, position: int) -> int:
    """Where the post begins after the handles it addresses; a handle that is the subject of a sentence stays."""
    match = _ADDRESSED.match(text, position)
    return match.end() if match and not _GOES_ON.match(text, match.end()) else position


def _tail_start(text: str) -> int:
    """Where the hashtags and URLs at the end begin; a hashtag that a sentence leads on to ("in #York") is none."""
    tokens = list(_SPACED.finditer(text))
    first = len(tokens)
    while first and _TAIL.fullmatch(tokens[first - 1].group()):
        first -= 1
    if 0 < first < len(tokens) and _LEADS_ON.fullmatch(tokens[first - 1].group()):
        first += 1
    return tokens[first].start() if first < len(tokens) else len(text)


def _with_words_apart(text: str, marked: _Marked, cut: list[bool]) -> _Marked:
    """What is not cut, with "#ClimateChange" and "@AnnCoulter" as "Climate Change" and "Ann Coulter"."""
    kept: _Marked = []
    position = 0
    for match in _TAG_OR_HANDLE.finditer(text):
        kept += _kept(marked, cut, position, match.start())
        name_start = match.start() + 1
        position = match.end()
        if cut[match.start()]:
            continue
        humps = {hump.start() for hump in _HUMP.finditer(text, name_start + 1, match.end())}
        for index in range(name_start, match.end()):
            character, offset = marked[index]
            if index in humps:
                kept.append((" ", offset))
            if character != "_":
                kept.append((character, offset))
    return kept + _kept(marked, cut, position, len(text))


def _kept(marked: _Marked, cut: list[bool], start: int, end: int) -> _Marked:
    return [(" ", mark[1]) if gone else mark for mark, gone in zip(marked[start:end], cut[start:end], strict=True)]


def _trimmed_claim(kept: _Marked) -> _Marked:
    """Single spaces, and nothing at either end that led to what was cut: a colon, a dash, an open bracket."""
    single: _Marked = []
    for character in kept:
        if character[0] in " \n":
            _append_space(single, *character)
        else:
            single.append(character)
    start, end = 0, len(single)
    # "[OC] ..." keeps its own: up to its last closing bracket an opening one is no remnant.
    closed = {{")": "(", "]": "["}[c]: index for index, (c, _) in enumerate(single) if c in ")]"}
    while start < end and single[start][0] in _LEFT_OVER and start >= closed.get(single[start][0], 0):
        start += 1
    while end > start and single[end - 1][0] in _LEFT_OVER_AFTER:
        end -= 1
    return single[start:end]
