"""The HTML report in a real browser: nothing of a stranger's runs, nothing is fetched, the controls work.

Skipped where there is no Chromium. It is driven over its DevTools pipe, NUL-separated JSON on descriptors
3 and 4, so that no driver has to be installed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from linkcheck._post.types import BadRecord, Card, Link, Origin, Post
from linkcheck._report.build import build_run, report_post, report_problem
from linkcheck._report.formats.html import render
from linkcheck._report.types import Correction, Report, Run
from linkcheck._scoring.types import Cause, LinkReport, PageSummary, Reason, Verdict

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)

START = "import os, sys; [os.dup2(int(sys.argv[1 + n]), 3 + n) for n in (0, 1)]; os.execvp(sys.argv[3], sys.argv[3:])"

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None or sys.platform == "win32", reason="needs Chromium and its pipe"),
    pytest.mark.timeout(120),  # a cold start of the browser on a busy machine takes tens of seconds
]


class Browser:
    """A headless Chromium with one page."""

    def __init__(self, profile: Path) -> None:
        import fcntl  # not on Windows, where these tests are skipped

        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        # Above 9, neither is overwritten before it is put on 3 or 4, where the browser looks for its pipe.
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_browser, from_browser)]
        command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, *map(str, ends), *command],
            pass_fds=ends,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in (to_browser, from_browser, *ends):
            os.close(end)
        self._read = b""
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime", "Accessibility"):
            self.send(f"{domain}.enable")

    def close(self) -> None:
        self._session = None
        self.send("Browser.close")
        self._process.wait()
        os.close(self._out)
        os.close(self._in)

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while (answer := self._receive()).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            more = os.read(self._in, 1 << 20)
            assert more, "the browser has ended"
            self._read += more
        message, _, self._read = self._read.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer

    def open(self, file: Path) -> None:
        self.events.clear()
        self.send("Page.navigate", url=file.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._receive())

    def evaluate(self, expression: str) -> Any:
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    started = Browser(tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


@pytest.fixture
def open_report(browser: Browser, tmp_path: Path) -> Any:
    def show(run: Run) -> Browser:
        file = tmp_path / "report.html"
        file.write_text(render(run), encoding="utf-8")
        browser.open(file)
        return browser

    return show


CORPUS = [
    line.replace("X", "document.documentElement.dataset.xss=1")
    for line in (Path(__file__).parent / "xss_corpus.txt").read_text(encoding="utf-8").splitlines()
]
FIRED = "document.documentElement.dataset.xss"


def hostile_report(payload: str, row: int) -> Report:
    """The payload in every field that a stranger can fill."""
    link = Link(url=payload, display=payload)
    post = Post(
        text=payload,
        links=(link, Link(url=f"https://a.example/{payload}")),
        id=payload,
        account=payload,
        language=payload,
        card=Card(url=payload, title=payload, description=payload),
        origin=Origin(file=payload, line=1),
    )
    page = PageSummary(
        url=payload,
        title=payload,
        description=payload,
        site_name=payload,
        language=payload,
        kind=payload,
        state=payload,
        published=payload,
    )
    quote = post.quote(0, len(payload))
    judged = [
        LinkReport(
            link=each,
            verdict=Verdict.MISMATCH,
            score=0.9,
            reasons=(Reason(code=payload, message=payload, weight=1.0, post_quotes=(quote,), page_quotes=(quote,)),),
            page=page,
            cause=Cause(code=payload, message=payload),
            better_match=0,
        )
        for each in post.links
    ]
    return report_post(post, judged, row=row)


def hostile_run() -> Run:
    reports = [hostile_report(payload, row) for row, payload in enumerate(CORPUS)]
    problems = [
        report_problem(BadRecord(file=payload, line=1, field=payload, message=payload), row=0) for payload in CORPUS
    ]
    repairs = [
        Correction(row=0, present_url=payload, proposed_url=payload, proposed_row=1, message=payload)
        for payload in CORPUS
    ]
    return build_run([*reports, *problems], corrections=repairs, findings=CORPUS)


def test_the_corpus_does_fire_where_nothing_is_escaped(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "unsafe.html"
    file.write_text(
        "<!DOCTYPE html><title>unsafe</title><body><img src=x onerror=document.documentElement.dataset.xss=1>"
    )
    browser.open(file)
    assert browser.evaluate(f"new Promise(done => setTimeout(() => done({FIRED}), 300))") == "1"


def test_no_string_of_the_corpus_runs_in_any_field(open_report: Any) -> None:
    assert len(CORPUS) >= 100
    browser = open_report(hostile_run())
    # Every post is drawn and every link under the pointer is clicked, since some payloads wait for that.
    fired = browser.evaluate(
        "new Promise(done => { scrollTo(0, 1e7);"
        "document.querySelectorAll('li *').forEach(e => { if (e.focus) e.focus();"
        "for (const kind of ['mouseover', 'click', 'animationstart'])"
        "e.dispatchEvent(new Event(kind, {bubbles: false})); });"
        f"setTimeout(() => done([{FIRED} || '', document.title]), 500) }})"
    )
    assert fired == ["", f"linkcheck: {2 * len(CORPUS)} mismatch, 0 broken"]
    assert browser.evaluate("document.querySelectorAll('.posts > li').length") == 2 * len(CORPUS)
    assert browser.evaluate("document.querySelectorAll('script, style').length") == 2
    assert browser.evaluate("[...document.links].every(a => /^(https?|file):$/.test(a.protocol))")


def test_a_browser_fetches_nothing_and_meets_no_broken_policy(open_report: Any, run: Run) -> None:
    browser = open_report(run)
    requests = [event for event in browser.events if event["method"] == "Network.requestWillBeSent"]
    assert [event["params"]["request"]["url"].rpartition("/")[2] for event in requests] == ["report.html"]
    complaints = [event["params"] for event in browser.events if event["method"] == "Log.entryAdded"]
    assert complaints == []


def shown(browser: Browser) -> list[str]:
    found: list[str] = browser.evaluate(
        "[...document.querySelectorAll('.posts > li')].filter(e => e.checkVisibility()).map(e => e.dataset.verdict)"
    )
    return found


def test_posts_can_be_filtered_by_verdict(open_report: Any, run: Run) -> None:
    browser = open_report(run)
    assert len(shown(browser)) == 7
    browser.evaluate("document.getElementById('show-unverifiable').click()")
    assert shown(browser) == ["mismatch", "broken", "unclear", "unclear", "match"]
    assert browser.evaluate("document.getElementById('shown').textContent") == "5 of 7 shown"


def test_posts_can_be_searched(open_report: Any, run: Run) -> None:
    browser = open_report(run)
    browser.evaluate(
        "new Promise(done => { const s = document.getElementById('search'); s.value = 'STATION soup';"
        "s.dispatchEvent(new Event('input')); setTimeout(done, 400) })"
    )
    assert shown(browser) == ["mismatch"]


def test_posts_can_be_ordered(open_report: Any, run: Run) -> None:
    browser = open_report(run)
    browser.evaluate(
        "(() => { const o = document.getElementById('order'); o.value = 'number';"
        "o.dispatchEvent(new Event('change')) })()"
    )
    assert shown(browser) == [str(report.verdict) for report in run.posts]


def press(browser: Browser, key: str, code: int) -> None:
    """One key, as a person without a mouse presses it."""
    text = "\r" if key == "Enter" else ""
    browser.send("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, text=text)
    browser.send("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)


def test_reasons_are_reached_and_opened_by_keyboard_alone(open_report: Any, run: Run) -> None:
    browser = open_report(run)
    assert browser.evaluate("document.querySelectorAll('details[open]').length") == 0
    for _ in range(40):
        press(browser, "Tab", 9)
        if browser.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    press(browser, "Enter", 13)
    assert browser.evaluate("document.activeElement.parentElement.open")
    assert browser.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_proposed_link_is_copied_at_a_click(open_report: Any, reports: list[Report]) -> None:
    link = replace(reports[1].links[0], better_match=0, better_place="queue.csv:1")
    browser = open_report(build_run([reports[0], replace(reports[1], links=(link,))]))
    browser.send("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    told = browser.evaluate(
        "new Promise(done => { const b = document.querySelector('.copy'); b.focus(); b.click();"
        "setTimeout(() => done([b.checkVisibility(), b.textContent, String(getSelection())]), 300) })"
    )
    assert told[:2] == [True, "Copied"]


def test_a_weight_stands_on_one_line_on_a_phone(open_report: Any, browser: Browser, reports: list[Report]) -> None:
    heavy = replace(reports[1].links[0].reasons[0], weight=12.2)
    link = replace(reports[1].links[0], reasons=(heavy,))
    browser.send("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=2, mobile=True)
    try:
        open_report(build_run([replace(reports[1], links=(link,))]))
        lines = browser.evaluate(
            "(() => { document.querySelector('details').open = true;"
            "return document.querySelector('.reasons i').getClientRects().length"
            " + document.querySelector('.reasons i').offsetHeight })()"
        )
    finally:
        browser.send("Emulation.clearDeviceMetricsOverride")
    assert lines < 1 + 30


def test_the_report_is_whole_without_javascript_and_has_no_dead_controls(
    open_report: Any, browser: Browser, run: Run
) -> None:
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        open_report(run)
        root = browser.send("DOM.getDocument")["root"]["nodeId"]
        articles = browser.send("DOM.querySelectorAll", nodeId=root, selector=".posts > li")["nodeIds"]
        hidden = browser.send("DOM.querySelectorAll", nodeId=root, selector="#finding[hidden]")["nodeIds"]
    finally:
        browser.send("Emulation.setScriptExecutionDisabled", value=False)
    assert (len(articles), len(hidden)) == (7, 1)


def test_a_phone_need_not_scroll_sideways(open_report: Any, browser: Browser, run: Run) -> None:
    browser.send("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=2, mobile=True)
    try:
        open_report(run)
        assert browser.evaluate("document.documentElement.scrollWidth") <= 360
    finally:
        browser.send("Emulation.clearDeviceMetricsOverride")


def _accessible(page: Any) -> list[tuple[str, str]]:
    """Role and name of everything that a screen reader gets."""
    nodes = page.send("Accessibility.getFullAXTree")["nodes"]
    return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored")]


def test_a_screen_reader_finds_headings_landmarks_and_names(open_report: Any, run: Run) -> None:
    page = open_report(run)
    seen = _accessible(page)
    # Chromium adds what is drawn late (content-visibility: auto) to the tree a moment after the page has loaded.
    for _ in range(100):
        if any(role == "article" for role, _ in seen):
            break
        time.sleep(0.1)
        seen = _accessible(page)
    roles = [role for role, _ in seen]
    assert {"main", "banner", "contentinfo", "heading", "article", "searchbox", "combobox", "status"} <= set(roles)
    assert ("image", "score 0.95 of 1") in seen or ("img", "score 0.95 of 1") in seen
    named = {"checkbox", "searchbox", "combobox", "link", "article", "image", "img"}
    assert not [role for role, name in seen if role in named and not name.strip()]
    assert any("Why: 1 reason" in name for _, name in seen)
