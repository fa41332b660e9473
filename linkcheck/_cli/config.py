"""Settings, gate and columns from files, environment and options: the later wins.

Order: `[tool.linkcheck]` of pyproject.toml, linkcheck.toml, .linkcheckignore, `LINKCHECK_*` in the environment,
options. What is excluded adds up instead. Files are looked for in the working folder and its parents up to the one
that holds .git. A file in the working tree may come with a pull request, so it cannot open what guards the machine that
checks it (see GUARDED), and where changes since a commit are checked, the files are read as of that commit: a pull
request does not soften its own gate. `--config` names the one file to read instead, and `--isolated` reads none.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from linkcheck._cli.git import content_at
from linkcheck._report.gate import Gate
from linkcheck.errors import InputError, SettingsError
from linkcheck.settings import DECLARED, Settings

GUARDED = frozenset({"allow_networks", "detectors", "model", "obey_robots", "store", "visit_action_links"})
"""Settings taken from options and environment only, never from a file."""

PREFIX = "LINKCHECK_"
# Read by the quality gate of our own tests; no setting.
_NOT_SETTINGS = frozenset({"LINKCHECK_EVAL_DIR"})

_SETTINGS_FIELDS = {name: declared.type for name, declared in DECLARED.items()}
_GATE_FIELDS = {field.name: field.type for field in msgspec.structs.fields(Gate) if field.name != "known"}
_COLUMN_FIELDS = {"text_column": str, "link_column": str}
KNOWN = {**_SETTINGS_FIELDS, **_GATE_FIELDS, **_COLUMN_FIELDS}
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
    columns: Mapping[str, str]
    """The `text_column` and `link_column` of tables, where they are named."""
    sources: Mapping[str, str]
    """Where each value stands that is not the default: a file, a variable, or options."""


class _Given(NamedTuple):
    value: Any
    source: str


Tables = Iterable[tuple[str, Mapping[str, Any]]]
"""What each configuration file holds, the later to win, and what errors call the file."""


def configure(
    options: Mapping[str, Any],
    *,
    environment: Mapping[str, str],
    tables: Tables = (),
    flags: Mapping[str, str] | None = None,
) -> Configuration:
    """The Configuration of a command with these configuration files; an option that is None was not given.

    `flags` are the options as they are written, by the key that each gives.

    Raises SettingsError for a value out of range, InputError for a key that does not exist or a file
    that is no TOML.
    """
    given: dict[str, _Given] = {}
    for where, table in tables:
        _add(given, _from_file(where, table))
    _add(given, _from_environment(environment))
    sources = flags or {}
    _add(given, {key: _Given(value, sources.get(key, key)) for key, value in options.items() if value is not None})
    values = {key: value for key, (value, _) in given.items()}
    try:
        settings = Settings(**{key: value for key, value in values.items() if key in _SETTINGS_FIELDS})
        gate = Gate(**{key: value for key, value in values.items() if key in _GATE_FIELDS})
    except SettingsError as error:
        raise error.found_in(given[error.field].source) if error.field in given else error from None
    return Configuration(
        settings=settings,
        gate=gate.for_embargoed() if settings.embargoed else gate,
        columns={key: value for key, value in values.items() if key in _COLUMN_FIELDS},
        sources={key: source for key, (_, source) in given.items()},
    )


def _add(given: dict[str, _Given], more: Mapping[str, _Given]) -> None:
    """The later wins; what is excluded adds up."""
    for key, (value, source) in more.items():
        if key == "exclude" and key in given:
            before = given[key]
            given[key] = _Given((*before.value, *value), f"{before.source}, {source}")
        else:
            given[key] = _Given(value, source)


def read_assignments(assignments: Iterable[str]) -> dict[str, Any]:
    """The values of `--set NAME=VALUE`. Raises InputError for one that cannot be read."""
    values = {}
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        key = name.strip().replace("-", "_")
        if not equals:
            raise InputError(f"--set {assignment}: use NAME=VALUE, such as --set timeout=5")
        _require_known(key, f"--set {assignment}", _SETTINGS_FIELDS)
        values[key] = _parse_value(key, text, f"--set {name.strip()}")
    return values


def tables_of_checkout(folder: Path) -> Tables:
    """The configuration files that hold for `folder`, as they stand. Raises InputError for one that is no TOML."""
    home = _project_folder(folder)
    for name in _FILES:
        path = home / name
        if path.is_file():
            yield str(path), _read_table(path)
    ignored = next((path for parent in _up_to_repository(folder) if (path := parent / IGNORE_FILE).is_file()), None)
    if ignored is not None:
        yield str(ignored), _ignored(_content(ignored), str(ignored))


def tables_of_commit(revision: str, folder: Path) -> Tables:
    """The configuration files that held for `folder` in a git commit.

    Raises InputError when git does not know the commit, or for a file that was no TOML.
    """
    parents = _up_to_repository(folder)
    for parent in parents:
        contents = {name: content_at(revision, parent / name) for name in _FILES}
        if any(contents.values()):
            for name, content in contents.items():
                where = f"{parent / name} as of {revision}"
                yield where, _table(content, where, name)
            break
    for parent in parents:
        if content := content_at(revision, parent / IGNORE_FILE):
            where = f"{parent / IGNORE_FILE} as of {revision}"
            yield where, _ignored(content, where)
            break


def tables_of_file(path: Path) -> Tables:
    """One configuration file. Raises InputError where it cannot be read or is no TOML."""
    yield str(path), _read_table(path)


_FILES = ("pyproject.toml", "linkcheck.toml")
"""The later wins."""

IGNORE_FILE = ".linkcheckignore"
"""A pattern of `Settings.exclude` a line; lines that begin with `#` are comments."""


def _project_folder(folder: Path) -> Path:
    """The nearest folder with a configuration, up to the repository's root; without a repository, `folder`."""
    for parent in _up_to_repository(folder):
        if any((parent / name).is_file() for name in _FILES):
            return parent
    return folder


