"""`linkcheck demo`: the whole pipeline on pages of our own, without a network."""

from __future__ import annotations

import click

from linkcheck._atomic_files import require_writable
from linkcheck._cli.check import target_of
from linkcheck._cli.output import Teller
from linkcheck._report.formats import FORMATS
from linkcheck._report.gate import Gate

_EPILOG = """\b
Examples:
  linkcheck demo
  linkcheck demo -o report.html
  linkcheck demo --format json"""


@click.command(short_help="Check a small queue against pages served on this machine.", epilog=_EPILOG)
@click.option(
    "-f",
    "--format",
    "output_format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="What is written to standard output.",
)
@click.option("-o", "--output", "outputs", multiple=True, metavar="[FORMAT:]FILE", help="Write a file too. Repeatable.")
@click.option("--color/--no-color", default=None, help="Colour. [default: on a terminal]")
def demo(output_format: str, outputs: tuple[str, ...], color: bool | None) -> int:
    """Serve a few pages on loopback, check a queue of posts about them through the real pipeline, and report.

    It needs no network. Most posts are wrong in one way each; findings are what it is for, so it exits 0.
    """
    from linkcheck._check.checker import Checker
    from linkcheck._report.build import build_queue_run
    from linkcheck._report.places import pairs_of
    from linkcheck.demo.sites import NETWORK, Sites, demo_posts
    from linkcheck.settings import Settings

    targets = [target_of(output, output_format) for output in outputs]
    for target in targets:
        require_writable(target.path)
    teller = Teller(output_format, targets=targets, color=color, gate=Gate(warn_only=True))
    with Sites() as sites, Checker(Settings(allow_networks=(NETWORK,), host_delay=0)) as checker:
        posts = demo_posts(sites.origins)
        click.echo(_told(len(posts), len(sites.origins)), err=True)
        run = build_queue_run(checker.check_queue(posts))
    for report in run.posts:
        teller.tell(report, pairs=pairs_of(run.posts))
    teller.end(run)
    return 0


def _told(posts: int, sites: int) -> str:
    return (
        f"linkcheck: {posts} posts, each named for what is wrong with it, against {sites} small sites on this machine\n"
    )
