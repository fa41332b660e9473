"""The demonstration: small sites that we wrote ourselves, served on loopback, and a queue of posts about them.

The doors are `sites.Sites` (serves the pages while it is open) and `posts.demo_posts` (the queue).
"""
