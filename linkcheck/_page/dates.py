"""When was a page published? What it states, and where; otherwise a guess.

Stated are JSON-LD of what the page is about, meta elements, microdata, a <time> marked as the date of publication, and
a date written beside the heading. Where they name several days, the one that weighs most is taken: a system that
writes a wrong date into one of them seldom writes it into all. A date in the address supports one of them; alone it is
a guess, as other dates of the page are. Dates of change let guess when a page has no other; dates of comments and of
copyright lines do not. A month or a year without a day is no date here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from linkcheck._page.blocks import Block, Blocks
from linkcheck._page.elements import ENCLOSING, NAME_GROUPS
from linkcheck._page.lines import LINE_BREAK
from linkcheck._page.metadata import Declared
from linkcheck._tables import table_columns
from linkcheck._text.casing import fold
from linkcheck._text.whole_dates import Moment, parse_iso, whole_dates
from linkcheck._urls.url import split_url

_METAS = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_online_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "published_date",
    "published-date",
    "published",
    "originalpublicationdate",
    "article_date_original",
    "article.published",
    "displaydate",
    "bt:pubdate",
    "dcsext.articlefirstpublished",
    "vr:published_time",
)
_VAGUE_METAS = ("date", "dc.date", "dcterms.date", "created")
"""Some sites write the day of the last change into them."""
# What has a date of publication: an offer or a list of offers only has one of its record.
_ARTICLES = ("article", "posting")
_DATED_TYPES = ("qapage", "question", "episode", "recipe", "review", "report", "book")
_DATED_KINDS = frozenset({"article", "forum", "video", "audio", "image", ""})
_LISTING_KINDS = frozenset({"product", "listing", "collection"})
"""Their dates are of what they list."""
_PUBLISHED = frozenset({"published", ""})

_WORTH = {
    "url": 3.0,
    "meta": 3.0,
    "beside the heading": 2.6,
    "further from it": 2.0,
    "json-ld": 2.5,
    "json-ld webpage": 2.5,
    "itemprop": 2.0,
    "time": 1.8,
    "vague meta": 1.5,
    "json-ld video": 1.0,
}
"""By source: about the log-odds that its first date is right, on 721 training pages."""

_FIRST_DAY = dt.date(1991, 1, 1)
"""The web began in that year: what is older was not published there."""
_LAST_DAY = dt.date(2099, 12, 31)
_UNSPACED = frozenset({"ja"})
"""Languages of date_labels.txt that part no words by spaces."""
_PATH_CHARACTERS = 500
_DAYS_IN_PATH = (
    re.compile(r"(?<!\d)(?P<y>20[0-4]\d|199\d)([/_.-])(?P<m>0?[1-9]|1[0-2])\2(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])([_.-])(?P<m>0[1-9]|1[0-2])\2(?P<y>20[0-4]\d|199\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20[0-4]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
)
_NAMED_MONTH = re.compile(r"/(20[0-4]\d|199\d)[/-]([a-z]{3,9})[/-](0?[1-9]|[12]\d|3[01])(?!\d)", re.I)

_BEFORE_HEADING = 3
_BEHIND_HEADING = 8
_CLOSE = 2
_NEAR = 20
"""Blocks behind the heading that are looked at for a guess."""
_DATE_LINE_WORDS = 24
"""A date line is short: author, place, date, reading time."""
_OPENING = 30
"""Characters before a date that opens a paragraph: "EXAMPLETON, March 3, 2019 (Agency) - "."""
_LABEL_CHARACTERS = 60
_LABEL_WORDS = 4
"""Of a line that only says what the date in the next one is of."""
_MAX_BLOCKS = 2_000
_LOCAL = dt.timedelta(hours=14)
"""The farthest that clocks are from UTC."""
_ASIDE = sum(1 << ENCLOSING.index(tag) for tag in ("nav", "aside", "footer"))
_ASIDE_NAMES = sum(1 << list(NAME_GROUPS).index(name) for name in ("comment", "related", "side", "footer"))


class Published(msgspec.Struct, frozen=True):
    """The date a page states or lets guess."""

    moment: Moment | None = None
    written: str = ""
    """As the page writes it."""
    source: str = ""
    guess: Moment | None = None
    guess_source: str = ""


class _Sign(NamedTuple):
    """One date that a page shows."""

    moment: Moment
    written: str
    source: str
    worth: float
    of_article: bool = False
    """Whether JSON-LD says it of an article."""

    @property
    def day(self) -> dt.date:
        return self.moment.date() if isinstance(self.moment, dt.datetime) else self.moment


def published(
    declared: Declared, blocks: Blocks, *, title: str, url: str, kind: str, read_at: dt.datetime | None = None
) -> Published:
    """Return when the page says it was published. What lies after `read_at` is passed over."""
    last = min(read_at.date(), _LAST_DAY) + dt.timedelta(days=1) if read_at else _LAST_DAY
    lines = _Lines(blocks.blocks[:_MAX_BLOCKS], title=title, month_first=_month_first(declared.language), last=last)
    beside = lines.beside_heading() if kind not in _LISTING_KINDS else None
    said = [*_statements(declared), beside, _in_url(url)]
    signs = [sign for sign in said if sign is not None and _FIRST_DAY <= sign.day <= last]
    best = _agreed(signs)
    if best is not None and _is_stated(best, signs, url) and (kind in _DATED_KINDS or best.of_article):
        return Published(moment=best.moment, written=best.written[:100], source=best.source)
    if best is None and kind not in _LISTING_KINDS:
        best = next(_guesses(declared, lines), None)
    return Published(guess=best.moment, guess_source=best.source) if best else Published()


def _is_stated(best: _Sign, signs: Sequence[_Sign], url: str) -> bool:
    """Whether a date is the page's own. That of a WebPage alone is not: WordPress gives one to its services too.

    The month in the path, as articles have it, bears such a date out.
    """
    if best.source != _OF_ANY_PAGE:
        return best.source != "url"
    near = sum(abs(sign.day - best.day) <= dt.timedelta(days=1) for sign in signs)
    return near > 1 or f"/{best.day:%Y/%m}/" in split_url(url).path[:_PATH_CHARACTERS]


_OF_ANY_PAGE = "json-ld webpage"


def _agreed(signs: Sequence[_Sign]) -> _Sign | None:
    """The sign of the day that weighs most, of the first where several name it; days of UTC count as local ones."""
    local = {sign.day for sign in signs if not _is_utc(sign.moment)}
    weights: dict[dt.date, float] = defaultdict(float)
    for sign in signs:
        for day in _possible_days(sign, local):
            weights[day] += sign.worth
    if not weights:
        return None
    best = max(weights, key=lambda day: (weights[day], day in local))
    named = sorted(
        (sign for sign in signs if best in _possible_days(sign, local)),
        key=lambda sign: (sign.source == "url", sign.day != best),
    )
    return named[0] if named[0].day == best else named[0]._replace(moment=best)


def _possible_days(sign: _Sign, local: set[dt.date]) -> set[dt.date]:
    """The day of a sign, and of a time in UTC the other days that it may be where the page was written."""
    days = {sign.day}
    if isinstance(sign.moment, dt.datetime) and _is_utc(sign.moment):
        days |= local & {(sign.moment - _LOCAL).date(), (sign.moment + _LOCAL).date()}
    return days


def _is_utc(moment: Moment) -> bool:
    return isinstance(moment, dt.datetime) and not moment.utcoffset()


def _statements(declared: Declared) -> Iterator[_Sign]:
    """The first date of each source that states one."""
    sources: tuple[tuple[str, Iterable[tuple[str, str]]], ...] = (
        ("json-ld", _described(declared, _ARTICLES, ("datePublished", "dateCreated"))),
        ("json-ld", _described(declared, _DATED_TYPES, ("datePublished", "dateCreated"))),
        ("json-ld webpage", _described(declared, ("webpage",), ("datePublished",))),
        ("meta", ((declared.metas.get(name, ""), f"meta {name}") for name in _METAS)),
        ("itemprop", ((mark.written, "itemprop") for mark in declared.marks if mark.kind == "itemprop")),
        ("time", ((mark.written, "time") for mark in declared.marks if mark.kind == "time")),
        ("vague meta", ((declared.metas.get(name, ""), f"meta {name}") for name in _VAGUE_METAS)),
        ("json-ld video", _described(declared, ("videoobject",), ("datePublished", "uploadDate"))),
    )
    for number, (group, written) in enumerate(sources):
        for value, source in written:
            moment = _moment(value)
            if moment is not None:
                yield _Sign(moment, value, source, _WORTH[group], of_article=number == 0)
                break


def _described(declared: Declared, types: tuple[str, ...], fields: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for thing in declared.things:
        if any(kind.endswith(types) for kind in thing.types):
            yield thing.text(*fields), _OF_ANY_PAGE if "webpage" in types else "json-ld"


def _moment(written: str) -> Moment | None:
    if not written:
        return None
    found = parse_iso(written)
    if found is not None:
        return found
    dates = whole_dates(written)
    return dates[0].day if dates else None


class _Dated(NamedTuple):
    """A date in a line of the page."""

    block: int
    day: dt.date
    written: str
    kind: str
    """What its label says that it is of: "published", "changed", "other", or nothing."""
    short: bool
    """Whether the line says little else, or the date opens it."""

    def sign(self, source: str) -> _Sign:
        return _Sign(self.day, self.written, source, _WORTH.get(source, 0.0))


class _Lines:
    """The lines of a page and the dates in them, around the heading that is its title."""

    def __init__(self, blocks: Sequence[Block], *, title: str, month_first: bool | None, last: dt.date) -> None:
        self.blocks = blocks
        self.month_first = month_first
        self.last = last
        self.heading = _heading(blocks, title)

    def beside_heading(self) -> _Sign | None:
        """The date of the short line that is closest to the heading; those just before it are farther."""
        if self.heading is None:
            return None
        steps = [*range(1, _BEHIND_HEADING + 1), *range(-_BEFORE_HEADING, 0)]
        for step in sorted(steps, key=_distance):
            for dated in self._dates(self.heading + step):
                if dated.kind in _PUBLISHED and dated.short:
                    sure = dated.kind or abs(step) <= _CLOSE
                    sign = dated.sign("beside the heading")
                    return sign if sure else sign._replace(worth=_WORTH["further from it"])
        return None

    def guesses(self) -> Iterator[_Sign]:
        """Other dates of the page, the best first."""
        every = [dated for number in range(len(self.blocks)) for dated in self._dates(number)]
        if self.heading is None:
            own = [number for number in range(len(self.blocks)) if not self._is_aside(number)][: 2 * _NEAR]
            near, here = frozenset(own), frozenset(own)
        else:
            near = frozenset(range(self.heading + 1, self.heading + 1 + _NEAR))
            here = near | frozenset(range(self.heading - _BEHIND_HEADING, self.heading))
        of_publication = [dated for dated in every if dated.kind in _PUBLISHED and dated.short]
        yield from (dated.sign("heading") for dated in of_publication if dated.block == self.heading)
        if self.heading is None:
            yield from (dated.sign("text") for dated in of_publication if dated.block in here)
        yield from (dated.sign("date of change") for dated in every if dated.kind == "changed" and dated.block in near)
        yield from (dated.sign("text") for dated in of_publication if dated.block in here)
        yield from (dated.sign("text") for dated in every if dated.kind == "published")
        yield from (dated.sign("date of change") for dated in every if dated.kind == "changed")

    def _is_aside(self, number: int) -> bool:
        block = self.blocks[number]
        return bool(block.enclosing & _ASIDE or block.names & _ASIDE_NAMES)

    def _dates(self, number: int) -> Iterator[_Dated]:
        if not 0 <= number < len(self.blocks):
            return
        for line in self.blocks[number].text.split(LINE_BREAK):
            end = 0
            for day, start, stop in whole_dates(line, month_first=self.month_first):
                label = line[end:start]
                end = stop
                if _FIRST_DAY <= day <= self.last:
                    kind = _kind_of_label(label) or (self._label_before(number) if not label.strip() else "")
                    short = start <= _OPENING or len(line.split()) <= _DATE_LINE_WORDS
                    yield _Dated(number, day, line[start:stop], kind, short)

    def _label_before(self, number: int) -> str:
        """What the line before says of a date that begins a line, where it says nothing else."""
        if not number or len(self.blocks[number - 1].text.split()) > _LABEL_WORDS:
            return ""
        return _kind_of_label(self.blocks[number - 1].text)


def _heading(blocks: Sequence[Block], title: str) -> int | None:
    """The number of the heading that is the page's title, else of its first."""
    words = re.findall(r"\w+", title.lower())
    levels = [number for number, block in enumerate(blocks) if block.tag in ("h1", "h2", "h3")]
    firsts = [number for number in levels if blocks[number].tag == "h1"]
    for number in (*firsts, *levels):
        if words and re.findall(r"\w+", blocks[number].text.lower()) == words:
            return number
    return firsts[0] if firsts else None


