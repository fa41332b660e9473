"""Reasons and causes without a model: each has a sentence of one style, and fills it with the facts of its case."""

from __future__ import annotations

import pytest

from linkcheck._page.types import STATE_REASONS, PageState
from linkcheck._scoring.codes import BETTER_MATCH, CAUSES, OVERCLAIM, REASONS, CauseCode, ReasonCode
from linkcheck._scoring.types import Cause, Party

DECLARED: list[ReasonCode | CauseCode] = [*REASONS.values(), *CAUSES.values()]


@pytest.mark.parametrize("declared", DECLARED, ids=[f"{type(one).__name__}-{one.code}" for one in DECLARED])
def test_a_meaning_is_a_clause_and_a_message_a_sentence(declared: ReasonCode | CauseCode) -> None:
    assert declared.meaning[0].islower() or declared.meaning.startswith("URL")
    assert not declared.meaning.endswith(".")
    assert declared.message[0].isupper() or declared.message.startswith("{")
    assert declared.message.endswith((".", "}"))
    assert "'" not in declared.message.replace("'s", "")


def test_every_state_but_readable_has_a_sentence() -> None:
    assert set(STATE_REASONS) == set(PageState) - {PageState.READABLE}
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in STATE_REASONS.values())


def test_a_reason_names_the_facts_of_its_case() -> None:
    reason = BETTER_MATCH.reason(row="row 4", title="Night buses", fits="fits this post clearly better", weight=2.0)
    assert (reason.code, reason.weight) == ("better-match", 2.0)
    assert reason.message == "The page of row 4, “Night buses”, fits this post clearly better."


def test_a_cause_says_who_is_responsible() -> None:
    message = "The page is about what the post says, but a detail differs."
    assert OVERCLAIM.cause() == Cause(code="overclaim", responsible=Party.AUTHOR, message=message)
