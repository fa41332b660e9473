"""Room six: how it is told. Report and QueueReport, one file an output format.

The doors are `runs.build_run` and `runs.build_queue_run` (reports to a Run, secrets masked), `formats.render` (a
Run in one of `formats.FORMATS`), `gate.Gate` (whether a run passes), `frames.to_frame` and `schema.json_schema`.
"""
