from __future__ import annotations

import urllib.error
import urllib.request
from importlib import resources

import pytest

from linkcheck.demo._sites import SITES, Sites, answer, demo_posts


def test_each_post_has_a_name_a_time_and_one_link_to_a_site() -> None:
    origins = {site: f"http://127.0.0.1:{4000 + number}" for number, site in enumerate(SITES)}
    posts = demo_posts(origins)
    assert len({post.id for post in posts}) == len(posts) == 11
    for post in posts:
        assert post.created_at is not None
        (link,) = post.links
        assert link.url.startswith(tuple(origins.values()))
        assert "{" not in post.text


def test_every_site_is_served_on_a_port_of_its_own() -> None:
    with Sites() as sites:
        assert tuple(sites.origins) == SITES
        assert len(set(sites.origins.values())) == len(SITES)
        with urllib.request.urlopen(f"{sites.origins['gazette']}/news/electric-ferry") as page:
            assert b"Kittiwake" in page.read()
        with pytest.raises(urllib.error.HTTPError, match="404") as gone:
            urllib.request.urlopen(f"{sites.origins['gazette']}/none")
        gone.value.close()
    assert sites.origins == {}


def test_robots_may_visit_everything() -> None:
    assert all(answer(site, "/robots.txt").status == 200 for site in SITES)


def test_a_query_does_not_change_the_page() -> None:
    assert answer("gazette", "/news/electric-ferry?utm_source=x").body == answer("gazette", "/news/electric-ferry").body


def test_walls_and_parked_domains_answer_everything_and_the_observatory_sends_everyone_home() -> None:
    assert answer("shop", "/a").body == answer("shop", "/b").body
    assert answer("parked", "/a").status == 200
    assert answer("observatory", "/research/comet-discovery").location == "/"


@pytest.mark.parametrize("path", ["/../council/news/night-bus", "/../../posts.jsonl", "//etc/passwd", "/..", "/."])
def test_nothing_outside_a_site_is_served(path: str) -> None:
    assert answer("gazette", path).status == 404


def test_pages_ask_for_nothing_from_elsewhere() -> None:
    pages = resources.files("linkcheck.demo").joinpath("pages")
    for site in SITES:
        for name in ("index.html", "404.html", "wall.html", "parked.html"):
            file = pages.joinpath(site, name)
            if file.is_file():
                content = file.read_text(encoding="utf-8")
                assert 'href="http' not in content
                assert "src=" not in content
