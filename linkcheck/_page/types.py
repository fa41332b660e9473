"""The values of room three: Page and PageState."""

from __future__ import annotations

import datetime as dt
import enum

import msgspec

from linkcheck._post.types import Card, Quote
from linkcheck._public import public
from linkcheck._scalars import plain_scalar
from linkcheck.errors import InputError, type_of


@public
class PageState(enum.StrEnum):
    """Whether what came is the page, and if not, what is in its place."""

    READABLE = "readable"
    BOT_WALL = "bot-wall"
    LOGIN_WALL = "login-wall"
    CONSENT_WALL = "consent-wall"
    COOKIE_WALL = "cookie-wall"
    PAYWALL = "paywall"
    REGION_BLOCK = "region-block"
    SCRIPT_SHELL = "script-shell"
    EMPTY = "empty"
    REDIRECT_STUB = "redirect-stub"
    AGE_GATE = "age-gate"
    SERVER_ERROR = "server-error"
    UNREADABLE = "unreadable"
    """Bytes that no reader turns into text."""
    NOT_FOUND = "not-found"
    PARKED = "parked"
    DEFAULT_SERVER_PAGE = "default-server-page"
    HOMEPAGE = "homepage"
    SECTION = "section"
    FEED = "feed"


DEAD_ENDS = frozenset({PageState.NOT_FOUND, PageState.PARKED, PageState.DEFAULT_SERVER_PAGE})
"""States of a link that leads nowhere: broken."""

GENERIC = frozenset({PageState.HOMEPAGE, PageState.SECTION, PageState.FEED})
"""States of a page in place of the deep page that the link named."""


STATE_REASONS: dict[PageState, str] = {
    PageState.BOT_WALL: "The site took the visitor for a machine and showed a check or a refusal instead of the page.",
    PageState.LOGIN_WALL: "The site asks the visitor to log in before it shows the page.",
    PageState.CONSENT_WALL: "The site asks for consent to the use of data before it shows the page.",
    PageState.COOKIE_WALL: "The site asks the visitor to allow cookies before it shows the page.",
    PageState.PAYWALL: "The site shows an offer to subscribe instead of the article, or only its first lines.",
    PageState.REGION_BLOCK: "The site does not show the page in the visitor's region.",
    PageState.SCRIPT_SHELL: "The page is put together by scripts, which were not run; without them it holds no text.",
    PageState.EMPTY: "The page holds no text.",
    PageState.REDIRECT_STUB: "The page only sends its visitor on to another address.",
    PageState.AGE_GATE: "The site asks for the visitor's age before it shows the page.",
    PageState.SERVER_ERROR: "The site shows that it failed, or is being worked on, instead of the page.",
    PageState.UNREADABLE: "The content of the page cannot be read as text.",
    PageState.NOT_FOUND: "The site answered, but says that there is no such page.",
    PageState.PARKED: "The domain is parked or for sale; it has no page of its own.",
    PageState.DEFAULT_SERVER_PAGE: "The web server shows the page it was installed with; no site is set up there.",
    PageState.HOMEPAGE: "The link leads to the home page of the site, not to the page that it names.",
    PageState.SECTION: "The link leads to a section of the site, not to the page that it names.",
    PageState.FEED: "The link leads to a feed, not to a page.",
}
"""The sentence that a report shows for each state but readable, unless `Page.state_reason` says more."""


@public
class DeclaredTitle(msgspec.Struct, frozen=True):
    """One of the titles that a page gives itself."""

    text: str
    source: str
    """"title", "meta og:title", "meta twitter:title", "json-ld" or "h1"."""


@public
class DeclaredLink(msgspec.Struct, frozen=True):
    """An address that a page declares to others; it was not asked for."""

    relation: str
    """"canonical", "alternate" (the page in another language or form), "amp", "oembed", "feed" or "short"."""
    url: str
    """Absolute, http or https."""
    language: str = ""
    """Of an alternate, as declared: "de", "en-GB", "x-default"."""
    media_type: str = ""
    """As declared: "application/rss+xml"."""
    title: str = ""


