from __future__ import annotations

from typing import Any

import msgspec
import pytest

import linkcheck
from linkcheck import InputError, Page, PageState, QueueReport, Settings, Verdict
from linkcheck._check.options import CompareOptions
from linkcheck._check.queue import judge_queue

STORIES = {
    "NASA finds water ice in a crater at the Moon's south pole": "NASA said its probe found water ice in a shadowed "
    "crater at the Moon's south pole. The ice could supply future crews with drinking water.",
    "How to bake sourdough bread at home": "Mix flour, water and salt with a lively sourdough starter. Bake the bread "
    "in a hot pot at home until the crust is dark.",
    "Night train between Vienna and Hamburg returns in April": "The night train between Vienna and Hamburg will return "
    "in April after a pause of three years. Tickets start at 49 euros.",
    "Rare snowy owl seen on the cliffs near Harwick": "A snowy owl has been seen on the cliffs near Harwick. Rangers "
    "ask visitors to keep away from the rare bird.",
    "Teachers in Marlow end their strike after a pay deal": "Teachers in Marlow county have ended their strike after "
    "accepting a pay deal. Schools reopen on Monday.",
    "Regulator rejects plan to restart the Brunn reactor": "The nuclear regulator has rejected the plan to restart the "
    "Brunn reactor, citing cracks in two cooling pipes.",
    "Coral reef off Talan recovers faster than expected": "The coral reef off the island of Talan recovers faster than "
    "expected, marine biologists found in a survey.",
    "Stolen Vermeer sketch found in a garage in Ghent": "Police in Ghent have found a stolen sketch by Vermeer behind "
    "a shelf in a garage. The museum is delighted.",
}
POSTS = list(STORIES)
PAGES = [
    Page(url=f"https://example.org/{n}", title=title, text=text, state=PageState.READABLE, language="en")
    for n, (title, text) in enumerate(STORIES.items())
]
OPTIONS = CompareOptions(Settings())
WALL = Page(url="https://example.org/wall", title="Are you a robot?", state=PageState.BOT_WALL)


def compared(order: list[int], pages: list[Page] = PAGES) -> QueueReport:
    """The report of a queue in which row i's link leads to page order[i]."""
    return linkcheck.compare_queue([(POSTS[row], pages[page]) for row, page in enumerate(order)])


def better(report: QueueReport) -> list[int | None]:
    return [link.better_match for link in report.reports]


def test_a_queue_in_order_has_no_finding() -> None:
    report = compared(list(range(8)))
    assert better(report) == [None] * 8
    assert report.findings == ()
    assert report.corrections == ()
    assert {post.verdict for post in report.posts} == {Verdict.MATCH}


def test_two_exchanged_links_are_one_finding_with_two_corrections() -> None:
    report = compared([0, 4, 2, 3, 1, 5, 6, 7])
    assert better(report) == [None, 4, None, None, 1, None, None, None]
    assert report.findings == ("Rows 2 and 5 have each other's links.",)
    assert [(c.row, c.present_url, c.proposed_url) for c in report.corrections] == [
        (1, "https://example.org/4", "https://example.org/1"),
        (4, "https://example.org/1", "https://example.org/4"),
    ]
    moved = report.reports[1]
    assert moved.verdict is Verdict.MISMATCH
    assert moved.cause is not None
    assert (moved.cause.code, moved.cause.responsible) == ("swapped-links", "tool")
    assert moved.reasons[0].code == "better-match"


def test_a_shifted_run_is_one_finding() -> None:
    report = compared([0, 1, 3, 4, 5, 6, 2, 7])
    assert report.findings == ("In rows 4 to 7, each link is one row too high. The link of row 3 stands in row 7.",)
    assert better(report) == [None, None, 6, 2, 3, 4, 5, None]


def test_a_wall_inside_a_shifted_run_is_corrected_with_it_and_stays_unverifiable() -> None:
    pages = [*PAGES[:5], WALL, *PAGES[6:]]
    report = compared([0, 7, 1, 2, 3, 4, 5, 6], pages)
    assert report.findings == ("In rows 2 to 7, each link is one row too low. The link of row 8 stands in row 2.",)
    assert 6 in {correction.proposed_row for correction in report.corrections}
    assert report.reports[6].verdict is Verdict.UNVERIFIABLE
    assert report.reports[6].score is None
    assert report.reports[5].better_match is None


