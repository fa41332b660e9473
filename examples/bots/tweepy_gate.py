"""A gate before tweepy: tweets whose link does not say what they say are held back.

Put `Gate(client)` where your bot has its tweepy.Client; everything but create_tweet passes through.

    client = Gate(tweepy.Client(bearer_token=..., consumer_key=..., ...))
    client.create_tweet(text="The ferry sails again https://gazette.example/ferry")
"""

from typing import Any

import linkcheck


class HeldBackError(Exception):
    """A tweet was not sent; `report` says why."""

    def __init__(self, report: linkcheck.Report) -> None:
        self.report = report
        link = next(link for link in report.links if link.verdict == report.verdict)
        super().__init__(f"{report.verdict}: {link.reasons[0].message}")


class Gate:
    """A tweepy.Client that checks links first."""

    def __init__(self, client: Any, settings: linkcheck.Settings | None = None, min_score: float = 0.0) -> None:
        self._client = client
        self._settings = settings
        self._min_score = min_score

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def create_tweet(self, *, text: str, **options: Any) -> Any:
        """Send a tweet. Raises HeldBackError for a broken link, or a mismatch of at least `min_score`."""
        report = linkcheck.check(text, settings=self._settings)
        broken = report.verdict == linkcheck.Verdict.BROKEN
        wrong = report.verdict == linkcheck.Verdict.MISMATCH and (report.score or 0) >= self._min_score
        if broken or wrong:
            raise HeldBackError(report)
        return self._client.create_tweet(text=text, **options)


if __name__ == "__main__":
    import os
    import sys

    import tweepy

    names = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
    gate = Gate(tweepy.Client(**{name: os.environ[f"X_{name.upper()}"] for name in names}))
    try:
        gate.create_tweet(text=sys.argv[1])
    except HeldBackError as held:
        sys.exit(f"not sent, {held}")
