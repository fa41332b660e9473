"""What is a scalar of numpy in plain Python? Cells of a DataFrame are such, and JSON holds none of them."""

from __future__ import annotations

from typing import Any


def plain_scalar(value: Any) -> Any:
    """The number, truth value, text or time that a scalar of numpy stands for; anything else as it is."""
    if type(value).__module__ != "numpy" or getattr(value, "ndim", None) != 0:
        return value
    if value.dtype.kind == "M":  # nanoseconds would become a whole number
        value = value.astype("datetime64[us]")
    return value.item()
