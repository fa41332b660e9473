from __future__ import annotations

import inspect
import itertools
import pydoc
import re
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

import linkcheck
from linkcheck._declarations import Declaration
from linkcheck.errors import InputError, LinkcheckError, SettingsError, UnknownSettingError
from linkcheck.settings import DECLARED, JUDGING, Settings


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
        ("allow_networks", (167772160,)),
        ("allow_networks", None),
        ("detectors", "module:attribute"),
        ("detectors", (5,)),
        ("obey_robots", "no"),
        ("visit_action_links", 1),
        ("offline", None),
        ("store", 5),
        ("store", "pages\0.sqlite"),
        ("model", b"model.json"),
        ("user_agent", None),
        ("prior", "half"),
        ("prior", None),
        ("fresh_for", float("inf")),
        ("match_threshold", "low"),
    ],
)
def test_a_value_out_of_range_is_refused_with_its_field_and_range(field: str, value: Any) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings(**{field: value})
    assert caught.value.field == field
    assert field in str(caught.value)
    assert caught.value.allowed in str(caught.value)
    assert isinstance(caught.value, LinkcheckError)


@pytest.mark.parametrize("declared", DECLARED.values(), ids=DECLARED)
def test_every_setting_declares_its_meaning_and_a_number_its_range(declared: Declaration) -> None:
    assert declared.description.endswith(".")
    numbers = declared.type in (int, float, float | None)
    assert bool(declared.allowed) is numbers
    if numbers and declared.limits.le is not None:
        whole: Any = int(declared.limits.le) if declared.type is int else declared.limits.le
        assert getattr(Settings(**{declared.name: whole}), declared.name) == whole
        with pytest.raises(SettingsError, match=declared.name):
            Settings(**{declared.name: whole + 1})
        with pytest.raises(msgspec.ValidationError, match=declared.name):
            msgspec.json.decode(msgspec.json.encode({declared.name: whole + 1}), type=Settings)


def test_a_setting_that_does_not_exist_is_told_with_the_nearest_that_does() -> None:
    for given, nearest in (("time_out", "timeout"), ("bogus", "obey_robots"), ("Retries", "retries")):
        wrong: dict[str, Any] = {given: 1}
        with pytest.raises(UnknownSettingError) as caught:
            Settings(**wrong)
        assert (caught.value.field, caught.value.nearest) == (given, nearest)
        assert isinstance(caught.value, TypeError)
        assert isinstance(caught.value, SettingsError)


def test_every_setting_stands_under_the_heading_of_its_group_once() -> None:
    headings = [declared.group for declared in DECLARED.values()]
    assert list(dict.fromkeys(headings)) == [group for group, _ in itertools.groupby(headings)]
    assert len(set(headings)) == 7


def test_help_describes_every_setting_with_default_range_and_meaning() -> None:
    shown = " ".join(pydoc.plain(pydoc.render_doc(Settings)).replace("|", " ").split())
    for declared in DECLARED.values():
        allowed = f", {declared.allowed}" if declared.allowed else ""
        assert f"{declared.name} = {declared.default!r}{allowed} {declared.description}" in shown
        assert declared.group in shown
    assert "Annotated" not in str(inspect.signature(Settings))


def test_thresholds_that_cross_are_refused() -> None:
    with pytest.raises(SettingsError, match="not above it"):
        Settings(match_threshold=0.9, mismatch_threshold=0.5)
    assert Settings(match_threshold=0.5, mismatch_threshold=0.5).match_threshold == 0.5


def test_lists_and_paths_are_taken_for_what_they_mean() -> None:
    given: dict[str, Any] = {"allow_networks": ["127.0.0.0/8"], "store": Path("pages.sqlite")}
    assert Settings(**given) == Settings(allow_networks=("127.0.0.0/8",), store="pages.sqlite")
    assert hash(Settings(**given)) == hash(Settings(allow_networks=("127.0.0.0/8",), store="pages.sqlite"))


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("10.0.0.1/8", "10.0.0.0/8, without host bits, or 10.0.0.1/32 for that address alone"),
        ("fd00::1/8", "fd00::/8, without host bits, or fd00::1/128 for that address alone"),
    ],
)
def test_an_address_with_the_length_of_a_network_is_answered_with_what_it_may_mean(given: str, meant: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(meant)):
        Settings(allow_networks=(given,))


