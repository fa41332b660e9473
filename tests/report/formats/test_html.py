from __future__ import annotations

import base64
import datetime as dt
import hashlib
import html
import re

import msgspec
import pytest
from bs4 import BeautifulSoup
from msgspec.structs import replace

from linkcheck._check.checker import Checker
from linkcheck._check.compare import compare
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post
from linkcheck._post.types import Link, Post
from linkcheck._report.build import build_run, report_post
from linkcheck._report.formats.html import fragment, render
from linkcheck._report.formats.html.post import placed, post_item
from linkcheck._report.types import QueueReport, Report, Run
from linkcheck._scoring.types import LinkReport, Reason, Verdict
from linkcheck.demo import NETWORK, Sites, demo_posts
from linkcheck.settings import Settings
from tests.gate.own_set import judged_pairs
from tests.report.conftest import make_report

# What the report itself is made of; whatever else turned up would be a stranger's.
OWN = """
html head meta title style body a header h1 p b i ul li code div fieldset legend label input span select option
main ol bdi article h2 h3 section mark blockquote svg rect footer script details summary button u
"""
OWN_ELEMENTS = set(OWN.split())


def soup(document: str) -> BeautifulSoup:
    return BeautifulSoup(document, "html.parser")


def test_each_post_is_an_article_with_verdict_score_and_both_sides(run: Run) -> None:
    page = soup(render(run))
    items = page.select("ol.posts > li")
    assert sorted(str(item["data-verdict"]) for item in items) == sorted(str(report.verdict) for report in run.posts)
    mismatch = items[0]
    assert mismatch["data-score"] == "0.9526"
    rendered = mismatch.get_text(" ", strip=True)
    for expected in ("Chestnut soup", "The fire station closes", "+3.0", "The row has slipped", "queue.csv:2"):
        assert expected in rendered


def test_the_worst_come_first_and_matches_last(run: Run) -> None:
    verdicts = [item["data-verdict"] for item in soup(render(run)).select("ol.posts > li")]
    assert verdicts == ["mismatch", "broken", "unclear", "unclear", "unverifiable", "unverifiable", "match"]


def test_of_equal_verdicts_the_higher_score_comes_first_then_the_order_given() -> None:
    made = [
        make_report(f"Post {n}", f"https://a.example/{n}", Verdict.MISMATCH, odds) for n, odds in enumerate((1, 3, 1))
    ]
    scores = [item["data-score"] for item in soup(render(build_run(made))).select("ol.posts > li")]
    numbers = [heading["id"] for heading in soup(render(build_run(made))).select("li h2")]
    assert scores == ["0.9526", "0.7311", "0.7311"]
    assert numbers == ["post-1", "post-0", "post-2"]


def test_a_card_opens_with_a_sentence_and_what_to_do_and_its_reasons_are_folded(run: Run) -> None:
    card = soup(render(run)).select("ol.posts > li")[0]
    lead = card.select_one(".lead")
    assert lead is not None
    assert lead.get_text() == "The row has slipped."
    assert "Responsible: the tool." in card.get_text()
    (folded,) = card.select("details")
    assert not folded.has_attr("open")
    assert folded.select_one("summary") is not None
    assert "+3.0" in folded.get_text()
    assert "+3.0" not in card.get_text().replace(folded.get_text(), "")


def test_the_reasons_and_the_rest_add_up_to_the_score(run: Run) -> None:
    folded = soup(render(run)).select_one("ol.posts > li details")
    assert folded is not None
    assert folded.get_text().endswith("+0.0 from all else: +3.0 log-odds, which is 0.95.")


def test_date_account_and_tool_of_a_post_are_shown(reports: list[Report]) -> None:
    post = replace(reports[0].post, account="@harbour", tool="Buffer")
    card = soup(render(build_run([replace(reports[0], post=post)]))).select_one("ol.posts > li")
    assert card is not None
    assert "2026-05-18 08:00 UTC · @harbour · Buffer" in card.get_text(" ")


