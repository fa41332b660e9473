"""The composite action and the hooks, without a runner: their YAML is read, and their shell steps are run."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from packaging.requirements import Requirement

from linkcheck._cli import main
from linkcheck.demo import NETWORK, Sites

ROOT = Path(__file__).parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
REQUIREMENTS = ".github/action-requirements.txt"
INSTALL, CHECK = (step for step in STEPS if "run" in step)
# What GitHub runs a step with `shell: bash` as.
BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
PYTHON = Path(sys.executable)


class Done(NamedTuple):
    """What a step left behind."""

    code: int
    told: str
    outputs: dict[str, str]
    summary: str


@pytest.fixture(scope="module")
def gazette() -> Iterator[str]:
    with Sites() as sites:
        yield sites.origins["gazette"]


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A runner's folders, with the linkcheck of these tests where the install step puts it."""
    (tmp_path / "work").mkdir()
    script = tmp_path / "temp" / "linkcheck-venv" / "bin" / "linkcheck"
    script.parent.mkdir(parents=True)
    script.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m linkcheck "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return tmp_path


def run_step(step: Mapping[str, Any], runner: Path, event: str = "push", **inputs: str) -> Done:
    defaults = {name: str(told.get("default", "")) for name, told in ACTION["inputs"].items()}
    given = defaults | {name.replace("_", "-"): value for name, value in inputs.items()}
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("LINKCHECK_")},
        **{name: given[input_of(expression)] for name, expression in step["env"].items()},
        "RUNNER_TEMP": str(runner / "temp"),
        "GITHUB_ACTION_PATH": "/the/action",
        "GITHUB_OUTPUT": str(runner / "outputs"),
        "GITHUB_STEP_SUMMARY": str(runner / "summary"),
        "GITHUB_EVENT_NAME": event,
        "LINKCHECK_ALLOW_NETWORKS": NETWORK,
        "LINKCHECK_HOST_DELAY": "0",
    }
    done = subprocess.run(
        [*BASH, step["run"]], cwd=runner / "work", env=environment, capture_output=True, text=True, check=False
    )
    outputs, summary = runner / "outputs", runner / "summary"
    return Done(
        done.returncode,
        done.stdout + done.stderr,
        dict(line.split("=", 1) for line in outputs.read_text().splitlines()) if outputs.exists() else {},
        summary.read_text(encoding="utf-8") if summary.exists() else "",
    )


def input_of(expression: str) -> str:
    """The input that `${{ inputs.NAME }}` passes on, and nothing but that."""
    found = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", expression)
    assert found, expression
    return found[1]


def test_no_input_is_written_into_a_script() -> None:
    assert not [step["run"] for step in STEPS if "${{" in step.get("run", "")]


def test_every_input_is_described_and_used() -> None:
    used = " ".join(str(value) for step in STEPS for part in ("env", "with") for value in step.get(part, {}).values())
    for name, told in ACTION["inputs"].items():
        assert told["description"]
        assert f"inputs.{name} " in used


def test_every_shell_step_names_its_shell() -> None:
    assert all(step["shell"] == "bash" for step in STEPS if "run" in step)


def test_outputs_are_those_of_the_step_that_checks() -> None:
    assert {value["value"] for value in ACTION["outputs"].values()} == {
        f"${{{{ steps.check.outputs.{name} }}}}" for name in ACTION["outputs"]
    }


