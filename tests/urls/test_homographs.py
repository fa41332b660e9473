"""Host names that pose as others are noted; words in their own script are not."""

from __future__ import annotations

import pytest

from linkcheck._tables import table_columns
from linkcheck._urls.homographs import LOOK_ALIKE, MIXED, host_warnings
from linkcheck._urls.url import parse_url


def warnings(host: str) -> tuple[str, ...]:
    return host_warnings([parse_url(f"https://{host}/").host])


@pytest.mark.parametrize(
    "host", ["\u0430\u0440\u0440\u04cf\u0435.com", "\u0440\u0430\u0443\u0440\u0430\u04cf.com", "xn--80ak6aa92e.com"]
)
def test_a_host_in_letters_that_look_latin_is_noted(host: str) -> None:
    assert warnings(host) == (LOOK_ALIKE,)


@pytest.mark.parametrize("host", ["example.com\u2215login.evil.example", "example.com\u2044a.example"])
def test_a_mark_that_looks_like_the_end_of_the_host_is_noted(host: str) -> None:
    assert warnings(host) == (LOOK_ALIKE,)


@pytest.mark.parametrize("host", ["\u0430pple.com", "g\u043e\u043egle.com"])
def test_a_label_of_mixed_scripts_is_noted(host: str) -> None:
    assert MIXED in warnings(host)


@pytest.mark.parametrize(
    "host",
    [
        "example.com",
        "b\u00fccher.example",
        "\u043f\u0440\u0438\u043c\u0435\u0440.com",
        "\u0445\u043e\u0440.\u0440\u0444",
        "\u4f8b\u3048.\u30c6\u30b9\u30c8",
        "toyota\u65e5\u672c.jp",
        "\u0443\u043a\u0440\u0430\u0457\u043d\u0430.example.com",
        "i\u2764.example",
        "xn--maana-pta.com",
    ],
)
def test_words_in_their_own_script_are_not_noted(host: str) -> None:
    assert warnings(host) == ()


def test_each_warning_is_given_once_for_all_hosts() -> None:
    hosts = [parse_url(f"https://{host}/").host for host in ("\u0430pple.com", "\u0430pple.com", "example.com")]
    assert host_warnings(hosts) == (LOOK_ALIKE, MIXED)


LOOK_ALIKES = [
    (letter, plain)
    for table in ("confusables", "look_alikes")
    for letter, plain in table_columns(f"_urls/data/{table}.txt", 2)
]


@pytest.mark.parametrize(("letter", "plain"), LOOK_ALIKES)
def test_a_label_of_each_look_alike_is_told(letter: str, plain: str) -> None:
    assert plain.isascii()
    label = f"xn--{letter.encode('punycode').decode()}"
    assert "look-alike-host" in host_warnings([f"{label}.com"])
