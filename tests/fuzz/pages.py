"""Do any bytes become a Page? Documents of each kind, changed, under any declared type and charset."""

from __future__ import annotations

import importlib.util
from random import Random
from typing import Any

import linkcheck
from linkcheck._page.types import PageState
from tests.fuzz import strange
from tests.fuzz.fuzzer import Fuzzer
from tests.page.test_pdf import pdf_of

_HTML = b"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>York buys 40 buses - The Paper</title>
<meta property="og:title" content="York buys buses"><meta name="description" content="The council has bought 40.">
<meta property="article:published_time" content="2026-11-24T09:30:00Z"><link rel="canonical" href="https://paper.example/york">
<meta http-equiv="refresh" content="5; url=https://paper.example/"><base href="/x/">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":["NewsArticle"],"headline":"York buys",
"datePublished":"2026-11-24","author":{"name":"A"},"isAccessibleForFree":"False","articleBody":"The council"}]}</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav><main><article><h1>York buys 40
buses</h1><time datetime="2026-11-24">24 November 2026</time><p>The City of York Council has bought 40 electric buses for
&pound;12m, it said on Tuesday.</p><p>They replace <b>diesel</b> ones&#8217; <i>by</i> 2028&nbsp;&hellip;</p><blockquote>It is a
start</blockquote><table><tr><td>1</td><td>2</td></tr></table><form><input type="password"></form></article></main><footer>Cookies
</footer></body></html>"""
_RSS = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title><link>https://a.example/</link>
<item><title>York</title><link>https://a.example/1</link><pubDate>Tue, 24 Nov 2026 09:30:00 GMT</pubDate><description><![CDATA[<p>x
</p>]]></description></item></channel></rss>"""
_ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title type="html">&lt;b&gt;York</title><updated>
2026-11-24T09:30:00Z</updated><link href="https://a.example/1"/><summary>x</summary></entry></feed>"""
_XML = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c SYSTEM "file:///etc/passwd">]><a>&b;</a>'
_JSON = b'{"title": "York", "items": [1, 2, {"text": null}]}'
_TEXT = "York buys 40 buses.\n\nThe council said so.  \t Ünïcödé.".encode()
_DOCUMENTS = (
    _HTML,
    _HTML,
    _HTML,
    _HTML,
    _RSS,
    _ATOM,
    _XML,
    _JSON,
    _TEXT,
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"PK\x03\x04",
    b"",
)
_TAGS = "a b p div span article main table td tr svg math template noscript iframe select option frameset plaintext xmp textarea title"
_TYPES = (
    "text/html",
    "text/plain",
    "application/xhtml+xml",
    "application/rss+xml",
    "application/json",
    "application/pdf",
    "image/png",
)
_CHARSETS = (
    "utf-8",
    "utf-16",
    "UTF-7",
    "windows-1252",
    "shift_jis",
    "gb18030",
    "iso-2022-jp",
    "x-user-defined",
    "rot13",
    "hex",
    "idna",
)


def attack_page(rng: Random) -> None:
    """A document of some kind, and not quite of it."""
    require_page(
        strange.mutated_bytes(rng, rng.choice((*(lambda _, made=made: made for made in _DOCUMENTS), _woven))(rng), 12),
        rng,
    )


def attack_pdf(rng: Random) -> None:
    """A damaged PDF, where PDFs are read."""
    content = pdf_of(
        ["York buys 40 buses", strange.encodable(strange.text(rng, 4)).encode("ascii", "replace").decode()]
    )
    if importlib.util.find_spec("pypdfium2"):
        require_page(strange.mutated_bytes(rng, content), rng)


def require_page(content: bytes, rng: Random) -> None:
    """A page whose texts can be written, and whose quotes are what it says."""
    given: Any = rng.choice((content, content, content, bytearray(content), content.decode("utf-8", "surrogateescape")))
    try:
        page = linkcheck.read_page(given, url=_url(rng), content_type=_content_type(rng))
    except linkcheck.InputError:
        assert isinstance(given, str), given  # a URL where a page belongs
        assert "://" in given
        return
    assert isinstance(page.state, PageState)
    for field in ("title", "description", "text", "site_name", "canonical_url", "state_reason", "published_text"):
        getattr(page, field).encode()
    for quote in page.state_quotes:
        assert page.quotable(quote.field)[quote.start : quote.end] == quote.text


def _url(rng: Random) -> str:
    return rng.choice(("", "https://paper.example/2026/11/24/york", "https://[", strange.text(rng, 3)))


def _content_type(rng: Random) -> str | None:
    kind = rng.choice((*_TYPES, strange.text(rng, 2)))
    return rng.choice(
        (None, kind, f"{kind}; charset={rng.choice((*_CHARSETS, strange.word(rng)))}", "text/html;charset='utf-8")
    )


def _woven(rng: Random) -> bytes:
    """Markup of elements, attributes and texts that fit together by chance."""
    pieces = []
    for _ in range(rng.randint(1, 80)):
        tag = rng.choice(_TAGS.split())
        pieces.append(
            rng.choice((f"<{tag}>", f"</{tag}>", f"<{tag} {strange.word(rng)}={strange.word(rng)}>", strange.word(rng)))
        )
    return "".join(pieces).encode("utf-8", rng.choice(("replace", "surrogatepass")))


FUZZERS = (Fuzzer("page", attack_page, 120), Fuzzer("pdf", attack_pdf, 3))
