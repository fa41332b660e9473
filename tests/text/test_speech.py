from __future__ import annotations

import pytest

from linkcheck._text.quotations import find_quotations
from linkcheck._text.speech import read_speech


def speaker(text: str) -> str:
    """Whom a text gives its first quotation to; "he" for any pronoun, "" for nobody by name."""
    speech = read_speech(text, *find_quotations(text)[0])
    if speech.pronoun:
        return "he"
    return text[speech.speaker.start : speech.speaker.end] if speech.speaker else ""


@pytest.mark.parametrize(
    "text",
    [
        "Hanna Berg: “We will not build this bridge”",
        "Hanna Berg on the new harbour: “We will not build this bridge”",
        "“We will not build this bridge,” said Hanna Berg after the vote.",
        "“We will not build this bridge,” said engineer Hanna Berg of the firm Lagat.",
        "“We will not build this bridge,” Hanna Berg told reporters.",
        "Hanna Berg, the head of the firm Lagat, said: “We will not build this bridge.”",
        "Hanna Berg called the plan “a bridge to nowhere at all”.",
        "“We will not build this bridge” – Hanna Berg",
        "“We will not build this bridge”, according to Hanna Berg.",
        "According to Hanna Berg, the plan is “a bridge to nowhere at all”.",
        "« Nous ne construirons pas ce pont », dit Hanna Berg.",
        "“Shall we build this bridge?” asked Hanna Berg.",
    ],
)
def test_the_speaker_is_read_before_and_behind_a_quotation(text: str) -> None:
    assert speaker(text) == "Hanna Berg"


@pytest.mark.parametrize(
    "text",
    [
        "“We will not build this bridge,” said the mayor.",
        "“We will not build this bridge,” said a spokesman for Lagat.",
        "“We will not build this bridge,” said Lagat's lawyer.",
        "“We will not build this bridge.” Hanna Berg said that the vote was over.",
        "Hanna Berg left the hall.\n“We will not build this bridge.”",
        "Hanna Berg and Marta Ruiz: “We will not build this bridge”",
    ],
)
def test_nobody_is_the_speaker_whom_the_sentence_does_not_surely_name(text: str) -> None:
    assert speaker(text) == ""


def test_a_pronoun_that_speaks_is_told() -> None:
    assert speaker("“We will not build this bridge,” she said. Hanna Berg left.") == "he"
    assert speaker("They said: “We will not build this bridge.”") == "he"


def test_a_title_with_a_full_stop_stands_before_the_speaker() -> None:
    assert speaker("“We will not build this bridge,” Dr. Berg said.") == "Berg"
