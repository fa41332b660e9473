from __future__ import annotations

import pytest

import linkcheck

SENTENCE = "The council of Dorsten approves 240 new homes at Station Road"


def frames(text: str) -> list[tuple[str, str]]:
    claim = linkcheck.parse_post(text).claim
    return [(claim.text[frame.start : frame.end], frame.kind) for frame in claim.frames]


@pytest.mark.parametrize(
    "text",
    [
        f"TIL {SENTENCE}",
        f"TIL that {SENTENCE}",
        f"Today I learned {SENTENCE}",
        f"UPDATE 2-{SENTENCE}",
        f"WATCH LIVE {SENTENCE}",
        f"THREAD 1/7 {SENTENCE}",
        f"Good morning all! {SENTENCE}",
        f"Hi folks, {SENTENCE}",
        f"Part 2: {SENTENCE}",
        f"{SENTENCE} [3]",
        f"{SENTENCE} [12, 14]",
        f"{SENTENCE} (4 min read)",
        f"{SENTENCE} · 7 minute read",
        f"{SENTENCE} © 2026 Dorsten Gazette",
        f"{SENTENCE}. Photo: Karin Ruiz",
        f"{SENTENCE} (Photo by Karin Ruiz)",
        f"{SENTENCE}. Source: Associated Press",
    ],
)
def test_a_mark_around_the_sentence_is_no_part_of_the_claim(text: str) -> None:
    assert linkcheck.parse_post(text).claim.text.rstrip(".") == SENTENCE


@pytest.mark.parametrize(
    "text",
    [
        "Good results for the council of Dorsten: 240 new homes",
        "NATO-Russia talks end without a deal in Geneva",
        "WHO approves the new vaccine for children",
        "NEW YORK council approves 240 new homes",
        "3 killed in the harbour of Dorsten",
        "Hello Kitty opens a shop in Dorsten",
    ],
)
def test_the_opening_words_of_a_sentence_are_no_mark(text: str) -> None:
    assert linkcheck.parse_post(text).claim.text == text


@pytest.mark.parametrize(
    ("text", "frame", "kind"),
    [
        (f"Trump: {SENTENCE}", "Trump: ", "subject"),
        (f"Sandy Hook - {SENTENCE}", "Sandy Hook - ", "subject"),
        (f"12 May 2024: {SENTENCE}", "12 May 2024: ", "subject"),
        (f"[Dorsten] {SENTENCE}", "[Dorsten] ", "label"),
        (f"3. {SENTENCE}", "3. ", "label"),
        (f"{SENTENCE} (Fox)", " (Fox)", "label"),
        (f"{SENTENCE} (2019)", " (2019)", "label"),
        (f"{SENTENCE} | Maria Garcia", " | Maria Garcia", "label"),
        (f"{SENTENCE} — Karin Ruiz, CNN", " — Karin Ruiz, CNN", "label"),
        (f"{SENTENCE} by Karin Ruiz", " by Karin Ruiz", "credit"),
        (f"{SENTENCE} Photo by Karin Ruiz", " Photo by Karin Ruiz", "credit"),
        (f"{SENTENCE}\n\nBy Karin Ruiz", "By Karin Ruiz", "label"),
        (f"{SENTENCE}\n\nReuters", "Reuters", "label"),
        (f"{SENTENCE}, according to Karin Ruiz", ", according to Karin Ruiz", "credit"),
        ("An old man of Dorsten was shot by Karin Ruiz", " by Karin Ruiz", "doer"),
        ("The council of Dorsten approves 240 new ho…", " ho…", "label"),
    ],
)
def test_a_short_label_outside_the_sentence_is_a_frame(text: str, frame: str, kind: str) -> None:
    assert frames(text) == [(frame, kind)]


@pytest.mark.parametrize(
    "text",
    [f"BBC News: {SENTENCE}", f"Opinion | {SENTENCE}", f"LONDON (Reuters) - {SENTENCE}", f"{SENTENCE} per ESPN"],
)
def test_a_label_of_known_words_is_no_subject(text: str) -> None:
    assert [kind for _, kind in frames(text)] == ["label"]


@pytest.mark.parametrize(
    "text",
    [
        f"{SENTENCE} (aged 45)",
        "Company profits rise - shares fall",
        "Company Profits Rise In Spring - Shares Fall",
        "3 killed: police look for a gunman in Dorsten",
        "Karin Ruiz: “The ferry will never sail again without a second engine”",
        f"{SENTENCE} by Friday in May",
        f"{SENTENCE} from Harwich",
        "He said: go",
    ],
)
def test_facts_and_speakers_of_quotations_are_no_frames(text: str) -> None:
    assert frames(text) == []


def test_frames_are_found_on_both_sides_one_after_the_other() -> None:
    assert [frame for frame, _ in frames(f"Opinion | {SENTENCE} | Sport | The Guardian")] == [
        "Opinion | ",
        " | Sport",
        " | The Guardian",
    ]


def test_a_claim_without_spans_keeps_where_its_characters_stand_in_the_post() -> None:
    post = linkcheck.parse_post(f"BBC News: {SENTENCE} | Maria Garcia")
    claim = post.claim.without([(frame.start, frame.end) for frame in post.claim.frames])
    assert claim.text == SENTENCE
    start, end = claim.span(0, len(claim.text))
    assert post.text[start:end] == SENTENCE
