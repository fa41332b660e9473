"""`-v` and `-vv`: what the loggers of linkcheck say, on standard error."""

from __future__ import annotations

import logging

import click

_LOGGER = logging.getLogger("linkcheck")


class _StandardError(logging.Handler):
    """Writes where standard error is at the moment: a spinner takes its place while it turns."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(self.format(record), err=True)


def show_logs(context: click.Context, verbosity: int) -> None:
    """Show visits (1) and each hop and attempt too (2 or more) for as long as the command runs; 0 shows nothing."""
    if not verbosity:
        return
    handler, before = _StandardError(), _LOGGER.level
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def end() -> None:
        _LOGGER.removeHandler(handler)
        _LOGGER.setLevel(before)

    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(logging.INFO if verbosity == 1 else logging.DEBUG)
    context.call_on_close(end)
