"""Whether what came is the page itself."""

from __future__ import annotations

import msgspec

from linkcheck.page.types import Page, PageState


def with_state(page: Page) -> Page:
    """Return the page with language and state decided, where they were not given."""
    changes: dict[str, object] = {}
    if page.language is None:
        changes["language"] = _language(page)
    if page.state is None:
        changes["state"] = PageState.READABLE if page.text or page.title else PageState.EMPTY
    return msgspec.structs.replace(page, **changes) if changes else page


def _language(page: Page) -> str:
    try:
        from linkcheck.post.language import identify_language
    except ImportError:
        return "en"
    return identify_language(page.text[:2000] or page.title).code
