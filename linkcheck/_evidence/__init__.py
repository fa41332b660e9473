"""Where do post and page differ? Pure: no socket, no file but the packaged tables, no clock.

The doors are `compare.prepare_post` and `compare.prepare_page` (each done once) and `compare.extract_evidence`, which
returns the Evidence of one pair.
"""
