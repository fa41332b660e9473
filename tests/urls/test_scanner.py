from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._urls.scanner import MAX_LABEL_LENGTH, MAX_URL_LENGTH, _fits, find_urls

CONFORMANCE = Path(__file__).parent / "conformance"
URL_GROUPS = ("urls", "urls_with_indices", "urls_with_directional_markers", "tco_urls_with_params")

HOSTILE = ("a.", "(", "http://", "a-", "a.co/(", "http://a.b.", "xn--a.", "日本.", "http://日.", "@a.", "a.com?", "a_.")


@cache
def cases(file: str, groups: tuple[str, ...]) -> list[Any]:
    tests = yaml.safe_load((CONFORMANCE / file).read_text("utf-8"))["tests"]
    return [case for group in groups for case in tests[group]]


def urls(text: str) -> list[str]:
    return [found.url for found in find_urls(text)]


def test_the_conformance_suite_is_whole() -> None:
    assert len(cases("extract.yml", URL_GROUPS)) == 108
    assert len(cases("tlds.yml", ("country", "generic"))) == 1574


@pytest.mark.parametrize("case", cases("extract.yml", URL_GROUPS), ids=lambda case: case["description"])
def test_urls_are_found_as_twitter_text_finds_them(case: dict[str, Any]) -> None:
    found = find_urls(case["text"])
    if case["expected"] and isinstance(case["expected"][0], dict):
        assert [{"url": url.url, "indices": [url.start, url.end]} for url in found] == case["expected"]
    else:
        assert [url.url for url in found] == case["expected"]


def test_every_top_level_domain_of_the_suite_is_known() -> None:
    wrong = [case for case in cases("tlds.yml", ("country", "generic")) if urls(case["text"]) != case["expected"]]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see http://127.0.0.1:8000/page.", ["http://127.0.0.1:8000/page"]),
        ("see http://[::1]:8000/page?x=1", ["http://[::1]:8000/page?x=1"]),
        ("see http://localhost:8080/a and http://shop.test/b", ["http://localhost:8080/a", "http://shop.test/b"]),
        ("localhost and 127.0.0.1 and 3.14 are no links without a scheme", []),
        ("http://300.1.2.3/ and http://1.2.3.4.5/", []),
    ],
)
def test_own_machines_are_hosts_where_a_scheme_says_so(text: str, expected: list[str]) -> None:
    assert urls(text) == expected


def test_a_link_as_slack_writes_it_ends_at_its_bar() -> None:
    assert urls("see <https://example.com/a|the page> and <https://example.com|it>, or https://example.com/b|c") == [
        "https://example.com/a",
        "https://example.com",
        "https://example.com/b|c",
    ]


@pytest.mark.parametrize("text", ["mail first.me@example.com", "mail name.al-last@example.com", "@example.com"])
def test_mail_addresses_and_handles_are_no_links(text: str) -> None:
    assert urls(text) == []


def test_spans_count_code_points_after_emoji_and_astral_letters() -> None:
    text = "👩‍👩‍👧 𝔘𝔫𝔦 https://example.com/a 🇺🇦 example.org"
    assert [text[found.start : found.end] for found in find_urls(text)] == ["https://example.com/a", "example.org"]


def test_ellipsis_before_a_scheme_does_not_hide_the_link() -> None:
    assert urls("and then...https://example.com/a") == ["https://example.com/a"]


def test_sentence_without_spaces_does_not_hide_a_bare_domain() -> None:
    assert urls("これはとても長い文章です" * 20 + "example.com/a") == ["example.com/a"]


def test_accented_word_after_a_full_stop_is_no_domain() -> None:
    assert urls("C'est la fin.Comédie en trois actes") == []


def test_longer_than_twitter_text_allows_is_no_link() -> None:
    assert urls("http://example.com/" + "a" * MAX_URL_LENGTH) == []


@pytest.mark.parametrize("unit", HOSTILE)
def test_untrusted_text_is_read_to_its_end(unit: str) -> None:
    text = unit * (25_000 // len(unit)) + " https://example.com/end"
    assert urls(text)[-1] == "https://example.com/end"


def steps(text: str) -> int:
    """Calls made while scanning, regular expressions included; each reads on from where it stands."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        find_urls(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", HOSTILE)
def test_twice_the_text_takes_twice_the_steps(unit: str) -> None:
    assert steps(unit * 800) <= 2.1 * steps(unit * 400) + 20


WORDS = ["http://", "https://", "xn--", "t.co/", "com", "example", "localhost", "1.2.3.4", "日本", "みんな"]
NEAR_URLS = st.lists(st.sampled_from([*WORDS, *"aé8.-_/()?#@:!'[]😀 \n\0\u202a\ud800"]), max_size=40).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=200), NEAR_URLS))
def test_spans_slice_to_the_url_and_never_overlap(text: str) -> None:
    position = 0
    for found in find_urls(text):
        assert position <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.url
        position = found.end


@settings(max_examples=100, deadline=None)
@given(NEAR_URLS)
def test_a_url_found_in_a_text_is_found_again_alone(text: str) -> None:
    for found in find_urls(text):
        if "://" in found.url:
            assert urls(found.url) == [found.url]


@given(st.text(min_size=1, max_size=80))
def test_a_label_fits_the_wire_where_its_encoding_does(label: str) -> None:
    label = label.replace(".", "")
    try:
        octets = len(label.encode("punycode")) + len("xn--")
    except UnicodeError:
        return
    if not label.isascii() and not label.lower().startswith("xn--"):
        assert _fits(label) is (len(label) <= MAX_LABEL_LENGTH and octets <= MAX_LABEL_LENGTH)
