"""Currencies and units are made of CLDR's, without what is a word of much else."""

from __future__ import annotations

import pytest

from linkcheck.training._tables.measures import TABLES
from linkcheck.training._tables.table import Sources, make_rows


@pytest.fixture(scope="module", autouse=True)
def cldr() -> None:
    pytest.importorskip("babel")


def test_a_currency_has_its_signs_and_its_names_in_every_language() -> None:
    (euro,) = [row for row in make_rows(TABLES[0], Sources()) if row.startswith("EUR\t")]
    assert euro.split("\t")[1] == "€"
    assert {"euro", "euros"} <= set(euro.split("\t")[2].split("|"))


def test_words_of_english_name_a_currency_only_in_its_whole_name() -> None:
    (won,) = [row for row in make_rows(TABLES[0], Sources()) if row.startswith("KRW\t")]
    names = won.split("\t")[2].split("|")
    assert "south korean won" in names
    assert "won" not in names


def test_a_unit_has_its_long_and_its_short_writings() -> None:
    (kilometre,) = [row for row in make_rows(TABLES[1], Sources()) if row.startswith("length-kilometer\t")]
    assert {"km", "kilometers", "kilometres", "километров"} <= set(kilometre.split("\t")[1].split("|"))


def test_prepositions_and_shares_are_no_units() -> None:
    writings = {word for row in make_rows(TABLES[1], Sources()) for word in row.split("\t")[1].split("|")}
    assert not {"in", "st", "fat"} & writings
