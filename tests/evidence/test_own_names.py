"""What a page says of itself is never held against a post that says it too."""

from __future__ import annotations

import pytest

import linkcheck
from linkcheck._evidence.compare import extract_evidence, prepare_page, prepare_post
from linkcheck._evidence.types import Stance
from linkcheck._page.types import DeclaredTitle, Page
from linkcheck._post.types import Post

TEXT = """The ferry Kittiwake crossed the sound on Tuesday. It carried 240 passengers. The council paid for
the ferry. The harbour was full of boats. A band played on the pier. Children waved. The captain was pleased.
The next crossing is on Friday. Tickets are sold at the pier. The old ferry will be sold."""
OTHERS = (
    DeclaredTitle("Skelling Sound: first electric boat sails | The Lakeside Courier", "title"),
    DeclaredTitle("Electric boats ahoy", "meta twitter:title"),
)


def page_titled(*titles: DeclaredTitle) -> Page:
    return Page(
        title="Ferry Kittiwake crosses the sound", text=TEXT, titles=titles, url="https://courier.example/ferry"
    )


@pytest.mark.parametrize("title", OTHERS, ids=lambda title: title.source)
@pytest.mark.parametrize("behind", ["", " via @courier", " https://courier.example/ferry"])
def test_a_post_that_is_a_title_of_the_page_matches_it(title: DeclaredTitle, behind: str) -> None:
    assert linkcheck.compare(title.text + behind, page_titled()).verdict != "match"
    assert linkcheck.compare(title.text + behind, page_titled(*OTHERS)).verdict == "match"


def test_a_title_that_the_text_contradicts_is_not_held_against_the_post() -> None:
    post = prepare_post(Post(text="Ferry Kittiwake carried 420 passengers"))
    plain = extract_evidence(post, prepare_page(page_titled()))
    titled = extract_evidence(post, prepare_page(page_titled(DeclaredTitle(post.claim.text, "title"))))
    assert any(evidence.stance is Stance.CONTRADICTS for evidence in plain)
    assert not any(evidence.stance in (Stance.CONTRADICTS, Stance.ABSENT) for evidence in titled)


def test_titles_are_compared_once() -> None:
    repeated = DeclaredTitle("The ferry Kittiwake crosses the sound", "meta og:title")
    page = prepare_page(page_titled(OTHERS[0], OTHERS[0], repeated))
    of_titles = [sentence for sentence in page.sentences if sentence.field == "titles"]
    assert "".join(page.quote(sentence).text for sentence in of_titles).count("Skelling") == 1
    assert all(page.quote(sentence).text in page.page.quotable("titles") for sentence in of_titles)


@pytest.mark.parametrize(
    ("field", "name"), [("authors", ("Ann Sample",)), ("publisher", "The Tidal Review"), ("section", "Coastal Life")]
)
def test_a_name_of_who_made_the_page_is_not_missed(field: str, name: str | tuple[str, ...]) -> None:
    written = name if isinstance(name, str) else name[0]
    post = f"Ferry Kittiwake crosses the sound, {written}"
    fields: dict[str, object] = {"title": "Ferry Kittiwake crosses the sound", "text": TEXT}
    lacking = linkcheck.compare(post, Page(**fields))  # type: ignore[arg-type]
    saying = linkcheck.compare(post, Page(**fields, **{field: name}))  # type: ignore[arg-type]
    assert (saying.score or 0) < (lacking.score or 0)
    assert not any(written in quote.text for reason in saying.reasons for quote in reason.post_quotes)
