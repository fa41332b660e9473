"""What stands around the sentence of a post and is the post's own: its marks, outlets, labels, authors and credits?

A mark says what kind of post it is, whatever the page says: "TIL", "[PDF]", "UPDATE 2-", "(4 min read)", "Photo: Jane
Doe", "© 2026". It is no part of the claim.

A frame is known by its place alone: a short label before a colon, bar or dash, behind a bar or dash, in brackets at
either end, or a name behind "by", "via" or "per" at the end. It may be the subject ("Trump: no deal") or an outlet.
Only the page can tell; so it stays in the claim, and the comparison leaves out what the page does not say there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import PostFrame
from linkcheck._tables import table_lines
from linkcheck._text.dates import find_dates
from linkcheck._text.lexicon import is_known_name
from linkcheck._text.names import capitalisation_style

_MAX_LABEL = PARAMETERS.frames.longest_label
_MIN_CORE = PARAMETERS.frames.min_core
_MAX_WORDS = PARAMETERS.frames.max_label_words
_MAX_FRAMES = 8

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_BAR = re.compile(r"(?<![|¦‖·•»›]) ?[|¦‖·•»›]++ | // ")
_DASH = re.compile(r" (?:[-–—―~]|--) ?|[–—](?= )")
_COLON = re.compile(r": ")
_OPENING_BRACKETS = re.compile(r"[^\w(\[{【]*[(\[{【]([^()\[\]{}【】\n]{1,60})[)\]}】][ :–—|-]*(?=\S)")
_CLOSING_BRACKETS = re.compile(r"\s{0,2}[(\[{【]([^()\[\]{}【】\n]{1,60})[)\]}】][.!]?\s*$")
_BEHIND = re.compile(
    r"(?<![ ,])[ ,]+(by|via|per|h/t|from|courtesy of|according to)[: ]++(?=([^,;:!?|()\n]{2,40}?)[.]?\s*$)",
    re.IGNORECASE,
)
_SAID = re.compile(r", ((?:[Tt]he )?[A-Z][^,;:!?|()\n]{1,40}?) (?:reports?|reported|says?|said)[.]?\s*$")
_CUT = re.compile(r"[^\w'’]{0,3}\b([^\W\d_][\w'’]*)(?:…|\.\.\.)$")
"""The beginning of a word at which a post was cut."""
_QUOTE_MARK = frozenset("\"“”„«»'‘’")
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")


_CAPITALS = re.compile(
    r"\W*((?:[A-Z][A-Z\d]{1,20}\b\W{0,2}){1,4}?)(?:\d{1,2}(?:/\d{1,2})?(?: |-(?=\w)|\W{2,})| )?(?:that )?"
    r"(?=[\"“'‘(]?(?:\w*[^\WA-Z_]|[A-Z][.\s]))"
)
_LEARNED = re.compile(r"\W*today i learn(?:ed|t)(?: that| about)?[:,]? (?=\w)", re.IGNORECASE)
_PART = re.compile(
    r"\W*(?:part|day|episode|ep|vol|chapter|week|tip|fact)\.? ?#?\d{1,3} ?[.):|–—-]+ (?=\w)", re.IGNORECASE
)
_NUMBERED = re.compile(r"[^\w(\[]*(\d{1,3})[.):]+ (?=\w)")
_GREETING = re.compile(r"\W*([^\W\d_]{1,20}(?: [^\W\d_]{1,20}){0,3}) ?[,!.:–—-]+ (?=[\"“'‘]?\w)")
_CITATION = re.compile(r" ?\[(?:\d{1,3}(?:[ ,–-]+\d{1,3})*|citation needed)\]", re.IGNORECASE)
_READING_TIME = re.compile(
    r"[ (\[·•|–—-]{0,4}\b\d{1,3}[ -]?min(?:ute)?s?\.?[ -](?:read|watch|listen)(?:ing)?\b[)\]]?"
    r"|[(\[]\d{1,3} ?min(?:ute)?s?\.?[)\]]",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"[ (\[|–—-]{0,4}(?:(?:©|\([cC]\)|\b[Cc]opyright\b)[^\n]{0,40}|\b[Aa]ll rights reserved\.?)(?=\n|$|\ufffc)"
)


def find_marks(text: str, begin: int = 0) -> Iterator[tuple[int, int]]:
    """The spans of a post's text from `begin` on that are marks whatever the page says; they may overlap."""
    openers, greetings = _frame_words()["opener"], _frame_words()["greeting"]
    for pattern in (_LEARNED, _PART):
        yield from _span(pattern.match(text, begin))
    capitals = _CAPITALS.match(text, begin)
    if capitals and openers.issuperset(word.lower() for word in _WORD.findall(capitals[1])):
        yield capitals.span()
    greeting = _GREETING.match(text, begin)
    if greeting and _greets(greeting[1], greetings):
        yield greeting.span()
    for pattern in (_CITATION, _READING_TIME, _COPYRIGHT):
        yield from (found.span() for found in pattern.finditer(text, begin))
    for credit in _credits().finditer(text, begin):
        if _is_label(credit[1]):
            yield credit.span()


