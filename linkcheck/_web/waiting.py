"""How long visits take at the least, since each site is given its pauses, and which site that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from linkcheck._urls.url import UrlError, parse_url
from linkcheck._web.pacing import site_of
from linkcheck.settings import Settings


class Wait(NamedTuple):
    """What the site with the most visits asks of a run."""

    seconds: float = 0.0
    site: str = ""
    visits: int = 0


def least_wait(urls: Iterable[str], settings: Settings) -> Wait:
    """The pauses at the site that most of these URLs are of; a URL that comes twice is visited once.

    Crawl-delay, redirects and slow answers come on top. There is no wait for pages that only the store is asked for.
    """
    visits: Counter[str] = Counter()
    for url in set(urls):
        try:
            visits[site_of(parse_url(url, max_length=settings.max_url_length))] += 1
        except UrlError:
            continue
    if not visits or settings.offline:
        return Wait()
    site, most = min(visits.items(), key=lambda item: (-item[1], item[0]))
    return Wait((most - 1) * settings.host_delay, site, most)
