"""Room one: what is claimed. A text or platform object goes in, a Post comes out.

The doors are `reading.parse_post` (one post), `files.read_posts` (a file of them),
`claims.read_claim` (the checkable part of a text) and `language.identify_language`.
"""
