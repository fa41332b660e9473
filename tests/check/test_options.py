"""Options are checked once, before anything is visited or compared; wrong use is one line that names the remedy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

import linkcheck
from linkcheck import Case, Evidence, InputError, ModelError, Page, Settings, SettingsError
from linkcheck._check.options import CompareOptions, is_long, provenance

POST = "The electric ferry Kittiwake carried 240 passengers"
PAGE = Page(text=POST)
AS_OF = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)

PUBLIC: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
    (linkcheck.check, (POST,)),
    (linkcheck.check_many, ([POST],)),
    (linkcheck.check_queue, ([POST],)),
    (linkcheck.compare, (POST, PAGE)),
    (linkcheck.compare_queue, ([(POST, PAGE)],)),
    (linkcheck.fetch, ("https://example.org/",)),
    (linkcheck.parse_post, (POST,)),
    (linkcheck.read_page, (b"<p>Hello",)),
    (linkcheck.read_posts, (__file__,)),
    (linkcheck.replay, (linkcheck.Report(post=linkcheck.Post(), verdict=linkcheck.Verdict.UNCLEAR),)),
)
JUDGING = PUBLIC[:5]


class Quiet:
    code = "quiet"

    def weigh(self, case: Case) -> Iterable[Evidence]:
        return ()


@pytest.mark.parametrize(("function", "arguments"), PUBLIC, ids=lambda value: getattr(value, "__name__", ""))
def test_settings_by_position_are_refused(function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    with pytest.raises(InputError, match=rf"{function.__name__} takes its options by name, not a Settings by position"):
        function(*arguments, Settings())


@pytest.mark.parametrize(("function", "arguments"), PUBLIC, ids=lambda value: getattr(value, "__name__", ""))
def test_settings_that_are_a_dict_are_refused(function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    with pytest.raises(InputError, match="settings is a dict: give a linkcheck"):
        function(*arguments, settings={"timeout": 5})


@pytest.mark.parametrize(("function", "arguments"), JUDGING, ids=lambda value: getattr(value, "__name__", ""))
def test_options_that_judge_check_their_moment_and_detectors(
    function: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    with pytest.raises(InputError, match="as_of is an int"):
        function(*arguments, as_of=20261127)
    with pytest.raises(InputError, match="detectors"):
        function(*arguments, detectors=(object(),))


def test_a_checker_refuses_settings_that_are_a_dict() -> None:
    for make in (linkcheck.Checker, linkcheck.AsyncChecker):
        with pytest.raises(InputError, match="settings is a dict"):
            make({"timeout": 5})  # type: ignore[arg-type]


def test_the_names_and_coroutines_of_public_functions_are_kept() -> None:
    import inspect

    assert inspect.iscoroutinefunction(linkcheck.acheck)
    assert not inspect.iscoroutinefunction(linkcheck.check)
    parameters = inspect.signature(linkcheck.check).parameters
    assert list(parameters) == ["post", "settings", "as_of", "detectors"]
    assert linkcheck.check.__doc__


def test_a_link_of_another_type_is_refused() -> None:
    with pytest.raises(InputError, match="link is a str"):
        linkcheck.compare(POST, PAGE, link="https://example.org/")  # type: ignore[arg-type]


def test_compare_takes_what_check_takes() -> None:
    as_text = linkcheck.compare(POST, PAGE)
    assert linkcheck.compare({"text": POST}, PAGE) == as_text
    assert linkcheck.compare_queue([({"text": POST}, PAGE)]).reports[0].score == as_text.score


def test_a_url_is_no_page() -> None:
    with pytest.raises(InputError, match="to visit it"):
        linkcheck.read_page("https://example.org/page")
    with pytest.raises(InputError, match="content is a NoneType"):
        linkcheck.read_page(None)  # type: ignore[arg-type]


def test_a_model_or_detector_that_cannot_be_loaded_is_said_when_a_checker_is_made(tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text("{}")
    with pytest.raises(ModelError):
        CompareOptions.validated(Settings(model=str(tmp_path / "model.json")))
    with pytest.raises(SettingsError, match="nowhere:Detector"):
        CompareOptions.validated(Settings(detectors=("nowhere:Detector",)))


def test_a_threshold_that_crosses_the_models_own_is_refused() -> None:
    with pytest.raises(SettingsError, match="match_threshold"):
        CompareOptions.validated(Settings(match_threshold=1.0))
    with pytest.raises(SettingsError, match="match_threshold"):
        linkcheck.compare(POST, PAGE, settings=Settings(mismatch_threshold=0.0))


def test_a_report_records_the_options_it_was_made_with() -> None:
    options = CompareOptions.validated(detectors=(Quiet(),)).at(AS_OF)
    made = provenance(options)
    assert (made.as_of, made.detectors, made.alarm_rate_claimed) == (AS_OF, ("quiet",), False)
    assert made.settings_digest == Settings().digest()
    assert provenance(options.at(None)).as_of is None


@pytest.mark.parametrize(
    ("given", "long"),
    [
        ("x" * 4000, False),
        ("x" * 4001, True),
        ({"text": "x" * 4000}, False),
        ({"text": "x" * 4001}, True),
        ({"tweet": {"full_text": "x" * 4001}}, True),
        ({"data": [{"text": "x" * 4001}]}, True),
        ({str(number): "" for number in range(4001)}, True),
        (linkcheck.Post(text="x" * 4001), False),
        (None, False),
    ],
)
def test_a_post_is_long_that_takes_milliseconds_to_read(given: object, long: bool) -> None:
    assert is_long(given) is long
