from __future__ import annotations

from linkcheck._queue.assignment import IsPlausible
from linkcheck._queue.findings import Finding, explain_moves


def found(
    moves: dict[int, int], size: int, evidence: dict[int, float] | None = None, is_plausible: IsPlausible | None = None
) -> list[Finding]:
    """The findings where the moves have an advantage, and other rows a disadvantage or the `evidence` given."""

    def advantage(row: int, page: int) -> float:
        return 5.0 if moves.get(row) == page else (evidence or {}).get(row, -5.0)

    return explain_moves(
        moves, rows=range(size), advantage=advantage, is_plausible=is_plausible or (lambda row, page: True)
    )


def among(rows: list[int], moves: dict[int, int]) -> list[Finding]:
    """The same where `rows` says in which row each pair stands."""
    return explain_moves(
        moves,
        rows=rows,
        advantage=lambda row, page: 5.0 if moves.get(row) == page else -5.0,
        is_plausible=lambda row, page: True,
    )


def codes(findings: list[Finding]) -> list[str]:
    return [finding.cause.code for finding in findings]


def test_a_queue_without_moves_has_no_finding() -> None:
    assert found({}, 5) == []


def test_two_exchanged_links_are_one_finding() -> None:
    findings = found({1: 3, 3: 1}, 5)
    assert codes(findings) == ["swapped-links"]
    assert findings[0].cause.message == "Rows 2 and 4 have each other's links."


def test_a_cycle_of_three_distant_rows_is_one_finding() -> None:
    findings = found({0: 4, 4: 8, 8: 0}, 10)
    assert codes(findings) == ["swapped-links"]
    assert findings[0].cause.message == "Rows 1, 5 and 9 have each other's links."


def test_a_run_shifted_down_is_one_finding() -> None:
    findings = found({3: 4, 4: 5, 5: 6, 6: 7}, 10)
    assert codes(findings) == ["shifted-rows"]
    assert findings[0].cause.message == "In rows 4 to 7, each link is one row too low."


def test_a_rotated_run_takes_the_row_that_closes_it() -> None:
    findings = found({3: 4, 4: 5, 5: 6, 6: 3}, 10)
    assert codes(findings) == ["shifted-rows"]
    assert findings[0].moves == {3: 4, 4: 5, 5: 6, 6: 3}


def test_rows_that_say_nothing_join_a_run_that_others_prove() -> None:
    findings = found({3: 4, 4: 5, 6: 7, 7: 8}, 10, evidence={5: 0.0})
    assert codes(findings) == ["shifted-rows"]
    assert findings[0].moves[5] == 6


def test_a_row_that_says_otherwise_joins_a_run_that_more_is_said_for() -> None:
    findings = found({2: 3, 3: 4, 4: 5, 6: 7, 7: 8, 8: 9}, 11)
    assert codes(findings) == ["shifted-rows"]
    assert findings[0].moves[5] == 6


def test_rows_that_say_more_against_a_run_than_for_it_stay_out() -> None:
    findings = found({3: 4, 6: 7, 9: 10}, 12)
    assert codes(findings) == ["misplaced-link"] * 3


def test_a_silent_row_at_the_end_of_a_run_is_not_part_of_it() -> None:
    assert found({3: 4, 4: 5, 5: 6}, 10, evidence={2: 0.0})[0].moves == {3: 4, 4: 5, 5: 6}
    assert found({3: 2, 4: 3, 5: 4}, 10, evidence={6: 0.0})[0].moves == {3: 2, 4: 3, 5: 4}


def test_a_post_that_fits_another_page_by_a_little_is_part_of_the_run_around_it() -> None:
    moves = {2: 3, 3: 4, 4: 8, 5: 6, 6: 7}

    def advantage(row: int, page: int) -> float:
        return (0.5 if row == 4 else 5.0) if row in moves else -5.0

    findings = explain_moves(moves, rows=range(10), advantage=advantage, is_plausible=lambda row, page: True)
    assert findings[0].moves == {2: 3, 3: 4, 4: 5, 5: 6, 6: 7}


def test_a_run_proven_by_many_takes_the_page_left_over_for_the_row_left_over() -> None:
    findings = found({3: 4, 4: 5, 5: 6}, 10, evidence={6: 0.0})
    assert findings[0].moves == {3: 4, 4: 5, 5: 6, 6: 3}
    assert (
        findings[0].cause.message == "In rows 4 to 6, each link is one row too low. The link of row 7 stands in row 4."
    )


def test_a_page_that_cannot_be_the_posts_is_neither_left_over_for_it_nor_the_end_of_a_run() -> None:
    moves = {3: 4, 4: 5, 5: 6}
    assert found(moves, 10, evidence={6: 0.0}, is_plausible=lambda row, page: False)[0].moves == moves
    assert found(moves, 10, evidence={2: 0.5, 6: 0.5}, is_plausible=lambda row, page: False)[0].moves == moves
    assert found(moves, 10, evidence={2: 0.5}, is_plausible=lambda row, page: True)[0].moves == {2: 3, **moves}
    assert found({3: 4, 5: 6, 6: 7}, 10, evidence={4: 0.5}, is_plausible=lambda row, page: False)[0].moves[4] == 5


def test_a_run_of_shifted_rows_may_include_the_silent_row_before_it() -> None:
    assert found({3: 4, 4: 5, 5: 6}, 10, evidence={2: 0.0, 6: 0.0})[0].moves == {3: 4, 4: 5, 5: 6}
    assert found({3: 2, 4: 3, 5: 4}, 10, evidence={2: 0.0, 6: 0.0})[0].moves == {3: 2, 4: 3, 5: 4}


def test_a_run_shifted_up_is_reported_as_too_high() -> None:
    findings = found({4: 3, 5: 4, 6: 5}, 10)
    assert findings[0].cause.message == "In rows 5 to 7, each link is one row too high."


def test_a_single_stray_names_both_rows() -> None:
    findings = found({2: 7}, 10)
    assert codes(findings) == ["misplaced-link"]
    assert findings[0].cause.message == "The page of row 3 is behind the link of row 8."


def test_with_several_links_a_row_messages_name_rows() -> None:
    findings = among([0, 1, 1, 2], {1: 3, 3: 1})
    assert findings[0].cause.message == "Rows 2 and 3 have each other's links."
    moves = {0: 2, 1: 3, 2: 4, 3: 5}
    findings = among([0, 0, 1, 1, 2, 2], moves)
    assert findings[0].cause.message == "In rows 1 to 2, each link is one row too low."
    moves = {0: 1, 1: 2, 2: 3}
    findings = among([0, 0, 1, 2, 3], moves)
    assert findings[0].cause.message == "In rows 1 to 2, each link is one place too low."
