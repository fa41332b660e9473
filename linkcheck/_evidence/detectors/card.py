"""Whether the preview shown with the post is the page's own: its title should be said somewhere on the page."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.types import Evidence, Layer
from linkcheck._post.types import Quote
from linkcheck._text.terms import term_weight
from linkcheck._text.tokens import normal_forms

_TELLING = 2.0
"""Weight that a card's title must have to say anything: two full terms; "Home" and "Login" do not."""
_ABSENT = 0.34
"""Share of the title's weight on the page below which it is another page's title."""
_MAX_TITLE = 300


def weigh_card(post: PreparedPost, page: PreparedPage) -> Iterator[Evidence]:
    """Evidence that the card's title stands nowhere on the page, where it does not."""
    title = post.post.quotable("card_title")[:_MAX_TITLE]
    weights = {form: term_weight(form) for form in normal_forms(title)}
    total = sum(weights.values())
    if total < _TELLING or not page.sentences:
        return
    share = sum(weight for form, weight in weights.items() if form in page.index) / total
    if share >= _ABSENT:
        return
    own = page.sentences[0]
    yield Evidence(
        code="card-differs",
        layer=Layer.CONTEXT,
        value=round(1 - share, 4),
        message=f"the preview is titled “{title}”, which the page does not say; the page begins “{own.text}”",
        post_quotes=(Quote("card_title", 0, len(title), title),),
        page_quotes=(page.quote(own),),
    )
