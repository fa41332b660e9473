"""What users' tests get: a fixture, and an assertion that skips where nothing was decided."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import linkcheck
from linkcheck.demo import NETWORK, Sites
from linkcheck.testing import assert_link_matches

PLUGIN = "linkcheck_claims"

FERRY = linkcheck.Page(
    url="https://gazette.example/ferry",
    title="First electric ferry crosses Skelling Sound",
    text="The electric ferry Kittiwake carried 240 passengers across Skelling Sound on Tuesday morning. "
    "The crossing took two minutes less than with the old diesel boat, the harbour office said. "
    "A second electric ferry is to follow next spring.",
)
SOUP = "A chestnut soup for cold evenings, with rosemary and burnt butter https://gazette.example/ferry"
CROSSING = "The electric ferry Kittiwake carried 240 passengers across Skelling Sound https://gazette.example/ferry"
WALL = linkcheck.Page(url="https://gazette.example/ferry", state=linkcheck.PageState.BOT_WALL)


def test_a_match_is_returned_with_its_report() -> None:
    report = assert_link_matches(CROSSING, page=FERRY)
    assert report.verdict == "match"


def test_a_mismatch_fails_and_says_why() -> None:
    with pytest.raises(AssertionError) as failure:
        assert_link_matches(SOUP, page=FERRY)
    told = str(failure.value)
    assert told.startswith("mismatch, P(mismatch) ")
    assert "https://gazette.example/ferry" in told


def test_the_failure_message_for_a_log_holds_no_secret() -> None:
    url = "https://gazette.example/ferry?token=3f2a9c"
    page = msgspec.structs.replace(FERRY, url=url)
    with pytest.raises(AssertionError) as failure:
        assert_link_matches(SOUP.replace(FERRY.url, url), page=page)
    assert "3f2a9c" not in str(failure.value)


def test_a_wall_skips_since_it_says_nothing_of_the_post() -> None:
    with pytest.raises(pytest.skip.Exception, match=r"(?s)^not checked: unverifiable: .*machine"):
        assert_link_matches(CROSSING, page=WALL)


def test_strict_fails_on_a_wall_too() -> None:
    with pytest.raises(AssertionError, match="unverifiable"):
        assert_link_matches(CROSSING, page=WALL, strict=True)


def test_a_post_without_a_link_is_not_decided() -> None:
    with linkcheck.Checker() as checker, pytest.raises(pytest.skip.Exception, match="no link to check"):
        assert_link_matches("The night buses run until three from June", checker=checker)


@pytest.fixture
def gazette() -> Iterator[str]:
    with Sites() as sites:
        yield sites.origins["gazette"]


PROJECT = """
import sys
OURS = {{name for name in sys.modules if name.startswith("linkcheck")}}

import pytest
import linkcheck
from linkcheck.testing import assert_link_matches

def test_starting_pytest_loads_no_room_of_ours():
    assert OURS == {{"linkcheck", "linkcheck.version", "linkcheck.testing"}}

@pytest.fixture(scope="session")
def linkchecker_settings():
    return linkcheck.Settings(allow_networks=({network!r},), host_delay=0)

def test_the_right_page(linkchecker):
    assert_link_matches(
        "The electric ferry Kittiwake took 240 passengers across Skelling Sound {gazette}/news/electric-ferry",
        checker=linkchecker,
    )

def test_the_wrong_page(linkchecker):
    assert_link_matches(
        "The old fire station on Tanner's Row will close in December {gazette}/food/chestnut-soup",
        checker=linkchecker,
    )

def test_a_dead_link(linkchecker):
    assert_link_matches("The tidal pool opens again on Saturday {gazette}/news/tidal-pool", checker=linkchecker)
"""


def test_the_plugin_is_installed_under_a_name_of_its_own() -> None:
    (entry,) = importlib.metadata.entry_points(group="pytest11", name=PLUGIN)
    assert entry.value == "linkcheck.testing"


def test_an_installed_plugin_serves_another_project(gazette: str, tmp_path: Path) -> None:
    (tmp_path / "test_posts.py").write_text(PROJECT.format(network=NETWORK, gazette=gazette), encoding="utf-8")
    run = run_pytest(tmp_path, "test_posts.py")
    assert "2 failed, 2 passed" in run, run
    assert "mismatch, P(mismatch)" in run
    assert "dead-link" in run
    assert "assert_link_matches(post" not in run  # its frame is hidden: the caller's line is shown


WALLED = """
import pytest
import linkcheck
from linkcheck.testing import assert_link_matches

WALL = linkcheck.Page(url="https://gazette.example/ferry", state=linkcheck.PageState.BOT_WALL)
CROSSING = "The electric ferry Kittiwake carried 240 passengers https://gazette.example/ferry"

def test_a_wall():
    assert_link_matches(CROSSING, page=WALL)

@pytest.mark.linkcheck(unchecked="fail")
def test_a_wall_that_must_not_be():
    assert_link_matches(CROSSING, page=WALL)

@pytest.mark.linkcheck(unchecked="skip")
def test_a_wall_that_may_be():
    assert_link_matches(CROSSING, page=WALL)

def test_with_the_fixture(linkchecker, linkchecker_settings):
    assert linkchecker_settings.store == "pages.sqlite"
"""


@pytest.mark.parametrize(
    ("arguments", "outcome"),
    [
        (["--linkcheck-store", "pages.sqlite"], "1 failed, 1 passed, 2 skipped"),
        (["--linkcheck-store", "pages.sqlite", "--linkcheck-unchecked", "fail"], "2 failed, 1 passed, 1 skipped"),
        (["-o", "linkcheck_unchecked=fail", "--linkcheck-store", "pages.sqlite"], "2 failed, 1 passed, 1 skipped"),
        (["--no-linkcheck"], "4 skipped"),
    ],
)
def test_an_unread_page_never_passes_and_options_say_what_becomes_of_it(
    tmp_path: Path, arguments: list[str], outcome: str
) -> None:
    (tmp_path / "test_walls.py").write_text(WALLED, encoding="utf-8")
    run = run_pytest(tmp_path, "test_walls.py", "-rs", "--strict-markers", *arguments)
    assert outcome in run, run
    assert "not checked: " in run


def test_an_unknown_way_with_unchecked_tests_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "test_walls.py").write_text(WALLED.replace('"skip"', '"pass"'), encoding="utf-8")
    assert "use “skip” or “fail”" in run_pytest(tmp_path, "test_walls.py")


def run_pytest(folder: Path, *arguments: str) -> str:
    # Configuration and plugins of its own: what else is installed here is not under test, and slow to load.
    (folder / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", PLUGIN, "-p", "no:cacheprovider", *arguments]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=25
    ).stdout
