"""Stand-ins are told apart from pages by several signs together, and pages about stand-ins stay readable."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._page.read import read_page
from linkcheck._page.states import PageSignals, decide_state, with_state
from linkcheck._page.types import Page, PageState

WALLS = [
    # English
    ("Just a moment...", "Enable JavaScript and cookies to continue", PageState.BOT_WALL),
    ("Access denied", "You don't have permission to access this server.\nReference #18.1f2e3d", PageState.BOT_WALL),
    ("", "Please verify you are a human to continue.\nPress & hold to confirm you are not a bot.", PageState.BOT_WALL),
    (
        "Page not found",
        "Sorry, the page you are looking for does not exist. Go back to the home page.",
        PageState.NOT_FOUND,
    ),
    ("Log in | Example", "Username or email address\nPassword\nForgot password?", PageState.LOGIN_WALL),
    (
        "Example News",
        "We value your privacy\nWe and our partners store cookies.\nManage preferences",
        PageState.CONSENT_WALL,
    ),
    ("", "Sorry, this content is not available in your region.", PageState.REGION_BLOCK),
    ("Subscribe to read | Example", "Already a subscriber? Sign in\n$1 for 6 months", PageState.PAYWALL),
    ("example.com", "This domain is for sale!\nMake an offer on this domain", PageState.PARKED),
    (
        "Welcome to nginx!",
        "If you see this page, the nginx web server is successfully installed.",
        PageState.DEFAULT_SERVER_PAGE,
    ),
    ("Redirecting...", "", PageState.REDIRECT_STUB),
    ("Shop", "You need to enable JavaScript to run this app.", PageState.SCRIPT_SHELL),
    # Spanish
    ("Página no encontrada", "Lo sentimos, la página que buscas no existe.", PageState.NOT_FOUND),
    ("El Diario", "Valoramos tu privacidad\nNosotros y nuestros socios utilizamos cookies.", PageState.CONSENT_WALL),
    ("El Diario", "Contenido exclusivo para suscriptores\n¿Ya eres suscriptor? Inicia sesión", PageState.PAYWALL),
    ("", "Verifica que eres humano para continuar", PageState.BOT_WALL),
    ("", "Este contenido no está disponible en tu país.", PageState.REGION_BLOCK),
    # German
    ("Seite nicht gefunden", "Die von Ihnen gesuchte Seite gibt es nicht.", PageState.NOT_FOUND),
    (
        "Zeitung",
        "Mit Werbung weiterlesen\nWir und unsere Partner verarbeiten Daten.\nZustimmen und weiter",
        PageState.CONSENT_WALL,
    ),
    ("Zeitung", "Dieser Artikel ist nur für Abonnenten.\nBereits Abonnent? Anmelden", PageState.PAYWALL),
    ("", "Bestätigen Sie, dass Sie kein Roboter sind.", PageState.BOT_WALL),
    ("beispiel.de", "Diese Domain steht zum Verkauf. Domain erwerben", PageState.PARKED),
    ("", "Bitte aktivieren Sie JavaScript in Ihrem Browser.", PageState.SCRIPT_SHELL),
    # French
    ("Page introuvable", "La page que vous cherchez n'existe plus.", PageState.NOT_FOUND),
    (
        "Le Journal",
        "Avec nos partenaires, nous utilisons des cookies.\nContinuer sans accepter",
        PageState.CONSENT_WALL,
    ),
    ("Le Journal", "Cet article est réservé aux abonnés.\nDéjà abonné ? Se connecter", PageState.PAYWALL),
    ("", "Vous devez être connecté pour voir cette page.\nMot de passe oublié ?", PageState.LOGIN_WALL),
    # Dutch
    ("Pagina niet gevonden", "De pagina die je zoekt bestaat niet meer.", PageState.NOT_FOUND),
    ("De Krant", "Wij en onze partners gebruiken cookies.\nAkkoord gaan\nInstellingen beheren", PageState.CONSENT_WALL),
    ("De Krant", "Dit artikel is exclusief voor abonnees.\nAl abonnee? Log in", PageState.PAYWALL),
    ("", "Deze inhoud is niet beschikbaar in jouw land.", PageState.REGION_BLOCK),
    # Portuguese
    ("Página não encontrada", "A página que você procura não existe.", PageState.NOT_FOUND),
    ("O Jornal", "Valorizamos a sua privacidade\nUtilizamos cookies.\nAceitar e continuar", PageState.CONSENT_WALL),
    ("", "Confirme que não é um robô.", PageState.BOT_WALL),
    ("O Jornal", "Conteúdo exclusivo para assinantes\nJá é assinante? Entrar", PageState.PAYWALL),
    # Italian
    ("Pagina non trovata", "La pagina che stai cercando non esiste.", PageState.NOT_FOUND),
    ("Il Giornale", "Noi e i nostri partner utilizziamo i cookie.\nContinua senza accettare", PageState.CONSENT_WALL),
    ("", "Conferma di non essere un robot.", PageState.BOT_WALL),
    ("", "Abilita i cookie nel tuo browser per continuare.", PageState.COOKIE_WALL),
    # Japanese
    ("ページが見つかりません", "お探しのページは削除されたか、移動しました。", PageState.NOT_FOUND),
    ("", "この記事は有料会員限定です。\n続きを読むには会員登録すると便利です。", PageState.PAYWALL),
    ("", "あなたがロボットではありませんことを確認してください。", PageState.BOT_WALL),
    ("", "ログインしてください。\nパスワードをお忘れの方", PageState.LOGIN_WALL),
    ("", "お住まいの地域ではご利用いただけません。", PageState.REGION_BLOCK),
]


@pytest.mark.parametrize(("title", "text", "state"), WALLS)
def test_an_interstitial_gets_its_state(title: str, text: str, state: PageState) -> None:
    assert decide_state(Page(title=title, text=text)).state == state


@pytest.mark.parametrize(("title", "text", "state"), WALLS)
def test_every_state_says_why_and_where(title: str, text: str, state: PageState) -> None:
    page = Page(title=title, text=text)
    decision = decide_state(page)
    assert decision.reason.endswith(".")
    assert decision.quotes
    for quote in decision.quotes:
        assert page.quotable(quote.field)[quote.start : quote.end] == quote.text


COOKIE_ARTICLE = (
    'Cookie banners have become the most hated part of the web. "We use cookies to improve your experience" is the '
    "sentence that European readers see most often, a study of 10,000 sites found.\n"
    'The researchers at the University of Exampleton counted how often visitors press "accept all". In nine of ten '
    "visits they did, mostly because refusing took three more clicks.\n"
    "Regulators are not amused. The French authority fined two companies last year, and a German court ruled in March "
    "that a banner without a way to refuse breaks the law.\n"
    "Browser makers may soon end the practice altogether: a signal sent with each request would tell the wish of the "
    "reader once and for all, the study's authors hope.\n"
)
BOT_ARTICLE = (
    "Are you a robot? The question that guards half of the web no longer works, a team from Exampleton reports.\n"
    'Their program solved 96 of 100 picture puzzles, more than the students who were paid to do the same. "Verify you '
    'are human" has become a test that machines pass and people fail, the authors write.\n'
    "Sites have begun to look at how a mouse moves instead. That, too, can be learnt, says the computer scientist Ada "
    "Sample, who led the work and has studied automated traffic for ten years.\n"
)
DOMAIN_ARTICLE = (
    "The town's theatre lost its address on Tuesday. For three weeks its web site showed only a line: \"This domain is "
    'for sale". A dealer had registered the name hours after it lapsed.\n'
    "Parked domains are a business of their own, says the registry, which counts two million of them. Most earn a few "
    "cents a day with advertisements.\n"
    'The theatre has now bought its name back, for 900 dollars. "We will put it into the calendar this time", the '
    "director said after a meeting of the council on Friday.\n"
)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Why cookie banners will not go away", COOKIE_ARTICLE),
        ("Machines now pass the test that should stop them", BOT_ARTICLE),
        ("Access denied: how libraries lost their journals", BOT_ARTICLE),
        ("The theatre that lost its domain", DOMAIN_ARTICLE),
        ("404: the story of an error message", COOKIE_ARTICLE),
        (
            "HTTP/1.1 status codes",
            "410 Gone tells that the resource has been removed and that no address is known.\n" * 9,
        ),
        ("Login", "The town of Login, in Carmarthenshire, lies on the river Taf and has a chapel of 1877.\n" * 3),
        ("", "Nothing."),
        ("", "Mostly false."),
        ("", "The minister has been removed from office."),
        ("", "Facebook will ask its users to log in twice from next year, the company said."),
        ("", "大阪で新しい美術館が開館した。初日には三千人が訪れた。"),
    ],
)
def test_a_page_about_interstitials_or_a_short_one_is_readable(title: str, text: str) -> None:
    assert decide_state(Page(title=title, text=text)).state == PageState.READABLE


def test_an_article_under_a_consent_banner_is_readable() -> None:
    banner = 'We use cookies and other tracking technologies.\nBy clicking "Accept" you consent to our partners.\n'
    assert (
        decide_state(Page(title="The theatre that lost its domain", text=banner + DOMAIN_ARTICLE * 2)).state
        == "readable"
    )


def test_a_whole_privacy_policy_behind_a_consent_title_is_a_wall() -> None:
    text = "Update to privacy policy and how we use cookies.\n" + "Our partners process your personal data. " * 400
    assert decide_state(Page(title="Consent Form | Example", text=text)).state == PageState.CONSENT_WALL


@pytest.mark.parametrize(
    "page",
    [
        Page(title="Dashcam video shows the arrest", description="The clip runs for two minutes."),
        Page(title="Watch the eclipse over Exampleton"),
        Page(description="A photograph of the harbour at dawn."),
    ],
)
def test_title_and_description_carry_a_page_without_text(page: Page) -> None:
    assert decide_state(page).state == PageState.READABLE


@pytest.mark.parametrize("page", [Page(), Page(title="Example"), Page(text=" \n ")])
def test_a_page_that_says_nothing_is_empty(page: Page) -> None:
    assert decide_state(page).state == PageState.EMPTY


HEADLINES = "\n".join(f"Town {number} opens a new theatre after {number} years" for number in range(15))


def test_a_front_of_nothing_but_headlines_is_no_page_of_its_own() -> None:
    decision = decide_state(Page(title="The Example | The home of theatre news", text=HEADLINES))
    assert decision.state == PageState.HOMEPAGE
    assert decision.quotes[0].field == "title"


@pytest.mark.parametrize(
    "page",
    [
        Page(title="Fifteen towns that open a theatre", text=HEADLINES),
        Page(title="The Example | The home of theatre news", text=HEADLINES, kind="listing"),
        Page(title="Breaking news: theatre lost its domain", text=DOMAIN_ARTICLE),
    ],
)
def test_a_list_or_an_article_is_no_front(page: Page) -> None:
    assert decide_state(page).state == PageState.READABLE


def test_a_teaser_with_an_offer_behind_it_is_a_paywall() -> None:
    text = "The council met on Monday.\n" * 8 + "Subscribe to continue reading\nAlready a subscriber? Sign in"
    assert decide_state(Page(title="Council meets", text=text)).state == PageState.PAYWALL


def test_a_description_decides_the_state_where_the_text_is_a_stub() -> None:
    page = Page(title="Oh no", description="You don't have permission to access this site.", text="Reference 18.baf")
    assert decide_state(page).state == PageState.BOT_WALL


@pytest.mark.parametrize(
    ("signals", "state"),
    [
        (PageSignals(visible="Moved", leads_to="https://example.org/new"), PageState.REDIRECT_STUB),
        (PageSignals(visible="Members", asks_password=True, redirect_state=PageState.LOGIN_WALL), PageState.LOGIN_WALL),
        (PageSignals(visible="Members", paid=True), PageState.PAYWALL),
        (PageSignals(visible="Members", scripts=3), PageState.SCRIPT_SHELL),
        (PageSignals(visible="Members", redirect_state=PageState.HOMEPAGE), PageState.HOMEPAGE),
        (PageSignals(visible="Members", redirect_state=PageState.SECTION), PageState.SECTION),
        (PageSignals(visible="Members", redirect_state=PageState.CONSENT_WALL), PageState.CONSENT_WALL),
        (PageSignals(visible="Members"), PageState.EMPTY),
        (PageSignals(visible="Members of the club meet on Mondays"), PageState.READABLE),
    ],
)
def test_markup_and_redirects_decide_the_state_too(signals: PageSignals, state: PageState) -> None:
    assert decide_state(Page(title="Club", text="Members", url="https://example.org/"), signals).state == state


def test_a_long_article_is_not_taken_for_the_section_it_was_moved_to() -> None:
    page = Page(title="The theatre", kind="article", text=DOMAIN_ARTICLE)
    assert (
        decide_state(page, PageSignals(visible=DOMAIN_ARTICLE, redirect_state=PageState.SECTION)).state
        == PageState.READABLE
    )


def test_with_state_decides_only_what_was_not_given() -> None:
    page = with_state(Page(text=DOMAIN_ARTICLE))
    assert (page.language, page.state) == ("en", PageState.READABLE)
    given_by_hand = Page(text="Access denied", language="fr", state=PageState.READABLE)
    assert with_state(given_by_hand) is given_by_hand


@settings(max_examples=150, deadline=None)
@given(
    title=st.text(max_size=60),
    description=st.text(max_size=60),
    lines=st.lists(st.one_of(st.text(max_size=80), st.sampled_from([text for _, text, _ in WALLS])), max_size=6),
)
def test_any_text_has_a_state_with_true_quotes(title: str, description: str, lines: list[str]) -> None:
    page = with_state(Page(title=title, description=description, text="\n".join(lines), language="en"))
    assert page.state is not None
    assert bool(page.state_reason) == (page.state != PageState.READABLE)
    for quote in page.state_quotes:
        assert page.quotable(quote.field)[quote.start : quote.end] == quote.text


def test_a_sentence_of_a_wall_in_a_page_of_other_words_is_no_wall() -> None:
    wall = "Enable JavaScript and cookies to continue."
    note = "The council plants 4,200 street trees over the next three winters, starting in Mill Street and the park."
    assert with_state(Page(title="Trees", text=f"{note}\n{wall}")).state == PageState.READABLE
    assert with_state(Page(title="Trees", text=f"{note[:30]}\n{wall}")).state != PageState.READABLE


@pytest.mark.parametrize(("paragraphs", "state"), [(4, PageState.PAYWALL), (20, PageState.READABLE)])
def test_an_article_for_subscribers_is_a_teaser_only_where_it_is_short(paragraphs: int, state: PageState) -> None:
    declared = '{"@context":"https://schema.org","@type":"NewsArticle","isAccessibleForFree":false}'
    text = "<p>The council closes the swimming pool in Mill Street for repairs until the spring, the mayor said.</p>"
    page = read_page(
        f"<html><head><title>Council closes the swimming pool</title>"
        f'<script type="application/ld+json">{declared}</script></head>'
        f"<body><article><h1>Council closes the swimming pool</h1>{text * paragraphs}</article></body></html>"
    )
    assert page.state == state


SHELL = (
    b"<!doctype html><html lang=en><head><title>The Gazette</title><meta name=description content='%s'>%s"
    b"<script type=module src=/app.js></script></head><body><div id=root></div></body></html>"
)
SITE_WIDE = b"Independent news, sport and opinion from the valley since 1911"


def test_scripts_without_visible_text_are_a_shell_whatever_the_description_says() -> None:
    assert read_page(SHELL % (SITE_WIDE, b"")).state == PageState.SCRIPT_SHELL


def test_a_page_of_a_video_says_what_it_holds_in_its_title_and_description() -> None:
    declared = b"<meta property=og:type content=video.other>"
    assert read_page(SHELL % (b"Fans sing in the rain after the final", declared)).state == PageState.READABLE


@pytest.mark.parametrize(
    "content",
    [
        b"OK",
        b"x",
        b"no healthy upstream\n"[:3],
        "\ufffd".encode() * 400,
        b"aGVsbG8gd29ybGQgaGVsbG8g" * 200,
    ],
)
@pytest.mark.parametrize("content_type", ["text/plain", "text/html"])
def test_a_page_without_words_is_empty(content: bytes, content_type: str) -> None:
    assert read_page(content, content_type=content_type).state == PageState.EMPTY


def test_a_short_page_in_a_script_without_spaces_is_read() -> None:
    assert read_page("<title>市</title><p>市議会は街路樹を植える。".encode()).state == PageState.READABLE
