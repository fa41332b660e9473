"""What a URL consists of, read in one of two ways.

`parse_url` is strict, for URLs that will be visited. Parsers disagree about hostile URLs, and a guard that reads one
host while the client connects to another guards nothing. So nothing after `parse_url` reads the posted text again:
the request, the look-up and the Host header are made of the parts.

`split_url` is lenient, for texts that are only looked at: it takes any text, and never raises.
"""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple

import idna
import msgspec

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

DEFAULT_PORTS = {"http": 80, "https": 443}


class UrlError(ValueError):
    """A text that is no URL that may be asked for: `code` says why, `facts` with what.

    Codes: no-url ("why"): it leads nowhere; malformed-url ("why"), url-too-long ("length", "limit"), scheme.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_REPEATED = re.compile(r"(.)\1+")
_MISSPELT = frozenset("htp htps tp tps hp hps ht hts thp thps hpt htsp hxp hxps".split())  # noqa: SIM905  # a row is read more easily
"""What people write for http and https, each letter once: "htp", "htttp", "ttps"; "hxxp" is written to lead nowhere."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_AUTHORITY_END = re.compile(r"[/?#]")
# RFC 3986 section 2.2 and 2.3, and the percent sign of what is encoded already: never encoded twice.
_TO_ENCODE = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?")
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
_DOTTED_QUAD = re.compile(r"(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}")

# Names that lead into somebody's own network: RFC 6761, 6762, 7686, 8375, 9476, ICANN's never-delegated three,
# the names clouds and clusters use inside, and reverse zones.
LOCAL_SUFFIXES = frozenset(
    [
        "localhost",
        "local",
        "localdomain",
        "internal",
        "intranet",
        "private",
        "lan",
        "home",
        "corp",
        "mail",
        "onion",
        "alt",
        "arpa",
        "svc",
        "invalid",
    ]
)


class Url(msgspec.Struct, frozen=True):
    """The judged parts of one URL, all ASCII."""

    scheme: str
    host: str
    """A name in lower case (IDNA), or an address without brackets."""
    port: int
    target: str
    """Path and query, percent-encoded."""
    fragment: str = ""
    address: Address | None = None
    """Where the host is written as an address."""

    @property
    def path(self) -> str:
        """The target without its query; at least "/"."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """What stands behind the "?" of the target; "" without one."""
        return self.target.partition("?")[2]

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them: brackets for IPv6, no default port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port, as in "https://example.org"."""
        return f"{self.scheme}://{self.authority}"

    @property
    def text(self) -> str:
        """The URL rebuilt from its parts, without the fragment: what is asked for."""
        return self.origin + self.target

    @property
    def full_text(self) -> str:
        """The URL rebuilt from its parts, with the fragment."""
        return f"{self.text}#{self.fragment}" if self.fragment else self.text


class UrlParts(NamedTuple):
    """The parts of a text by the generic syntax of URIs, as written; empty where it has none."""

    scheme: str
    """In lower case."""
    host: str
    """In lower case, without user name, port, brackets and closing dot."""
    path: str
    query: str
    fragment: str


_PARTS = re.compile(  # RFC 3986, appendix B: every text matches
    r"""
    (?: (?P<scheme> [A-Za-z][A-Za-z0-9+.-]* ) : )?
    (?: // (?P<authority> [^/?\#]* ) )?
    (?P<path> [^?\#]* )
    (?: \? (?P<query> [^\#]* ) )?
    (?: \# (?P<fragment> .* ) )?
    """,
    re.VERBOSE | re.DOTALL,
)


def split_url(text: str) -> UrlParts:
    """The parts of a URL that is looked at and never visited. Any text has parts; nothing is raised."""
    match = _PARTS.fullmatch(text.strip())
    if match is None:
        return UrlParts("", "", "", "", "")
    scheme, authority, path, query, fragment = (part or "" for part in match.groups())
    return UrlParts(scheme.lower(), _host_in(authority), path, query, fragment)


def has_web_scheme(text: str) -> bool:
    """Whether a text begins as a URL of http or https does."""
    return text[:8].lower().startswith(("http://", "https://"))


def _host_in(authority: str) -> str:
    host = authority.rpartition("@")[2]
    if host.startswith("["):
        literal, bracket, _ = host[1:].partition("]")
        return literal.lower() if bracket else ""
    return host.partition(":")[0].lower().removesuffix(".")


def parse_url(text: str, *, max_length: int = 8192) -> Url:
    """The parts of a URL that may be asked for. Raises UrlError: no-url, malformed-url, url-too-long, scheme."""
    text = text.strip(" ")
    if len(text) > max_length:
        raise UrlError("url-too-long", length=len(text), limit=max_length)
    if _CONTROL.search(text):
        raise _malformed("it holds a control character")
    scheme = _read_scheme(text)
    rest = text[len(scheme) + 1 :]
    if not rest.startswith("//"):
        raise _malformed("no // after the scheme")
    end = _AUTHORITY_END.search(rest, 2)
    cut = end.start() if end else len(rest)
    host, address, port = _read_authority(rest[2:cut], scheme)
    target, _, fragment = rest[cut:].partition("#")
    return Url(scheme, host, port, _encode_target(target), _encode(fragment), address)


def join_url(base: Url, location: str, *, max_length: int = 8192) -> Url:
    """Where a Location header leads from `base` (RFC 3986 section 5.2). Raises UrlError like parse_url."""
    location = location.strip(" \t")
    if not location:
        raise _malformed("it is empty")
    if len(location) > max_length:
        raise UrlError("url-too-long", length=len(location), limit=max_length)
    if location.startswith(("\\", "/\\")):
        raise _malformed("it begins with a backslash, which browsers read as another host")
    if _SCHEME.match(location):
        joined = location
    elif location.startswith("//"):
        joined = f"{base.scheme}:{location}"
    else:
        joined = base.origin + _merge_path(base, location)
    url = parse_url(joined, max_length=max_length)
    if not url.fragment and base.fragment:
        url = msgspec.structs.replace(url, fragment=base.fragment)  # RFC 9110 section 10.2.2
    return url


def is_local_name(host: str) -> bool:
    """Whether a name leads into a local network: a single label, or below a suffix that is never public."""
    labels = host.split(".")
    return len(labels) == 1 or labels[-1] in LOCAL_SUFFIXES


def _read_scheme(text: str) -> str:
    match = _SCHEME.match(text)
    if not match:
        raise _nowhere("it has no scheme")
    scheme = match.group(1).lower()
    if scheme not in DEFAULT_PORTS:
        if _REPEATED.sub(r"\1", scheme) in _MISSPELT:
            raise _nowhere(f"there is no scheme {scheme}")
        raise UrlError("scheme")
    return scheme


def _read_authority(authority: str, scheme: str) -> tuple[str, Address | None, int]:
    if not authority:
        raise _nowhere("it has no host")
    for bad, what in (("@", "a user name"), ("\\", "a backslash"), ("%", "a percent sign"), (" ", "a space")):
        if bad in authority:
            raise _malformed(f"there is {what} before the path")
    if authority.startswith("["):
        literal, bracket, port = authority[1:].partition("]")
        if not bracket or (port and not port.startswith(":")):
            raise _malformed("its brackets do not match")
        address: Address | None = _read_v6(literal)
        return str(address), address, _read_port(port[1:], scheme)
    host, _, port = authority.partition(":")
    name = read_host(host)
    address = ipaddress.IPv4Address(name) if _DOTTED_QUAD.fullmatch(name) else None
    return name, address, _read_port(port, scheme)


def _read_v6(literal: str) -> ipaddress.IPv6Address:
    try:
        return ipaddress.IPv6Address(literal)
    except ValueError:
        raise _malformed("the part in brackets is not an IPv6 address") from None


def _read_port(port: str, scheme: str) -> int:
    if not port:
        return DEFAULT_PORTS[scheme]
    if not (port.isascii() and port.isdigit()) or len(port) > 8 or not 0 < int(port) < 65536:
        raise _malformed("its port is not a number from 1 to 65535")
    return int(port)


def read_host(host: str) -> str:
    """A host name as the wire has it (UTS 46, lower case). Raises UrlError malformed-url."""
    try:
        name = idna.uts46_remap(host, std3_rules=False)
    except idna.IDNAError:
        raise _malformed("its host holds a character that no host may") from None
    written_with_dot = name.endswith(".")
    name = name.removesuffix(".")
    labels: list[str] = []
    octets = 0
    for label in name.split("."):
        labels.append(_to_ascii(label))
        octets += len(labels[-1]) + 1
        if octets > 254:  # RFC 1035 section 3.1: 255 with the length bytes; looked at as it grows, labels take long
            raise _malformed("its host is longer than 253 characters")
    name = ".".join(labels)
    if _NUMERIC.fullmatch(labels[-1]):
        _require_canonical_quad(name, plain=host.isascii() and not written_with_dot)
    return name


def _require_canonical_quad(name: str, *, plain: bool) -> None:
    if not plain or not _DOTTED_QUAD.fullmatch(name) or any(int(part) > 255 for part in name.split(".")):
        raise _malformed("its host ends in a number but is not written as an address is")


def _to_ascii(label: str) -> str:
    if not label.isascii():
        if label.startswith("xn--"):
            raise _malformed("its host holds punycode that stands for nothing")
        label = "xn--" + label.encode("punycode").decode("ascii")
    if len(label) > 63 or not _LABEL.fullmatch(label):
        raise _malformed("its host is not a host name")
    if label.startswith("xn--"):
        _require_true_punycode(label)
    return label


def _require_true_punycode(label: str) -> None:
    # An A-label must stand for something that is not ASCII and that mapping leaves alone (UTS 46 section 4).
    try:
        decoded = label[4:].encode("ascii").decode("punycode")
        stable = not decoded.isascii() and idna.uts46_remap(decoded, std3_rules=False) == decoded
    except (UnicodeError, idna.IDNAError):
        stable = False
    if not stable:
        raise _malformed("its host holds punycode that stands for nothing")


def _merge_path(base: Url, location: str) -> str:
    if location.startswith("/"):
        return location
    if location.startswith("?"):
        return base.path + location
    if location.startswith("#"):
        return base.target + location
    return base.path.rpartition("/")[0] + "/" + location


def _encode_target(target: str) -> str:
    path, mark, query = target.partition("?")
    path = _without_dots(path.replace("\\", "/"))  # browsers read a backslash in a path so
    return _encode(path or "/") + mark + _encode(query)


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _encode(text: str) -> str:
    return _TO_ENCODE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode()), text)


def _nowhere(why: str) -> UrlError:
    return UrlError("no-url", why=why)


def _malformed(why: str) -> UrlError:
    return UrlError("malformed-url", why=why)
