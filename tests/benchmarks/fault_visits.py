"""What visits of faulty servers leave behind in one checker: memory, sockets, tasks, descriptors, threads.

    python -m tests.benchmarks.fault_visits            # 2,000 visits, 64 at once
    python -m tests.benchmarks.fault_visits 4000

Every fault and every odd but readable answer of tests/web/test_visit_failures.py, one after another, from servers in a
process of their own.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

from linkcheck import AsyncChecker, Settings, Snapshot
from tests.conftest import FaultServer
from tests.web.test_visit_failures import FAILURES, READABLE

ROOT = Path(__file__).parents[2]
AT_ONCE = 64
ROUNDS = 4
FAULTS = [script for script, _, _ in FAILURES.values()] + [script for script, _, _ in READABLE.values()]


def left_behind() -> dict[str, int]:
    """What this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    with os.scandir("/proc/self/fd") as entries:  # itself one of them
        descriptors = [os.readlink(entry.path) for entry in entries]
    return {
        "MiB": pages * os.sysconf("SC_PAGE_SIZE") // 2**20,
        "sockets": sum(target.startswith("socket:") for target in descriptors),
        "descriptors": len(descriptors),
        "tasks": len(asyncio.all_tasks()),
        "threads": threading.active_count(),
    }


async def visit_all(port: int, visits: int) -> None:
    settings = Settings(
        allow_networks=("127.0.0.0/8",),
        host_delay=0,
        host_concurrency=AT_ONCE,
        concurrency=AT_ONCE,
        obey_robots=False,
        retries=0,
        timeout=2,
    )
    outcomes: Counter[str] = Counter()
    async with AsyncChecker(settings) as checker:
        numbers = iter(range(visits))

        async def work(until: int) -> None:
            for number in numbers:
                snapshot: Snapshot = await checker.fetch(f"http://127.0.0.1:{port}/{number % len(FAULTS)}/{number}")
                outcomes[str(snapshot.outcome)] += 1
                if number >= until:
                    return

        _show("at the beginning")
        for turn in range(1, ROUNDS + 1):
            until = visits * turn // ROUNDS - 1
            await asyncio.gather(*(work(until) for _ in range(AT_ONCE)))
            await asyncio.sleep(6)  # connections are kept for five seconds
            _show(f"after {sum(outcomes.values())} visits")
    await asyncio.sleep(0.1)
    _show("checker closed")
    sys.stdout.write(f"{dict(outcomes)}\n")


def _show(when: str) -> None:
    figures = "  ".join(f"{name} {value}" for name, value in left_behind().items())
    sys.stdout.write(f"{when:20} {figures}\n")
    sys.stdout.flush()


def main() -> None:
    if sys.argv[1:2] == ["--serve"]:
        server = FaultServer()
        for number in range(int(sys.argv[2])):
            server.put(f"/{number % len(FAULTS)}/{number}", FAULTS[number % len(FAULTS)])
        sys.stdout.write(f"{server.port}\n")
        sys.stdout.flush()
        sys.stdin.read()
        return
    visits = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    command = [sys.executable, "-m", "tests.benchmarks.fault_visits", "--serve", str(visits)]
    served = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if served.stdout is None:
        raise SystemExit("the server has no output")
    try:
        asyncio.run(visit_all(int(served.stdout.readline()), visits))
    finally:
        served.kill()
        served.communicate()


if __name__ == "__main__":
    main()
