"""`linkcheck demo`: the whole pipeline on pages of our own, without a network."""

from __future__ import annotations

import click

from linkcheck._cli.exit_codes import ExitCode
from linkcheck._cli.options import SectionedCommand
from linkcheck._cli.output import open_writer, output_options
from linkcheck._report.gate import Gate

_EPILOG = """\b
Examples:
  linkcheck demo
  linkcheck demo -o report.html
  linkcheck demo --format json"""


@click.command(
    "demo", cls=SectionedCommand, short_help="Check a small queue against pages served on this machine.", epilog=_EPILOG
)
@output_options
def demo_command(output_format: str, outputs: tuple[str, ...], color: bool | None) -> int:
    """Serve a few pages on loopback, check a queue of posts about them through the real pipeline, and report.

    It needs no network. Most posts are wrong in one way each; findings are what it is for, so it exits 0.
    """
    from linkcheck._check.checker import Checker
    from linkcheck._report.build import build_queue_run
    from linkcheck._report.places import pairs_of
    from linkcheck.demo import NETWORK, Sites, demo_posts
    from linkcheck.settings import Settings

    writer = open_writer(output_format, outputs, color=color, gate=Gate(warn_only=True))
    with Sites() as sites, Checker(Settings(allow_networks=(NETWORK,), host_delay=0)) as checker:
        posts = demo_posts(sites.origins)
        click.echo(_introduction(len(posts), len(sites.origins)), err=True)
        run = build_queue_run(checker.check_queue(posts))
    for report in run.posts:
        writer.write(report, pairs=pairs_of(run.posts))
    writer.end(run)
    return ExitCode.CLEAN


def _introduction(posts: int, sites: int) -> str:
    return (
        f"linkcheck: {posts} posts, each named for what is wrong with it, against {sites} small sites on this machine\n"
    )