def test_findings_fail_the_job_and_are_reported_in_all_three_ways(runner: Path, gazette: str) -> None:
    queue = f"text,link\nThe fire station will close in December,{gazette}/food/chestnut-soup\n"
    (runner / "work" / "queue of May.csv").write_text(queue, encoding="utf-8")
    done = run_step(CHECK, runner, posts="queue*.csv\n")
    assert done.code == 1, done.told
    assert "::error file=queue of May.csv,line=2," in done.told
    assert done.summary.startswith("## linkcheck")
    assert done.outputs["exit-code"] == "1"
    assert json.loads(Path(done.outputs["report"]).read_text(encoding="utf-8"))["counts"]["mismatch"] == 1
    assert json.loads(Path(done.outputs["sarif"]).read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_options_reach_the_command_as_they_are(runner: Path) -> None:
    script = runner / "temp" / "linkcheck-venv" / "bin" / "linkcheck"
    script.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    (runner / "work" / "posts.csv").touch()
    done = run_step(
        CHECK,
        runner,
        posts="posts.csv",
        changed_since="$(touch stolen); HEAD",
        fail_on="mismatch",
        min_score="0.9",
        strict="true",
        warn_only="false",
        text_column="what we say",
    )
    assert done.code == 0, done.told
    told = done.told.splitlines()
    assert told[:9] == [
        "check",
        "--changed-since=$(touch stolen); HEAD",
        "--fail-on=mismatch",
        "--min-score=0.9",
        "--max-unverifiable=99",
        "--text-column=what we say",
        "--strict",
        "--no-warn-only",
        "--file=posts.csv",
    ]
    assert not (runner / "work" / "stolen").exists()


def test_a_checkout_cannot_soften_a_gate_that_the_workflow_sets(runner: Path, gazette: str) -> None:
    queue = f"text,link\nThe fire station will close in December,{gazette}/food/chestnut-soup\n"
    (runner / "work" / "queue.csv").write_text(queue, encoding="utf-8")
    (runner / "work" / "linkcheck.toml").write_text('warn_only = true\nfail_on = ["broken"]\n', encoding="utf-8")
    assert run_step(CHECK, runner, posts="queue.csv").code == 0
    assert run_step(CHECK, runner, posts="queue.csv", warn_only="false", fail_on="mismatch,broken").code == 1


SOFTENINGS = (
    "min_score = 1.0",
    "mismatch_threshold = 1.0",
    "prior = 0.0000001",
    'fail_on = ["broken"]',
    "warn_only = true",
    "max_unverifiable = 100\ntimeout = 0.01",
)


@pytest.mark.parametrize("softening", SOFTENINGS)
@pytest.mark.parametrize("held_against_a_commit", [True, False])
@pytest.mark.parametrize("file", ["linkcheck.toml", "pyproject.toml"])
def test_a_pull_request_does_not_soften_its_own_gate(
    runner: Path, gazette: str, softening: str, held_against_a_commit: bool, file: str
) -> None:
    git = ["git", "-C", str(runner / "work"), "-c", "user.name=t", "-c", "user.email=t@a.example"]
    queue = runner / "work" / "queue.csv"
    queue.write_text("text,link\n", encoding="utf-8")
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "base"]):
        subprocess.run([*git, *command], check=True)
    base = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    queue.write_text(
        f"text,link\nThe fire station will close in December,{gazette}/food/chestnut-soup\n", encoding="utf-8"
    )
    heading = "[tool.linkcheck]\n" if file == "pyproject.toml" else ""
    (runner / "work" / file).write_text(f"{heading}{softening}\n", encoding="utf-8")
    changed_since = base if held_against_a_commit else ""
    done = run_step(
        CHECK, runner, event="pull_request", posts="queue.csv", changed_since=changed_since, max_unverifiable="60"
    )
    assert done.code == 1, done.told


def test_a_pull_request_is_judged_by_the_configuration_that_it_is_held_against(runner: Path, gazette: str) -> None:
    trusted = runner / "trusted.toml"
    trusted.write_text('fail_on = ["broken"]\n', encoding="utf-8")
    queue = f"text,link\nThe fire station will close in December,{gazette}/food/chestnut-soup\n"
    (runner / "work" / "queue.csv").write_text(queue, encoding="utf-8")
    (runner / "work" / "linkcheck.toml").write_text('fail_on = ["mismatch"]\n', encoding="utf-8")
    assert run_step(CHECK, runner, event="pull_request", posts="queue.csv", config=str(trusted)).code == 0


def test_a_file_whose_name_is_an_option_is_a_file(runner: Path) -> None:
    (runner / "work" / "--warn-only.csv").write_text("text\nNo link here\n", encoding="utf-8")
    done = run_step(CHECK, runner, posts="*.csv")
    assert done.code == 3, done.told
    assert "1 post" in done.summary
    assert run_step(CHECK, runner, posts="*.csv", allow_nothing="true").code == 0


