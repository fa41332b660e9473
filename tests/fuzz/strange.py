"""Which texts, values and bytes do the fuzzers feed? What strangers write, and what no platform ever would."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")

WORDS = """
    York buys 40 buses not never denies £1.5bn 1,234 1.234,56 ½ Ⅻ ７５ 3-0 12 % twelve hundred fünfzig तीन ٣٤ 3rd 24/11/2026
    2026-11-24T09:30:00Z 29 February 24. Dezember Monday NASA Ursula von der Leyen O’Brien McDonald's U.S. St. Petersburg
    東京都は桜の開花を発表 กรุงเทพมหานคร القاهرة תל אביב Москва Αθήνα ภาษา हिन्दी 한국어 Ünïcödé ﬁ ﬀ ⅷ Ａｂｃ 𝐛𝐨𝐥𝐝 ⓒⓘⓡⓒⓛⓔ sᴍᴀʟʟ ŉ ǆ İı ß ẞ
    😀 👩‍👩‍👧 🇬🇧 ⏱️ 1️⃣ ❤️‍🔥 #hashtag @user @user@server.example $AAPL “quoted words here” «so» 'x' „y“ 「引用」 — … • / \\ | ~ ` ^ ( ) [ ] { }
    https://a.example/b?c=d#e http://[::1]/ ftp://x.example www.b.example c.example/path http:// https://é.example/%ff
    &amp; &#x110000; &#0; &lt;b&gt; <b> </p> <a href="https://a.example">x</a> <script> <!-- --> ]]> %0A ::error:: =1+1 +1 -1 @SUM(A1)
    {"a": 1} [1, NaN] \\u0000 \\ud800 None nan inf -0 1e999 0x10 1_000 true
    read more via breaking: watch LIVE photo podcast breaking exclusive (sponsored) ad RT thread 1/2 🧵 👇 link in bio
