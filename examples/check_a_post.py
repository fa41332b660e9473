"""Check a post against the page behind its link, and read the report.

It serves the page itself, so that it runs without a network.
"""

import linkcheck
from linkcheck.demo import NETWORK, Sites

with Sites() as sites:
    settings = linkcheck.Settings(allow_networks=(NETWORK,), host_delay=0)
    page = f"{sites.origins['gazette']}/news/street-trees"
    right = linkcheck.check(
        f"The town will plant 2,400 street trees over the next three winters {page}", settings=settings
    )
    wrong = linkcheck.check(f"The old fire station on Tanner's Row will close in December {page}", settings=settings)

for report in (right, wrong):
    link = report.links[0]
    print(f"{report.verdict} ({report.score:.2f}): {report.post.text}")
    print(f"  page: {link.page.title if link.page else 'not read'}")
    for reason in link.reasons[:2]:
        print(f"  {reason.weight:+.1f} {reason.message}")
