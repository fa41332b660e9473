"""The guides say what is so: their code runs, their commands parse, their links lead somewhere, nothing is left out."""

from __future__ import annotations

import importlib.util
import ipaddress
import re
import shlex
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec
import pytest

from linkcheck._cli import cli
from linkcheck._cli.config import configure, tables_of_checkout
from linkcheck._page.types import PageState
from linkcheck._report.formats import format_names
from linkcheck._report.gate import Gate
from linkcheck._scoring.codes import CAUSES, CODES
from linkcheck._web.failures import FAILURES
from linkcheck.settings import DECLARED

ROOT = Path(__file__).parents[1]
GUIDES = ROOT / "examples" / "guides"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(GUIDES.glob("*.md"))}

_BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.M | re.S)


def blocks(kind: str) -> Iterator[tuple[str, str, str]]:
    for name, text in TEXTS.items():
        for language, note, code in _BLOCK.findall(text):
            if language == kind:
                yield name, note.strip(), code


@pytest.fixture
def _no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """No host is found, as on a machine without a network: what a guide visits is on this machine or nowhere."""
    look_up = socket.getaddrinfo

    def nobody(host: Any, *arguments: Any, **options: Any) -> Any:
        try:
            ipaddress.ip_address(host)
        except ValueError:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", nobody)


@pytest.mark.usefixtures("_no_names")
@pytest.mark.parametrize("name", TEXTS)
def test_python_blocks_run(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for file, note, code in blocks("python"):
        if file == name:
            names = names if note == "continued" else {}
            exec(compile(code, name, "exec"), names)
            printed = capsys.readouterr().out.splitlines()
            promised = _promised(code)
            # Where some of what is printed is promised, all of it is.
            assert not promised or printed == promised


def _promised(code: str) -> list[str]:
    return re.findall(r"print\(.*\)  # (.*)", code)


def test_blocks_are_of_the_kinds_that_are_tested() -> None:
    kinds = {language for text in TEXTS.values() for language, *_ in _BLOCK.findall(text)}
    assert kinds <= {"python", "console", "sh", "toml"}


def test_shell_blocks_name_modules_and_options_that_there_are() -> None:
    for line in " ".join(code for _, _, code in blocks("sh")).replace("\\\n", " ").splitlines():
        if found := re.search(r"python -m (\S+)(.*)", line):
            module = importlib.util.find_spec(found[1])
            assert module is not None, line
            assert module.origin is not None
            origin = Path(module.origin)
            files = origin.parent.glob("*.py") if origin.name == "__init__.py" else (origin,)
            source = "".join(file.read_text(encoding="utf-8") for file in files)
            assert not [option for option in re.findall(r"--[\w-]+", found[2]) if f'"{option}"' not in source], line


@pytest.mark.parametrize("code", [code for _, _, code in blocks("toml") if not code.startswith("[project")])
def test_configurations_are_read(code: str, tmp_path: Path) -> None:
    default = configure({}, environment={}, tables=tables_of_checkout(tmp_path))
    (tmp_path / "linkcheck.toml").write_text(code, encoding="utf-8")
    assert configure({}, environment={}, tables=tables_of_checkout(tmp_path)) != default
    (tmp_path / "linkcheck.toml").unlink()
    (tmp_path / "pyproject.toml").write_text(f"[tool.linkcheck]\n{code}", encoding="utf-8")
    assert configure({}, environment={}, tables=tables_of_checkout(tmp_path)) != default


def test_variables_say_what_the_file_beside_them_says(tmp_path: Path) -> None:
    (exported,) = re.findall(r"^export (LINKCHECK_.*)$", TEXTS["settings.md"], re.M)
    environment = dict(assignment.split("=") for assignment in exported.split())
    (code,) = (code for name, _, code in blocks("toml") if name == "settings.md")
    (tmp_path / "linkcheck.toml").write_text(code, encoding="utf-8")
    by_variables = configure({}, environment=environment)
    by_file = configure({}, environment={}, tables=tables_of_checkout(tmp_path))
    assert by_variables._replace(sources={}) == by_file._replace(sources={})


def commands() -> list[str]:
    return [line[2:] for _, _, code in blocks("console") for line in code.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("line", commands())
def test_every_command_in_the_guides_parses(line: str) -> None:
    program, *arguments = shlex.split(line)
    assert program == "linkcheck"
    group: click.Command = cli
    context = click.Context(cli)
    while isinstance(group, click.Group):
        name, found, arguments = group.resolve_command(context, arguments)
        assert found is not None
        group = found
        if not isinstance(group, click.Group):
            group.make_context(name, arguments, parent=context)


@pytest.mark.parametrize("name", TEXTS)
def test_links_lead_somewhere(name: str) -> None:
    for target, _, heading in re.findall(r"\]\(([^)#]*)(#([^)]+))?\)", TEXTS[name]):
        file = (GUIDES / target).resolve() if target else GUIDES / name
        assert file.is_file(), target
        assert not heading or heading in headings(file), f"{target}#{heading}"


def headings(file: Path) -> set[str]:
    """The anchors of a Markdown file's headings, as GitHub makes them."""
    text = re.sub(r"^```.*?^```$", "", file.read_text(encoding="utf-8"), flags=re.M | re.S)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^#+ (.+)$", text, re.M)}


def options(group: click.Group) -> Iterator[str]:
    for command in group.commands.values():
        if isinstance(command, click.Group):
            yield from options(command)
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                yield from (name for name in (*parameter.opts, *parameter.secondary_opts) if name.startswith("--"))


def test_every_command_option_and_format_is_described() -> None:
    text = TEXTS["command.md"]
    missing = [name for name in cli.commands if f"## linkcheck {name}" not in text]
    missing += sorted({option for option in options(cli) if not re.search(rf"{option}\b", text)})
    missing += [name for name in format_names() if f"| `{name}` |" not in text]
    assert missing == []


def test_every_setting_is_described_as_it_is_declared_under_its_heading() -> None:
    for name, declared in DECLARED.items():
        row = f"| `{name}` | `{declared.default!r}` | {declared.allowed.removeprefix('a ')} | {declared.description} |"
        section = TEXTS["settings.md"].partition(f"## {declared.group}\n")[2].partition("\n## ")[0]
        assert row in section
        assert f"`{declared.variable}` |" in section
    for name in {field.name for field in msgspec.structs.fields(Gate)} - {"known"}:
        assert f"| `{name}` |" in TEXTS["settings.md"]


def test_every_reason_state_and_cause_is_described() -> None:
    described = set(re.findall(r"`([a-z0-9-]+)`", TEXTS["reasons.md"]))
    states = {f"page-{state}" for state in PageState} - {"page-readable"}
    assert sorted((set(CODES) | set(CAUSES) | states | set(FAILURES)) - described) == []


def test_every_promise_of_the_security_guide_names_tests_that_exist() -> None:
    section = TEXTS["security.md"].partition("## Promises, and the tests that hold them")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 10
    for promise, held_by in rows:
        named = re.findall(r"`tests/(\S+?)::(test_\w+)`", held_by)
        assert named, f"no test holds: {promise}"
        assert held_by.count("`") == 2 * len(named), f"something else than a test stands beside: {promise}"
        for path, test in named:
            source = (ROOT / "tests" / path).read_text("utf-8")
            assert re.search(rf"^(?:async )?def {test}\(", source, re.M), f"tests/{path} has no {test}"
