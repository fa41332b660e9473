"""From a feed to drafts: composes a post for each entry, and drops those whose page does not bear them out.

Feeds lie more often than one thinks: entries point at moved pages, at front pages, at the feed itself.
The feed is fetched by linkcheck too, so that its address is guarded like any link.

    python examples/bots/feed_to_posts.py https://gazette.example/feed.xml
"""

import json
import sys
from collections.abc import Iterator

from lxml import etree

import linkcheck

_ATOM = "{http://www.w3.org/2005/Atom}"


def entries(feed: bytes) -> Iterator[tuple[str, str]]:
    """(title, link) of each entry of an RSS or Atom feed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(feed, parser)
    if root is None:
        return
    for item in root.iter("item", f"{_ATOM}entry"):
        title = item.findtext("title") or item.findtext(f"{_ATOM}title") or ""
        atom = item.find(f"{_ATOM}link")
        link = item.findtext("link") or (atom.get("href") if atom is not None else "") or ""
        if title.strip() and link.strip():
            yield " ".join(title.split()), link.strip()


def main(feed_url: str, settings: linkcheck.Settings | None = None) -> int:
    snapshot = linkcheck.fetch(feed_url, settings=settings)
    if snapshot.outcome != linkcheck.Outcome.OK:
        print(f"no feed: {snapshot.message}", file=sys.stderr)
        return 2
    posts = [f"{title[:200]} {link}" for title, link in entries(snapshot.content)]
    for report in linkcheck.check_many(posts, settings=settings):
        if report.verdict in (linkcheck.Verdict.MATCH, linkcheck.Verdict.UNCLEAR):
            print(json.dumps({"text": report.post.text, "verdict": report.verdict, "score": report.score}))
        else:
            reason = (report.links or (report,))[0].reasons[0]
            print(f"dropped, {report.verdict}: {report.post.text}: {reason.message}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
