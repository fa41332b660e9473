"""No markup costs more than bounded work: what parsers see is capped before they see it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._page.limits import MAX_ATTRIBUTES, MAX_DEPTH, MAX_TAGS, bound_markup, flatten_markup


def test_scripts_styles_and_comments_are_left_out() -> None:
    markup = bound_markup("<p>a</p><script>if (1<2) '</p>'</script><style>p{}</style><!-- <p>no</p> --><p>b</p>")
    assert (markup.text, markup.scripts, markup.truncated) == ("<p>a</p><p>b</p>", 1, False)


def test_json_ld_titles_and_text_areas_stay() -> None:
    source = '<title>a <b> c</title><script type="application/ld+json">{"a": "<p>"}</script><textarea><p></textarea>'
    assert bound_markup(source).text == source


def test_ordinary_markup_stays_as_it_is() -> None:
    source = "<!doctype html><a href='x>y' title=\"1 < 2\" hidden>1 < 2 && 3</a><br/></p ><?php x ?><my-tag a=1/>"
    assert bound_markup(source).text == source


def test_attributes_beyond_the_cap_go_and_the_tag_stays() -> None:
    many = " ".join(f"a{number}=1" for number in range(MAX_ATTRIBUTES + 1))
    assert bound_markup(f"<p {many}>text</p>").text == "<p>text</p>"


def test_a_long_tag_with_few_attributes_stays() -> None:
    source = f'<img src="data:{"A" * 300_000}" alt="a > b">text'
    assert bound_markup(source).text == source


@pytest.mark.parametrize("tag", ["<p>", "<div>", "<a href=x>", "<", "</", "<li><ul>"])
def test_tags_beyond_the_cap_are_cut_off(tag: str) -> None:
    markup = bound_markup(tag * (MAX_TAGS + 500))
    assert markup.truncated
    assert markup.text.count("<") <= MAX_TAGS


@pytest.mark.parametrize(
    "source",
    ["<p>text<a href='", "<p>text<a", "<p>text<a " + "b " * 1000],
)
def test_nothing_after_a_tag_without_an_end_is_text(source: str) -> None:
    markup = bound_markup(source)
    assert markup.text == "<p>text"
    assert markup.truncated


@pytest.mark.parametrize("opened", ["<script>", "<!--", "<style>", "<iframe>"])
def test_a_raw_text_element_that_never_closes_swallows_the_rest(opened: str) -> None:
    assert bound_markup(f"<p>text{opened}" + "<p>more" * 10).text == "<p>text"


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
    assert len(bound_markup(source).text) <= len(source)


def test_flattening_keeps_the_text_and_bounds_the_nesting() -> None:
    deep = "<div>a" * 1000 + "</div>b" * 1000
    flat = flatten_markup(deep)
    assert flat.count("<div>") == flat.count("</div>") == MAX_DEPTH
    assert (flat.count("a"), flat.count("b")) == (1000, 1000)


def test_flattening_leaves_a_long_plain_list_alone() -> None:
    source = "<ul>" + "<li>a<p>b<br>" * 1000 + "</ul>"
    assert flatten_markup(source) == source


MARKS = ["<", ">", "</", "<p", "<!--", "-->", "<script", "</script>", "=", "'", ' "', "/", " a"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(st.text(max_size=8), st.sampled_from(MARKS)),
        max_size=30,
    ).map("".join)
)
def test_any_text_is_bounded(source: str) -> None:
    markup = bound_markup(source)
    assert bound_markup(markup.text).text == markup.text or "<" in markup.text
    assert len(markup.text) <= len(source)
