"""For users' tests: the fixture `linkchecker`, and `assert_link_matches`.

pytest loads this module whenever it starts (entry point pytest11), so it imports nothing of ours until
it is used, and no fixture applies itself.

    from linkcheck.testing import assert_link_matches

    def test_the_post_of_today(linkchecker):
        assert_link_matches(TODAY, checker=linkchecker)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from linkcheck._check.checker import Checker
    from linkcheck._check.options import PostLike
    from linkcheck._page.types import Page
    from linkcheck._report.types import Report
    from linkcheck._scoring.types import LinkReport
    from linkcheck.settings import Settings


@pytest.fixture(scope="session")
def linkchecker_settings() -> Settings:
    """The Settings of `linkchecker`; override it in a conftest.py to change them."""
    from linkcheck.settings import Settings

    return Settings()


@pytest.fixture(scope="session")
def linkchecker(linkchecker_settings: Settings) -> Iterator[Checker]:
    """One Checker for the whole session, so that tests share pacing, connections and store."""
    from linkcheck._check.checker import Checker

    with Checker(linkchecker_settings) as checker:
        yield checker


def assert_link_matches(
    post: PostLike, *, checker: Checker | None = None, page: Page | None = None, strict: bool = False
) -> Report:
    """The Report of a post whose link says what the post says it says.

    Raises AssertionError, with the reasons, when the verdict is mismatch or broken. Where nothing was
    decided (unverifiable, unclear) it skips the test instead, because a wall or a time-out says nothing
    of the post; `strict` fails then too. Given a `page` it compares with that one and uses no network.
    """
    __tracebackhide__ = True
    from linkcheck._scoring.types import Verdict

    report = _report(post, checker, page)
    if report.verdict is Verdict.MATCH:
        return report
    from linkcheck._report.mask import mask_report

    description = describe(mask_report(report))  # it goes to the log of a CI
    if strict or report.verdict in (Verdict.MISMATCH, Verdict.BROKEN):
        raise AssertionError(description)
    pytest.skip(description)


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
