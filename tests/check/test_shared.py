from __future__ import annotations

import subprocess
import sys

_IMPORT_ALL_WITHOUT_FORKS = """
import importlib, os
del os.fork, os.register_at_fork
import linkcheck
for module in ("linkcheck._check.shared", "linkcheck._web.pacing", "linkcheck._web.resolver", "linkcheck._cli"):
    importlib.import_module(module)
print(linkcheck.compare("The ferry sails", linkcheck.Page(text="The ferry sails")).verdict)
"""


def test_linkcheck_works_where_processes_do_not_fork_as_on_windows() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALL_WITHOUT_FORKS], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
