"""Does a workbook open, and does each sheet of it? The program of the child process in which `excel` tries one first.

python-calamine ends its process where a workbook makes it ask for all memory, and goes round in circles in some.
"""

from __future__ import annotations

import io
import sys

from linkcheck._child_process import limit_this_process

MAX_TRIAL = 120
"""Seconds of processor time, and by the clock; two million cells take 1.4."""
_MAX_MEMORY = 2 * 1024 * 1024 * 1024
"""Bytes of address space."""


def main() -> int:
    """0 where the workbook was read; 1 where the reader refused it, which standard output then says."""
    limit_this_process(memory=_MAX_MEMORY, cpu=MAX_TRIAL)
    import python_calamine

    try:
        workbook = python_calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name)
    except BaseException as problem:  # a fault of the reader's own is no Exception
        sys.stdout.buffer.write(str(problem).encode("utf-8", "replace"))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
