"""The demonstration promises one verdict a post; every one of them is held to it, over real sockets."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from linkcheck._check.checker import Checker
from linkcheck._cli import main
from linkcheck._report.types import QueueReport
from linkcheck._scoring.types import LinkReport
from linkcheck.demo import NETWORK, Sites, demo_posts
from linkcheck.settings import Settings


@pytest.fixture(scope="module")
def queue() -> Iterator[QueueReport]:
    with Sites() as sites, Checker(Settings(allow_networks=(NETWORK,), host_delay=0)) as checker:
        yield checker.check_queue(demo_posts(sites.origins))


@pytest.fixture(scope="module")
def told(queue: QueueReport) -> dict[str, LinkReport]:
    return {report.post.id: report.links[0] for report in queue.posts}


PROMISED = {
    "match": "match",
    "off-topic": "mismatch",
    "exchanged-1": "mismatch",
    "exchanged-2": "mismatch",
    "changed-number": "mismatch",
    "dead-link": "broken",
    "bot-wall": "unverifiable",
    "home-page": "mismatch",
    "stale-repost": "mismatch",
    "foreign-language": "unverifiable",
    "parked-domain": "broken",
}


@pytest.mark.parametrize("name", PROMISED)
def test_each_post_gets_the_verdict_it_was_written_for(told: dict[str, LinkReport], name: str) -> None:
    assert told[name].verdict == PROMISED[name], told[name].reasons


def test_every_post_is_promised_something(queue: QueueReport) -> None:
    assert {report.post.id for report in queue.posts} == set(PROMISED)


def test_exchanged_rows_point_at_each_other(queue: QueueReport, told: dict[str, LinkReport]) -> None:
    one, other = told["exchanged-1"], told["exchanged-2"]
    assert (one.better_match, other.better_match) == (other.row, one.row)
    assert {(repair.row, repair.proposed_row) for repair in queue.corrections} == {
        (one.row, other.row),
        (other.row, one.row),
    }
    assert one.cause is not None
    assert one.cause.responsible == "tool"


def test_a_changed_number_is_named(told: dict[str, LinkReport]) -> None:
    reason = next(reason for reason in told["changed-number"].reasons if "4,200" in reason.message)
    assert reason.weight > 0


def test_a_stale_repost_says_how_old_the_page_is(told: dict[str, LinkReport]) -> None:
    link = told["stale-repost"]
    assert "2016" in link.reasons[0].message
    assert link.cause is not None
    assert link.cause.code == "stale-repost"


def test_the_states_of_pages_are_seen(told: dict[str, LinkReport]) -> None:
    states = {name: link.page.state for name, link in told.items() if link.page is not None}
    assert states["bot-wall"] == "bot-wall"
    assert states["parked-domain"] == "parked"
    assert states["home-page"] == "homepage"
    assert states["match"] == "readable"


def test_the_command_tells_it_without_a_network(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--format", "json"]) == 0
    run = json.loads(capsys.readouterr().out)
    assert run["counts"]["posts"] == 11
    assert run["counts"]["links"] == 11
