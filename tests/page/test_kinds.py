"""Kind and media, from what the page declares, its address and its build."""

from __future__ import annotations

import pytest

from linkcheck._page.html import Document, parse
from linkcheck._page.kinds import page_features, page_kind, page_media

SITE = "https://example.org"


def document_of(markup: str) -> Document:
    document = parse(markup + "<p>Text</p>")
    assert document is not None
    return document


def described(kind: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "{kind}"}}</script>'


@pytest.mark.parametrize(
    ("markup", "url", "words", "kind"),
    [
        ('<meta property="og:type" content="article">', f"{SITE}/x", 500, "article"),
        (described("NewsArticle"), f"{SITE}/x", 500, "article"),
        ("", f"{SITE}/2019/03/story", 500, "article"),
        ("", f"{SITE}/how-a-theatre-lost-its-domain", 500, "article"),
        (described("Product"), f"{SITE}/lamp", 80, "product"),
        ('<meta property="og:type" content="product">', f"{SITE}/lamp", 80, "product"),
        (described("CollectionPage"), f"{SITE}/x", 80, "collection"),
        ("", f"{SITE}/collections/lamps", 80, "collection"),
        (described("DiscussionForumPosting"), f"{SITE}/x", 300, "forum"),
        ("", "https://forum.example.org/t/lamps/12", 300, "forum"),
        ("", "https://docs.example.org/install", 300, "documentation"),
        ("", f"{SITE}/", 300, "listing"),
        ('<meta property="og:type" content="video.other">', f"{SITE}/watch", 20, "video"),
        ('<meta property="og:type" content="video.other">', f"{SITE}/2019/03/story", 500, "article"),
        (described("PodcastEpisode"), f"{SITE}/episode", 20, "audio"),
        ("", f"{SITE}/x", 20, ""),
        ("", "https://[", 20, ""),
    ],
)
def test_the_kind_of_a_page_follows_its_markup_url_and_length(markup: str, url: str, words: int, kind: str) -> None:
    assert page_kind(document_of(markup).declared, url=url, words=words) == kind


@pytest.mark.parametrize(
    ("markup", "media"),
    [
        ("<video></video>", ("video",)),
        ("<audio></audio>", ("audio",)),
        ('<meta property="og:image" content="a.png">', ("image",)),
        ("<a href=a.zip download>Get it</a>", ("download",)),
        ("<p>Only $19.99</p>", ("price",)),
        ("<ul><li>One</ul>", ("list",)),
        (described("Recipe"), ("recipe",)),
        ("", ()),
    ],
)
def test_the_media_of_a_page_are_those_it_declares_or_shows(markup: str, media: tuple[str, ...]) -> None:
    document = document_of(markup)
    texts = [block.text for block in document.blocks.blocks]
    assert page_media(document.declared, document.root, texts) == media


def test_signs_are_named_numbers_of_fixed_order() -> None:
    one, other = document_of("<main>$5</main>"), document_of(described("Product"))
    names = [
        [name for name, _ in page_features(d.declared, root=d.root, url=url)]
        for d, url in ((one, f"{SITE}/"), (other, "https://["))
    ]
    assert names[0] == names[1]
