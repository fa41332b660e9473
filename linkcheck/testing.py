"""For users' tests: the fixture `linkchecker`, the marker `linkcheck`, and `assert_link_matches`.

pytest loads this module whenever it starts (entry point pytest11), so it imports nothing of ours until
it is used, and no fixture applies itself.

    from linkcheck.testing import assert_link_matches

    def test_the_post_of_today(linkchecker):
        assert_link_matches(TODAY, checker=linkchecker)

A test whose page could not be read never passes: it is skipped as "not checked", or fails where
`--linkcheck-unchecked=fail`, the ini option `linkcheck_unchecked` or the marker `linkcheck(unchecked="fail")` says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from linkcheck._check.checker import Checker
    from linkcheck._check.options import PostLike
    from linkcheck._page.types import Page
    from linkcheck._report.types import Report
    from linkcheck._scoring.types import LinkReport
    from linkcheck.settings import Settings

_UNCHECKED = ("skip", "fail")
_MARKER = "linkcheck"

_fails_unchecked = False
"""Whether the test that runs fails where nothing was decided: as its marker, option or ini says."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of linkcheck, in a group of their own, and the ini option."""
    group = parser.getgroup("linkcheck", "linkcheck: posts against the pages behind their links")
    group.addoption(
        "--linkcheck-unchecked",
        choices=_UNCHECKED,
        help="What becomes of a test whose link could not be checked or not decided. [default: skip]",
    )
    group.addoption(
        "--linkcheck-store", metavar="FILE", help="Keep the pages that the fixture linkchecker visits in a store."
    )
    group.addoption(
        "--no-linkcheck",
        action="store_true",
        help="Skip the tests that are marked linkcheck or use the fixture linkchecker.",
    )
    parser.addini("linkcheck_unchecked", "As --linkcheck-unchecked.", default=_UNCHECKED[0])


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker. Raises pytest.UsageError for an ini option of another value."""
    if (given := config.getini("linkcheck_unchecked")) not in _UNCHECKED:
        raise pytest.UsageError(f"linkcheck_unchecked is {given!r}: use skip or fail")
    config.addinivalue_line(
        "markers",
        f'{_MARKER}(unchecked="skip"): the test visits the pages behind links, and is skipped, or with "fail" fails, '
        "where nothing could be checked",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    """Skip what visits pages where --no-linkcheck asks for it."""
    if not config.getoption("no_linkcheck"):
        return
    for item in items:
        if item.get_closest_marker(_MARKER) or "linkchecker" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason="not checked: --no-linkcheck"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Take down what the marker, the option or the ini option says of a test that decides nothing."""
    global _fails_unchecked
    marker = item.get_closest_marker(_MARKER)
    asked = marker.kwargs.get("unchecked") if marker is not None else None
    if asked not in (None, *_UNCHECKED):
        raise pytest.UsageError(f"{item.nodeid}: linkcheck(unchecked={asked!r}): use “skip” or “fail”")
    option = item.config.getoption("linkcheck_unchecked") or item.config.getini("linkcheck_unchecked")
    _fails_unchecked = (asked or option) == "fail"


@pytest.fixture(scope="session")
def linkchecker_settings(request: pytest.FixtureRequest) -> Settings:
    """The Settings of `linkchecker`: the store of --linkcheck-store. Override it in a conftest.py to change them."""
    from linkcheck.settings import Settings

    return Settings(store=request.config.getoption("linkcheck_store"))


@pytest.fixture(scope="session")
def linkchecker(linkchecker_settings: Settings) -> Iterator[Checker]:
    """One Checker for the whole session, so that tests share pacing, connections and store."""
    from linkcheck._check.checker import Checker

    with Checker(linkchecker_settings) as checker:
        yield checker


def assert_link_matches(
    post: PostLike, *, checker: Checker | None = None, page: Page | None = None, strict: bool | None = None
) -> Report:
    """The Report of a post whose link says what the post says it says.

    Raises AssertionError, with the reasons, when the verdict is mismatch or broken. Where nothing was
    decided (unverifiable, unclear) it skips the test instead, because a wall or a time-out says nothing
    of the post; `strict` fails then too, and without it the marker, option and ini option decide. Given a `page` it
    compares with that one and uses no network.
    """
    __tracebackhide__ = True
    from linkcheck._scoring.types import Verdict

    report = _report(post, checker, page)
    if report.verdict is Verdict.MATCH:
        return report
    from linkcheck._report.mask import mask_report

    description = describe(mask_report(report))  # it goes to the log of a CI
    if report.verdict in (Verdict.MISMATCH, Verdict.BROKEN):
        raise AssertionError(description)
    undecided = f"{'not decided' if report.verdict is Verdict.UNCLEAR else 'not checked'}: {description}"
    if _fails_unchecked if strict is None else strict:
        raise AssertionError(undecided)
    pytest.skip(undecided)


def describe(report: Report) -> str:
    """A report as the lines of an assertion's message: verdict, post, and each link's reasons with quotes."""
    score = "" if report.score is None else f", P(mismatch) {report.score:.2f}"
    lines = [f"{report.verdict}{score}: {report.post.text}"]
    lines += [f"  {reason.message}" for reason in report.reasons]
    for link in report.links:
        lines += _describe_link(link)
    return "\n".join(lines)


def _describe_link(link: LinkReport) -> Iterator[str]:
    yield f"  {link.link.expanded_url}: {link.verdict}"
    if link.cause is not None and link.cause.message:
        yield f"    cause: {link.cause.message} ({link.cause.code}, responsible: {link.cause.responsible})"
    for reason in link.reasons:
        yield f"    {reason.message} ({reason.code})"
        quotes = [("post", quote) for quote in reason.post_quotes] + [("page", quote) for quote in reason.page_quotes]
        yield from (f"      {owner} {quote.field}: {quote.text!r}" for owner, quote in quotes)


def _report(post: PostLike, checker: Checker | None, page: Page | None) -> Report:
    if page is not None:
        return _compared(post, page, checker.settings if checker else None)
    if checker is not None:
        return checker.check(post)
    from linkcheck._check.shared import check

    return check(post)


def _compared(post: PostLike, page: Page, settings: Settings | None) -> Report:
    from linkcheck._check.compare import compare
    from linkcheck._post.parse import parse_post
    from linkcheck._report.build import report_post

    read = parse_post(post, settings=settings)
    return report_post(read, [compare(read, page, settings=settings)])