def _span(found: re.Match[str] | None) -> Iterator[tuple[int, int]]:
    if found:
        yield found.span()


@cache
def _credits() -> re.Pattern[str]:
    """ "Photo: Jane Doe" and its like, behind a sentence and at the end of a line."""
    words = "|".join(map(re.escape, sorted(_frame_words()["credit"], key=len, reverse=True)))
    return re.compile(
        r"(?<=[.!?…)\]\"”'’|\n–—(\[-])[ (\[]{0,3}\b"
        rf"(?i:(?:{words})(?:(?: |/|, ?)(?:{words}))*)(?:: ?| (?:by|of|to):? | )"
        r"([^\n:.\ufffc]{2,40})[.)\]]*(?= ?(?:\n|$|\ufffc))"
    )


def _greets(words: str, greetings: frozenset[str]) -> bool:
    first, *others = words.split()
    return first.lower() in greetings and all(word.lower() in greetings or word[0].isupper() for word in others)


@cache
def _frame_words() -> dict[str, frozenset[str]]:
    """The packaged table: the kind of a word of frames -> the words, in lower case."""
    kinds: dict[str, set[str]] = {}
    for kind, _, words in (line.partition("|") for line in table_lines("_text/data/frame_words.txt")):
        kinds.setdefault(kind.strip(), set()).update(words.split())
    return {kind: frozenset(words) for kind, words in kinds.items()}


def find_frames(text: str) -> tuple[PostFrame, ...]:
    """The frames of a claim's text in order, without overlaps; none where hardly a word would be left."""
    frames: list[PostFrame] = []
    for start, end in _lines(text):
        line = text[start:end]
        if start and (_is_known(line) or (line[:3] in ("By ", "by ") and _is_label(line[3:]))):
            frames.append(PostFrame(start, end, start, end, "label"))
            continue
        while len(frames) < _MAX_FRAMES:
            frame = _leading(text, start, end) or _trailing(text, start, end)
            if frame is None:
                break
            frames.append(frame)
            start, end = (frame.end, end) if frame.start == start else (start, frame.start)
    return tuple(sorted(frames, key=lambda frame: frame.start))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for line in text.splitlines(keepends=True):
        yield position, position + len(line.rstrip())
        position += len(line)


def _leading(text: str, start: int, end: int) -> PostFrame | None:
    line = text[start:end]
    bracket = _OPENING_BRACKETS.match(line)
    if bracket and _is_label(bracket[1], line[bracket.end() :]) and _leaves(line[bracket.end() :]):
        return PostFrame(start, start + bracket.end(), start + bracket.start(1), start + bracket.end(1), "label")
    number = _NUMBERED.match(line)
    if number and _leaves(line[number.end() :]):
        return PostFrame(start, start + number.end(), start + number.start(1), start + number.end(1), "label")
    for joint, is_label in ((_COLON, _is_head), (_BAR, _is_head), (_DASH, _is_label)):
        found = joint.search(line, 0, _MAX_LABEL)
        if found is None or not found.start():
            continue
        label, rest = line[: found.start()], line[found.end() :]
        if not is_label(label, rest) or not _leaves(rest, label) or label.count("“") != label.count("”"):
            continue
        kind = "label" if _is_known(label) or label.startswith(("By ", "by ")) else "subject"
        if kind == "label" or not _is_quotation(rest):
            return PostFrame(start, start + found.end(), start, start + found.start(), kind)
    return None


