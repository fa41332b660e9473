"""Check many posts concurrently from an asynchronous program; reports come in the order of the posts."""

import asyncio
from collections import Counter

import linkcheck
from linkcheck.demo import NETWORK, Sites, demo_posts


async def main() -> None:
    settings = linkcheck.Settings(allow_networks=(NETWORK,), host_delay=0, concurrency=8)
    verdicts: Counter[str] = Counter()
    with Sites() as sites:
        async with linkcheck.AsyncChecker(settings) as checker:
            async for report in checker.check_many(demo_posts(sites.origins)):
                verdicts[report.verdict] += 1
    for verdict, number in verdicts.most_common():
        print(f"{number} {verdict}")


asyncio.run(main())
