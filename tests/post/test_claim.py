from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.claim import claim_for, no_claim_reason, read_claim, unspecific_words
from linkcheck._post.parse import parse_post
from linkcheck._post.types import Claim, Link, Post
from linkcheck._text.normalise import normalise_characters
from linkcheck.errors import InputError


@pytest.mark.parametrize(
    "text",
    [
        "Klopp won't be happy with this",
        "That's 200 of them",
        "What J.K. Rowling is most proud of",
        'Never say "I love you"',
        "Trump: I want more",
        "Bus drivers on strike",
        "首相が辞任",
        "Выборы отменены",
        "How to use promises",
    ],
)
def test_a_name_a_number_a_quotation_or_two_common_words_are_enough(text: str) -> None:
    assert no_claim_reason(text) == ""


@pytest.mark.parametrize(
    "text", ["Well this is awkward", "You won't believe this!", "Damn, that's fast!", "速報", "How to do it"]
)
def test_praise_and_pointing_claim_nothing(text: str) -> None:
    assert no_claim_reason(text).startswith("no-claim-")


def test_hashtag_names_something_unless_it_is_unspecific_too() -> None:
    assert no_claim_reason("Bad news... Arrow", ["Arrow"]) == ""
    assert no_claim_reason("Bad news... wow", ["wow"]) == "no-claim-reaction"


def test_long_text_claims_something() -> None:
    assert no_claim_reason("so good " * 100) == ""


def test_words_are_lower_case_and_whole() -> None:
    assert all(word == word.lower() and word.isalpha() for word in unspecific_words())


def claim(text: str) -> Claim:
    return parse_post(text).claim


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Court rules the law is void https://t.co/abc", "Court rules the law is void"),
        ("RT @paper: Court rules the law is void https://t.co/abc", "Court rules the law is void"),
        ("@ann @bob The court ruled on buses https://a.com/1", "The court ruled on buses"),
        ("Storm hits Florida, 3 dead. Read more: https://a.com/1", "Storm hits Florida, 3 dead."),
        ("Storm hits Florida, 3 dead\n\nMore here 👉 https://a.com/1", "Storm hits Florida, 3 dead"),
        ("Storm hits Florida coast Read more at https://a.com/1", "Storm hits Florida coast"),
        ("Storm hits Florida (archive: https://a.com/1) again", "Storm hits Florida again"),
        ("Storm hits Florida\n\nNewsletter: https://a.com/1", "Storm hits Florida"),
        ("Tornado in #CapeTown #capestorm", "Tornado in Cape Town"),
        ("Storm hits Florida via @stormwatch https://a.com/1", "Storm hits Florida"),
        ("Storm hits Florida (h/t @ann) https://a.com/1", "Storm hits Florida"),
        ("Storm hits Florida coast. (via The Guardian) https://a.com/1", "Storm hits Florida coast."),
        ("Storm hits Florida coast https://a.com/1 #Florida #Storm", "Storm hits Florida coast"),
        ("Storm hits Florida coast\n\n#Florida, #Storm\nhttps://a.com/1", "Storm hits Florida coast"),
        ("BREAKING: Storm hits Florida https://a.com/1", "Storm hits Florida"),
        ("1/7 The Senate passed the bill. 🧵 https://a.com", "The Senate passed the bill."),
        ("🧵 1/ The Senate passed the bill.", "The Senate passed the bill."),
        ("THREAD: 1/7 The Senate passed the bill.", "The Senate passed the bill."),
        ("The Senate passed the bill. 2/7", "The Senate passed the bill."),
        ("The Senate passed (3/7) the bill", "The Senate passed the bill"),
        ("El Senado aprobó la ley. Leer más: https://a.com/1", "El Senado aprobó la ley."),
        ("日本の首相が辞任を表明した 続きを読む https://a.com/1", "日本の首相が辞任を表明した"),
        ("السيسي يفتتح مشروعا جديدا اقرأ المزيد: https://a.com/1", "السيسي يفتتح مشروعا جديدا"),
    ],
)
def test_words_about_the_post_itself_are_cut_from_the_claim(text: str, expected: str) -> None:
    assert claim(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "1/3 of adults have no savings",
        "9/11 Memorial opens in New York",
        "24/7 Pharmacy opens in York",
        "The vote was 51/49 in the end",
        "He wants more buses for York",
        "Pixar announces another Toy Story",
        "Ships sail via the Suez canal again",
        "Amazon.com drops prices by 20 %",
        "新华社北京11月22日电",
        "고령 운전자 사고가 늘었다",
        "ไทยประกาศวันหยุดเพิ่ม",
        "Президент подписал закон о бюджете",
        "C'est la première fois depuis 1998",
    ],
)
def test_words_that_could_be_checked_stay(text: str) -> None:
    read = claim(text)
    assert read.text == text
    assert read.checkable


