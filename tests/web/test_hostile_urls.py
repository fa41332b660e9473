"""URLs that try to get somewhere they must not, and URLs that only look like it.

Every name resolves to a public address here, so that nothing but the URL itself can be the reason for a refusal.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck._check.shared import fetch
from linkcheck._urls.url import Url, UrlError, parse_url
from linkcheck._web.client import Client
from linkcheck._web.failures import FetchFailure
from linkcheck._web.guard import Guard
from linkcheck._web.semantics import redirect_target
from linkcheck._web.types import Outcome
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import FaultServer, Names

PUBLIC = "93.184.216.34"

LITERALS_V4 = [
    "http://127.0.0.1:8080/",
    "http://127.255.255.255/",
    "http://0/",
    "http://0.0/",
    "http://0x0/",
    "http://00.00.00.00/",
    "http://1/",
    "http://017700000001/",
    "http://0x7F000001/",
    "http://0X7f000001/",
    "http://0x7f.0.0.1/",
    "http://0x7f.0x0.0x0.0x1/",
    "http://127.0.0.0x1/",
    "http://127.0.0.01/",
    "http://127.000.000.001/",
    "http://127.65536/",
    "http://127.16777215/",
    "http://4294967296/",
    "http://4294967297/",
    "http://18446744073709551617/",
    "http://383.0.0.1/",
    "http://127.0.0.257/",
    "http://127.0.0.1.0/",
    "http://127..0.0.1/",
    "http://.127.0.0.1/",
    "http://127.0.0.1../",
    "http://-127.0.0.1/",
    "http://+127.0.0.1/",
    "http://0b1111111.0.0.1/",
    "http://0o177.0.0.1/",
    "http://0x/",
    "http://0x./",
    "http://10.0.0.1/",
    "http://10.255.255.255/",
    "http://172.16.0.1/",
    "http://192.168.255.255/",
    "http://100.64.0.1/",
    "http://100.100.100.200/latest/meta-data/",
    "http://169.254.169.254:8080/",
    "http://169.254.169.123/",
    "http://192.0.0.170/",
    "http://192.0.0.192/opc/v2/",
    "http://192.0.2.1/",
    "http://198.51.100.7/",
    "http://203.0.113.255/",
    "http://224.0.0.251/",
    "http://239.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.254/",
    "http://3232235777/",
    "http://0xC0A80101/",
    "http://0300.0250.0001.0001/",
    "http://192.168.257/",
    "http://0xA9FEA9FE/",
    "http://8.8.2056/",
    "http://1.1.1.01/",
    "http://[127.0.0.1]/",
    "http://127.0.0.1,example.com/",
]

LITERALS_V6 = [
    "http://[::1]:8080/",
    "http://[0::1]/",
    "http://[::0.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[::10.0.0.1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::FFFF:192.168.0.1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]/",
    "http://[::ffff:0.0.0.0]/",
    "http://[::ffff:100.64.0.1]/",
    "http://[::ffff:0127.0.0.1]/",
    "http://[::ffff:0:10.0.0.1]/",
    "http://[::ffff:0:0]/",
    "http://[::ffff:8.8.8.8]/",
    "http://[::ffff:808:808]/",
    "http://[64:ff9b::]/",
    "http://[64:ff9b::192.168.1.1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1:fffe::127.0.0.1]/",
    "http://[100::1]/",
    "http://[100:0:0:1::1]/",
    "http://[2001::1]/",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "http://[2001:10::1]/",
    "http://[2001:db8::1]/",
    "http://[2001:db8:ffff:ffff::1]/",
    "http://[2002:c0a8:101::1]/",
    "http://[2002:5db8:d822::1]/",
    "http://[2001:4860::5efe:127.0.0.1]/",
    "http://[2001:4860::200:5efe:10.0.0.1]/",
    "http://[3ffe::1]/",
    "http://[3fff:fff::1]/",
    "http://[1::1]/",
    "http://[fd00:ec2::254]/",
    "http://[fec0::1]/",
    "http://[fe80::a9fe:a9fe]/",
    "http://[febf::1]/",
    "http://[ff01::1]/",
    "http://[ff0e::1]/",
    "http://[ffff::1]/",
    "http://[2606:4700::1111%25eth0]/",
    "http://[2606:4700::1111%eth0]/",
    "http://[2606:4700::1111%]/",
    "http://[::1]@example.com/",
    "http://[::1].example.com/",
    "http://[::1]example.com/",
    "http://[[::1]]/",
    "http://[::1]]/",
    "http://[]/",
    "http://[:]/",
    "http://[::1 ]/",
    "http://[0x7f::1]/",
    "http://[::1:2:3:4:5:6:7:8]/",
    "http://[::ffff:127.1]/",
    "http://[example.com]/",
    "http://\uff3b::1\uff3d/",
    "http://2606:4700::1111/",
]

NAMES = [
    "http://localhost:8080/",
    "http://localhost./",
    "http://LocalHost./",
    "http://LOCALHOST.LOCALDOMAIN/",
    "http://a.b.localhost/",
    "http://a.localhost./",
    "http://ip6-loopback/",
    "http://host/",
    "http://host./",
    "http://router/",
    "http://metadata./",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://METADATA.GOOGLE.INTERNAL./",
    "http://instance-data.ec2.internal/",
    "http://ip-10-0-0-1.ec2.internal/",
    "http://host.docker.internal/",
    "http://gateway.docker.internal/",
    "http://kubernetes.default.svc.cluster.local/",
    "http://nas.local./",
    "http://nas.LOCAL/",
    "http://wpad.lan/",
    "http://nas.home/",
    "http://mail.corp/",
    "http://exchange.intranet/",
    "http://db.private/",
    "http://a.invalid/",
    "http://a.alt/",
    "http://home.arpa/",
    "http://nas.home.arpa./",
    "http://8.b.d.0.1.0.0.2.ip6.arpa/",
    "http://hidden.onion./",
]

IDNA = [
    "http://\uff11\uff12\uff17.\uff10.\uff10.\uff11/",
    "http://127\u30020\u30020\u30021/",
    "http://\u2488\u24ea.0.0.1/",
    "http://\u2469.0.0.1/",
    "http://\U0001d7cf\U0001d7d0\U0001d7d5.0.0.1/",
    "http://\u00b9\u00b2\u2077.0.0.1/",
    "http://0\uff587f.1/",
    "http://loc\u00adalhost/",
    "http://local\u200bhost/",
    "http://local\u2060host/",
    "http://lo\u200dcalhost/",
    "http://\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54/",
    "http://\U0001d4f5\U0001d4f8\U0001d4ec\U0001d4ea\U0001d4f5\U0001d4f1\U0001d4f8\U0001d4fc\U0001d4fd/",
    "http://localho\u017ft\uff0e/",
    "http://\u2113ocalhost/",
    "http://nas.loca\u2113/",
    "http://metadata\uff0egoogle\u3002internal/",
    "http://169.254.169.254\uff0f@example.com/",
    "http://127.0.0.1\uff0fexample.com/",
    "http://127.0.0.1\uff1f.example.com/",
    "http://127.0.0.1\uff03.example.com/",
    "http://127.0.0.1\uff20example.com/",
    "http://127.0.0.1\uff1a80/",
    "http://127.0.0.1\uff05.example.com/",
    "http://exam\u2100ple.com/",
    "http://\u202eexample.com/",
    "http://exa\ufffdmple.com/",
    "http://xn--localhost-/",
    "http://xn--127.0.0.1-/",
    "http://xn--google-/",
    "http://xn--\u00e9.example/",
    "http://xn--example-\u0000.com/",
    "http://XN--A.example/",
    "http://a.xn--fiq\u0301.com/",
    "http://\u0301.example.com/\u0000",
]

PARSING = [
    "http://user@example.com/",
    "http://:@example.com/",
    "http://@example.com/",
    "http://example.com:@127.0.0.1/",
    "http://example.com%00.127.0.0.1/",
    "http://127.0.0.1%00.example.com/",
    "http://127.0.0.1%20.example.com/",
    "http://127.0.0.1%2eexample.com/",
    "http://example%2ecom/",
    "http://%6cocalhost/",
    "http://%5b::1%5d/",
    "http://example.com%0d%0aHost:127.0.0.1/",
    "http://example.com\\127.0.0.1/",
    "http://example.com\\.127.0.0.1/",
    "http://\\example.com/",
    "http:/\\127.0.0.1/",
    "\\\\127.0.0.1\\share",
    "//127.0.0.1/",
    "//example.com/",
    "/etc/passwd",
    "example.com",
    "127.0.0.1",
    "http:example.com",
    "http:127.0.0.1",
    "http:////127.0.0.1/",
    "http://?127.0.0.1/",
    "http://#127.0.0.1/",
    "http://:80/",
    "http://:8080@127.0.0.1/",
    "http://example.com:/:80@127.0.0.1:\t/",
    "http://exa\tmple.com/",
    "http://exa\nmple.com/",
    "http://example.com/\r\nX-Injected: 1",
    "http://example.com/\x00",
    "http://example.com\x0b/",
    "http://example.com\u0085/",
    "http://example.com/\x7f",
    "ht\ntp://example.com/",
    "http\t://example.com/",
    "http://exam ple.com/",
    "http:// example.com/",
    "http://example.com /",
    "http://example..com/",
    "http://.example.com/",
    "http://example.com../",
    "http://-example.com/",
    "http://example-.com/",
    "http://exa$mple.com/",
    "http://exa|mple.com/",
    "http://exa`mple.com/",
    'http://exa"mple.com/',
    "http://exa{mple}.com/",
    "http://exa>mple.com/",
    "http://exa,mple.com/",
    "http://exa;mple.com/",
    "http://exa!mple.com/",
    "http://exa*mple.com/",
    "http://exa(mple.com/",
    "http://exa'mple.com/",
    "http://exa=mple.com/",
    "http://exa&mple.com/",
    "http://exa+mple.com/",
    "http://exa~mple.com/",
    "http://" + "a." * 127 + "com/",
    "http://" + "a" * 64 + ".com/",
    "http://example.com/" + "a" * 9000,
]

PORTS = [
    "http://example.com:1/",
    "http://example.com:22/",
    "http://example.com:25/",
    "http://example.com:53/",
    "http://example.com:81/",
    "http://example.com:444/",
    "http://example.com:2375/",
    "http://example.com:2379/",
    "http://example.com:5432/",
    "http://example.com:5984/",
    "http://example.com:8000/",
    "http://example.com:8081/",
    "http://example.com:8888/",
    "http://example.com:50070/",
    "http://example.com:65535/",
    "http://example.com:65536/",
    "http://example.com:65616/",
    "http://example.com:0/",
    "http://example.com:-80/",
    "http://example.com:+80/",
    "http://example.com:8 0/",
    "http://example.com:80a/",
    "http://example.com:\uff18\uff10/",
    "http://example.com:\u0668\u0660/",
    "http://example.com:80:80/",
    "http://example.com:4294967376/",
    "http://[2606:4700::1111]:22/",
    "http://[2606:4700::1111]80/",
    "http://93.184.216.34:6379/",
]

SCHEMES = [
    "FiLe:///etc/passwd",
    "file:/etc/passwd",
    "file:\\\\server\\share",
    "JaVaScRiPt:alert(1)",
    "javascript://example.com/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,PHA+",
    "blob:http://example.com/1",
    "vbscript:msgbox(1)",
    "dict://127.0.0.1:11211/stat",
    "ldaps://127.0.0.1/",
    "smb://127.0.0.1/",
    "ssh://127.0.0.1/",
    "telnet://127.0.0.1/",
    "git://example.com/",
    "git+http://127.0.0.1/",
    "wss://example.com/",
    "rtsp://127.0.0.1/",
    "chrome://settings",
    "intent://example.com/#Intent;scheme=http;end",
    "httpx://example.com/",
    "http+unix://%2fvar%2frun%2fdocker.sock/",
    "https+http://127.0.0.1/",
    "hTTp:/127.0.0.1/",
    "url:http://127.0.0.1/",
    "feed:http://127.0.0.1/",
    "about:srcdoc",
    "tel:+15550100",
    "ipfs://bafy/",
]

HOSTILE = [*LITERALS_V4, *LITERALS_V6, *NAMES, *IDNA, *PARSING, *PORTS, *SCHEMES]

GOOD = [
    "http://93.184.216.34/",
    "http://93.184.216.34:8080/",
    "http://example.com/",
    "HTTP://EXAMPLE.COM/",
    "http://example.com./",
    "http://www.example.com.:80/",
    "http://example.com:8080/",
    "http://example.com:00080/",
    "http://example.com:/",
    "http://under_score.example.com/",
    "http://_dmarc.example.com/",
    "http://a--b.example.com/",
    "http://xn--bcher-kva.example/",
    "http://b\u00fccher.example/",
    "http://stra\u00dfe.example/",
    "http://\u4f8b\u3048.\u30c6\u30b9\u30c8/",
    "http://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444/\u043f\u0443\u0442\u044c?\u0430=\u0431",
    "http://\u0645\u062b\u0627\u0644.\u0645\u0635\u0631/",
    "http://example.com\u3002cn/",
    "http://\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45.com/",
    "http://i\u2764.example.com/",
    "http://xn--i-7iq.example.com/",
    "http://faq.\u00f6bb.at/",
    "http://127-0-0-1.example.com/",
    "http://localhost.example.com/",
    "http://internal.example.com/",
    "http://metadata.example.com/",
    "http://arpa.example.com/",
    "http://0.example.com/",
    "http://1e100.net/",
    "http://0x7f.1.example/",
    "http://3com.com/",
    "http://a.co/",
    "http://t.co/AbCdEf",
    "http://local.museum/",
    "http://example.home.pl/",
    "http://corp.com/",
    "http://example.com/" + "a" * 4000,
    "http://example.com/a/../../b/./c",
    "http://example.com//double//slash",
    "http://example.com/a|b^c`d{e}",
    "http://example.com/%E4%BD%A0?%zz=%",
    "http://example.com/?q=http://user:pass@127.0.0.1:22/#[::1]",
    "http://example.com?query",
    "http://example.com#fragment",
    "http://example.com/path;v=1,2?a=b&c[]=d",
    "http://example.com/@user/1",
    "http://example.com/a\\b",
    "http://example.com/a b?c d",
    "http://example.com/caf\u00e9",
    "http://example.com/\U0001f600",
]


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch, server: FaultServer, names: Names) -> list[tuple[str, int]]:
    """Every connection tried; those to the public address end at the server on loopback, the rest are refused."""
    tried: list[tuple[str, int]] = []
    connect = socket.socket.connect

    def record(self: socket.socket, address: Any) -> None:
        tried.append(address[:2])
        if address[0] != PUBLIC:
            raise ConnectionRefusedError(111, "refused")
        connect(self, ("127.0.0.1", server.port))

    monkeypatch.setattr(names, "answers", _Everything())
    monkeypatch.setattr(socket.socket, "connect", record)
    return tried


class _Everything(dict[str, list[Sequence[str] | OSError]]):
    """A world where every name is there."""

    def get(self, *_: object) -> list[Sequence[str] | OSError]:
        return [[PUBLIC]]


@pytest.fixture
def outside() -> Settings:
    return Settings(host_delay=0, retries=0, obey_robots=False, timeout=5)


@pytest.mark.parametrize("url", HOSTILE, ids=[ascii(url)[1:60] for url in HOSTILE])
def test_a_hostile_url_is_refused_without_a_connection(
    url: str, connections: list[tuple[str, int]], outside: Settings
) -> None:
    snapshot = fetch(url, settings=outside)
    assert connections == []
    assert snapshot.outcome is (Outcome.GONE if snapshot.detail == "no-url" else Outcome.REFUSED)
    assert snapshot.message


@pytest.mark.parametrize("url", GOOD, ids=[ascii(url)[1:60] for url in GOOD])
def test_an_odd_but_harmless_url_is_asked_for(url: str, connections: list[tuple[str, int]], outside: Settings) -> None:
    snapshot = fetch(url, settings=outside)
    assert snapshot.detail == "not-found", snapshot.message
    assert [address for address, _ in connections] == [PUBLIC]


@pytest.mark.parametrize("url", HOSTILE, ids=[ascii(url)[1:60] for url in HOSTILE])
def test_no_redirect_leads_there(url: str) -> None:
    base = parse_url("http://example.com/page")
    location = url.encode("utf-8", "replace").decode("latin-1")  # as headers are read
    try:
        target = redirect_target(base, location, max_length=8192)
        Guard(Settings()).judge(target)
    except FetchFailure:
        return
    assert (target.host, target.port) == ("example.com", 80), "a relative reference stays on its site"


IN_A_HOST = st.characters(exclude_characters="/?#@:[]\\\r\n\t")


@given(host=st.text(IN_A_HOST, min_size=1, max_size=12), tail=st.text(max_size=12))
def test_no_name_is_a_mistake_of_ours(host: str, tail: str) -> None:
    try:
        url = parse_url(f"http://{host}.example:1/{tail}")
    except UrlError:
        return
    assert asked(url) == "connection-refused"


def asked(url: Url) -> str:
    """The failure of asking for a URL where nobody listens."""

    async def ask() -> str:
        client = Client(Settings())
        try:
            await client.get(url, [ipaddress.ip_address("127.0.0.1")], {})
        except FetchFailure as failure:
            return failure.code
        finally:
            await client.aclose()
        return ""

    return asyncio.run(ask())
