from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._queue.assignment import MoveThresholds, assign, close_cycles

GOOD, BAD = 6.0, -4.0
THRESHOLDS = MoveThresholds(min_fit=2.0, stay_bonus=2.0, unread_fit=1.0, unassigned_fit=-3.0, min_leftover_fit=-1.0)


def moves(fits: dict[tuple[int, int], float], size: int, same_page: list[object] | None = None) -> dict[int, int]:
    return assign(fits, thresholds=THRESHOLDS, same_page=same_page or list(range(size)))


def placed(order: list[int]) -> dict[tuple[int, int], float]:
    """Fits of a queue in which row i's link leads to the page of post order[i]."""
    size = len(order)
    return {(post, row): GOOD if order[row] == post else BAD for post in range(size) for row in range(size)}


def test_a_queue_in_order_stays() -> None:
    assert moves(placed([0, 1, 2]), 3) == {}


def test_two_exchanged_links_are_found() -> None:
    assert moves(placed([1, 0, 2]), 3) == {0: 1, 1: 0}


def test_a_cycle_is_found_whole() -> None:
    assert moves(placed([0, 2, 3, 1]), 4) == {1: 3, 2: 1, 3: 2}


def test_a_page_serves_one_post_so_two_reports_of_one_story_are_not_exchanged() -> None:
    fits = {(0, 0): BAD, (0, 1): GOOD, (1, 1): GOOD, (1, 0): BAD}
    assert moves(fits, 2) == {}


def test_a_post_moves_only_where_its_own_page_fits_clearly_worse() -> None:
    assert moves({(0, 0): GOOD - 1, (0, 1): GOOD, (1, 1): BAD}, 2) == {}
    assert moves({(0, 0): BAD, (0, 1): 1.0, (1, 1): BAD}, 2) == {}


def test_the_two_halves_of_an_exchange_support_each_other() -> None:
    half = {(0, 0): 2.0, (0, 1): GOOD, (1, 1): 2.0}
    assert moves(half, 2) == {}
    assert moves(half | {(1, 0): 2.5}, 2) == {0: 1, 1: 0}


def test_a_post_whose_own_page_could_not_be_read_may_have_a_better_match() -> None:
    assert moves({(0, 1): GOOD, (1, 1): BAD}, 2) == {0: 1}


def test_an_assignment_does_not_exchange_the_same_page() -> None:
    fits = {(0, 0): BAD, (0, 1): GOOD, (1, 1): BAD, (1, 0): GOOD}
    assert moves(fits, 2, ["same", "same"]) == {}


def closed(
    chain: dict[int, int], advantage: float, *, is_plausible: bool = True, supported: tuple[int, ...] = ()
) -> dict[int, int]:
    return close_cycles(
        chain, advantage=lambda post, page: advantage, is_plausible=lambda post, page: is_plausible, supported=supported
    )


def test_a_chain_is_closed_where_nothing_speaks_against_it() -> None:
    chain = {0: 1, 1: 2}
    assert closed(chain, 1.0) == {0: 1, 1: 2, 2: 0}
    assert closed(chain, 0.0) == chain
    assert closed({0: 1, 1: 0}, 1.0) == {0: 1, 1: 0}
    assert closed(chain, 0.0, supported=(0,)) == {0: 1, 1: 2, 2: 0}
    assert closed(chain, -1.0, supported=(0,)) == chain


def test_two_things_left_over_are_no_pair_where_the_page_cannot_be_the_posts() -> None:
    assert closed({0: 1, 1: 2}, 1.0, is_plausible=False, supported=(0,)) == {0: 1, 1: 2}


@given(
    st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.floats(-20, 20, allow_nan=False), max_size=20)
)
@settings(max_examples=100, deadline=None)
def test_whatever_the_fits_a_page_is_given_once_and_the_queue_gains(fits: dict[tuple[int, int], float]) -> None:
    found = moves(fits, 6)
    assert len(set(found.values())) == len(found)
    for post, page in found.items():
        assert post != page
        assert fits[post, page] >= THRESHOLDS.min_fit
    stay = {row: fits.get((row, row), THRESHOLDS.unread_fit) + THRESHOLDS.stay_bonus for row in range(6)}
    displaced = set(found.values()) - set(found)
    now = sum(fits[move] for move in found.items()) + len(displaced) * THRESHOLDS.unassigned_fit
    assert now >= sum(stay[row] for row in {*found, *displaced}) - 1e-6
