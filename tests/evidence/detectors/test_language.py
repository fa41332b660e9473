from __future__ import annotations

from collections.abc import Callable

import pytest

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.detectors.language import detect_language
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._page.types import Page
from linkcheck._text.language import Language

Prepare = Callable[[str, Page], tuple[PreparedPost, PreparedPage]]

GERMAN = Page(
    title="Regierung beschließt neues Gesetz",
    text=(
        "Die Regierung hat am Montag ein neues Gesetz beschlossen. Die Opposition kündigte an, dagegen zu klagen. "
        "Das Gericht in Karlsruhe wird sich im Herbst damit befassen, sagte eine Sprecherin."
    ),
)
RUSSIAN = Page(text="Правительство приняло новый закон в понедельник. Оппозиция обещала обратиться в суд.")


def differs(prepared: Prepare, claim: str, page: Page) -> bool:
    return bool(list(detect_language(Alignment(*prepared(claim, page)))))


@pytest.mark.parametrize("page", [GERMAN, RUSSIAN])
def test_an_english_claim_is_not_compared_with_a_foreign_page(prepared: Prepare, page: Page) -> None:
    assert differs(prepared, "The government has passed a new law and the opposition will go to court", page)


def test_names_that_stand_in_both_do_not_make_one_language(prepared: Prepare) -> None:
    page = Page(text="Angela Merkel und Emmanuel Macron trafen sich gestern in Paris, um über Europa zu sprechen.")
    assert differs(prepared, "Angela Merkel and Emmanuel Macron met yesterday in Paris to talk about Europe", page)


def test_one_language_is_compared(prepared: Prepare, moon: Page) -> None:
    assert not differs(prepared, "Die Regierung beschließt ein neues Gesetz, die Opposition will klagen", GERMAN)
    assert not differs(prepared, "NASA finds water on the Moon", moon)


def test_a_guess_is_overruled_by_shared_words(prepared: Prepare) -> None:
    page = Page(text="Die Regierung hat am Montag ein neues Gesetz beschlossen.", language="nl")
    assert not differs(prepared, "Die Regierung hat ein neues Gesetz beschlossen", page)


SPORT = Page(
    title="Livingston schlägt die Rangers",
    text=(
        "Ein Tor von Dolly Menga reichte Livingston am Sonntag, um die Rangers zu schlagen. Trainer Steven Gerrard "
        "sah im Stadion Almondvale vor 9012 Zuschauern die zweite Niederlage seiner Mannschaft in dieser Saison."
    ),
)
SPORT_CLAIM = "Livingston beat Rangers: Menga goal downs Gerrard's men in front of 9,012 people"


def test_many_names_and_numbers_settle_what_words_cannot(prepared: Prepare) -> None:
    agrees, differs = detect_language(Alignment(*prepared(SPORT_CLAIM, SPORT)))
    assert (agrees.code, differs.code) == ("names-agree", "language-differs")
    assert agrees.log_odds is not None
    assert agrees.log_odds < 0
    assert {"Menga", "9,012"} <= {quote.text for quote in agrees.post_quotes}


@pytest.mark.parametrize(
    "claim",
    [
        "Livingston beat Rangers: Menga goal downs Gerrard's men in front of 8,700 people",  # a number is not there
        "Livingston beat Rangers: a goal of Menga downs the men from Glasgow in front of 9,012 people",  # nor a name
        "Livingston beat Rangers in the end and the people were very happy about that",  # two names prove little
    ],
)
def test_a_claim_whose_names_are_absent_or_few_settles_no_language_difference(prepared: Prepare, claim: str) -> None:
    assert [e.code for e in detect_language(Alignment(*prepared(claim, SPORT)))] == ["language-differs"]


def test_a_claim_without_english_words_is_not_compared_with_an_english_page(prepared: Prepare, moon: Page) -> None:
    claim = "Putra Sulung Sarah Palin Ditangkap Atas Kekerasan Domestik"  # Indonesian, known as no language
    assert differs(prepared, claim, moon)
    assert not differs(prepared, "Seth Rogen to Play Apple's Steve Wozniak", moon)


@pytest.mark.parametrize(
    ("claim", "apart"), [("60mm more rain to come for Lismore by Wed", False), ("Il fiume sale a Lismore", True)]
)
def test_a_claim_of_english_words_is_english_whatever_they_are_elsewhere(
    prepared: Prepare, claim: str, apart: bool
) -> None:
    page = Page(title="River peaks", text="A further 60 mm of rain could fall on Lismore by Wednesday.", language="en")
    assert differs(prepared, claim, page) is apart


def test_a_claim_without_words_gives_no_language_evidence(prepared: Prepare, moon: Page) -> None:
    assert not differs(prepared, "🎉", moon)
    assert not differs(prepared, "NASA finds water", Page())


def test_a_guess_that_its_own_letters_refute_is_none(
    prepared: Prepare, moon: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkcheck._evidence.detectors.language.identify_language", lambda text: Language("ru", 0.9))
    assert not differs(prepared, "Vice squad wins a million in Las Vegas", moon)


CHINESE = "政府周一通过了一项新的法律，反对派表示将向法院提起诉讼。"
CANTONESE = "法院嗰度起咗條新橋，好多人都嚟睇。"


@pytest.mark.parametrize(("declared", "apart"), [("yue", False), ("ja", False), ("ko", True), ("de", True)])
def test_languages_that_are_taken_for_one_another_do_not_differ(prepared: Prepare, declared: str, apart: bool) -> None:
    assert differs(prepared, CHINESE, Page(text=CANTONESE, language=declared)) is apart
