from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from linkcheck._cli.config import (
    GUARDED,
    KNOWN,
    Configuration,
    configure,
    read_assignments,
    tables_of_checkout,
    tables_of_commit,
    tables_of_file,
)
from linkcheck._scoring.types import Verdict
from linkcheck.errors import InputError, SettingsError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def configured(folder: Path, *, environment: dict[str, str] | None = None, **options: object) -> Configuration:
    return configure(options, environment=environment or {}, tables=tables_of_checkout(folder))


def test_a_configuration_without_files_and_options_is_the_defaults(folder: Path) -> None:
    assert configured(folder).settings.timeout == 20
    assert configured(folder).gate.fail_on == (Verdict.MISMATCH, Verdict.BROKEN, "not-yet-published")


def test_pages_that_appear_with_their_posts_are_no_findings_before(folder: Path) -> None:
    assert configured(folder, embargoed=True).gate.fail_on == (Verdict.MISMATCH, Verdict.BROKEN)
    assert configured(folder, environment={"LINKCHECK_EMBARGOED": "true"}).settings.embargoed


def test_the_zone_of_times_is_a_setting_whose_name_is_checked(folder: Path) -> None:
    (folder / "linkcheck.toml").write_text('timezone = "Europe/Berlin"\n')
    assert configured(folder).settings.timezone == "Europe/Berlin"
    with pytest.raises(SettingsError, match="Europe/Nowhere"):
        configured(folder, timezone="Europe/Nowhere")


def test_the_later_wins(folder: Path) -> None:
    def timeout(**options: object) -> float:
        return configured(folder, environment=environment, **options).settings.timeout

    environment: dict[str, str] = {}
    (folder / "pyproject.toml").write_text("[tool.linkcheck]\ntimeout = 1\n")
    assert timeout() == 1
    (folder / "linkcheck.toml").write_text("timeout = 2\n")
    assert timeout() == 2
    environment["LINKCHECK_TIMEOUT"] = "3"
    assert timeout() == 3
    assert timeout(timeout=None) == 3
    assert timeout(timeout=4) == 4


def test_files_are_found_from_below_up_to_the_repository(folder: Path) -> None:
    deep = folder / "a" / "b"
    deep.mkdir(parents=True)
    (folder / "linkcheck.toml").write_text("host-delay = 0.5\n")
    assert configured(deep).settings.host_delay == 0.5


def test_files_above_the_repository_or_without_one_do_not_count(folder: Path, tmp_path: Path) -> None:
    inner = folder / "inner"
    (inner / ".git").mkdir(parents=True)
    (folder / "linkcheck.toml").write_text("timeout = 2\n")
    assert configured(inner).settings.timeout == 20


def test_the_gate_can_be_configured(folder: Path) -> None:
    (folder / "linkcheck.toml").write_text('fail_on = ["broken"]\nmax-unverifiable = 20\nstrict = true\n')
    gate = configured(folder).gate
    assert (gate.fail_on, gate.max_unverifiable, gate.strict) == ((Verdict.BROKEN,), 20, True)
    assert configured(folder, environment={"LINKCHECK_FAIL_ON": "mismatch, unclear"}).gate.fail_on == (
        Verdict.MISMATCH,
        Verdict.UNCLEAR,
    )


@pytest.mark.parametrize("key", sorted(GUARDED))
def test_a_setting_that_guards_the_machine_is_never_taken_from_a_file(folder: Path, key: str) -> None:
    (folder / "pyproject.toml").write_text(f'[tool.linkcheck]\n{key} = "x"\n')
    with pytest.raises(InputError, match=f"{key} is taken from options and from LINKCHECK_{key.upper()} only"):
        configured(folder)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("allow_networks", "127.0.0.0/8, ::1/128", ("127.0.0.0/8", "::1/128")),
        ("store", "pages.sqlite", "pages.sqlite"),
        ("model", "own.json", "own.json"),
        ("obey_robots", "false", False),
        ("visit_action_links", "true", True),
    ],
)
def test_a_setting_that_guards_the_machine_is_taken_from_the_environment(
    folder: Path, key: str, text: str, value: object
) -> None:
    settings = configured(folder, environment={f"LINKCHECK_{key.upper()}": text}).settings
    assert getattr(settings, key) == value


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        ("timeuot = 3\n", r"linkcheck.toml: there is no setting 'timeuot'; the nearest is 'timeout'"),
        ("timeout = 3000\n", r"linkcheck.toml: timeout is 3000.0: use a number from 0.01 to 600"),
        ('timeout = "soon"\n', r"linkcheck.toml: timeout is “soon”: use a number$"),
        ('strict = "yes"\n', r"linkcheck.toml: strict is “yes”: use true or false$"),
        ("timeout = \n", r"linkcheck.toml: Invalid value"),
        (f"timeout = {'9' * 5000}\n", r"linkcheck.toml: .*digits"),
        (f"fail_on = {'[' * 2000}\n", r"linkcheck.toml: its lists and tables are nested too deeply"),
        ('fail_on = ["guilty"]\n', r"fail_on"),
    ],
)
def test_a_mistake_in_a_file_is_named(folder: Path, content: str, printed: str) -> None:
    (folder / "linkcheck.toml").write_text(content)
    with pytest.raises((InputError, SettingsError), match=printed):
        configured(folder)


def test_a_table_that_is_none_is_named(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool]\nlinkcheck = 3\n")
    with pytest.raises(InputError, match=r"\[tool.linkcheck\] is not a table"):
        configured(folder)


