"""The timing curve of the URL scanner: hostile text against prose, at three sizes.

    pytest tests/benchmarks/test_urls_in_text.py -k scanning --benchmark-only --benchmark-group-by=param:characters

A hostile text should take at most three times as long as prose of the same length. To see the ratios alone:

    pytest tests/benchmarks/test_urls_in_text.py -k curve -s --benchmark-only
"""

from __future__ import annotations

import sys
import time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from linkcheck._urls.scanner import find_urls

PROSE = (
    "The city council said on Monday that it would spend $4.5 million on new buses, see "
    "https://example.org/news/2026/buses?id=7 for the plan. Critics at example.com disagree (strongly). "
)
HOSTILE = ("a.", "(", "http://", "a-", "a.co/(", "http://a.b.", "xn--a.", "日本.", "@a.", "a.com?")
SIZES = (280, 2_500, 25_000)


def repeated(unit: str, characters: int) -> str:
    return (unit * (characters // len(unit) + 1))[:characters]


@pytest.mark.parametrize("unit", [PROSE, *HOSTILE], ids=lambda unit: unit[:12])
@pytest.mark.parametrize("characters", SIZES)
def test_scanning_a_text(benchmark: BenchmarkFixture, unit: str, characters: int) -> None:
    benchmark(find_urls, repeated(unit, characters))


def test_the_time_to_find_urls_beside_the_length_of_a_text(benchmark: BenchmarkFixture) -> None:
    for unit in HOSTILE:
        ratios = (_seconds(repeated(unit, size)) / _seconds(repeated(PROSE, size)) for size in SIZES)
        curve = (f"{size:>7}: {ratio:5.2f} x prose" for size, ratio in zip(SIZES, ratios, strict=True))
        sys.stdout.write(f"\n{unit!r:14} {'  '.join(curve)}")
    benchmark(find_urls, PROSE)


def _seconds(text: str) -> float:
    best = float("inf")
    for _ in range(5):
        begin = time.perf_counter()
        find_urls(text)
        best = min(best, time.perf_counter() - begin)
    return best