def test_offline_needs_a_store() -> None:
    with pytest.raises(SettingsError, match="offline"):
        Settings(offline=True)


def test_settings_round_trip_through_json() -> None:
    settings = Settings(timeout=3.5, allow_networks=("127.0.0.0/8", "::1/128"), prior=0.2)
    assert msgspec.json.decode(msgspec.json.encode(settings), type=Settings) == settings


def test_equal_settings_are_one_key_and_have_one_digest() -> None:
    assert {Settings(timeout=3): "first"}[Settings(timeout=3)] == "first"
    assert Settings(prior=0.3).digest() == Settings(prior=0.3).digest()


def test_the_digest_is_of_what_a_snapshot_is_judged_by() -> None:
    visiting = Settings(timeout=3, store="pages.sqlite", offline=True, allow_networks=("::1/128",), fresh_for=0)
    assert visiting.digest() == Settings().digest()
    judging = [Settings(prior=0.3), Settings(mismatch_threshold=0.9), Settings(match_threshold=0.1)]
    judging += [Settings(max_links=3), Settings(detectors=("a:b",))]
    assert len({settings.digest() for settings in [Settings(), *judging]}) == 6


def test_every_setting_is_of_a_visit_or_of_judging() -> None:
    # Decide where a new one belongs: what changes a judgement of a page at hand is in the digest.
    visiting = {
        "timeout",
        "connect_timeout",
        "dns_timeout",
        "retries",
        "host_delay",
        "max_wait",
        "host_concurrency",
        "concurrency",
        "obey_robots",
        "visit_action_links",
        "allow_networks",
        "exclude",
        "user_agent",
        "max_redirects",
        "max_wire_bytes",
        "max_body_bytes",
        "max_pdf_bytes",
        "max_header_bytes",
        "max_url_length",
        "store",
        "offline",
        "fresh_for",
        "failure_fresh_for",
        "embargoed",  # of what fails a run
    }
    assert {field.name for field in msgspec.structs.fields(Settings)} == visiting | set(JUDGING) | {"model"}


def test_an_unknown_setting_in_json_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"time_out": 3}', type=Settings)


def test_an_option_by_position_is_refused_with_the_call_to_make() -> None:
    check: Any = linkcheck.check
    with pytest.raises(InputError, match=r"check takes its options by name.* check\(post, settings=\.\.\.\)"):
        check("a post", Settings())


@pytest.mark.parametrize("wrong", [{}, "fast", 5])
def test_settings_that_are_none_are_refused(wrong: object) -> None:
    settings: Any = wrong
    with pytest.raises(InputError, match=r"give a linkcheck\.Settings"):
        linkcheck.check("a post", settings=settings)


def test_numbers_and_texts_of_numpy_are_plain_ones_in_settings() -> None:
    given = Settings(timeout=np.float64(5), user_agent=np.str_("bot/1"), detectors=(np.str_("house-style"),))
    assert msgspec.json.decode(msgspec.json.encode(given), type=Settings) == given
    assert given == Settings(timeout=5, user_agent="bot/1", detectors=("house-style",))


@pytest.mark.parametrize("value", [10**5000, "deep", ["x" * 5000]], ids=["digits", "deep", "long"])
def test_a_value_that_cannot_be_written_out_is_told_by_its_type(value: object) -> None:
    for _ in range(5000 if value == "deep" else 0):
        value = [value]
    with pytest.raises(SettingsError, match=r"Settings.retries is an? (int|list): use a whole number"):
        Settings(retries=value)  # type: ignore[arg-type]  # what is tested
