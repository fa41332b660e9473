"""What a URL shows of the tool that wrote it: damage, and the address of a feed in the place of an article's.

Damage is what no site writes into its URLs. What a site may write (an apostrophe at the end, three dots, a word in
braces) is damage only in a link that leads nowhere.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from linkcheck._urls.url import UrlError, parse_url, split_url

_STRAY: tuple[tuple[str, str], ...] = (('"', '"'), ("«", "»"), ("“", "”"), ("‘", "’"), ("»", "«"), ("”", "“"))
"""Quotation marks, each with the mark that it would stand for a pair with."""
_NEVER_WRITTEN: tuple[tuple[str, re.Pattern[str]], ...] = (  # by a site
    ("a stray bracket at its end", re.compile(r"(?:[<>]|%3C|%3E)/?$", re.I)),
    # Seen in planetpowershell issue 247. "/@url" is somebody's profile.
    ("a stray attribute name at its end", re.compile(r"(?<!/)@(?:href|src|url)/?$", re.I)),
    ("an ellipsis where it was cut off", re.compile(r"(?:…|%E2%80%A6)/?$", re.I)),
    ("a second scheme inside it", re.compile(r"^https?:/{1,3}https?(?:(?::|%3A)(?!\d)|//)", re.I)),
    ("another URL that runs on from it", re.compile(r"(?<=[a-z0-9])https?://", re.I)),
    ("a template that was never filled in", re.compile(r"(?:\{\{|%7B%7B|\$\{|%24%7B|<%=|%%[A-Z_]+%%)", re.I)),
)
_SELDOM_WRITTEN: tuple[tuple[str, re.Pattern[str]], ...] = (  # by a site: damage where no page is found
    ("three dots where it was cut off", re.compile(r"\.{3}/?$")),
    ("an escape that was cut off", re.compile(r"%[0-9A-F]?$", re.I)),
    ("the HTML form of a character", re.compile(r"&(?:amp|quot|apos|lt|gt|#0?3[49]);", re.I)),
    ("a template that was never filled in", re.compile(r"/(?:\[\[|[^/?#]*(?:\{|%7B)[a-z_]+(?:\}|%7D))", re.I)),
    ("a value that was never filled in", re.compile(r"/(?:undefined|null|NaN|\[object(?: |%20)Object\])/?$")),
)
# A percent sign after a number is one ("100%25"); elsewhere %25 before the escape of a separator, or of a letter in
# UTF-8, was a percent sign of an escape.
_ENCODED_TWICE = re.compile(
    r"""
      (?<!\d) %25 (?: 2[0-46-9A-F] | 3[ABDF] | 40 | 5B | 5D | 7C )   # %2520
    | (?: %25[C-F][0-9A-F] ) (?: %25[89AB][0-9A-F] )+                # %25C3%25A9
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ESCAPES = re.compile(r"(?<!%[0-9A-F]{2})(?:%[0-9A-F]{2})++$", re.I)

_FEED_PATH = re.compile(
    r"""
      /(?:feed|rss|atom) (?:/(?:rss2?|rdf|atom))? /?$      # WordPress: /feed/, /feed/atom
    | /(?:feed|feeds|rss|atom|index|news)\.(?:xml|rdf)$    # generators of static sites: /index.xml
    | \.(?:rss|atom)$
    | /feeds/(?:posts|\d+/comments)/default/?$             # Blogger
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FEED_QUERY = re.compile(r"(?:^|&)feed=(?:comments-)?(?:rss2?|rdf|atom)(?:&|$)", re.I)


def url_damage(url: str, *, leads_nowhere: bool) -> str:
    """What is wrong with a URL as it is written, as a noun phrase; "" where nothing is.

    `leads_nowhere` says that no page was found there: then what a site may have written counts too.
    """
    if _ends_in_stray_quote(url, leads_nowhere=leads_nowhere):
        return "a stray quotation mark at its end"
    for what, pattern in (*_NEVER_WRITTEN, *(_SELDOM_WRITTEN if leads_nowhere else ())):
        if pattern.search(url):
            return what
    if leads_nowhere and url and _is_no_url(url):
        return "no address of a page"
    if leads_nowhere and _ENCODED_TWICE.search(split_url(url).path):
        return "text that was percent-encoded twice"
    return "a letter that was cut off" if leads_nowhere and _ends_within_a_letter(url) else ""


def _is_no_url(url: str) -> bool:
    try:
        parse_url(url)
    except UrlError as error:
        return error.code == "no-url"
    return False


def is_feed_address(url: str) -> bool:
    """Whether a URL is that of a feed by its form. An article below "/feed/" is none."""
    parts = split_url(url)
    return _FEED_PATH.search(parts.path) is not None or _FEED_QUERY.search(parts.query) is not None


def _ends_in_stray_quote(url: str, *, leads_nowhere: bool) -> bool:
    written = _QUOTES.sub(lambda escape: _QUOTE_OF[escape[0].upper()], url).removesuffix("/")
    if written.endswith("'"):
        return leads_nowhere and written.count("'") == 1
    return any(
        written.endswith(mark) and (written.count(mark) % 2 == 1 if mark == other else other not in written)
        for mark, other in _STRAY
    )


_QUOTE_OF = {
    "%22": '"',
    "%27": "'",
    "%C2%AB": "«",
    "%C2%BB": "»",
    "%E2%80%98": "‘",
    "%E2%80%99": "’",
    "%E2%80%9C": "“",
    "%E2%80%9D": "”",
}
_QUOTES = re.compile("|".join(_QUOTE_OF), re.I)


def _ends_within_a_letter(url: str) -> bool:
    """Whether the last escapes begin a letter in UTF-8 and do not end it.

    One byte alone may be a letter of an older encoding; two of them, the second a continuation, are none.
    """
    escapes = _ESCAPES.search(url)
    try:
        unquote_to_bytes(escapes[0] if escapes else "").decode()
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and len(error.object) - error.start >= 2
    return False
