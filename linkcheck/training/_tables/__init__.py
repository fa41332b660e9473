"""The tables of facts inside the package: one module a subject, each saying where its facts come from."""
