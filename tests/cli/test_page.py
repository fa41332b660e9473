from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkcheck._cli import main
from linkcheck.demo import Sites

LOOPBACK = ("--allow-network", "127.0.0.0/8", "--host-delay", "0")


@pytest.fixture(scope="module")
def gazette() -> Iterator[str]:
    with Sites() as sites:
        yield sites.origins["gazette"]


def test_a_page_is_shown_as_it_is_judged(gazette: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["page", f"{gazette}/news/electric-ferry", *LOOPBACK]) == 0
    printed = capsys.readouterr().out
    assert "state:        readable" in printed
    assert "title:        Electric ferry begins service across Skelling Sound" in printed
    assert "published:    2026-05-12" in printed
    assert "240 passengers on board" in printed


def test_a_url_that_brings_no_page_says_why_and_exits_with_2(gazette: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["page", f"{gazette}/none", *LOOPBACK]) == 2
    printed = capsys.readouterr().out
    assert "outcome:      gone" in printed
    assert "status:       404" in printed


def test_private_addresses_are_refused_unless_asked_for(gazette: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["page", f"{gazette}/news/electric-ferry"]) == 2
    assert "outcome:      refused" in capsys.readouterr().out


def test_a_saved_page_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "saved.html"
    paragraphs = "".join(f"<p>On day {day} the tidal pool held {day * 7} bathers and a dog.</p>" for day in range(60))
    file.write_text(f"<html><head><title>Pool opens</title></head><body><article>{paragraphs}</article></body></html>")
    assert main(["page", str(file), "--url", "https://a.example/pool", "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["visit"] is None
    assert printed["page"]["title"] == "Pool opens"
    assert main(["page", str(file)]) == 0
    assert "more characters (--all prints them)" in capsys.readouterr().out
    assert main(["page", str(file), "--all"]) == 0
    assert "--all" not in capsys.readouterr().out


def test_hostile_text_does_not_reach_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "saved.html"
    file.write_text("<title>a\x1b[2Jb</title><article><p>One\x1b]0;owned\x07 sentence of a page, and another.")
    main(["page", str(file)])
    assert "\x1b" not in capsys.readouterr().out


def test_a_missing_page_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["page", "none.html"]) == 2
    assert "none.html: No such file" in capsys.readouterr().err


def test_a_page_commands_no_ci_system(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "saved.html"
    body = "<p>::error::owned is how the page begins, and it goes on.</p><p>Then ##[error]owned too, at length.</p>"
    file.write_text(f"<html><head><title>::error::t</title></head><body><article>{body * 5}</article></body></html>")
    for output_format in ("text", "json"):
        main(["page", str(file), "--format", output_format])
        lines = capsys.readouterr().out.splitlines()
        assert not [line for line in lines if line.lstrip().startswith("::") or "##[" in line]


def test_secrets_of_a_link_are_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    for output_format in ("text", "json"):
        assert main(["page", "https://a.example/unsubscribe?token=s3cret", "--format", output_format]) == 2
        printed = capsys.readouterr().out
        assert "refused" in printed
        assert "s3cret" not in printed


def test_secrets_of_links_are_hidden(gazette: str, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"{gazette}/news/electric-ferry?token=3f2a9c"
    for arguments in ((), ("--visit-action-links",), ("--visit-action-links", "--format", "json")):
        main(["page", url, *LOOPBACK, *arguments])
        assert "3f2a9c" not in capsys.readouterr().out
