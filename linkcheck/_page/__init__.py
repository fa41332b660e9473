"""Room three: what the page says. A Snapshot or bytes go in, a Page with a state comes out.

The doors are `reading.read` (a Snapshot: status and redirects speak too), `reading.read_page`
(bytes or text) and `states.with_state` (decides language and state of a Page made by hand).
"""
