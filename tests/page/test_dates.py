"""A date of publication is one the page states; what only lets guess it is a guess."""

from __future__ import annotations

import datetime as dt

import pytest

from linkcheck._page.dates import Published, published
from linkcheck._page.html import parse

STORY = "https://example.org/story"
DAY = dt.date(2019, 3, 3)


def found(markup: str, *, url: str = STORY, kind: str = "article", lines: tuple[str, ...] = ()) -> Published:
    document = parse(markup + "<p>Text</p>")
    assert document is not None
    return published(document.declared, document.root, lines, url=url, kind=kind)


def day_of(result: Published) -> dt.date | None:
    return result.moment.date() if isinstance(result.moment, dt.datetime) else result.moment


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-03-03T08:00Z"}</script>',
            "json-ld",
        ),
        ('<meta property="article:published_time" content="2019-03-03T08:00:00Z">', "meta article:published_time"),
        ('<meta name="DC.date.issued" content="2019-03-03">', "meta dc.date.issued"),
        ('<time itemprop="datePublished" datetime="2019-03-03">3 March</time>', "itemprop"),
        ('<time class="entry-date published" datetime="2019-03-03">3 March</time>', "time"),
        ('<span itemprop="datePublished">March 3, 2019</span>', "itemprop"),
    ],
)
def test_a_stated_date_is_read_with_its_source(markup: str, source: str) -> None:
    result = found(markup)
    assert (day_of(result), result.source) == (DAY, source)
    assert result.written


def test_json_ld_comes_before_meta() -> None:
    markup = (
        '<script type="application/ld+json">{"@type":"Article","datePublished":"2019-03-03"}</script>'
        '<meta property="article:published_time" content="2020-01-01">'
    )
    assert day_of(found(markup)) == DAY


def test_a_date_line_beside_the_heading_is_stated() -> None:
    result = found("", lines=("By Ann Sample", "Exampleton, March 3, 2019"))
    assert (result.moment, result.written, result.source) == (DAY, "March 3, 2019", "beside the heading")


@pytest.mark.parametrize(
    "line",
    [
        "Updated March 3, 2019",
        "Last modified: 3 March 2019",
        "Aktualisiert am 3. März 2019",
        "© 3 March 2019 The Example",
        "In a long sentence of an article that goes on and on, about this and that, a date such as March 3, 2019 says "
        "nothing of when it was published",
    ],
)
def test_dates_of_change_are_not_dates_of_publication(line: str) -> None:
    assert found("", lines=(line,)).moment is None


def test_a_time_of_change_is_passed_over() -> None:
    assert found('<time class="updated published" datetime="2019-03-03">x</time>').moment is None


def test_a_date_in_the_address_is_a_guess() -> None:
    result = found("", url="https://example.org/2019/03/03/story")
    assert (result.moment, result.guess, result.guess_source) == (None, DAY, "url")


@pytest.mark.parametrize("url", ["https://example.org/2019/story", "https://example.org/1234567/2", "nonsense", ""])
def test_an_address_without_a_whole_date_lets_guess_nothing(url: str) -> None:
    assert found("", url=url).guess is None


@pytest.mark.parametrize("kind", ["product", "collection", "listing"])
def test_shops_and_lists_have_no_date_of_publication(kind: str) -> None:
    assert found('<meta property="article:published_time" content="2019-03-03">', kind=kind).moment is None


@pytest.mark.parametrize("date", ["0001-01-01", "1970-01-01", "2999-01-01", "soon", ""])
def test_impossible_dates_are_no_dates(date: str) -> None:
    assert found(f'<meta property="article:published_time" content="{date}">').moment is None
