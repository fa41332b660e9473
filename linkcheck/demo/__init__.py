"""The demonstration: small sites that we wrote ourselves, served on loopback, and a queue of posts about them.

`Sites` serves the pages while it is open, `demo_posts` gives the queue, and `NETWORK` is what settings must allow.
"""

from linkcheck.demo._sites import NETWORK, Sites, demo_posts

__all__ = ["NETWORK", "Sites", "demo_posts"]
