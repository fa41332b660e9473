from __future__ import annotations

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.wording import Difference
from linkcheck._page.types import Page
from linkcheck._post.types import Post
from linkcheck._text.tokens import normal_form


def differences(post: str, page: str) -> tuple[Difference, ...]:
    return Alignment(prepare_post(Post(text=post)), prepare_page(Page(text=page))).differences


def test_one_word_for_another_is_a_difference_of_a_sentence_that_is_otherwise_the_same() -> None:
    (difference,) = differences("The harbour council sold the old ferry", "The harbour council burned the old ferry")
    assert difference.similarity == 1
    assert difference.said == (normal_form("sold"),)
    assert difference.written == "burned"


def test_a_word_put_in_and_a_word_left_out_have_nothing_in_their_place() -> None:
    (put_in,) = differences("The harbour council never sold the ferry", "The harbour council sold the ferry")
    (left_out,) = differences("The harbour council sold the ferry", "The harbour council never sold the ferry")
    assert (put_in.said, put_in.there) == ((normal_form("never"),), ())
    assert (left_out.said, left_out.there) == ((), (normal_form("never"),))


def test_the_words_before_and_after_the_claim_on_a_page_are_no_difference() -> None:
    page = "Yesterday, a witness says, the harbour council sold the old ferry to a man of Oslo"
    assert differences("The harbour council sold the old ferry", page) == ()


def test_words_in_another_order_and_sentences_told_otherwise_are_none() -> None:
    assert differences("In Oslo the council sold the old ferry", "The council sold the old ferry in Oslo") == ()
    assert differences("The council sold the old ferry", "Ferry fares rise, and the council is old") == ()