""".split()  # noqa: SIM905 - a table of words is read more easily as text
CHARACTERS = (
    "\0\x01\x07\x08\t\n\x0b\x0c\r\x1b\x1c\x1f \x7f\x80\x85\x9b\xa0\xad\u034f\u0301\u0489\u061c\u115f\u180e\u200b\u200d\u200e\u2028"
    "\u2029\u202e\u2060\u2066\u2069\u3000\ufe0f\ufeff\ufffd\ufffe\uffff\U000e0001\U000e0041\U0010ffff\ud800\udbff\udc00\udfff"
    "aÅß0９१.,:;'\"-–—/\\#@&<>=+*?!%$€()[]{}"
)
_PLANES = (
    0x20,
    0x80,
    0x250,
    0x370,
    0x590,
    0x900,
    0xE00,
    0x1100,
    0x2000,
    0x3000,
    0x4E00,
    0xAC00,
    0xF900,
    0xFB00,
    0x1D400,
    0x1F300,
)
NAMES_OF_FIELDS = (
    "text", "url", "urls", "id", "id_str", "full_text", "entities", "content", "account", "created_at", "scheduled_at", "card",
    "facets", "embed", "record", "value", "post", "data", "includes", "params", "reblog", "note_tweet", "tweet", "langs", "Text",
    "statuses", "feed", "records", "items", "users", "tweets", "start", "end", "indices", "index", "byteStart", "features", "$type", "",
)  # fmt: skip


def word(rng: Random) -> str:
    """A word, a character that is none, one of any script, or any of them many times."""
    made = rng.choice(
        (
            lambda: rng.choice(WORDS),
            lambda: rng.choice(WORDS),
            lambda: rng.choice(WORDS),
            lambda: rng.choice(CHARACTERS),
            lambda: "".join(chr(rng.choice(_PLANES) + rng.randrange(0x60)) for _ in range(rng.randint(1, 9))),
            lambda: str(
                rng.choice((rng.randrange(100), rng.randrange(10**6), rng.random() * 10 ** rng.randint(-9, 20)))
            ),
            lambda: chr(rng.choice([rng.randrange(0x800), rng.randrange(0x10000), rng.randrange(0x110000)])),
        )
    )()
    return made * rng.choice((2, 7, 300)) if rng.random() < 0.02 else made


def text(rng: Random, most: int = 40) -> str:
    """A text of up to `most` strange words."""
    return "".join(word(rng) + rng.choice((" ", " ", " ", "", "\n", ". ", ", ")) for _ in range(rng.randint(0, most)))


def encodable(written: str) -> str:
    """`written` with each lone surrogate as a question mark, as files and parsers give texts."""
    return written.encode("utf-8", "replace").decode()


def mixture(rng: Random, honest: str, most: int = 12) -> str:
    """An honest text with strange words put in, parts left out and parts repeated."""
    pieces = honest.split(" ")
    for _ in range(rng.randint(0, most)):
        at = rng.randint(0, len(pieces))
        end = min(len(pieces), at + rng.randint(0, 6))
        pieces[at:end] = rng.choice(
            (
                lambda: [word(rng)],
                list,
                lambda: pieces[at:end] * 2,
                lambda: pieces[at:end][::-1],
                lambda: [text(rng, 4)],
            )
        )()
    return " ".join(pieces)


def _deep(rng: Random) -> Any:
    value: Any = "x"
    kind = rng.choice(("text", "data", "content", ""))
    for _ in range(rng.choice((5, 60, 1200))):
        value = {kind: value} if kind else [value]
    return value


SCALARS: Sequence[Callable[[Random], Any]] = (
    lambda rng: text(rng, 6),
    lambda rng: word(rng),
    lambda rng: rng.choice((None, True, False, 0, 1, -1, 7, 2**31, 2**63, -(2**70), 10**5000)),
    lambda rng: rng.choice((0.0, -0.0, 0.5, 1e308, float("inf"), float("-inf"), float("nan"))),
    lambda rng: rng.choice((np.int64(3), np.float32("nan"), np.bool_(True), np.str_("numpy"), np.datetime64("NaT"), np.datetime64("2026-11-24"))),
    lambda rng: rng.choice((b"bytes", bytearray(b"x"), Decimal("NaN"), Decimal("1.5"), 1j, object(), ..., int, len)),
    lambda rng: rng.choice((dt.date.min, dt.datetime.max.replace(tzinfo=dt.UTC), dt.datetime(2026, 11, 24, tzinfo=dt.UTC), dt.timedelta(days=1), dt.time())),
    lambda rng: rng.choice(("2026-11-24", "2026-11-24T09:30:00Z", "0000-00-00", "9999-12-31T23:59:60+24:00", "24/11/2026 9:30", "1732440600")),
    lambda rng: rng.choice(("https://a.example/b", "http://[", "//x", "javascript:alert(1)", "https://t.co/a", "at://did:plc:x/y/z", "en-GB")),
)  # fmt: skip


def value(rng: Random, depth: int = 3) -> Any:
    """Anything that a field might hold."""
    chance = rng.random()
    if depth and chance < 0.12:
        return [value(rng, depth - 1) for _ in range(rng.randint(0, 4))]
    if depth and chance < 0.24:
        return {key(rng): value(rng, depth - 1) for _ in range(rng.randint(0, 4))}
    if chance < 0.26:
        return rng.choice(({1, 2}, frozenset(), (), (1, "a"), range(3), np.array([1, 2]), np.array(["a"]), _deep(rng)))
    return rng.choice(SCALARS)(rng)


def key(rng: Random) -> Any:
    """What a mapping may have for a key; most are text."""
    if rng.random() < 0.9:
        return rng.choice(NAMES_OF_FIELDS)
    return rng.choice(
        (
            None,
            0,
            1.5,
            float("nan"),
            b"text",
            (),
            ("text",),
            True,
            "\ud800",
            10**5000,
            word(rng),
            np.int64(1),
            np.str_("text"),
        )
    )


def mutated(rng: Random, record: Mapping[Any, Any], rounds: int = 3) -> dict[Any, Any]:
    """A deep copy of `record` with fields somewhere in it changed, left out, added or exchanged."""
    changed = copy.deepcopy(dict(record))
    for _ in range(rng.randint(0, rounds)):
        place = rng.choice(list(_places(changed)))
        if isinstance(place, dict):
            keys = list(place)
            chosen = rng.choice(keys) if keys and rng.random() < 0.7 else key(rng)
            if rng.random() < 0.2:
                place.pop(chosen, None)
            else:
                old = place.get(chosen)
                place[chosen] = mixture(rng, old) if isinstance(old, str) and rng.random() < 0.4 else value(rng)
        elif place and rng.random() < 0.7:
            place[rng.randrange(len(place))] = value(rng)
        else:
            place.append(value(rng))
    return changed


def _places(inside: Any) -> list[Any]:
    """Every mapping and list in a value."""
    left, found = [inside], list[Any]()
    while left and len(found) < 200:
        here = left.pop()
        if isinstance(here, (dict, list)):
            found.append(here)
            left += here.values() if isinstance(here, dict) else here
    return found


_BYTES = (
    b"\0", b"\r", b"\n", b"\r\n", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x1a",
    b'"', b"'", b",", b";", b"\t", b"|", b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"{", b"}", b"[", b"]", b":", b"\\", b"\\ud800",
    b"\\u0000", b"NaN", b"1e999", b"-", b"null", b"true", b"9" * 5000, b"[" * 1200, b'{"a":' * 1200, b"\x85", b"\xe2\x80\xa8", b" " * 300,
)  # fmt: skip


def mutated_bytes(rng: Random, content: bytes, rounds: int = 6) -> bytes:
    """`content` with bytes changed, left out, repeated, moved or put in, perhaps cut off or in another encoding."""
    made = bytearray(content)
    for _ in range(rng.randint(0, rounds)):
        at = rng.randint(0, len(made))
        end = min(len(made), at + rng.choice((1, 1, 3, 20, 200)))
        made[at:end] = rng.choice(
            (
                lambda: rng.choice(_BYTES),
                lambda: rng.randbytes(rng.randint(1, 4)),
                lambda: b"",
                lambda: bytes(made[at:end]) * 3,
                lambda: bytes(made[end : end + 40]),
                lambda: rng.choice(_BYTES) + bytes(made[at:end]),
            )
        )()
    whole = bytes(made)
    if rng.random() < 0.1:
        whole = whole[: rng.randint(0, len(whole))]
    if rng.random() < 0.1:
        written = whole.decode("utf-8", "replace")
        whole = written.encode(
            rng.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "shift_jis", "utf-7")), "replace"
        )
    return whole


def one_of(rng: Random, made: Mapping[str, T]) -> T:
    """One of the values of a mapping."""
    return made[rng.choice(sorted(made))]
