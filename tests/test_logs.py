"""linkcheck logs to the loggers of the standard library, silently by default, and no handler breaks it."""

from __future__ import annotations

import logging
import subprocess
import sys
from asyncio import CancelledError
from collections.abc import Iterator

import httpx
import pytest

from linkcheck import Checker, Page, Settings, Verdict, compare
from linkcheck._logs import log_safely

POST = "The council planted 240 trees on Mill Road https://news.example/trees"
HTML = "<title>Trees</title><p>" + "The council planted 240 trees on Mill Road. " * 40


def raising(error: BaseException) -> logging.Handler:
    class Raising(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise error

    return Raising()


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    """The logger of linkcheck, as verbose as can be; as it was afterwards."""
    logger = logging.getLogger("linkcheck")
    handlers, level = list(logger.handlers), logger.level
    logger.setLevel(logging.DEBUG)
    yield logger
    logger.setLevel(level)
    logger.handlers[:] = handlers


@pytest.mark.parametrize(
    "error",
    [ValueError("full disk"), RecursionError(), SystemExit(1), KeyboardInterrupt(), GeneratorExit(), CancelledError()],
)
def test_a_handler_that_raises_changes_no_verdict(error: BaseException, logger: logging.Logger) -> None:
    logger.addHandler(raising(error))
    settings = Settings(host_delay=0, obey_robots=False, retries=0)
    with Checker(settings, transport=httpx.MockTransport(lambda request: httpx.Response(200, html=HTML))) as checker:
        assert checker.check(POST).verdict is Verdict.MATCH
    with Checker(settings, transport=httpx.MockTransport(lambda request: httpx.Response(429))) as checker:
        assert checker.check(POST).verdict is Verdict.UNVERIFIABLE


def test_a_filter_that_raises_is_passed_over(logger: logging.Logger) -> None:
    def refuse(record: logging.LogRecord) -> bool:
        raise ValueError("no")

    logger.addFilter(refuse)
    try:
        log_safely(logger, logging.WARNING, "%s", "anything")
    finally:
        logger.removeFilter(refuse)


def test_a_record_names_the_line_that_tells_it(caplog: pytest.LogCaptureFixture) -> None:
    log_safely(logging.getLogger("linkcheck.web"), logging.WARNING, "%d of %s", 1, "two")

    assert (caplog.records[0].getMessage(), caplog.records[0].filename) == ("1 of two", "test_logs.py")


_WARN = """
import linkcheck
class Broken:
    code = "broken-one"
    def weigh(self, case):
        raise ValueError("no such model")
print(linkcheck.compare("The ferry sails", linkcheck.Page(text="The ferry sails"), detectors=(Broken(),)).verdict)
"""


def test_a_program_without_logging_sees_no_warning() -> None:
    done = subprocess.run([sys.executable, "-c", _WARN], capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")


def test_trouble_with_a_detector_is_a_warning_without_secrets(caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        code = "broken-one"

        def weigh(self, case: object) -> object:
            raise ValueError("https://user:secret@models.example/v1?token=3f2a9c answered 500")

    compare(POST, Page(text=HTML), detectors=(Broken(),))  # type: ignore[arg-type]  # the mistake shown

    assert [(record.name, record.levelname) for record in caplog.records] == [("linkcheck.check", "WARNING")]
    assert "broken-one (ValueError: https://***@models.example/v1?token=***" in caplog.text
    assert "secret" not in caplog.text
    assert "3f2a9c" not in caplog.text
