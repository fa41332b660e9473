"""A page is thin by what it shows of its own; the frame of its site does not count, and what presents itself is not."""

from __future__ import annotations

import pytest

import linkcheck
from linkcheck._page.thinness import is_thin

URL = "https://gazette.example/2026/11/council-approves-homes"
POST = "Council approves 240 new homes at Station Road"
NOTICE = "<p>Zoinks! The hamster that runs our wheels is out for lunch.</p>"
MENU = "".join(
    f"<li><a href=/{number}>{word}</a></li>" for number, word in enumerate(("News", "Sport", "Culture") * 50)
)
COOKIES = (
    "<p>We and 312 partners store cookies on your device to show advertising that suits you, to measure it, and to "
)
COOKIES += "develop what we sell; you may object at any time at the foot of each page. " * 3 + "</p>"
NAMES = ("ferry", "theatre", "museum", "lighthouse", "market hall", "swimming pool", "mill", "bridge", "library")
HEADLINES = [f"The {name} of Exampleton opens its doors after years of repairs" for name in NAMES]
TEASERS = "".join(f"<h3><a href=/s>{line}</a></h3><p>{line}, the mayor said.</p>" for line in HEADLINES)
WORDS = " ".join(f"It is said that the {name} is the finest of the whole county, and open to all." for name in NAMES)


def page(body: str, *, title: str = "Zoinks", head: str = "", url: str = URL) -> linkcheck.Page:
    return linkcheck.read_page(f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>", url=url)


@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        f"<nav><ul>{MENU}</ul></nav><main>{{}}</main><footer><ul>{MENU}</ul></footer>",
        f"<div><ul>{MENU}</ul></div><div>{{}}</div><div class=a1b2>{COOKIES}</div>",
        f"<main>{{}}</main><footer><p>{WORDS}</p></footer>",
        f"<main>{{}}</main><aside>{TEASERS}</aside>",
    ],
    ids=["bare", "semantic", "cookies", "footer", "aside"],
)
def test_a_notice_that_nobody_knows_is_thin_in_the_frame_of_its_site(frame: str) -> None:
    framed = page(frame.format(NOTICE))
    assert is_thin(framed)
    assert linkcheck.compare(POST, framed).verdict == "unclear"


def test_a_notice_above_teasers_is_thin_where_the_title_names_the_site_alone() -> None:
    body = NOTICE + TEASERS
    assert is_thin(page(body, title="Gazette"))
    assert is_thin(page(body, title="El Gázette"))
    assert not is_thin(page(body, title="Gazette", url="https://gazette.example/"))
    assert not is_thin(page(body, title="Buildings of Exampleton"))


def test_text_beside_a_short_main_text_counts() -> None:
    listed = "".join(f"<div class=spec><b>{name}</b> {line}</div>" for name, line in zip(NAMES, HEADLINES, strict=True))
    shown = page(f"<nav>{MENU}</nav><h1>Model of a lighthouse</h1>{listed}", title="Model of a lighthouse")
    assert (shown.shown_words or 0) > 80
    assert not is_thin(shown)


DESCRIPTION = '<meta name=description content="{}">'


def test_a_short_page_whose_address_and_description_take_up_its_title_is_no_stand_in() -> None:
    head = DESCRIPTION.format("Coffee of organic farms, roasted for you each morning")
    url = "https://shop.example/collections/coffee"
    assert not is_thin(page("<p>Coffee. Ground. Whole beans.</p>", title="Organic coffee", head=head, url=url))
    assert is_thin(page("<p>Coffee. Ground. Whole beans.</p>", title="Organic coffee", head=head))
    assert is_thin(page("<p>Coffee. Ground. Whole beans.</p>", title="Organic coffee", url=url))


def test_a_title_that_shows_a_state_presents_nothing() -> None:
    title = "This page is no longer available"
    head = DESCRIPTION.format(title)
    assert is_thin(page("<p>Zoinks and zounds.</p>", title=title, head=head, url="https://a.example/page/available"))


def test_linked_words_without_spaces_are_counted_as_words_are() -> None:
    menu = "".join(f"<li><a href=/{number}>国内新闻与国际财经</a></li>" for number in range(60))
    assert is_thin(page(f"<nav>{menu}</nav><p>系统繁忙</p>"))


def test_a_page_made_by_hand_is_never_thin() -> None:
    assert not is_thin(linkcheck.Page(text="Three words only", url=URL))
