"""One table of failures: stable codes, one outcome each, and sentences that can be told to people."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import pytest

from linkcheck._web import failures
from linkcheck._web.failures import FAILURES, FetchFailure, failure_kind
from linkcheck._web.types import Outcome

CODES = {
    Outcome.REFUSED: "address malformed-url excluded robots action-link port scheme insecure-redirect too-many-links",
    Outcome.GONE: "not-found gone no-url no-such-name",
    Outcome.BLOCKED: "blocked-401 blocked-403 blocked-429 blocked-451 blocked-999",
    Outcome.FAILED: "timeout dns-timeout dns-failure connection-refused reset tls-expired tls-wrong-host "
    "tls-self-signed server-error request-timeout protocol-error redirect-loop too-many-redirects bad-redirect offline",
    Outcome.UNREADABLE: "content-type encoding too-large empty",
}


@pytest.mark.parametrize(("outcome", "codes"), CODES.items())
def test_codes_that_others_rely_on(outcome: Outcome, codes: str) -> None:
    for code in codes.split():
        assert failure_kind(code).outcome is outcome


def test_a_code_that_is_not_in_the_table_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        FetchFailure("no-such-code")


@pytest.mark.parametrize("code", FAILURES)
def test_every_sentence_names_the_link(code: str) -> None:
    fields = {field for _, field, _, _ in string.Formatter().parse(FAILURES[code].sentence) if field}
    facts: dict[str, Any] = dict.fromkeys(fields - {"it"}, 5)

    assert "https://example.com/" in FetchFailure(code, **facts).sentence("https://example.com/")


def test_sentences_are_short_and_tame() -> None:
    failure = FetchFailure("protocol-error", why="\x1b[31m\u202e" + "x" * 5000)

    sentence = failure.sentence("https://example.com/\n" + "y" * 5000)

    assert len(sentence) < 500
    assert sentence.isprintable()


def test_every_row_of_the_table_is_raised_somewhere() -> None:
    room = Path(failures.__file__).parent.parent
    source = "".join(file.read_text("utf-8") for file in room.rglob("*.py") if file.name != "failures.py")
    families = {"blocked", "tls", "blocked-429"}  # raised as f"{family}-{reason}"
    assert [code for code in FAILURES if code not in families and f'"{code}"' not in source] == []
