from __future__ import annotations

from linkcheck.queue_findings import Finding, find


def found(moves: dict[int, int], size: int, silent: tuple[int, ...] = ()) -> list[Finding]:
    return find(moves, rows=range(size), lean=lambda row, page: 0.0 if row in silent else -1.0)


def codes(findings: list[Finding]) -> list[str]:
    return [finding.cause.code for finding in findings]


def test_a_queue_without_moves_has_no_finding() -> None:
    assert found({}, 5) == []


def test_two_exchanged_links_are_one_finding() -> None:
    findings = found({1: 3, 3: 1}, 5)
    assert codes(findings) == ["swapped-links"]
    assert findings[0].cause.message == "rows 2 and 4 have each other's links"


def test_a_cycle_of_three_distant_rows_is_one_finding() -> None:
    findings = found({0: 4, 4: 8, 8: 0}, 10)
    assert codes(findings) == ["swapped-links"]
    assert findings[0].cause.message == "rows 1, 5 and 9 have each other's links"


def test_a_run_shifted_down_is_one_finding() -> None:
    findings = found({3: 4, 4: 5, 5: 6, 6: 7}, 10)
    assert codes(findings) == ["shifted-rows"]
    assert findings[0].cause.message == "rows 4 to 7: each link is one row too low"


def test_a_rotated_run_takes_the_row_that_closes_it() -> None:
    findings = found({3: 4, 4: 5, 5: 6, 6: 3}, 10)
    assert codes(findings) == ["shifted-rows"]
    assert findings[0].moves == {3: 4, 4: 5, 5: 6, 6: 3}


def test_rows_that_say_nothing_join_a_run_that_others_prove() -> None:
    findings = found({3: 4, 4: 5, 6: 7, 7: 8}, 10, silent=(5,))
    assert codes(findings) == ["shifted-rows"]
    assert findings[0].moves[5] == 6


def test_rows_that_say_something_else_end_a_run() -> None:
    findings = found({3: 4, 4: 5, 6: 7, 7: 8}, 10)
    assert codes(findings) == ["misplaced-link"] * 4


def test_a_run_shifted_up_is_told_as_such() -> None:
    findings = found({4: 3, 5: 4, 6: 5}, 10)
    assert findings[0].cause.message == "rows 5 to 7: each link is one row too high"


def test_a_single_stray_names_both_rows() -> None:
    findings = found({2: 7}, 10)
    assert codes(findings) == ["misplaced-link"]
    assert findings[0].cause.message == "row 3's page is behind the link of row 8"


def test_with_several_links_a_row_messages_name_rows() -> None:
    findings = find({1: 3, 3: 1}, rows=[0, 1, 1, 2], lean=lambda row, page: -1.0)
    assert findings[0].cause.message == "rows 2 and 3 have each other's links"
