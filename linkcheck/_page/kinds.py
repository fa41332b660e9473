"""Which kind of page is it, and what does it offer beside its text? By declarations, address and elements."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from linkcheck._page.block_features import shows_price
from linkcheck._page.markup import Markup
from linkcheck._page.metadata import Declared
from linkcheck._parameters import PARAMETERS
from linkcheck._urls.url import split_url

_FORUM_URL = re.compile(
    r"forum|/threads?/|/topics?/|/t/|viewtopic|showthread|/questions?/|/comments/|discuss|community\.|/r/", re.I
)
_PRODUCT_URL = re.compile(r"/products?/|/p/|/dp/|/items?/|/itm/|/ip/|/sku/", re.I)
_LIST_URL = re.compile(
    r"/collections?/|/categor(?:y|ies)/|/tags?/|/browse/|/search|/c/|/shop/?$|/list/|/topics?/?$", re.I
)
_ARTICLE_URL = re.compile(r"/\d{4}/\d{1,2}|\w-\w+-\w+-\w|/blog/|/news/|/article", re.I)
_DOCS_URL = re.compile(
    r"//docs?\.|//developer|/docs?/|/documentation|/reference/|/manual|/guide|readthedocs|/wiki/|/api/", re.I
)
_FORUM_TYPES = frozenset({"discussionforumposting", "qapage"})
_SHORT_TEXT = PARAMETERS.states.short_text_words


def _has(declared: Declared, *types: str) -> bool:
    return any(kind.endswith(types) for thing in declared.things for kind in thing.types)


def _path_of(url: str) -> str:
    """The path of an address, "/" for its root; empty where there is none."""
    parts = split_url(url)
    return parts.path or ("/" if parts.host else "")


def page_features(declared: Declared, *, root: Markup, url: str) -> tuple[tuple[str, float], ...]:
    """The features of the page as a whole that main_text.py uses, as named numbers."""
    declared_type = declared.metas.get("og:type", "").lower()
    path = _path_of(url)
    return (
        ("declared article", float("article" in declared_type)),
        ("declared product", float("product" in declared_type)),
        ("declared website", float("website" in declared_type)),
        ("described article", float(_has(declared, "article", "blogposting"))),
        ("described product", float(_has(declared, "product", "productgroup"))),
        ("described list", float(_has(declared, "itemlist", "collectionpage"))),
        ("described forum", float(_has(declared, *_FORUM_TYPES))),
        ("address is root", float(path == "/")),
        ("address depth", float(min(path.count("/"), 6))),
        ("address of forum", float(_FORUM_URL.search(url) is not None)),
        ("address of product", float(_PRODUCT_URL.search(path) is not None)),
        ("address of list", float(_LIST_URL.search(path) is not None)),
        ("address of article", float(_ARTICLE_URL.search(path) is not None)),
        ("address of documentation", float(_DOCS_URL.search(url) is not None)),
        ("has main", float("main" in root.numbers)),
        ("article elements", math.log1p(len(root.numbers.get("article", ())))),
        ("headings", math.log1p(len(declared.headings))),
    )


def declares_content(declared: Declared) -> bool:
    """Whether the page declares what it holds: an article, a product, a video, a question, a recipe, an event."""
    declared_type = declared.metas.get("og:type", "").lower()
    return declared_type.startswith(_CONTENT_TYPES) or _has(declared, *_CONTENT_THINGS, *_FORUM_TYPES)


_CONTENT_TYPES = ("article", "product", "video", "music", "book")
_CONTENT_THINGS = ("article", "blogposting", "product", "productgroup", "videoobject", "recipe", "event")


def page_kind(declared: Declared, *, url: str, words: int) -> str:
    """Return the kind, as Page.kind names it; empty where nothing shows it. `words` counts the main text."""
    declared_type = declared.metas.get("og:type", "").lower()
    path = _path_of(url)
    if ("video" in declared_type or _has(declared, "videoobject")) and words < _SHORT_TEXT:
        return "video"
    if ("music" in declared_type or _has(declared, "podcastepisode", "audioobject")) and words < _SHORT_TEXT:
        return "audio"
    if _has(declared, *_FORUM_TYPES) or (_FORUM_URL.search(url) and not _has(declared, "article")):
        return "forum"
    if path == "/":
        return "listing"
    if "product" in declared_type or (_has(declared, "product", "productgroup") and not _LIST_URL.search(path)):
        return "product"
    if _has(declared, "collectionpage", "itemlist") or _LIST_URL.search(path):
        return "collection"
    if _DOCS_URL.search(url):
        return "documentation"
    if "article" in declared_type or _has(declared, "article", "blogposting") or _ARTICLE_URL.search(path):
        return "article"
    return ""


def page_media(declared: Declared, root: Markup, texts: Sequence[str]) -> tuple[str, ...]:
    """What the page offers beside text, of: video, audio, image, download, price, list, recipe."""
    declared_type = declared.metas.get("og:type", "").lower()
    tags = {tag for tag in ("video", "audio", "iframe", "ol", "ul") if tag in root.numbers}
    downloads = any(root.having("download", "a"))
    offered = {
        "video": "video" in declared_type or "video" in tags or _has(declared, "videoobject"),
        "audio": "music" in declared_type or "audio" in tags or _has(declared, "audioobject", "podcastepisode"),
        "image": bool(declared.metas.get("og:image")) or _has(declared, "imageobject", "imagegallery"),
        "download": downloads or _has(declared, "softwareapplication", "mobileapplication"),
        "price": _has(declared, "offer", "aggregateoffer") or any(map(shows_price, texts)),
        "list": _has(declared, "itemlist", "listitem") or bool(tags & {"ol", "ul"}),
        "recipe": _has(declared, "recipe"),
    }
    return tuple(name for name, there in offered.items() if there)
