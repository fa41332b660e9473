"""JSON-LD is read in all the forms that it has in the wild, damaged ones too."""

from __future__ import annotations

import pytest

from linkcheck._page.json_ld import Thing, read_things


def things(written: str) -> list[Thing]:
    return read_things([written])


@pytest.mark.parametrize(
    "written",
    [
        '{"@type": "NewsArticle", "headline": "A"}',
        '[{"@type": ["NewsArticle", "Thing"], "headline": "A"}]',
        '{"@graph": [{"@type": "http://schema.org/NewsArticle", "headline": " A "}]}',
        '{"@type": "NewsArticle", "headline": "A"};',
        '<!-- {"@type": "NewsArticle", "headline": "A"} -->',
        '{"@type": "NewsArticle", "headline": "A", "text": "line\nbreak"}',
        '{"@type": "NewsArticle", "headline": ["A", "B"]}',
        '{"@type": "NewsArticle", "headline": {"@value": "A"}}',
    ],
)
def test_forms_in_the_wild(written: str) -> None:
    (article,) = things(written)
    assert "newsarticle" in article.types
    assert article.text("headline") == "A"


def test_the_page_comes_before_its_parts() -> None:
    found = things('{"@type": "Article", "author": {"@type": "Person", "name": "Ann"}, "publisher": {"name": "B"}}')
    assert [sorted(thing.types) for thing in found] == [["article"], ["person"]]
    assert found[0].text("author") == "Ann"
    assert found[0].text("nothing", "publisher") == "B"


@pytest.mark.parametrize(
    "written", ["", "{", "null", "[" * 200_000, '{"a":' * 50_000, '{"@type": 3}', '"text"', '{"@type": "A", "b": NaN']
)
def test_damaged_data_is_skipped(written: str) -> None:
    assert things(written) == []


def test_thousands_of_things_are_cut() -> None:
    assert len(things("[" + ",".join('{"@type": "Offer"}' for _ in range(3000)) + "]")) == 500
