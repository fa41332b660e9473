"""Does every output format hold what strangers write, without anything of it that acts where the report is shown?"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from random import Random
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup

from linkcheck._post.types import BadRecord, Link, Origin, Post
from linkcheck._report.build import build_run, report_post, report_problem
from linkcheck._report.formats import PACKAGED_FORMATS, render_run
from linkcheck._report.formats.json import decode_run
from linkcheck._report.notebook import mime_bundle
from linkcheck._report.read import read_run
from linkcheck._report.types import Correction, Report, Run
from linkcheck._scoring.types import Cause, LinkReport, PageSummary, Reason, Verdict
from linkcheck.errors import InputError
from tests.fuzz import strange
from tests.fuzz.comparisons import any_report
from tests.fuzz.fuzzer import Fuzzer
from tests.report.conftest import HOSTILE
from tests.report.formats.test_github import COMMAND
from tests.report.formats.test_html import OWN_ELEMENTS
from tests.report.formats.test_markdown import inline_tokens
from tests.report.test_formats import ci_commands


def attack_formats(rng: Random) -> None:
    """A run of any reports, in every format, and read back."""
    run = build_run(
        [_report(rng) if rng.random() < 0.8 else any_report(rng) for _ in range(rng.randint(0, 3))],
        findings=[_text(rng)],
        corrections=[
            Correction(row=0, present_url=_url(rng), proposed_url=_url(rng), proposed_row=7, message=_text(rng))
        ],
    )
    for name in PACKAGED_FORMATS:
        written = render_run(run, name)
        written.encode()
        assert "\x1b" not in written
        if name != "github":
            assert ci_commands(written) == []
        _REQUIRED.get(name, _require_nothing)(written, run)
    mime_bundle(run)


def attack_reports(rng: Random) -> None:
    """A file of reports that somebody changed: it is read, or refused as an InputError."""
    written = render_run(build_run([_report(rng)]), rng.choice(("json", "jsonl"))).encode()
    try:
        past = read_run(strange.mutated_bytes(rng, written), name="report.json")
    except InputError as problem:
        str(problem).encode("utf-8", "surrogateescape")
        return
    for report in past.reports:
        report.to_json().encode()
        report.to_html().encode()


def _require_json(written: str, run: Run) -> None:
    assert decode_run(written) == decode_run(render_run(decode_run(written), "json"))
    assert len(decode_run(written).posts) == len(run.posts)


def _require_json_lines(written: str, run: Run) -> None:
    assert all(isinstance(json.loads(line), dict) for line in written.splitlines())


def _require_html(written: str, run: Run) -> None:
    elements = BeautifulSoup(written, "html.parser").find_all(True)
    assert {element.name for element in elements} <= OWN_ELEMENTS
    assert [element.name for element in elements if element.name in ("script", "style")] in (
        ["style", "script"],
        ["style"],
    )
    for element in elements:
        assert not [
            name for name in element.attrs if name.startswith("on") or name in ("style", "src", "srcset", "action")
        ]
        assert element.name != "a" or re.match(r"(https?://|#)", str(element["href"]))


def _require_csv(written: str, run: Run) -> None:
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows[1:] for cell in row if cell.startswith(tuple("=+-@\t\r|%"))]


def _require_github(written: str, run: Run) -> None:
    assert COMMAND.sub("", written) == ""


def _require_xml(written: str, run: Run) -> None:
    ET.fromstring(written)


def _require_sarif(written: str, run: Run) -> None:
    assert json.loads(written)["version"] == "2.1.0"


def _require_markdown(written: str, run: Run) -> None:
    kinds = {token.type for token in inline_tokens(written)}
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "s_open", "fence"}, kinds


def _require_nothing(written: str, run: Run) -> None:
    """A format of plain text, of which all that is asked is asked of every format."""


_REQUIRED: Mapping[str, Callable[[str, Run], None]] = {
    "json": _require_json,
    "jsonl": _require_json_lines,
    "html": _require_html,
    "csv": _require_csv,
    "github": _require_github,
    "junit": _require_xml,
    "sarif": _require_sarif,
    "markdown": _require_markdown,
}


def _text(rng: Random) -> str:
    return rng.choice(
        (strange.text(rng, 8), rng.choice(HOSTILE), strange.mixture(rng, rng.choice(HOSTILE), 4), "York buys buses")
    )


def _url(rng: Random) -> str:
    return rng.choice(("https://a.example/", "https://a.example/unsubscribe?token=", "javascript:", "")) + rng.choice(
        ("", _text(rng)[:300], strange.word(rng))
    )


def _report(rng: Random) -> Report:
    if rng.random() < 0.15:
        return report_problem(
            BadRecord(file=_text(rng), line=rng.choice((None, 3)), field=_text(rng), message=_text(rng)), row=1
        )
    url = _url(rng)
    text = rng.choice((_text(rng), f"{_text(rng)} {url} {_text(rng)}"))
    start = text.find(url)
    link = Link(url=url, start=start, end=start + len(url)) if start >= 0 and url else Link(url=url, display=_text(rng))
    post = Post(
        text=text,
        links=(link,),
        id=_text(rng),
        account=_text(rng),
        tool=_text(rng),
        origin=Origin(file=_text(rng), line=3),
    )
    at = sorted(rng.randint(0, len(text)) for _ in range(2))
    reasons = tuple(
        Reason(
            code=rng.choice(("names-absent", _text(rng))),
            message=_text(rng),
            weight=1.0,
            post_quotes=(post.quote(*at),),
        )
        for _ in range(rng.randint(0, 2))
    )
    judged = LinkReport(
        link=link,
        verdict=rng.choice(list(Verdict)),
        score=rng.choice((None, 0.0, 0.9)),
        reasons=reasons,
        page=rng.choice(
            (
                None,
                PageSummary(
                    url=_url(rng), title=_text(rng), description=_text(rng), site_name=_text(rng), language=_text(rng)
                ),
            )
        ),
        cause=rng.choice((None, Cause(code=_text(rng), message=_text(rng)))),
        better_match=rng.choice((None, 0, 99)),
    )
    return report_post(post, [judged], row=0)


FUZZERS = (Fuzzer("formats", attack_formats, 12), Fuzzer("reports", attack_reports, 15))
