"""How a result is written: Report and QueueReport, and the output formats.

The ways in are `build` (links to a Report, Reports to a Run with its secrets masked), `formats.render_run` (a Run in an
output format), `gate.Gate` (whether a run passes), `read.read_reports` (what was written) and `schema.json_schema`.
"""
