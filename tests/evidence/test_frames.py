from __future__ import annotations

import pytest

import linkcheck
from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.frames import compared_claims

SENTENCE = "the council of Dorsten will build 240 new homes at Station Road"
PAGE = linkcheck.Page(
    url="https://www.dorsten-gazette.example/homes",
    site_name="Lakeside Courier",
    title="New homes in Dorsten",
    text=f"Mayor Ruiz said that {SENTENCE}. It was a rainy day. Berg wrote a book. Later came a gift by Olaf.",
)


def details(text: str, page: linkcheck.Page = PAGE) -> str:
    return compared_claims(prepare_post(linkcheck.parse_post(text)), prepare_page(page))[1].claim.text


def topic(text: str) -> str:
    return compared_claims(prepare_post(linkcheck.parse_post(text)), prepare_page(PAGE))[0].claim.text


def test_a_label_that_the_page_says_of_the_same_stays() -> None:
    assert details(f"Ruiz: {SENTENCE}") == f"Ruiz: {SENTENCE}"
    assert details(f"{SENTENCE} | Ruiz") == f"{SENTENCE} | Ruiz"


@pytest.mark.parametrize("text", [f"{SENTENCE} | Berg", f"{SENTENCE} (Reuters)", f"{SENTENCE} by Jane Doe"])
def test_a_label_that_the_page_does_not_say_of_it_is_left_out(text: str) -> None:
    assert details(text) == topic(text) == SENTENCE


def test_a_subject_that_the_page_lacks_counts_for_the_topic_unless_the_page_has_the_rest() -> None:
    assert details(f"Trump: {SENTENCE}") == topic(f"Trump: {SENTENCE}") == SENTENCE
    elsewhere = "Trump: a ferry brings cold soup to the harbour of Harwich"
    assert topic(elsewhere) == elsewhere


def test_a_subject_stays_where_the_page_has_another_in_its_slot() -> None:
    page = linkcheck.Page(title=f"Biden: {SENTENCE}", text="It was a rainy day.")
    assert details(f"Trump: {SENTENCE}", page) == f"Trump: {SENTENCE}"


def test_a_name_behind_by_stays_where_the_page_has_another_in_its_slot() -> None:
    assert details("Later the council of Dorsten got a gift by Karin Ruiz").endswith(" by Karin Ruiz")
    assert not details("Later the council of Dorsten got a prize by Karin Ruiz").endswith(" by Karin Ruiz")


def test_a_doer_behind_by_stays_unless_the_page_says_the_sentence_without_anybody() -> None:
    post = "An old man of Dorsten was shot by Karin Ruiz"
    assert details(post, linkcheck.Page(text="Olaf Berg shot an old man of Dorsten.")) == post
    whole = linkcheck.Page(text="An old man of Dorsten was shot. It was a rainy day.")
    assert details(post, whole) == "An old man of Dorsten was shot"


@pytest.mark.parametrize("name", ["Lakeside Courier", "Dorsten Gazette"])
def test_the_name_of_the_page_s_site_is_left_out_wherever_it_stands(name: str) -> None:
    assert details(f"As {name} reports, {SENTENCE}") == f"As  reports, {SENTENCE}"


@pytest.mark.parametrize(
    "text",
    [
        f"BBC News: {SENTENCE}",
        f"{SENTENCE} | Reuters",
        f"{SENTENCE} by Jane Doe",
        f"{SENTENCE} (CNN)",
        f"HN: {SENTENCE}",
    ],
)
def test_a_frame_around_an_honest_post_leaves_it_a_match(text: str) -> None:
    assert linkcheck.compare(text, PAGE).verdict is linkcheck.Verdict.MATCH
