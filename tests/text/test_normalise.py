"""One reading of a text, whichever characters it is written with; spans slice the original."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from linkcheck._text.mojibake import find_mojibake
from linkcheck._text.normalise import NormalText, normalise_characters

WRITTEN = [
    ("𝗕𝗼𝗹𝗱 𝘢𝘯𝘥 𝓈𝒸𝓇𝒾𝓅𝓉 𝔞𝔫𝔡 𝚖𝚘𝚗𝚘 𝟭𝟬", "Bold and script and mono 10"),
    ("ｆｕｌｌ Ｗｉｄｔｈ １２％", "full Width 12%"),
    ("＄１．５, １００，０００, Ｎｏ．１, １０：３０", "$1.5, 100,000, No.1, 10:30"),
    ("Iғ ᴀɴʏ Oғғ ǫᴜɪᴛ", "If any Off quit"),
    ("sᴍᴀʟʟ ᴄᴀᴘs ꜰᴏʀ ᴛʜᴇ ǫᴜᴇᴇɴ's sᴛᴀғғ", "small caps for the queen's staff"),
    ("ⓒⓘⓡⓒⓛⓔⓢ 🅝🅔🅖🅐🅣🅘🅥🅔 🅂🅀🅄🄰🅁🄴", "circles NEGATIVE SQUARE"),
    ("ᵗⁱⁿʸ", "tiny"),
    ("ﬁne oﬃces, straﬀ", "fine offices, straff"),
    ("coun\u00adcil ap\u200bproves\ufeff it\u200d", "council approves it"),
    ("s\u0336t\u0336r\u0336u\u0336c\u0336k\u0336 u\u0332nder", "struck under"),
    ("cafe\u0301 na\u00efve A\u030angstro\u0308m", "café naïve Ångström"),
    ("\u1112\u1161\u11ab\u1100\u1173\u11af か\u3099", "한글 が"),
    ("don’t, l´État, Hawaiʻi", "don't, l'État, Hawai'i"),
    ("a ’’b’c", "a ’’b'c"),
    ("ten\u00a0km\u3000on\u2003foot", "ten km on foot"),
    ("non\u2011stop at \u22125", "non-stop at -5"),
    ("AT&amp;T says it&#8217;s &lt;b&gt; &#x2026;", "AT&T says it's <b> …"),
    ("twice &amp;#8217; thrice &amp;amp;amp;", "twice ’ thrice &"),
    ("it\u00e2\u20ac\u2122s a caf\u00c3\u00a9", "it's a café"),
    ("ﷲ ﻻ ٣", "الله لا ٣"),
]


@pytest.mark.parametrize(("written", "read"), WRITTEN)
def test_a_text_of_other_characters_reads_as_plain_letters(written: str, read: str) -> None:
    assert normalise_characters(written).text == read


@pytest.mark.parametrize(
    "text",
    [
        "½ of 10² at Apple™, item ①",  # more than letters
        "終わり！はい？はい．ですか：これは，",  # ends of sentences
        "3\u00a0000 km",  # groups of a number
        "‘quoted’ dogs’ “words”",  # quotation marks
        "Été, ÀÇÑ, Straße, İstanbul",  # case and accents
        "ㅋㅋㅋ กำ ນຳ",  # letters of Korean that stand alone, vowels of Thai and Lao
        "🇺🇸 👍🏽 1\u20e3",
        "&bogus; R&D; AT&T & so on;",
        "\ud800 and \udfff",
        "« CAFÉ» IRMÃ» voilà…»",
    ],
)
def test_a_character_that_says_more_than_its_letters_stays(text: str) -> None:
    assert normalise_characters(text).text == text


@pytest.mark.parametrize(
    ("written", "word", "slices"),
    [
        ("At Sta\u00adtion Road", "Station", "Sta\u00adtion"),
        ("At Sta\u00adtion\u00ad Road", "Station", "Sta\u00adtion"),
        ("the cafe\u0301 opens", "café", "cafe\u0301"),
        ("AT&amp;T grows", "AT&T", "AT&amp;T"),
        ("R&amp; D", "R&", "R&amp;"),
        ("an oﬃce", "ice", "ﬃce"),
        ("an oﬃce", "of", "oﬃ"),
        ("It\u00e2\u20ac\u2122s &#8217;tis", "It's", "It\u00e2\u20ac\u2122s"),
        ("&am\u00adp; so", "&", "&am\u00adp;"),
        ("𝗖𝗵𝗲𝗻𝗻𝗮𝗶 wins", "Chennai", "𝗖𝗵𝗲𝗻𝗻𝗮𝗶"),
    ],
)
def test_a_span_slices_what_was_written(written: str, word: str, slices: str) -> None:
    normal = normalise_characters(written)
    start = normal.text.index(word)
    assert written[slice(*normal.span(start, start + len(word)))] == slices


def test_an_empty_span_stands_where_its_place_begins() -> None:
    assert normalise_characters("a\u00adb").span(1, 1) == (2, 2)
    assert normalise_characters("ab").span(1, 1) == (1, 1)


def test_plain_text_is_itself_and_has_no_steps() -> None:
    text = "Council approves 240 homes; it's done."
    assert normalise_characters(text) == NormalText(text, ())
    assert normalise_characters(text).text is text


PIECES = [
    *(character for written, _ in WRITTEN for character in written),
    *("&amp;", "&#38;", "&#8217;", "&shy;", "&lt;", "amp;", "&", ";"),
    *("â€™", "Ã©", "Ã", "©", "â", "€", "\u0301", "\ud800"),
]
TEXTS = st.one_of(
    st.text(st.characters(), max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)


@given(TEXTS)
@example("e\u00ad\u0301")
@example("&\u00adamp;")
@example("ﬁ\u0301")
def test_any_text_has_spans_that_rise_and_slice_it(text: str) -> None:
    normal = normalise_characters(text)
    spans = list(normal.spans())
    assert len(spans) == len(normal.text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(spans))
    assert spans == [normal.span(at, at + 1) for at in range(len(normal.text))]


@given(TEXTS)
@example("0‘Ⓐ")
@example("3\u00a0０００")
def test_text_that_was_normalised_stays_as_it_is(text: str) -> None:
    once = normalise_characters(text).text
    assert normalise_characters(once) == NormalText(once, ())


@given(st.text(st.characters(categories=["Cs"]), max_size=5), st.text(max_size=5))
def test_lone_surrogates_stay_one_for_one(surrogates: str, text: str) -> None:
    read = normalise_characters(f"{surrogates}{text}{surrogates}").text
    assert "".join(character for character in read if "\ud800" <= character <= "\udfff") == surrogates * 2


@given(st.text(st.characters(categories=["L", "Nd", "Zs"], max_codepoint=0x24F), max_size=40))
def test_a_text_and_its_decomposed_twin_read_the_same(text: str) -> None:
    assume(not find_mojibake(text))
    decomposed = unicodedata.normalize("NFD", text)
    assert normalise_characters(decomposed).text == normalise_characters(text).text
