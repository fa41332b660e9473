from __future__ import annotations

from typing import Any

import pytest

from linkcheck._post.links import links_in
from linkcheck._post.readers.given_links import Own, with_given_links
from linkcheck.errors import PostError

ARTICLE = "https://paper.example/york"


def links_of(record: dict[str, Any], own: Own = Own(), text: str = "") -> list[str]:  # noqa: B008  # it cannot change
    return [link.expanded_url for link in with_given_links(record, links_in(text), own)[0]]


@pytest.mark.parametrize(
    "record",
    [
        {"url": ARTICLE},
        {"Link": f" {ARTICLE} "},
        {"url": [ARTICLE]},
        {"url": {"href": ARTICLE}},
        {"links": [{"url": ARTICLE, "text": "x"}]},
        {"urls": f"['{ARTICLE}']"},
        {"external-link": ARTICLE, "image_url": "https://paper.example/1.png", "profile_url": "https://s.example/ada"},
        {"attachments": [{"type": "link", "link": {"url": ARTICLE}}, {"type": "image", "url": "https://s.example/1"}]},
        {"card": {"url": ARTICLE, "thumbnail_url": "https://paper.example/1.png"}},
        {"embed": {"external": {"uri": ARTICLE}}},
        {"url": ARTICLE, "link": ARTICLE},
        {"url": "-", "link": ARTICLE},
    ],
)
def test_the_link_that_a_record_gives_is_found_in_whatever_form(record: dict[str, Any]) -> None:
    assert links_of(record) == [ARTICLE]


def test_several_links_in_a_cell_are_parted() -> None:
    assert links_of({"url": f"{ARTICLE}, https://paper.example/a,b\nwww.leeds.com/c"}) == [
        ARTICLE,
        "https://paper.example/a,b",
        "http://www.leeds.com/c",
    ]


@pytest.mark.parametrize(
    "url", ["https://paper.example/?a=1&amp;b=2", "https://paper.example/a'", "htp://paper.example"]
)
def test_a_link_that_a_tool_damaged_stays_as_it_is_given(url: str) -> None:
    assert links_of({"url": url}) == [url]


OWN_ADDRESSES = [
    ({"url": "https://x.com/ada/status/1718270045555"}, Own()),
    ({"link": "https://social.example/@ada/111309"}, Own(id="111309")),
    ({"url": "https://new.example/ada/77"}, Own(id="77", account="ada")),
    ({"url": "https://www.reddit.com/r/a/comments/b/c/", "permalink": "/r/a/comments/b/c/"}, Own()),
    ({"permalink": "https://new.example/1", "url": "https://new.example/1"}, Own()),
]


@pytest.mark.parametrize(("record", "own"), OWN_ADDRESSES)
def test_the_own_address_of_a_post_is_no_link_of_it(record: dict[str, Any], own: Own) -> None:
    links, address = with_given_links(record, (), own)
    assert links == ()
    assert address


@pytest.mark.parametrize(("record", "own"), OWN_ADDRESSES)
def test_the_link_of_a_post_stays_beside_its_own_address(record: dict[str, Any], own: Own) -> None:
    assert links_of({**record, "shared_url": ARTICLE}, own) == [ARTICLE]


def test_an_article_whose_address_holds_the_id_of_its_entry_is_a_link() -> None:
    assert links_of({"url": "https://paper.example/news/48213"}, Own(id="48213")) == [
        "https://paper.example/news/48213"
    ]
    assert links_of({"link": ARTICLE, "guid": ARTICLE}, Own(id=ARTICLE)) == [ARTICLE]


def test_a_post_that_is_still_to_be_posted_has_no_own_address() -> None:
    url = "https://x.com/ada/status/1718270045555"
    assert links_of({"url": url}, Own(is_scheduled=True)) == [url]


def test_the_address_of_another_post_is_a_link() -> None:
    url = "https://x.com/ada/status/1718270045555"
    assert links_of({"url": url}, Own(id="1718270099999")) == [url]


def test_a_short_link_of_the_text_leads_where_the_record_says() -> None:
    text = "York buys buses https://t.co/AbC"
    for record in (
        {"links": [{"url": ARTICLE, "tcourl": "https://t.co/AbC"}]},
        {"entities": {"urls": [{"url": "https://t.co/AbC", "expanded_url": ARTICLE}]}},
        {"outlinks": [ARTICLE], "tcooutlinks": ["https://t.co/AbC"]},
        {"urls": [ARTICLE]},
    ):
        links, _ = with_given_links(record, links_in(text), Own())
        assert [(link.url, link.expanded_url) for link in links] == [("https://t.co/AbC", ARTICLE)]


def test_a_link_that_the_text_shows_without_its_scheme_is_the_one_that_is_given_whole() -> None:
    assert links_of({"url": "https://leeds.com/a"}, text="see leeds.com/a") == ["https://leeds.com/a"]


@pytest.mark.parametrize("url", [5, ["https://a.example", 5]])
def test_a_link_that_is_no_text_is_a_post_error(url: object) -> None:
    with pytest.raises(PostError, match="url is not a URL"):
        links_of({"url": url})


def test_a_short_form_is_a_link_only_where_the_record_gives_no_other() -> None:
    assert links_of({"link_url": ARTICLE, "short_url": "https://s.example/a"}) == [ARTICLE]
    assert links_of({"short_url": "https://s.example/a"}) == ["https://s.example/a"]


def test_the_url_of_an_item_that_leads_to_another_site_is_its_own() -> None:
    item = {"id": "7", "url": "https://ada.example/notes/a", "external_url": ARTICLE}
    assert with_given_links(item, (), Own("7")) == (with_given_links({"url": ARTICLE}, (), Own())[0], item["url"])
    assert links_of(item, Own("7", is_scheduled=True)) == [item["url"], ARTICLE]


@pytest.mark.parametrize(
    "cell",
    [
        f"[{{'start': 50, 'url': 'https://t.co/a', 'expanded_url': '{ARTICLE}', 'images': None}}]",
        f'[{{"start": 50, "url": "https://t.co/a", "expanded_url": "{ARTICLE}", "images": null}}]',
        f"{{'url': '{ARTICLE}', 'thumbnail': 'https://paper.example/1.png'}}",
    ],
)
@pytest.mark.parametrize("name", ["entities.urls", "card"])
def test_objects_that_a_table_holds_as_text_are_read_as_objects(cell: str, name: str) -> None:
    assert links_of({name: cell}) == [ARTICLE]


@pytest.mark.parametrize("cell", [f'=HYPERLINK("{ARTICLE}","read")', f'=LIEN_HYPERTEXTE("{ARTICLE}";"lire")'])
def test_a_link_that_a_spreadsheet_writes_as_a_formula_is_its_address(cell: str) -> None:
    assert links_of({"link": cell}) == [ARTICLE]
