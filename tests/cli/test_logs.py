"""`-v` shows visits, `-vv` each hop too, and neither outlives its run."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Command

LOOPBACK = ("--allow-network", "127.0.0.0/8", "--host-delay", "0")


@pytest.mark.parametrize(
    ("option", "levels"), [((), set()), (("-v",), {"INFO"}), (("-vv",), {"INFO", "DEBUG"}), (("--verbose",), {"INFO"})]
)
def test_visits_are_logged_as_often_as_asked(
    command: Command, good: str, option: tuple[str, ...], levels: set[str]
) -> None:
    logger = logging.getLogger("linkcheck")
    before = (logger.level, [*logger.handlers])
    printed = command("check", good, *LOOPBACK, *option)
    assert {line.partition(" ")[0] for line in printed.errors.splitlines()} == levels
    assert "linkcheck.web" not in printed
    assert (logger.level, logger.handlers) == before


def test_secrets_are_not_logged_either(command: Command) -> None:
    printed = command("check", "Goodbye to all readers https://news.example/unsubscribe?token=s3cret", "-vv")
    assert "news.example/unsubscribe" in printed.errors
    assert "s3cret" not in printed.errors