def test_numbers_of_a_list_count_lines_and_claim_nothing() -> None:
    assert claim("1. York buys buses\n2. Leeds buys trams").text == "York buys buses\nLeeds buys trams"
    assert claim("1️⃣ York buys buses 2️⃣ Leeds buys trams").text == "York buys buses Leeds buys trams"
    assert claim("7. Platz für Hamburg").text == "7. Platz für Hamburg"


def test_hashtags_and_handles_inside_a_sentence_are_words() -> None:
    assert claim("#ClimateChange makes #NYC hotter, says @AnnCoulter today").text == (
        "Climate Change makes NYC hotter, says Ann Coulter today"
    )


def test_handle_that_is_the_subject_stays() -> None:
    assert claim("@AnnCoulter won't stop talking about buses").text == "Ann Coulter won't stop talking about buses"
    assert claim("@LadyGaga and @RKelly team up").text == "Lady Gaga and R Kelly team up"


def test_hashtags_at_the_end_are_the_claim_of_a_post_without_other_words() -> None:
    assert claim("Bad news... #Arrow").text == "Bad news... Arrow"
    assert claim("Bad news... #Arrow").checkable


def test_words_of_an_anchor_stay() -> None:
    post = Post(text="See the new bus plan today", links=(Link(url="https://a.com/1", start=4, end=20),))
    assert read_claim(post).text == "See the new bus plan today"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://a.com/1", "no-claim-empty"),
        ("", "no-claim-empty"),
        ("💯💯 #️⃣", "no-claim-empty"),
        ("@ann https://a.com/1", "no-claim-empty"),
        ("This 👇 https://a.com/1", "no-claim-pointer"),
        ("Read the full report: https://a.com/1", "no-claim-pointer"),
        ("Link in bio", "no-claim-pointer"),
        ("Wow", "no-claim-reaction"),
        ("So, so good", "no-claim-reaction"),
        ("What the hell is this?", "no-claim-pointer"),
        ("Would you take him, Reds fans?", "no-claim-reaction"),
    ],
)
def test_post_that_claims_nothing_says_why(text: str, code: str) -> None:
    assert claim(text).no_claim_reason == code


def test_claim_maps_back_to_the_post() -> None:
    text = "😀 #ClimateChange  hits 3 ports 👉 https://a.com/1 #Ports #News"
    read = claim(text)
    start = read.text.index("3 ports")
    assert text[slice(*read.span(start, start + len("3 ports")))] == "3 ports"
    start = read.text.index("Climate Change")
    assert text[slice(*read.span(start, start + len("Climate Change")))] == "ClimateChange"


def test_segment_has_its_own_claim() -> None:
    post = parse_post("Storm hits Florida https://a.com/1\nSenate passes the bus bill https://b.com/2")
    assert [claim_for(post, link).text for link in post.links] == ["Storm hits Florida", "Senate passes the bus bill"]
    assert claim_for(post, None) is post.claim


PIECES = [
    "http://a.com/1",
    "@ann",
    "#TagOne",
    " ",
    "\n",
    "via ",
    "read more",
    ":",
    "1/2",
    "(",
    ")",
    "RT ",
    "…",
    "'",
    "-",
    ".",
    *("日本", "word", "👇", "\u200b", "&amp;", "e\u0301", "ﬁ", "0´0", "1．5", "ᴀǫ"),
]


_BESIDE = ("", "0", "ᴀ", "\u00c2\x80")


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=120),
        st.lists(st.sampled_from(PIECES)).map("".join),
    )
)
def test_offsets_are_in_order_and_slice_what_reads_the_same(text: str) -> None:
    post = parse_post(text)
    read = post.claim
    assert len(read.offsets) == len(read.text)
    assert list(read.offsets) == sorted(read.offsets)
    for at, character in enumerate(read.text):
        start, end = read.span(at, at + 1)
        # Apostrophes, wide points, stand-ins of small capitals and misread UTF-8 are read by what is beside them.
        readings = [normalise_characters(f"{beside}{post.text[start:end]}{beside}").text for beside in _BESIDE]
        assert character in " \n" or any(character in reading for reading in readings)


@pytest.mark.parametrize(
    "post", ["50/50 chance of rain", "Voters are split (50/50) on the plant", "It is settled. 50/50 for the plant"]
)
def test_shares_of_a_hundred_number_no_thread(post: str) -> None:
    assert parse_post(post).claim.text == post


def test_the_number_of_a_post_in_a_thread_is_no_part_of_its_claim() -> None:
    assert parse_post("3/7 The plant is closed").claim.text == "The plant is closed"


def test_an_empty_span_of_a_claim_stands_where_it_begins_in_the_post() -> None:
    claim = parse_post("NEW: Trees in Mill Street https://example.org/a").claim
    assert claim.span(1, 1) == (claim.offsets[1], claim.offsets[1])
    assert claim.span(0, 2) == (claim.offsets[0], claim.offsets[1] + 1)


def test_only_fields_with_text_can_be_quoted() -> None:
    post = parse_post("Trees https://example.org/a")
    assert post.quotable("card_title") == ""
    with pytest.raises(InputError, match="no quotable field 'id'"):
        post.quotable("id")
