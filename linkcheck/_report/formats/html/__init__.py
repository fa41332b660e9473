"""HTML: one self-contained file, whole without JavaScript, safe against untrusted text.

Nothing is asked from anywhere: the policy allows the one style sheet and the one script in the file, by
their digest, and nothing else. Every text is escaped (markup.py), and only http and https become links.
"""

from __future__ import annotations

from collections.abc import Sequence

from linkcheck._report.build import sentences
from linkcheck._report.caveats import caveats
from linkcheck._report.formats.html.highlights import Mark
from linkcheck._report.formats.html.markup import NOTHING, SafeHtml, element, join, text
from linkcheck._report.formats.html.post import marked_words, placed, post_item
from linkcheck._report.formats.html.style import packaged, policy_digest
from linkcheck._report.places import places_of
from linkcheck._report.types import Correction, OutputFormat, Report, Run
from linkcheck._scoring.types import Verdict
from linkcheck._text.display import plain

# What a notebook cell shows; the whole is in `linkcheck check -o report.html`.
_MAX_IN_NOTEBOOK = 50
_MAX_CAVEAT = 400


def render(run: Run) -> str:
    """The run as one HTML document."""
    style, script = packaged("report.css"), packaged("report.js")
    policy = (
        f"default-src 'none'; style-src '{policy_digest(style)}'; script-src '{policy_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    head = join(
        (
            SafeHtml('<meta charset="utf-8">'),
            SafeHtml(f'<meta http-equiv="Content-Security-Policy" content="{text(policy)}">'),
            SafeHtml('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            SafeHtml('<meta name="referrer" content="no-referrer">'),
            element("title", text(f"linkcheck: {run.counts.mismatch} mismatch, {run.counts.broken} broken")),
            SafeHtml(f"<style>{style}</style>"),
        )
    )
    body = element("body", _body(run), SafeHtml(f"<script>{script}</script>"), class_="linkcheck")
    return f'<!DOCTYPE html>\n<html lang="en">\n<head>{head}</head>\n{body}\n</html>\n'


def fragment(run: Run) -> str:
    """The run for a notebook: a part of a page, without script, of at most 50 posts."""
    items = [post_item(one) for one in placed(run.posts)[:_MAX_IN_NOTEBOOK]]
    left = len(run.posts) - len(items)
    return element(
        "div",
        SafeHtml(f"<style>{packaged('report.css')}</style>"),
        _summary(run),
        element("ol", *items, class_="posts"),
        element("p", text(f"… and {left} more")) if left else NOTHING,
        class_="linkcheck",
    )


def _body(run: Run) -> SafeHtml:
    items = join(map(post_item, placed(run.posts)))
    return join(
        (
            element("a", text("Skip to the posts"), class_="skip", href="#posts"),
            element("header", element("h1", text("Does the page say what the post says?")), _summary(run)),
            _filters(run),
            element("main", element("ol", items, class_="posts"), id="posts"),
            element("footer", element("p", text(_footer(run)), class_="facts")),
        )
    )


def _summary(run: Run) -> SafeHtml:
    return join(
        (
            element("p", text(" ".join(sentences(run.counts))), class_="counts"),
            _legend(),
            *_caveats(run.posts),
            element("p", element("b", text("Interrupted: this is what was done."))) if run.interrupted else NOTHING,
            _findings(run.findings),
            _repairs(run.corrections),
        )
    )


def _legend() -> SafeHtml:
    return element(
        "p",
        text("The number is the probability that the page does not say what the post says. Marked are words that "),
        marked_words(text("both have"), Mark.HAD),
        text(", that "),
        marked_words(text("the page says otherwise"), Mark.DIFFERS),
        text(", that "),
        marked_words(text("may mean something else"), Mark.DOUBT),
        text(", and that stand "),
        marked_words(text("nowhere on the page"), Mark.MISSING),
        text("."),
        class_="facts",
    )


def _caveats(reports: Sequence[Report]) -> list[SafeHtml]:
    return [element("p", text(plain(caveat, _MAX_CAVEAT)), class_="caveat") for caveat in caveats(reports)]


def _findings(findings: Sequence[str]) -> SafeHtml:
    return element("ul", *(element("li", text(plain(each))) for each in findings)) if findings else NOTHING


def _repairs(corrections: Sequence[Correction]) -> SafeHtml:
    if not corrections:
        return NOTHING
    items = []
    for repair in corrections:
        here, there = map(plain, places_of(repair))
        items.append(
            element(
                "li",
                text(f"{here}: "),
                element("code", text(plain(repair.present_url))),
                text(" → "),
                element("code", text(plain(repair.proposed_url)), class_="url"),
                text(f", now in {there}"),
            )
        )
    return join((element("h2", text("Proposed repairs")), element("ul", *items)))


def _filters(run: Run) -> SafeHtml:
    numbers = {verdict: sum(report.verdict is verdict for report in run.posts) for verdict in Verdict}
    boxes = (
        element(
            "label",
            SafeHtml(f'<input type="checkbox" id="show-{verdict}" checked> '),
            text(f"{verdict} ({number})"),
        )
        for verdict, number in numbers.items()
        if number
    )
    options = (("verdict", "worst first"), ("number", "as given"), ("score", "highest score first"))
    finding = element(
        "span",
        element("label", text("Search "), SafeHtml('<input type="search" id="search">')),
        element(
            "label",
            text("Order "),
            element("select", *(element("option", text(label), value=name) for name, label in options), id="order"),
        ),
        element("span", id="shown", role="status"),
        id="finding",
        hidden=True,
    )
    return element("div", element("fieldset", element("legend", text("Show")), *boxes), finding, class_="bar")


def _footer(run: Run) -> str:
    return (
        f"linkcheck {run.version}. A score is a measurement, at even odds beforehand, and not a proof: "
        "read the page before you blame anyone."
    )


FORMAT = OutputFormat("html", suffixes=(".html", ".htm"), render=render)
