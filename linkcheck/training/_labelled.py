"""Labelled pairs of post and page: reading them, and their evidence.

A row is one JSON object a line: {"post", "label", "page_title", "page_description", "page_text"} and, if
known, "id", "kind", "url", and "vague_post": whether the post claims little. The label is "match" or "mismatch"; rows
with another label are passed over. Rows of grounding sets are read too: {"claim", "passage", "label"}, where the
label is "supported" (a match) or "contradicted" (a mismatch).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from linkcheck._evidence.compare import extract_evidence, prepare_page, prepare_post
from linkcheck._evidence.types import LANGUAGE_DIFFERS, Case, Detector, Evidence
from linkcheck._page.states import with_state
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post
from linkcheck._scoring.codes import DETECTOR_FAILED
from linkcheck._scoring.custom import run_detectors
from linkcheck.errors import InputError, MissingFileError
from linkcheck.settings import Settings


class LabelledPair(msgspec.Struct, frozen=True, kw_only=True):
    """One row: a post, a page, and what a person says of them."""

    id: str
    post: str
    page: Page
    mismatch: bool
    kind: str = ""
    vague: bool = False
    """Whether the post claims little: it may be unclear, and is counted apart."""

    @property
    def fold_key(self) -> str:
        """The same for all rows of one page: they must not lie on both sides of a split."""
        text = f"{self.page.title}\n{self.page.text}"
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class PairEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """One row with its evidence."""

    pair: LabelledPair
    evidence: tuple[Evidence, ...]


_MATCH = frozenset({"match", "supported"})
_MISMATCH = frozenset({"mismatch", "contradicted"})


def read_labelled(path: Path, *, vague: bool = False) -> Iterator[LabelledPair]:
    """The labelled rows of a JSONL file (plain or .gz), with `vague` those of posts too that claim little.

    Raises MissingFileError for a file that cannot be read, InputError (naming file and line) for a row
    that is no such row.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                row = _as_row(line, f"{path}:{number}")
                if row.get("label") in _MATCH | _MISMATCH and (vague or not row.get("vague_post")):
                    yield _as_pair(row, f"{path}:{number}", id=f"{path.name}:{number}")
    except FileNotFoundError:
        raise MissingFileError(str(path)) from None
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise MissingFileError(str(path), f"cannot be read: {error}") from error


def _as_row(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{place}: this line is not JSON: {error}") from None
    if not isinstance(row, dict):
        raise InputError(f"{place}: this line is not a JSON object")
    return row


_GROUNDING_FIELDS = {"claim": "post", "passage": "page_text"}


def _as_pair(row: dict[str, Any], place: str, *, id: str) -> LabelledPair:  # noqa: A002 - the field's name
    row = {_GROUNDING_FIELDS.get(field, field): value for field, value in row.items()}
    texts = {}
    for field in ("id", "kind", "post", "url", "page_title", "page_description", "page_text"):
        value = row.get(field)
        if value is not None and not isinstance(value, (str, int)):
            raise InputError(f"{place}: {field} must be a text")
        texts[field] = "" if value is None else str(value)
    return LabelledPair(
        id=texts["id"] or id,
        post=texts["post"],
        page=Page(
            url=texts["url"] or "https://example.org/page",
            title=texts["page_title"],
            description=texts["page_description"],
            text=texts["page_text"],
        ),
        mismatch=row["label"] in _MISMATCH,
        kind=texts["kind"],
        vague=bool(row.get("vague_post")),
    )


def sample(pairs: Iterable[LabelledPair], limit: int) -> list[LabelledPair]:
    """At most `limit` of the pairs, chosen by the digest of their id: the same ones every time."""
    everything = list(pairs)
    if len(everything) <= limit:
        return everything
    chosen = sorted(everything, key=lambda pair: hashlib.sha256(pair.id.encode()).digest())[:limit]
    return sorted(chosen, key=lambda pair: pair.id)


def extract_pairs(pairs: Iterable[LabelledPair], detectors: Sequence[Detector] = ()) -> tuple[PairEvidence, ...]:
    """The pairs with their evidence, without those that are not judged by words (languages differ)."""
    weighed = (extract_pair(pair, detectors) for pair in pairs)
    return tuple(w for w in weighed if not any(e.code == LANGUAGE_DIFFERS for e in w.evidence))


def extract_pair(pair: LabelledPair, detectors: Sequence[Detector] = ()) -> PairEvidence:
    """The evidence of one labelled pair, found as `compare` finds it, page states apart.

    Raises InputError where a detector of the user's fails: figures without it would be others.
    """
    post = parse_post(pair.post)
    link = post.links[0] if len(post.links) == 1 else None
    page = with_state(pair.page)
    prepared = prepare_post(post, link)
    case = Case(post=post, claim=prepared.claim, page=page, link=link)
    evidence = run_detectors(detectors, case, extract_evidence(prepared, prepare_page(page)), settings=Settings())
    for failed in (e for e in evidence if e.code == DETECTOR_FAILED.code):
        raise InputError(f"{pair.id}: {failed.message}")
    return PairEvidence(pair=pair, evidence=evidence)
