from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from linkcheck._queue.matching import Worths, best_matching


@st.composite
def queues(draw: st.DrawFn) -> list[dict[int, float]]:
    """Up to eight rows with a column each of their own, and any worth for some columns that they share."""
    size = draw(st.integers(1, 8))
    worth = st.one_of(st.integers(-3, 3).map(float), st.floats(-50, 50, width=32))
    shared = st.dictionaries(st.integers(0, size - 1), worth, max_size=size)
    return [{**draw(shared), size + row: draw(worth)} for row in range(size)]


def total(worths: Worths, columns: list[int]) -> float:
    return sum(worth[column] for worth, column in zip(worths, columns, strict=True))


def best_by_scipy(worths: Worths) -> list[int]:
    rows, columns = np.array([(row, column) for row, worth in enumerate(worths) for column in worth]).T
    values = np.array([worth for of_row in worths for worth in of_row.values()])
    table = csr_matrix((values - values.min() + 1.0, (rows, columns)), shape=(len(worths), 2 * len(worths)))
    return [int(column) for column in min_weight_full_bipartite_matching(table, maximize=True)[1]]


@given(queues())
def test_no_choice_of_columns_is_worth_more_and_none_is_given_twice(worths: list[dict[int, float]]) -> None:
    columns = best_matching(worths)
    assert len(set(columns)) == len(worths)
    assert abs(total(worths, columns) - total(worths, best_by_scipy(worths))) < 1e-3


def test_a_long_queue_is_matched_as_scipy_matches_it() -> None:
    draw = random.Random(5)
    size = 2000
    worths = [
        {row: draw.gauss(1, 3), (row + 1) % size: 6.0 + draw.random(), size + row: -1.0}
        | {draw.randrange(size): draw.gauss(2, 3) for _ in range(4)}
        for row in range(size)
    ]
    assert abs(total(worths, best_matching(worths)) - total(worths, best_by_scipy(worths))) < 1e-6


def test_rows_make_way_along_a_chain_where_all_of_them_together_gain() -> None:
    worths = [{0: 5.0, 1: 4.0, 3: -9.0}, {1: 5.0, 2: 4.0, 4: -9.0}, {0: 5.0, 5: -9.0}]
    assert best_matching(worths) == [1, 2, 0]


def test_of_equal_choices_the_one_that_moves_fewer_rows_stays() -> None:
    assert best_matching([{0: 1.0, 2: 0.0}, {0: 1.0, 3: 0.0}]) == [0, 3]


def test_a_matching_of_nothing_is_empty() -> None:
    assert best_matching([]) == []
