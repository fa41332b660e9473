from __future__ import annotations

from collections.abc import Callable

import pytest

from linkcheck.evidence.language import weigh_language
from linkcheck.evidence.prepared import PreparedPage, PreparedPost
from linkcheck.page.types import Page
from linkcheck.post.language import Language

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
    return bool(list(weigh_language(*prepared(claim, page))))


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


def test_nothing_is_said_without_words(prepared: Prepare, moon: Page) -> None:
    assert not differs(prepared, "🎉", moon)
    assert not differs(prepared, "NASA finds water", Page())


def test_a_guess_that_its_own_letters_refute_is_none(
    prepared: Prepare, moon: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkcheck.evidence.language.identify_language", lambda text: Language("ru", 0.9))
    assert not differs(prepared, "Vice squad wins a million in Las Vegas", moon)
