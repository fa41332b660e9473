"""However a page or a post is written, it is judged by what a person reads: verdict, score and quotes stay."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Iterator

import msgspec
import pytest

import linkcheck
from linkcheck import LinkReport, Page

PAGE = Page(
    url="https://gazette.example/homes",
    title="Council approves 240 new homes at Station Road — residents’ anger in Zürich",
    text="The planning committee of the borough council approved 240 new homes at Station Road on Tuesday evening, "
    "after a fine debate of three hours. Café owner Zoë Møller objected to the height of the two blocks.\n"
    "Work is to begin next spring, the developer’s office said, and a third of the homes will be let at social rents.",
)
POSTS = (
    "Council approves 240 new homes at Station Road, and café owner Zoë Møller objects",
    "Council approves 420 new homes at Station Road, and café owner Zoë Møller objects",
    "Ferry to the islands is cancelled for 12,000 passengers, says harbour master Ada Sample",
)


def styled(lower: int, upper: int) -> Callable[[str], str]:
    def letter(character: str) -> str:
        if "a" <= character <= "z":
            return chr(lower + ord(character) - ord("a"))
        return chr(upper + ord(character) - ord("A")) if "A" <= character <= "Z" else character

    return lambda text: "".join(map(letter, text))


def inside_words(mark: str) -> Callable[[str], str]:
    return lambda text: " ".join(
        f"{word[:3]}{mark}{word[3:]}" if len(word) > 5 and word.isalpha() else word for word in text.split(" ")
    )


def misread(text: str) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


WRITINGS: dict[str, Callable[[str], str]] = {
    "soft hyphens": inside_words("\u00ad"),
    "zero-width spaces": inside_words("\u200b"),
    "word joiners": inside_words("\u2060"),
    "byte order marks": inside_words("\ufeff"),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "ligatures": lambda text: text.replace("fi", "ﬁ").replace("ff", "ﬀ"),
    "entities": lambda text: html.escape(text).replace("’", "&#8217;").replace("ü", "&uuml;"),
    "entities of entities": lambda text: html.escape(html.escape(text).replace("’", "&#8217;")),
    "misread UTF-8": misread,
    "UTF-8 misread twice": lambda text: misread(misread(text)),
    "bold letters": styled(0x1D41A, 0x1D400),
    "bold letters without serifs": styled(0x1D5EE, 0x1D5D4),
    "typewriter letters": styled(0x1D68A, 0x1D670),
    "circled letters": styled(0x24D0, 0x24B6),
    "wide letters": styled(0xFF41, 0xFF21),
    "spaces that do not break": lambda text: text.replace(" ", "\u00a0"),
    "underlined letters": lambda text: "".join(c + "\u0332" if c.isascii() and c.isalpha() else c for c in text),
}


def quotes_of(report: LinkReport) -> Iterator[tuple[str, linkcheck.Quote]]:
    for reason in report.reasons:
        yield from (("post", quote) for quote in reason.post_quotes)
        yield from (("page", quote) for quote in reason.page_quotes)


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("writing", WRITINGS)
def test_the_characters_of_a_page_change_no_verdict_and_no_score(writing: str, post: str) -> None:
    write = WRITINGS[writing]
    page = msgspec.structs.replace(PAGE, title=write(PAGE.title), text=write(PAGE.text))
    plain, written = linkcheck.compare(post, PAGE), linkcheck.compare(post, page)
    assert written.verdict is plain.verdict
    assert written.score == pytest.approx(plain.score)
    for whose, quote in quotes_of(written):
        whole = page.quotable(quote.field) if whose == "page" else post
        assert whole[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("writing", WRITINGS)
def test_the_characters_of_a_post_change_no_verdict_and_no_score(writing: str, post: str) -> None:
    written = WRITINGS[writing](post)
    plain, other = linkcheck.compare(post, PAGE), linkcheck.compare(written, PAGE)
    assert other.verdict is plain.verdict
    assert other.score == pytest.approx(plain.score)
    for whose, quote in quotes_of(other):
        whole = written if whose == "post" else PAGE.quotable(quote.field)
        assert whole[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u2060"])
def test_the_words_of_a_stand_in_are_known_with_marks_inside(mark: str) -> None:
    write = inside_words(mark)
    page = linkcheck.read_page(f"<title>{write('Access denied')}</title><p>{write('Please verify you are a human.')}")
    assert page.state == linkcheck.PageState.BOT_WALL
