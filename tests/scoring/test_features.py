from __future__ import annotations

import re
from pathlib import Path

import linkcheck._evidence
from linkcheck._scoring.features import MANUAL_COEFFICIENTS, REASON_CODES

_CODE = re.compile(r'code="([a-z-]+)"')
TOLD_WITH_OTHERS = {"topic-mass", "topic-letters", "topic-names-missing"}
UNTOLD = {
    *("topic-no-title", "topic-no-names", "topic-thin-page", "topic-page-length", "topic-foreign"),
    "topic-claim-weight",
}


def test_every_code_of_evidence_is_explained() -> None:
    folder = Path(next(iter(linkcheck._evidence.__path__)))
    written = {code for file in folder.rglob("*.py") for code in _CODE.findall(file.read_text("utf-8"))}
    assert written - UNTOLD - TOLD_WITH_OTHERS <= set(REASON_CODES)
    assert set(MANUAL_COEFFICIENTS) <= set(REASON_CODES)


def test_every_code_has_a_meaning_and_an_example() -> None:
    assert all(reason.meaning and reason.example for reason in REASON_CODES.values())
