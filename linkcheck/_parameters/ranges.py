"""Which values may a parameter have, and what is a group of them?"""

from __future__ import annotations

from typing import Annotated

import msgspec

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
"""A part of a whole, or what something counts beside the full value."""
LogOdds = Annotated[float, msgspec.Meta(ge=-20, le=20)]
Count = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
"""Of words, letters, characters, sentences, rows."""
Amount = Annotated[float, msgspec.Meta(ge=0, le=10_000)]
"""A weight in terms of full weight, a power, or a measure with a unit of its own."""


class ParameterGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The parameters of one subject."""
