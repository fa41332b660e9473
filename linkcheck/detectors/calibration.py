"""What a similarity of meaning adds to what words say, in log-odds; fitted by `linkcheck.training.meaning`."""

from __future__ import annotations

import math
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from linkcheck.errors import ModelError

SCHEMA = 1


class MeaningCalibration(msgspec.Struct, frozen=True, kw_only=True):
    """The shipped numbers. `words` are the topic's log-odds by words alone, `thinness` is that of the page (0 to 1).

    Each similarity adds to what words say. On a page of a few sentences a claim's words have few chances to stand, so
    that their absence proves less: part of what they say is taken back.
    """

    schema: int
    intercept: float
    similarity: float
    """Log-odds of being off topic for a similarity of 1; negative."""
    thin: float
    """Log-odds for a thinness of 1."""
    thin_words: float
    """The share of `words` that a thinness of 1 takes back; from -1 to 0."""
    provenance: dict[str, Any]

    def __post_init__(self) -> None:
        numbers = (self.intercept, self.similarity, self.thin, self.thin_words)
        if self.schema != SCHEMA or not all(map(math.isfinite, numbers)):
            raise ModelError(f"this is no calibration of schema {SCHEMA}")
        if self.similarity > 0 or not -1 <= self.thin_words <= 0:
            raise ModelError("a calibration's similarity and thin words can only speak for a match")

    def counted(self, words: float, thinness: float) -> float:
        """What words say of the topic, as far as it counts on such a page."""
        return words * (1 + self.thin_words * thinness)

    def nearness(self, *, similarity: float, thinness: float) -> float:
        """What the similarity says by itself; negative where the passage is near."""
        return self.intercept + self.similarity * similarity + self.thin * thinness

    def log_odds(self, *, words: float, similarity: float, thinness: float) -> float:
        """What is added to `words`: what the similarity says, less what of the words does not count on such a page."""
        drawn_back = self.counted(words, thinness) - words
        return self.nearness(similarity=similarity, thinness=thinness) + drawn_back


@cache
def shipped_calibration() -> MeaningCalibration:
    """The calibration inside the package."""
    content = resources.files("linkcheck.detectors").joinpath("calibration.json").read_bytes()
    return msgspec.json.decode(content, type=MeaningCalibration)
