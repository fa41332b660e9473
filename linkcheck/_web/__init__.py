"""Room two: what the link gives. A URL goes in, a Snapshot comes out, whatever the network does.

The door is `fetcher.Fetcher`: many URLs with one set of connections, limits, robots.txt rules and one store. A `visit`
asks `guard` (what may be connected to), `pacing` and `robots` (what is polite), sends its request through the `client`
(an httpx.AsyncClient over `http`, the guarded transport, which speaks by `exchange` over a `connection`), reads the
`body`, and ends in a page or in one row of the table in `failures`.
"""
