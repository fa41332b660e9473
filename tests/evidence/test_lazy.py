from __future__ import annotations

from linkcheck._evidence.lazy import LazyProperty


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
