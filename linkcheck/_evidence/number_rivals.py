"""Which numbers of a page contradict one of the claim: another amount of the same thing, not only another number?"""

from __future__ import annotations

from linkcheck._evidence.agreement import is_year, numbers_agree, numbers_contradict
from linkcheck._evidence.alignment import Alignment, Context
from linkcheck._evidence.details import TextDetails
from linkcheck._evidence.quantities import may_count_the_same, sums_of
from linkcheck._text.hedges import is_further
from linkcheck._text.numbers import Number

_ALL = 100.0


class NumberRivals:
    """Tells the numbers of a page that support one of the claim from those that contradict it."""

    def __init__(self, alignment: Alignment, claimed: Number) -> None:
        details = alignment.post.details
        self.text = alignment.text
        self.claimed = claimed
        others = [other for other in details.comparable_numbers if other.start != claimed.start and not other.span]
        self.others = [other._replace(bound="") for other in others]
        self.sums = sums_of(self.text, details.comparable_numbers)
        self.further = is_further(self.text, claimed.start, claimed.end)
        self.hedged = claimed.bound in ("above", "below") or claimed.span is not None

    def supports(self, number: Number, _text: str) -> bool:
        """Whether a number of the page is that of the claim; a hedged one may be any of the same unit."""
        return numbers_agree(self.claimed, number) and (not self.hedged or _comparable(self.claimed, number))

    def among(self, details: TextDetails) -> tuple[Number, ...]:
        """The numbers of a sentence of the page that may be meant; none where it has the claim's of the same thing.

        A sentence may have two years, each of its own event.
        """
        numbers = details.rival_numbers
        if is_year(self.claimed.values[0]):
            return numbers
        if self.claimed.values[0] in sums_of(details.text, numbers):
            return ()
        same = (
            number.values == self.claimed.values
            and number.unit == self.claimed.unit
            and may_count_the_same(self.text, self.claimed, details.text, number)
            for number in numbers
        )
        return () if any(same) else numbers

    def holds(self, number: Number, text: str) -> bool:
        """Whether a number of the page, in this sentence, contradicts that of the claim."""
        return (
            _comparable(self.claimed, number)
            and numbers_contradict(self.claimed, number)
            and not any(numbers_agree(other, number) for other in self.others)
            and number.values[0] not in self.sums
            and not self._is_rest(number)
            and may_count_the_same(self.text, self.claimed, text, number)
            and is_further(text, number.start, number.end) == self.further
        )

    def _is_rest(self, number: Number) -> bool:
        """Whether the two shares are all there is: who does not hold 80 % holds 20 %."""
        return number.unit == "percent" and self.claimed.values[0] + number.values[0] == _ALL

    def admitted_by(self, contexts: tuple[Context, ...]) -> bool:
        """Whether a sentence of the page leaves the number open: "dozens", "10-15", "14 men and 3 women" for 17."""
        details = [context.passage.sentence.details for context in contexts]
        return any(self._leaves_open(number, one.text) for one in details for number in one.numbers) or any(
            self.claimed.values[0] in sums_of(one.text, one.rival_numbers) for one in details
        )

    def _leaves_open(self, number: Number, text: str) -> bool:
        """Whether a range or a vague amount holds the claim's number; beside a bound an exact post knows more."""
        return (
            number.span is not None
            and _comparable(self.claimed, number)
            and not numbers_contradict(self.claimed, number)
            and may_count_the_same(self.text, self.claimed, text, number)
        )


def _comparable(number: Number, found: Number) -> bool:
    """Whether the two could stand for one another: of one unit and currency, and both years or neither.

    A price stands for no count ("399 dollars" for "four days"), so that a missing unit is another one.
    """
    if number.unit != found.unit:
        return False
    return is_year(number.values[0]) == is_year(found.values[0])
