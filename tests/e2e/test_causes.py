"""Each cause is named with its evidence, and not without, through the public door and real sockets."""

from __future__ import annotations

import datetime as dt
from typing import Any, Protocol

import pytest

import linkcheck
from linkcheck import LinkReport, Settings

CLAIM = "Council of Fernhill votes for a new footbridge over the river Alder"
BRIDGE = (
    "The council of Fernhill voted on Tuesday to build a footbridge over the river Alder. The bridge will join the "
    "old town and the station and should open in 2028, the council said after a debate of four hours."
)
CASINO = (
    "Spin the wheel and win. Our welcome bonus doubles your first deposit, and two hundred free spins wait for new "
    "players. Slots, roulette and poker are open day and night on any phone. Each Friday the jackpot grows again, and "
    "members of the gold club play without a limit at tables with live dealers. Withdraw winnings by card, wallet or "
    "transfer within a few hours. Our support answers in nine languages. Invite friends and share a cashback of ten "
    "percent. Play responsibly: gambling can be addictive, and nobody under eighteen may register an account here."
)
SLUG = "/news/fernhill-council-footbridge-alder"
HEADLINES = (
    "Bakery wins prize for rye bread",
    "Rain ruins harvest of early cherries",
    "Choir seeks tenors for its summer concert",
    "Tram drivers accept offer after strike",
    "Library opens on Sundays from autumn",
    "Swimmers break record at junior games",
    "Hospital receives second scanner",
    "Farmers worry about late frost",
    "Cinema shows silent films with piano",
    "Chess club celebrates its centenary",
    "Police find stolen violin in attic",
    "Museum lends painting to Lisbon",
)
FRONT = "".join(f"<li><a href=/{number}>{headline}</a></li>" for number, headline in enumerate(HEADLINES))
FEED = '<rss version="2.0"><channel><title>Gazette</title><item><title>Weather</title></item></channel></rss>'
TODAY = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


class Site(Protocol):
    url: str
    pages: dict[str, Any]

    def article(self, path: str, title: str, *paragraphs: str) -> str: ...


@pytest.fixture
def about(site: Site, loopback: Settings) -> Any:
    """The LinkReport of a post whose link has this path, or is this URL."""

    def checked(path: str, text: str = CLAIM, **fields: Any) -> LinkReport:
        url = path if path.startswith("http") else site.url + path
        (report,) = linkcheck.check_queue(
            [{"text": text, "url": url, **fields}], settings=loopback, as_of=TODAY
        ).reports
        return report

    return checked


def cause(report: LinkReport) -> str:
    """The cause's code and who is responsible; "-" for a report that has none."""
    return f"{report.cause.code}/{report.cause.responsible}" if report.cause else "-"


def front(site: Site, title: str = "The Gazette") -> str:
    site.pages["/"] = f"<title>{title}</title><h1>{title}</h1><ul>{FRONT * 4}</ul>"
    return site.url + "/"


def test_a_home_page_that_the_link_was_sent_to(site: Site, about: Any) -> None:
    front(site)
    site.pages[SLUG] = (302, {"Location": "/"}, "")
    assert cause(about(SLUG)) == "home-page-instead/tool"


def test_a_home_page_as_the_link_of_a_post_about_something_else(site: Site, about: Any) -> None:
    front(site)
    assert cause(about("/")) == "home-page-instead/tool"


def test_a_home_page_is_not_called_wrong_where_the_post_is_about_the_site(site: Site, loopback: Settings) -> None:
    page = linkcheck.read_page(f"<title>Front</title><ul>{FRONT}</ul>", url="https://fernhillgazette.example/")
    text = "Our new website is online: the Fernhill Gazette has a clearer design https://fernhillgazette.example/"
    assert "home-page" not in cause(linkcheck.compare(text, page))


def test_a_section_that_the_link_was_sent_to(site: Site, about: Any) -> None:
    site.pages["/news/"] = f"<title>News</title><ul>{FRONT}</ul>"
    site.pages[SLUG] = (301, {"Location": "/news/"}, "")
    assert cause(about(SLUG)) == "section-instead/tool"


def test_a_section_that_the_post_is_about_has_no_cause(site: Site, about: Any) -> None:
    headlines = "".join(f"<li>Footbridge over the Alder: part {n} of our series from Fernhill</li>" for n in range(9))
    site.pages["/topics/footbridge/"] = f"<title>The footbridge over the Alder</title><ul>{headlines}</ul>"
    assert cause(about("/topics/footbridge/", "All about the footbridge over the Alder in Fernhill")) == "-"


@pytest.mark.parametrize("path", ["/feed/", "/comments/feed/", "/rss", "/index.xml", "/?feed=rss2"])
def test_a_feed_address(site: Site, about: Any, path: str) -> None:
    site.pages[path] = (200, {"Content-Type": "application/rss+xml"}, FEED)
    assert cause(about(path)) == "feed-address/tool"
    del site.pages[path]
    assert cause(about(path)) == "feed-address/tool"


def test_an_article_below_feed_is_no_feed(site: Site, about: Any) -> None:
    site.article("/feed/how-to-feed-cats", "Casino bonus", CASINO)
    assert "feed" not in cause(about("/feed/how-to-feed-cats"))
    assert cause(about("/feed/hay-for-horses")) == "dead-link/page"
    site.article("/feed", "Casino bonus", CASINO)
    assert "feed" not in cause(about("/feed"))


def test_a_feed_that_the_post_offers_is_no_fault(site: Site, about: Any) -> None:
    site.pages["/feed/"] = (200, {"Content-Type": "application/rss+xml"}, FEED)
    assert cause(about("/feed/", "The council of Fernhill now has an RSS feed")) == "-"


