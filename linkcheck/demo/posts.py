"""The demonstration's queue: posts about the pages of `sites`, most of them wrong in one way each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources

from linkcheck._post.parse import parse_post
from linkcheck._post.types import Post


def demo_posts(origins: Mapping[str, str]) -> list[Post]:
    """The posts, with the sites' names in their links replaced by where the sites are served."""
    lines = resources.files("linkcheck.demo").joinpath("posts.jsonl").read_text(encoding="utf-8")
    return [_read(line, origins) for line in lines.splitlines()]


def _read(line: str, origins: Mapping[str, str]) -> Post:
    record = json.loads(line)
    for site, origin in origins.items():
        record["text"] = record["text"].replace(f"{{{site}}}", origin)
    return parse_post(record)
