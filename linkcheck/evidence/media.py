"""What a page offers beside text: a video, a podcast, a file, a recipe, a price."""

from __future__ import annotations

import re

from linkcheck.page.types import Page

_MAX_TEXT = 50_000  # characters that are searched for signs of an offer

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


def tells_media(page: Page) -> bool:
    """Whether it is known what the page offers: one made by hand from text alone does not say."""
    return bool(page.media or page.kind)
