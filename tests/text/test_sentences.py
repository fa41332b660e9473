from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._text.sentences import MAX_SENTENCE, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_stops_and_lines_end_a_sentence() -> None:
    assert sentences("It rained. “Why?” Nobody knew!\nA heading\n\nThe end") == [
        "It rained.",
        "“Why?”",
        "Nobody knew!",
        "A heading",
        "The end",
    ]


def test_abbreviations_initials_and_decimals_end_no_sentence() -> None:
    text = "Mr. Smith of the U.S. Senate paid 3.5 million on Jan. 5 to J. Doe."
    assert sentences(text) == [text]


def test_cjk_stops_need_no_space() -> None:
    assert sentences("今日は雨です。明日は晴れ！「はい。」") == ["今日は雨です。", "明日は晴れ！", "「はい。」"]


def test_text_without_stops_is_cut_between_words() -> None:
    parts = sentences("word " * 500)
    assert all(len(part) <= MAX_SENTENCE for part in parts)
    assert " ".join(parts).split() == ["word"] * 500


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_spans_rise_and_lose_nothing_but_space(text: str) -> None:
    spans = sentence_spans(text)
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
