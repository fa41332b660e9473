"""Does the page offer what the post promises: a video, a download, a recipe, something free, a list of ten?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.phrases import phrase_end
from linkcheck._evidence.types import Code, Evidence, Example, Layer
from linkcheck._page.types import Page
from linkcheck._parameters import PARAMETERS

_UNMET = Code(
    code="promise-unmet",
    layer=Layer.DETAIL,
    meaning="the post promises what the page does not offer",
    example=Example(
        post="Watch the documentary about the harbour ferry of Dorsten",
        title="Harbour ferry of Dorsten",
        text="The harbour ferry of Dorsten has carried passengers since 1912. A documentary is planned.",
    ),
)

_MAX_TEXT = 50_000
"""Characters that are searched for signs of an offer."""

_KINDS = {"video": "video", "audio": "podcast", "pdf": "download", "image": "gallery", "product": "price"}
_MEDIA = {"video": "video", "audio": "podcast", "image": "gallery", "download": "download", "price": "price"}
_MEDIA |= {"recipe": "recipe", "list": "list"}

_SIGNS = {
    "video": r"videos?|watch|footage|clips?|trailer|youtube|vimeo|tiktok|filmed|film|vine",
    "podcast": r"podcasts?|listen|episodes?|audio|spotify|soundcloud|transcript|radio|show",
    "download": r"download(?:s|able|ed|ing)?|pdf|e-?books?|templates?|install(?:er)?",
    "gallery": r"photos?|pictures?|images?|gallery|slideshow|photograph\w*|pics",
    "recipe": r"recipes?|ingredients?|(?:table|tea)spoons?|tbsp|tsp|preheat|cups? of|oven|minced",
    "price": r"prices?|pricing|add to cart|buy now|checkout|per month|purchase",
    "free": r"free|no charge|at no cost|complimentary|gratis|kostenlos|gratuit\w*|without charge",
}
_SIGN = {offer: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for offer, pattern in _SIGNS.items()}
_AMOUNT = re.compile(r"[$€£]\s?\d|\d\s?€")


def offers(page: Page, offer: str) -> bool:
    """Whether the page has, or as much as speaks of, an offer: "video", "podcast", "download", "price", "free", ..."""
    if offer in {_MEDIA.get(medium, medium) for medium in page.media} or _KINDS.get(page.kind) == offer:
        return True
    sign = _SIGN.get(offer)
    if sign is None:
        return False
    texts = (page.title, page.description, page.text[:_MAX_TEXT], page.url)
    return any(sign.search(text) or (offer == "price" and _AMOUNT.search(text)) for text in texts)


def media_known(page: Page) -> bool:
    """Whether the page lists its media or its kind: a page that is made by hand from text alone does not."""
    return bool(page.media or page.kind)


_UNCERTAIN = PARAMETERS.media.uncertain

_PROMISES = (
    (
        "video",
        r"\bwatch (?:the|this|our|it|live|now|full|here)\b|[\[(]video[\])]|\b(?:full|our|new) video\b",
    ),
    ("podcast", r"\b(?:listen (?:to|here|now)|(?:new|latest|our|this|podcast) episode|(?:our|this|new|the) podcast)\b"),
    ("download", r"\b(?:download (?:the|our|your|it|this|here|now|a)|(?:free|the|our) (?:pdf|e-?book|template))\b"),
    (
        "gallery",
        r"(?:\b(?:see|view) (?:the |all |our )?(?:photos|pictures|images|gallery)\b|[\[(](?:photos|pics|gallery)[\])])",
    ),
    ("recipe", r"\b(?:(?:the|this|our|my|full|new|easy|get) recipe|recipe (?:for|here|below)|recipe:)"),
)
_PROMISE = tuple((offer, re.compile(pattern, re.IGNORECASE)) for offer, pattern in _PROMISES)
_FREE = re.compile(
    r"\b(?:for free|free of charge|free (?:download|shipping|trial|e-?book|course|webinar|event|tickets?|admission"
    r"|entry|access|kit|pdf|guide|template|sample|lesson|class|workshop|app|game|copy))\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?P<count>\d{1,3})\s+(?:\w+\s+){0,2}?(?:things|ways|reasons|tips|tricks|facts|signs|ideas|places|books|movies|"
    r"films|foods|lessons|mistakes|steps|questions|secrets|rules|hacks|recipes|quotes|photos|apps|tools|products)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^\s{0,4}#?(\d{1,3})[.):]\s*\S", re.MULTILINE)
_MIN_ITEMS = PARAMETERS.media.min_items


def detect_promises(alignment: Alignment) -> Iterator[Evidence]:
    """The evidence "promise-unmet": the strongest promise of the claim of which the page shows no trace."""
    unmet = [*_media_unmet(alignment), *_free_unmet(alignment), *_list_unmet(alignment)]
    if unmet:
        yield max(unmet, key=lambda evidence: evidence.value)


PROMISES = PackagedDetector(Stage.DETAIL, (_UNMET,), detect_promises)


def _media_unmet(alignment: Alignment) -> Iterator[Evidence]:
    page = alignment.page.page
    for offer, promise in _PROMISE:
        match = promise.search(alignment.text)
        if match and not offers(page, offer):
            value = 1.0 if media_known(page) else _UNCERTAIN
            yield _unmet(alignment, match.span(), value, f"the page shows no {offer}")


def _free_unmet(alignment: Alignment) -> Iterator[Evidence]:
    match = _FREE.search(alignment.text)
    page = alignment.page.page
    if match and offers(page, "price") and not offers(page, "free"):
        yield _unmet(alignment, match.span(), 1.0, "the page names a price and nothing free")


def _list_unmet(alignment: Alignment) -> Iterator[Evidence]:
    match = _LIST.search(alignment.text)
    if match is None:
        return
    promised = int(match["count"])
    items = {int(number) for number in _ITEM.findall(alignment.page.page.text)}
    listed = max(items, default=0)
    # A list is counted up or down without gaps; anything else is numbers that happen to start a line.
    if listed >= _MIN_ITEMS and items == set(range(1, listed + 1)) and listed != promised:
        yield _unmet(alignment, match.span(), _UNCERTAIN, f"the list of the page has {listed} items")


def _unmet(alignment: Alignment, span: tuple[int, int], value: float, lack: str) -> Evidence:
    promise = alignment.text[span[0] : phrase_end(alignment.text, span[1])]
    return _UNMET.evidence(
        value,
        f"The post promises “{promise}”; {lack}.",
        post=(alignment.post.quote(*span),),
    )
