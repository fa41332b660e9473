"""Text that a stranger makes long costs time in proportion: `python -m tests.benchmarks.regex_growth` measures why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import linkcheck
from linkcheck import Page

LONG = 90_000
"""Characters: a post may have 100,000."""
YORK = Page(title="York buys buses", text="York buys 40 buses.")

READ: dict[str, Callable[[], object]] = {
    "charset": lambda: linkcheck.read_page(b"<p>York", content_type="text/html; charset=" + " " * LONG),
    "meta": lambda: linkcheck.read_page(b"<meta charset=" + b" " * LONG + b"><p>York"),
    "refresh": lambda: linkcheck.read_page(f'<meta http-equiv=refresh content="0;url={" " * LONG}"><p>York'),
    "title": lambda: linkcheck.read_page(f"<title>York{' ' * LONG}x</title><p>York"),
    "address": lambda: linkcheck.read_page("<p>York", url="https://a.example/-" + "a" * LONG),
    "escapes": lambda: linkcheck.compare("York buys https://a.example/" + "%00" * (LONG // 3) + "x", YORK),
    "word": lambda: linkcheck.compare("York buys " + "a" * LONG + "!", YORK),
    "bars": lambda: linkcheck.compare("York buys buses " + "|" * LONG + "x", YORK),
    "brackets": lambda: linkcheck.compare("[(" * (LONG // 2) + "York buys buses", YORK),
    "spaces": lambda: linkcheck.compare("York buys buses by" + " " * LONG + "!x", YORK),
    "html": lambda: linkcheck.parse_post({"text": f"<p>York</p>x{' ' * (LONG // 2)}x\n"}),
    "tags": lambda: linkcheck.parse_post({"text": "<a " * (LONG // 6) + "<br" + " " * 9000 + "York</p>"}),
    "cell": lambda: linkcheck.parse_post({"text": "York", "url": "https://a.example" + " ," * (LONG // 2) + "x"}),
    "list": lambda: linkcheck.parse_post({"text": "York", "url": "['https://a.example" + " ," * (LONG // 2) + "x]"}),
    "name": lambda: linkcheck.parse_post({"text": "York", "a" * LONG + " (" * LONG: "x"}),
    "nest": lambda: linkcheck.parse_post({"text": "York", "attachments": [[{"media": [[]] * 99}] * 99] * 9}),
    "objects": lambda: linkcheck.parse_post({"text": "", **{f"k{n}": {"a": n} for n in range(LONG // 3)}}),
    "inside": lambda: linkcheck.parse_post({"post": {"text": "York"}, **{f"k{n}": {"a": n} for n in range(LONG // 3)}}),
    "lines": lambda: linkcheck.compare("York buys buses" + "\n" * LONG + "\0x", YORK),
}


@pytest.mark.parametrize("entrance", READ)
@pytest.mark.timeout(20)  # quadratic time would take a minute and more
def test_text_that_a_stranger_makes_long_is_read_in_linear_time(entrance: str) -> None:
    assert READ[entrance]()
