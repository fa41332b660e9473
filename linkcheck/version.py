"""The version and the public home, in one place: packaging, reports and the user agent read them here."""

__version__ = "0.1.0"

HOMEPAGE = ""
"""The address of the project's public home, which User-Agent and SARIF then name; empty as long as there is none."""
