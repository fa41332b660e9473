"""Is the page of the source that the post names: "via the BBC", "source: Reuters"?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.prepared import PreparedPage
from linkcheck._evidence.types import Code, Evidence, Example, Layer, Stance
from linkcheck._parameters import PARAMETERS
from linkcheck._text.readings import is_place, names_of, readings_of
from linkcheck._urls.url import split_url

_SOURCE_ABSENT = Code(
    code="source-absent",
    layer=Layer.CONTEXT,
    stance=Stance.ABSENT,
    coefficient=PARAMETERS.coefficients.source_absent,
    meaning="the page does not show the source that the post names",
    example=Example(
        post="The harbour museum of Dorsten opens in May, via Reuters",
        title="Harbour museum of Dorsten",
        text="The harbour museum of Dorsten opens in May, the council said.",
        url="https://example.org/museum",
    ),
)

_NAMED = re.compile(
    r"(?:\b(?:[Vv]ia|VIA|[Ss]ource:|[Rr]eported by)\s+(?:the\s+)?)@?"
    r"(?P<name>[A-Z][\w&'’-]{1,30}(?:\s+(?:of\s+|the\s+)?[A-Z][\w&'’-]{1,30}){0,3})"
)
_SHORTEST_OTHER = PARAMETERS.causes.min_source_letters
_MAX_TEXT = 4_000
"""Characters of a post in which a source is looked for."""


def detect_source(alignment: Alignment) -> Iterator[Evidence]:
    """Evidence that neither address nor site name nor text of the page shows the source that the post names."""
    post, page = alignment.post.post, alignment.page
    named = _NAMED.search(post.text[:_MAX_TEXT])
    if named is None or not page.page.url or _shows(page, named["name"]):
        return
    yield _SOURCE_ABSENT.evidence(
        1.0,
        f"The post names “{named['name']}” as its source; the page does not, and its address is {page.page.url}.",
        post=(post.quote(*named.span("name")),),
        page=(page.page.quote("url", 0, len(page.page.url)),),
    )


SOURCE = PackagedDetector(Stage.CONTEXT, (_SOURCE_ABSENT,), detect_source)


def _shows(page: PreparedPage, name: str) -> bool:
    """Whether the page shows a source, by this name or by another that the tables know: "NYT" and "WaPo" too."""
    others = (other for key in readings_of(name) if not is_place(key) for other in names_of(key))
    return any(_shows_name(page, one) for one in (name, *(other for other in others if len(other) >= _SHORTEST_OTHER)))


def _shows_name(page: PreparedPage, name: str) -> bool:
    squeezed = _squeezed(name)
    initials = "".join(word[0] for word in re.findall(r"\w+", name)).lower()
    host = _squeezed(split_url(page.page.url).host)
    if squeezed in host or (len(initials) > 2 and initials in host):
        return True
    shown = (page.page.site_name, page.title, page.fields["description"].text)
    if any(squeezed in _squeezed(text) for text in shown):
        return True
    return any(squeezed in _squeezed(sentence.text) for sentence in page.sentences)


def _squeezed(text: str) -> str:
    """Letters and digits alone, in lower case: "New York Times" is in "nytimes.com" only by its initials."""
    return "".join(character for character in text.lower() if character.isalnum())
