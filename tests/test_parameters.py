from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import msgspec
import pytest

from linkcheck._parameters import FILE, PARAMETERS, parameters_digest, read_parameters, sources_of
from linkcheck._tables import packaged_text
from linkcheck.errors import LinkcheckError

CONTENT = packaged_text(FILE).encode()


def changed(group: str, key: str, **entry: Any) -> bytes:
    """The file with another entry."""
    content = json.loads(CONTENT)
    content[group][key] = content[group].get(key, {}) | entry
    return json.dumps(content).encode()


def test_importing_linkcheck_does_not_read_the_parameters() -> None:
    asked = "import sys, linkcheck; sys.exit('linkcheck._parameters' in sys.modules)"
    subprocess.run([sys.executable, "-c", asked], check=True)


def test_parameters_in_use_are_those_of_the_packaged_file() -> None:
    assert read_parameters(CONTENT) == PARAMETERS


def test_the_struct_of_parameters_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        PARAMETERS.details.min_topic = 0.5  # type: ignore[misc]


def test_every_parameter_says_where_it_comes_from() -> None:
    values = msgspec.to_builtins(PARAMETERS)
    sources = sources_of(CONTENT)
    assert {group: set(inside) for group, inside in sources.items()} == {
        group: set(inside) for group, inside in values.items()
    }
    assert all(len(source.split()) >= 3 for inside in sources.values() for source in inside.values())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "truncated"),
        (b"[]", "Expected `object`"),
        (b"\xff", "malformed"),
        (b"{}", "missing required field `topic`"),
        (changed("details", "min_topic", value="much"), r"Expected `float`, got `str` - at `\$.details.min_topic`"),
        (changed("details", "min_topic", value=True), r"got `bool` - at `\$.details.min_topic`"),
        (changed("details", "min_topic", value=None), r"got `null` - at `\$.details.min_topic`"),
        (changed("details", "min_topic", value=1.5), r"<= 1.0 - at `\$.details.min_topic`"),
        (changed("details", "min_topic", source=""), r"length >= 1 - at `\$.source` - of `\$.details.min_topic`"),
        (changed("details", "min_topic", note="x"), r"unknown field `note` - of `\$.details.min_topic`"),
        (changed("details", "min_tipic", value=1, source="x"), r"unknown field `min_tipic` - at `\$.details`"),
        (json.dumps(json.loads(CONTENT) | {"details": {}}).encode(), r"missing required field `\w+` - at `\$.details`"),
    ],
)
def test_a_damaged_file_of_parameters_is_named_with_the_key(content: bytes, told: str) -> None:
    with pytest.raises(LinkcheckError, match=rf"^linkcheck/{FILE}: .*{told}.*install linkcheck again"):
        read_parameters(content)


def test_the_digest_of_parameters_changes_with_a_value_and_not_with_a_source() -> None:
    assert parameters_digest() == parameters_digest(read_parameters(changed("details", "min_topic", source="another")))
    assert parameters_digest() != parameters_digest(read_parameters(changed("details", "min_topic", value=0.31)))
    assert len(parameters_digest()) == 64
