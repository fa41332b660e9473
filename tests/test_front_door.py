"""What a stranger meets first names only what exists: addresses, packages, versions, files, commands."""

from __future__ import annotations

import importlib
import re
import tomllib
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
import yaml

import linkcheck
from linkcheck.version import HOMEPAGE

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def texts() -> Iterator[tuple[str, str]]:
    """Everything committed that a person may read or run, by its path."""
    for folder in ("linkcheck", "examples", ".github", "."):
        for path in (ROOT / folder).glob("*" if folder == "." else "**/*"):
            if path.suffix in {".py", ".md", ".yml", ".yaml", ".ipynb", ".toml"}:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_no_hint_installs_the_package_from_an_index_that_does_not_have_it() -> None:
    hint = re.compile(r"pip3? install (-\S+ )*['\"]?linkcheck")
    assert [name for name, text in texts() if hint.search(text)] == []


def test_project_urls_are_pages_of_the_home_page_and_none_without_one() -> None:
    urls = PROJECT.get("urls", {}).values()
    assert bool(urls) == bool(HOMEPAGE)
    assert all(url.startswith(HOMEPAGE) for url in urls)


GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
PAGES = sorted(GITHUB.glob("*.md"))
GUIDES = ROOT / "examples" / "guides"


def parsed(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_our_own_hooks_run_what_the_project_environment_holds() -> None:
    hooks = [hook for repo in parsed(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    run = [hook["entry"].split()[:3] for hook in hooks if hook.get("language") == "system"]
    assert run == [[".venv/bin/python", "-m", "ruff"]] * 2 + [[".venv/bin/python", "-m", "mypy"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_only_read_unless_a_job_says_more(path: Path) -> None:
    assert parsed(path)["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit_with_their_version_beside(path: Path) -> None:
    used = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    pinned = re.compile(r"\./\.github/workflows/\S+|[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert used
    assert [action for action in used if not pinned.fullmatch(action)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_that_runs_steps_ends_by_itself(path: Path) -> None:
    jobs = parsed(path)["jobs"]
    assert [name for name, job in jobs.items() if "steps" in job and "timeout-minutes" not in job] == []


def test_the_last_job_waits_for_all_others() -> None:
    jobs = parsed(GITHUB / "workflows" / "ci.yml")["jobs"]
    assert {*jobs["passed"]["needs"], "passed"} == set(jobs)


def test_ci_runs_every_python_version_that_the_package_names() -> None:
    named = {name.rpartition(" ")[2] for name in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", name)}
    assert set(parsed(GITHUB / "workflows" / "ci.yml")["jobs"]["tests"]["strategy"]["matrix"]["python"]) == named
    assert PROJECT["requires-python"] == f">={min(named, key=lambda version: int(version.partition('.')[2]))}"


@pytest.mark.parametrize("path", sorted((GITHUB / "ISSUE_TEMPLATE").glob("[!c]*.yml")), ids=lambda path: path.stem)
def test_an_issue_form_names_its_questions_once(path: Path) -> None:
    form = parsed(path)
    ids = [question["id"] for question in form["body"] if question["type"] != "markdown"]
    assert {"name", "description", "body"} <= set(form)
    assert ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_links_of_a_page_lead_to_files(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize(
    "path", [*PAGES, GUIDES / "architecture.md", GUIDES / "releasing.md"], ids=lambda path: path.name
)
def test_the_files_that_a_page_for_contributors_names_are_there(path: Path) -> None:
    named = re.findall(r"(?<![\w/])(linkcheck/[\w./]+|tests/[\w./]+)", path.read_text(encoding="utf-8"))
    package = Path(linkcheck.__file__).parent.parent
    patterns = {name: name.rstrip(".").replace("NAME", "*") for name in named}  # NAME stands for whatever is added
    assert [name for name in named if not any(any(root.glob(patterns[name])) for root in (ROOT, package))] == []


def test_the_architecture_names_modules_and_functions_that_there_are() -> None:
    rows = re.findall(
        r"^\| [^|]+ \| `(linkcheck\.[\w.]+)` \| (.+) \|$", (GUIDES / "architecture.md").read_text("utf-8"), re.M
    )
    missing = []
    for module, functions in rows:
        for name in re.findall(r"`([\w.]+)`", functions):
            try:
                attrgetter(name)(importlib.import_module(module))
            except (ImportError, AttributeError):
                missing.append(f"{module}.{name}")
    assert len(rows) > 10
    assert missing == []


def test_the_glossary_has_every_public_type() -> None:
    text = (GUIDES / "glossary.md").read_text(encoding="utf-8")
    public = [getattr(linkcheck, name) for name in linkcheck.__all__]
    types = {kind.__name__ for kind in public if isinstance(kind, type) and not issubclass(kind, Exception)}
    assert sorted(name for name in types if f"`{name}`" not in text) == []
