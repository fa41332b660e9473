"""Figures about the code itself, of any checkout: its size, how far one check runs through it, names with two meanings.

    python -m tests.benchmarks.house               # this checkout
    python tests/benchmarks/house.py PATH          # another one: PATH holds linkcheck/

Only public names of linkcheck are called, so that checkouts with another layout can be measured.
"""

from __future__ import annotations

import ast
import http.server
import importlib
import inspect
import shutil
import statistics
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

TABLE = 8
"""Entries that a constant needs to be a table."""

PAGE = (
    b"<html><head><title>City plants 4,200 street trees</title></head>"
    b"<body><main><h1>City plants 4,200 street trees</h1>"
    b"<p>" + b"The city council planted 4,200 street trees along its roads this spring, officials said. " * 12 + b"</p>"
    b"</main></body></html>"
)

Modules = dict[str, ast.Module]


def main(arguments: list[str]) -> None:
    """Measure the checkout that the first argument names, else this one, and print."""
    root = Path(arguments[0] if arguments else Path(__file__).parents[2]).resolve()
    package = root / "linkcheck"
    files = sorted(package.rglob("*.py"))
    lines = [len(file.read_text("utf-8").splitlines()) for file in files]
    modules = {str(file.relative_to(root)): ast.parse(file.read_text("utf-8")) for file in files}
    print(f"checkout                              {root.name}")
    print(f"files                                 {len(files)}")
    print(f"lines: all, median, most              {sum(lines)}, {statistics.median(lines):g}, {max(lines)}")
    print(f"files over 400 lines                  {sum(count > 400 for count in lines)}")
    for name, counted in (("public", _homonyms(modules, private=False)), ("private", _homonyms(modules, private=True))):
        print(f"{name + ' names in two modules or more':38}{len(counted)}: {', '.join(counted[:12])} ...")
    words, tables, numbers = _tables(modules)
    print(f"tables of words in code               {tables} with {words} words (constants of {TABLE} strings or words)")
    print(f"numeric constants of modules          {numbers} (a name bound to a number at module level)")
    sys.path.insert(0, str(root))
    functions, ran = _one_check(package)
    print(f"one check to HTML runs                {functions} functions in {ran} modules")
    print(f"public symbols                        {_verified_types(root)}")


def _homonyms(modules: Modules, *, private: bool) -> list[str]:
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for module, tree in modules.items():
        for name in _defined(tree):
            homes[name].add(module)
    found = [name for name, places in homes.items() if len(places) > 1 and not name.startswith("__")]
    return sorted(name for name in found if name.startswith("_") == private)


def _defined(tree: ast.Module) -> Iterator[str]:
    """Top-level functions, classes and constants; imported names are defined elsewhere."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        yield from (name for name, _ in _bound(node))


def _bound(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    for target in targets:
        if isinstance(target, ast.Name) and value is not None:
            yield target.id, value


def _tables(modules: Modules) -> tuple[int, int, int]:
    """Words in tables, tables, and numeric constants."""
    values = [value for tree in modules.values() for node in tree.body for _, value in _bound(node)]
    counts = [count for count in map(_words_in, values) if count >= TABLE]
    return sum(counts), len(counts), sum(map(_is_number, values))


def _words_in(value: ast.expr) -> int:
    if isinstance(value, ast.JoinedStr):
        return 0
    strings = (n.value for n in ast.walk(value) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return sum(len(string.split()) for string in strings)


def _is_number(value: ast.expr) -> bool:
    if isinstance(value, ast.UnaryOp):
        return _is_number(value.operand)
    if isinstance(value, ast.BinOp):
        return _is_number(value.left) and _is_number(value.right)
    return isinstance(value, ast.Constant) and type(value.value) in (int, float)


def _one_check(package: Path) -> tuple[int, int]:
    """Distinct functions and modules of the package that run when a post is checked over loopback and shown."""
    linkcheck: Any = importlib.import_module("linkcheck")
    if Path(inspect.getfile(linkcheck)).parent != package:
        raise SystemExit(f"another linkcheck than that of {package.parent} was imported: {inspect.getfile(linkcheck)}")
    settings = linkcheck.Settings(allow_networks=("127.0.0.0/8",), host_delay=0)
    with _served() as origin, _recorded() as seen:
        _shown(linkcheck.check(f"City plants 4,200 street trees {origin}/trees", settings=settings))
    ours = {code for code in seen if code.co_filename.startswith(f"{package}/") and not code.co_name.startswith("<")}
    return len(ours), len({code.co_filename for code in ours})


def _shown(report: Any) -> str:
    if hasattr(report, "to_html"):
        return str(report.to_html())
    # Before reports showed themselves, the command joined these two.
    sum_up = importlib.import_module("linkcheck._report.build").sum_up
    return str(importlib.import_module("linkcheck._report.formats.html").render(sum_up([report])))


@contextmanager
def _served() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@contextmanager
def _recorded() -> Iterator[set[CodeType]]:
    seen: set[CodeType] = set()

    def record(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            seen.add(frame.f_code)

    install: Callable[[Any], None] = threading.setprofile  # the check runs on a thread of its own
    install(record)
    sys.setprofile(record)
    try:
        yield seen
    finally:
        sys.setprofile(None)
        install(None)


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


def _verified_types(root: Path) -> str:
    pyright = shutil.which("pyright")
    if pyright is None:
        return "not counted: pyright is not installed"
    command = [pyright, "--verifytypes", "linkcheck", "--ignoreexternal"]
    printed = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root).stdout
    return "; ".join(line.strip() for line in printed.splitlines() if "known type:" in line or "score" in line)


if __name__ == "__main__":
    main(sys.argv[1:])