def _trailing(text: str, start: int, end: int) -> PostFrame | None:
    line = text[start:end]
    cut = _CUT.search(line)
    if cut and _leaves(line[: cut.start()]):
        return PostFrame(start + cut.start(), end, start + cut.start(1), start + cut.end(1), "label")
    bracket = _CLOSING_BRACKETS.search(line)
    if bracket and _is_label(bracket[1], line[: bracket.start()]) and _leaves(line[: bracket.start()]):
        return PostFrame(start + bracket.start(), end, start + bracket.start(1), start + bracket.end(1), "label")
    for joint, is_label in ((_BAR, _is_head), (_DASH, _is_label)):
        found = _last(joint, line)
        if found is None:
            continue
        label, rest = line[found.end() :], line[: found.start()]
        if (
            is_label(label, rest)
            and _leaves(rest, label)
            and (joint is _BAR or _is_known(label) or not _is_quotation(rest))
        ):
            return PostFrame(start + found.start(), end, start + found.end(), end, "label")
    behind = _last(_BEHIND, line)
    if behind and _is_credit(line[: behind.start()], behind[1].lower(), behind[2]):
        kind = _kind_of_credit(line[: behind.start()], behind[1].lower(), behind[2])
        first = _before_credits(line[: behind.start()])
        return PostFrame(start + first, end, start + behind.start(2), start + behind.end(2), kind)
    said = _SAID.search(line)
    if said and _is_known(said[1]) and _leaves(line[: said.start()], said[1]):
        return PostFrame(start + said.start(), end, start + said.start(1), start + said.end(1), "label")
    return None


def _last(joint: re.Pattern[str], line: str) -> re.Match[str] | None:
    found = list(joint.finditer(line, max(0, len(line) - _MAX_LABEL)))
    return found[-1] if found else None


def _leaves(rest: str, label: str = "") -> bool:
    """Whether the rest is still a sentence, and longer than the label."""
    words = len(_WORD.findall(rest))
    return words >= _MIN_CORE and words > len(_WORD.findall(label))


def _is_head(label: str, _rest: str = "") -> bool:
    """Whether a text is short enough to head a sentence, and has no number in it that is not of a date or a part."""
    words = _WORD.findall(label)
    return 0 < len(words) <= _MAX_WORDS and not _has_facts(label)


def _is_label(label: str, rest: str = "") -> bool:
    """Whether its words are names or words of frames: "The Daily Mail", "video"; no clause: "shares fall".

    Beside a headline whose words all have capitals, a list must know one of its words: "Jane Doe", not "Shares Fall".
    """
    words = _content(label)
    known = [word.lower() in _known_words() or word.isdigit() for word in words]
    if (
        not _is_head(label)
        or not words
        or not all(known or _CAPITAL.match(word) for word, known in zip(words, known, strict=True))
    ):
        return False
    return any(known) or capitalisation_style(rest) != "title" or any(map(is_known_name, words))


def _is_known(label: str) -> bool:
    """Whether all its words are words of frames, or its last is an outlet ("London (Reuters)"): it is no subject."""
    named = [word.lower() for word in _content(label)]
    return bool(named) and (_known_words().issuperset(named) or named[-1] in _frame_words()["outlet"])


def _content(label: str) -> list[str]:
    return [word for word in _WORD.findall(label) if word.lower() not in _frame_words()["small"]]


@cache
def _known_words() -> frozenset[str]:
    return frozenset().union(*(_frame_words()[kind] for kind in ("outlet", "section", "opener", "credit")))


def _is_quotation(text: str) -> bool:
    """Whether it is one whole quotation, whose speaker a label would be."""
    return text[0] in _QUOTE_MARK and text.rstrip(".!?… ")[-1] in _QUOTE_MARK


def _has_facts(label: str) -> bool:
    """Whether a label has a number that is neither of a date, nor a year alone."""
    bare = label
    for date in reversed(find_dates(label)):
        bare = bare[: date.start] + bare[date.end :]
    return any(character.isdigit() for character in re.sub(r"\b(?:19|20)\d\d\b", "", bare))


def _is_credit(rest: str, joint: str, label: str) -> bool:
    """Whether a name behind "by" names who wrote it: the clause before is whole, and no participle waits for a doer."""
    if not _leaves(rest, label) or not _is_label(label, rest) or any(character.isdigit() for character in label):
        return False
    if not _frame_words()["place"].isdisjoint(label.lower().split()):
        return False
    return joint != "from" or _is_known(label)


def _kind_of_credit(rest: str, joint: str, label: str) -> str:
    """ "doer" where a participle stands before "by": "shot dead by John Smith" may tell who did it."""
    if joint == "by" and any(_is_participle(word.lower()) for word in _WORD.findall(rest)[-2:]):
        return "doer"
    return "label" if _is_known(label) else "credit"


def _before_credits(rest: str) -> int:
    """Where the words end that stand before "Photo by", "Reporting and photos by"."""
    words = list(_WORD.finditer(rest))
    while words and words[-1][0][0].isupper() and words[-1][0].lower() in _frame_words()["credit"]:
        words.pop()
    return words[-1].end() if words and words[-1].end() < len(rest.rstrip()) - 2 else len(rest)


def _is_participle(word: str) -> bool:
    return word.endswith(("ed", "en", "wn")) or word in _frame_words()["participle"]
