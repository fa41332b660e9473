"""A queue as a posting tool exports it, from file to corrected file, through real sockets."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest

import linkcheck
from linkcheck import QueueReport, Settings, read_posts
from linkcheck._cli import main
from linkcheck._queue.fix import fix_file

STORIES = {
    "Council votes for a new footbridge over the Alder": "The council of Fernhill voted on Tuesday to build a "
    "footbridge over the river Alder. The bridge will join the old town and the station and should open in 2028.",
    "Lindqvist bakery wins the national bread prize": "The Lindqvist family bakery has won the national bread prize "
    "for its dark rye loaf. The jury tasted more than two hundred loaves from all over the country.",
    "Night train from Vienna to Hamburg returns in April": "The night train from Vienna to Hamburg will return in "
    "April after a pause of three years. Tickets go on sale next week and new sleeping cars are promised.",
    "University library of Corwell puts its maps online": "The university library of Corwell has put thousands of "
    "historical maps online. The oldest sheet shows the coast of Portugal and dates from the fifteenth century.",
    "Teachers in Marlow end their strike": "Teachers in Marlow county have ended their strike after accepting a pay "
    "deal. Schools will reopen on Monday, the union said, and missed lessons will be made up in July.",
    "Coral reef off Talan recovers": "The coral reef off the island of Talan recovers faster than expected, a survey "
    "by marine biologists shows. A ban on trawling made the difference, they write in their report.",
    "Snowy owl seen on the cliffs near Harwick": "A snowy owl has been seen on the cliffs near Harwick for the first "
    "time in forty years. Rangers believe that the bird followed a ship and ask visitors to keep away.",
}


class Site(Protocol):
    url: str
    asked: Any
    pages: dict[str, Any]

    def article(self, path: str, title: str, *paragraphs: str) -> str: ...


@pytest.fixture
def addresses(site: Site) -> list[str]:
    return [site.article(f"/{number}", title, text) for number, (title, text) in enumerate(STORIES.items())]


def sheet(addresses: list[str], order: list[int]) -> bytes:
    rows = [
        f'"{title}, says ""the Herald""\n{addresses[order[n]]}",,news,2030-01-0{n + 1} 09:00'
        for n, title in enumerate(STORIES)
    ]
    return ("Text,Image URL,Tags,Posting Time\r\n" + "\r\n".join(rows) + "\r\n").encode()


def checked(content: bytes, settings: Settings) -> QueueReport:
    return linkcheck.check_queue(read_posts(io.BytesIO(content), name="buffer.csv"), settings=settings)


def fixed(content: bytes, queue: QueueReport) -> bytes:
    made = fix_file(content, posts=queue.posts, corrections=queue.corrections)
    assert made.left_out == ()
    return made.content


def test_the_changes_of_a_fix_can_be_shown_and_nothing_is_written(
    addresses: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queue = tmp_path / "queue.csv"
    queue.write_bytes(sheet(addresses, [1, 0, 2, 3, 4, 5, 6]))
    main(["check", str(queue), "--diff", "--allow-network", "127.0.0.0/8", "--host-delay", "0"])
    printed = capsys.readouterr()
    changes = printed.out[printed.out.index("--- ") :].splitlines()
    assert [line for line in changes if line.startswith(("-h", "+h"))] == [
        f'-{addresses[1]}",,news,2030-01-01 09:00',
        f'+{addresses[0]}",,news,2030-01-01 09:00',
        f'-{addresses[0]}",,news,2030-01-02 09:00',
        f'+{addresses[1]}",,news,2030-01-02 09:00',
    ]
    assert "2 of 2 proposed repairs shown" in printed.err
    assert queue.read_bytes() == sheet(addresses, [1, 0, 2, 3, 4, 5, 6])


def test_a_sheet_in_order_has_nothing_to_fix(addresses: list[str], loopback: Settings) -> None:
    content = sheet(addresses, list(range(7)))
    queue = checked(content, loopback)
    assert queue.findings == ()
    assert fixed(content, queue) == content


def test_a_shifted_block_is_found_and_the_fixed_sheet_is_the_original(addresses: list[str], loopback: Settings) -> None:
    queue = checked(sheet(addresses, [0, 2, 3, 4, 5, 1, 6]), loopback)
    assert len(queue.findings) == 1
    assert "each link is one row too high" in queue.findings[0]
    assert fixed(sheet(addresses, [0, 2, 3, 4, 5, 1, 6]), queue) == sheet(addresses, list(range(7)))


def test_a_wall_in_a_shifted_block_stays_unverifiable_and_is_moved_with_it(
    addresses: list[str], site: Site, loopback: Settings
) -> None:
    site.pages["/3"] = (403, {}, "<title>Access denied</title>")
    queue = checked(sheet(addresses, [0, 2, 3, 4, 5, 1, 6]), loopback)
    assert queue.posts[2].verdict == "unverifiable"
    assert fixed(sheet(addresses, [0, 2, 3, 4, 5, 1, 6]), queue) == sheet(addresses, list(range(7)))


def test_broken_rows_are_told_and_the_rest_is_still_compared(addresses: list[str], loopback: Settings) -> None:
    content = sheet(addresses, [1, 0, 2, 3, 4, 5, 6]) + b",,,2030-01-08 09:00\r\n"
    queue = checked(content, loopback)
    assert [report.better_match for report in queue.reports[:2]] == [1, 0]
    assert queue.posts[7].problem is not None
    assert queue.posts[7].problem.file == "buffer.csv"


def shifted(path: Path, addresses: list[str]) -> Path:
    path.write_bytes(sheet(addresses, [0, 2, 3, 4, 5, 1, 6]))
    return path


COMMAND = ("--allow-network", "127.0.0.0/8", "--host-delay", "0")


def test_the_command_writes_the_corrected_copy_and_never_its_input(
    addresses: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queue, target = shifted(tmp_path / "queue.csv", addresses), tmp_path / "fixed.csv"
    assert main(["check", str(queue), "--fix", str(target), *COMMAND]) == 1
    assert target.read_bytes() == sheet(addresses, list(range(7)))
    assert "5 of 5 proposed repairs made" in capsys.readouterr().err
    assert main(["check", str(queue), "--fix", str(queue), *COMMAND]) == 2
    assert "also an input" in capsys.readouterr().err
    (tmp_path / "other-name.csv").hardlink_to(queue)
    assert main(["check", str(queue), "--fix", str(tmp_path / "other-name.csv"), *COMMAND]) == 2
    assert queue.read_bytes() == sheet(addresses, [0, 2, 3, 4, 5, 1, 6])
    assert main(["check", str(queue), "--fix", str(target), "--changed-since", "HEAD", *COMMAND]) == 2
    assert main(["check", "some text", "--fix", str(target), *COMMAND]) == 2


def test_the_command_tells_only_what_is_new_and_visits_nothing_twice(
    addresses: list[str], site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queue = tmp_path / "queue.csv"
    again = ("check", str(queue), "--since-last", "--store", str(tmp_path / "pages.db"), "-f", "json", *COMMAND)
    queue.write_bytes(sheet(addresses, list(range(7))))
    assert main([*again]) == 0
    assert len(json.loads(capsys.readouterr().out)["posts"]) == 7
    visited = sum(site.asked[f"/{number}"] for number in range(7))
    assert main([*again]) == 0
    assert json.loads(capsys.readouterr().out)["posts"] == []
    assert sum(site.asked[f"/{number}"] for number in range(7)) == visited
    queue.write_bytes(sheet(addresses, [0, 2, 1, 3, 4, 5, 6]))
    assert main([*again]) == 1
    assert [post["row"] for post in json.loads(capsys.readouterr().out)["posts"]] == [1, 2]


def test_an_option_for_news_since_the_last_run_needs_a_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "A post", "--since-last"]) == 2
    assert "--store" in capsys.readouterr().err


def test_a_repeated_row_is_told_once_and_fails_no_run(
    addresses: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queue, content = tmp_path / "queue.csv", sheet(addresses, list(range(7)))
    again = ("check", str(queue), "--since-last", "--store", str(tmp_path / "pages.db"), "-f", "json", *COMMAND)
    queue.write_bytes(content)
    assert main([*again]) == 0
    capsys.readouterr()
    queue.write_bytes(content + content.split(b"\r\n", 1)[1].replace(b"2030-01-02", b"2030-02-02"))
    assert main([*again]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [repeat["row"] for repeat in told["repeats"]] == list(range(7, 14))
    repeated = rf"{queue}:\d+ \(2030-02-02 09:00\) repeats {queue}:\d+ \(2030-01-02 09:00\): the same text"
    assert any(re.match(repeated, finding) for finding in told["findings"])
    assert {post["row"] for post in told["posts"]} == set(range(7, 14))
    assert main([*again]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["posts"], told["findings"], told["repeats"]) == ([], [], [])


def test_a_finding_is_told_again_only_when_a_row_of_it_is_new(
    addresses: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queue = shifted(tmp_path / "queue.csv", addresses)
    again = ("check", str(queue), "--since-last", "--store", str(tmp_path / "pages.db"), "-f", "json", *COMMAND)
    assert main([*again]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (len(told["findings"]), len(told["corrections"])) == (1, 5)
    assert main([*again]) == 0
    printed = capsys.readouterr()
    told = json.loads(printed.out)
    assert (told["findings"], told["corrections"], told["posts"]) == ([], [], [])
    assert printed.err == "linkcheck: nothing new: 7 posts as before\n"


def hootsuite(posts: list[tuple[str, str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([f"0{n + 1}/28/2030 09:00", text, url] for n, (text, url) in enumerate(posts))
    return out.getvalue().encode()


def semicolons(posts: list[tuple[str, str]]) -> bytes:
    out = io.StringIO()
    columns = ["Link", "Notes", "Message"]
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(
        [columns, *([url, "für Mai", text] for text, url in posts)]
    )
    return out.getvalue().encode("utf-16")


def json_lines(posts: list[tuple[str, str]]) -> bytes:
    lines = [json.dumps({"id": n, "text": text, "url": url}) for n, (text, url) in enumerate(posts)]
    return "\n".join(lines).replace("/", "\\/").encode()


def json_list(posts: list[tuple[str, str]]) -> bytes:
    return json.dumps([{"url": url, "text": f"{text} {url}"} for text, url in posts], indent=4).encode()


def plain_lines(posts: list[tuple[str, str]]) -> bytes:
    return "".join(f"{text} {url}\r\n" for text, url in posts).encode("utf-8-sig")


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("hootsuite.csv", hootsuite),
        ("excel.csv", semicolons),
        ("posts.jsonl", json_lines),
        ("posts.json", json_list),
        ("posts.txt", plain_lines),
    ],
)
def test_every_format_is_corrected_to_the_byte(
    addresses: list[str], tmp_path: Path, name: str, made: Callable[[list[tuple[str, str]]], bytes]
) -> None:
    queue, target = tmp_path / name, tmp_path / "fixed"
    shown = [addresses[n] for n in (0, 2, 3, 4, 5, 1, 6)]
    queue.write_bytes(made(list(zip(STORIES, shown, strict=True))))
    assert main(["check", str(queue), "--fix", str(target), *COMMAND]) == 1
    assert target.read_bytes() == made(list(zip(STORIES, addresses, strict=True)))


def test_a_row_that_cannot_be_corrected_is_reported(
    addresses: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queue, target = tmp_path / "posts.json", tmp_path / "fixed.json"
    shown = [addresses[n] for n in (1, 0, 2)]
    queue.write_text(json.dumps([{"text": text, "url": url} for text, url in zip(STORIES, shown, strict=False)]))
    assert main(["check", str(queue), "--fix", str(target), *COMMAND]) == 1
    told = capsys.readouterr().err
    assert "0 of 2 proposed repairs made" in told
    assert f"{queue}:1 has to be repaired by hand" in told
    assert target.read_bytes() == queue.read_bytes()


def test_a_link_that_acts_is_moved_with_its_run_whole_in_the_file_and_masked_in_the_report(
    addresses: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    addresses[3] += "?unsubscribe=1&token=s3cret"
    queue, target = shifted(tmp_path / "queue.csv", addresses), tmp_path / "fixed.csv"
    assert main(["check", str(queue), "--fix", str(target), *COMMAND]) == 1
    told = capsys.readouterr()
    assert "s3cret" not in told.out + told.err
    assert target.read_bytes() == sheet(addresses, list(range(7)))


def test_an_unreachable_page_is_proposed_to_nobody_outside_a_run(addresses: list[str], loopback: Settings) -> None:
    addresses[1] = "http://127.0.0.1:9/closed"
    queue = checked(sheet(addresses, [1, 0, 2, 3, 4, 5, 6]), loopback)
    assert queue.posts[0].verdict == "unverifiable"
    assert queue.posts[0].links[0].reasons[0].code.startswith("failed")
    assert [report.better_match for report in queue.reports] == [1, *[None] * 6]
    assert [(fix.row, fix.proposed_row) for fix in queue.corrections] == [(0, 1)]


def test_platforms_mixed_with_bad_records_are_one_queue(addresses: list[str], loopback: Settings) -> None:
    first, second, third, *_ = STORIES
    url = addresses
    records: list[Any] = [
        {"edit_history_tweet_ids": ["1"], "id": "1", "text": f"{first} {url[1]}"},
        {"no": "post"},
        {"content": f'<p>{second} <a href="{url[0]}">{url[0]}</a></p>', "uri": "x", "account": {"acct": "herald"}},
        f"{third} {url[2]}",
        42,
    ]
    queue = linkcheck.check_queue(records, settings=loopback)
    assert [report.better_match for report in queue.reports] == [1, 0, None]
    assert [report.row for report in queue.reports] == [0, 2, 3]
    assert queue.findings == ("Rows 1 (id 1) and 3 have each other's links.",)
    assert [post.problem is not None for post in queue.posts] == [False, True, False, False, True]


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_a_queue_of_two_rows_can_be_exchanged_and_one_row_cannot(
    addresses: list[str], loopback: Settings, rows: int
) -> None:
    posts = [f"{title} {address}" for title, address in zip(STORIES, addresses[:rows][::-1], strict=False)]
    queue = linkcheck.check_queue(posts, settings=loopback)
    assert len(queue.posts) == rows
    assert queue.findings == (("Rows 1 and 2 have each other's links.",) if rows == 2 else ())


def table(addresses: list[str], rows: list[tuple[int, int]]) -> str:
    """A table of posts, each the number of its story and that of its link."""
    titles = list(STORIES)
    return "text,url\n" + "".join(f'"{titles[story]}",{addresses[link]}\n' for story, link in rows)


@pytest.mark.parametrize("changed_since", [False, True])
def test_places_are_lines_of_the_files_also_of_several_and_of_what_has_changed(
    addresses: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    changed_since: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    first, second = Path("first.csv"), Path("second.csv")
    first.write_text(table(addresses, [(0, 0), (1, 1)]), encoding="utf-8")
    second.write_text(table(addresses, [(2, 2)]), encoding="utf-8")
    git = ["git", "-c", "user.name=n", "-c", "user.email=e@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "posts"]):
        subprocess.run([*git, *command], check=True, cwd=tmp_path)
    first.write_text(table(addresses, [(0, 0), (1, 1), (3, 4)]), encoding="utf-8")
    second.write_text(table(addresses, [(2, 2), (4, 3)]), encoding="utf-8")
    options = ["--queue", *COMMAND, *(["--changed-since", "HEAD"] if changed_since else [])]
    for output_format in ("text", "csv", "json"):
        assert main(["check", "first.csv", "second.csv", "-f", output_format, *options]) == 1
        told = capsys.readouterr().out
        if output_format == "text":
            assert "first.csv:4 and second.csv:3 have each other's links." in told
            assert "row" not in told.partition("have each other's")[2]
        elif output_format == "csv":
            rows = {f"{row['file']}:{row['line']}": row for row in csv.DictReader(io.StringIO(told))}
            assert (rows["first.csv:4"]["better_match"], rows["first.csv:4"]["row"]) == ("second.csv:3", "3")
            assert (rows["second.csv:3"]["better_match"], rows["second.csv:3"]["row"]) == ("first.csv:4", "2")
        else:
            run = json.loads(told)
            assert {repair["place"] for repair in run["corrections"]} == {"first.csv:4", "second.csv:3"}
            assert {link["better_place"] for post in run["posts"] for link in post["links"]} - {""} == {
                "first.csv:4",
                "second.csv:3",
            }
