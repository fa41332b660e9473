"""Use only the judgement: your own HTTP client brought the page, linkcheck never sees the network."""

import linkcheck

html = """
<html lang="en">
<head><title>Harbour Gazette: Electric ferry begins service</title></head>
<body><nav><a href="/">Home</a></nav>
<article>
<h1>Electric ferry begins service across Skelling Sound</h1>
<p>The first electric ferry to serve Skelling Sound left Harbourside this morning with 240 passengers on board.</p>
<p>The Kittiwake made the crossing in 34 minutes, two minutes faster than the diesel boat it replaces.</p>
<p>It carries 300 people and 40 bicycles and sails every half hour from six in the morning until midnight. The batteries
are charged at Harbourside while passengers board. "You can hear the gulls again," said the captain, Ruth Amsel, who
had steered the old boat for nineteen years. A second ferry is being built and is to be delivered next spring.</p>
</article></body></html>
"""
page = linkcheck.read_page(html, url="https://gazette.example/news/electric-ferry")

for text in (
    "The first electric ferry across Skelling Sound took 240 passengers this morning",
    "The council has voted to close the swimming pool in Millbrook for good",
):
    report = linkcheck.compare(text, page)
    print(f"{report.verdict} ({report.score:.2f}): {text}")
    # A quote is a slice of its field, so that it can be shown in place.
    for quote in report.reasons[0].page_quotes[:1]:
        said = page.quotable(quote.field)[quote.start : quote.end]
        print(f"  the page says: {said!r}, {said == quote.text}")
