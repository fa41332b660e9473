"""Behaviours that users notice, each with a small change that breaks it and the tests that should notice."""

from __future__ import annotations

from typing import NamedTuple


class Mutant(NamedTuple):
    """One changed constant or rule."""

    name: str
    """What becomes of the behaviour."""
    file: str
    old: str
    """A snippet that stands exactly once in the file."""
    new: str
    tests: tuple[str, ...]
    """Names of tests as pytest takes them."""


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        "news of a year ago is fresh",
        "linkcheck/_evidence/parameters.json",
        '"fresh_days": {"value": 14,',
        '"fresh_days": {"value": 400,',
        ("tests/evidence/detectors/test_dates.py", "tests/evidence/detectors/test_age.py"),
    ),
    Mutant(
        "a hedged number may be half as large",
        "linkcheck/_evidence/parameters.json",
        '"hedged": {"value": 0.15,',
        '"hedged": {"value": 0.5,',
        ("tests/evidence/detectors/test_numbers.py",),
    ),
    Mutant(
        "a fifth of a wall is a wall",
        "linkcheck/_evidence/parameters.json",
        '"share_of_one_phrase": {"value": 0.5,',
        '"share_of_one_phrase": {"value": 0.2,',
        ("tests/page/test_states.py",),
    ),
    Mutant(
        "a better row outweighs everything",
        "linkcheck/_evidence/parameters.json",
        '"max_advantage": {"value": 4.0',
        '"max_advantage": {"value": 14.0',
        ("tests/queue/test_queue.py",),
    ),
    Mutant(
        "50/50 numbers a thread",
        "linkcheck/_post/claim.py",
        "MAX_THREAD = 40",
        "MAX_THREAD = 400",
        ("tests/post/test_claim.py",),
    ),
    Mutant(
        "a rival nearby counts as one beside",
        "linkcheck/_evidence/parameters.json",
        '"nearby": {"value": 0.85,',
        '"nearby": {"value": 1.0,',
        ("tests/evidence/detectors/test_names.py",),
    ),
    Mutant(
        "a first name alone counts as the whole",
        "linkcheck/_evidence/parameters.json",
        '"first_name_only": {"value": 0.6,',
        '"first_name_only": {"value": 1.0,',
        ("tests/evidence/detectors/test_names.py",),
    ),
    Mutant(
        "far neighbours count as near ones",
        "linkcheck/_evidence/parameters.json",
        '"distance_decay": {"value": 0.15,',
        '"distance_decay": {"value": 0.0,',
        ("tests/evidence/test_alignment.py",),
    ),
    Mutant(
        "exchanged roles need a wide margin",
        "linkcheck/_evidence/parameters.json",
        '"min_margin": {"value": 0.05,',
        '"min_margin": {"value": 0.5,',
        ("tests/evidence/detectors/test_roles.py",),
    ),
    Mutant(
        "inflected names count as others",
        "linkcheck/_evidence/parameters.json",
        '"foreign_inflected": {"value": 0.7,',
        '"foreign_inflected": {"value": 1.0,',
        ("tests/evidence/test_compare.py",),
    ),
    Mutant(
        "a post that looks back is blamed as a stale repost",
        "linkcheck/_scoring/causes.py",
        " or _LOOKS_BACK.search(case.said)",
        "",
        ("tests/scoring/test_causes.py",),
    ),
    Mutant(
        "a whole article is a teaser",
        "linkcheck/_evidence/parameters.json",
        '"teaser": {"value": 700,',
        '"teaser": {"value": 7000,',
        ("tests/page/test_states.py",),
    ),
    Mutant(
        "a carrier's addresses may be visited",
        "linkcheck/_web/guard.py",
        '        ("100.64.0.0/10", "a carrier\'s shared address"),\n',
        "",
        ("tests/web/test_guard.py",),
    ),
    Mutant(
        "every port may be visited",
        "linkcheck/_web/guard.py",
        "if url.port not in ALLOWED_PORTS:",
        "if url.port == 0:",
        ("tests/web/test_guard.py",),
    ),
    Mutant(
        "only the first address of a name is judged",
        "linkcheck/_web/guard.py",
        "for address in found:",
        "for address in found[:1]:",
        ("tests/web/test_guard.py",),
    ),
    Mutant(
        "a site that throttles is asked as fast as before",
        "linkcheck/_web/pacing.py",
        "site.delay_factor * 2, 16.0",
        "site.delay_factor, 16.0",
        ("tests/web/test_pacing.py",),
    ),
    Mutant(
        "a site may keep a visitor away for days",
        "linkcheck/_web/pacing.py",
        "min(retry_after, MAX_BACKOFF)",
        "retry_after",
        ("tests/web/test_pacing.py",),
    ),
    Mutant(
        "a failed request is tried once less",
        "linkcheck/_web/visit.py",
        "if self._tries > self._settings.retries:",
        "if self._tries >= self._settings.retries:",
        ("tests/web/test_visit.py",),
    ),
    Mutant(
        "robots.txt is read and not obeyed",
        "linkcheck/_web/robots.py",
        "if not allowed:",
        "if allowed is None:",
        ("tests/web/test_robots.py",),
    ),
    Mutant(
        "one redirect fewer is followed",
        "linkcheck/_web/visit.py",
        "if len(self.hops) > limits.max_redirects:",
        "if len(self.hops) >= limits.max_redirects:",
        ("tests/web/test_visit.py",),
    ),
    Mutant(
        "names and passwords in URLs are shown",
        "linkcheck/_urls/action_links.py",
        'url = _USER_INFO.sub(f"{MASK}@", url)',
        'url = _USER_INFO.sub(r"\\g<0>", url)',
        ("tests/urls/test_action_links.py",),
    ),
    Mutant(
        "the secret of a link is shown in a correction",
        "linkcheck/_report/mask.py",
        "message=hide(correction.message)",
        "message=correction.message",
        ("tests/report/test_mask.py",),
    ),
    Mutant(
        "tracking parameters make another page",
        "linkcheck/_urls/key.py",
        "return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)",
        "return name in TRACKING_PARAMETERS",
        ("tests/urls/test_key.py",),
    ),
    Mutant(
        "a threshold of the settings is ignored",
        "linkcheck/_scoring/judge.py",
        "model.mismatch_threshold if settings.mismatch_threshold is None else settings.mismatch_threshold",
        "model.mismatch_threshold",
        ("tests/scoring/test_judge.py",),
    ),
    Mutant(
        "the prior is ignored",
        "linkcheck/_scoring/judge.py",
        "prior = logit(settings.prior)",
        "prior = logit(0.5)",
        ("tests/scoring/test_judge.py",),
    ),
    Mutant(
        "a contradicted detail may pass as a match",
        "linkcheck/_scoring/judge.py",
        "if verdict is Verdict.MATCH and _contradicted(",
        "if verdict is None and _contradicted(",
        ("tests/scoring/test_judge.py",),
    ),
    Mutant(
        "a page that broke off is accused",
        "linkcheck/_check/compare.py",
        "prepared_post.claim.checkable and report.verdict in (Verdict.MISMATCH, Verdict.UNCLEAR):",
        "prepared_post.claim.checkable and report.verdict in (Verdict.UNCLEAR,):",
        ("tests/check/test_compare.py",),
    ),
    Mutant(
        "a link beside the source is accused",
        "linkcheck/_scoring/judge.py",
        "if number in beside and report.verdict is Verdict.MISMATCH else report",
        "if number in beside and report.verdict is Verdict.BROKEN else report",
        ("tests/scoring/test_judge.py",),
    ),
    Mutant(
        "posts that claim nothing repeat one another",
        "linkcheck/_queue/repeats.py",
        "if not one.targets or not one.post.claim.checkable:",
        "if not one.targets:",
        ("tests/queue/test_repeats.py",),
    ),
    Mutant(
        "a cell of CSV may be a formula",
        "linkcheck/_report/formats/csv.py",
        'tuple("=+-@\\t\\r\\n|%＝＋－＠")',
        'tuple("=+-")',
        ("tests/report/formats/test_csv.py",),
    ),
    Mutant(
        "a word that stands nowhere on the page is marked as had",
        "linkcheck/_evidence/presence.py",
        "for word in post.words if word.form in had]",
        "for word in post.words]",
        ("tests/evidence/test_presence.py",),
    ),
    Mutant(
        "the sign of a weight marks words as contradicted",
        "linkcheck/_report/formats/html/marks.py",
        "if stance_of(reason) is Stance.CONTRADICTS and reason.weight > 0",
        "if reason.weight > 0",
        ("tests/report/formats/html/test_marks.py",),
    ),
    Mutant(
        "every link of a post has the marks of the first",
        "linkcheck/_report/formats/html/post.py",
        "for s, e, mark in post_highlights(link)]",
        "for s, e, mark in post_highlights(report.links[0])]",
        ("tests/report/formats/test_html.py",),
    ),
    Mutant(
        "a quote ends an attribute of the report",
        "linkcheck/_report/formats/html/markup.py",
        '.replace(\'"\', "&quot;")',
        "",
        ("tests/report/formats/html/test_markup.py",),
    ),
    Mutant(
        "a run at the limit of unchecked links fails",
        "linkcheck/_report/gate.py",
        "share > self.max_unverifiable",
        "share >= self.max_unverifiable",
        ("tests/report/test_gate.py",),
    ),
    Mutant(
        "a run without a post is clean",
        "linkcheck/_cli/exit_codes.py",
        "if failed or (run.counts.bad_records and not run.counts.posts):",
        "if failed:",
        ("tests/cli/test_exit_codes.py",),
    ),
    Mutant(
        "a page not yet due is broken",
        "linkcheck/_scoring/unread.py",
        "< aware(post.scheduled_at)",
        "> aware(post.scheduled_at)",
        ("tests/scoring/test_unread.py",),
    ),
    Mutant(
        "half a quotation counts as said",
        "linkcheck/_evidence/parameters.json",
        '"min_share": {"value": 0.75,',
        '"min_share": {"value": 0.5,',
        ("tests/evidence/detectors/test_quotations.py",),
    ),
    Mutant(
        "the page's more than 40 may be the post's 400",
        "linkcheck/_evidence/parameters.json",
        '"beyond": {"value": 2.0,',
        '"beyond": {"value": 20.0,',
        ("tests/evidence/test_agreement.py",),
    ),
    Mutant(
        "a disguised host goes unmentioned",
        "linkcheck/_urls/homographs.py",
        "if not _POSES_AS_END.isdisjoint(label):",
        "if False:",
        ("tests/urls/test_homographs.py",),
    ),
    Mutant(
        "a link acts when its path carries a key",
        "linkcheck/_urls/action_links.py",
        "if match := _ONE_TIME.search(path):\n        return",
        "if (match := _ONE_TIME.search(path)) and not path:\n        return",
        ("tests/urls/test_action_links.py",),
    ),
    Mutant(
        "the date of an update is that of the page",
        "linkcheck/_page/dates.py",
        '_PUBLISHED = frozenset({"published", ""})',
        '_PUBLISHED = frozenset({"published", "", "changed"})',
        ("tests/page/test_dates.py",),
    ),
    Mutant(
        "a compressed page without its end is whole",
        "linkcheck/_web/body.py",
        "return not self.name or (self._members > 0 and self._inflater is None)",
        "return self._members >= 0",
        ("tests/e2e/test_broken_pages.py",),
    ),
    Mutant(
        "what came of a page that broke off is lost",
        "linkcheck/_web/visit.py",
        'failure.code == "short-body" and len(self.body):',
        "not failure.code:",
        ("tests/e2e/test_broken_pages.py",),
    ),
    Mutant(
        "plain bytes are given out as if they had come through TLS",
        "linkcheck/_web/connection.py",
        "        if self._unread:\n            self.close()",
        "        if not host:\n            self.close()",
        ("tests/web/test_connection.py",),
    ),
    Mutant(
        "a request of an httpx client is not judged before its look-up",
        "linkcheck/_web/http.py",
        "        self._guard.judge_host(url)\n",
        "",
        ("tests/web/test_http.py",),
    ),
    Mutant(
        "a connection is kept whatever came behind its answer",
        "linkcheck/_web/exchange.py",
        " and not self._state.trailing_data[0]",
        "",
        ("tests/web/test_exchange.py",),
    ),
    Mutant(
        "an answer in drops goes on for ever",
        "linkcheck/_web/exchange.py",
        "min(self._bounds.silence, self._bounds.waiting - self._waited)",
        "self._bounds.silence",
        ("tests/web/test_exchange.py",),
    ),
    Mutant(
        "a transport of the user's may say that less came than was promised",
        "linkcheck/_web/client.py",
        "received < int(declared)",
        "received < 0",
        ("tests/web/test_client.py",),
    ),
    Mutant(
        "secrets of links are logged",
        "linkcheck/_web/logs.py",
        "return plain(mask(url), _LONGEST)",
        "return plain(url, _LONGEST)",
        ("tests/web/test_logs.py",),
    ),
    Mutant(
        "a handler of the log that raises ends a check",
        "linkcheck/_logs.py",
        "if is_ctrl_c(error):",
        "if error is not None:",
        ("tests/test_logs.py",),
    ),
    Mutant(
        "a site may ask for any wait",
        "linkcheck/_web/pacing.py",
        "return self._spent + seconds <= self._limit",
        "return self._limit >= 0 or seconds > 0",
        ("tests/web/test_pacing.py",),
    ),
    Mutant(
        "a queue at our own pace counts as a wait that the site asks for",
        "linkcheck/_web/pacing.py",
        "max(0.0, start - own_start)",
        "max(0.0, start - now)",
        ("tests/web/test_pacing.py",),
    ),
    Mutant(
        "one post may take every look-up",
        "linkcheck/_web/resolver.py",
        "MAX_OF_POST = 4",
        "MAX_OF_POST = 400",
        ("tests/web/test_resolver.py",),
    ),
    Mutant(
        "a hostile body keeps the event loop to itself",
        "linkcheck/_web/body.py",
        "if number % CHUNKS_A_TURN == 0:",
        "if number < 0:",
        ("tests/web/test_body.py",),
    ),
)

QUICK = frozenset(
    {
        "a carrier's addresses may be visited",
        "a hedged number may be half as large",
        "a page that broke off is accused",
        "a run without a post is clean",
        "names and passwords in URLs are shown",
    }
)
"""Names of the mutants that CI runs: one of five rooms each."""
