"""Does every configuration hold or end in a LinkcheckError? Settings from mappings, TOML, the environment, arguments."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from typing import Any

import msgspec

import linkcheck
from linkcheck._cli.config import KNOWN, configure, read_assignments, tables_of_checkout
from linkcheck.errors import LinkcheckError
from linkcheck.settings import DECLARED
from tests.fuzz import strange
from tests.fuzz.fuzzer import Fuzzer

_VALUES = (
    "20",
    "-1",
    "1e999",
    "nan",
    "true",
    "0",
    "127.0.0.0/8",
    "10.0.0.1/8,::1",
    "mismatch, broken",
    "house-style",
    "a:b",
    "",
    " ",
)
_TOML = """
timeout = 5
retries = 2 # often enough
fail_on = ["mismatch", "broken"]
min_score = 0.5
user_agent = "bot/1.0"

[tool.linkcheck]
prior = 0.3
match_threshold = 0.2
"""


def attack_settings(rng: Random) -> None:
    """Settings of any values."""
    chosen: dict[str, Any] = {rng.choice(list(DECLARED)): _value(rng) for _ in range(rng.randint(1, 4))}
    try:
        settings = linkcheck.Settings(**chosen)
    except linkcheck.SettingsError as problem:
        str(problem)
        return
    paths = f"{settings.store} {settings.model}"
    if strange.encodable(paths) == paths:
        # A path may be no Unicode, which JSON does not hold.
        assert msgspec.json.decode(msgspec.json.encode(settings), type=linkcheck.Settings) == settings
    assert len(settings.digest()) == 64
    hash(settings)


def attack_configuration(rng: Random) -> None:
    """A file of the checkout, the environment and assignments, all of them damaged."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        (path / ".git").mkdir()
        (path / rng.choice(("linkcheck.toml", "pyproject.toml"))).write_bytes(strange.mutated_bytes(rng, _table(rng)))
        environment = {
            rng.choice((f"LINKCHECK_{_name(rng).upper()}", strange.word(rng))): _written(rng)
            for _ in range(rng.randint(0, 2))
        }
        try:
            configured = configure({}, environment=environment, tables=tables_of_checkout(path))
            read_assignments([f"{_name(rng)}{rng.choice(('=', '=', ''))}{_written(rng)}"])
        except LinkcheckError as problem:
            str(problem)
            return
        assert configured.settings.digest()


def attack_options(rng: Random) -> None:
    """What callers give in the wrong place, or of the wrong type."""
    wrong = strange.value(rng)
    calls = (
        lambda: linkcheck.parse_post(wrong),
        lambda: linkcheck.read_page(wrong),
        lambda: linkcheck.read_page(b"x", url=wrong),
        lambda: linkcheck.read_page(b"x", content_type=wrong),
        lambda: linkcheck.read_page(b"x", settings=wrong),
        lambda: linkcheck.compare(wrong, linkcheck.Page()),
        lambda: linkcheck.compare("York buys buses", wrong),
        lambda: linkcheck.compare("York buys buses", linkcheck.Page(), as_of=wrong),
        lambda: linkcheck.compare("York buys buses", linkcheck.Page(), link=wrong),
        lambda: linkcheck.compare("York buys buses", linkcheck.Page(), detectors=wrong),
        lambda: linkcheck.compare_queue(wrong),
        lambda: linkcheck.compare_queue([wrong]),
        lambda: list(linkcheck.read_posts(wrong, format=strange.value(rng))),
        lambda: linkcheck.Page(title=wrong, published=wrong, text=wrong),
        lambda: linkcheck.Page(state=wrong),
        lambda: linkcheck.read_reports(wrong),
    )
    try:
        rng.choice(calls)()
    except LinkcheckError as problem:
        str(problem)


def _name(rng: Random) -> str:
    return rng.choice((*KNOWN, rng.choice(list(KNOWN)).replace("_", "-"), strange.word(rng)))


def _value(rng: Random) -> Any:
    return rng.choice(
        (
            lambda: strange.value(rng),
            lambda: rng.choice(_VALUES),
            lambda: (rng.choice(_VALUES),),
            lambda: rng.random() * 100,
        )
    )()


def _written(rng: Random) -> str:
    return rng.choice((*_VALUES, strange.word(rng)))


def _table(rng: Random) -> bytes:
    lines = [
        *_TOML.splitlines(),
        *(
            f"{rng.choice(list(KNOWN))} = {rng.choice(('1', '-1', 'nan', 'inf', '[]', '[1]', 'true', '{a=1}', '2026-11-24', repr(rng.choice(_VALUES))))}"
            for _ in range(2)
        ),
    ]
    rng.shuffle(lines)
    return "\n".join(lines[: rng.randint(1, len(lines))]).encode()


FUZZERS = (
    Fuzzer("settings", attack_settings, 200),
    Fuzzer("configuration", attack_configuration, 80),
    Fuzzer("options", attack_options, 150),
)
