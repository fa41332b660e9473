from __future__ import annotations

import pytest

from linkcheck._post.files.cells import ColumnCells, is_address, is_time, look_at, mentions_address


@pytest.mark.parametrize("cell", ["https://a.example/b", " http://a.example , https://b.example ", "www.a.example/b"])
def test_a_cell_of_addresses_is_one(cell: str) -> None:
    assert is_address(cell)


@pytest.mark.parametrize("cell", ["", " , ", "see https://a.example", "a.example", "http:", "none"])
def test_a_cell_with_something_else_is_no_address(cell: str) -> None:
    assert not is_address(cell)


def test_an_address_within_a_text_is_seen() -> None:
    assert mentions_address("see https://a.example")
    assert not mentions_address("see http: nothing")


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-24",
        "2026-11-24T09:30:00Z",
        "2026/11/24 9:30",
        "24/11/2026",
        "11/24/26 9:30 AM",
        "24.11.2026 09.30",
        "Nov 24, 2026",
        "Tuesday, 24 November 2026 at 9:30 am",
        "2021-03-03 03:03:03 UTC",
        "Tue 24-Nov-2026",
    ],
)
def test_a_date_is_a_time_in_many_forms(cell: str) -> None:
    assert is_time(cell)


@pytest.mark.parametrize("cell", ["", "2026", "09:30", "24", "Chestnut soup 2026", "1/2", "1.500.000", "3-2 for York"])
def test_other_numbers_and_words_are_no_time(cell: str) -> None:
    assert not is_time(cell)


TEXTS = ["York buys forty buses", "Leeds buys ten trams", "Hull opens a new pier", "Bath closes its old bridge"]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["https://a.example/1", "https://a.example/2", "none"], "has_addresses"),
        (["https://a.example/1.jpg", "https://a.example/2.png?x=1"], "are_pictures"),
        (["2026-11-24 09:30", "2026-11-25 09:30"], "are_times"),
        (["2026-11-24", "25.11.2026"], "are_days"),
        (["09:30", "9:30 pm", "23.15"], "are_clocks"),
        (["1", "2.5", "3,000", "40%"], "are_numbers"),
        (["draft", "draft", "scheduled", "draft", "scheduled"], "are_labels"),
        (TEXTS, "are_texts"),
        (["東京都は四十台のバスを購入した。", "大阪市は新しい橋を開通させました。"], "are_texts"),
    ],
)
def test_a_column_is_known_by_its_cells(cells: list[str], kind: str) -> None:
    assert getattr(look_at(["", *cells, " "]), kind)


def test_texts_and_short_names_are_no_labels() -> None:
    assert not look_at(TEXTS).are_labels
    assert not look_at(["York", "Leeds", "Hull", "Bath"]).are_labels
    assert not look_at(["York", "York"]).are_labels


def test_an_empty_column_is_nothing() -> None:
    assert look_at([]) == look_at(["", " "]) == ColumnCells()