def test_a_sheet_that_slipped_and_lost_its_last_link_gives_the_last_post_nothing() -> None:
    report = compared([0, 1, 1, 2, 3, 4, 5, 6])
    assert report.findings == ("In rows 3 to 7, each link is one row too low.",)
    assert better(report) == [None, None, 3, 4, 5, 6, 7, None]


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ([0, 1, 2, 7, 3, 4, 5, 6], "In rows 4 to 7, each link is one row too low. The link of row 8 stands in row 4."),
        ([1, 2, 3, 0, 4, 5, 6, 7], "In rows 2 to 4, each link is one row too high. The link of row 1 stands in row 4."),
        ([6, 7, 0, 1, 2, 3, 4, 5], "In rows 1 to 6, each link is two rows too low."),
        ([4, 1, 2, 3, 7, 5, 6, 0], "Rows 1, 5 and 8 have each other's links."),
    ],
)
def test_runs_in_both_directions_and_cycles_are_one_finding_each(order: list[int], told: str) -> None:
    report = compared(order)
    assert len(report.findings) == 1
    assert report.findings[0].startswith(told)
    assert better(report) == [order.index(row) if order[row] != row else None for row in range(8)]


def test_several_faults_are_as_many_findings() -> None:
    report = compared([3, 0, 1, 2, 4, 7, 6, 5])
    assert report.findings == (
        "In rows 1 to 3, each link is one row too low. The link of row 4 stands in row 1.",
        "Rows 6 and 8 have each other's links.",
    )


def test_a_post_that_says_nothing_is_given_no_page_for_its_words() -> None:
    page = Page(url="https://example.org/b", title="Bread", text="So, so good is this bread. It is so good.")
    report = linkcheck.compare_queue([("So, so good", WALL), (POSTS[1], page)])
    assert better(report) == [None, None]


def test_a_post_behind_a_wall_may_have_a_better_match() -> None:
    report = linkcheck.compare_queue([(POSTS[0], WALL), (POSTS[1], PAGES[0])])
    assert report.reports[0].better_match == 1
    assert report.reports[0].verdict is Verdict.UNVERIFIABLE


def test_reports_of_one_story_are_not_exchanged_though_each_has_more_of_the_others_words() -> None:
    probe = Page(
        url="https://example.org/probe",
        title="Probe finds ice in Moon crater",
        text="A probe of NASA has found ice in a crater of the Moon that no sunlight reaches. The find came in May.",
    )
    water = Page(
        url="https://example.org/water",
        title="Moon: water ice for future crews in shadowed crater at the south pole",
        text="Water ice in a shadowed crater at the Moon's south pole could supply future crews, says NASA.",
    )
    posts = [
        "Water ice found in a shadowed crater on the Moon, NASA says",
        "NASA probe finds ice in a crater of the Moon",
    ]
    assert better(linkcheck.compare_queue(list(zip(posts, [probe, water], strict=True)))) == [None, None]


def test_two_rows_with_the_same_page_are_no_exchange() -> None:
    report = linkcheck.compare_queue([(POSTS[0], PAGES[0]), (POSTS[0] + ", again", PAGES[0]), (POSTS[1], PAGES[1])])
    assert better(report) == [None, None, None]


def test_an_exchange_with_two_weak_halves_is_found() -> None:
    """One half of an exchange may be as good as nothing by itself: the other bears it out."""
    pages = [
        Page(
            url="https://example.org/a", title="Trailer of Mudlands 3 is out: what we think", state=PageState.READABLE
        ),
        Page(url="https://example.org/b", title="Mudlands 3: the name of the siren", state=PageState.READABLE),
    ]
    posts = ["The siren of the game has a name", "Why fans of Mudlands may be wary of the trailer"]
    assert better(linkcheck.compare_queue([(posts[0], pages[0]), (posts[1], pages[1])])) == [1, 0]
    assert better(linkcheck.compare_queue([(posts[0], pages[1]), (posts[1], pages[0])])) == [None, None]


def test_a_post_without_a_claim_moves_only_to_a_page_that_has_its_words() -> None:
    titled = Page(url="https://example.org/b", title="You won't believe what these benches are made from")
    posts = ["You won't believe what these benches are made from", POSTS[1]]
    report = linkcheck.compare_queue([(posts[0], PAGES[1]), (posts[1], titled)])
    assert better(report) == [1, 0]
    assert report.reports[0].verdict is Verdict.UNCLEAR
    assert better(linkcheck.compare_queue([("Read this now 👇", PAGES[1]), (posts[1], titled)])) == [None, 0]