def test_paths_that_match_nothing_stop_the_job(runner: Path) -> None:
    done = run_step(CHECK, runner, posts="posts/**/*.csv\n")
    assert done.code == 2
    assert "::error" in done.told


def test_the_action_installs_itself_or_what_is_asked(runner: Path) -> None:
    (runner / "bin").mkdir()
    stub = runner / "bin" / "python"
    stub.write_text(
        '#!/bin/sh\nfor folder; do :; done\nmkdir -p "$folder/bin"\n'
        'printf \'#!/bin/sh\\necho "$@"\\n\' > "$folder/bin/pip"\nchmod +x "$folder/bin/pip"\n',
        encoding="utf-8",
    )
    stub.chmod(0o755)
    path = f"{runner / 'bin'}{os.pathsep}{os.environ['PATH']}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", path)
        hashed, own = run_step(INSTALL, runner).told.splitlines()
        assert hashed.split()[-3:] == ["--require-hashes", "--requirement", f"/the/action/{REQUIREMENTS}"]
        assert own.split()[-3:] == ["--no-deps", "--no-build-isolation", "/the/action"]
        assert run_step(INSTALL, runner, package="linkcheck-claims==1.0").told.split()[-1] == "linkcheck-claims==1.0"


def pinned() -> dict[str, list[tuple[str, int]]]:
    """The packages that the action installs: the versions of each, with the number of their hashes."""
    found: dict[str, list[tuple[str, int]]] = {}
    for entry in re.split(r"\n(?=\w)", (ROOT / REQUIREMENTS).read_text(encoding="utf-8")):
        if match := re.match(r"([\w.-]+)==([^\s;]+)", entry):
            found.setdefault(match[1], []).append((match[2], entry.count("--hash=sha256:")))
    return found


def test_the_action_pins_every_package_by_its_hashes() -> None:
    assert [name for name, versions in pinned().items() if not all(hashes for _, hashes in versions)] == []


def test_the_action_pins_what_the_package_and_its_build_ask_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [Requirement(text) for text in (*project["project"]["dependencies"], *project["build-system"]["requires"])]
    versions = pinned()
    assert {
        wanted.name: versions.get(wanted.name)
        for wanted in asked
        if not any(wanted.specifier.contains(version) for version, _ in versions.get(wanted.name, []))
    } == {}


WORKFLOWS = [ROOT / "action.yml", *(ROOT / "examples" / "ci").glob("*.yml"), *(ROOT / ".github").rglob("*.yml")]


def test_every_action_of_others_is_pinned_by_its_commit() -> None:
    used = [
        (path.name, line.strip())
        for path in WORKFLOWS
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"\s*(- )?uses: (?!\./|OWNER/linkcheck@COMMIT)", line)
    ]
    assert used
    assert [use for use in used if not re.search(r"@[0-9a-f]{40} # v\d", use[1])] == []


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_hooks_pass_files_to_the_command(
    hook: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["init", "--quiet"], ["-c", "user.name=t", "-c", "user.email=t@a.example", "commit", "--quiet"]):
        extra = ["--allow-empty", "-m", "start"] if "commit" in command else []
        subprocess.run(["git", "-C", str(tmp_path), *command, *extra], check=True)
    (tmp_path / "queue.csv").write_text("text\nNo link here\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    _, *arguments = [*shlex.split(hook["entry"]), *map(str, hook["args"])]
    assert main([*arguments, "queue.csv"]) == (0 if "--allow-nothing" in hook["args"] else 3)
    assert "1 post" in capsys.readouterr().out


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_hooks_do_not_pass_where_no_page_could_be_read(
    hook: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "queue.csv").write_text("text\nTwo new bridges open in May https://localhost/\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", *hook["args"], "queue.csv"]) == 1
    assert "not checked, 1 link could not be read" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_hooks_want_files_of_posts_only(hook: dict[str, Any]) -> None:
    wanted = re.compile(hook["files"])
    assert all(wanted.search(name) for name in ("posts.csv", "social/queue-may.jsonl", "a/post.json"))
    assert not any(wanted.search(name) for name in ("data.csv", "package.json", "posts.py", "compost.csv"))
