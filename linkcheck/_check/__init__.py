"""The conductors: each takes a post through the rooms, with the network or without."""
