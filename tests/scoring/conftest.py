"""A detector whose answers a test writes itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from linkcheck._evidence.types import Case, Evidence, Layer


class Told:
    """A detector that says what it is made with; an exception is raised."""

    code = "told"

    def __init__(self, *answers: Evidence | BaseException | Any) -> None:
        self.answers = answers
        self.cases: list[Case] = []

    def weigh(self, case: Case) -> Iterable[Evidence]:
        self.cases.append(case)
        for answer in self.answers:
            if isinstance(answer, BaseException):
                raise answer
            yield answer


def says(log_odds: float | None = None, **changes: Any) -> Evidence:
    values: dict[str, Any] = {"code": "told", "layer": Layer.DETAIL, "message": "as it was told", **changes}
    return Evidence(log_odds=log_odds, **values)


@pytest.fixture
def told() -> type[Told]:
    return Told


@pytest.fixture
def evidence() -> Callable[..., Evidence]:
    return says
