"""Addresses: parsed, normalised and found in texts, without a socket. Imports nothing else of ours."""
