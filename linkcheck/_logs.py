"""How does linkcheck log? By the standard library, to loggers below "linkcheck", and so that no handler breaks a check.

Whoever wants to see it gives that logger a handler; until then nothing is written, and next to nothing is spent.
"""

from __future__ import annotations

import logging

from linkcheck._entry_points import is_ctrl_c

logging.getLogger("linkcheck").addHandler(logging.NullHandler())  # otherwise warnings go to stderr by themselves


def log_safely(logger: logging.Logger, level: int, template: str, *arguments: object) -> None:
    """Log, whatever the handlers and filters of others do. What is told holds no secret: callers see to that."""
    try:
        logger.log(level, template, *arguments, stacklevel=2)
    except BaseException as error:
        if is_ctrl_c(error):
            raise
