"""Many posts at once: links that a posting tool attached to the wrong post."""
