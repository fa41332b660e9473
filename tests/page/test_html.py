"""HTML pages of each kind become Pages with a title, a text, dates, a card and a state."""

from __future__ import annotations

import datetime as dt

import pytest

from linkcheck._page.html import parse, read_html
from linkcheck._page.redirects import RedirectChain
from linkcheck._page.types import Page, PageState


def test_a_document_holds_the_visible_text_and_the_declarations() -> None:
    document = parse("<html lang=de><title>T</title><h1>Big <br>news</h1><p>Text</p><script>x</script>")
    assert document is not None
    assert document.declared.title == "T"
    assert document.declared.headings == ("Big news",)
    assert document.blocks.text() == "Big\nnews\nText"
    assert document.scripts == 1


@pytest.mark.parametrize("source", ["", " \n ", "<!-- only a comment -->", "\0"])
def test_a_source_with_no_markup_to_parse_has_no_document(source: str) -> None:
    assert parse(source) is None


@pytest.mark.parametrize("tag", ["div", "font", "b", "span", "blockquote"])
def test_text_below_the_parsers_nesting_limit_is_kept(tag: str) -> None:
    document = parse(f"<{tag}>" * 2000 + "deep" + f"</{tag}>" * 2000 + "<p>after</p>")
    assert document is not None
    assert "deep" in document.blocks.text()
    assert "after" in document.blocks.text()


def test_a_hidden_heading_is_no_heading() -> None:
    document = parse("<h1 hidden>Menu</h1><h1>News</h1>")
    assert document is not None
    assert document.declared.headings == ("News",)


def test_xhtml_is_read_like_html() -> None:
    document = parse(
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Text<br/>more</p></body></html>'
    )
    assert document is not None
    assert document.blocks.text() == "Text\nmore"


STORY = "https://example.org/2019/03/theatre-lost-its-domain"
BODY = (
    "<p>The town's theatre lost its address on Tuesday, and for three weeks its site showed only a single line.</p>"
    "<p>A dealer had registered the name hours after it lapsed, the registry said, and asked for 900 dollars.</p>"
    "<p>The theatre has now bought its name back. It will put the date into the calendar, the director promised.</p>"
)


def read(markup: str, url: str = STORY, asked: str = "") -> Page:
    return read_html(markup, RedirectChain(requested=asked or url, final=url))


def test_an_article_with_all_it_declares() -> None:
    page = read(
        "<html lang=en><title>Theatre lost its domain - The Example</title>"
        '<meta property="og:title" content="Theatre lost its domain">'
        '<meta property="og:site_name" content="The Example">'
        '<meta property="og:description" content="For want of a calendar."><meta property="og:type" content="article">'
        '<meta property="article:published_time" content="2019-03-05T09:00:00Z"><link rel=canonical href="/story">'
        f"<body><nav><a href=/>Home</a></nav><article><h1>Theatre lost its domain</h1>{BODY}</article></body></html>"
    )
    assert page.title == "Theatre lost its domain"
    assert page.description == "For want of a calendar."
    assert "asked for 900 dollars" in page.text
    assert page.published == dt.datetime(2019, 3, 5, 9, tzinfo=dt.UTC)
    assert page.published_text == "2019-03-05T09:00:00Z"
    assert page.canonical_url == "https://example.org/story"
    assert (page.site_name, page.kind, page.state) == ("The Example", "article", PageState.READABLE)
    assert page.card is not None
    assert page.card.title == "Theatre lost its domain"
    assert dict(page.sources)["published"] == "meta article:published_time"


def test_a_video_page_is_read_by_its_title_and_description() -> None:
    page = read(
        "<title>Theatre fire: the rescue - Clips</title><meta property='og:type' content='video.other'>"
        "<meta property='og:title' content='Theatre fire: the rescue'>"
        "<meta property='og:description' content='Two minutes from the roof.'><video src=a.mp4></video>",
        url="https://clips.example/watch",
    )
    assert (page.kind, page.state) == ("video", PageState.READABLE)
    assert "video" in page.media