def test_a_mistake_in_the_environment_is_named(folder: Path) -> None:
    with pytest.raises(InputError, match="LINKCHECK_TIMEOUTS: there is no setting 'timeouts'"):
        configured(folder, environment={"LINKCHECK_TIMEOUTS": "3"})
    with pytest.raises(SettingsError, match=r"^LINKCHECK_TIMEOUT: timeout is “soon”: use a number$"):
        configured(folder, environment={"LINKCHECK_TIMEOUT": "soon"})
    with pytest.raises(SettingsError, match=r"^LINKCHECK_MIN_SCORE: min_score is 2\.0: use a number from 0 to 1$"):
        configured(folder, environment={"LINKCHECK_MIN_SCORE": "2"})


def test_each_value_knows_where_it_stands(folder: Path) -> None:
    (folder / "linkcheck.toml").write_text('timeout = 2\nretries = 2\ntext_column = "Post"\n')
    environment = {"LINKCHECK_RETRIES": "3", "LINKCHECK_STRICT": "true"}
    found = configure(
        {"prior": 0.4}, environment=environment, tables=tables_of_checkout(folder), flags={"prior": "--prior"}
    )
    file = str(folder / "linkcheck.toml")
    assert found.sources == {
        "timeout": file,
        "retries": "LINKCHECK_RETRIES",
        "text_column": file,
        "strict": "LINKCHECK_STRICT",
        "prior": "--prior",
    }
    assert found.columns == {"text_column": "Post"}


def test_exclusions_add_up_from_files_environment_and_options(folder: Path) -> None:
    (folder / "linkcheck.toml").write_text('exclude = ["a.example"]\n')
    (folder / ".linkcheckignore").write_text("# shops\n\n  b.example/shop/ \r\nc.example\n", encoding="utf-8-sig")
    excluded = configured(
        folder, environment={"LINKCHECK_EXCLUDE": "d.example"}, exclude=("e.example",)
    ).settings.exclude
    assert excluded == ("a.example", "b.example/shop/", "c.example", "d.example", "e.example")


def test_the_nearest_list_of_what_is_ignored_counts_beside_any_configuration(folder: Path) -> None:
    (folder / "linkcheck.toml").write_text("timeout = 2\n")
    deep = folder / "posts"
    deep.mkdir()
    (deep / ".linkcheckignore").write_text("b.example\n")
    (folder / ".linkcheckignore").write_text("a.example\n")
    settings = configured(deep).settings
    assert (settings.timeout, settings.exclude) == (2, ("b.example",))


def test_a_mistake_in_the_list_of_what_is_ignored_is_named(folder: Path) -> None:
    (folder / ".linkcheckignore").write_text("a.example b.example\n")
    with pytest.raises(SettingsError, match=r"\.linkcheckignore: exclude is “a\.example b\.example”: use a host"):
        configured(folder)
    (folder / ".linkcheckignore").write_bytes(b"\xff\n")
    with pytest.raises(InputError, match=r"\.linkcheckignore: .*utf-8"):
        configured(folder)


def test_an_empty_variable_is_not_set(folder: Path) -> None:
    assert configured(folder, environment={"LINKCHECK_TIMEOUT": ""}).settings.timeout == 20


def test_any_setting_can_be_assigned() -> None:
    assert read_assignments(["max-redirects=2", "mismatch_threshold = 0.9"]) == {
        "max_redirects": 2,
        "mismatch_threshold": 0.9,
    }


@pytest.mark.parametrize("assignment", ["timeout", "strict=true", "=3", "tiemout=3"])
def test_a_text_that_is_no_assignment_of_a_setting_is_refused(assignment: str) -> None:
    with pytest.raises(InputError, match="--set"):
        read_assignments([assignment])


def test_every_setting_can_be_configured() -> None:
    assert {"timeout", "prior", "match_threshold", "fail_on", "warn_only"} <= set(KNOWN)


def test_a_commit_says_what_was_configured_then(tmp_path: Path) -> None:
    git = ["git", "-C", str(tmp_path), "-c", "user.name=t", "-c", "user.email=t@a.example"]
    (tmp_path / "linkcheck.toml").write_text("timeout = 2\n")
    (tmp_path / ".linkcheckignore").write_text("a.example\n")
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "base"]):
        subprocess.run([*git, *command], check=True)
    (tmp_path / "linkcheck.toml").write_text("timeout = 3\n")
    (tmp_path / ".linkcheckignore").write_text("*\n")
    deep = tmp_path / "posts"
    deep.mkdir()
    (deep / "linkcheck.toml").write_text("timeout = 4\n")
    configured_then = configure({}, environment={}, tables=tables_of_commit("HEAD", deep))
    assert (configured_then.settings.timeout, configured_then.settings.exclude) == (2, ("a.example",))


def test_a_trusted_file_is_the_only_one_that_is_read(folder: Path, tmp_path: Path) -> None:
    (folder / "linkcheck.toml").write_text("timeout = 2\n")
    trusted = tmp_path / "pyproject.toml"
    trusted.write_text("[tool.linkcheck]\nretries = 3\n")
    settings = configure({}, environment={}, tables=tables_of_file(trusted)).settings
    assert (settings.timeout, settings.retries) == (20, 3)


def test_a_trusted_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: this configuration cannot be read: No such file"):
        list(tables_of_file(tmp_path / "none.toml"))


def test_guarded_settings_are_refused_in_a_trusted_file_too(tmp_path: Path) -> None:
    trusted = tmp_path / "linkcheck.toml"
    trusted.write_text('store = "pages.sqlite"\n')
    with pytest.raises(InputError, match="store is taken from options"):
        configure({}, environment={}, tables=tables_of_file(trusted))
