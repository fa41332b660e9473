"""The architecture holds: who imports whom, what is pure, what a module is called and where it is tested."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.architecture import (
    FOUNDATIONS,
    MAX_LINES,
    MAY_IMPORT,
    MAY_NOT_IMPORT,
    PURE_ROOMS,
    READS_A_FILE,
    REPOSITORY,
    SOURCE,
    TYPES,
    VAGUE_NAMES,
    Breach,
    Module,
    breaches_of_table,
    breaches_of_types,
    has_behaviour,
    impurities,
    mirror_of,
    public_names_in_several_modules,
    read_modules,
    table_of_guide,
    unused_grants,
)

MODULES = read_modules()

ELSEWHERE: Mapping[str, str] = {
    "_parameters.details": "tests/test_parameters.py",  # fields, read and checked together
    "_parameters.judging": "tests/test_parameters.py",  # fields, read and checked together
    "_parameters.ranges": "tests/test_parameters.py",  # fields, read and checked together
    "_setting_rules": "tests/test_settings.py",  # through Settings
    "__init__": "tests/test_public_interface.py",
    "__main__": "tests/cli/test_help.py",
    "_check.async_checker": "tests/e2e/test_checker.py",  # visits real servers
    "_check.checker": "tests/e2e/test_checker.py",  # the same
    "_cli": "tests/cli/test_help.py",
    "_cli.demo": "tests/e2e/test_demo.py",  # serves and visits the demo's sites
    "_cli.options": "tests/cli/test_check.py",  # options are what a command does with them
    "_page.pdf_child": "tests/page/test_pdf.py",  # is run by `pdf`, in a process of its own
    "_post.files.workbook_child": "tests/post/files/test_excel.py",  # is run by `excel`, in the same way
    "_report.formats.html.post": "tests/report/formats/test_html.py",  # an item of that document
    "_report.formats.html.style": "tests/report/formats/test_html.py",  # its head
    "_report.formats.jsonl": "tests/report/formats/test_json.py",  # the same report, a line a post
    "training.__main__": "tests/training/test_main.py",
}
"""Modules that another test file covers than the one that mirrors them."""


def test_imports_follow_the_table() -> None:
    assert _shown(breaches_of_table(MODULES)) == ""


def test_nothing_is_allowed_without_being_used_but_to_rooms() -> None:
    assert unused_grants(MODULES) == {}, "take these out of MAY_IMPORT"


def test_the_table_of_the_guide_is_that_of_the_code() -> None:
    guide = (REPOSITORY / "examples" / "guides" / "architecture.md").read_text("utf-8")
    wanted = {room: (set(row), set(MAY_NOT_IMPORT.get(room, ()))) for room, row in MAY_IMPORT.items()}
    assert table_of_guide(guide) == wanted
    header = next(line for line in guide.splitlines() if line.startswith("| room | may import"))
    assert re.findall(r"`([^`]+)`", header) == list(FOUNDATIONS)


def test_types_import_only_types_to_their_left() -> None:
    assert _shown(breaches_of_types(MODULES)) == ""


def test_pure_rooms_touch_no_network_clock_or_file() -> None:
    assert _shown(impurities(MODULES)) == ""


def test_every_module_is_in_a_room_of_the_table() -> None:
    assert {module.room for module in MODULES} == set(MAY_IMPORT)


def test_everything_that_the_table_names_exists() -> None:
    known = {module.name for module in MODULES} | {f"{module.room}" for module in MODULES}
    optional = set(TYPES)  # a room without types of its own may get them
    named = {name for row in (*MAY_IMPORT.values(), *MAY_NOT_IMPORT.values()) for name in row}
    assert named - optional - known == set()
    assert {*PURE_ROOMS, *READS_A_FILE, *ELSEWHERE} - known == set()


def test_no_file_is_longer_than_its_subject() -> None:
    assert {str(module.file): module.lines for module in MODULES if module.lines > MAX_LINES} == {}


def test_every_module_is_named_after_a_subject() -> None:
    vague = [
        module.name for module in MODULES if VAGUE_NAMES & set(module.name.strip("_").replace("_", ".").split("."))
    ]
    assert vague == []


def test_every_module_has_a_test_file_that_mirrors_it() -> None:
    wanted = {
        module.name: ELSEWHERE.get(module.name, mirror_of(module))
        for module in MODULES
        if has_behaviour(module)
        and not module.name.endswith("types")
        and module.name != "version"  # fields, no behaviour
    }
    missing = {name: file for name, file in wanted.items() if not (REPOSITORY / file).is_file()}
    assert missing == {}, "add these files of tests, or name in ELSEWHERE which other file covers the module"


def test_no_module_of_the_list_of_exceptions_has_a_mirror() -> None:
    mirrored = [
        module.name for module in MODULES if module.name in ELSEWHERE and (REPOSITORY / mirror_of(module)).is_file()
    ]
    assert mirrored == []


def test_no_public_name_has_two_meanings() -> None:
    assert public_names_in_several_modules(MODULES) == {}


@pytest.mark.parametrize(
    "source",
    [
        "from linkcheck._report.types import Report",
        "import linkcheck._web.visit",
        "from linkcheck import Page",
        "def late() -> None:\n    from linkcheck.settings import Settings",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from linkcheck._scoring import model",
        "from .._web import types",
    ],
)
def test_a_breach_of_the_table_is_found(source: str, tmp_path: Path) -> None:
    modules = _checkout(tmp_path, {"_evidence/topic.py": source, "_report/types.py": "", "_web/types.py": ""})
    lines = source.count("\n") + 1
    assert _places(breaches_of_table(modules)) == [f"linkcheck/_evidence/topic.py:{lines}"]


@pytest.mark.parametrize(
    "source",
    [
        "from linkcheck._post.types import Post",
        "from linkcheck._text import tokens",
        "from linkcheck.errors import InputError",
        "from .types import Evidence",
        "import httpx",
    ],
)
def test_an_import_of_the_table_is_allowed(source: str, tmp_path: Path) -> None:
    assert breaches_of_table(_checkout(tmp_path, {"_evidence/topic.py": source})) == []


def test_a_grant_that_nothing_uses_is_found(tmp_path: Path) -> None:
    sources = {
        "_web/visit.py": "",
        "demo/_sites.py": "from linkcheck._post.parse import parse_post",
        "_post/parse.py": "",
    }
    unused = unused_grants(_checkout(tmp_path, sources))
    assert (unused["_web"], unused["demo"]) == (["_text.display"], ["_post.types"])
    assert "_post" not in unused


def test_a_part_may_be_out_of_bounds_in_a_room_that_may_be_imported(tmp_path: Path) -> None:
    source = "from linkcheck._report.build import report_post\nfrom linkcheck._report.formats.json import encode"
    assert _places(breaches_of_table(_checkout(tmp_path, {"_check/replay.py": source}))) == [
        "linkcheck/_check/replay.py:2"
    ]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from linkcheck._post.types import Link", []),
        ("from linkcheck._report.types import Report", [1]),
        ("from linkcheck._page.read import read", [1]),
        ("def late():\n    from linkcheck._page.read import read", [2]),
        ("class Page:\n    def show(self):\n        from linkcheck._page.read import read", []),
        ("class Page:\n    def show(self):\n        from linkcheck._report.notebook import html", []),
        ("class Page:\n    def show(self):\n        from linkcheck._evidence.topic import topic", [3]),
    ],
)
def test_types_import_from_elsewhere_only_in_methods(source: str, found: list[int], tmp_path: Path) -> None:
    breaches = breaches_of_types(_checkout(tmp_path, {"_page/types.py": source}))
    assert [breach.line for breach in breaches] == found


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "from time import monotonic",
        "import urllib.request",
        "import datetime as dt\ntoday = dt.datetime.now(dt.UTC)",
        "text = open('words.txt').read()",
        "from pathlib import Path\ntext = Path('words.txt').read_text()",
    ],
)
def test_an_impurity_is_found(source: str, tmp_path: Path) -> None:
    lines = source.count("\n") + 1
    assert _places(impurities(_checkout(tmp_path, {"_scoring/judge.py": source}))) == [
        f"linkcheck/_scoring/judge.py:{lines}"
    ]


def test_packaged_data_may_be_read_in_a_pure_room(tmp_path: Path) -> None:
    source = (
        "from importlib import resources\nt = resources.files('linkcheck').joinpath('data', 'x.txt').read_text('utf-8')"
    )
    assert impurities(_checkout(tmp_path, {"_text/terms.py": source})) == []


def test_a_name_of_two_modules_is_found_and_a_private_one_is_not(tmp_path: Path) -> None:
    sources = {"_web/a.py": "LIMIT = 1\ndef _read(): ...", "_web/b.py": "LIMIT: int = 2\ndef _read(): ..."}
    assert public_names_in_several_modules(_checkout(tmp_path, sources)) == {"LIMIT": ["_web.a", "_web.b"]}


def _checkout(folder: Path, sources: Mapping[str, str]) -> list[Module]:
    for name, source in sources.items():
        file = folder / "linkcheck" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    return read_modules(folder / "linkcheck")


def _places(breaches: list[Breach]) -> list[str]:
    return [f"{breach.file.as_posix()}:{breach.line}" for breach in breaches]


def _shown(breaches: list[Breach]) -> str:
    return "\n".join(map(str, breaches))


def test_nothing_depends_on_an_assertion() -> None:
    asserts = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Assert)
    ]
    assert asserts == [], "python -O leaves assertions out: raise an error instead"


POSIX_CALLS = re.compile(
    r"\bos\.(register_at_fork|fork|kill|killpg|setsid|getuid|mkfifo|uname)\b|\bsignal\.SIG(?!INT|TERM)"
)
POSIX_MODULES = re.compile(r"^(?:import|from) (?:fcntl|grp|pwd|resource|termios|tty)\b", re.MULTILINE)


def test_nothing_needs_what_windows_lacks() -> None:
    unguarded = []
    for path in SOURCE.rglob("*.py"):
        lines = path.read_text("utf-8").splitlines()
        unguarded += [
            f"{path.relative_to(SOURCE)}:{number}"
            for number, (before, line) in enumerate(zip(["", *lines], lines, strict=False), 1)
            if POSIX_MODULES.match(line) or (POSIX_CALLS.search(line) and "hasattr(" not in before)
        ]
    assert unguarded == [], "put it behind hasattr, or behind sys.platform in a function: Windows has no such thing"
