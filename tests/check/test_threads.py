"""The threads of a checker begin when they are needed and end when told to."""

from __future__ import annotations

import threading

from linkcheck._check.threads import WorkThreads


def test_no_thread_begins_before_there_is_work_and_all_end() -> None:
    before = threading.active_count()
    threads = WorkThreads.begin()
    assert threading.active_count() == before
    names = [executor.submit(threading.current_thread).result() for executor in threads]
    assert [thread.name for thread in names] == ["linkcheck-reader_0", "linkcheck-detectors_0", "linkcheck-children_0"]
    threads.end()
    for thread in names:
        thread.join(10)
    assert threading.active_count() == before
