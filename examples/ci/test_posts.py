"""Posts as tests: each row of queue.csv is a test that fails when its link does not say what the row says.

A wall or a time-out skips the test, since it says nothing of the post. Run it with pytest.
"""

from pathlib import Path

import pytest

import linkcheck
from linkcheck.testing import assert_link_matches

POSTS = list(linkcheck.read_posts(Path(__file__).with_name("queue.csv")))


@pytest.fixture(scope="session")
def linkchecker_settings(tmp_path_factory: pytest.TempPathFactory) -> linkcheck.Settings:
    # Pages are kept, so that what a test said can be shown later.
    return linkcheck.Settings(timeout=10, store=str(tmp_path_factory.mktemp("linkcheck") / "pages.sqlite"))


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.id or f"line-{post.origin.line}")
def test_the_link_says_it(post: linkcheck.Post, linkchecker: linkcheck.Checker) -> None:
    assert_link_matches(post, checker=linkchecker)


def test_a_template_matches_the_page_it_is_for() -> None:
    """Without a network: a page at hand, as your program would have it."""
    page = linkcheck.Page(
        url="https://gazette.example/ferry",
        title="First electric ferry crosses Skelling Sound",
        text="The electric ferry Kittiwake carried 240 passengers across Skelling Sound on Tuesday morning.",
    )
    assert_link_matches("The electric ferry Kittiwake carried 240 passengers across Skelling Sound", page=page)