def test_a_newsletter_beside_the_source_is_given_to_nobody() -> None:
    newsletter = Page(url="https://example.org/news", title="Subscribe to our weekly letter", state=PageState.READABLE)
    posts = [
        f"{POSTS[0]} {PAGES[0].url} and our letter {newsletter.url}",
        "Moon base plans: what the ice at the south pole is worth https://example.org/base",
    ]
    base = Page(url="https://example.org/base", title=PAGES[0].title, text=PAGES[0].text + " So NASA said.")
    parsed = [linkcheck.parse_post(post) for post in posts]
    report = judge_queue(
        parsed,
        [[(parsed[0].links[0], PAGES[0]), (parsed[0].links[1], newsletter)], [(parsed[1].links[0], base)]],
        OPTIONS,
    )
    assert better(report) == [None, None, None]


@pytest.mark.parametrize("prior", [0.02, 0.5, 0.98])
def test_a_better_fit_does_not_depend_on_the_prior(prior: float) -> None:
    pairs = [(POSTS[0], PAGES[4]), (POSTS[1], WALL), (POSTS[4], PAGES[0]), (POSTS[5], PAGES[5])]
    assert better(linkcheck.compare_queue(pairs, settings=Settings(prior=prior))) == [2, None, 0, None]


def test_a_page_that_bears_the_claim_out_is_no_mismatch_though_another_fits_better() -> None:
    again = Page(url="https://example.org/again", title=PAGES[0].title, text=f"{PAGES[0].text} It was seen in May.")
    pages = [PAGES[1], PAGES[2], PAGES[3], again]
    report = linkcheck.compare_queue([(POSTS[0], PAGES[0]), *zip(POSTS[:4], [again, *pages[:3]], strict=True)])
    assert report.reports[1].verdict is Verdict.MATCH


def test_posts_without_a_claim_are_left_alone() -> None:
    report = linkcheck.compare_queue([("👇", PAGES[0]), (POSTS[1], PAGES[1]), ("", PAGES[2])])
    assert better(report) == [None, None, None]
    assert report.reports[0].verdict is Verdict.UNCLEAR


def test_no_rows_and_one_row() -> None:
    assert linkcheck.compare_queue([]) == msgspec.structs.replace(linkcheck.compare_queue([]), reports=())
    assert better(linkcheck.compare_queue([(POSTS[0], PAGES[1])])) == [None]


@pytest.mark.parametrize("pair", [POSTS[0], (POSTS[0],), (POSTS[0], "a page"), (3, PAGES[0])])
def test_a_pair_that_is_none_is_a_clear_error_naming_it(pair: Any) -> None:
    with pytest.raises(InputError, match="pair 1"):
        linkcheck.compare_queue([(POSTS[0], PAGES[0]), pair])


def test_a_queue_report_round_trips_through_json() -> None:
    report = compared([1, 0, 2])
    assert msgspec.json.decode(msgspec.json.encode(report), type=QueueReport) == report


def test_a_page_that_broke_off_beside_the_source_is_given_to_nobody() -> None:
    broke_off = msgspec.structs.replace(PAGES[1], truncated=True)
    parsed = [
        linkcheck.parse_post(f"{POSTS[0]} {PAGES[0].url} and {broke_off.url}"),
        linkcheck.parse_post(f"{POSTS[1]} {WALL.url}"),
    ]
    report = judge_queue(
        parsed,
        [[(parsed[0].links[0], PAGES[0]), (parsed[0].links[1], broke_off)], [(parsed[1].links[0], WALL)]],
        OPTIONS,
    )
    assert report.reports[1].reasons[0].code == "page-incomplete"
    assert report.reports[1].better_match is None
    assert report.posts[0].verdict is Verdict.MATCH


def test_a_page_that_broke_off_in_the_wrong_row_is_still_found_there() -> None:
    pages = [msgspec.structs.replace(page, truncated=True) for page in PAGES]
    report = compared([0, 4, 2, 3, 1, 5, 6, 7], pages)
    assert better(report) == [None, 4, None, None, 1, None, None, None]
    assert [post.verdict for post in report.posts].count(Verdict.MATCH) == 6
    assert {report.posts[row].verdict for row in (1, 4)} == {Verdict.UNVERIFIABLE}
