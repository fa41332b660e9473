"""What a body is shows in its first bytes, whatever its label says."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from linkcheck.settings import Settings
from linkcheck.web import bodies
from linkcheck.web.bodies import kind_of_bytes, limits_for


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"<!doctype html>", "text"),
        ("caf\u00e9".encode("latin-1"), "text"),
        ("\u4f8b".encode("shift_jis"), "text"),
        (b"\xef\xbb\xbf<html>", "text"),
        ("<html>".encode("utf-16"), "text"),
        (b"{}", "text"),
        (b"", "nothing"),
        (b"%PDF-1.4", "pdf"),
        (b"\x1f\x8b\x08", "gzip data"),
        (b"PK\x03\x04", "a zip file"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"\x00\x01", "binary data"),
        (b"text\x00text", "binary data"),
        (bytes(range(1, 32)) * 8, "binary data"),
        (b"\x1b$B$3$s\x1b(B", "text"),
    ],
)
def test_the_kind_of_a_body_follows_its_first_bytes(start: bytes, kind: str) -> None:
    assert kind_of_bytes(start) == kind


def test_a_pdf_may_be_larger_where_it_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(Settings(), max_wire_bytes=2048, max_body_bytes=4096, max_pdf_bytes=8192)

    monkeypatch.setattr(bodies, "pdf_is_read", lambda: True)
    assert limits_for("application/pdf; x=y", settings) == bodies.Limits(8192, 8192)
    assert limits_for("text/html", settings) == bodies.Limits(2048, 4096)
    monkeypatch.setattr(bodies, "pdf_is_read", lambda: False)
    assert limits_for("application/pdf", settings) == bodies.Limits(2048, 4096)
