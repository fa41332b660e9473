"""What of a claim is frame beside this page: labels and credits that the page does not say of the same?

A label may be the subject ("Trump: no deal"): where a sentence of the page has it with most of the claim's sentence,
it supports. Where the page has another name in the very slot ("Biden: no deal", "a speech by Biden"), it is compared as
any name. Otherwise nothing is known of it, and it is left out. What the page says of its making, its site, outlet,
section, authors and host, is left out wherever it stands in the claim and the text of the page does not say it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from linkcheck._evidence.phrases import FUNCTION_FORMS
from linkcheck._evidence.prepared import PreparedPage, PreparedPost, PreparedSentence
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import PostFrame
from linkcheck._text.casing import squeeze
from linkcheck._text.terms import term_weight
from linkcheck._text.tokens import normal_forms
from linkcheck._urls.domains import registrable_domain
from linkcheck._urls.url import split_url

_MIN_SHARED = PARAMETERS.frames.min_shared
_MAX_SENTENCES = 40
"""Sentences with a label that are compared with the claim's."""
_MIN_REST = PARAMETERS.frames.min_rest
_LONGEST_NAME = PARAMETERS.frames.longest_name


def compared_claims(post: PreparedPost, page: PreparedPage) -> tuple[PreparedPost, PreparedPost]:
    """The post with what of its claim says what the page is about, and with what may be held against the page.

    Labels count where the page says them. To say what a page is about, subjects count too, unless the page has nearly
    all of the rest and says nothing of them.
    """
    unsaid = [frame for frame in post.claim.frames if not _is_said(post, page, frame)]
    off_topic = [frame for frame in unsaid if frame.kind in ("label", "credit") or _has_rest(post, page, frame)]
    sites = tuple(_site_names(post, page))
    return _without(post, off_topic, sites), _without(post, unsaid, sites)


def _has_rest(post: PreparedPost, page: PreparedPage, frame: PostFrame) -> bool:
    core = _core(post.claim.text, frame)
    there = math.fsum(sorted(weight for form, weight in core.items() if form in page.index))
    return there >= _MIN_REST * math.fsum(sorted(core.values()))


def _core(text: str, frame: PostFrame) -> dict[str, float]:
    """The forms of the claim without a frame, with their weights."""
    return {form: term_weight(form) for form in normal_forms(text[: frame.start]) + normal_forms(text[frame.end :])}


def _without(post: PreparedPost, frames: Iterable[PostFrame], sites: Iterable[tuple[int, int]]) -> PreparedPost:
    spans = [(frame.start, frame.end) for frame in frames]
    spans += [span for span in sites if not any(s < span[1] and span[0] < e for s, e in spans)]
    return post.without(tuple(sorted(spans))) if spans else post


def _label(post: PreparedPost, frame: PostFrame) -> frozenset[str]:
    return frozenset(normal_forms(post.claim.text[frame.label_start : frame.label_end])) - FUNCTION_FORMS


def _is_said(post: PreparedPost, page: PreparedPage, frame: PostFrame) -> bool:
    """Whether the page says a label of the same, or something else in its slot."""
    text = post.claim.text
    label = _label(post, frame)
    if not label:
        return False
    if frame.kind == "subject" and page.index.keys() >= label:
        return True
    if frame.kind == "doer":
        return not _is_whole(text, page, frame)
    if frame.kind != "label" and _has_slot(text, page, frame):
        return True
    core = _core(text, frame)
    wanted = math.fsum(sorted(core.values())) * _MIN_SHARED
    shared = set.intersection(*(set(page.index.get(form, ())) for form in label))
    for number in sorted(shared)[:_MAX_SENTENCES]:
        there = core.keys() & frozenset(page.sentences[number].forms)
        if math.fsum(sorted(core[form] for form in there)) >= wanted:
            return True
    return False


def _has_slot(text: str, page: PreparedPage, frame: PostFrame) -> bool:
    """Whether a sentence of the page has the same joint beside the same words."""
    if frame.kind == "subject":
        after = normal_forms(text[frame.end :])[:2]
        return any(":" in joint for joint in _joints(page, after))
    return any(joint == " " for joint in _joints(page, normal_forms(text[: frame.label_start])[-2:], inner=True))


def _is_whole(text: str, page: PreparedPage, frame: PostFrame) -> bool:
    """Whether the page has the end of the claim's sentence, and names nobody behind it by whom it was done."""
    end = normal_forms(text[: frame.start])[-2:]
    whole = False
    for number in page.index.get(end[-1], ())[:_MAX_SENTENCES]:
        forms = page.sentences[number].forms
        for position in range(len(forms) - len(end) + 1):
            if forms[position : position + len(end)] == end:
                whole = True
                if "by" in forms[position:]:
                    return False
    return whole


def _joints(page: PreparedPage, forms: list[str], *, inner: bool = False) -> Iterator[str]:
    """Where these two words stand on the page: what is written before them, or between them."""
    for number in page.index.get(forms[0], ())[:_MAX_SENTENCES]:
        sentence = page.sentences[number]
        for position in range(0 if inner else 1, len(sentence.forms) - 1):
            if sentence.forms[position : position + 2] == forms:
                first = position if inner else position - 1
                written = page.page.quotable(sentence.field)
                if not inner or _names_somebody(sentence, written, position + 1):
                    yield written[sentence.words[first].end : sentence.words[first + 1].start]


def _names_somebody(sentence: PreparedSentence, written: str, joint: int) -> bool:
    """Whether a small "by" stands there and a capital behind it: not "by 7 wickets", nor the page's own "By Ruiz"."""
    words = sentence.words[joint : joint + 2]
    return len(words) > 1 and written[words[0].start].islower() and written[words[1].start].isupper()


def _names_in_claim(post: PreparedPost, page: PreparedPage) -> set[str]:
    """What the page's site is called, by itself and by its host, squeezed, where the claim may have it."""
    names = {squeeze(name) for name in page.own_names}
    host = split_url(page.page.url).host
    # The list of public suffixes takes 35 ms and some MB: most claims have no label of the host.
    if any(squeeze(label) in post.squeezed for label in host.split(".")[:-1]):
        names.add(squeeze(registrable_domain(host).partition(".")[0]))
    return {name for name in names if name and name in post.squeezed}


def _site_names(post: PreparedPost, page: PreparedPage) -> Iterator[tuple[int, int]]:
    """Where the claim names the page's site, and the page does not."""
    text = post.claim.text
    names = _names_in_claim(post, page)
    if not names:
        return
    words = post.words
    initials = {name[0] for name in names}
    first = 0
    while first < len(words):
        initial = text[words[first].start]
        if initial.isascii() and initial.lower() not in initials:
            first += 1
            continue
        opening = squeeze(text[words[first].start : words[first].end])
        if not any(name.startswith(opening) for name in names):
            first += 1
            continue
        for last in range(min(len(words), first + _LONGEST_NAME), first, -1):
            run = words[first:last]
            if squeeze(text[run[0].start : run[-1].end]) in names and not all(w.form in page.index for w in run):
                yield run[0].start, run[-1].end
                first = last - 1
                break
        first += 1
