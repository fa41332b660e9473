"""Only what is new since a commit: what moved, or got another time, is old."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from linkcheck._cli import git as module
from linkcheck._cli import main
from linkcheck._cli.git import content_at
from linkcheck._post.files.read import read_posts
from linkcheck._post.types import BadRecord, Post
from linkcheck.errors import InputError

Commit = Callable[[str], str]
HEADER = "text,link,time\n"
FERRY = "The ferry took 240 passengers,https://a.example/ferry,2026-05-01\n"
TREES = '"4,200 street trees,\nover three winters",https://a.example/trees,2026-05-02\n'
SOUP = "A soup for cold evenings,https://a.example/soup,2026-05-03\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    return tmp_path


@pytest.fixture
def commit(repository: Path) -> Commit:
    def commit_queue(content: str) -> str:
        (repository / "queue.csv").write_text(content, encoding="utf-8")
        git(repository, "add", "queue.csv")
        git(repository, "-c", "user.name=t", "-c", "user.email=t@a.example", "commit", "--quiet", "-m", "queue")
        return git(repository, "rev-parse", "HEAD").strip()

    return commit_queue


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, text=True).stdout


def new_since(revision: str, path: Path) -> list[Post | BadRecord]:
    return list(filter(module.new_since(revision, path, {}), read_posts(path)))


def test_added_rows_are_new_and_keep_their_lines(repository: Path, commit: Commit) -> None:
    base = commit(HEADER + FERRY)
    commit(HEADER + TREES + FERRY + SOUP)
    found = new_since(base, repository / "queue.csv")
    assert [(post.origin.line, post.text[:5]) for post in found if isinstance(post, Post) and post.origin] == [
        (2, "4,200"),
        (5, "A sou"),
    ]


def test_a_changed_link_makes_a_row_new_and_another_time_does_not(repository: Path, commit: Commit) -> None:
    base = commit(HEADER + FERRY + SOUP)
    commit(HEADER + FERRY.replace("05-01", "06-01") + SOUP.replace("/soup", "/cake"))
    (post,) = new_since(base, repository / "queue.csv")
    assert isinstance(post, Post)
    assert post.links[0].expanded_url == "https://a.example/cake"


def test_a_record_that_could_not_be_read_is_new_once(repository: Path, commit: Commit) -> None:
    unreadable = "A post about nothing,not a link,2026-05-04,one cell too many\n"
    before = commit(HEADER + FERRY)
    after = commit(HEADER + unreadable + FERRY)
    (problem,) = new_since(before, repository / "queue.csv")
    assert isinstance(problem, BadRecord)
    assert new_since(after, repository / "queue.csv") == []


def test_a_file_that_the_commit_lacks_is_all_new(repository: Path, commit: Commit) -> None:
    base = commit(HEADER)
    (repository / "more.csv").write_text(HEADER + FERRY, encoding="utf-8")
    assert len(new_since(base, repository / "more.csv")) == 1


@pytest.mark.parametrize("revision", ["nowhere", "--output=stolen", "-", "HEAD; touch stolen", "main:queue.csv"])
def test_a_revision_that_is_no_commit_is_refused(repository: Path, commit: Commit, revision: str) -> None:
    commit(HEADER)
    with pytest.raises(InputError, match="git knows no commit"):
        content_at(revision, repository / "queue.csv")
    assert sorted(path.name for path in repository.iterdir()) == [".git", "queue.csv"]


def test_outside_a_repository_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "queue.csv").write_text(HEADER, encoding="utf-8")
    with pytest.raises(InputError, match=r"queue\.csv is in no git repository"):
        content_at("HEAD", tmp_path / "queue.csv")


def test_a_machine_without_git_is_an_error_that_says_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match="git cannot be asked"):
        content_at("HEAD", repository / "queue.csv")


def test_the_command_checks_new_rows_only(
    repository: Path, commit: Commit, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(HEADER + FERRY)
    commit(HEADER + FERRY + "A row of this pull request,ftp://a.example/new,\n")
    monkeypatch.chdir(repository)
    assert main(["check", "queue.csv", "--changed-since", "HEAD~1", "--format", "json"]) == 0
    run = json.loads(capsys.readouterr().out)
    assert [report["post"]["origin"]["line"] for report in run["posts"]] == [3]


def test_the_command_exits_2_for_an_unknown_commit(
    repository: Path, commit: Commit, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(HEADER + FERRY)
    monkeypatch.chdir(repository)
    assert main(["check", "queue.csv", "--changed-since", "nowhere"]) == 2
    assert "git knows no commit 'nowhere'" in capsys.readouterr().err
