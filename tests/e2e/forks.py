"""Forks while threads check, again and again; each child checks too:

    python -m tests.e2e.forks [FORKS]

Prints how many children ended as they should, and exits with 1 where one did not. A child has SECONDS_A_CHILD seconds.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import sys
import threading
import time
import warnings

import linkcheck
from linkcheck import Checker, Page, Settings, Verdict
from tests.conftest import FaultServer, page

SECONDS_A_CHILD = 15
THREADS = 8
TITLE = "Council approves 2,400 new street trees"
TEXT = "The council approved a plan to plant 2,400 street trees along Mill Road, its members said on Tuesday. " * 20
ARTICLE = f"<html lang=en><title>{TITLE}</title><article><h1>{TITLE}</h1><p>{TEXT}</p></article>".encode()
SETTINGS = Settings(allow_networks=("127.0.0.0/8",), host_delay=0, obey_robots=False, retries=0, timeout=5)


def check_everything(url: str, checker: Checker) -> bool:
    """Whether posts are judged as they should be: a page at hand, a visit, a visit by a checker of the parent's."""
    post = f"{TITLE} {url}"
    verdicts = {
        linkcheck.compare(TITLE, Page(title=TITLE, text=TEXT)).verdict,
        linkcheck.check(post, settings=SETTINGS).verdict,
        checker.check(post).verdict,
    }
    return verdicts == {Verdict.MATCH}


def fork_once(url: str, checker: Checker) -> bool:
    """Whether a child ended as it should, in its time."""
    child = os.fork()
    if child == 0:
        ended_well = False
        faulthandler.dump_traceback_later(SECONDS_A_CHILD - 1)  # says where a child hangs
        with contextlib.suppress(BaseException):
            ended_well = check_everything(url, checker)
        os._exit(0 if ended_well else 1)
    deadline = time.monotonic() + SECONDS_A_CHILD
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def main() -> int:
    """0 where all children ended well."""
    warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of forks among threads
    forks = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    server = FaultServer()
    url = server.put("/", page(ARTICLE))
    stop = threading.Event()
    with Checker(SETTINGS) as checker:
        check_everything(url, checker)

        def work() -> None:
            while not stop.is_set():
                check_everything(url, checker)

        threads = [threading.Thread(target=work, daemon=True) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        ended_well = [fork_once(url, checker) for _ in range(forks)]
        stop.set()
        for thread in threads:
            thread.join(SECONDS_A_CHILD)
    sys.stdout.write(f"{sum(ended_well)} of {forks} children ended as they should\n")
    sys.stdout.flush()
    os._exit(0 if all(ended_well) else 1)


if __name__ == "__main__":
    main()
