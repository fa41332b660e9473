"""Whether the page is of the source that the post names: "via the BBC", "source: Reuters"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.types import Evidence, Layer
from linkcheck._urls.url import split_url

_NAMED = re.compile(
    r"(?:\b(?:[Vv]ia|VIA|[Ss]ource:|[Rr]eported by)\s+(?:the\s+)?)@?"
    r"(?P<name>[A-Z][\w&'’-]{1,30}(?:\s+(?:of\s+|the\s+)?[A-Z][\w&'’-]{1,30}){0,3})"
)
_MAX_TEXT = 4_000


def weigh_source(post: PreparedPost, page: PreparedPage) -> Iterator[Evidence]:
    """Evidence that neither address nor site name nor text of the page shows the source that the post names."""
    named = _NAMED.search(post.post.text[:_MAX_TEXT])
    if named is None or not page.page.url:
        return
    name = named["name"]
    if _shows(page, name):
        return
    yield Evidence(
        code="source-absent",
        layer=Layer.CONTEXT,
        value=1.0,
        message=f"the post names “{name}” as its source; the page does not, and it is at {page.page.url}",
        post_quotes=(post.post.quote(*named.span("name")),),
        page_quotes=(page.page.quote("url", 0, len(page.page.url)),),
    )


def _shows(page: PreparedPage, name: str) -> bool:
    squeezed = _squeezed(name)
    initials = "".join(word[0] for word in re.findall(r"\w+", name)).lower()
    host = _squeezed(split_url(page.page.url).host)
    if squeezed in host or (len(initials) > 2 and initials in host):
        return True
    shown = (page.page.site_name, page.page.title, page.page.description)
    if any(squeezed in _squeezed(text) for text in shown):
        return True
    return any(squeezed in _squeezed(sentence.text) for sentence in page.sentences)


def _squeezed(text: str) -> str:
    """Letters and digits alone, in lower case: "New York Times" is in "nytimes.com" only by its initials."""
    return "".join(character for character in text.lower() if character.isalnum())
