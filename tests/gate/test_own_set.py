from __future__ import annotations

import json
from collections import Counter

from tests.gate.figures import own_figures
from tests.gate.own_set import FORMS, LABELS, PAGES, POSTS, Judged, judged_pairs, misses, pages, pairs, told
from tests.gate.run import FLOORS, unmet

WORDS_OF_AN_ARTICLE = 60
LARGEST_FILES = 400_000
LANGUAGES = ("de", "es", "fr", "it", "nl", "pl", "pt")
PAIRS_OF_A_LANGUAGE = 5

HONEST_KINDS = frozenset(
    {
        "comment",
        "frame",
        "headline",
        "language",
        "names",
        "numbers",
        "opinion",
        "paraphrase",
        "part-told",
        "product",
        "quote",
        "teaser",
        "thread",
        "vague",
    }
)
FALSE_KINDS = frozenset(
    {
        "date-changed",
        "false-bound",
        "hedge-dropped",
        "home-page",
        "name-swapped",
        "near-page",
        "negated",
        "number-changed",
        "old-news",
        "opposite",
        "overclaim",
        "place-swapped",
        "quote-altered",
        "roles-exchanged",
        "shifted-row",
        "superlative",
        "word-swapped",
        "wrong-page",
        "wrong-speaker",
    }
)
KINDS = {
    "match": HONEST_KINDS,
    "mismatch": FALSE_KINDS,
    "unclear": frozenset({"no-claim", "not-stated"}),
    "unverifiable": frozenset({"wall"}),
}


def test_the_set_is_large_enough_to_hold_figures_to() -> None:
    labels = Counter(pair.label for pair in pairs())
    assert labels.total() >= 600
    assert min(labels["match"], labels["mismatch"]) >= 300
    assert labels["unclear"] >= 20


def test_ids_of_pairs_and_pages_are_given_once() -> None:
    for path in (PAGES, POSTS):
        ids = Counter(json.loads(line)["id"] for line in path.read_text("utf-8").splitlines())
        assert [name for name, count in ids.items() if count > 1] == []


def test_no_post_of_the_set_is_written_twice() -> None:
    posts = Counter(" ".join(pair.post.casefold().split()) for pair in pairs())
    assert [post for post, count in posts.items() if count > 1] == []


def test_no_page_of_the_set_has_the_text_of_another() -> None:
    texts = Counter(page["text"] for page in pages().values() if page["form"] != "wall")
    assert [text for text, count in texts.items() if count > 1] == []


def test_every_page_of_the_set_has_a_post() -> None:
    assert {pair.page["id"] for pair in pairs()} == set(pages())


def test_every_pair_has_a_label_and_a_kind_of_that_label() -> None:
    assert set(KINDS) == set(LABELS)
    assert [pair.id for pair in pairs() if pair.kind not in KINDS[pair.label]] == []


def test_every_kind_of_the_table_occurs_under_its_label() -> None:
    found = {(pair.label, pair.kind) for pair in pairs()}
    assert {(label, kind) for label, kinds in KINDS.items() for kind in kinds} == found


def test_every_article_of_the_set_has_the_length_of_one() -> None:
    assert {page["form"] for page in pages().values()} == set(FORMS)
    articles = [page for page in pages().values() if page["form"] == "article"]
    assert [page["id"] for page in articles if len(page["text"].split()) < WORDS_OF_AN_ARTICLE] == []


def test_seven_other_languages_have_pairs_of_their_own() -> None:
    languages = Counter(pair.page["language"] for pair in pairs())
    assert [language for language in LANGUAGES if languages[language] < PAIRS_OF_A_LANGUAGE] == []


def test_the_files_of_the_set_stay_small() -> None:
    assert PAGES.stat().st_size + POSTS.stat().st_size < LARGEST_FILES


def test_every_figure_of_the_own_set_has_a_limit() -> None:
    kept = json.loads(FLOORS.read_text("utf-8"))["own"]
    assert set(own_figures(each=1)) == {*kept["floors"], *kept["ceilings"]}


def test_a_figure_without_a_limit_gets_one_of_its_own_direction() -> None:
    assert unmet("own quote alarms").broken_by(1.0) is unmet("own negated flagged").broken_by(0.0) is False
    assert unmet("own changes still match").ceiling
    assert not unmet("own auc").ceiling


def test_misses_are_the_pairs_judged_otherwise_than_labelled() -> None:
    judged = judged_pairs()
    expected = {each.pair.id for each in judged if each.verdict != each.pair.label}
    found = [each.pair.id for each in misses(judged)]
    assert len(found) == len(expected)
    assert set(found) == expected


def test_accusations_come_first_among_the_misses() -> None:
    accused = [each.verdict == "mismatch" for each in misses(judged_pairs())]
    assert accused == sorted(accused, reverse=True)


def test_a_miss_is_told_with_its_post_page_and_verdict() -> None:
    first: Judged = judged_pairs()[0]
    lines = told(first).splitlines()
    assert first.pair.id in lines[0]
    assert first.verdict in lines[0]
    assert first.pair.post in lines[1]
    assert first.pair.page["title"] in lines[2]
