from __future__ import annotations

import inspect

from linkcheck import errors
from linkcheck.errors import LinkcheckError


def test_every_error_is_in_the_tree_and_drawn_in_the_docstring() -> None:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]
    assert all(issubclass(kind, LinkcheckError) for kind in kinds)
    assert all(kind.__name__ in (errors.__doc__ or "") for kind in kinds)


def test_every_error_ends_the_command_with_could_not_run() -> None:
    assert errors.MissingFileError("posts.csv").exit_code == 2


def test_messages_name_the_input_and_what_to_do() -> None:
    assert "posts.csv" in str(errors.MissingFileError("posts.csv"))
    assert "pip install '.[pdf]'" in str(errors.MissingExtraError("pdf", "reading PDF files"))
