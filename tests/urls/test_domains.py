from __future__ import annotations

import pytest

from linkcheck._urls.domains import registrable_domain, same_site, top_level_domains, unicode_tlds_by_first_character


def test_top_level_domains_of_today_are_known() -> None:
    assert {"com", "uk", "museum", "한국", "рф"} <= top_level_domains()


def test_top_level_domains_of_old_posts_are_known() -> None:
    assert {"mcdonalds", "an", "tp", "诺基亚"} <= top_level_domains()


def test_top_level_domains_are_single_labels() -> None:
    assert not {name for name in top_level_domains() if "." in name or "*" in name or name != name.lower() or not name}


def test_unicode_domains_are_listed_by_first_character_the_longest_first() -> None:
    for first, names in unicode_tlds_by_first_character().items():
        assert all(name[0] == first and not name.isascii() for name in names)
        assert [len(name) for name in names] == sorted((len(name) for name in names), reverse=True)


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("example.com", "example.com"),
        ("someone.github.io", "someone.github.io"),
        ("www.bücher.de", "xn--bcher-kva.de"),
        ("co.uk", ""),
        ("localhost", ""),
        ("192.0.2.4", ""),
        ("2001:db8::1", ""),
        ("", ""),
        ("a..b", ""),
    ],
)
def test_a_registrable_domain_is_what_somebody_registered(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("www.bbc.co.uk", "news.bbc.co.uk"),
        ("m.example.com", "example.com"),
        ("bücher.de", "www.xn--bcher-kva.de"),
        ("localhost", "localhost"),
        ("192.0.2.4", "192.0.2.4"),
    ],
)
def test_hosts_below_one_registrable_domain_are_one_site(one: str, other: str) -> None:
    assert same_site(one, other)
    assert same_site(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bbc.co.uk", "itv.co.uk"),
        ("one.github.io", "two.github.io"),
        ("192.0.2.4", "198.51.2.4"),
        ("localhost", "example.com"),
        ("", "example.com"),
        ("notexample.com", "example.com"),
    ],
)
def test_hosts_below_two_registrable_domains_are_two_sites(one: str, other: str) -> None:
    assert not same_site(one, other)