def test_a_forum_put_together_by_scripts_is_read_from_what_it_tells_search_engines() -> None:
    page = read(
        '<title>New lamp</title><script type="application/ld+json">{"@type": "DiscussionForumPosting", '
        '"text": "Which lamp should I buy for my desk? It has to be bright, small and cheap.", '
        '"comment": [{"@type": "Comment", "text": "Take the old brass one, it never breaks."}]}</script>'
        "<div id=main></div><script>x</script>"
    )
    assert "bright, small and cheap" in page.text
    assert "never breaks" in page.text
    assert dict(page.sources)["text"] == "json-ld"
    assert page.state == PageState.READABLE


@pytest.mark.parametrize(
    ("markup", "state"),
    [
        ("<title>App</title><div id=root></div><script src=a.js></script>", PageState.SCRIPT_SHELL),
        (
            "<title>App</title><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>"
            "<script>x</script>",
            PageState.SCRIPT_SHELL,
        ),
        ("<title></title>", PageState.EMPTY),
        ("", PageState.EMPTY),
        ('<meta http-equiv="refresh" content="0; url=https://example.org/new"><p>Moved.', PageState.REDIRECT_STUB),
        ("<title>Page not found</title><h1>Oops</h1><p>The page you are looking for is gone.</p>", PageState.NOT_FOUND),
        (
            "<title>Log in</title><form><p>Username or email address<input><p>Password<input type=password>"
            "<p>Remember me</form>",
            PageState.LOGIN_WALL,
        ),
        (
            '<title>Council</title><script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": '
            '"False"}</script><p>The council met on Monday to talk about the theatre and its lost name.</p>',
            PageState.PAYWALL,
        ),
        (
            "<title>Just a moment...</title><h1>example.org</h1><p>Checking if the site connection is secure</p>"
            "<script>x</script>",
            PageState.BOT_WALL,
        ),
    ],
)
def test_the_state_of_an_html_page_has_a_reason_and_quotes(markup: str, state: PageState) -> None:
    page = read(markup)
    assert page.state == state
    assert page.state_reason
    for quote in page.state_quotes:
        assert page.quotable(quote.field)[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    "addition",
    [
        "<div id=cookie-banner><p>We use cookies to improve your experience.</p><button>Accept</button></div>",
        "<form><input type=password><a>Log in</a></form>",
        "<script src=a.js></script><noscript>Please enable JavaScript</noscript>",
        '<meta http-equiv="refresh" content="900">',
        "<div class=paywall-offer>Become a subscriber</div>",
    ],
)
def test_an_article_with_a_frame_around_it_is_readable(addition: str) -> None:
    page = read(
        f"<title>Theatre lost its domain</title><article><h1>Theatre lost its domain</h1>{BODY}</article>{addition}"
    )
    assert page.state == PageState.READABLE


TEASERS = "".join(f"<li><a href=/{n}>Headline of story {n}</a>" for n in range(20))


def test_a_home_page_that_was_requested_is_readable() -> None:
    page = read(f"<title>The Example</title><ul>{TEASERS}</ul>", url="https://example.org/")
    assert (page.state, page.kind) == (PageState.READABLE, "listing")


def test_a_home_page_in_place_of_a_story_is_not_the_story() -> None:
    page = read(f"<title>The Example</title><ul>{TEASERS}</ul>", url="https://example.org/", asked=STORY)
    assert page.state == PageState.HOMEPAGE
    assert page.state_reason


def test_hidden_text_is_not_what_the_page_says() -> None:
    page = read(
        f'<article>{BODY}</article><div style="display:none"><p>{"Buy pills, cheap pills here. " * 30}</p></div>'
    )
    assert "pills" not in page.text


def test_addresses_that_are_none_are_no_problem() -> None:
    page = read(f"<link rel=canonical href='https://[bad'><article>{BODY}</article>", url="https://[also bad")
    assert page.canonical_url == ""
    assert page.state == PageState.READABLE


def test_a_text_for_search_engines_that_is_longer_than_is_read_says_so() -> None:
    def told(times: int) -> Page:
        text = "Which lamp should I buy for my desk? " * times
        return read(f'<script type="application/ld+json">{{"@type": "Article", "articleBody": "{text}"}}</script><p>x')

    assert not told(100).truncated
    assert told(1000).truncated