@pytest.mark.parametrize(
    "damaged",
    [
        SLUG + '"',
        SLUG + "%22",
        SLUG + "%E2%80%9D",
        SLUG + "'",
        SLUG + ".@href",
        SLUG[:-9] + "…",
        SLUG[:-9] + "%E2%80%A6",
        SLUG[:-9] + "...",
        "/news/%E2%80",
        "/news/two%2520words",
        "/news/caf%25C3%25A9",
        "/news/{{slug}}",
        "/news/undefined",
        "/news?id=1&amp;page=2",
    ],
)
def test_a_damaged_address(about: Any, damaged: str) -> None:
    assert cause(about(damaged)) == "damaged-url/tool"


@pytest.mark.parametrize(
    "sound",
    [
        SLUG,
        SLUG[:-9],
        "/news/caf%E9",
        "/news/100%25-sure",
        "/news/50%2520-for-all",
        "/go?to=https%253A%252F%252Fexample.org%252F",
        "/search?q=%22river+alder%22",
        "/news/'tis-the-season'",
        "/a_(b)",
        "/web/2020/https://example.org/x",
        "/@url",
    ],
)
def test_a_url_that_a_site_may_write_is_not_damaged(about: Any, sound: str) -> None:
    assert cause(about(sound)) == "dead-link/page"


def test_a_host_that_is_called_like_a_scheme_is_no_damage() -> None:
    page = linkcheck.read_page(f"<title>Casino</title><p>{CASINO}</p>", url="https://https.example/")
    assert "damaged" not in cause(linkcheck.compare(f"{CLAIM} https://https.example/", page))


def test_odd_addresses_of_pages_that_are_there_are_not_blamed(site: Site, about: Any) -> None:
    for path in ("/news/two%2520words", "/news/wait...", "/null"):
        site.article(path, "Casino bonus", CASINO)
        assert "damaged" not in cause(about(path))


def test_old_news_sent_as_new(site: Site, about: Any) -> None:
    site.pages[SLUG] = (
        "<html lang=en><head><title>Council votes for a footbridge over the Alder</title><meta "
        f'property="article:published_time" content="2019-03-05T10:00:00Z"></head><body><article><p>{BRIDGE}</p>'
        "</article></body></html>"
    )
    report = about(SLUG, f"BREAKING: {CLAIM}")
    assert cause(report) == "stale-repost/tool"
    assert "2019-03-05" in report.cause.message
    assert "stale" not in cause(about(SLUG, f"Today seven years ago: {CLAIM}"))
    assert "stale" not in cause(about(SLUG, CLAIM))


def test_a_page_that_fits_neither_the_claim_nor_its_own_address(site: Site, about: Any) -> None:
    site.article(SLUG, "Best casino bonus", CASINO)
    assert cause(about(SLUG)) == "content-replaced/page"
    site.article("/bonus", "Best casino bonus", CASINO)
    site.pages[SLUG] = (302, {"Location": "/bonus"}, "")
    assert cause(about(SLUG)) == "redirected-elsewhere/page"


@pytest.mark.parametrize(
    "path", ["/news/bonus-players-wheel", "/news/article-story-details-view", "/p/abcd1efgh2ijkl3mnop"]
)
def test_a_page_that_its_address_may_mean_was_not_replaced(site: Site, about: Any, path: str) -> None:
    site.article(path, "Best casino bonus", CASINO)
    assert cause(about(path)) == "unknown/unknown"


def test_a_page_in_other_letters_than_its_address_was_not_replaced() -> None:
    page = linkcheck.Page(
        url="https://example.org/gorodskoy-sovet-odobril-byudzhet",
        title="Городской совет одобрил бюджет",
        text="Городской совет одобрил бюджет на следующий год. Council of Fernhill.",
        language="en",
    )
    assert "replaced" not in cause(linkcheck.compare(f"{CLAIM} {page.url}", page))


def test_a_wrong_detail_on_the_right_page(site: Site, about: Any) -> None:
    site.article(SLUG, "Council votes for a footbridge over the Alder", BRIDGE)
    report = about(SLUG, "The new footbridge over the river Alder in Fernhill should open in 2035, the council said")
    assert cause(report) == "overclaim/author"
    assert any("2035" in reason.message and reason.weight > 0 for reason in report.reasons)


def test_a_preview_of_another_page(site: Site, about: Any) -> None:
    site.article("/n/17", "Best casino bonus", CASINO)
    card = {"title": "Council votes for a footbridge over the Alder", "url": site.url + "/n/17"}
    post = linkcheck.Post(text=CLAIM, links=(linkcheck.Link(url=site.url + "/n/17"),), card=linkcheck.Card(**card))
    page = linkcheck.read_page(f"<title>Best casino bonus</title><article><p>{CASINO}</p></article>", url=card["url"])
    assert cause(linkcheck.compare(post, page)) == "card-differs/unknown"


def test_a_dead_link_and_a_parked_domain_are_named_as_causes(site: Site, about: Any) -> None:
    assert cause(about(SLUG)) == "dead-link/page"
    site.pages[SLUG] = "<title>gazette.example is for sale</title><p>This domain is for sale. Buy this domain now.</p>"
    assert cause(about(SLUG)) == "parked-domain/page"


def test_a_wall_shows_no_cause(site: Site, about: Any) -> None:
    site.pages[SLUG] = (403, {}, "<title>Access denied</title>")
    assert cause(about(SLUG)) == "-"


def test_an_unrelated_page_alone_shows_no_cause(site: Site, about: Any) -> None:
    site.article("/n/17", "Best casino bonus", CASINO)
    assert cause(about("/n/17")) == "unknown/unknown"
