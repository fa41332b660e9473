from __future__ import annotations

from linkcheck.web.recalling import as_recalled, is_of
from linkcheck.web.store import without_secrets
from linkcheck.web.types import Hop, Snapshot
from linkcheck.web.url_keys import url_key


def kept(url: str, final_url: str = "", hops: tuple[Hop, ...] = ()) -> Snapshot:
    return without_secrets(Snapshot(id="1", url=url, final_url=final_url or url, hops=hops, url_key=url_key(url)))


def test_a_snapshot_is_of_every_spelling_of_its_url() -> None:
    snapshot = kept("https://site.example/page?a=1")
    assert is_of(snapshot, "https://SITE.example:443/page?a=1&utm_source=x#part")
    assert not is_of(snapshot, "https://site.example/page?a=2")
    assert not is_of(snapshot, "https://other.example/page?a=1")


def test_a_link_that_acts_is_known_by_its_secret_or_by_its_hidden_form() -> None:
    snapshot = kept("https://site.example/in?token=3f2a9c&u=1")
    assert is_of(snapshot, "https://site.example/in?token=3f2a9c&u=1")
    assert is_of(snapshot, "https://site.example/in?token=******&u=*")
    assert not is_of(snapshot, "https://site.example/out?token=******&u=*")


def test_asterisks_that_hide_nothing_are_letters() -> None:
    assert not is_of(kept("https://site.example/a*b"), "https://site.example/a**b")


def test_a_snapshot_is_written_as_the_link_is() -> None:
    snapshot = kept("https://site.example/page", "https://site.example/to", (Hop("https://site.example/page", 301),))
    recalled = as_recalled(snapshot, "https://site.example/page#part")
    assert (recalled.url, recalled.final_url) == ("https://site.example/page#part", "https://site.example/to")


def test_a_recalled_snapshot_has_the_secrets_of_its_link_again() -> None:
    url = "https://site.example/in?token=3f2a9c"
    assert kept(url).final_url != url
    assert as_recalled(kept(url), url).final_url == url
