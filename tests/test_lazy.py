"""What threads share holds no lock that a forked child would inherit."""

from __future__ import annotations

import re

from linkcheck._lazy import LazyProperty
from tests.architecture import SOURCE

_LOCKING = re.compile(r"\bcached_property\b")
_XPATH = re.compile(r"\w\.text_content\(|\bXPath\(|\bXSLT\(")


class Counted:
    def __init__(self) -> None:
        self.calls = 0

    @LazyProperty
    def answer(self) -> int:
        """What is computed."""
        self.calls += 1
        return 42


def test_a_lazy_property_is_computed_once_an_instance() -> None:
    one, other = Counted(), Counted()
    assert (one.answer, one.answer, one.calls, other.calls) == (42, 42, 1, 0)


def test_a_lazy_property_shows_its_documentation_on_the_class() -> None:
    assert Counted.answer.__doc__ == "What is computed."


def test_no_property_of_the_package_is_kept_behind_a_lock_that_all_share() -> None:
    used = [path.name for path in SOURCE.rglob("*.py") if _LOCKING.search(path.read_text("utf-8"))]
    assert used == ["_lazy.py"], "functools.cached_property hangs a child forked while threads compute; see _lazy"


def test_no_xpath_of_lxml_is_shared_by_threads() -> None:
    used = [path.name for path in SOURCE.rglob("*.py") if _XPATH.search(path.read_text("utf-8"))]
    assert used == [], "an XPath kept for all threads has a lock, as text_content() has; see _page.blocks"
