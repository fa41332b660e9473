"""Room six: how it is told. Report and QueueReport, one file an output format."""
