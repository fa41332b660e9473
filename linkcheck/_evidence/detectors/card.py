"""Is the preview shown with the post the page's own? Then its title stands somewhere on the page."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.packaged import PackagedDetector, Stage
from linkcheck._evidence.types import Code, Evidence, Example, Layer
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import Quote
from linkcheck._text.display import truncate
from linkcheck._text.terms import term_weight
from linkcheck._text.tokens import normal_forms

_CARD_DIFFERS = Code(
    code="card-differs",
    layer=Layer.CONTEXT,
    coefficient=PARAMETERS.coefficients.card_differs,
    meaning="the preview shown with the post is another page's",
    example=Example(
        post="The harbour museum of Dorsten opens in May",
        title="Harbour museum of Dorsten",
        text="The harbour museum of Dorsten opens in May, the council said.",
        card_title="Win a phone in our summer lottery",
    ),
)

_MIN_WEIGHT = PARAMETERS.card.min_title_weight
_ABSENT = PARAMETERS.card.min_shared
_MAX_TITLE = 300
_MAX_SHOWN = 100
"""Characters of a title that a message shows."""


def detect_card(alignment: Alignment) -> Iterator[Evidence]:
    """Evidence that the card's title stands nowhere on the page, where it does not."""
    page = alignment.page
    title = alignment.post.post.quotable("card_title")[:_MAX_TITLE]
    weights = {form: term_weight(form) for form in normal_forms(title)}
    total = sum(weights.values())
    if total < _MIN_WEIGHT or not page.sentences:
        return
    share = sum(weight for form, weight in weights.items() if form in page.index) / total
    if share >= _ABSENT:
        return
    first = page.sentences[0]
    yield _CARD_DIFFERS.evidence(
        round(1 - share, 4),
        f"The preview is titled “{truncate(title, _MAX_SHOWN)}”; the page begins “{truncate(first.text, _MAX_SHOWN)}”.",
        post=(Quote("card_title", 0, len(title), title),),
        page=(page.quote(first),),
    )


CARD = PackagedDetector(Stage.CONTEXT, (_CARD_DIFFERS,), detect_card)
