"""What a reader of a whole run must know before trusting its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linkcheck._report.types import Report
from linkcheck._scoring.codes import PACKAGED
from linkcheck._urls.url import split_url

# What a machine without a network, or with a name server that knows nobody, says of every link.
_NAMELESS = frozenset({"gone-no-such-name", "failed-dns-failure", "failed-dns-timeout", "failed-unreachable"})


def caveats(reports: Sequence[Report]) -> tuple[str, ...]:
    """One sentence each: that the packaged alarm rate is not claimed, that detectors failed, that no host was found,
    that sites asked to wait too long, that a replay differs. Mostly none.
    """
    return (
        *_unclaimed(reports),
        *_failed(reports),
        *_without_network(reports),
        *_held_up(reports),
        *_replay_differences(reports),
    )


def _unclaimed(reports: Sequence[Report]) -> Iterator[str]:
    if all(report.provenance.alarm_rate_claimed for report in reports):
        return
    codes = sorted({code for report in reports for code in report.provenance.detectors} - PACKAGED.keys())
    judges = f"with detectors of your own ({', '.join(codes)})" if codes else "by a model of your own"
    yield f"Judged {judges}: the alarm rate measured for linkcheck as packaged is not claimed."


def _failed(reports: Sequence[Report]) -> Iterator[str]:
    reasons = [[r for r in link.reasons if r.code == "detector-failed"] for report in reports for link in report.links]
    failed = [found[0] for found in reasons if found]
    if failed:
        verb = "was" if len(failed) == 1 else "were"
        yield f"{len(failed)} of {len(reasons)} links {verb} judged without a detector. {failed[0].message}"


def _without_network(reports: Sequence[Report]) -> Iterator[str]:
    codes = {link.reasons[0].code for report in reports for link in report.links if link.reasons}
    tried = {code for code in codes if not code.startswith("refused-")}
    if tried and tried <= _NAMELESS:
        yield "Not one host was found: if this machine has no network or name server, that says nothing of the links."


_MAX_HOSTS = 3


def _held_up(reports: Sequence[Report]) -> Iterator[str]:
    links = [link for report in reports for link in report.links]
    held_up = [link for link in links if any(reason.code == "refused-asked-to-wait" for reason in link.reasons)]
    if not held_up:
        return
    hosts = sorted({split_url(link.link.expanded_url).host for link in held_up})
    named = ", ".join(hosts[:_MAX_HOSTS]) + (f" and {len(hosts) - _MAX_HOSTS} more" if len(hosts) > _MAX_HOSTS else "")
    yield (
        f"{len(held_up)} of {len(links)} links {'was' if len(held_up) == 1 else 'were'} not visited, because "
        f"more waiting is asked for than max_wait allows: {named}. Check fewer at a time, or set max_wait higher."
    )


_DIFFERENCE_NAMES = {
    "version": "the version of linkcheck",
    "model": "the model",
    "settings": "the settings",
    "parameters": "the parameters",
    "detectors": "the detectors",
    "snapshots": "what the store holds of the pages",
    "queue": "the other posts of the queue",
    "other": "something that reports do not record",
}


def _replay_differences(reports: Sequence[Report]) -> Iterator[str]:
    others = [set(report.provenance.differs) for report in reports if report.provenance.differs]
    if others:
        names = ", ".join(words for name, words in _DIFFERENCE_NAMES.items() if name in set.union(*others))
        yield f"A replay of past reports; for {len(others)} of {len(reports)} posts something differs: {names}."
