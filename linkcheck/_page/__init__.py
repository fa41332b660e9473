"""What does the page say? A Snapshot or bytes go in, a Page with a state comes out.

The doors are `read.read` (a Snapshot, whose status and redirects count too), `read.read_page` (bytes or text) and
`states.with_state` (decides language and state of a Page made by hand).
"""
