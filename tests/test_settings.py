from __future__ import annotations

from typing import Any

import msgspec
import pytest

from linkcheck.errors import LinkcheckError, SettingsError
from linkcheck.settings import Settings


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("timeout", 0),
        ("timeout", float("nan")),
        ("timeout", "20"),
        ("retries", -1),
        ("retries", 1.5),
        ("concurrency", 0),
        ("concurrency", True),
        ("host_delay", -0.1),
        ("max_wire_bytes", 10**12),
        ("max_links", 0),
        ("prior", 0),
        ("prior", 1),
        ("prior", float("nan")),
        ("mismatch_threshold", 1.5),
        ("user_agent", "a\r\nX-Injected: yes"),
        ("store", " "),
        ("allow_networks", "127.0.0.0/8"),
        ("allow_networks", ("127.0.0.1/8",)),
        ("allow_networks", ("example.org",)),
    ],
)
def test_a_value_out_of_range_is_refused_with_its_field_and_range(field: str, value: Any) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings(**{field: value})
    assert caught.value.field == field
    assert field in str(caught.value)
    assert caught.value.allowed in str(caught.value)
    assert isinstance(caught.value, LinkcheckError)


def test_offline_needs_a_store() -> None:
    with pytest.raises(SettingsError, match="offline"):
        Settings(offline=True)


def test_settings_round_trip_through_json() -> None:
    settings = Settings(timeout=3.5, allow_networks=("127.0.0.0/8", "::1/128"), prior=0.2)
    assert msgspec.json.decode(msgspec.json.encode(settings), type=Settings) == settings


def test_equal_settings_are_one_key_and_have_one_digest() -> None:
    assert {Settings(timeout=3): "first"}[Settings(timeout=3)] == "first"
    assert Settings(timeout=3).digest() == Settings(timeout=3).digest()
    assert Settings(timeout=3).digest() != Settings(timeout=4).digest()


def test_an_unknown_setting_in_json_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"time_out": 3}', type=Settings)
