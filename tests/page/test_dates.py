"""A date of publication is one the page states; what only lets guess it is a guess."""

from __future__ import annotations

import datetime as dt

import pytest

from linkcheck._page.dates import Published, published
from linkcheck._page.html import parse

STORY = "https://example.org/story"
DAY = dt.date(2019, 3, 3)


def found(
    markup: str, *, url: str = STORY, kind: str = "article", title: str = "", read_at: dt.datetime | None = None
) -> Published:
    document = parse(markup + "<p>Text</p>")
    assert document is not None
    return published(document.declared, document.blocks, title=title, url=url, kind=kind, read_at=read_at)


def beside(*lines: str, before: tuple[str, ...] = (), behind: str = "") -> Published:
    """What a page says with these lines around its heading."""
    paragraphs = ("".join(f"<p>{line}</p>" for line in some) for some in (before, lines))
    return found("<h1>Council meets</h1>".join(paragraphs) + behind, title="Council meets")


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


def json_ld(written: str) -> str:
    return f'<script type="application/ld+json">{written}</script>'


PUBLISHED_META = '<meta property="article:published_time" content="2020-01-01">'


def test_the_day_that_most_of_a_page_names_is_taken() -> None:
    article = json_ld('{"@type":"Article","datePublished":"2019-03-03"}')
    assert day_of(found(article + PUBLISHED_META)) == dt.date(2020, 1, 1)
    assert day_of(found(article + PUBLISHED_META, url="https://example.org/2019/03/03/story")) == DAY


def test_the_day_of_a_video_in_an_article_is_not_that_of_the_article() -> None:
    video = json_ld('{"@type":"VideoObject","uploadDate":"2015-03-03"}')
    assert day_of(found(video + PUBLISHED_META)) == dt.date(2020, 1, 1)


def test_a_time_of_utc_is_of_the_day_that_the_page_was_written_on() -> None:
    meta = '<meta property="article:published_time" content="2019-03-02T23:11:59+00:00">'
    assert day_of(found(meta)) == dt.date(2019, 3, 2)
    assert day_of(found(meta, url="https://example.org/2019/03/03/story")) == DAY


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/news/20190303/story",
        "https://example.org/blog/2019/march/03/story",
        "https://example.org/news/03-03-2019-story",
    ],
)
def test_addresses_write_days_in_several_ways(url: str) -> None:
    assert found("", url=url).guess == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Aktualisiert 4. Mai 2020, veröffentlicht 3. März 2019",
        "Updated May 4, 2020 | Published March 3, 2019",
        "更新 2020年5月4日 公開日 2019年3月3日",
    ],
)
def test_a_label_says_what_a_date_is_of(line: str) -> None:
    assert beside(line).moment == DAY


def test_a_label_may_stand_in_the_line_before() -> None:
    assert beside("Last change:", "4 May 2020").moment is None
    assert beside("Last change:", "4 May 2020", "Published:", "3 March 2019").moment == DAY


def test_a_line_just_before_the_heading_dates_the_page() -> None:
    assert beside("Text of the page", before=("no date", "3 March 2019")).moment == DAY


def test_the_heading_is_that_of_the_title() -> None:
    other = "<h1>The Example</h1><p>4 May 2020</p>" + "<p>Text</p>" * 10
    heading = "<h2>Council meets</h2><p>3 March 2019</p>"
    assert found(other + heading, title="Council meets").moment == DAY


def test_figures_are_read_as_the_language_of_the_page_does() -> None:
    page = '<html lang="{}"><h1>Council meets</h1><p>04/03/2019</p>'
    assert found(page.format("fr"), title="Council meets").moment == dt.date(2019, 3, 4)
    assert found(page.format("en-US"), title="Council meets").moment == dt.date(2019, 4, 3)
    assert found(page.format(""), title="Council meets").moment is None


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        ("<h1>Council meets</h1><time datetime=2019-03-03>3 days ago</time>", "time"),
        ("<h1>Council meets</h1><p>Updated March 3, 2019</p>", "date of change"),
        ("<h1>Council meets</h1>" + "<p>Text</p>" * 30 + "<p>Posted on March 3, 2019</p>", "text"),
    ],
)
def test_a_date_that_is_not_said_to_be_of_publication_is_a_guess(markup: str, source: str) -> None:
    result = found(markup, title="Council meets")
    assert (result.moment, result.guess, result.guess_source) == (None, DAY, source)


def test_a_page_of_products_lets_guess_no_day_by_its_text() -> None:
    assert found("<h1>A lamp</h1><p>Rated on March 3, 2019</p>", kind="product").guess is None


@pytest.mark.parametrize("line", ["March 2019", "2019", "Joined March 3, 2019", "© March 3, 2019"])
def test_no_day_is_made_up(line: str) -> None:
    result = beside(line)
    assert (result.moment, result.guess) == (None, None)


def test_a_page_is_not_published_after_it_was_read() -> None:
    read_at = dt.datetime(2018, 1, 1, tzinfo=dt.UTC)
    assert found(PUBLISHED_META, read_at=read_at).moment is None
    assert found(PUBLISHED_META, read_at=read_at.replace(year=2020)).moment is not None


def test_a_date_line_beside_the_heading_is_stated() -> None:
    result = beside("By Ann Sample", "Exampleton, March 3, 2019")
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
    assert beside(line).moment is None


def test_a_time_of_change_is_passed_over() -> None:
    assert found('<time class="updated published" datetime="2019-03-03">x</time>').moment is None


def test_a_date_in_the_address_is_a_guess() -> None:
    result = found("", url="https://example.org/2019/03/03/story")
    assert (result.moment, result.guess, result.guess_source) == (None, DAY, "url")


OF_WEB_PAGE = json_ld('{"@graph":[{"@type":"WebPage","datePublished":"2019-03-03"},{"@type":"WebSite"}]}')


def test_a_date_of_the_web_page_alone_is_a_guess_as_services_have_it_too() -> None:
    result = found(OF_WEB_PAGE, url="https://example.org/services/")
    assert (result.moment, result.guess, result.guess_source) == (None, DAY, "json-ld webpage")


@pytest.mark.parametrize(
    ("url", "more"),
    [
        ("https://example.org/2019/03/story", ""),
        (STORY, '<meta property="article:published_time" content="2019-03-04T01:00:00+09:00">'),
        (STORY, '<time class="entry-date published" datetime="2019-03-03">3 March</time>'),
    ],
)
def test_a_date_of_the_web_page_is_stated_where_something_else_bears_it_out(url: str, more: str) -> None:
    assert found(OF_WEB_PAGE + more, url=url).moment is not None


@pytest.mark.parametrize("url", ["https://example.org/2019/story", "https://example.org/1234567/2", "nonsense", ""])
def test_an_address_without_a_whole_date_lets_guess_nothing(url: str) -> None:
    assert found("", url=url).guess is None


@pytest.mark.parametrize("kind", ["product", "collection", "listing"])
def test_shops_and_lists_have_no_date_of_publication(kind: str) -> None:
    assert found('<meta property="article:published_time" content="2019-03-03">', kind=kind).moment is None


@pytest.mark.parametrize("date", ["0001-01-01", "1970-01-01", "2999-01-01", "soon", ""])
def test_impossible_dates_are_no_dates(date: str) -> None:
    assert found(f'<meta property="article:published_time" content="{date}">').moment is None
