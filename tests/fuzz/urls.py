"""Is each text a URL whose parts are judged, or none, and are no two readings of it possible? Pure parts of the way."""

from __future__ import annotations

import ipaddress
from random import Random

from linkcheck._report.mask import mask_url
from linkcheck._urls.action_links import action_reason, mask
from linkcheck._urls.damage import is_feed_address, url_damage
from linkcheck._urls.domains import registrable_domain
from linkcheck._urls.homographs import host_warnings
from linkcheck._urls.key import url_key
from linkcheck._urls.scanner import find_urls
from linkcheck._urls.url import UrlError, join_url, parse_url, split_url
from linkcheck._web.failures import FetchFailure
from linkcheck._web.guard import Guard
from linkcheck.settings import Settings
from tests.fuzz import strange
from tests.fuzz.fuzzer import Fuzzer

_SCHEMES = (
    "https://",
    "http://",
    "HTTP://",
    "//",
    "https:/",
    "ftp://",
    "javascript:",
    "",
    "https:\\\\",
    "http://u:p@",
    "https://@",
)
_HOSTS = (
    "a.example", "127.0.0.1", "0x7f.1", "2130706433", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1%25eth0]", "localhost", "127。0。0。1",
    "１２７.0.0.1", "ⓛocalhost", "xn--a.example", "xn--nxasmq6b", "é.example", "a..b", "-a.example", "a.example.", "a" * 64 + ".example", "8.8.8.8",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "169.254.169.254", "1.1", "a_b.example", "*.example", "例え.jp", "\u00ad.example", "metadata.internal", "",
)  # fmt: skip
_PATHS = (
    "/", "/unsubscribe", "/un%73ubscribe", "/a/../b/./c", "/%2e%2e/x", "/login/reset-password/8f14e45fceea167a", "\\x", "/a;token=secret", "/%", "/%zz",
    "/a%00b", "/news/2026/11/24/york", "/feed.xml", "/delete/12", "/é", "/a b", "/?a=b", "",
)  # fmt: skip
_QUERIES = (
    "token=3f2a9c", "tok%65n=abc", "user[token]=abc", "u=https%3A%2F%2Fb.example%2Funsubscribe%3Ftoken%3Dabcdef", "utm_source=x", "a=1&a=2", "sig=", "&&==",
    "code=1&state=2", "%2574oken=abcdefgh", "a=*****", "=x", "token", "token=%F0%9F", "q=" + "a" * 200,
)  # fmt: skip
_GUARD = Guard(Settings())
_ANY = 10**6
"""Characters: what was not too long may be so once it is encoded."""


def attack_url(rng: Random) -> None:
    """A URL of strange parts: it reads the same the second time, and leads nowhere private."""
    text = _url(rng)
    for look in (
        split_url,
        url_key,
        action_reason,
        mask,
        is_feed_address,
        lambda url: url_damage(url, leads_nowhere=rng.random() < 0.5),
    ):
        look(text)
    try:
        url = parse_url(text)
    except UrlError as problem:
        str(problem.facts)
        return
    for part in (url.host, url.target, url.text, url.authority):
        assert part.isascii(), part
        assert part.isprintable()
        assert " " not in part
    assert parse_url(url.full_text, max_length=_ANY) == url
    assert parse_url(url.text, max_length=_ANY).text == url.text
    registrable_domain(url.host)
    host_warnings([url.host])
    try:
        _GUARD.judge(url)
    except FetchFailure as problem:
        str(problem)
    else:
        assert "." in url.host or url.address is not None, url
        if url.address is not None:
            assert ipaddress.ip_address(url.host).is_global, url
        assert url.port in (80, 443, 8080, 8443)
        assert not action_reason(text), "the guard judges what is asked for, and the text is milder"
    try:
        joined = join_url(url, strange.mixture(rng, _url(rng), 2))
    except UrlError:
        return
    assert parse_url(joined.full_text, max_length=_ANY) == joined


def attack_mask(rng: Random) -> None:
    """Masking keeps the length, hides the same the second time, and leaves no link that acts unmasked."""
    text = _url(rng)
    masked = mask_url(text)
    assert len(masked) == len(text)
    assert mask_url(masked) == masked, (text, masked, mask_url(masked))
    assert mask(mask(text)) == mask(text)


def attack_scanner(rng: Random) -> None:
    """URLs are found where they stand, one after another."""
    pieces = [rng.choice((_url(rng), strange.text(rng, 3), " ", ")", "。", "…")) for _ in range(rng.randint(0, 8))]
    text = "".join(pieces)
    last = 0
    for found in find_urls(text):
        assert last <= found.start < found.end <= len(text)
        last = found.end


def _url(rng: Random) -> str:
    url = (
        rng.choice(_SCHEMES[:2] * 8 + _SCHEMES)
        + rng.choice(("a.example", "www.paper.co.uk", *_HOSTS))
        + rng.choice(("", "", ":8080", ":0", ":99999", ":x", ":"))
    )
    url += rng.choice(_PATHS) + rng.choice(("", "?" + "&".join(rng.choice(_QUERIES) for _ in range(rng.randint(1, 3)))))
    url += rng.choice(("", "", "#x", "#/unsubscribe?token=abcdefg", "#access_token=abc"))
    for _ in range(rng.choice((0, 0, 1, 2))):
        at = rng.randint(0, len(url))
        url = (
            url[:at]
            + rng.choice((strange.word(rng), rng.choice("/?#&=;@:.%[]\\*+"), "%25"))
            + url[at + rng.choice((0, 1)) :]
        )
    return url


FUZZERS = (Fuzzer("url", attack_url, 500), Fuzzer("mask", attack_mask, 400), Fuzzer("scanner", attack_scanner, 100))
