from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.files import Columns, json_stream
from linkcheck._post.files.json import parse_json, read_document
from linkcheck._post.files.json_stream import MAX_VALUE, VALUE_TOO_LONG
from linkcheck.errors import PostError


def test_json_that_utf8_cannot_hold_is_read() -> None:
    assert parse_json(b'"\\ud83d"') == "\ud83d"


@pytest.mark.parametrize("raw", [b"", b"{", b"nope", b"[" * 50_000, b'{"a": 1} x', b"1" * 5000])
def test_a_document_that_is_no_json_is_refused_as_such(raw: bytes) -> None:
    with pytest.raises(PostError, match="not valid JSON"):
        parse_json(raw)


def test_same_record_twice_has_two_lines() -> None:
    assert [found.line for found in read_document(io.BytesIO(b'[{"a":1},\n{"a":1},\n\n{"a":1}]'), Columns())] == [
        1,
        2,
        4,
    ]


def test_scalar_is_one_record() -> None:
    assert [found.value for found in read_document(io.BytesIO(b'"a post"'), Columns())] == ["a post"]


def problems(content: bytes) -> list[tuple[int | None, str]]:
    return [(found.line, found.problem) for found in read_document(io.BytesIO(content), Columns()) if found.problem]


@pytest.mark.parametrize("rest", [b"x", b"]"])
def test_text_after_a_list_is_a_problem_at_its_line(rest: bytes) -> None:
    first, second = read_document(io.BytesIO(b'[{"text": "York"}]\n' + rest), Columns())
    assert first.value == {"text": "York"}
    assert (second.line, second.value) == (2, None)
    assert f"the list has ended before “{rest.decode()}”" in second.problem


@pytest.mark.parametrize("content", [b"", b" \n", b"\xef\xbb\xbf"])
def test_an_empty_document_is_called_empty(content: bytes) -> None:
    assert problems(content) == [(None, "the file is empty: expected a list of posts, or one post, in JSON")]


@pytest.mark.parametrize("form", ['{"id": %s}', '[{"id": %s}]'])
def test_a_number_of_too_many_digits_is_a_problem_that_names_the_remedy(form: str) -> None:
    ((line, problem),) = problems((form % ("7" * 5000)).encode())
    assert line == 1
    assert problem == "not valid JSON: a number has more than 4300 digits; if it is an id, put it in quotes"


def values(content: bytes | str) -> list[object]:
    raw = content.encode() if isinstance(content, str) else content
    return [found.value or found.problem for found in read_document(io.BytesIO(raw), Columns())]


YORK, LEEDS = {"text": "York"}, {"text": "Leeds"}


@pytest.mark.parametrize(
    "content",
    [
        '[{"text": "York"}]\n[{"text": "Leeds"}]',
        '{"text": "York"}{"text": "Leeds"}',
        '{\n  "text": "York"\n}\n{\n  "text": "Leeds"\n}\n',
        '[{"text": "York"},{"text": "Leeds"},]',
        '[{"text": "York"} {"text": "Leeds"}]',
        'window.YTD.tweets.part0 = [{"text": "York"}];\nwindow.YTD.tweets.part1 = [{"text": "Leeds"}];\n',
        'Grailbird.data.tweets_2013_01 =\n[{"text": "York"},\n{"text": "Leeds"}]',
        'var tweet_index =  [{"text": "York"}, {"text": "Leeds"}]',
        '[{"text": "York"},\0{"text": "Leeds"}]\0',
        '\r[\r{"text": "York"},\r{"text": "Leeds"}\r]',
    ],
)
def test_documents_in_a_row_and_forgiven_punctuation_lose_no_record(content: str) -> None:
    assert values(content) == [YORK, LEEDS]


@pytest.mark.parametrize(
    "damaged",
    [
        "nope",
        "{'text': 'Bath'}",
        '{"text": "Bath",}x}',
        '{"text": "Bath" "id": "1"}',
        '{"text": "Bath"',
        '{"text": "Bath}',
        '{"text": "B\\ath"}',
        '{"text": "Bath", "urls": [1, 2}',
        '{"text": ' + "[" * 2_000 + "]" * 2_000 + "}",
        '{"id": ' + "7" * 5_000 + "}",
        '{"text": undefined}',
    ],
)
@pytest.mark.parametrize(
    "form", ['[{"text": "York"}, %s, {"text": "Leeds"}]', '[\n{"text": "York"},\n%s,\n{"text": "Leeds"}\n]']
)
def test_a_damaged_record_of_a_list_spoils_no_other(damaged: str, form: str) -> None:
    first, *problems, last = values(form % damaged)
    assert (first, last) == (YORK, LEEDS)
    assert problems
    assert all(isinstance(problem, str) and problem.startswith("not valid JSON") for problem in problems)