def test_the_proposed_link_can_be_copied(reports: list[Report]) -> None:
    link = replace(reports[1].links[0], better_match=0, better_place="queue.csv:1")
    page = soup(render(build_run([reports[0], replace(reports[1], links=(link,))])))
    first, _ = page.select("ol.posts > li")
    url, button = first.select_one(".url"), first.select_one("button.copy")
    assert url is not None
    assert url.get_text() == "https://a.example/ferry"
    assert button is not None
    assert button.has_attr("hidden")
    assert "The page that this post means is behind the link of queue.csv:1." in first.get_text()


def test_each_of_several_links_has_its_own_marks() -> None:
    """What one page confirms is not what the other one lacks."""
    text = "The council planted 4,200 street trees in Harwick https://a.example/trees https://a.example/soup"
    post = parse_post(text)
    trees = Page(
        title="Trees", text="The council planted 4,200 street trees in Harwick, it said on Monday in a report."
    )
    soups = Page(title="Soup", text="Peel the chestnuts and fry them in brown butter with sage leaves for an hour.")
    links = [compare(post, page, link=link) for page, link in zip((trees, soups), post.links, strict=True)]
    page = soup(render(build_run([report_post(post, links)])))
    first, second = page.select("section")
    assert "4,200" in " ".join(mark.get_text() for mark in first.select(".said mark:not([class])"))
    assert "4,200" not in " ".join(mark.get_text() for mark in second.select(".said mark:not([class])"))
    assert "4,200" in " ".join(mark.get_text() for mark in second.select(".said u"))


def test_a_day_that_contradicts_the_post_is_marked_on_both_sides() -> None:
    page = Page(
        title="Ferry begins service",
        text="The electric ferry Kittiwake carried 240 passengers across the sound on Monday, the harbour office said.",
        published=dt.date(2016, 2, 8),
        published_text="2016-02-08",
    )
    post = Post(
        text="BREAKING: the electric ferry Kittiwake carried 240 passengers across the sound",
        created_at=dt.datetime(2026, 5, 18, tzinfo=dt.UTC),
    )
    card = soup(render(build_run([report_post(post, [compare(post, page)])]))).select("ol.posts > li")[0]
    assert [mark.get_text() for mark in card.select("mark.differs")] == ["BREAKING", "2016-02-08"]


@pytest.mark.timeout(120)  # judges the own set, where no test before it did
def test_a_green_word_of_a_post_is_on_its_page_in_every_card_of_the_own_set() -> None:
    """Green is what both have: in some form, in which the evidence found it (see tests/evidence/test_presence.py)."""
    wrong = []
    for pair, report in judged_pairs():
        post = parse_post(pair.given_post())
        (card,) = placed([report_post(post, [report])])
        said = re.search(r'<p class="said".*?</p>', post_item(card), re.S)
        had = " ".join(post.text[start:end] for start, end in report.found)
        green = re.findall(r"<mark>(.*?)</mark>", said[0] if said else "", re.S)
        wrong += [(pair.id, mark) for mark in green if not all(word in had for word in html.unescape(mark).split())]
    assert wrong == []


def test_counts_findings_and_repairs_come_first(run: Run) -> None:
    head = soup(render(run)).select_one("header")
    assert head is not None
    rendered = head.get_text(" ", strip=True)
    assert "6 posts, 5 links: 4 checked" in rendered
    assert "two rows have exchanged their links" in rendered
    assert "https://a.example/trees" in rendered


