"""A URL is parsed once; what is not plainly a web address is refused, and what is survives unharmed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._urls.url import Url, UrlError, is_local_name, join_url, parse_url, split_url


@pytest.mark.parametrize(
    ("text", "rebuilt"),
    [
        ("https://EXAMPLE.com", "https://example.com/"),
        ("HTTPS://example.com:443/", "https://example.com/"),
        ("http://example.com:0080/", "http://example.com/"),
        ("http://example.com:8080/", "http://example.com:8080/"),
        ("https://example.com:/x", "https://example.com/x"),
        ("https://example.com./x", "https://example.com/x"),
        ("https://example.com/a b?c d", "https://example.com/a%20b?c%20d"),
        ("https://example.com/caf\u00e9?q=\u4f8b", "https://example.com/caf%C3%A9?q=%E4%BE%8B"),
        ("https://example.com/caf%c3%a9%zz%", "https://example.com/caf%c3%a9%zz%"),
        ("https://example.com/a\\b?c\\d", "https://example.com/a/b?c%5Cd"),
        ("https://example.com/a/./b/../c/..", "https://example.com/a/"),
        ("https://example.com/../..", "https://example.com/"),
        ("https://example.com?q", "https://example.com/?q"),
        ("https://stra\u00dfe.example/", "https://xn--strae-oqa.example/"),
        ("https://i\u2764.example/", "https://xn--i-7iq.example/"),
        ("https://\u4f8b\u3048.\u30c6\u30b9\u30c8/", "https://xn--r8jz45g.xn--zckzah/"),
        ("https://under_score.example.com/", "https://under_score.example.com/"),
        ("https://0x7f.example.com/", "https://0x7f.example.com/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2001:4860:4860:0::8888]:8080/", "http://[2001:4860:4860::8888]:8080/"),
        (" https://example.com/ ", "https://example.com/"),
        ("https://example.com/@user:pass", "https://example.com/@user:pass"),
    ],
)
def test_a_web_address_is_rebuilt_from_its_parts(text: str, rebuilt: str) -> None:
    assert parse_url(text).text == rebuilt


@pytest.mark.parametrize(
    "text",
    [
        "http:example.com",
        "http:/example.com",
        "http://./",
        "http://a..b/",
        "http://user@example.com/",
        "http://user:secret@example.com/",
        "http://example.com\\@127.0.0.1/",
        "http://example.com%2f/",
        "http://exa mple.com/",
        "http://example.com\t/",
        "http://example.com/\r\nHost: x",
        "http://example.com/\x00",
        "http://example.com/\ud800",
        "http://example.com:80:80/",
        "http://example.com:-1/",
        "http://example.com:65536/",
        "http://example.com:\u0663/",
        "http://example.com:" + "1" * 5000 + "/",
        "http://-example.com/",
        "http://example-.com/",
        "http://" + "a" * 64 + ".com/",
        "http://" + "a." * 130 + "com/",
        "http://xn--/",
        "http://xn--a/",
        "http://xn--example-.com/",
        "http://ex*mple.com/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://256.1.1.1/",
        "http://1.2.3.4.5/",
        "http://127.0.0.1./",
        "http://\uff11\uff12\uff17.0.0.1/",
        "http://example.0x7f/",
        "http://[::1/",
        "http://[::1]x/",
        "http://[::1%25lo]/",
        "http://[fe80::1%eth0]/",
        "http://[v1.x]/",
        "http://[127.0.0.1]/",
        "http://::1/",
    ],
)
def test_a_text_that_is_not_plainly_a_web_address_is_refused(text: str) -> None:
    with pytest.raises(UrlError) as caught:
        parse_url(text)
    assert caught.value.code == "malformed-url"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "foo",
            "/news/york",
            "example.org/x",
            "http://",
            "http:///x",
            "https://?x",
            "htp://x.org/",
            "htttps://x.org/",
        ),
        *("ttp://x.org", "hxxps://x.org/"),
    ],
)
def test_a_text_without_scheme_or_host_leads_nowhere(text: str) -> None:
    with pytest.raises(UrlError) as caught:
        parse_url(text)
    assert caught.value.code == "no-url"


@pytest.mark.parametrize(
    "text", ["ftp://x.org/", "file:///etc/passwd", "javascript:alert(1)", "data:,x", "ws://x.org/"]
)
def test_only_urls_of_web_schemes_are_read(text: str) -> None:
    with pytest.raises(UrlError) as caught:
        parse_url(text)
    assert caught.value.code == "scheme"


def test_a_url_has_a_longest_length() -> None:
    assert parse_url("https://example.com/" + "a" * 8172).host == "example.com"
    with pytest.raises(UrlError) as caught:
        parse_url("https://example.com/" + "a" * 8173)
    assert caught.value.code == "url-too-long"


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("https://other.example/x", "https://other.example/x"),
        ("//other.example/x", "https://other.example/x"),
        ("/x", "https://example.com/x"),
        ("x", "https://example.com/a/x"),
        ("../x", "https://example.com/x"),
        ("?x", "https://example.com/a/b?x"),
        ("x:y/z", None),
        ("/x:y", "https://example.com/x:y"),
        ("\\\\evil.example", None),
        ("/\\evil.example", None),
    ],
)
def test_a_location_is_read_as_rfc_3986_says(location: str, target: str | None) -> None:
    base = parse_url("https://example.com/a/b?q#part")
    if target is None:
        with pytest.raises(UrlError):
            join_url(base, location)
    else:
        assert join_url(base, location).text == target


def test_a_fragment_is_carried_over_unless_the_location_has_one() -> None:
    base = parse_url("https://example.com/#old")

    assert join_url(base, "/x").full_text == "https://example.com/x#old"
    assert join_url(base, "/x#new").full_text == "https://example.com/x#new"


@pytest.mark.parametrize(
    ("text", "path", "query"),
    [
        ("https://example.org", "/", ""),
        ("https://example.org/a/b?c=d?e", "/a/b", "c=d?e"),
        ("https://example.org?c#d", "/", "c"),
    ],
)
def test_the_target_of_a_web_address_is_its_path_and_query(text: str, path: str, query: str) -> None:
    url = parse_url(text)
    assert (url.path, url.query) == (path, query)


@pytest.mark.parametrize(
    "host", ["localhost", "a.localhost", "printer.local", "db.internal", "router.home.arpa", "x.onion"]
)
def test_local_names_are_known(host: str) -> None:
    assert is_local_name(host)
    assert not is_local_name(f"{host}.example.com")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("https://example.org/a/b?c=d#e", ("https", "example.org", "/a/b", "c=d", "e")),
        ("HTTPS://User:secret@WWW.Example.ORG.:8443/A", ("https", "www.example.org", "/A", "", "")),
        ("http://[2001:db8::1]:80/", ("http", "2001:db8::1", "/", "", "")),
        ("//example.org?q#", ("", "example.org", "", "q", "")),
        ("example.org/path", ("", "", "example.org/path", "", "")),
        ("mailto:me@example.org", ("mailto", "", "me@example.org", "", "")),
        ("http://[broken/path", ("http", "", "/path", "", "")),
        ("http://bücher.example/ö ö", ("http", "bücher.example", "/ö ö", "", "")),
        ("  https://example.org/a\nb ", ("https", "example.org", "/a\nb", "", "")),
        ("?q", ("", "", "", "q", "")),
        ("", ("", "", "", "", "")),
    ],
)
def test_a_url_that_is_looked_at_is_split_as_written(text: str, parts: tuple[str, ...]) -> None:
    assert split_url(text) == parts


@given(st.text(max_size=60) | st.text(":/?#[]@a.\n", max_size=30))
def test_any_text_can_be_split(text: str) -> None:
    parts = split_url(text)
    assert all(part in text.lower() for part in (parts.scheme, parts.host) if text.isascii())
    assert all(part in text for part in (parts.path, parts.query, parts.fragment))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    for candidate in (text, f"http://{text}", f"https://example.com/{text}"):
        try:
            url = parse_url(candidate)
        except UrlError:
            continue
        assert url.full_text.isascii()
        assert " " not in url.full_text
        assert _is_stable(url)


@settings(max_examples=100, deadline=None)
@given(st.text("ab./?#:@\\%[]0127x-", max_size=30))
def test_no_location_breaks_the_joining(location: str) -> None:
    base = parse_url("https://example.com/a/b?q#part")
    try:
        target = join_url(base, location)
    except UrlError:
        return
    assert _is_stable(target)


def _is_stable(url: Url) -> bool:
    """Reading the rebuilt URL again gives the same parts: there is only one way to read it."""
    return parse_url(url.full_text) == url
