"""Room two: what the link gives. A URL goes in, a Snapshot comes out, whatever the network does.

The doors are `fetching.fetch` (one URL, synchronous, no state kept), `fetcher.Fetcher` (many URLs,
asynchronous: pools, pacing, robots.txt and store shared) and `addresses` (the address guard).
httpx and httpcore are named in one file of this room only.
"""
