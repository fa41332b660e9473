from __future__ import annotations

import pytest

import linkcheck
from linkcheck._evidence.aliases import same_name

NATIONALITIES = """
China Chinese; Japan Japanese; Portugal Portuguese; Lebanon Lebanese; Malta Maltese; Senegal Senegalese; Sudan Sudanese;
Vietnam Vietnamese; Taiwan Taiwanese; Nepal Nepalese; Congo Congolese; Togo Togolese; Burma Burmese; Gabon Gabonese;
Guyana Guyanese; Bhutan Bhutanese; Benin Beninese; Timor Timorese; Suriname Surinamese; Milan Milanese; Vienna Viennese;
Genoa Genoese; Canton Cantonese; Sweden Swedish; Britain British; Turkey Turkish; Ireland Irish;
Poland Polish; Denmark Danish; Spain Spanish; Finland Finnish; Scotland Scottish; England English; Italy Italian;
Russia Russian; Nigeria Nigerian; Canada Canadian; Brazil Brazilian; Egypt Egyptian; Iran Iranian; Hungary Hungarian;
Ukraine Ukrainian; Norway Norwegian; Syria Syrian; Palestine Palestinian; Belarus Belarusian; Mali Malian;
Haiti Haitian; Jordan Jordanian; Libya Libyan; Kenya Kenyan; Mexico Mexican; Cuba Cuban; Germany German; Tibet Tibetan;
Paraguay Paraguayan; Morocco Moroccan; Chile Chilean; Korea Korean; Singapore Singaporean; Zimbabwe Zimbabwean;
Iraq Iraqi; Israel Israeli; Pakistan Pakistani; Kuwait Kuwaiti; Yemen Yemeni; Qatar Qatari; Bangladesh Bangladeshi;
Oman Omani; Azerbaijan Azerbaijani; Iceland Icelandic; Argentina Argentine; Serbia Serb; Croatia Croat;
Mongolia Mongol; Slovakia Slovak; Slovenia Slovene; Somalia Somali; Czechia Czech
"""
PAIRS = [(pair.split()[0], pair.split()[1]) for pair in NATIONALITIES.split(";")]
NEWS = "court jails journalist Asel Beisenova for four years"


@pytest.mark.parametrize(("country", "people"), PAIRS)
def test_a_country_and_its_people_are_one_name_in_both_directions(country: str, people: str) -> None:
    assert same_name(country, people)
    assert same_name(people, country)


@pytest.mark.parametrize(("country", "people"), PAIRS)
def test_a_post_that_names_the_people_for_the_country_is_not_accused(country: str, people: str) -> None:
    assert verdict(f"{people} {NEWS}", f"{country}'s {NEWS}") == "match"
    assert verdict(f"{country}'s {NEWS}", f"{people} {NEWS}") == "match"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Chinese", "Japan"), ("Sudanese", "Senegal"), ("Maltese", "Nepal"), ("Swedish", "Spain"), ("Iraqi", "Iran")],
)
def test_a_post_that_names_another_nation_is_accused(one: str, other: str) -> None:
    assert verdict(f"{one} {NEWS}", f"{other}'s {NEWS}") == "mismatch"


@pytest.mark.parametrize(
    ("woman", "man"), [("Princess", "Prince"), ("Baroness", "Baron"), ("Hostess", "Host"), ("Heiress", "Heir")]
)
def test_a_title_that_ends_in_ess_is_no_nationality(woman: str, man: str) -> None:
    assert not same_name(woman, man)
    assert not same_name(man, woman)


def verdict(post: str, headline: str) -> str:
    page = linkcheck.Page(
        url="https://example.org/news",
        title=headline,
        text=f"{headline}. She was arrested in May, a lawyer said.",
    )
    return str(linkcheck.compare(post, page).verdict)
