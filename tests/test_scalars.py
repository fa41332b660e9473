"""Scalars of numpy stand for plain values."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from linkcheck._scalars import plain_scalar


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (np.int64(4), 4),
        (np.float32(0.5), 0.5),
        (np.bool_(True), True),
        (np.str_("York"), "York"),
        (np.array(4), 4),
        (np.datetime64("2026-11-22T09:30", "ns"), dt.datetime.fromisoformat("2026-11-22T09:30")),
        (np.datetime64("NaT"), None),
        ("York", "York"),
        (None, None),
    ],
)
def test_a_scalar_of_numpy_becomes_a_plain_value(given: Any, meant: object) -> None:
    plain = plain_scalar(given)
    assert plain == meant
    assert type(plain) is type(meant)


def test_an_array_stays_what_it_is() -> None:
    array = np.array([4])
    assert plain_scalar(array) is array