@public
class Page(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What a page says to a reader. Every field has a default, so one can be made by hand."""

    url: str = ""
    """Where it was read, after redirects."""
    requested_url: str = ""
    """The URL that the link named; empty when not known (a page made by hand)."""
    canonical_url: str = ""
    """What the page declares of itself; never trusted."""
    title: str = ""
    titles: tuple[DeclaredTitle, ...] = ()
    """All titles that it declares, `title` among them, each once; at most 16."""
    description: str = ""
    text: str = ""
    """The visible main text, paragraphs on lines of their own."""
    published: dt.date | dt.datetime | None = None
    """Only when the page states it."""
    published_text: str = ""
    """The date as the page writes it."""
    published_guess: dt.date | dt.datetime | None = None
    """A guess (URL, text), never strong evidence."""
    language: str | None = None
    """ISO 639-1; None: decided when it is compared."""
    site_name: str = ""
    authors: tuple[str, ...] = ()
    """Who it says wrote it; at most 10."""
    section: str = ""
    """The part of the site that it says it is of: "Business"."""
    publisher: str = ""
    """The outlet that it says published it."""
    kind: str = ""
    """"article", "forum", "product", "listing", "collection", "documentation", "service", "video", "audio",
    "image", "pdf", "text", or empty."""
    media: tuple[str, ...] = ()
    """What it offers beside text: "video", "audio", "image", "download", "price", "list", "recipe"."""
    state: PageState | None = None
    """None: decided when it is compared."""
    state_reason: str = ""
    """Why the state is what it is, as a sentence; empty for a readable page."""
    state_quotes: tuple[Quote, ...] = ()
    """Where the page shows it."""
    card: Card | None = None
    declared_links: tuple[DeclaredLink, ...] = ()
    """What it declares to others, at most 40: nothing of it was visited or is trusted."""
    sources: tuple[tuple[str, str], ...] = ()
    """Where each value was found: ("title", "json-ld"), ("published", "meta article:published_time"), ..."""
    status_code: int | None = None
    snapshot_id: str = ""
    fetched_at: dt.datetime | None = None
    truncated: bool = False
    """Whether the page was not read whole: it broke off, or is longer than is read."""
    host_warnings: tuple[str, ...] = ()
    """What is odd about the host names that led here, as the snapshot has it."""
    shown_words: int | None = None
    """How many words it shows that are its own, outside of menus, footers and pop-ups; None for what is no HTML and for
    a Page made by hand."""
    from_bytes: bool = False
    """Whether it was read from what a server sent (`read_page`, a visit); a Page made by hand is judged as it is."""

    def __post_init__(self) -> None:
        """Empty and written values as their types; raises InputError for what is none. What is right costs little."""
        for field in _TEXTS:
            value = getattr(self, field)
            if value.__class__ is not str:
                msgspec.structs.force_setattr(self, field, _as_text(field, value))
        for field in ("published", "published_guess"):
            if getattr(self, field) is not None:
                msgspec.structs.force_setattr(self, field, _as_date(field, getattr(self, field)))
        if self.state is not None and self.state.__class__ is not PageState:
            msgspec.structs.force_setattr(self, "state", _as_state(self.state))
        for field, item in _LISTS.items():
            value = getattr(self, field)
            if value:
                if value.__class__ is not tuple or not all(one.__class__ is item for one in value):
                    msgspec.structs.force_setattr(self, field, _as_tuple(field, value, item))
            elif value != ():
                msgspec.structs.force_setattr(self, field, ())

    def _repr_html_(self) -> str:
        from linkcheck._report.formats.html.page import page_fragment

        return page_fragment(self)

    def quotable(self, field: str) -> str:
        """The text that quotes of `field` slice. Raises InputError for a field that has none."""
        if field in _QUOTABLE:
            return str(getattr(self, field))
        if field == "titles":
            return "\n".join(title.text for title in self.titles)
        if field == "authors":
            return "\n".join(self.authors)
        if field in ("card_title", "card_description"):
            return (getattr(self.card, field.removeprefix("card_")) or "") if self.card else ""
        raise InputError(f"Page has no quotable field {field!r}")

    def quote(self, field: str, start: int, end: int) -> Quote:
        """The slice [start, end) of `field`, as a Quote."""
        return Quote(field, start, end, self.quotable(field)[start:end])


_QUOTABLE = frozenset({"text", "title", "description", "url", "published_text", "site_name", "section", "publisher"})
_LISTS: dict[str, type] = {"titles": DeclaredTitle, "authors": str, "declared_links": DeclaredLink}
_TEXTS = (
    "url",
    "requested_url",
    "canonical_url",
    "title",
    "description",
    "text",
    "published_text",
    "site_name",
    "section",
    "publisher",
    "kind",
    "state_reason",
    "snapshot_id",
)


def _as_text(field: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    raise InputError(f"{field} of a Page is {type_of(value)}: expected a str")


def _as_tuple(field: str, value: object, item: type) -> tuple[object, ...]:
    """The items as they are, or made of mappings, as JSON gives them."""
    try:
        return msgspec.convert(value, tuple[item, ...])  # type: ignore[valid-type]  # the type is a value here
    except msgspec.ValidationError:
        message = f"{field} of a Page is {type_of(value)}: expected a tuple of {item.__name__}"
        raise InputError(message) from None


def _as_date(field: str, value: object) -> dt.date | None:
    """A date or, as datetime is a date too, a datetime; None for an empty text and for the NaT of a DataFrame."""
    value = plain_scalar(value)
    if value is None:
        return None
    if isinstance(value, dt.date):
        return value if value == value else None
    if not isinstance(value, str):
        raise InputError(f"{field} of a Page is {type_of(value)}: expected a date, a datetime or ISO text")
    written = value.strip()
    if not written:
        return None
    for parse in (dt.date.fromisoformat, dt.datetime.fromisoformat):
        try:
            return parse(written)
        except ValueError:
            continue
    raise InputError(f"{field} of a Page is {value[:60]!r}: expected an ISO date such as 2026-11-22")


def _as_state(value: object) -> PageState:
    if isinstance(value, str) and value in list(PageState):
        return PageState(value)
    shown = repr(value[:60]) if isinstance(value, str) else type_of(value)
    raise InputError(f"state of a Page is {shown}: use one of {', '.join(PageState)}, or leave it out")
