"""The architecture of linkcheck as data, and the reading of its source that holds the code to it.

`MAY_IMPORT` is the import table: an import that it does not name is a breach, wherever the import statement stands (in
a function and under TYPE_CHECKING too). Whoever needs another import changes the table, with a reason.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import linkcheck

REPOSITORY = Path(__file__).parents[1]
PACKAGE = "linkcheck"
SOURCE = Path(linkcheck.__file__).parent
"""The package as it is tested: that of the checkout, or an installed one."""
MAX_LINES = 400

FOUNDATIONS = (
    "errors",
    "version",
    "_entry_points",
    "_lazy",
    "_logs",
    "_moments",
    "_parameters",
    "_public",
    "_scalars",
    "_source_files",
    "_tables",
)
"""What every module may import."""

WORDS_AND_URLS = ("_text", "_urls")

TYPES = (
    "_post.types",
    "_web.types",
    "_page.types",
    "_evidence.types",
    "_scoring.types",
    "_queue.types",
    "_report.types",
)
"""In the order of the rooms: a types.py imports only those to its left."""

ROOMS = ("_post", "_web", "_page", "_evidence", "_scoring", "_queue", "_report")

MAY_IMPORT: Mapping[str, Sequence[str]] = {
    "errors": (),
    "version": (),
    "_atomic_files": (),  # writes files whole
    "_child_process": (),  # where hostile files are read
    "_entry_points": (),  # what other distributions bring
    "_lazy": (),  # properties that hold no lock
    "_logs": (),  # how linkcheck logs
    "_moments": (),  # naive times are UTC
    "_parameters": (),  # the numbers that shape evidence and verdicts
    "_public": ("_report.prompt",),  # how a value of ours shows itself
    "_scalars": (),  # scalars of numpy are those of Python
    "_setting_rules": (),  # what the texts among the settings must be
    "_source_files": (),  # which files have an end
    "_tables": (),  # reads the tables inside the package
    "_settings": ("_declarations", "_setting_rules"),
    "settings": ("_settings",),
    "_declarations": (),  # what the field of a setting declares
    "_arguments": ("settings",),  # how public functions are called
    "_text": (),
    "_urls": (),
    "_post": (*WORDS_AND_URLS, "settings", "_arguments", "_child_process"),
    "_web": (
        "_urls",
        "_text.display",
        "settings",
        "_arguments",
    ),  # display: what servers say is made harmless where it is quoted
    "_page": (
        *WORDS_AND_URLS,
        "settings",
        "_arguments",
        "_child_process",
        "_web.types",
        "_web.signatures",
        "_post.types",
    ),  # one table of signatures
    "_evidence": (*WORDS_AND_URLS, "_post.types", "_page.types"),
    "_scoring": (*WORDS_AND_URLS, "settings", *TYPES[:4], "_evidence.detectors"),  # detectors: the codes they declare
    "_queue": (*WORDS_AND_URLS, "settings", "_post", "_evidence", "_scoring", *TYPES),
    "_report": (
        "_atomic_files",  # reports are saved whole or not at all
        "_urls",
        "_text.display",
        "settings",
        *TYPES,
        "_scoring.codes",
    ),  # settings: their schema is published too
    "_check": (*WORDS_AND_URLS, *ROOMS, "settings", "_setting_rules", "_arguments"),
    "detectors": (*WORDS_AND_URLS, *ROOMS),
    "demo": ("_post.parse", "_post.types"),
    "testing": (
        "_check",
        "_page.types",
        "_post.parse",
        "_report.build",
        "_report.mask",
        "_report.types",
        "_scoring.types",
        "settings",
    ),
    "training": (*WORDS_AND_URLS, *ROOMS, "_check", "detectors", "settings", "_atomic_files"),
    "_cli": (*WORDS_AND_URLS, *ROOMS, "_check", "detectors", "training", "demo", "settings", "_atomic_files"),
    "__init__": (
        "_check",
        "_evidence.types",
        "_page.read",
        "_page.types",
        "_post.files.frame",
        "_post.files.read",
        "_post.parse",
        "_post.types",
        "_report.export",
        "_report.gate",
        "_report.notebook",
        "_report.read",
        "_report.types",
        "_scoring.types",
        "_web.http",
        "_settings",
        "_web.types",
    ),
    "__main__": ("_cli",),
}
"""Room (or module at the top) and what it may import beside itself and the foundations: a room, or one module of it."""

MAY_NOT_IMPORT: Mapping[str, Sequence[str]] = {"_check": ("_report.formats",)}
"""Parts of the rooms in `MAY_IMPORT` that are out of bounds all the same."""

USES_ALL_THAT_IT_MAY = ("demo", "testing", "__init__")
"""Their rows are what they use. The row of a room also says what it may come to use."""

SHARED_BY_DESIGN = frozenset({"FORMAT", "READER", "T", "TABLES", "add_arguments", "main", "render", "run"})
"""Names that mean the same in each module that defines them: what a format, a reader, a part of the
training and a subject of its tables declare, the way into a command, a type variable."""

VAGUE_NAMES = frozenset({"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "tools"})
"""Names of modules that name no subject."""

PURE_ROOMS = ("_text", "_urls", "_evidence", "_scoring", "_queue")
"""Rooms whose results depend on their arguments alone: no network, no clock, no file but the packaged data."""

IMPURE_MODULES = frozenset(
    {
        "asyncio",
        "http",
        "httpcore",
        "httpx",
        "random",
        "requests",
        "socket",
        "ssl",
        "subprocess",
        "time",
        "urllib.request",
    }
)
IMPURE_CALLS = frozenset({"now", "open", "read_bytes", "read_text", "today", "utcnow", "getenv"})

READS_A_FILE: Mapping[str, str] = {
    "_scoring.model": "loads the model that Settings.model names; judging gets it as an argument"
}
"""Modules of pure rooms that may read a file, and why."""


class Module(NamedTuple):
    """A module of the package."""

    name: str
    """Dotted, without "linkcheck."; a package by its own name, the package at the top as "__init__"."""
    file: Path
    is_package: bool
    tree: ast.Module
    lines: int

    @property
    def room(self) -> str:
        return self.name.split(".")[0]


class Import(NamedTuple):
    """One imported module of ours."""

    line: int
    target: str
    """Named as `Module.name` is."""
    in_method: bool


class Breach(NamedTuple):
    """Where a rule is broken."""

    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def read_modules(source: Path = SOURCE) -> list[Module]:
    """All modules of the package in a folder, in order of their paths."""
    return [_read(file, source) for file in sorted(source.rglob("*.py"))]


def _read(file: Path, source: Path) -> Module:
    text = file.read_text(encoding="utf-8")
    inside = file.relative_to(source)
    parts = inside.with_suffix("").parts
    is_package = parts[-1] == "__init__" and len(parts) > 1
    name = ".".join(parts[:-1] if is_package else parts)
    return Module(name, Path(PACKAGE, inside), is_package, ast.parse(text), len(text.splitlines()))


def imports_of(module: Module, known: frozenset[str]) -> Iterator[Import]:
    """Every import of a module of ours, in the order of the source."""
    methods = {
        id(inner)
        for cls in ast.walk(module.tree)
        if isinstance(cls, ast.ClassDef)
        for method in cls.body
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(method)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for target in _targets(node, module, known):
                yield Import(node.lineno, target, id(node) in methods)


def _targets(node: ast.Import | ast.ImportFrom, module: Module, known: frozenset[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (_ours(alias.name) for alias in node.names if _is_ours(alias.name))
        return
    source = _absolute(node, module)
    if not _is_ours(source):
        return
    for alias in node.names:
        submodule = _ours(f"{source}.{alias.name}")
        yield submodule if submodule in known else _ours(source)


def _absolute(node: ast.ImportFrom, module: Module) -> str:
    if not node.level:
        return node.module or ""
    package = [PACKAGE, *module.name.split(".")][: None if module.is_package else -1]
    kept = package[: len(package) - node.level + 1]
    return ".".join([*kept, *([node.module] if node.module else [])])


def _is_ours(name: str) -> bool:
    return name == PACKAGE or name.startswith(f"{PACKAGE}.")


def _ours(name: str) -> str:
    return name.removeprefix(PACKAGE).removeprefix(".") or "__init__"


def _is_within(name: str, part: str) -> bool:
    return name == part or name.startswith(f"{part}.")


def breaches_of_table(modules: Sequence[Module]) -> list[Breach]:
    """Imports that the table does not allow."""
    known = frozenset(module.name for module in modules)
    return [
        Breach(module.file, found.line, f"{module.room} may not import {found.target}")
        for module in modules
        for found in imports_of(module, known)
        if not _is_allowed(module.room, found.target) and not _shows_itself(module, found)
    ]


def _shows_itself(module: Module, found: Import) -> bool:
    """Whether a method of a public type asks _report to show it."""
    return module.name.endswith(".types") and found.in_method and _is_within(found.target, "_report")


def _is_allowed(room: str, target: str) -> bool:
    if _is_within(target, room):
        return True
    if any(_is_within(target, part) for part in MAY_NOT_IMPORT.get(room, ())):
        return False
    return any(_is_within(target, part) for part in (*FOUNDATIONS, *MAY_IMPORT.get(room, ())))


def unused_grants(modules: Sequence[Module]) -> dict[str, list[str]]:
    """What the table allows and nothing imports, by room.

    A room may be allowed a whole room, or types, that it does not use; a single module of another room it must use.
    """
    known = frozenset(module.name for module in modules)
    used: defaultdict[str, set[str]] = defaultdict(set)
    for module in modules:
        used[module.room].update(found.target for found in imports_of(module, known))
    unused = {
        room: [
            grant
            for grant in row
            if (room in USES_ALL_THAT_IT_MAY or ("." in grant and grant not in TYPES))
            if not any(_is_within(target, grant) for target in used[room])
        ]
        for room, row in MAY_IMPORT.items()
    }
    return {room: grants for room, grants in unused.items() if grants}


GROUPS: Mapping[str, Sequence[str]] = {
    "nothing of ours": (),
    "the rooms": (*WORDS_AND_URLS, *ROOMS),
    "all types": TYPES,
    "the types of the four rooms before it": TYPES[:4],
}
"""What the table in the guide calls several parts together."""


def table_of_guide(guide: str) -> dict[str, tuple[set[str], set[str]]]:
    """The import table in the text of a guide: of each room, what it may import and what of that it may not."""
    rows = re.findall(r"^\| (`[^|]*) \| ([^|]*) \|$", guide.split("## Who may import whom")[1].split("\n## ")[0], re.M)
    table = {}
    for rooms, cell in rows:
        refused = set(re.findall(r"but not `([^`]+)`", cell))
        named = re.sub(r" \([^)]*\)", "", cell).split(", ")
        granted = {name for part in named for name in GROUPS.get(part, (part.strip("`"),))}
        table.update(dict.fromkeys(re.findall(r"`([^`]+)`", rooms), (granted, refused)))
    return table


def breaches_of_types(modules: Sequence[Module]) -> list[Breach]:
    """Imports of a types.py from anywhere but the types to its left.

    A method of a public type may import from its own room, and from _report to show itself.
    """
    known = frozenset(module.name for module in modules)
    return [
        Breach(module.file, found.line, f"{module.name} may not import {found.target}")
        for module in modules
        if module.name.endswith(".types")
        for found in imports_of(module, known)
        if found.target not in (*FOUNDATIONS, *TYPES[: TYPES.index(module.name)])
        if not (found.in_method and _is_within(found.target, module.room)) and not _shows_itself(module, found)
    ]


def impurities(modules: Sequence[Module]) -> list[Breach]:
    """Sockets, clocks and files in rooms whose results depend on their arguments alone."""
    return [
        Breach(module.file, line, f"{module.room} is pure: {what}")
        for module in modules
        if module.room in PURE_ROOMS and module.name not in READS_A_FILE
        for line, what in _impure(module.tree)
    ]


def _impure(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            yield from (
                (node.lineno, f"imports {name}")
                for name in named
                if any(_is_within(name, module) for module in IMPURE_MODULES)
            )
        elif isinstance(node, ast.Call) and not _reads_packaged_data(node):
            called = node.func
            name = (
                called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
            )
            if name in IMPURE_CALLS:
                yield node.lineno, f"calls {name}()"


def _reads_packaged_data(call: ast.Call) -> bool:
    """Whether a call is made on `resources.files(...)`."""
    part: ast.expr = call.func
    while isinstance(part, ast.Attribute | ast.Call):
        if isinstance(part, ast.Call) and _last_name(part.func) == "files":
            return True
        part = part.value if isinstance(part, ast.Attribute) else part.func
    return False


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def public_names_in_several_modules(modules: Sequence[Module]) -> dict[str, list[str]]:
    """Public functions, classes and constants that more than one module defines in a sense of its own, and where."""
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for module in modules:
        for name in _defined(module.tree):
            if not name.startswith("_") and name not in SHARED_BY_DESIGN:
                homes[name].add(module.name)
    return {name: sorted(homes[name]) for name in sorted(homes) if len(homes[name]) > 1}


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def mirror_of(module: Module) -> str:
    """The test file that mirrors a module: linkcheck/_post/files/json.py is tested by tests/post/files/test_json.py."""
    *folders, last = [part.removeprefix("_") for part in module.name.split(".")]
    return "/".join(["tests", *folders, f"test_{last}.py"])


def has_behaviour(module: Module) -> bool:
    """Whether a module defines a function or a class, more than constants and what it exports."""
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) for node in module.tree.body)
