"""Room two: what the link gives. A URL goes in, a Snapshot comes out, whatever the network does.

The doors are `fetching.fetch` (one URL, synchronous, no state kept) and `fetcher.Fetcher` (many URLs, asynchronous:
connections, pacing, robots.txt and store shared). A visit goes through `urls` (parse once, rebuild), `guard` and
`addresses` (what may be connected to), `pacing` and `robots` (what is polite), `transport` (the only file that
names httpx and httpcore), `bodies` and `decoding` (what is read), and ends in one row of `faults` or in a page.
"""
