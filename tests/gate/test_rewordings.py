from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import linkcheck
from tests.gate.own_set import pairs
from tests.gate.rewordings import SAME, Honest, Reworded, changed_post, honest_of, main, reword, share, worst
from tests.gate.wordings import PAGE_SAYS_THE_SAME, SAYS_SOMETHING_ELSE, SAYS_THE_SAME

POST = "More than 4,000 people in Kvalund thank Professor Ingrid Solheim: “the ferry is back”, and it runs on Wed."
PAGE = linkcheck.Page(
    title="More than 4,000 people in Kvalund thank Ingrid Solheim for the ferry",
    text='Professor Ingrid Solheim has brought the ferry back to Kvalund. It runs on Wednesday. "The ferry is back," '
    "say more than 4,000 people who thank her for it.",
)
HONEST = Honest(POST, PAGE, "2024-03-12")

EXAMPLES = {
    "icymi": "ICYMI: More than 4,000 people",
    "via-handle": "on Wed. via @guardian",
    "weekday-long": "it runs on Wednesday.",
    "title-short": "thank Prof. Ingrid Solheim",
    "bound-other-word": "over 4,000 people",
    "thousands-as-k": "More than 4k people",
    "ampersand": "back”, & it runs",
    "hashtag-for-a-name": "#ProfessorIngrid Solheim",
    "letters-fullwidth": "Ｍｏｒｅ ｔｈａｎ",
    "letters-italic": "𝑡ℎ𝑎𝑛",
    "year-brackets": "on Wed. (2024)",
    "date-before": "12 March 2024 – More than",
    "date-before-iso": "[2024-03-12] More than",
    "first-letter-small": "more than 4,000 people in",
    "final-point-missing": "it runs on Wed",
    "cut-after-a-word": "…",
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_rewording_of_the_example_reads_as_its_name_says(name: str) -> None:
    new = SAYS_THE_SAME[name](POST, "2024-03-12")
    assert new is not None
    assert EXAMPLES[name] in new


def test_rewordings_are_more_than_a_list_of_exceptions_would_hold() -> None:
    assert len(SAYS_THE_SAME) >= 45
    assert len(SAYS_SOMETHING_ELSE) >= 8


def test_every_rewording_of_a_post_is_the_same_each_time() -> None:
    for rewording in (*SAYS_THE_SAME.values(), *SAYS_SOMETHING_ELSE.values()):
        assert rewording(POST, "2024-03-12") == rewording(POST, "2024-03-12")


def test_nearly_every_rewording_applies_to_a_post_of_our_own_set() -> None:
    posts = [pair.post for pair in pairs()]
    idle = [
        name
        for name, rewording in {**SAYS_THE_SAME, **SAYS_SOMETHING_ELSE}.items()
        if not any(rewording(post, "2024-03-12") for post in posts)
    ]
    assert set(idle) <= {"middle-initial-missing"}


def test_a_reworded_page_keeps_its_words() -> None:
    for name, rewording in PAGE_SAYS_THE_SAME.items():
        title, text = rewording(PAGE.title, PAGE.text)
        kept = " ".join(f"{title} {text}".replace("\u00ad", "").split()).casefold()
        assert " ".join(PAGE.title.split()).casefold() in kept, name
        assert (title, text) != (PAGE.title, PAGE.text) or name == "page-decomposed", name


def test_a_cut_post_is_a_beginning_of_the_post() -> None:
    for name in ("cut-after-a-word", "cut-within-a-word", "cut-within-a-word-bare", "cut-after-a-word-points"):
        cut = SAYS_THE_SAME[name](POST, "")
        assert cut is not None
        assert POST.startswith(cut.removesuffix("…").removesuffix(" [...]"))
        assert len(cut) < len(POST)


def test_changed_roles_exchange_the_two_names_of_the_post() -> None:
    exchange = SAYS_SOMETHING_ELSE["roles"]
    assert exchange("Halden Rovers sign keeper from Debrecen", "") == "Debrecen sign keeper from Halden Rovers"
    assert exchange("Lerwick and Kvalund get a ferry", "") is None


def test_a_changed_number_is_another_number() -> None:
    assert SAYS_SOMETHING_ELSE["number"]("Ferry takes 9 hours", "") == "Ferry takes 28 hours"
    assert SAYS_SOMETHING_ELSE["number"]("Ferry takes a day", "") is None


def test_a_rewording_that_does_not_apply_is_not_judged() -> None:
    changes = {"none": changed_post(lambda post, day: None), "same": changed_post(lambda post, day: post)}
    results = reword([HONEST], changes, each=5)
    assert results == {"none": [], "same": []}


def test_at_most_the_asked_number_of_posts_is_reworded() -> None:
    posts = [Honest(f"{POST} {number}", PAGE) for number in range(5)]
    (reworded,) = reword(posts, {"icymi": SAME["icymi"]}, each=3).values()
    assert len(reworded) == 3
    assert {one.post for one in reworded} < {f"ICYMI: {honest.post}" for honest in posts}


def test_a_post_less_leaves_the_draw_of_the_others() -> None:
    posts = [Honest(f"{POST} {number}", PAGE) for number in range(6)]
    drawn = [one.post for one in reword(posts, {"icymi": SAME["icymi"]}, each=6)["icymi"]]
    fewer = [one.post for one in reword(posts[1:], {"icymi": SAME["icymi"]}, each=6)["icymi"]]
    assert fewer == [post for post in drawn if post != f"ICYMI: {posts[0].post}"]


def test_the_worst_rewording_is_one_that_applies_often_enough() -> None:
    judged = linkcheck.compare(POST, PAGE)
    accused = linkcheck.compare("Volcano closes airport of Catania", PAGE)
    rare = [Reworded(POST, accused)]
    often = [Reworded(POST, judged)] * 19 + rare
    assert share(rare, "mismatch") == 1.0
    assert worst({"rare": rare, "often": often}) == ("often", 0.05)
    assert worst({}) == ("", 0.0)


def test_honest_rows_of_a_folder_are_read_once_and_without_vague_ones(tmp_path: Path) -> None:
    row = {"post": POST, "page_title": PAGE.title, "page_text": PAGE.text, "label": "match"}
    rows = [row, row, row | {"post": f"Look: {POST}", "vague_post": True}, row | {"label": "mismatch", "post": "No"}]
    with gzip.open(tmp_path / "small_dev.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(each) + "\n" for each in rows)
    assert [one.post for one in honest_of(tmp_path, ["small_dev"], most=10)] == [POST]
    assert list(honest_of(tmp_path, ["other_dev"], most=10)) == []


def test_the_table_of_a_folder_names_each_rewording_and_its_shares(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"post": POST, "page_title": PAGE.title, "page_text": PAGE.text, "label": "match"}
    with gzip.open(tmp_path / "small_dev.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    assert main(["--data", str(tmp_path), "--only", "retweet", "number", "--show", "1"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("1 honest post")
    assert any(line.split()[:2] == ["retweet", "1"] for line in printed)
