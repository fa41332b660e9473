from __future__ import annotations

from linkcheck._urls.domains import top_level_domains, unicode_domains_by_first


def test_holds_domains_of_today() -> None:
    assert {"com", "uk", "museum", "한국", "рф"} <= top_level_domains()


def test_holds_domains_that_only_old_posts_name() -> None:
    assert {"mcdonalds", "an", "tp", "诺基亚"} <= top_level_domains()


def test_holds_labels_only() -> None:
    assert not {name for name in top_level_domains() if "." in name or "*" in name or name != name.lower() or not name}


def test_longest_comes_first_for_a_first_character() -> None:
    for first, names in unicode_domains_by_first().items():
        assert all(name[0] == first and not name.isascii() for name in names)
        assert [len(name) for name in names] == sorted((len(name) for name in names), reverse=True)
