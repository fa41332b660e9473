from __future__ import annotations

from linkcheck._evidence.alignment import Alignment, best_context, best_match_of, words_between
from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._page.types import Page
from linkcheck._post.types import Post
from linkcheck._text.tokens import normal_form

PAGE = Page(
    text="It rained for days.\nThe ferry to Harwich carried 212 passengers on Tuesday.\nFares rise in the spring."
)


def aligned(post: str) -> Alignment:
    return Alignment(prepare_post(Post(text=post)), prepare_page(PAGE))


def test_each_sentence_of_the_claim_has_the_passages_that_speak_of_it_closest_first() -> None:
    alignment = aligned("A ferry carried passengers to Harwich. Fares rise again.")
    best = [sentence.passages[0].sentence.text for sentence in alignment.claim_sentences]
    assert best == ["The ferry to Harwich carried 212 passengers on Tuesday.", "Fares rise in the spring."]


def test_a_claim_that_shares_nothing_has_no_passages() -> None:
    (sentence,) = aligned("Volcano erupts").claim_sentences
    assert sentence.passages == ()
    assert sentence.closeness == 0


def test_a_word_fits_where_its_neighbours_are() -> None:
    alignment = aligned("The ferry to Harwich carried 99 passengers on Tuesday")
    first, last = words_between(alignment.words, 29, 31)
    assert alignment.written(first, last) == "99"
    best = best_context(alignment.contexts(alignment.slot(first, last)))
    assert best is not None
    assert best.written == "212"
    assert best.fit == 1


def test_a_word_that_stands_elsewhere_fits_less() -> None:
    alignment = aligned("The ferry to Tuesday carried 212 passengers")
    place = alignment.forms.index(normal_form("Tuesday"))
    contexts = alignment.contexts(alignment.slot(place, place + 1))
    own, other = best_match_of(contexts, {normal_form("Tuesday")}), best_match_of(contexts, {normal_form("Harwich")})
    assert own is not None
    assert other is not None
    assert own.fit < other.fit


def test_a_neighbour_is_worth_less_the_farther_it_stands() -> None:
    alignment = aligned("Harwich welcomes ferry passengers during stormy Tuesday evening")
    position = alignment.forms.index(normal_form("ferry"))
    worths = [worth for _, worth in alignment.slot(position, position + 1).after[:3]]
    assert worths == sorted(worths, reverse=True)
    assert len(set(worths)) == 3