def test_a_damaged_record_is_told_at_its_own_line_and_that_of_the_damage() -> None:
    _, damaged, _ = read_document(io.BytesIO(b'[{"text": "York"},\n{"text":\n oops},\n{"text": "Leeds"}]'), Columns())
    assert damaged.line == 2
    assert damaged.problem == "not valid JSON: Expecting value (line 3)"


@pytest.mark.parametrize("damaged", ['{"text": "Bath" oops}', '{"text": ["Bath", "York}', '{"items": [1, 2'])
def test_a_damaged_object_is_one_problem_and_the_documents_after_it_are_read(damaged: str) -> None:
    first, *problems, last = values('{"text": "York"}\n' + damaged + '\n{"text": "Leeds"}\n')
    assert (first, last) == (YORK, LEEDS)
    assert len(problems) == 1


def test_the_records_of_a_list_in_a_damaged_object_are_read_each_with_the_other_members() -> None:
    first, problem, last = values(
        '{"source": "tool", "posts": [{"text": "York"}, {"text": oops}, {"text": "Leeds"}], "a" 1}'
    )
    assert (first, last) == ({"source": "tool", "posts": [YORK]}, {"source": "tool", "posts": [LEEDS]})
    assert "not valid JSON" in str(problem)


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_json_has_not_are_read(literal: str) -> None:
    assert len(values('[{"text": "York", "likes": ' + literal + "}]")) == 1


def test_line_breaks_in_a_text_and_the_last_of_two_keys_are_read() -> None:
    assert values('[{"text": "Yo\nrk", "text": "York\nLeeds"}]') == [{"text": "York\nLeeds"}]


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("between", ["", ", "])
def test_a_document_in_another_encoding_is_read(encoding: str, between: str) -> None:
    records = '{"text": "Café"}' + (between or "\n") + '{"text": "naïve – “ok”"}'
    form = f"[{records}]" if between else records
    assert values(form.encode(encoding)) == [{"text": "Café"}, {"text": "naïve – “ok”"}]


def test_a_record_that_was_read_as_windows_1252_is_noted() -> None:
    first, second = read_document(io.BytesIO(b'[{"text": "Caf\xe9"}, {"text": "ok"}]'), Columns())
    assert first.notes == ("The record is not in UTF-8: it was read as Windows-1252.",)
    assert second.notes == ()


@pytest.mark.parametrize("encoding", ["cp1251", "shift_jis", "gb18030", "iso8859-7"])
def test_a_record_in_an_encoding_that_is_not_known_is_a_problem(encoding: str) -> None:
    text = {"cp1251": "Мэрия", "iso8859-7": "Δήμος"}.get(encoding, "東京都のテスト")
    first, second = values(b'[{"text": "' + text.encode(encoding) + b'"}, {"text": "York"}]')
    assert "save the file as UTF-8" in str(first)
    assert second == YORK


def test_a_record_that_is_too_long_is_a_problem_and_those_around_it_are_read() -> None:
    long = '{"text": "%s \\" [ {", "list": [[1]]}' % ("x" * 2 * MAX_VALUE)
    assert values('[{"text": "York"}, ' + long + ', {"text": "Leeds"}]') == [YORK, VALUE_TOO_LONG, LEEDS]


def test_the_list_of_an_object_that_is_too_long_is_read_record_by_record() -> None:
    texts = [f"{number} " + "x" * 100_000 for number in range(MAX_VALUE // 100_000 + 20)]
    document = {"@context": "a", "posts": [{"text": text} for text in texts], "includes": {"users": [1]}}
    *found, last = values(json.dumps(document))
    assert found == [{"@context": "a", "posts": [{"text": text}]} for text in texts]
    assert "“includes” is not read" in str(last)


def test_a_document_of_damage_is_given_up_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "MAX_WASTED", 1000)
    *_, last = values("[" + '{"text": "York", oops},' * 1000 + "]")
    assert last == "too much of the document is damaged: what follows was not read"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                '{"text": "York"}',
                "{",
                "}",
                "[",
                "]",
                '"',
                ",",
                ":",
                "\n",
                "\\",
                '"text"',
                "1",
                "nope",
                "é",
                "\0",
                "x = ",
                ";",
            ]
        ),
        max_size=30,
    ),
    st.integers(1, 7),
)
def test_no_text_raises_and_every_record_after_damage_is_a_value_or_a_problem(pieces: list[str], size: int) -> None:
    content = "  " + "".join(pieces)

    class Slow:
        """A stream that gives a few characters at a time."""

        def __init__(self) -> None:
            self._rest = content

        def read(self, _size: int, /) -> str:
            piece, self._rest = self._rest[:size], self._rest[size:]
            return piece

    slow = list(read_document(Slow(), Columns()))
    assert slow == list(read_document(io.BytesIO(content.encode()), Columns()))
    assert all(found.line is None or 1 <= found.line <= content.count("\n") + 1 for found in slow)
