"""For notebooks: a report as a cell shows it, a bar over a long check, and a picture of a queue.

The bar and the picture need the extra [notebook].
"""

from __future__ import annotations

import contextlib
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from typing import TYPE_CHECKING, Any

from linkcheck._public import public
from linkcheck._report.types import QueueReport, Report, Run
from linkcheck._scoring.types import LinkReport, Party, Verdict
from linkcheck.errors import InputError, MissingExtraError, type_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis


# Okabe and Ito's colours look different to colour-blind readers too; the hatches say the same without colour.
_LOOKS = {
    Verdict.MATCH: ("#009E73", ""),
    Verdict.UNCLEAR: ("#F0E442", "//"),
    Verdict.MISMATCH: ("#D55E00", "xx"),
    Verdict.BROKEN: ("#000000", ""),
    Verdict.UNVERIFIABLE: ("#999999", ".."),
}
_COLOURS = {Party.TOOL: "#0072B2", Party.AUTHOR: "#D55E00", Party.PAGE: "#000000", Party.UNKNOWN: "#999999"}
_BINS = 20
"""Bars of scores, each of .05."""
_UNMEASURED = _BINS + 2
"""The bar of links without a score: apart, so that none is taken for a score of 1."""
_MAX_CAUSES = 10
_MIN_PLACES = 4
"""Places for bars of causes."""


def mime_bundle(run: Run) -> dict[str, str]:
    """The run as HTML for programs that show it, and as text: without one, they would show a long repr beside it."""
    from linkcheck._report.formats import html, text

    return {"text/html": html.fragment(run), "text/plain": text.render(run)}


def with_progress(reports: Iterable[Report], posts: object) -> Iterator[Report]:
    """The same reports, with a bar that counts them; `posts` says how many there will be, if it knows.

    Raises MissingExtraError, before the first report, when tqdm is not installed.
    """
    bar = _bar("check_many(progress=True)")
    return iter(bar(reports, total=len(posts) if isinstance(posts, Sized) else None, desc="checking", unit="post"))


@contextlib.contextmanager
def progress_bar(total: int) -> Iterator[Callable[[], object]]:
    """A bar for `total` posts of a queue, as what is to be called when the pages of another one have been read.

    Raises MissingExtraError when tqdm is not installed.
    """
    with _bar("check_queue(progress=True)")(total=total, desc="reading pages", unit="post") as bar:
        yield bar.update


def _bar(wanted: str) -> Any:
    try:
        with warnings.catch_warnings():
            # Without ipywidgets tqdm warns that its bar will be one of text, which is all that is needed.
            warnings.filterwarnings("ignore", message="IProgress not found")
            from tqdm.auto import tqdm
    except ImportError:
        raise MissingExtraError("notebook", wanted) from None
    return tqdm


@public
def plot_queue(queue: QueueReport | Iterable[Report]) -> tuple[Axes, Axes]:
    """Two pictures side by side: how many links have which score, by verdict, and how often each cause was found.

    Links without a score are counted beside the scale, so that none is taken for a score of 0. The ten most frequent
    causes are named, by who is responsible. Takes a QueueReport or the Reports of check_many. Draws with pyplot, so
    that a notebook shows it. Raises MissingExtraError when matplotlib is not installed.
    """
    try:
        from matplotlib import pyplot
    except ImportError:
        raise MissingExtraError("notebook", "plot_queue()") from None
    if not isinstance(queue, Iterable | QueueReport):
        raise InputError(f"queue is {type_of(queue)}: plot_queue takes a QueueReport, or the Reports of check_many")
    reports = queue.posts if isinstance(queue, QueueReport) else tuple(queue)
    for report in reports:
        if not isinstance(report, Report):
            raise InputError(
                f"queue holds {type_of(report)}: plot_queue takes a QueueReport, or the Reports of check_many"
            )
    links = [link for report in reports for link in report.links]
    _, (scores, causes) = pyplot.subplots(1, 2, figsize=(11, 3.5), layout="constrained")
    _draw_scores(scores, links)
    _draw_causes(causes, links)
    return scores, causes


def _draw_scores(axes: Axes, links: Sequence[LinkReport]) -> None:
    heights = [0] * (_UNMEASURED + 1)
    for verdict, (colour, hatch) in _LOOKS.items():
        found = Counter(_bin_of(link) for link in links if link.verdict is verdict)
        if found:
            bins = sorted(found)
            counts = [found[number] for number in bins]
            below = [heights[number] for number in bins]
            label = f"{verdict} ({sum(counts)})"
            axes.bar(bins, counts, 0.9, bottom=below, color=colour, hatch=hatch, edgecolor="white", label=label)
            for number in bins:
                heights[number] += found[number]
    places, names = [-0.5, _BINS / 2 - 0.5, _BINS - 0.5], ["0", "0.5", "1"]
    if heights[_UNMEASURED]:
        places, names = [*places, float(_UNMEASURED)], [*names, "none"]
    axes.set(xlabel="P(mismatch)", ylabel="links", title="scores", xlim=(-1, _UNMEASURED + 1))
    axes.set_xticks(places, names)
    _count_in_integers(axes.yaxis)
    if links:
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)


def _bin_of(link: LinkReport) -> int:
    """Which bar a link is part of: one of _BINS of its score, or the one of those without."""
    return _UNMEASURED if link.score is None else min(int(link.score * _BINS), _BINS - 1)


def _draw_causes(axes: Axes, links: Iterable[LinkReport]) -> None:
    found = Counter((link.cause.code, link.cause.responsible) for link in links if link.cause is not None)
    # Most frequent on top; equal ones by name, so that the picture of a queue is always the same.
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    shown = [(f"{code} ({responsible})", count, _COLOURS[responsible]) for (code, responsible), count in ordered]
    if len(shown) > _MAX_CAUSES:
        rest = shown[_MAX_CAUSES:]
        shown = [*shown[:_MAX_CAUSES], (f"{len(rest)} more", sum(count for _, count, _ in rest), "#dddddd")]
    for name, count, colour in reversed(shown):
        bars = axes.barh(name, count, 0.8, color=colour)
        axes.bar_label(bars, padding=3)
    axes.set(xlabel="links", title="causes (who is responsible)")
    # One cause is one bar among empty places: alone it would fill the picture.
    axes.set_ylim(len(shown) - 1 - max(len(shown), _MIN_PLACES) + 0.4, len(shown) - 0.4)
    axes.margins(x=0.15)
    if not shown:
        axes.text(0.5, 0.5, "no cause was found", ha="center", va="center", transform=axes.transAxes)
    _count_in_integers(axes.xaxis)


def _count_in_integers(axis: Axis) -> None:
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