def _up_to_repository(folder: Path) -> list[Path]:
    """`folder` and its parents up to the repository's root; without a repository, `folder` alone."""
    upward = [folder, *folder.parents]
    roots = [index for index, parent in enumerate(upward) if (parent / ".git").exists()]
    return upward[: roots[0] + 1] if roots else [folder]


def _read_table(path: Path) -> Mapping[str, Any]:
    return _table(_content(path), str(path), path.name)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: this configuration cannot be read: {error.strerror}") from None


def _ignored(content: bytes, where: str) -> Mapping[str, Any]:
    try:
        lines = [line.strip() for line in content.decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: {error}") from None
    return {"exclude": [line for line in lines if line and not line.startswith("#")]}


def _table(content: bytes, where: str, name: str) -> Mapping[str, Any]:
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except RecursionError:
        raise InputError(f"{where}: its lists and tables are nested too deeply") from None
    except ValueError as error:  # no TOML, no UTF-8, a number of more digits than Python reads
        raise InputError(f"{where}: {error}") from None
    if name != "pyproject.toml":
        return table
    own = table.get("tool", {}).get("linkcheck", {})
    if not isinstance(own, dict):
        raise InputError(
            f"{where}: [tool.linkcheck] is not a table; write it as lines of NAME = VALUE under that heading"
        )
    return own


def _from_file(where: str, table: Mapping[str, Any]) -> dict[str, _Given]:
    given = {}
    for name, value in table.items():
        key = name.replace("-", "_")
        _require_known(key, where, KNOWN)
        if key in GUARDED:
            raise InputError(
                f"{where}: {key} is taken from options and from {PREFIX}{key.upper()} only, "
                "so that a change to a checked-out file neither opens the network of the machine that checks it "
                "nor runs code there"
            )
        given[key] = _Given(_converted(key, value, where, strict=True), where)
    return given


def _from_environment(environment: Mapping[str, str]) -> dict[str, _Given]:
    given = {}
    for name, text in environment.items():
        if not name.startswith(PREFIX) or name in _NOT_SETTINGS or not text:
            continue
        key = name.removeprefix(PREFIX).lower()
        _require_known(key, name, KNOWN)
        given[key] = _Given(_parse_value(key, text, name), name)
    return given


def _require_known(key: str, where: str, known: Iterable[str]) -> None:
    if key in known:
        return
    near = difflib.get_close_matches(key, known, n=1, cutoff=0)
    raise InputError(f"{where}: there is no setting {key!r}" + (f"; the nearest is {near[0]!r}" if near else ""))


def _parse_value(key: str, text: str, where: str) -> Any:
    if str(KNOWN[key]).startswith("tuple"):
        return _converted(key, [part.strip() for part in text.split(",") if part.strip()], where, strict=False)
    return _converted(key, text.strip(), where, strict=False)


def _converted(key: str, value: Any, where: str, *, strict: bool) -> Any:
    try:
        return msgspec.convert(value, KNOWN[key], strict=strict)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        expected = _EXPECTED.get(_type_name(key), f"another type: {error}")
        raise SettingsError(key, value, expected).found_in(where) from None


def _type_name(key: str) -> str:
    kind = KNOWN[key]
    return kind.__name__ if isinstance(kind, type) else str(kind)
