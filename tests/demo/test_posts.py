from __future__ import annotations

from linkcheck.demo.posts import demo_posts
from linkcheck.demo.sites import SITES


def test_each_post_has_a_name_a_time_and_one_link_to_a_site() -> None:
    origins = {site: f"http://127.0.0.1:{4000 + number}" for number, site in enumerate(SITES)}
    posts = demo_posts(origins)
    assert len({post.id for post in posts}) == len(posts) == 11
    for post in posts:
        assert post.created_at is not None
        (link,) = post.links
        assert link.url.startswith(tuple(origins.values()))
        assert "{" not in post.text
