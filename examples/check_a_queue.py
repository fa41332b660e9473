"""Check a queue of posts before it goes out: a posting tool has exchanged the links of two rows."""

import csv
import tempfile
from pathlib import Path

import linkcheck
from linkcheck.demo import NETWORK, Sites

with Sites() as sites, tempfile.TemporaryDirectory() as folder:
    council = sites.origins["council"]
    queue = Path(folder) / "queue.csv"
    with queue.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Text", "Link"])
        writer.writerow(["Night buses will run every Friday and Saturday from June", f"{council}/news/allotment-fees"])
        writer.writerow(["Allotment rents frozen, forty new plots at Long Meadow", f"{council}/news/night-bus"])

    settings = linkcheck.Settings(allow_networks=(NETWORK,), host_delay=0)
    report = linkcheck.check_queue(linkcheck.read_posts(queue), settings=settings)

for post in report.posts:
    line = post.post.origin.line if post.post.origin else None
    print(f"line {line}: {post.verdict} ({post.score:.2f})")
for finding in report.findings:
    print(finding)
for repair in report.corrections:
    print(f"row {repair.row + 1} should have the link of row {repair.proposed_row + 1}")
