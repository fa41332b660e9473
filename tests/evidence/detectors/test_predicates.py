from __future__ import annotations

import pytest

import linkcheck
from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.detectors.predicates import detect_predicates

PAGE = "The court of Dorsten {} the sentence of the old harbour master on Friday. It was a rainy day."
POST = "The court of Dorsten {} the sentence of the old harbour master on Friday"


def messages(post: str, page: str) -> list[str]:
    prepared = prepare_page(linkcheck.Page(title="Harbour master of Dorsten", text=page))
    return [e.message for e in detect_predicates(Alignment(prepare_post(linkcheck.parse_post(post)), prepared))]


def test_another_verb_in_the_same_sentence_is_told_with_both_words() -> None:
    assert messages(POST.format("praised"), PAGE.format("upheld")) == [
        "The post says “praised”; the page says “upheld”."
    ]


@pytest.mark.parametrize(
    ("post", "page"),
    [
        pytest.param("upheld", "upheld", id="the same verb"),
        pytest.param("decided", "decides", id="another form of it"),
        pytest.param("upholding", "uphoding", id="a slip of the fingers"),
    ],
)
def test_the_same_verb_in_other_letters_is_no_difference(post: str, page: str) -> None:
    assert messages(POST.format(post), PAGE.format(page)) == []


@pytest.mark.parametrize(
    ("post", "page"),
    [
        (
            "The largest harbour of the northern coast lies at Dorsten",
            "The second largest harbour of the northern coast lies at Dorsten.",
        ),
        (
            "Coffee causes heart disease, a new study of old nurses finds",
            "Coffee may be associated with heart disease, a new study of old nurses finds.",
        ),
        (
            "All members of the harbour council of Dorsten resigned",
            "Some members of the harbour council of Dorsten resigned.",
        ),
        (
            "The new ferry caused the big fire in the harbour of Dorsten",
            "The new ferry may have caused the big fire in the harbour of Dorsten.",
        ),
    ],
)
def test_a_qualifier_that_the_post_drops_is_told(post: str, page: str) -> None:
    assert len(messages(post, page)) == 1


def test_a_doubt_that_only_the_post_has_is_no_difference() -> None:
    assert (
        messages(
            "The new ferry may have caused the big fire in the harbour of Dorsten",
            "The new ferry has caused the big fire in the harbour of Dorsten.",
        )
        == []
    )


def test_another_verb_in_the_same_sentence_forbids_a_match_and_accuses_nobody() -> None:
    page = linkcheck.Page(title="Harbour master of Dorsten", text=PAGE.format("upheld"))
    assert linkcheck.compare(POST.format("upheld"), page).verdict is linkcheck.Verdict.MATCH
    assert linkcheck.compare(POST.format("praised"), page).verdict is linkcheck.Verdict.UNCLEAR


def test_a_denial_of_the_whole_sentence_is_told() -> None:
    post = "The new ferry caused the big fire in the harbour of Dorsten"
    page = "There is no evidence that the new ferry caused the big fire in the harbour of Dorsten."
    assert messages(post, page) == ["The sentence of the page that has most of what the post says denies something."]
    assert messages(f"No, it is false that {post}", page) == []
    assert messages(post, f"{post}. {page}") == []


def test_not_only_says_no_less_than_the_page() -> None:
    assert not messages(
        "The mayor not only took the harbour funds of Dorsten", "The mayor took the harbour funds of Dorsten."
    )


@pytest.mark.parametrize(
    ("post", "told"), [("10th", False), ("tenth", False), ("eleventh", True), ("11th", True), ("", True)]
)
def test_a_rank_is_the_same_in_words_and_in_digits(post: str, told: bool) -> None:
    said = f"Dorsten has the {post} largest harbour of the northern coast".replace("  ", " ")
    assert bool(messages(said, "Dorsten has the tenth-largest harbour of the northern coast.")) is told


def test_a_denial_of_something_else_in_the_sentence_is_none_of_the_claim() -> None:
    post = "A man of Dorsten burned the old ferry in the harbour"
    page = "A man of Dorsten, who was angry about not getting any money, burned the old ferry in the harbour."
    assert messages(post, page) == []
    assert messages(post, "A man of Dorsten did not burn the old ferry in the harbour.")