def test_the_policy_allows_the_one_style_and_the_one_script_by_digest(run: Run) -> None:
    page = soup(render(run))
    meta = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    policy = str(meta["content"])  # type: ignore[index]  # absent, it would be None, and the test fail all the same
    assert policy.startswith("default-src 'none';")
    for name in ("style", "script"):
        (block,) = page.find_all(name)
        digest = base64.b64encode(hashlib.sha256(str(block.string).encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_an_html_report_asks_nothing_from_any_host(run: Run) -> None:
    document = render(run)
    page = soup(document)
    assert not page.select("link, img, iframe, object, embed, script[src], [style], base")
    assert "url(" not in document
    assert "@import" not in document


def test_links_are_http_only_and_give_nothing_away(hostile_run: Run) -> None:
    for anchor in soup(render(hostile_run)).select("a"):
        assert re.match(r"(https?://|#)", str(anchor["href"]))
        if not str(anchor["href"]).startswith("#"):
            assert anchor["rel"] == ["noreferrer", "nofollow"]


def test_hostile_text_adds_no_element_and_no_handler(hostile_run: Run) -> None:
    page = soup(render(hostile_run))
    assert {tag.name for tag in page.find_all(True)} <= OWN_ELEMENTS
    assert not [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]


def test_an_action_link_is_no_link() -> None:
    url = "https://a.example/unsubscribe?token=s3cret"
    post = Post(text="bye", links=(Link(url=url),))
    rendered = LinkReport(link=post.links[0], verdict=Verdict.UNVERIFIABLE, reasons=(Reason(code="x", message="m"),))
    document = render(build_run([report_post(post, [rendered])]))
    assert "s3cret" not in document
    assert not soup(document).select("li a")


def test_a_long_post_is_cut_and_says_so(reports: list[Report]) -> None:
    report = replace(reports[0], post=replace(reports[0].post, text="x" * 100_000))
    document = render(build_run([report]))
    assert "… (97000 more characters)" in document
    assert len(document) < 25_000


def demo_reports() -> list[Report]:
    """The demonstration's reports, with addresses as long as those of newspapers."""
    deep = "https://www.news-of-the-county.example/2026/05/12/local/a-slug-as-long-as-those-of-newspapers-are/"
    with Sites() as sites, Checker(Settings(allow_networks=(NETWORK,), host_delay=0)) as checker:
        found = checker.check_queue(demo_posts(sites.origins)).posts
        rendered = "\n".join(report.to_json() for report in found)
        for origin in sites.origins.values():
            rendered = rendered.replace(f"{origin}/", deep)
    return [msgspec.json.decode(line, type=Report) for line in rendered.splitlines()]


def test_a_thousand_posts_stay_small() -> None:
    reports = demo_reports() * 91
    assert len(render(build_run(reports[:1000])).encode()) < 2_200_000


def test_words_that_reasons_quote_are_marked_on_both_sides() -> None:
    report = compare(
        "The electric ferry Kittiwake took 240 passengers across the sound",
        Page(
            url="https://a.example/ferry",
            title="Ferry begins service",
            text="The electric ferry Kittiwake carried 240 passengers across the sound on Tuesday, the harbour said. "
            "It made the crossing in 34 minutes, two minutes faster than the diesel boat that it replaces.",
        ),
    )
    post = Post(text="The electric ferry Kittiwake took 240 passengers across the sound", links=(report.link,))
    item = soup(render(build_run([report_post(post, [report])]))).select_one("ol.posts > li")
    assert item is not None
    said, found = item.select_one(".said"), item.select_one("blockquote")
    assert said is not None
    assert found is not None
    for side in (said, found):
        assert "Kittiwake" in " ".join(mark.get_text() for mark in side.select("mark:not([class])"))


def test_colours_and_numbers_are_explained(run: Run) -> None:
    head = soup(render(run)).select_one("header")
    assert head is not None
    assert head.select_one("mark.differs") is not None
    assert "probability that the page does not say" in head.get_text()


def test_a_post_is_named_by_file_line_and_id(reports: list[Report]) -> None:
    report = replace(reports[1], row=0, post=replace(reports[1].post, id="17"))
    assert "queue.csv:2 (id 17)" in render(build_run([report]))


def test_a_notebook_gets_a_part_of_a_page_without_script(reports: list[Report]) -> None:
    part = fragment(build_run(reports[:5] * 20))
    page = soup(part)
    assert not page.select("script, html, body")
    assert len(page.select("ol.posts > li")) == 50
    assert "… and 50 more" in part


def test_a_notebook_shows_what_was_found_about_the_queue(repeated_run: Run) -> None:
    part = QueueReport(posts=repeated_run.posts, findings=("rows 2 and 5 have <each other's> links",))._repr_html_()
    assert soup(part).select("ul")[0].get_text() == "rows 2 and 5 have <each other's> links"
