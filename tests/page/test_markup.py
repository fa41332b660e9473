"""The markup of a page is cut into tags and texts in one pass, whatever it is made of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._page.markup import MAX_TAGS, Markup, attributes_in, read_markup


def written(markup: Markup) -> list[str]:
    """The tags and texts, in their order."""
    pieces = [markup.before]
    for tag, raw, text in zip(markup.tags, markup.raw_tags, markup.texts, strict=True):
        pieces += [f"<{tag or raw}>" if tag or raw else "", text]
    return [piece for piece in pieces if piece]


def test_scripts_styles_and_comments_are_read_over() -> None:
    markup = read_markup("<p>a</p><script>if (1<2) '</p>'</script><style>p{}</style><!-- <p>no</p> --><p>b</p>")
    assert written(markup) == ["<p>", "a", "</p>", "<script>", "<style>", "<p>", "b", "</p>"]
    assert not markup.truncated


def test_the_content_of_json_ld_titles_and_text_areas_is_kept_as_it_is() -> None:
    source = '<title>a &amp; <b> c</title><script type="application/ld+json">{"a": "<p>&amp;"}</script><textarea><p>'
    markup = read_markup(source)
    found = [(element.tag, element.text) for element in markup.iter("title", "script", "textarea")]
    assert found == [("title", "a &amp; <b> c"), ("script", '{"a": "<p>&amp;"}'), ("textarea", "<p>")]
    assert "".join(next(markup.iter("title")).itertext()) == "a & <b> c"


def test_tags_of_every_shape_are_told_from_text() -> None:
    source = "<!doctype html><a href='x>y' title=\"1 < 2\" hidden>1 < 2 && 3</a><br/></p ><?php x ?><my-tag a=1/>"
    assert written(read_markup(source)) == ["<a>", "1 < 2 && 3", "</a>", "<br>", "</p>", "<my-tag>"]


def test_attributes_are_read_as_browsers_read_them() -> None:
    found = attributes_in(""" class="a b" ID='x' hidden data-x=1 title="a &amp; b > c" CLASS=again""")
    assert found == {"class": "a b", "id": "x", "hidden": "", "data-x": "1", "title": "a & b > c"}


def test_elements_are_found_by_name_in_the_order_of_the_page() -> None:
    markup = read_markup("<HTML lang=de><Time>1</Time><p>two <b>three</b></p><time>4</time>")
    assert [element.tag for element in markup.iter("time", "p")] == ["time", "p", "time"]
    assert ["".join(element.itertext()) for element in markup.iter("time", "p")] == ["1", "two three", "4"]
    assert markup.get("lang") == "de"
    assert markup.get("dir") is None


def test_a_drawing_that_ends_in_its_own_tag_hides_nothing() -> None:
    assert "".join(written(read_markup("<svg a=b/><p>text</p><svg><title>no</title></svg>"))) == "<svg><p>text</p><svg>"


def test_a_long_tag_with_few_attributes_stays() -> None:
    source = f'<img src="data:{"A" * 300_000}" alt="a > b">text'
    assert written(read_markup(source)) == ["<img>", "text"]


@pytest.mark.parametrize("tag", ["<p>", "<div>", "<a href=x>", "<", "</", "<li><ul>"])
def test_tags_beyond_the_cap_are_cut_off(tag: str) -> None:
    markup = read_markup(tag * (MAX_TAGS + 500))
    assert markup.truncated
    assert len(markup.tags) <= MAX_TAGS


@pytest.mark.parametrize(
    "source",
    ["<p>text<a href='", "<p>text<a", "<p>text<a " + "b " * 1000],
)
def test_nothing_after_a_tag_without_an_end_is_text(source: str) -> None:
    markup = read_markup(source)
    assert written(markup)[:2] == ["<p>", "text"]
    assert len(written(markup)) == 3
    assert markup.truncated


@pytest.mark.parametrize("opened", ["<script>", "<!--", "<style>", "<iframe>"])
def test_a_raw_text_element_that_never_closes_swallows_the_rest(opened: str) -> None:
    assert "more" not in "".join(written(read_markup(f"<p>text{opened}" + "<p>more" * 10)))


@pytest.mark.parametrize(
    "source",
    [
        "<a " + " ".join(f"a{number}=1" for number in range(300_000)) + ">x</a>",
        "<a " + " ".join(f"a{number}='>'" for number in range(200_000)) + ">x</a>",
        '<a x="1' * 250_000,
        "<a x='1\" " * 200_000,
        "<a " + '"x ' * 500_000 + ">",
        "<script>" * 200_000,
        "<title>" * 200_000,
        "<!--" * 400_000,
        "<!-" * 500_000,
        "<" * 2_000_000,
        "\0" * 2_000_000,
        "<a\t" * 500_000,
        "<a" + "/" * 1_500_000 + ">",
        "<a =" * 400_000,
    ],
    ids=lambda source: source[:12],
)
def test_untrusted_markup_of_full_size_is_read_in_one_pass(source: str) -> None:
    markup = read_markup(source)
    assert len(markup.tags) <= MAX_TAGS
    assert sum(len(element.get("a1") or "") for element in markup.iter("a", "p")) <= len(source)


MARKS = ["<", ">", "</", "<p", "<!--", "-->", "<script", "</script>", "=", "'", ' "', "/", " a"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(st.text(max_size=8), st.sampled_from(MARKS)),
        max_size=30,
    ).map("".join)
)
def test_any_text_is_cut_into_tags_and_texts(source: str) -> None:
    markup = read_markup(source)
    assert len(markup.tags) == len(markup.texts) <= source.count("<")
    assert sum(len(text) for text in (markup.before, *markup.texts)) <= len(source)
    for element in markup.iter("p", "a", "script"):
        assert len("".join(element.itertext())) <= 10 * len(source)
