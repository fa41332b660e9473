"""What is claimed? A text or a platform's object goes in, a Post with its links and claim comes out.

The doors are `parse.parse_post` (one post), `files.read.read_posts` (a file of them) and `claim.read_claim` (the
checkable part of a post).
"""
