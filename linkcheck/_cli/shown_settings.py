"""Which settings a run would have, and where each value stands: `linkcheck check --show-settings`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from linkcheck._cli.config import Configuration


def settings_lines(configured: Configuration) -> Iterator[str]:
    """Every setting as a line of linkcheck.toml, with where it stands as a comment; what is not set as a comment."""
    gate = {field.name: getattr(configured.gate, field.name) for field in msgspec.structs.fields(configured.gate)}
    gate.pop("known")
    for key, value in {**msgspec.structs.asdict(configured.settings), **gate, **configured.columns}.items():
        source = configured.sources.get(key, "default")
        yield f"# {key} is not set" if value is None else f"{key} = {_toml(value)}  # {source}"


def _toml(value: Any) -> str:
    # TOML writes booleans, numbers, texts and lists as JSON does.
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=True)
