"""The examples for CI: workflows are read, their scripts are run, posts are published to a fake service."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs

import pytest
import yaml

from linkcheck import parse_post
from linkcheck.demo import NETWORK, Sites
from linkcheck.settings import Settings

ROOT = Path(__file__).parents[2]
CI = ROOT / "examples" / "ci"
# Keys are not only text: YAML 1.1 reads `on` as True.
WORKFLOWS: dict[str, dict[Any, Any]] = {
    path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(CI.glob("*.yml"))
}
FERRY = "The electric ferry Kittiwake took 240 passengers across Skelling Sound"
STATION = "The old fire station on Tanner's Row will close in December, the brigade confirmed"


@pytest.fixture(scope="module")
def gazette() -> Iterator[str]:
    with Sites() as sites:
        yield sites.origins["gazette"]


class Mastodon:
    """POST /api/v1/statuses, as the server answers it; remembers what it was sent, by idempotency key."""

    def __init__(self) -> None:
        self.statuses: dict[str, str] = {}
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                allowed = self.headers["Authorization"] == "Bearer t0ken" and self.path == "/api/v1/statuses"
                if allowed:
                    fake.statuses.setdefault(self.headers["Idempotency-Key"], form["status"][0])
                content = json.dumps({"id": "1"} if allowed else {"error": "The access token is invalid"}).encode()
                self.send_response(200 if allowed else 401)
                self.send_header("Content-Type", "application/json; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def mastodon(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mastodon]:
    fake = Mastodon()
    monkeypatch.setenv("MASTODON_URL", fake.url)
    monkeypatch.setenv("MASTODON_TOKEN", "t0ken")
    yield fake
    fake.close()


@pytest.fixture
def repository(tmp_path: Path, gazette: str) -> Path:
    """A first commit without posts, and a second one that brings three: good, wrong, and no JSON."""
    run(tmp_path, "git", "init", "--quiet")
    commit(tmp_path)
    posts = tmp_path / "posts"
    posts.mkdir()
    for name, text in (("ferry", f"{FERRY} {gazette}/news/electric-ferry"), ("fire", f"{STATION} {gazette}/none")):
        (posts / f"{name}.json").write_text(json.dumps({"text": text}), encoding="utf-8")
    (posts / "odd name.json").write_text("{", encoding="utf-8")
    commit(tmp_path)
    return tmp_path


def commit(folder: Path) -> None:
    run(folder, "git", "add", "--all")
    author = ["-c", "user.name=t", "-c", "user.email=t@a.example"]
    run(folder, "git", *author, "commit", "--quiet", "--allow-empty", "-m", "posts")


def run(folder: Path, *command: str, **environment: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 or command[0] == "bash", done.stdout + done.stderr
    return done.stdout + done.stderr


def publisher() -> ModuleType:
    spec = importlib.util.spec_from_file_location("example_publish", CI / "publish.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_example_is_known_here() -> None:
    assert sorted(path.name for path in CI.iterdir() if path.is_file()) == [
        "check-pull-requests.yml",
        "pre-commit-config.yaml",
        "publish-merged.yml",
        "publish.py",
        "test_posts.py",
    ]
    assert len((CI / "publish.py").read_text(encoding="utf-8").splitlines()) < 80


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_may_read_only_and_write_no_expression_into_a_script(name: str) -> None:
    workflow = WORKFLOWS[name]
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in workflow[True]
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"]
        assert not [step for step in job["steps"] if "${{" in step.get("run", "")]


def test_the_action_is_given_inputs_that_it_has() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (step,) = (
        step
        for step in WORKFLOWS["check-pull-requests.yml"]["jobs"]["links"]["steps"]
        if "linkcheck" in step.get("uses", "")
    )
    assert set(step["with"]) <= set(action["inputs"])
    used = re.findall(r"steps\.linkcheck\.outputs\.(\w+)", (CI / "check-pull-requests.yml").read_text("utf-8"))
    assert set(used) <= set(action["outputs"])


PLACEHOLDER = re.compile(r"OWNER|COMMIT")
SET_IN = re.compile(r"OWNER/linkcheck@COMMIT|rev: COMMIT|github\.com/OWNER/linkcheck(?=\n)")


def test_a_placeholder_is_explained_in_its_file_and_in_one_guide() -> None:
    recipe = (ROOT / "examples" / "guides" / "recipes.md").read_text("utf-8")
    assert "OWNER/linkcheck@COMMIT" in recipe
    for path in (*CI.glob("*.yml"), *CI.glob("*.yaml")):
        heading, *lines = path.read_text("utf-8").splitlines(keepends=True)
        if PLACEHOLDER.search("".join(lines)):
            assert "examples/guides/recipes.md" in heading
        assert not PLACEHOLDER.search(SET_IN.sub("", "".join(lines))), path.name


def test_the_recipe_for_replacing_leaves_no_placeholder(tmp_path: Path) -> None:
    recipe = (ROOT / "examples" / "guides" / "recipes.md").read_text("utf-8")
    (command,) = re.findall(r"^(sed -i .*)$", recipe, re.M)
    for path in (*CI.glob("*.yml"), *CI.glob("*.yaml")):
        shutil.copy(path, tmp_path)
    run(tmp_path, "bash", "-eu", "-c", command)
    for path in tmp_path.iterdir():
        left = "".join(line for line in path.read_text("utf-8").splitlines(keepends=True) if not line.startswith("#"))
        assert not PLACEHOLDER.search(left), path.name


def test_the_hook_is_one_that_there_is() -> None:
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    config = yaml.safe_load((CI / "pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert {hook["id"] for hook in config["repos"][0]["hooks"]} <= hooks


def test_good_posts_are_published_once_and_others_held_back(
    repository: Path, mastodon: Mastodon, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sorted(str(path) for path in (repository / "posts").iterdir())
    settings = Settings(allow_networks=(NETWORK,), host_delay=0)
    assert publisher().main(files, settings) == 1
    assert publisher().main(files, settings) == 1
    (status,) = mastodon.statuses.values()
    assert status.startswith(FERRY)
    told = capsys.readouterr().out
    assert "fire.json: 'broken: " in told
    assert "odd name.json: " in told


def test_a_post_is_published_with_the_link_that_its_record_names_beside_the_text() -> None:
    status_of = publisher().status_of
    assert (
        status_of(parse_post({"text": "The ferry", "link": "https://a.example/b"})) == "The ferry\nhttps://a.example/b"
    )
    assert status_of(parse_post("The ferry https://a.example/b")) == "The ferry https://a.example/b"


def test_the_workflow_publishes_what_the_push_added(repository: Path, mastodon: Mastodon) -> None:
    (repository / ".github").mkdir()
    shutil.copy(CI / "publish.py", repository / ".github")
    script = WORKFLOWS["publish-merged.yml"]["jobs"]["publish"]["steps"][-1]["run"]
    before = run(repository, "git", "rev-parse", "HEAD~1").strip()
    # The script calls the `python` that setup-python would put first.
    python = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    told = run(repository, "bash", "-eo", "pipefail", "-c", script, BEFORE=before, PATH=python)
    # Without allow_networks the loopback pages are refused: unverifiable, which holds nothing back.
    assert "published posts/ferry.json" in told
    assert "held back posts/odd name.json" in told
    assert len(mastodon.statuses) == 2


def test_posts_as_tests(tmp_path: Path, gazette: str) -> None:
    shutil.copy(CI / "test_posts.py", tmp_path)
    rows = f"id,text,link\nferry,{FERRY},{gazette}/news/electric-ferry\nfire,Fire at Tanner's Row,{gazette}/none\n"
    (tmp_path / "queue.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "linkcheck_claims", "-p", "no:cacheprovider"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    # On loopback, which a checker does not visit unless told to: nothing is decided, so nothing fails.
    assert "1 passed, 2 skipped" in done.stdout, done.stdout
