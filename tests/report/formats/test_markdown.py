from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from linkcheck._report.build import build_run
from linkcheck._report.formats.markdown import code, escape, render
from linkcheck._report.types import Report, Run

GITHUB_LIKE = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


def inline_tokens(document: str) -> list[Token]:
    return [child for token in GITHUB_LIKE.parse(document) for child in (token, *(token.children or ()))]


def test_findings_are_a_table_and_matches_only_a_number(run: Run) -> None:
    rendered = render(run)
    assert "4 checked" in rendered
    assert "| ❌ | mismatch | 0.95 | queue.csv\\:2 |" in rendered
    assert "`https://a.example/soup`" in rendered
    assert "ferry" not in rendered


def test_repairs_are_listed(run: Run) -> None:
    assert "- row 2: `https://a.example/soup` → `https://a.example/trees`, now in row 3" in render(run)


def test_the_table_is_one_to_a_reader_of_markdown(run: Run) -> None:
    kinds = [token.type for token in inline_tokens(render(run))]
    assert kinds.count("table_open") == 1
    assert kinds.count("tr_open") == 7


def test_hostile_text_becomes_no_link_image_html_or_cell(hostile_run: Run) -> None:
    tokens = inline_tokens(render(hostile_run))
    kinds = {token.type for token in tokens}
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "s_open", "fence"}
    assert [token.type for token in tokens].count("td_open") == 2 * 7


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=80))
def test_escaped_text_is_only_text(text: str) -> None:
    tokens = inline_tokens(f"x {escape(text)} x".replace("\n", " ").replace("\r", " "))
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "text", "text_special", "paragraph_close"}


def test_mentions_issues_and_bare_addresses_are_broken_up() -> None:
    for text in ("@octocat", "#12", "www.evil.example", "https://evil.example", "me@evil.example"):
        assert "\u200c" in escape(text)


def test_a_url_cannot_leave_its_code_span() -> None:
    assert code("https://a.example/`|x") == "`https://a.example/%60%7Cx`"
    assert code("") == ""


def test_an_interrupted_run_says_that_it_is_not_whole(run: Run) -> None:
    assert "**Interrupted: this is what was done.**" in render(replace(run, interrupted=True))


def test_rows_past_the_longest_table_are_counted(reports: list[Report]) -> None:
    document = render(build_run([reports[1]] * 450))
    assert [token.type for token in inline_tokens(document)].count("tr_open") == 1 + 400
    assert "… and 50 more." in document
