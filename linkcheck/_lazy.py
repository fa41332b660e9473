"""What is computed once for an object that threads share? Properties that hold no lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, overload

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class LazyProperty(Generic[Owner, Value]):
    """Computes a property on first use and keeps it in the instance.

    functools.cached_property holds one lock for all instances of a class on Python 3.11: what runs in several threads
    would wait for each other, and a process that forks meanwhile would inherit the lock held. Here two threads
    may compute the same value twice, which does no harm.
    """

    def __init__(self, compute: Callable[[Owner], Value]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type[Owner], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type[Owner]) -> LazyProperty[Owner, Value]: ...

    @overload
    def __get__(self, instance: Owner, owner: type[Owner]) -> Value: ...

    def __get__(self, instance: Owner | None, owner: type[Owner]) -> LazyProperty[Owner, Value] | Value:
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._compute(instance)
        return value