def _distance(steps: int) -> float:
    return steps if steps > 0 else -3 * steps - 0.5


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each kind of label with the beginnings of its words; in languages without spaces they stand anywhere."""
    words: dict[str, list[str]] = defaultdict(list)
    for kind, language, listed in table_columns("_text/data/date_labels.txt", 3):
        start = "" if language in _UNSPACED else r"(?<!\w)"
        words[kind] += [start + re.escape(fold(word)) for word in listed.split(", ")]
    return tuple((kind, re.compile("|".join(of_kind))) for kind, of_kind in words.items())


def _kind_of_label(label: str) -> str:
    """What the words before a date say that it is of; the last of several; empty where they say nothing."""
    written = fold(label[-_LABEL_CHARACTERS:])
    if not any(map(str.isalpha, written)) and "©" not in written:
        return ""
    found = [(match.start(), kind) for kind, pattern in _labels() for match in pattern.finditer(written)]
    return max(found)[1] if found else ""


def _guesses(declared: Declared, lines: _Lines) -> Iterator[_Sign]:
    marks = [mark for mark in declared.marks if not mark.kind]
    for mark in sorted(marks, key=lambda mark: not mark.behind_heading):
        moment = _moment(mark.written)
        sign = _Sign(moment, mark.written, "time", 0.0) if moment is not None else None
        if sign is not None and _FIRST_DAY <= sign.day <= lines.last:
            yield sign
            break
    yield from lines.guesses()


def _in_url(url: str) -> _Sign | None:
    """The date in the path of an address, where it has a day: by its month's number or name."""
    path = split_url(url).path[:_PATH_CHARACTERS]
    for pattern in _DAYS_IN_PATH:
        found = pattern.search(path)
        dates = whole_dates("{y}-{m}-{d}".format(**found.groupdict())) if found else ()
        if dates:
            return _Sign(dates[0].day, "", "url", _WORTH["url"])
    named = _NAMED_MONTH.search(path)
    dates = whole_dates(f"{named[3]} {named[2]} {named[1]}") if named else ()
    return _Sign(dates[0].day, "", "url", _WORTH["url"]) if dates else None


def _month_first(language: str) -> bool | None:
    """Whether figures such as 3/4/2019 have the month first: so in the US, nearly nowhere else; None: not known."""
    code = language.lower().replace("_", "-")
    if not code:
        return None
    return code in ("en", "en-us")
