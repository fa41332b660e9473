from __future__ import annotations

import io
from pathlib import Path

import pytest

from linkcheck.commands.output import Target, has_unicode, make_printable, write


def test_a_character_that_the_output_encoding_lacks_is_replaced() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    make_printable(stream)
    stream.write("naïve ✓ “ferry” → pier…")
    stream.flush()
    assert stream.buffer.getvalue() == b'na?ve ? "ferry" -> pier...'


@pytest.mark.parametrize(("encoding", "told"), [("utf-8", True), ("ascii", False), ("latin-1", False)])
def test_only_unicode_streams_get_unicode_marks(encoding: str, told: bool) -> None:
    assert has_unicode(io.TextIOWrapper(io.BytesIO(), encoding=encoding)) is told


def test_text_is_written_as_utf_8_with_its_own_line_ends(tmp_path: Path) -> None:
    target = Target(tmp_path / "x.csv", "csv")
    write(target, "a\r\nü\n")
    assert target.path.read_bytes() == b"a\r\n\xc3\xbc\n"
