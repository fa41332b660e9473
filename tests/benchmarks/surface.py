"""How fast the command answers, and how large and how quick a long HTML report is.

    python -m tests.benchmarks.surface              # reports of 1,000 and 5,000 posts
    python -m tests.benchmarks.surface 1000 20000

Command and import are started anew 10 times, beside an interpreter that does nothing. The report is the
demonstration's, repeated, with addresses as long as those of newspapers; it is opened three times in a headless
Chromium, and all that its reader can do is timed until it is drawn. Printed is the median, and the best in brackets:
on a machine that others use, the best is nearer to the truth.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from linkcheck._report.build import build_run
from linkcheck._report.formats.html import render
from tests.report.formats.test_html import demo_reports
from tests.report.formats.test_html_in_browser import CHROMIUM, Browser

STARTS = 10
OPENINGS = 3

# The script waits so many milliseconds before it searches, in case more is typed.
_TYPING = 120


def _timed(change: str, *, waits: int = 0) -> str:
    """An expression whose value is the milliseconds until what `change` does after `waits` of them is drawn."""
    drawn = f"requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin - {waits}), 0))"
    return (
        f"new Promise(done => {{ const begin = performance.now(); {change}; setTimeout(() => {drawn}, {waits + 1}) }})"
    )


def _set(control: str, value: str, event: str) -> str:
    return f"const e = document.getElementById('{control}'); e.value = '{value}'; e.dispatchEvent(new Event('{event}'))"


ACTIONS = {
    "filter": _timed("document.getElementById('show-mismatch').click()"),
    "order": _timed(_set("order", "score", "change")),
    "search": _timed(_set("search", "ferry", "input"), waits=_TYPING),
}
PAINTED = (
    "new Promise(done => setTimeout(() => "
    "done(performance.getEntriesByName('first-contentful-paint')[0].startTime), 200))"
)


def main(sizes: Iterable[int]) -> None:
    """Measure and print."""
    for name, command in (
        ("an interpreter", [sys.executable, "-c", "pass"]),
        ("import linkcheck", [sys.executable, "-c", "import linkcheck"]),
        ("linkcheck --help", [sys.executable, "-m", "linkcheck", "--help"]),
    ):
        _tell(name, [_seconds(lambda command=command: _start(command)) for _ in range(STARTS)])  # type: ignore[misc]  # bound now
    reports = demo_reports()
    for size in sizes:
        document = render(build_run((reports * (size // len(reports) + 1))[:size]))
        print(f"report of {size} posts: {len(document.encode()) / 1e6:.2f} MB")
        if CHROMIUM:
            _in_browser(document)
        else:
            print("  no Chromium: not opened")


def _in_browser(document: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_text(document, encoding="utf-8")
        browser = Browser(Path(folder) / "profile")
        times: dict[str, list[float]] = {}
        for _ in range(OPENINGS):
            times.setdefault("load", []).append(_seconds(lambda: browser.open(file)))
            times.setdefault("first paint", []).append(browser.evaluate(PAINTED) / 1000)
            for name, action in ACTIONS.items():
                times.setdefault(name, []).append(browser.evaluate(action) / 1000)
        browser.close()
    for name, seconds in times.items():
        _tell(f"  {name}", seconds)


def _start(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _tell(name: str, seconds: list[float]) -> None:
    print(f"{name:<18}{statistics.median(seconds):6.3f} s  (best {min(seconds):.3f})")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or (1000, 5000))
