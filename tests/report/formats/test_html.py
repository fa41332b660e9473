from __future__ import annotations

import base64
import hashlib
import re

import msgspec
from bs4 import BeautifulSoup
from msgspec.structs import replace

from linkcheck._check.checker import Checker
from linkcheck._check.compare import compare
from linkcheck._page.types import Page
from linkcheck._post.types import Link, Post
from linkcheck._report.build import build_run, report_post
from linkcheck._report.formats.html import fragment, render
from linkcheck._report.types import QueueReport, Report, Run
from linkcheck._scoring.types import LinkReport, Reason, Verdict
from linkcheck.demo.sites import NETWORK, Sites, demo_posts
from linkcheck.settings import Settings

# What the report itself is made of; whatever else turned up would be a stranger's.
OWN = """
html head meta title style body a header h1 p b i ul li code div fieldset legend label input span select option
main ol bdi article h2 h3 section mark blockquote svg rect footer script
"""
OWN_ELEMENTS = set(OWN.split())


def soup(document: str) -> BeautifulSoup:
    return BeautifulSoup(document, "html.parser")


def test_each_post_is_an_article_with_verdict_score_and_both_sides(run: Run) -> None:
    page = soup(render(run))
    items = page.select("ol.posts > li")
    assert [item["data-verdict"] for item in items] == [str(report.verdict) for report in run.posts]
    mismatch = items[1]
    assert mismatch["data-score"] == "0.9526"
    assert mismatch.select_one("mark.for") is not None
    rendered = mismatch.get_text(" ", strip=True)
    for expected in ("Chestnut soup", "The fire station closes", "+3.0", "Cause: The row has slipped", "queue.csv:2"):
        assert expected in rendered


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
    assert len(render(build_run(reports[:1000])).encode()) < 2_000_000


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
        assert "Kittiwake" in " ".join(mark.get_text() for mark in side.select("mark:not(.for)"))


def test_colours_and_numbers_are_explained(run: Run) -> None:
    head = soup(render(run)).select_one("header")
    assert head is not None
    assert head.select_one("mark.for") is not None
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
