"""For notebooks: a report as a cell shows it, a bar over a long check, and a picture of a queue.

The bar and the picture need the extra [notebook].
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sized
from typing import TYPE_CHECKING

from linkcheck._post.types import Post
from linkcheck._public import public
from linkcheck._report.build import build_run
from linkcheck._report.types import QueueReport, Report, Run
from linkcheck._scoring.types import LinkReport, Party, Verdict
from linkcheck.errors import InputError, MissingExtraError, type_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes


# Okabe and Ito's colours look different to colour-blind readers too; the shapes say the same without colour.
_LOOKS = {
    Verdict.MATCH: ("#009E73", "o"),
    Verdict.UNCLEAR: ("#F0E442", "s"),
    Verdict.MISMATCH: ("#D55E00", "X"),
    Verdict.BROKEN: ("#000000", "v"),
    Verdict.UNVERIFIABLE: ("#999999", "."),
}
_COLOURS = {Party.TOOL: "#0072B2", Party.AUTHOR: "#D55E00", Party.PAGE: "#000000", Party.UNKNOWN: "#999999"}
# Where links without a score stand: below the scale, so that none is taken for a score of 0.
_UNMEASURED = -0.08


def mime_bundle(run: Run) -> dict[str, str]:
    """The run as HTML for programs that show it, and as text: without one, they would show a long repr beside it."""
    from linkcheck._report.formats import html, text

    return {"text/html": html.fragment(run), "text/plain": text.render(run)}


def link_html(link: LinkReport) -> str:
    """One link as HTML: what the page says, and why it has its verdict. Its post is not known here."""
    from linkcheck._report.formats.html import fragment

    return fragment(build_run([Report(post=Post(), links=(link,), verdict=link.verdict, score=link.score)]))


def with_progress(reports: Iterable[Report], posts: object) -> Iterator[Report]:
    """The same reports, with a bar that counts them; `posts` says how many there will be, if it knows.

    Raises MissingExtraError, before the first report, when tqdm is not installed.
    """
    try:
        with warnings.catch_warnings():
            # Without ipywidgets tqdm warns that its bar will be one of text, which is all that is needed.
            warnings.filterwarnings("ignore", message="IProgress not found")
            from tqdm.auto import tqdm
    except ImportError:
        raise MissingExtraError("notebook", "check_many(progress=True)") from None
    total = len(posts) if isinstance(posts, Sized) else None
    return iter(tqdm(reports, total=total, desc="checking", unit="post"))


@public
def plot_queue(queue: QueueReport | Iterable[Report]) -> tuple[Axes, Axes]:
    """Two pictures side by side: each link's score by row, and how often each cause was found, by who is responsible.

    Takes a QueueReport or the Reports of check_many. Draws with pyplot, so that a notebook shows it.
    Raises MissingExtraError when matplotlib is not installed.
    """
    try:
        from matplotlib import pyplot
    except ImportError:
        raise MissingExtraError("notebook", "plot_queue()") from None
    reports = queue.posts if isinstance(queue, QueueReport) else tuple(queue)
    for report in reports:
        if not isinstance(report, Report):
            raise InputError(
                f"queue holds {type_of(report)}: plot_queue takes a QueueReport, or the Reports of check_many"
            )
    _, (scores, causes) = pyplot.subplots(1, 2, figsize=(11, 3.5), layout="constrained")
    _draw_scores(scores, reports)
    _draw_causes(causes, [link for report in reports for link in report.links])
    return scores, causes


def _draw_scores(axes: Axes, reports: Iterable[Report]) -> None:
    placed = [(number + 1, link) for number, report in enumerate(reports) for link in report.links]
    for verdict, (colour, shape) in _LOOKS.items():
        found = [(row, link) for row, link in placed if link.verdict is verdict]
        if found:
            rows, heights = [row for row, _ in found], [_height(link) for _, link in found]
            axes.scatter(rows, heights, c=colour, marker=shape, label=f"{verdict} ({len(found)})", edgecolors="none")
    axes.set(xlabel="row", ylabel="P(mismatch)", ylim=(-0.15, 1.05), yticks=(0, 0.5, 1), title="scores")
    axes.axhline(_UNMEASURED / 2, linewidth=0.5, color="#999999")
    if placed:
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)


def _height(link: LinkReport) -> float:
    return _UNMEASURED if link.score is None else link.score


def _draw_causes(axes: Axes, links: Iterable[LinkReport]) -> None:
    from matplotlib.ticker import MaxNLocator

    found = Counter((link.cause.code, link.cause.responsible) for link in links if link.cause is not None)
    # Most frequent on top; equal ones by name, so that the picture of a queue is always the same.
    ordered = sorted(found.items(), key=lambda item: (item[1], item[0]))
    for (code, responsible), count in ordered:
        axes.barh(f"{code} ({responsible})", count, color=_COLOURS[responsible])
    axes.set(xlabel="links", title="causes (who is responsible)")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
