"""Every file that is refused as such, with the line to look at and what to write instead."""

from __future__ import annotations

import time

import pytest
import yaml

from hoscheck.strict_yaml import MAX_BYTES, MAX_DEPTH, MAX_VALUES, Items, Keys, Refused, Scalar, parse, shown

MERGE_BOMB = "a: &a {k: 1}\n" + "".join(
    f"{new}: &{new} {{<<: [*{old}, *{old}]}}\n" for old, new in zip("abcdef", "bcdefg", strict=True)
)
ALIAS_BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

NOT_UTF8 = "this is not UTF-8 text; save the file with the encoding UTF-8"
COLON = 'a ":" stands where none can; put the text in quotes, or align it with others'
ALIGN = "this does not go with the lines above; align the keys, look for a quote left open"
REFUSED = {
    "empty": (b"", 1, "the file is empty; write its keys and values"),
    "only a comment": (b"# nothing\n", 1, "the file is empty; write its keys and values"),
    "not UTF-8": ("a: 1\nb: café\n".encode("latin-1"), 2, NOT_UTF8),
    "UTF-16": ("a: 1\n".encode("utf-16"), 1, NOT_UTF8),
    "control character": (b"a: 1\nb: \x1b[31m\n", 2, "the control character U+001B stands here; take it out"),
    "too large": (b"a: " + b"x" * MAX_BYTES, None, "the file is larger than 1,024 KiB; take out what is not needed"),
    "too deep": (b"a:\n  " + b"[" * MAX_DEPTH, 2, "values are nested more than 32 deep; write them flatter"),
    "far too deep": (b"[" * 100_000, 1, "values are nested more than 32 deep; write them flatter"),
    "too many": (b"- 1\n" * MAX_VALUES, 50_000, "the file holds more than 50,000 values; take out what is not needed"),
    "anchor": (b"a: 1\nb: &x 2\n", 2, '"&x" marks a value for reuse; leave the mark out'),
    "alias": (b"a: 1\nb: *x\n", 2, '"*x" stands for another part of the file; write the value out'),
    "merge key": (b"a: 1\n<<: {b: 2}\n", 2, '"<<" copies keys from elsewhere; write them out'),
    "merge bomb": (MERGE_BOMB.encode(), 1, '"&a" marks a value for reuse; leave the mark out'),
    "alias bomb": (ALIAS_BOMB.encode(), 1, '"&a" marks a value for reuse; leave the mark out'),
    "python tag": (
        b'a: !!python/object/apply:os.system ["true"]\n',
        1,
        'the tag "!!python/object/apply:os.system" is not allowed; leave it out',
    ),
    "own tag": (b"a: 1\nb: !mine 1.10\n", 2, 'the tag "!mine" is not allowed; leave it out'),
    "plain tag": (b"a: !!str 1.10\n", 1, 'the tag "!!str" is not allowed; leave it out'),
    "second document": (
        b"a: 1\n---\nb: 2\n",
        2,
        'a second document begins here; keep one in a file, without a further "---"',
    ),
    "key twice": (b"a: 1\nb: 2\na: 3\n", 3, 'the key "a" stands twice (first on line 1); keep one'),
    "quoted key twice": (b'a: 1\n"a": 3\n', 2, 'the key "a" stands twice (first on line 1); keep one'),
    "list as key": (
        b"a: 1\n? [b, c]\n: 2\n",
        2,
        "a list or a group of keys stands where a key is wanted; write a word as the key",
    ),
    "second colon": (b"a: 1\nb: c: d\n", 2, COLON),
    "no colon": (b"a: 1\nb\nc: 2\n", 2, 'no ":" follows the key that begins here; write key: value'),
    "open quote": (b'a: 1\nb: "never\n\nclosed', 2, "a quote is opened here and never closed; close it"),
    "tab": (b"a:\n\tb: 1\n", 2, "a tab or a sign begins a value; indent with spaces, put the text in quotes"),
    "sign": (b"a: @b\n", 1, "a tab or a sign begins a value; indent with spaces, put the text in quotes"),
    "open bracket": (
        b"a: [1\nb: 2\n",
        2,
        "a bracketed list is not closed or lacks a comma; write it as [first, second]",
    ),
    "escape": (b'a: "\\q"\n', 1, "a backslash begins no known escape; write it twice, or use single quotes"),
    "indented": (b"a: 1\n  b: 2\n", 2, COLON),
    "outdented": (
        b"  a: 1\n b: 2\n",
        2,
        ALIGN,
    ),
    "list on the key's line": (
        b"a: - 1\n",
        1,
        "a list item does not fit the lines above; put it on a line of its own, indented",
    ),
}


@pytest.fixture(params=["C", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of the two parsers of PyYAML; installations without libyaml only have the second."""
    if request.param == "C" and not yaml.__with_libyaml__:
        pytest.skip("this installation of PyYAML has no parser written in C")
    monkeypatch.setattr(yaml, "__with_libyaml__", request.param == "C")
    return str(request.param)


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused(case: str, parser: str) -> None:
    data, line, message = REFUSED[case]
    began = time.monotonic()
    with pytest.raises(Refused) as caught:
        parse(data)
    assert (caught.value.line, caught.value.message) == (line, message)
    assert time.monotonic() - began < 20  # the merge bomb alone would take minutes if it were followed


def test_parses_to_nodes_that_keep_their_lines(parser: str) -> None:
    node = parse(b'\xef\xbb\xbf# a comment\r\na: 1.10\r\nb: "1.10"\r\nc:\r\n  - |-\r\n    x\r\n    y\r\n  - {d: }\r\n')
    assert node == Keys(
        {
            "a": (2, Scalar("1.10", True, 2)),
            "b": (3, Scalar("1.10", False, 3)),
            "c": (4, Items([Scalar("x\ny", False, 5), Keys({"d": (8, Scalar("", True, 8))}, 8)], 5)),
        },
        2,
    )


def test_limits_themselves_are_allowed(parser: str) -> None:
    assert isinstance(parse(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH), Items)
    assert len(parse(b"- 1\n" * (MAX_VALUES - 1)).nodes) == MAX_VALUES - 1  # type: ignore[union-attr]
    assert parse(b"#" * (MAX_BYTES - 2) + b"\na") == Scalar("a", True, 2)


def test_shows_the_files_words_safely() -> None:
    assert shown("café \x1b[31m\u202e") == "café \\u001b[31m\\u202e"
    assert shown("x" * 61) == "x" * 59 + "…"
