"""Which numbers shape what linkcheck finds and decides? All of them, each with where it comes from.

`_evidence/parameters.json` holds for each number its value and its source: the set it was chosen on, when, and how. The
classes here say what each number means, in which unit and in which range. What training learns is in `model.json`.

A module that uses a number binds it to a name at its top, `_MIN_TOPIC = PARAMETERS.details.min_topic`, or reads it in a
function. Nothing else is made of a parameter at import, so that a test can replace any of them (tests/parameters.py).
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

import msgspec

from linkcheck._parameters.details import (
    AgeParameters,
    CardParameters,
    DetailsParameters,
    FramesParameters,
    MediaParameters,
    NamesParameters,
    NumbersParameters,
    PolarityParameters,
    PredicatesParameters,
    QuotationsParameters,
    RolesParameters,
    WordingParameters,
)
from linkcheck._parameters.judging import (
    AlignmentParameters,
    CausesParameters,
    ClaimParameters,
    CoefficientsParameters,
    LanguageParameters,
    QueueParameters,
    StatesParameters,
    TermsParameters,
    TopicParameters,
    VerdictsParameters,
)
from linkcheck._parameters.ranges import ParameterGroup
from linkcheck._tables import packaged_text
from linkcheck.errors import LinkcheckError

FILE = "_evidence/parameters.json"


class Parameters(ParameterGroup, frozen=True):
    """All parameters, by subject."""

    topic: TopicParameters
    terms: TermsParameters
    alignment: AlignmentParameters
    names: NamesParameters
    polarity: PolarityParameters
    roles: RolesParameters
    wording: WordingParameters
    quotations: QuotationsParameters
    age: AgeParameters
    card: CardParameters
    media: MediaParameters
    language: LanguageParameters
    states: StatesParameters
    claim: ClaimParameters
    details: DetailsParameters
    numbers: NumbersParameters
    frames: FramesParameters
    predicates: PredicatesParameters
    verdicts: VerdictsParameters
    causes: CausesParameters
    coefficients: CoefficientsParameters
    queue: QueueParameters


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    value: Any
    source: Annotated[str, msgspec.Meta(min_length=1)]


def read_parameters(content: bytes, name: str = f"linkcheck/{FILE}") -> Parameters:
    """The parameters in a file's content; `name` is the file's, for messages.

    Raises LinkcheckError, naming file and key, where one is missing, unknown, mistyped, out of its range or without a
    source.
    """
    try:
        values = {
            group: {key: _entry(entry, f"{group}.{key}").value for key, entry in entries.items()}
            for group, entries in msgspec.json.decode(content, type=dict[str, dict[str, Any]]).items()
        }
        return msgspec.convert(values, Parameters)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise LinkcheckError(f"{name}: {error}; if you did not change it, install linkcheck again") from error


def _entry(entry: object, key: str) -> _Entry:
    try:
        return msgspec.convert(entry, _Entry)
    except msgspec.ValidationError as error:
        raise msgspec.ValidationError(f"{error} - of `$.{key}`") from error


def sources_of(content: bytes) -> dict[str, dict[str, str]]:
    """Where each parameter of a valid file comes from, by group and key."""
    entries = msgspec.json.decode(content, type=dict[str, dict[str, _Entry]])
    return {group: {key: entry.source for key, entry in inside.items()} for group, inside in entries.items()}


def parameters_digest(parameters: Parameters | None = None) -> str:
    """SHA-256 (hex) of the values, those in use unless given; reports name it. Sources do not change it."""
    return hashlib.sha256(msgspec.json.encode(parameters or PARAMETERS, order="sorted")).hexdigest()


PARAMETERS = read_parameters(packaged_text(FILE).encode())
"""The parameters in use. Importing linkcheck does not import this module."""
