"""`--baseline FILE`: what an earlier report told already is told again, and fails nothing."""

from __future__ import annotations

from pathlib import Path


def known_findings(file: str, *, changed_since: str = "") -> frozenset[str]:
    """The keys of all that a report of linkcheck (JSON or JSON lines) tells of its links.

    Where changes since a commit are checked, a file of the repository is read as of that commit, and what the commit
    does not hold knows nothing: a pull request does not declare its own findings known. Raises MissingFileError, and
    InputError for what is no report.
    """
    from linkcheck._cli.git import content_at, is_in_repository
    from linkcheck._report.gate import finding_key
    from linkcheck._report.read import posts_of, read_run, read_run_file

    path = Path(file)
    if changed_since and is_in_repository(path):
        content = content_at(changed_since, path)
        past = read_run(content, name=f"{file} as of {changed_since}") if content else None
    else:
        past = read_run_file(path)
    posts = [post for report in past.reports for post in posts_of(report)] if past else []
    return frozenset(finding_key(post, link) for post in posts for link in post.links)
