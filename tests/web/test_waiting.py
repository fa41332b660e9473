from __future__ import annotations

from linkcheck._web.waiting import Wait, least_wait
from linkcheck.settings import Settings


def test_the_site_with_the_most_visits_sets_the_wait() -> None:
    urls = [f"https://news{n}.example.org/{n}" for n in range(5)] + ["https://other.example/", "no URL at all"]
    assert least_wait(urls, Settings(host_delay=2.0)) == Wait(8.0, "example.org", 5)


def test_a_url_that_comes_twice_is_visited_once() -> None:
    assert least_wait(["https://example.org/a"] * 3, Settings()) == Wait(0.0, "example.org", 1)


def test_nothing_is_waited_for_without_visits_or_pauses() -> None:
    urls = ["https://example.org/a", "https://example.org/b"]
    assert least_wait([], Settings()) == Wait()
    assert least_wait(urls, Settings(offline=True, store="pages.sqlite")) == Wait()
    assert least_wait(urls, Settings(host_delay=0)).seconds == 0.0
