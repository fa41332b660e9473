"""Settings and gate from files, environment and options: the later wins.

Order: `[tool.linkcheck]` of pyproject.toml, linkcheck.toml, `LINKCHECK_*` in the environment, options.
Files are looked for in the working folder and its parents up to the one that holds .git. A file in the
working tree may come with a pull request, so it cannot open what guards the machine that checks it: see
GUARDED.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from linkcheck._report.gate import Gate
from linkcheck.errors import InputError, SettingsError
from linkcheck.settings import DECLARED, Settings

GUARDED = frozenset({"allow_networks", "detectors", "model", "obey_robots", "store", "visit_action_links"})
"""Settings taken from options and environment only, never from a file."""

PREFIX = "LINKCHECK_"
# Read by the quality gate of our own tests; no setting.
_NOT_SETTINGS = frozenset({"LINKCHECK_EVAL_DIR"})

_SETTINGS_FIELDS = {name: declared.type for name, declared in DECLARED.items()}
_GATE_FIELDS = {field.name: field.type for field in msgspec.structs.fields(Gate)}
KNOWN = {**_SETTINGS_FIELDS, **_GATE_FIELDS}
"""Every key that can be configured, and its type."""


_EXPECTED = {
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "float | None": "a number",
    "str": "text",
    "str | None": "text",
    "tuple[str, ...]": "a list of texts",
}
"""What to give for a value of another type, by the type asked for."""


class Configuration(NamedTuple):
    """What a command runs with."""

    settings: Settings
    gate: Gate


def configure(options: Mapping[str, Any], *, environment: Mapping[str, str], folder: Path) -> Configuration:
    """The Configuration of a command started in `folder`; an option that is None was not given.

    Raises SettingsError for a value out of range, InputError for a key that does not exist or a file
    that is no TOML.
    """
    values: dict[str, Any] = {}
    for path, table in _tables(folder):
        values.update(_from_file(path, table))
    values.update(_from_environment(environment))
    values.update({key: value for key, value in options.items() if value is not None})
    return Configuration(
        settings=Settings(**{key: value for key, value in values.items() if key in _SETTINGS_FIELDS}),
        gate=Gate(**{key: value for key, value in values.items() if key in _GATE_FIELDS}),
    )


def read_assignments(assignments: Iterable[str]) -> dict[str, Any]:
    """The values of `--set NAME=VALUE`. Raises InputError for one that cannot be read."""
    values = {}
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        key = name.strip().replace("-", "_")
        if not equals:
            raise InputError(f"--set {assignment}: use NAME=VALUE, such as --set timeout=5")
        _require_known(key, f"--set {assignment}", _SETTINGS_FIELDS)
        values[key] = _parse_value(key, text)
    return values


def _tables(folder: Path) -> Iterable[tuple[Path, Mapping[str, Any]]]:
    home = _project_folder(folder)
    pyproject, own = home / "pyproject.toml", home / "linkcheck.toml"
    if pyproject.is_file():
        table = _load_toml(pyproject).get("tool", {}).get("linkcheck", {})
        if not isinstance(table, dict):
            raise InputError(
                f"{pyproject}: [tool.linkcheck] is not a table; write it as lines of NAME = VALUE under that heading"
            )
        yield pyproject, table
    if own.is_file():
        yield own, _load_toml(own)


def _project_folder(folder: Path) -> Path:
    """The nearest folder with a configuration, up to the repository's root; without a repository, `folder`."""
    upward = [folder, *folder.parents]
    roots = [index for index, parent in enumerate(upward) if (parent / ".git").exists()]
    within = upward[: roots[0] + 1] if roots else [folder]
    for parent in within:
        if (parent / "linkcheck.toml").is_file() or (parent / "pyproject.toml").is_file():
            return parent
    return folder


def _load_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise InputError(f"{path}: {error}") from None


def _from_file(path: Path, table: Mapping[str, Any]) -> dict[str, Any]:
    values = {}
    for name, value in table.items():
        key = name.replace("-", "_")
        _require_known(key, str(path), KNOWN)
        if key in GUARDED:
            raise InputError(
                f"{path}: {key} is taken from options and from {PREFIX}{key.upper()} only, "
                "so that a change to a checked-out file neither opens the network of the machine that checks it "
                "nor runs code there"
            )
        values[key] = _converted(key, value, strict=True)
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    values = {}
    for name, text in environment.items():
        if not name.startswith(PREFIX) or name in _NOT_SETTINGS or not text:
            continue
        key = name.removeprefix(PREFIX).lower()
        _require_known(key, name, KNOWN)
        values[key] = _parse_value(key, text)
    return values


def _require_known(key: str, where: str, known: Iterable[str]) -> None:
    if key in known:
        return
    near = difflib.get_close_matches(key, known, n=1, cutoff=0)
    raise InputError(f"{where}: there is no setting {key!r}" + (f"; the nearest is {near[0]!r}" if near else ""))


def _parse_value(key: str, text: str) -> Any:
    if str(KNOWN[key]).startswith("tuple"):
        return _converted(key, [part.strip() for part in text.split(",") if part.strip()], strict=False)
    return _converted(key, text.strip(), strict=False)


def _converted(key: str, value: Any, *, strict: bool) -> Any:
    try:
        return msgspec.convert(value, KNOWN[key], strict=strict)
    except msgspec.ValidationError as error:
        raise SettingsError(key, value, _EXPECTED.get(_type_name(key), f"another type: {error}")) from None


def _type_name(key: str) -> str:
    kind = KNOWN[key]
    return kind.__name__ if isinstance(kind, type) else str(kind)
