"""One reader a platform: its objects as posts."""
