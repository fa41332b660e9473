"""`linkcheck page`: what linkcheck reads in a page, to see why a link was judged as it was."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linkcheck._cli.exit_codes import ExitCode
from linkcheck._cli.options import configuration, text_or_json, visit_options
from linkcheck._urls.url import has_web_scheme
from linkcheck.errors import MissingFileError

if TYPE_CHECKING:
    from linkcheck._page.types import DeclaredLink, Page
    from linkcheck._web.types import Snapshot
    from linkcheck.settings import Settings


# A screenful; --all prints the rest.
_SHOWN_CHARACTERS = 1500


_EPILOG = """\b
Examples:
  linkcheck page https://example.org/moon
  linkcheck page saved.html --url https://example.org/moon
  curl -s https://example.org/moon | linkcheck page - --format json"""


@click.command("page", short_help="Show what linkcheck reads in a page.", epilog=_EPILOG)
@click.argument("source", metavar="URL|FILE|-")
@click.option("--url", default="", metavar="URL", help="Where a FILE was read from: says what a home page is.")
@click.option("--content-type", metavar="TYPE", help="What a FILE is, as a server would say. [default: by looking]")
@text_or_json("For people, or for programs: JSON has the whole page.")
@click.option("--all", "whole", is_flag=True, help="Print the whole text.")
@visit_options
def page_command(
    source: str, url: str, content_type: str | None, output_format: str, whole: bool, **options: Any
) -> int:
    """Fetch a URL, or read a saved page, and show title, date, language, state and text as they are judged.

    Exits 2 when there is no page to read.
    """
    settings = configuration(options).settings
    if has_web_scheme(source):
        read, snapshot = _visited(source, settings)
    else:
        read, snapshot = _saved(source, url, content_type, settings), None
    if output_format == "json":
        click.echo(_as_json(read, snapshot))
    else:
        click.echo("\n".join(_lines(read, snapshot, whole)))
    return ExitCode.CLEAN if read is not None else ExitCode.COULD_NOT_RUN


def _visited(url: str, settings: Settings) -> tuple[Page | None, Snapshot]:
    from linkcheck._check.checker import Checker
    from linkcheck._page.read import read
    from linkcheck._web.types import Outcome

    with Checker(settings) as checker:
        snapshot = checker.fetch(url)
    return (read(snapshot) if snapshot.outcome is Outcome.OK else None), snapshot


def _saved(source: str, url: str, content_type: str | None, settings: Settings) -> Page:
    from linkcheck._page.read import read_page

    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        problem = error.strerror or "cannot be read"
        raise MissingFileError(source, f"{problem}; a URL begins with http:// or https://") from None
    return read_page(content, url=url, content_type=content_type, settings=settings)


def _as_json(read: Page | None, snapshot: Snapshot | None) -> str:
    import msgspec

    from linkcheck._report.formats.json import encode
    from linkcheck._report.mask import mask_url
    from linkcheck._web.store import without_secrets

    visit = None
    if snapshot is not None:
        visit = msgspec.structs.replace(without_secrets(snapshot), content=b"", headers=())
    if read is not None:
        urls = {field: mask_url(getattr(read, field)) for field in ("url", "requested_url", "canonical_url")}
        card = msgspec.structs.replace(read.card, url=mask_url(read.card.url)) if read.card else None
        links = tuple(msgspec.structs.replace(link, url=mask_url(link.url)) for link in read.declared_links)
        read = msgspec.structs.replace(read, **urls, card=card, declared_links=links)
    return msgspec.json.format(encode({"visit": visit, "page": read}), indent=2).decode()


def _lines(read: Page | None, snapshot: Snapshot | None, whole: bool) -> list[str]:
    from linkcheck._report.mask import mask_url
    from linkcheck._text.display import harmless, visible

    facts: list[tuple[str, object]] = []
    if snapshot is not None:
        why = snapshot.message.replace(snapshot.url, mask_url(snapshot.url))
        facts += [("asked", mask_url(snapshot.url))]
        facts += [("redirect", f"{hop.status_code} {mask_url(hop.url)}") for hop in snapshot.hops]
        facts += [("outcome", snapshot.outcome), ("status", snapshot.status_code), ("why", why)]
    if read is None:
        return _fact_lines(facts)
    facts += [
        ("url", mask_url(read.url)),
        ("state", read.state),
        ("because", read.state_reason),
        ("kind", read.kind),
        ("title", read.title),
        *(("also titled", f"{title.text} ({title.source})") for title in read.titles if title.text != read.title),
        ("description", read.description),
        ("site", read.site_name),
        ("publisher", read.publisher),
        ("section", read.section),
        ("authors", ", ".join(read.authors)),
        ("language", read.language),
        ("published", read.published),
        ("guessed date", None if read.published else read.published_guess),
        ("canonical", mask_url(read.canonical_url)),
        *((link.relation, _told(link)) for link in read.declared_links if link.relation != "canonical"),
        ("words", len(read.text.split())),
    ]
    shown = read.text if whole else read.text[:_SHOWN_CHARACTERS]
    rest = len(read.text) - len(shown)
    more = [f"... {rest} more characters (--all prints them)"] if rest > 0 else []
    return [
        *_fact_lines(facts),
        "",
        harmless(visible(shown)),
        *more,
    ]


def _told(link: DeclaredLink) -> str:
    from linkcheck._report.mask import mask_url

    about = ", ".join(filter(None, (link.language, link.title)))
    return f"{mask_url(link.url)} ({about})" if about else mask_url(link.url)


def _fact_lines(facts: list[tuple[str, object]]) -> list[str]:
    from linkcheck._text.display import plain

    return [f"{name + ':':<14}{plain(str(value))}" for name, value in facts if value not in (None, "")]
