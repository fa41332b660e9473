"""Where the URLs of a plain text are, by twitter-text's rules, in linear time.

The rules are those of https://github.com/twitter/twitter-text (30e2430, 2021-10-21, Apache-2.0), whose
conformance suite the tests run. twitter-text is a regular expression that backtracks; this is a scanner:
every run of host characters is read once, every path once, and what follows a URL is only punctuation,
so that the steps are a small multiple of the characters whatever the text.

Where it differs from twitter-text, on purpose: with a scheme, IP addresses and reserved names ("localhost",
"*.test", RFC 6761) are hosts too, because people check pages of their own machines; the local part of a
mail address is never a host; "<https://a.example|the page>", as Slack writes a link, ends at its bar; a
sentence without spaces in front of a bare domain does not hide it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from linkcheck._urls.domains import top_level_domains, unicode_tlds_by_first_character

MAX_URL_LENGTH = 4096
"""Characters; what is longer is no URL to twitter-text either."""
MAX_SHORT_LINK_SLUG = 40
"""Characters after t.co/; twitter-text takes longer ones for mistakes."""
MAX_LABEL_LENGTH = 63
"""Octets in a label of a host name (RFC 1035, section 2.3.4)."""

_DIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SPACES = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_NOT_IN_LABELS = r"!'#%&()*+,\\\-./:;<=>?@\[\]^_{|}~$" + _SPACES + "\ufffe\ufeff\uffff" + _DIRECTIONAL
_LATIN = (
    "\xc0-\xd6\xd8-\xf6\xf8-\xff\u0100-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b"
    "\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_CYRILLIC = "\u0400-\u04ff"

_HOST_RUN = re.compile(rf"(?:[^{_NOT_IN_LABELS}]|[-_.])+")
_PLAIN_RUN = re.compile(rf"[-.a-zA-Z0-9{_LATIN}]+")
_LATIN_LETTER = re.compile(rf"[{_LATIN}]")
_LETTERS = re.compile(r"[a-zA-Z]+")
_PUNYCODE = re.compile(r"[xX][nN]--[-0-9a-zA-Z]+")
_IPV4 = re.compile(r"(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\w.-])", re.ASCII)
_IPV6 = re.compile(r"\[[0-9a-fA-F:.]{2,45}\]")
_PORT = re.compile(r":[0-9]+")
_PATH_CHARACTERS = re.compile(rf"[a-zA-Z{_CYRILLIC}0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}]*")
_PATH_ENDS = re.compile(rf"[-+a-zA-Z{_CYRILLIC}0-9=_#/{_LATIN}]")
_QUERY_CHARACTERS = re.compile(r"[a-zA-Z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*")
_QUERY_ENDS = re.compile(r"[a-zA-Z0-9\-_&=#/]")
_SHORT_LINK = re.compile(r"https?://t\.co/([a-z0-9]+)", re.IGNORECASE)

_NEVER_BEFORE_A_URL = re.compile(r"[A-Za-z0-9@＠$#＃\ufffe\ufeff\uffff]")
_NEVER_BEFORE_A_BARE_URL = "-_./"
_NEVER_AFTER_A_HOST = re.compile(r"[0-9a-zA-Z@+\-]")
_RESERVED = frozenset({"localhost", "test", "example", "invalid"})
"""Names that RFC 6761 keeps out of the public root; hosts only where a scheme says so."""


class FoundUrl(NamedTuple):
    """A URL in a text: `text[start:end] == url`, in code points."""

    start: int
    end: int
    url: str


_MAY_HOLD_ONE = re.compile(r"\.\w|://")
"""What every URL has: a dot inside it, or a scheme. Prose has neither."""


def find_urls(text: str) -> tuple[FoundUrl, ...]:
    """The URLs of `text` in order, with or without a scheme, not overlapping. Linear in its length."""
    if not _MAY_HOLD_ONE.search(text):
        return ()
    found: list[FoundUrl] = []
    position = 0
    while (run := _PLAIN_RUN.search(text, position)) is not None:
        scheme = _scheme_start(text, run.start(), run.end())
        if scheme is None and "." not in run.group():
            position = run.end()
        elif scheme is not None:
            position = _read_url(text, scheme, run.end() + len("://"), found)
        else:
            position = _read_bare_url(text, run.start(), run.end(), found)
    return tuple(found)


def _scheme_start(text: str, start: int, end: int) -> int | None:
    """Where "http" or "https" begins, if the run [start, end) ends in it and a URL may begin there."""
    if not text.startswith("://", end):
        return None
    ending = text[max(start, end - len("https")) : end].lower()
    for scheme in ("https", "http"):
        if ending.endswith(scheme):
            at = end - len(scheme)
            return at if at == 0 or not _NEVER_BEFORE_A_URL.match(text, at - 1) else None
    return None


def _read_url(text: str, start: int, host_start: int, found: list[FoundUrl]) -> int:
    """Note the URL whose scheme begins at `start`, if its host is one; returns where to go on."""
    run = _HOST_RUN.match(text, host_start)
    special = _IPV4.match(text, host_start) if run else _IPV6.match(text, host_start)
    if special is not None:
        return _note(text, start, special.end(), found)
    if run is None:
        return host_start
    host_end = _host_end(text, host_start, run.end())
    if host_end is None:
        return host_start
    if not _is_resolvable(text[host_start:host_end]):
        return host_end
    return _note(text, start, host_end, found)


def _read_bare_url(text: str, start: int, end: int, found: list[FoundUrl]) -> int:
    """Note the URL without a scheme that the run [start, end) begins, if it does; returns where to go on."""
    if text.startswith("@", end) or not _may_begin_bare(text, start):
        return end
    host_end = _bare_host_end(text, start, end)
    if host_end is None or not _is_resolvable(text[start:host_end]):
        return end
    return max(_note(text, start, host_end, found), end)


def _may_begin_bare(text: str, start: int) -> bool:
    if text[start] in "-.":
        return False
    return start == 0 or not (_NEVER_BEFORE_A_URL.match(text, start - 1) or text[start - 1] in _NEVER_BEFORE_A_BARE_URL)


def _note(text: str, start: int, host_end: int, found: list[FoundUrl]) -> int:
    """Note the URL that begins at `start`, with its port, path and query; returns its end."""
    end = _query_end(text, _path_end(text, _port_end(text, host_end)))
    if text.startswith("<", start - 1) and start and "|" in text[host_end:end]:
        end = text.index("|", host_end)
    kept = _short_link_end(text, start, end)
    if kept is not None and kept - start <= MAX_URL_LENGTH:
        found.append(FoundUrl(start, kept, text[start:kept]))
    return end


def _host_end(text: str, start: int, end: int) -> int | None:
    """The end of the longest host that begins the run [start, end), any script; None if none does."""
    run = text[start:end]
    if "." not in run:
        return end if run.lower() in _RESERVED else None
    best = None
    before = ""
    at = start
    for label in run.split("."):
        if before and _is_domain_label(before):
            best = _domain_end(text, at) or best
        if label.lower() in _RESERVED and not text.startswith(".", at + len(label)):
            best = at + len(label)
        if not _is_label(label):
            break
        before = label
        at += len(label) + 1
    return best


def _bare_host_end(text: str, start: int, end: int) -> int | None:
    """The end of the longest Latin host that begins the run [start, end); its last label may be of any script."""
    known = top_level_domains()
    best = None
    at = start
    for label in text[start:end].split("."):
        stop = at + len(label)
        if at > start and label.lower() in known and (stop < end or not _NEVER_AFTER_A_HOST.match(text, stop)):
            best = stop
        elif at > start and (stop == end or label[:4].lower() == "xn--"):
            best = _domain_end(text, at) or best
        if not _is_label(label):
            break
        at = stop + 1
    return best


def _is_label(label: str) -> bool:
    return bool(label) and label[0] not in "-_" and label[-1] not in "-_"


def _is_domain_label(label: str) -> bool:
    return "_" not in label


def _domain_end(text: str, start: int) -> int | None:
    """The end of the top-level domain that begins at `start`, if one does."""
    if (punycode := _PUNYCODE.match(text, start)) is not None:
        return punycode.end()
    letters = _LETTERS.match(text, start)
    if letters is not None and not _LATIN_LETTER.match(text, letters.end()):
        known = letters.group().lower() in top_level_domains() and not _NEVER_AFTER_A_HOST.match(text, letters.end())
        return letters.end() if known else None
    for name in unicode_tlds_by_first_character().get(text[start : start + 1].lower(), ()):
        stop = start + len(name)
        if text[start:stop].lower() == name and not _NEVER_AFTER_A_HOST.match(text, stop):
            return stop
    return None


def _is_resolvable(host: str) -> bool:
    """Whether every label fits the wire: at most 63 octets, and no Unicode under an "xn--"."""
    if len(host) <= MAX_LABEL_LENGTH and host.isascii():
        return True
    return all(_fits(label) for label in host.split("."))


def _fits(label: str) -> bool:
    if len(label) > MAX_LABEL_LENGTH:
        return False
    if label.isascii():
        return True
    if label.lower().startswith("xn--"):
        return False
    unicode = sum(character > "\x7f" for character in label)
    if len("xn---") + len(label) + _MOST_DIGITS * unicode <= MAX_LABEL_LENGTH:
        return True
    # Punycode takes at least one octet a character, so the encoding is bounded too.
    return len(label.encode("punycode")) + len("xn--") <= MAX_LABEL_LENGTH


_MOST_DIGITS = 9
"""Octets that Punycode takes for a character (RFC 3492) of such a label, at most. Encoding takes 50 microseconds."""


def _port_end(text: str, start: int) -> int:
    port = _PORT.match(text, start) if text.startswith(":", start) else None
    return port.end() if port else start


def _path_end(text: str, start: int) -> int:
    """The end of the path that begins with "/" at `start`, without the punctuation after it."""
    if not text.startswith("/", start):
        return start
    kept = position = start + 1
    while True:
        stop = _PATH_CHARACTERS.match(text, position).end()  # type: ignore[union-attr]  # "*" always matches
        kept = _last(_PATH_ENDS, text, position, stop, default=kept)
        group_end = _parenthesised_end(text, stop)
        if group_end is None:
            return kept
        kept = position = group_end


def _parenthesised_end(text: str, start: int) -> int | None:
    """The end of "(...)" at `start`, with at most one such pair inside it; None if it does not close."""
    if not text.startswith("(", start):
        return None
    stop = _path_run_end(text, start + 1)
    if text.startswith(")", stop):
        return stop + 1 if stop > start + 1 else None
    if not text.startswith("(", stop):
        return None
    inner = _path_run_end(text, stop + 1)
    if inner == stop + 1 or not text.startswith(")", inner):
        return None
    stop = _path_run_end(text, inner + 1)
    return stop + 1 if text.startswith(")", stop) else None


def _path_run_end(text: str, start: int) -> int:
    return _PATH_CHARACTERS.match(text, start).end()  # type: ignore[union-attr]  # "*" always matches


def _query_end(text: str, start: int) -> int:
    """The end of the query that begins with "?" at `start`, without the punctuation after it."""
    if not text.startswith("?", start):
        return start
    stop = _QUERY_CHARACTERS.match(text, start + 1).end()  # type: ignore[union-attr]  # "*" always matches
    return _last(_QUERY_ENDS, text, start + 1, stop, default=start)


def _last(wanted: re.Pattern[str], text: str, start: int, stop: int, *, default: int) -> int:
    """The end of the last character of [start, stop) that is wanted."""
    for position in range(stop, start, -1):
        if wanted.match(text, position - 1):
            return position
    return default


def _short_link_end(text: str, start: int, end: int) -> int | None:
    """Where a t.co link ends: after its slug and query; None if the slug cannot be one; `end` for other links."""
    link = _SHORT_LINK.match(text, start, end) if end - start > len("http://t.co/") else None
    if link is None:
        return end
    if len(link.group(1)) > MAX_SHORT_LINK_SLUG:
        return None
    return _query_end(text, link.end(1))
