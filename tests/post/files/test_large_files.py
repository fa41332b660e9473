"""Fifty megabytes of each format: every record is found, and little of the file is held."""

from __future__ import annotations

import subprocess
import sys

import pytest

MEGABYTES = 50
BOUND = 64
"""Megabytes that reading may add; a value may have 8, and pieces of a file are read ahead."""
FORMS = {
    "json": ("[", '{"text": "%s"}', ",", "]"),
    "json, indented": ("[\n", '  {\n    "text": "%s"\n  }', ",\n", "\n]\n"),
    "json, a list in an object": ('{"source": "a", "posts": [', '{"text": "%s"}', ",", '], "count": 1}'),
    "json, an archive of X": ("window.YTD.tweets.part0 = [", '{"tweet": {"full_text": "%s"}}', ",\n", "]"),
    "json, objects in a row": ("", '{\n"text": "%s"\n}', "\n", ""),
    "jsonl": ("", '{"text": "%s"}', "\n", "\n"),
    "csv": ("text,url\n", '"%s",https://paper.example/york', "\n", "\n"),
    "csv, lines of a Mac": ("text,url\r", "%s,https://paper.example/york", "\r", "\r"),
    "text": ("", "%s", "\n", "\n"),
}
CHILD = """
import resource, sys
from linkcheck._post.files import Columns, load_file_format

name, head, record, between, tail, megabytes = sys.argv[1:]
count = int(megabytes) * 1_000_000 // 400
written = record % ("York buys buses and runs them on every line of the town. " * 6)

class Generated:
    '''A file that is made as it is read.'''

    def __init__(self):
        self.pieces = self.made()

    def made(self):
        if head:
            yield head.encode()
        for number in range(0, count, 1000):
            yield (between * bool(number) + between.join([written] * 1000)).encode()
        yield tail.encode()

    def read(self, size):
        return next(self.pieces, b"")

reader = load_file_format(name)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = problems = 0
for one in reader.read(Generated(), Columns()):
    found += 1
    problems += bool(one.problem)
scale = 1024 * 1024 if sys.platform == "darwin" else 1024
print(found, problems, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // scale)
"""


@pytest.mark.slow(reason="50 MB take some seconds in each format")
@pytest.mark.timeout(300)
@pytest.mark.skipif(sys.platform == "win32", reason="the peak of a process's memory is asked of Unix")
@pytest.mark.parametrize("form", FORMS)
def test_fifty_megabytes_are_read_to_the_last_record_with_little_of_them_held(form: str) -> None:
    command = [sys.executable, "-c", CHILD, form.partition(",")[0], *FORMS[form], str(MEGABYTES)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found, problems, held = map(int, printed.split())
    assert (found, problems) == (MEGABYTES * 1_000_000 // 400, 0)
    assert held < BOUND
